"""How the tip was led: one table of all needle strokes in contact, from which every metric of technique is read."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.needling.puncture import Ints, Poses
from simulator.needling.strokes import Strokes
from simulator.needling.zones import Zones
from simulator.outcome.exact import Floats


class Motion(NamedTuple):
    """Per pose [n]: times, places, way since the pose before, speed over the last 100 ms, stroke, contact, zone (0
    outside).
    """

    t_us: Ints
    x_um: Ints
    y_um: Ints
    step_um: Ints
    speed_mm_s: Floats
    stroke: Ints
    contact: Ints
    zone: Ints
    drag_um: Ints
    dial_um: Ints
    tilt_ddeg: Ints
    landing_us: Ints

    def spans(self, of: Ints) -> list[tuple[int, int]]:
        """First and last-plus-one row of every run of equal values in a column."""
        if not len(of):
            return []
        edges = np.nonzero(np.diff(of))[0] + 1
        return list(zip([0, *edges.tolist()], [*edges.tolist(), len(of)], strict=True))


def follow(poses: Poses, strokes: Strokes, drag_um: Ints, zones: Zones) -> Motion:
    """The table for all poses of a run."""
    length = np.sqrt((poses.dx_um**2 + poses.dy_um**2).astype(np.float64))
    speed = np.where(poses.window_us > 0, length * 1000 / np.maximum(poses.window_us, 1), 0.0)
    cell, on = zones.grid.cells(poses.x_um, poses.y_um)
    zone = np.where(on, zones.label.reshape(-1)[cell], 0).astype(np.int64)
    landed = np.concatenate([[True], np.diff(poses.landing_us) != 0])[: len(poses)]
    return Motion(
        poses.t_us, poses.x_um, poses.y_um, strokes.step_um, speed, strokes.number, np.cumsum(landed), zone,
        drag_um, poses.dial_um, poses.tilt_ddeg, poses.landing_us,
    )  # fmt: skip
