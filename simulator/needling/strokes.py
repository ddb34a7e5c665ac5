"""Strokes: what lies between a landing and a lift, or between two turns; found causally, so frames cannot matter."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.puncture import LOOK_BACK_US, Ints, Poses

TURN_TRAVEL_UM = 2000
"""A turn compares directions at two places this far apart along the way (convention of this project)."""


class StrokeTrack(NamedTuple):
    """The tail that the next poses are compared with, and the count so far.

    Directions from before `settled_us` still look back past the start of the stroke and are not compared with.
    """

    stroke: int
    landing_us: int
    settled_us: int
    turning: bool
    t_us: Ints
    travel_um: Ints
    x_um: Ints
    y_um: Ints
    direction: Ints


class Strokes(NamedTuple):
    """Per pose [n]: the number of its stroke from 1, the way since the pose before (0 at a landing), and whether it
    turns.
    """

    number: Ints
    step_um: Ints
    turn: NDArray[np.bool_]


_NONE = np.zeros(0, np.int64)
START = StrokeTrack(0, -1, 0, False, _NONE, _NONE, _NONE, _NONE, np.zeros((0, 2), np.int64))


def number(poses: Poses, track: StrokeTrack) -> tuple[Strokes, StrokeTrack]:
    """Strokes of the next poses, and the track to go on with."""
    bounds = np.concatenate([[0], np.nonzero(np.diff(poses.landing_us))[0] + 1, [len(poses)]])
    parts = []
    for first, last in zip(bounds[:-1], bounds[1:], strict=True):
        if first < last:
            part, track = _contact(Poses(*(c[first:last] for c in poses)), track)
            parts.append(part)
    if not parts:
        return Strokes(_NONE, _NONE, np.zeros(0, bool)), track
    return Strokes(*(np.concatenate(c) for c in zip(*parts, strict=True))), track


def _contact(poses: Poses, track: StrokeTrack) -> tuple[Strokes, StrokeTrack]:
    """The same for poses of one contact."""
    if track.landing_us != poses.landing_us[0]:
        track = START._replace(stroke=track.stroke + 1, landing_us=int(poses.landing_us[0]))
    old = len(track.x_um)
    columns = ((track.t_us, poses.t_us), (track.x_um, poses.x_um), (track.y_um, poses.y_um))
    t, x, y = (np.concatenate(c) for c in columns)
    step = np.zeros(len(x), np.int64)
    step[1:] = np.rint(np.sqrt((np.diff(x) ** 2 + np.diff(y) ** 2).astype(np.float64))).astype(np.int64)
    travel = np.cumsum(step) + (track.travel_um[0] if old else 0)
    direction = np.concatenate([track.direction, _direction(poses)])
    reference = np.searchsorted(travel, travel - TURN_TRAVEL_UM, "right") - 1
    bends, turns = _compare(direction, direction[np.maximum(reference, 0)])
    bends, turns = (bends & (reference >= 0))[old:], (turns & (reference >= 0))[old:]
    numbers, settled_us = _split(np.nonzero(bends)[0] + old, t, t[reference], track)
    begins = turns & ~np.concatenate([[track.turning], turns[:-1]])
    keep = max(int(reference[-1]), 0)
    after = StrokeTrack(
        int(numbers[-1]),
        track.landing_us,
        settled_us,
        bool(turns[-1]),
        t[keep:],
        travel[keep:],
        x[keep:],
        y[keep:],
        direction[keep:],
    )
    return Strokes(numbers[old:], step[old:], begins), after


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


def _direction(poses: Poses) -> Ints:
    """The look back as a vector [n, 2] short enough to multiply: scaled down beyond 16 mm, halves towards zero."""
    vector = np.stack([poses.dx_um, poses.dy_um], axis=1)
    scale = np.abs(vector).max(axis=1, keepdims=True) // 16384 + 1
    return np.sign(vector) * (np.abs(vector) // scale)


def _compare(a: Ints, b: Ints) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where directions differ by more than 60°, and where by more than 120°."""
    dot = (a * b).sum(axis=1)
    lengths = (a * a).sum(axis=1) * (b * b).sum(axis=1)
    square = 4 * dot * dot
    moving = lengths > 0
    return moving & ((dot < 0) | (square < lengths)), moving & (dot < 0) & (square > lengths)
