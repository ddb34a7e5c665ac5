"""What a hand looks like while it works: how fast it glides now, and the strokes it has made so far."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import hypot
from typing import NamedTuple

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
        columns = (samples.t_us.tolist(), samples.x_um.tolist(), samples.y_um.tolist(), samples.down.tolist())
        for t_us, x_um, y_um, down in zip(*columns, strict=True):
            if down and self._lane is None:
                self._lane, self._way_um = Lane(t_us, t_us, zone_at(x_um, y_um), 0.0), 0.0
                self._mark = (t_us, x_um, y_um)
                self._recent.clear()
            self._recent.append((t_us, x_um, y_um))
            if self._lane is not None:
                if self._lane.zone is None and t_us - self._mark[0] >= SMOOTH_US:
                    self._lane = self._lane._replace(zone=zone_at(x_um, y_um))
                self._measure(t_us, x_um, y_um, ended=not down)
            while len(self._recent) > 2 and self._recent[1][0] <= t_us - SMOOTH_US:
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
