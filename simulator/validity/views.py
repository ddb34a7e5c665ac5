"""The same motion seen otherwise: mirrored, turned, from another corner, at another zoom, gain, rate or frame rate."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from simulator.needling.hand import Hand, Samples, samples
from simulator.validity.edits import changed
from simulator.words import mark

MOTION_HZ = 1000
"""The rate at which a motion is made before it is looked at."""
USUAL_HZ = 250
COUNTS_PER_MM = 31.5
"""Counts that a mouse reports for each mm of hand (the program's own assumption until calibrated)."""

See = Callable[[Hand, int], Hand]
"""Another view of a hand on a square sheet of so many µm."""


class View(NamedTuple):
    """A view by name and title."""

    name: str
    title: str
    see: See


def read_at(rate_hz: int) -> See:
    """The hand as a device reports it so many times a second; press and release are reports of their own."""

    def see(hand: Hand, side_um: int) -> Hand:
        """The samples nearest after each tick, and those at which the contact changes."""
        del side_um
        s = hand.samples
        ticks = np.arange(int(s.t_us[-1] - s.t_us[0]) * rate_hz // 1_000_000 + 1) * 1_000_000 // rate_hz
        edges = np.nonzero(np.diff(s.down))[0] + 1
        kept = np.unique(np.concatenate([np.searchsorted(s.t_us - s.t_us[0], ticks), edges]))
        return hand._replace(samples=s[kept])

    return see


def placed(across: int, along: int, swap: bool = False) -> See:
    """The hand mirrored where a sign is -1, then with x and y exchanged where they swap."""

    def see(hand: Hand, side_um: int) -> Hand:
        """The samples in their new places."""
        s = hand.samples
        x, y = (c if sign > 0 else side_um - c for c, sign in ((s.x_um, across), (s.y_um, along)))
        return hand._replace(samples=changed(s, x_um=y if swap else x, y_um=x if swap else y))

    return see


def backwards(hand: Hand, side_um: int) -> Hand:
    """The hand from its last place to its first: it starts in the corner where it used to end."""
    del side_um
    s = hand.samples
    down = np.concatenate([s.down[:-1][::-1], [False]])
    return hand._replace(samples=samples(s.t_us[-1] - s.t_us[::-1], s.x_um[::-1], s.y_um[::-1], down))


def in_steps(step_um: float) -> See:
    """The hand on whole multiples of a step: pixels at a zoom, or counts at a gain."""

    def see(hand: Hand, side_um: int) -> Hand:
        """The samples, each in the nearest place that there is."""
        del side_um
        s = hand.samples
        x, y = (np.rint(np.rint(c / step_um) * step_um).astype(np.int64) for c in (s.x_um, s.y_um))
        return hand._replace(samples=changed(s, x_um=x, y_um=y))

    return see


def unhurried(hand: Hand, side_um: int) -> Hand:
    """The hand with twice the time in the air."""
    del side_um
    s: Samples = hand.samples
    step = np.diff(s.t_us, prepend=s.t_us[:1])
    step[1:] *= np.where(s.down[:-1], 1, 2)
    return hand._replace(samples=changed(s, t_us=s.t_us[0] + np.cumsum(step)))


VIEWS = (
    View("mirror", mark("mirrored, left to right"), placed(-1, 1)),
    View("corner", mark("mirrored, top to bottom: from the corner below"), placed(1, -1)),
    View("half", mark("half a turn: from the opposite corner"), placed(-1, -1)),
    View("quarter", mark("a quarter turn"), placed(1, -1, swap=True)),
    View("quarter back", mark("a quarter turn the other way: the left hand's seat"), placed(-1, 1, swap=True)),
    View("backwards", mark("from the last place to the first"), backwards),
    View("air", mark("twice the time in the air"), unhurried),
    View("zoom 4", mark("whole pixels at 4 px/mm"), in_steps(1000 / 4)),
    View("zoom 6", mark("whole pixels at 6 px/mm"), in_steps(1000 / 6)),
    View("zoom 12", mark("whole pixels at 12 px/mm"), in_steps(1000 / 12)),
    View("gain 0.5", mark("counts at gain 0.5"), in_steps(1000 * 0.5 / COUNTS_PER_MM)),
    View("gain 1", mark("counts at gain 1"), in_steps(1000 / COUNTS_PER_MM)),
    View("gain 3", mark("counts at gain 3"), in_steps(1000 * 3 / COUNTS_PER_MM)),
)
RATES_HZ = (60, 120, 500, 1000)
