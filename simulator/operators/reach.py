"""Where a careful hand lets the tip's middle go: clear of no-go areas and of zones that the dial is too deep for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.zones import Zones
from simulator.outcome.plan import ZonePlan

Mask = NDArray[np.bool_]
Box = tuple[slice, slice]


class Tip(NamedTuple):
    """What the needles reach from the tip's centre, what they are kept away beyond that, and where the dial stands."""

    half_um: int
    clearance_um: int
    dial_um: int


def reach(zones: Zones, box: Box, plans: tuple[ZonePlan, ...], own: int, tip: Tip) -> Mask:
    """Cells [row, col] of a box that the tip's centre may enter in the turn of zone number `own`.

    All needles stay outside the amber margins and outside neighbours whose cap lies below the dial; the centre
    stays out of every other zone that is to be treated, so that two neighbours share their border evenly.
    """
    label = zones.label[box]
    too_shallow = [n for n, other in enumerate(plans, 1) if n != own and other.cap_um < tip.dial_um]
    danger = zones.amber[box] | (zones.no_go[box] > 0) | np.isin(label, too_shallow)
    allowed: Mask = ((label == 0) | (label == own)) & ~near(danger, tip.half_um + tip.clearance_um, zones.grid.cell_um)
    return allowed


def around(area: Mask, cells: int) -> Box:
    """The box of an area with so many cells more on all sides, as far as the sheet goes."""
    rows, cols = (np.nonzero(area.any(axis=axis))[0] for axis in (1, 0))
    row, col = (slice(max(int(i[0]) - cells, 0), int(i[-1]) + 1 + cells) for i in (rows, cols))
    return row, col


def near(area: Mask, distance_um: int, cell_um: int) -> Mask:
    """Cells whose centres lie within a distance of a cell of the area; nothing for an empty one."""
    if not area.any():
        return np.zeros_like(area)
    away: Mask = depth_into(~area, cell_um) <= distance_um
    return away


def depth_into(area: Mask, cell_um: int) -> NDArray[np.float64]:
    """Distance in µm from every cell of the area to the nearest cell outside it; 0 outside."""
    from scipy import ndimage

    distance: NDArray[np.float64] = ndimage.distance_transform_edt(area) * cell_um
    return distance
