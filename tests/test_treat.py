"""What the treat screen tells: coverage as the outcome counts it, the speed of the glide, the green of its gauge."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from recordings import FLAT, PLACES

from simulator import session
from simulator.app.screens.treat_cover import Cover
from simulator.app.screens.treat_hand import Glide, green_mm_s, red_mm_s
from simulator.files.scenario import load
from simulator.needling.hand import Hand, samples
from simulator.outcome import coverage
from simulator.outcome.dose import cut

FACE = load("face-fine-lines", PLACES)


def wander(scenario: session.Scenario, seed: int) -> Hand:
    """A hand that sweeps over all of a sheet in contact, fast and slow."""
    chance = np.random.default_rng(seed)
    turns = chance.integers(0, [scenario.site.width_um, scenario.site.height_um], (40, 2))
    t_us = np.arange(0, 40_000_000, 5_000)
    x_um, y_um = (np.interp(t_us, np.linspace(0, 4e7, 40), turns[:, axis]).astype(int) for axis in (0, 1))
    return Hand(samples(t_us, x_um, y_um, np.ones(len(t_us), bool)))


@pytest.mark.parametrize("scenario", [FLAT, FACE], ids=["flat", "face"])
def test_coverage_on_the_screen_is_that_of_the_outcome(scenario: session.Scenario) -> None:
    plans = tuple(dataclasses.replace(plan, target_low_per_cm2=60) for plan in scenario.plans)
    run, hand = session.begin(scenario, 4), wander(scenario, 4)
    cover = Cover(run, plans)
    for start in range(0, 40_000_000, 170_000):
        cover.take(run.advance(hand.between(start, start + 170_000)))
        cover.measure(start)
    cover.measure_all()
    for patch, shown in zip(cut(run.skin, plans), cover.zones, strict=True):
        found = coverage.measure(patch)
        assert shown is not None and shown.percent > 0
        assert shown.percent == pytest.approx(100 * found["coverage"], abs=0.51)
        assert shown.dose_per_cm2 == pytest.approx(found["density_per_cm2"], abs=1)


def lane(speed_mm_s: float, hz: int = 240, jitter_um: int = 0) -> Hand:
    """A straight lane of two seconds, then the lift."""
    t_us = np.arange(0, 2_000_000, 1_000_000 // hz)
    noise = np.random.default_rng(1).integers(-jitter_um, jitter_um + 1, len(t_us))
    return Hand(samples(t_us, np.rint(t_us * speed_mm_s / 1000).astype(int), noise, t_us < 1_900_000))


@pytest.mark.parametrize("speed", [5.0, 20.0, 80.0])
def test_the_gauge_reads_the_speed_of_a_steady_glide(speed: float) -> None:
    glide, hand = Glide(), lane(speed, jitter_um=60)
    glide.follow(hand.between(0, 40_000), lambda x, y: "patch")
    assert glide.speed_mm_s(40_000) is None, "too young to have a speed"
    glide.follow(hand.between(40_000, 1_000_000), lambda x, y: "other")
    assert glide.speed_mm_s(1_000_000) == pytest.approx(speed, rel=0.05, abs=1)
    glide.follow(hand.between(1_000_000, 3_000_000), lambda x, y: None)
    assert glide.speed_mm_s(2_000_000) is None, "lifted"
    (done,) = glide.done
    assert (done.begin_us, done.zone) == (0, "patch")
    assert done.speed_mm_s == pytest.approx(speed, rel=0.02)


def test_standing_still_reads_nothing() -> None:
    glide = Glide()
    t_us = np.arange(0, 1_000_000, 10_000)
    glide.follow(Hand(samples(t_us, t_us * 0, t_us * 0, np.ones(len(t_us), bool))), lambda x, y: None)
    assert glide.speed_mm_s(1_000_000) == 0


def test_the_green_of_the_gauge_gives_the_zone_its_target() -> None:
    plan, device = FLAT.plans[0], FLAT.device
    low, high = green_mm_s(plan, device)
    lane_cm = device.tip_um / 1e4 * 0.7
    assert device.punctures_per_s / (low / 10 * lane_cm) == pytest.approx(plan.target_high_per_cm2)
    assert high == plan.glide_mm_s[1], "faster would be in the plan's dose, but not in the plan's glide"
    targets = {"target_low_per_cm2": 2 * plan.target_low_per_cm2, "target_high_per_cm2": 2 * plan.target_high_per_cm2}
    twice = dataclasses.replace(plan, passes=2, **targets)
    assert green_mm_s(twice, device) == pytest.approx((low, high)), "two passes, each with its half"


def test_red_begins_earlier_the_deeper_the_needles_go() -> None:
    assert [red_mm_s(depth) for depth in (0, 500, 1500, 2000, 2500)] == [85, 85, 45, 35, 35]
    assert red_mm_s(1000) == 65
