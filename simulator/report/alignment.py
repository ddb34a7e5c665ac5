"""Two runs side by side, stroke by stroke: which stroke of one belongs to which of the other, and when."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.outcome.exact import Floats
from simulator.outcome.motion import Motion
from simulator.outcome.plan import ZonePlan


class Course(NamedTuple):
    """The strokes of a run: when each begins and ends (µs [n]), where (µm [n, 2] twice), its median speed (mm/s [n])
    and whether that lies in the glide band of its zone.
    """

    begin_us: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    end_us: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    begin_um: Floats
    end_um: Floats
    speed_mm_s: Floats
    in_band: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def course(motion: Motion, plans: tuple[ZonePlan, ...]) -> Course:
    """The strokes of a motion, in order of time; outside the zones the band is the first zone's."""
    spans = motion.spans(motion.stroke)
    firsts, lasts = (np.array([span[end] for span in spans], np.int64) for end in (0, 1))
    lasts = lasts - 1
    places = np.stack([motion.x_um, motion.y_um], axis=1).astype(np.float64)
    speeds = np.array([np.median(motion.speed_mm_s[first:last]) for first, last in spans])
    bands = np.array([plans[0].glide_mm_s, *(plan.glide_mm_s for plan in plans)])
    low, high = bands[motion.zone[(firsts + lasts) // 2]].T
    in_band = (speeds >= low) & (speeds <= high)
    return Course(motion.t_us[firsts], motion.t_us[lasts], places[firsts], places[lasts], speeds, in_band)


def match(a: Course, b: Course, reach_um: int) -> list[tuple[int, int]]:
    """Pairs of strokes in order of time, the nearest to each other that can be had without crossing.

    The distance of two strokes is that of their ends, in whichever direction they were led; strokes farther apart than
    `reach_um` are not paired (edit distance with places instead of letters: Needleman and Wunsch 1970).
    """
    rows, cols, skip = len(a.begin_us), len(b.begin_us), reach_um / 2
    steps = skip * np.arange(cols + 1)
    cost = np.zeros((rows + 1, cols + 1))
    cost[0] = steps
    for row in range(rows):
        down = cost[row] + skip
        down[1:] = np.minimum(down[1:], cost[row, :-1] + _apart(a, row, b))
        cost[row + 1] = np.minimum.accumulate(down - steps) + steps
    return _walk_back(cost, a, b, skip)


def _apart(a: Course, row: int, b: Course) -> Floats:
    """Mean distance (µm [n]) of both ends of one stroke of `a` to those of all of `b`."""
    same = _long(b.begin_um - a.begin_um[row]) + _long(b.end_um - a.end_um[row])
    turned = _long(b.end_um - a.begin_um[row]) + _long(b.begin_um - a.end_um[row])
    return np.minimum(same, turned) / 2


def _long(way: Floats) -> Floats:
    return np.sqrt(way[:, 0] ** 2 + way[:, 1] ** 2)


def _walk_back(cost: Floats, a: Course, b: Course, skip: float) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    row, col = cost.shape[0] - 1, cost.shape[1] - 1
    while row and col:
        if np.isclose(cost[row, col], cost[row - 1, col] + skip):
            row -= 1
        elif np.isclose(cost[row, col], cost[row, col - 1] + skip):
            col -= 1
        else:
            row, col = row - 1, col - 1
            pairs.append((row, col))
    return pairs[::-1]


class Clock(NamedTuple):
    """Times of one run and the times of another that belong to them, both rising (µs [n])."""

    here_us: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    there_us: np.ndarray[tuple[int, ...], np.dtype[np.int64]]

    def there(self, t_us: int) -> int:
        """The time of the other run."""
        return round(float(np.interp(t_us, self.here_us, self.there_us)))

    def here(self, t_us: int) -> int:
        """The time of this run."""
        return round(float(np.interp(t_us, self.there_us, self.here_us)))


def one_clock(begins_us: tuple[int, int], length_us: int) -> Clock:
    """Both runs from their beginnings on, at one speed."""
    here, there = (np.array([begin, begin + length_us], np.int64) for begin in begins_us)
    return Clock(here, there)


def by_strokes(
    courses: tuple[Course, Course], begins_us: tuple[int, int], ends_us: tuple[int, int], reach_um: int
) -> Clock:
    """Strokes that belong together begin and end together; what only one run has is passed through between them."""
    a, b = courses
    here, there = [begins_us[0]], [begins_us[1]]
    for i, j in match(a, b, reach_um):
        here += [int(a.begin_us[i]), int(a.end_us[i])]
        there += [int(b.begin_us[j]), int(b.end_us[j])]
    return Clock(np.array([*here, ends_us[0]], np.int64), np.array([*there, ends_us[1]], np.int64))
