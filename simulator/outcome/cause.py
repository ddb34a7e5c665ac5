"""Cause: from a place on the skin back to the strokes, seconds, speeds and depths that made it, or failed to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.outcome.dose import Mask, Patch
from simulator.outcome.exact import Floats
from simulator.outcome.motion import Motion


class Touch(NamedTuple):
    """One stroke at or near a place: its span (µs), median speed there, dial, and how near the tip's middle came."""

    stroke: int
    first_us: int
    last_us: int
    speed_mm_s: float
    dial_um: int
    distance_um: int


class Shape(NamedTuple):
    """A region of a zone in numbers: area, size along and across its long axis, and that axis as a unit vector."""

    area_cm2: float
    length_mm: float
    width_mm: float
    axis: tuple[float, float]


def strokes_at(motion: Motion, x_um: int, y_um: int, reach_um: int) -> tuple[Touch, ...]:
    """The strokes whose tip came within reach of a place, in order of time."""
    away = (motion.x_um - x_um) ** 2 + (motion.y_um - y_um) ** 2
    rows = np.nonzero(away <= reach_um * reach_um)[0]
    if not len(rows):
        return ()
    edges = np.nonzero(np.diff(motion.stroke[rows]))[0] + 1
    return tuple(_touch(motion, part, away) for part in np.split(rows, edges))


def strokes_beside(motion: Motion, x_um: int, y_um: int, reach_um: int) -> tuple[Touch, ...]:
    """The nearest stroke on either side of a place that no tip reached: at most two, nearest first."""
    touches = sorted(strokes_at(motion, x_um, y_um, reach_um), key=lambda t: (t.distance_um, t.stroke))
    found: list[Touch] = []
    sides: list[tuple[int, int]] = []
    for touch in touches:
        rows = np.nonzero(motion.stroke == touch.stroke)[0]
        at = rows[int(np.argmin((motion.x_um[rows] - x_um) ** 2 + (motion.y_um[rows] - y_um) ** 2))]
        side = (int(motion.x_um[at]) - x_um, int(motion.y_um[at]) - y_um)
        if not sides or all(side[0] * other[0] + side[1] * other[1] < 0 for other in sides):
            found.append(touch)
            sides.append(side)
    return tuple(found[:2])


def span_us(touches: tuple[Touch, ...]) -> tuple[tuple[int, int], ...]:
    """The times of strokes, for a replay to go to."""
    return tuple((t.first_us, t.last_us) for t in touches)


def shape(patch: Patch, region: Mask) -> Shape:
    """Size of a region: twice its deepest point across, its area over that along; the axis from its second moments."""
    from scipy import ndimage

    rows, cols = np.nonzero(region)
    deep = ndimage.distance_transform_edt(np.pad(region, 1))
    width = float(deep.max()) * 2 - 1
    n, down, right = len(rows), int(rows.sum()), int(cols.sum())
    xx, yy = n * int((cols * cols).sum()) - right * right, n * int((rows * rows).sum()) - down * down
    axis = principal(xx, yy, n * int((rows * cols).sum()) - down * right)
    mm = patch.cell_um / 1000
    return Shape(patch.area_cm2(region), n / width * mm, width * mm, axis)


def lane_axis(motion: Motion, zone: int) -> tuple[float, float] | None:
    """The direction in which most of the way in a zone was glided, as a unit vector; None where nothing was."""
    here = motion.zone == zone
    here &= motion.step_um > 0
    dx = np.diff(motion.x_um, prepend=motion.x_um[:1])[here]
    dy = np.diff(motion.y_um, prepend=motion.y_um[:1])[here]
    if not (dx.any() or dy.any()):
        return None
    return principal(int((dx * dx).sum()), int((dy * dy).sum()), int((dx * dy).sum()))


def principal(xx: int, yy: int, xy: int) -> tuple[float, float]:
    """The long axis of second moments as a unit vector, by + − × ÷ √ alone."""
    half = (xx - yy) / 2
    root = float(np.sqrt(half * half + float(xy) * float(xy)))
    x, y = (half + root, float(xy)) if half >= 0 else (float(xy), root - half)
    length = float(np.sqrt(x * x + y * y))
    return (x / length, y / length) if length else (1.0, 0.0)


def speeds_near(motion: Motion, x_um: int, y_um: int, reach_um: int) -> Floats:
    """Speeds (mm/s) of all needle strokes within reach of a place."""
    away = (motion.x_um - x_um) ** 2 + (motion.y_um - y_um) ** 2
    return motion.speed_mm_s[away <= reach_um * reach_um]


def _touch(motion: Motion, rows: np.ndarray, away: np.ndarray) -> Touch:
    return Touch(
        int(motion.stroke[rows[0]]),
        int(motion.t_us[rows[0]]),
        int(motion.t_us[rows[-1]]),
        round(float(np.median(motion.speed_mm_s[rows])), 1),
        int(np.median(motion.dial_um[rows])),
        round(float(np.sqrt(float(away[rows].min())))),
    )
