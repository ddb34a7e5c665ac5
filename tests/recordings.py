"""Hands and recordings for tests of files: any that the format allows, and ordinary ones."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from simulator.files import places, scenario
from simulator.needling.hand import Act, Hand, samples
from simulator.needling.run import PHYSICS
from simulator.session import Header, Recording

PLACES = places.find()
FLAT = scenario.load("flat-patch", PLACES)
HEADER = Header("run-1", "Ada", 7, PHYSICS, "2026-03-01T10:00:00+01:00", "mouse", 1.0, 7.0, "hold", "live")
COLUMNS = ("t_us", "x_um", "y_um", "down", "force_mn", "tilt_ddeg", "tilt_dir_ddeg")


def ordinary(seconds: float = 5, hz: int = 240, seed: int = 1) -> Recording:
    """A hand that wanders over the patch, pressing and lifting, with a few acts."""
    chance = np.random.default_rng(seed)
    n = round(seconds * hz)
    t_us = np.cumsum(chance.integers(800_000 // hz, 1_200_000 // hz, n))
    x_um, y_um = (20_000 + np.cumsum(chance.integers(-120, 125, n)) for _ in range(2))
    acts = (Act(5, "dial", 750), Act(5, "gel", 1), Act(int(t_us[n // 2]), "dial", 500))
    acts += (Act(int(t_us[n - 2]), "step.wipe_down", 1),)
    hand = Hand(samples(t_us, x_um, y_um, (np.arange(n) // 400) % 2 == 0), acts)
    return Recording(HEADER, FLAT, hand)


def same(one: Hand, other: Hand) -> bool:
    """Whether two hands are equal to the last bit."""
    columns = all(np.array_equal(getattr(one.samples, c), getattr(other.samples, c)) for c in COLUMNS)
    types = all(getattr(one.samples, c).dtype == getattr(other.samples, c).dtype for c in COLUMNS)
    return columns and types and one.acts == other.acts


@st.composite
def hands(draw: st.DrawFn, most: int = 40) -> Hand:
    """Any hand that the format allows, extremes included."""
    n = draw(st.integers(0, most))
    column = lambda low, high: draw(st.lists(st.integers(low, high), min_size=n, max_size=n))  # noqa: E731
    t_us = sorted(draw(st.sets(st.integers(0, 7_200_000_000), min_size=n, max_size=n)))
    place = (column(-2_000_000, 2_000_000), column(-2_000_000, 2_000_000), column(0, 1))
    more = {"force_mn": column(0, 100_000), "tilt_ddeg": column(0, 900), "tilt_dir_ddeg": column(-3600, 3600)}
    act = st.tuples(
        st.integers(0, 7_200_000_000),
        st.sampled_from(["dial", "gel", "stretch", "gap", "pause", "input", "step.consent"]),
        st.integers(0, 2500),
    )
    acts = sorted((Act(*a) for a in draw(st.lists(act, max_size=6))), key=lambda a: a.t_us)
    return Hand(samples(t_us, *place, **more), tuple(acts))
