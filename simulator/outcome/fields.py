"""The outcome as fields on the sheet: what maps show and what a click on a place reads off."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.needling.grid import Grid
from simulator.outcome.dose import NARROW_UM, WIDE_UM, Patch, window
from simulator.outcome.exact import Floats
from simulator.outcome.places import Evidence


class Fields(NamedTuple):
    """Floats [row, col] over the whole sheet, NaN where nothing is judged or known."""

    dose_per_cm2: Floats
    """Puncture density in the 5 mm window."""
    dose_share: Floats
    """The same over the middle of the zone's plan, so that zones can share one legend."""
    depth_off_mm: Floats
    """Mean depth in the 2 mm window less the middle of the zone's depth window."""
    overlap: Floats
    """Mean overlap of the nearest stroke with its neighbours, as a share of the tip."""


def draw(evidence: Evidence, grid: Grid, tip_um: int) -> Fields:
    """The fields of all zones."""
    fields = Fields(*(np.full((grid.rows, grid.cols), np.nan) for _ in Fields._fields))
    for patch in evidence.patches:
        if not patch.judged.any():
            continue
        plan = patch.plan
        dose = patch.on_grid(patch.dose(WIDE_UM)[0])
        middle = (plan.target_low_per_cm2 + plan.target_high_per_cm2) / 2
        layers = (dose, dose / middle, _depth_off(patch), _overlap(evidence, patch, tip_um))
        for field, layer in zip(fields, layers, strict=True):
            np.copyto(field[patch.box], layer, where=patch.judged)
    return fields


def _depth_off(patch: Patch) -> Floats:
    reach = NARROW_UM // patch.cell_um
    count = window(np.where(patch.judged, patch.count, 0), reach)
    sums = window(np.where(patch.judged, patch.depth_sum_um, 0), reach)
    wanted = (patch.plan.depth_low_um + patch.plan.depth_high_um) / 2
    return np.where(count > 0, (sums / np.maximum(count, 1) - wanted) / 1000, np.nan)


def _overlap(evidence: Evidence, patch: Patch, tip_um: int) -> Floats:
    """Every cell takes the value of the nearest stroke within half a tip."""
    from scipy import ndimage

    sums: dict[int, list[float]] = {}
    for spacing in evidence.spacings.get(patch.plan.zone, []):
        sums.setdefault(spacing.stroke, []).append(spacing.overlap)
    seeds = np.full(patch.cells.shape, np.nan)
    motion = evidence.motion
    rows = np.nonzero((motion.zone == patch.number) & np.isin(motion.stroke, list(sums)))[0]
    mean = {stroke: float(np.mean(values)) for stroke, values in sums.items()}
    row = motion.y_um[rows] // patch.cell_um - patch.box[0].start
    col = motion.x_um[rows] // patch.cell_um - patch.box[1].start
    seeds[row, col] = [mean[s] for s in motion.stroke[rows].tolist()]
    if not len(rows):
        return seeds
    away, nearest = ndimage.distance_transform_edt(np.isnan(seeds), return_indices=True)
    return np.where(away * patch.cell_um <= tip_um / 2, seeds[nearest[0], nearest[1]], np.nan)
