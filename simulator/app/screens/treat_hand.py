"""What a hand looks like while it works: how fast it glides now, and the strokes it has made so far."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import hypot
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.device import Device
from simulator.needling.hand import Hand
from simulator.outcome.plan import ZonePlan

SMOOTH_US = 120_000
"""The gauge shows the displacement over this time: successive samples of a mouse are noise."""
SHORTEST_US = 60_000
"""A younger stroke has no speed that could be shown."""


class Lane(NamedTuple):
    """A stroke as the strip shows it: its times in µs, the first zone it came to (or none), and its mean speed."""

    begin_us: int
    end_us: int
    zone: str | None
    speed_mm_s: float


Columns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
"""Times and places of samples, [n] each."""


def _row(columns: Columns, at: int) -> tuple[int, int, int]:
    t, x, y = columns
    return int(t[at]), int(x[at]), int(y[at])


class Glide:
    """Follows a hand through its samples in contact."""

    def __init__(self) -> None:
        self._recent: deque[tuple[int, int, int]] = deque()
        self._lane: Lane | None = None
        self._way_um = 0.0
        self._mark: tuple[int, int, int] = (0, 0, 0)
        self.done: list[Lane] = []

    def follow(self, hand: Hand, zone_at: Callable[[int, int], str | None]) -> None:
        """Takes the next part of the hand; `zone_at` names the zone at a place in µm."""
        samples = hand.samples
        columns = (samples.t_us, samples.x_um, samples.y_um)
        down, landed = samples.down, -1
        turns = np.nonzero(np.diff(down, prepend=self._lane is not None))[0].tolist()
        for first, last in zip([0, *turns], [*turns, len(down)], strict=True):
            if first < last and down[first]:
                if self._lane is None:
                    self._land(*_row(columns, first), zone_at)
                    landed = first
                self._glide((first, last), columns, zone_at)
            elif first < last and self._lane is not None:
                self._look(*_row(columns, first), zone_at)
                self._measure(*_row(columns, first), ended=True)
        self._remember(columns, landed)

    def _land(self, t_us: int, x_um: int, y_um: int, zone_at: Callable[[int, int], str | None]) -> None:
        self._lane, self._way_um = Lane(t_us, t_us, zone_at(x_um, y_um), 0.0), 0.0
        self._mark = (t_us, x_um, y_um)

    def _glide(self, part: tuple[int, int], columns: Columns, zone_at: Callable[[int, int], str | None]) -> None:
        """One contact, or a part of it: only the samples at which a smoothing time is over count."""
        at, last = part
        while (at := at + int(np.searchsorted(columns[0][at:last], self._mark[0] + SMOOTH_US))) < last:
            self._look(*_row(columns, at), zone_at)
            self._measure(*_row(columns, at), ended=False)

    def _look(self, t_us: int, x_um: int, y_um: int, zone_at: Callable[[int, int], str | None]) -> None:
        """A stroke that has come to no zone yet may have come to one."""
        if self._lane is not None and self._lane.zone is None and t_us - self._mark[0] >= SMOOTH_US:
            self._lane = self._lane._replace(zone=zone_at(x_um, y_um))

    def _remember(self, columns: Columns, landed: int) -> None:
        """The samples since the last landing, as far as the gauge looks back."""
        if landed >= 0:
            self._recent.clear()
        since = max(landed, 0)
        if len(columns[0]):
            since = max(since, int(np.searchsorted(columns[0], columns[0][-1] - SMOOTH_US, "right")) - 1)
        self._recent.extend(zip(*(column[since:].tolist() for column in columns), strict=True))
        while len(self._recent) > 2 and self._recent[1][0] <= self._recent[-1][0] - SMOOTH_US:
            self._recent.popleft()

    def _measure(self, t_us: int, x_um: int, y_um: int, ended: bool) -> None:
        """Adds to the way of the stroke in steps of the smoothing time; jitter of the hand adds nothing to it."""
        lane, (mark_us, mark_x, mark_y) = self._lane, self._mark
        if lane is None:
            return
        if ended or t_us - mark_us >= SMOOTH_US:
            self._way_um += hypot(x_um - mark_x, y_um - mark_y)
            self._mark = (t_us, x_um, y_um)
            seconds = max(t_us - lane.begin_us, 1) / 1e6
            self._lane = lane._replace(end_us=t_us, speed_mm_s=self._way_um / 1000 / seconds)
        if ended:
            self.done.append(self._lane or lane)
            self._lane = None

    @property
    def lane(self) -> Lane | None:
        """The stroke under way."""
        return self._lane

    def speed_mm_s(self, now_us: int) -> float | None:
        """Displacement over the last 120 ms, or since the landing; none in the air and in the first 60 ms."""
        if self._lane is None or not self._recent or now_us - self._lane.begin_us < SHORTEST_US:
            return None
        last = self._recent[-1]
        first = next((s for s in self._recent if s[0] >= now_us - SMOOTH_US), last)
        return hypot(last[1] - first[1], last[2] - first[2]) / 1000 / max(now_us - first[0], SHORTEST_US) * 1e6


def green_mm_s(plan: ZonePlan, device: Device) -> tuple[float, float]:
    """The part of the glide band that gives a zone its target: N f / (T s), lanes s apart at the planned overlap.

    Each pass gives its share of the target; where no speed of the band does, the band itself is the answer.
    """
    lane_cm = device.tip_um / 1e4 * (1 - sum(plan.overlap) / 2)
    low, high = plan.glide_mm_s
    if device.pitch_um:
        return low, high
    slowest, fastest = (
        10 * device.punctures_per_s * plan.passes / (target * lane_cm)
        for target in (plan.target_high_per_cm2, plan.target_low_per_cm2)
    )
    green = (max(low, slowest), min(high, fastest))
    return green if green[0] < green[1] else (low, high)


def red_mm_s(dial_um: int) -> float:
    """Speed from which a glide tears, by depth: 85 mm/s at 0.5 mm, 45 at 1.5, 35 from 2.0 on (convention of ours)."""
    points = ((0, 85.0), (500, 85.0), (1500, 45.0), (2000, 35.0))
    for (d0, v0), (d1, v1) in zip(points, points[1:], strict=False):
        if dial_um <= d1:
            return v0 + (v1 - v0) * (dial_um - d0) / (d1 - d0)
    return points[-1][1]
