"""Dose under lanes along the grid by calculation: every needle leaves rate / speed punctures on a millimetre of way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.validity.chapter import Floats
from simulator.validity.paths import HIGH_MM, LOW_MM

CELL_UM = 500
WIDE, NARROW = 5, 2
"""Reach in cells of the 5 mm and of the 2 mm window."""
OPEN_SHARE = 0.002
"""A share of the area is known where no more of it than this lies so near a threshold that one strike decides."""

EDGES_UM: Floats = np.arange(round(LOW_MM * 1000), round(HIGH_MM * 1000) + 1, CELL_UM).astype(np.float64)
CELLS = len(EDGES_UM) - 1


class Dose(NamedTuple):
    """Expected punctures per cm² [row, col] in the wide and the narrow window, and the mean over the square.

    `strike_mm` is how far apart the strikes of a needle lie on the fastest lane.
    """

    wide: Floats
    narrow: Floats
    density_per_cm2: float
    strike_mm: float


def dose(lanes: Floats, needles_um: NDArray[np.int64], rate_hz: float) -> Dose:
    """The expected dose of lanes [n, 4] (y, from, to in mm, speed in mm/s) on the square of the flat patch."""
    y_um = (np.rint(lanes[:, :1] * 1000) + needles_um[:, 1]).ravel()
    first, last = ((np.rint(lanes[:, c : c + 1] * 1000) + needles_um[:, 0]).ravel() for c in (1, 2))
    per_um = np.repeat(rate_hz / lanes[:, 3] / 1000, len(needles_um))
    row = np.floor((y_um - EDGES_UM[0]) / CELL_UM).astype(np.int64)
    on = (row >= 0) & (row < CELLS)
    row, span, per_um = row[on], (first[on], last[on]), per_um[on]
    punctures = float((_inside(*span, EDGES_UM[:1], EDGES_UM[-1:])[:, 0] * per_um).sum())
    wide, narrow = (_window(row, span, per_um, reach) for reach in (WIDE, NARROW))
    return Dose(wide, narrow, punctures / (CELLS * CELL_UM / 1e4) ** 2, float(lanes[:, 3].max()) / rate_hz)


def _window(row: NDArray[np.int64], span_um: tuple[Floats, Floats], per_um: Floats, reach: int) -> Floats:
    """Punctures per cm² in square windows, clipped to the square."""
    low, high = _windows(reach)
    rows = (row >= low[:, None]) & (row < high[:, None])
    columns = _inside(*span_um, EDGES_UM[low], EDGES_UM[high]) * per_um[:, None]
    side_cm = (high - low) * CELL_UM / 1e4
    return rows @ columns / (side_cm[:, None] * side_cm)


def _windows(reach: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and end of the window around every cell, clipped to the square."""
    at = np.arange(CELLS)
    return np.maximum(at - reach, 0), np.minimum(at + reach + 1, CELLS)


def _inside(first_um: Floats, last_um: Floats, low_um: Floats, high_um: Floats) -> Floats:
    """Length of every way [n] inside every stretch [m], in µm."""
    length: Floats = np.minimum(last_um[:, None], high_um) - np.maximum(first_um[:, None], low_um)
    return np.maximum(length, 0.0)


def shares(found: Dose, low_per_cm2: int, high_per_cm2: int) -> dict[str, float]:
    """Metrics of the dose, as far as whole punctures do not leave them open."""
    wide, narrow = found.wide, found.narrow
    middle = float(wide.mean())
    known = {"density_per_cm2": found.density_per_cm2, "cu": 1 - float(np.abs(wide - middle).mean()) / middle}
    if _sure(found, WIDE, low_per_cm2):
        known["coverage"] = float((wide >= low_per_cm2).mean())
    if _sure(found, WIDE, low_per_cm2 / 2):
        known["omission"] = float((wide < low_per_cm2 / 2).mean())
    if _sure(found, WIDE, 1.5 * high_per_cm2):
        known["overtreated"] = float((wide > 1.5 * high_per_cm2).mean())
    if _sure(found, NARROW, low_per_cm2 / 2, 0.0):  # a single cell can join two gaps
        known["largest_gap_cm2"] = _largest(narrow < low_per_cm2 / 2) * (CELL_UM / 1e4) ** 2
    if not ((narrow > 0) & (narrow < 30)).any():
        known["bare"] = float((narrow == 0).mean())
    return known


def _sure(found: Dose, reach: int, threshold: float, most: float = OPEN_SHARE) -> bool:
    """Whether nearly all of the area lies on one side of a threshold by more than a strike of every needle."""
    values = found.wide if reach == WIDE else found.narrow
    low, high = _windows(reach)
    strike = found.strike_mm * 1000 / ((high - low) * CELL_UM)
    return float((np.abs(values / threshold - 1) < strike).mean()) <= most


def _largest(area: NDArray[np.bool_]) -> int:
    """Cells of the largest 4-connected part."""
    from scipy import ndimage

    label, count = ndimage.label(area)
    return int(np.bincount(label.ravel())[1:].max()) if count else 0
