"""Where the tip of a recorded hand is at any time, how far from the skin, and what its dial says."""

from __future__ import annotations

from math import hypot

import numpy as np

from simulator.app.pen import APPROACH_US, LIFT_US
from simulator.app.screens.treat_hand import SMOOTH_US
from simulator.needling.hand import Hand
from simulator.needling.puncture import Ints
from simulator.session import Scenario


class Led:
    """A recorded hand, asked at times in µs."""

    def __init__(self, hand: Hand, scenario: Scenario) -> None:
        self._samples = hand.samples
        self._edges = _edges(hand)
        dials = [(act.t_us, act.value) for act in hand.acts if act.what == "dial"]
        self._dial_us = np.array([t_us for t_us, _value in dials], np.int64)
        self._dials_um = [scenario.dial_start_um, *(value for _t_us, value in dials)]

    @property
    def first_us(self) -> int:
        """When the tip first touched the skin; 0 where it never did."""
        return int(self._edges[0][0]) if len(self._edges[0]) else 0

    def place(self, t_us: int) -> tuple[int, int] | None:
        """Where the tip is (µm), on the straight line between two samples; None where there are none."""
        samples = self._samples
        if not len(samples):
            return None
        x, y = (np.interp(t_us, samples.t_us, column) for column in (samples.x_um, samples.y_um))
        return round(float(x)), round(float(y))

    def height(self, t_us: int) -> float:
        """How far the tip is from the skin, 0 to 1: it comes down before a contact, and rises at its end."""
        times, downs = self._edges
        number = int(np.searchsorted(times, t_us, "right"))
        down = number > 0 and bool(downs[number - 1])
        if number == len(times):
            return 0.0 if down else 1.0
        left = int(times[number]) - t_us
        return max(0.0, 1 - left / LIFT_US) if down else min(1.0, left / APPROACH_US)

    def speed_mm_s(self, t_us: int) -> float | None:
        """Displacement over the last 120 ms; None while the tip is lifted."""
        now, before = self.place(t_us), self.place(t_us - SMOOTH_US)
        if self.height(t_us) > 0 or now is None or before is None:
            return None
        return hypot(now[0] - before[0], now[1] - before[1]) * 1000 / SMOOTH_US

    def dial_um(self, t_us: int) -> int:
        """What the dial says."""
        return self._dials_um[int(np.searchsorted(self._dial_us, t_us, "right"))]


def _edges(hand: Hand) -> tuple[Ints, np.ndarray]:
    """The times (µs) at which the tip landed or was lifted, and whether it was down from then on."""
    down = hand.samples.down
    changes = np.nonzero(np.diff(down, prepend=False))[0]
    return hand.samples.t_us[changes], down[changes]
