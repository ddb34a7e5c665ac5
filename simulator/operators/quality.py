"""How good a way of laying lanes is, before it is drawn: an even dose, and neighbours as far apart as meant."""

from __future__ import annotations

import numpy as np

from simulator.operators.course import Layout
from simulator.operators.reach import Mask
from simulator.operators.wander import Floats
from simulator.outcome.dose import window
from simulator.outcome.overlap import POINTS, distances, spacings, trace

SCALE = 1000
"""Planned doses are counted in whole thousandths of a cell's width of needle way."""
ALONE = 0.5
"""How much a way with a single lane is thought the less of: it has no overlap to show (proposal)."""


def quality(paths: list[Floats], judged: Mask, layout: Layout) -> float:
    """Christiansen's evenness of the dose in windows as wide as the tip, less the mean error of the spacing."""
    way, reach = needle_way(paths, judged, layout), int(layout.half_tip) - 1
    sums, cells = (window(np.where(judged, field, 0), reach)[judged] for field in (way, judged.astype(np.int64)))
    dose = sums / cells
    mean = np.cumsum(dose)[-1] / len(dose)
    if not mean:
        return -1.0
    return float(1 - np.cumsum(np.abs(dose - mean))[-1] / (len(dose) * mean) - _off(paths, judged, layout))


def needle_way(paths: list[Floats], judged: Mask, layout: Layout) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """How far needles travel in every cell [row, col] of the zone, in thousandths of a cell."""
    way = np.zeros(judged.shape, np.int64)
    needles = np.array(layout.needles)
    for path in paths:
        step = np.gradient(path, axis=0)
        length = np.rint(SCALE * np.sqrt(step[:, 0] ** 2 + step[:, 1] ** 2)).astype(np.int64)
        cell = np.floor(path[:, None, :] + needles[None, :, :] + 0.5).astype(np.int64)
        on = ((cell >= 0) & (cell < judged.shape[::-1])).all(axis=2)
        np.add.at(way, (cell[..., 1][on], cell[..., 0][on]), np.broadcast_to(length[:, None], on.shape)[on])
    return np.where(judged, way, 0)


def _off(paths: list[Floats], judged: Mask, layout: Layout) -> float:
    """Mean error of the spacing as a share of the one that is meant, at most 1; a lane alone has none to show.

    Lanes count as far as they lie well inside the zone: a hand that sways leaves it where they follow its border.
    """
    from scipy import ndimage

    well_inside, strokes = ndimage.binary_erosion(judged), []
    for number, path in enumerate(paths):
        col, row = np.rint(path).astype(np.int64).T
        on = (row >= 0) & (row < judged.shape[0]) & (col >= 0) & (col < judged.shape[1])
        inside = path[on & well_inside[np.where(on, row, 0), np.where(on, col, 0)]]
        if len(inside) >= POINTS:
            strokes.append(trace(number, inside[:, 0], inside[:, 1], int(layout.half_tip)))
    tip = 2 * layout.half_tip
    kept = [stroke for stroke in strokes if stroke]
    away = distances(kept, int(3 * tip))
    found = [s.overlap for s in spacings(kept, list(range(len(kept))), away, int(tip))]
    if not found:
        return ALONE
    apart = (1 - np.array(found)) * tip / layout.spacing
    return float(np.cumsum(np.minimum(np.abs(apart - 1), 1))[-1] / len(apart))
