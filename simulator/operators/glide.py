"""One lane as it is glided: a path in time, with ramps at both ends and a steady, slightly swaying middle."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.operators.lanes import Path
from simulator.operators.wander import Floats

STEP_UM = 100.0
"""Places along a lane are worked out this far apart."""


class Track(NamedTuple):
    """Places over time, arrays [n] with rising time from 0, and the contact from `on_s` until `off_s`."""

    t_s: Floats
    x_um: Floats
    y_um: Floats
    on_s: float
    off_s: float


class Ends(NamedTuple):
    """How a lane begins and ends: ramp time, its share in the air, and standing still in contact."""

    ramp_s: float
    flying: float
    still_s: float


def stations(path: Path, run_um: float) -> tuple[Floats, Path]:
    """Distances along a path, from `run_um` before its start to as far beyond its end, and the places there.

    The ways before and beyond are straight on. Distance 0 is the path's start.
    """
    steps = np.diff(path, axis=0)
    length = np.cumsum(np.concatenate([[0.0], np.sqrt(steps[:, 0] ** 2 + steps[:, 1] ** 2)]))
    ends = _unit(path[1] - path[0]), _unit(path[-1] - path[-2])
    longer = np.concatenate([path[:1] - ends[0] * run_um, path, path[-1:] + ends[1] * run_um])
    at = np.concatenate([[-run_um], length, [length[-1] + run_um]])
    s = np.linspace(at[0], at[-1], max(int((at[-1] - at[0]) / STEP_UM), 2) + 1)
    return s, np.stack([np.interp(s, at, longer[:, axis]) for axis in (0, 1)], axis=1)


def _unit(vector: Floats) -> Floats:
    unit: Floats = vector / np.sqrt(vector[0] ** 2 + vector[1] ** 2)
    return unit


def beside(places: Path, offset_um: Floats) -> Path:
    """The places moved sideways, to the left of the way, by an offset each."""
    tangent = np.gradient(places, axis=0)
    tangent /= np.sqrt(tangent[:, 0] ** 2 + tangent[:, 1] ** 2)[:, None]
    moved: Path = places + np.stack([tangent[:, 1], -tangent[:, 0]], axis=1) * offset_um[:, None]
    return moved


def run_up_um(speed_um_s: float, ends: Ends) -> float:
    """Way through the air before the contact: the flying share of an even acceleration's v · T / 2."""
    return max(ends.flying * speed_um_s * ends.ramp_s / 2, STEP_UM)


def glide(s_um: Floats, places: Path, speed_um_s: Floats, ends: Ends) -> Track:
    """The lane in time: speed by station, evenly gained, evenly lost, in contact from 0 to the path's end."""
    middle = (s_um[1:] + s_um[:-1]) / 2
    ramp_um = float(np.median(speed_um_s)) * ends.ramp_s / 2
    near = np.minimum(middle - s_um[0], s_um[-1] - middle)
    share = np.sqrt(np.minimum(near / max(ramp_um, 1.0), 1.0))
    speed = (speed_um_s[1:] + speed_um_s[:-1]) / 2 * share
    t = np.cumsum(np.concatenate([[0.0], np.diff(s_um) / speed]))
    on, off = np.interp([0.0, s_um[-1] + s_um[0]], s_um, t)
    stood = ends.still_s * ((s_um > 0).astype(np.float64) + (s_um > s_um[-1] + s_um[0]))
    return Track(t + stood, places[:, 0], places[:, 1], float(on), float(off + 2 * ends.still_s))
