"""Strokes: what lies between a landing and a lift, or between two turns; found causally, so frames cannot matter."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.puncture import LOOK_BACK_US, Ints, Poses

TURN_TRAVEL_UM = 2000
"""A bend compares directions at two places this far apart along the way (convention of this project)."""
LONG_UM = 16_384
"""Vectors up to here can be multiplied four times without leaving 64 bits."""


class StrokeTrack(NamedTuple):
    """The tail that the next poses are compared with, and the count so far.

    `way` [6, n] has times, ways travelled, places x and y, and directions x and y of the last poses. Directions from
    before `settled_us` still look back past the start of the stroke and are not compared with.
    """

    stroke: int
    landing_us: int
    settled_us: int
    way: Ints


class Strokes(NamedTuple):
    """Per pose [n]: the number of its stroke from 1, and the way since the pose before (0 at a landing)."""

    number: Ints
    step_um: Ints


_NONE = np.zeros(0, np.int64)
START = StrokeTrack(0, -1, 0, np.zeros((6, 0), np.int64))


def number(poses: Poses, track: StrokeTrack) -> tuple[Strokes, StrokeTrack]:
    """Strokes of the next poses, and the track to go on with."""
    parts = []
    for first, last in stretches(poses.landing_us):
        part, track = _contact(Poses(*(c[first:last] for c in poses)), track)
        parts.append(part)
    if not parts:
        return Strokes(_NONE, _NONE), track
    return parts[0] if len(parts) == 1 else Strokes(*(np.concatenate(c) for c in zip(*parts, strict=True))), track


def stretches(values: Ints) -> list[tuple[int, int]]:
    """The first and one past the last index of every stretch of equal values."""
    changes = (np.nonzero(values[1:] != values[:-1])[0] + 1).tolist()
    return [(a, b) for a, b in zip([0, *changes], [*changes, len(values)], strict=True) if a < b]


def _contact(poses: Poses, track: StrokeTrack) -> tuple[Strokes, StrokeTrack]:
    """The same for poses of one contact."""
    if track.landing_us != poses.landing_us[0]:
        track = START._replace(stroke=track.stroke + 1, landing_us=int(poses.landing_us[0]))
    step, way = _walk(poses, track.way)
    t, travel, _x, _y, dx, dy = way
    old = way.shape[1] - len(poses)
    reference = np.searchsorted(travel, travel[old:] - TURN_TRAVEL_UM, "right") - 1
    known, before = reference >= 0, np.maximum(reference, 0)
    bends = _compare((dx[old:], dy[old:]), (dx.take(before), dy.take(before)))
    numbers, settled_us = _split(np.nonzero(bends & known)[0], t[old:], t.take(before), track)
    return Strokes(numbers, step), StrokeTrack(int(numbers[-1]), track.landing_us, settled_us, way[:, before[-1] :])


def _walk(poses: Poses, tail: Ints) -> tuple[Ints, Ints]:
    """The steps to every pose, and the way so far: the tail with the poses behind it."""
    step = np.zeros(len(poses), np.int64)
    way = np.concatenate([tail, [poses.t_us, step, poses.x_um, poses.y_um, *_direction(poses)]], axis=1)
    old = tail.shape[1]
    first = max(old, 1)
    across, along = way[2:4, first:] - way[2:4, first - 1 : -1]
    step[first - old :] = np.rint(np.sqrt(across * across + along * along))  # of whole numbers below 2⁵³: exact
    np.cumsum(step, out=way[1, old:])
    if old:
        way[1, old:] += way[1, old - 1]
    return step, way


def _split(bends: Ints, t_us: Ints, reference_us: Ints, track: StrokeTrack) -> tuple[Ints, int]:
    """Stroke numbers, and from when on directions belong to the last stroke alone; only such are compared with."""
    numbers = np.full(len(t_us), track.stroke, np.int64)
    settled_us, position = track.settled_us, 0
    while position < len(bends):
        position += int(np.argmax(reference_us[bends[position:]] >= settled_us))
        at = int(bends[position])
        if reference_us[at] < settled_us:
            break
        numbers[at:] += 1
        settled_us, position = int(t_us[at]) + LOOK_BACK_US, position + 1
    return numbers, settled_us


def _direction(poses: Poses) -> tuple[Ints, Ints]:
    """The look back, short enough to multiply: scaled down beyond 16 mm, halves towards zero."""
    across, along = np.abs(poses.dx_um), np.abs(poses.dy_um)
    longer = np.maximum(across, along)
    if longer.max() < LONG_UM:
        return poses.dx_um, poses.dy_um
    scale = longer // LONG_UM + 1
    return np.sign(poses.dx_um) * (across // scale), np.sign(poses.dy_um) * (along // scale)


def _compare(a: tuple[Ints, Ints], b: tuple[Ints, Ints]) -> NDArray[np.bool_]:
    """Where directions differ by more than 60°."""
    dot = a[0] * b[0] + a[1] * b[1]
    lengths = (a[0] * a[0] + a[1] * a[1]) * (b[0] * b[0] + b[1] * b[1])
    return (lengths > 0) & ((dot < 0) | (4 * dot * dot < lengths))
