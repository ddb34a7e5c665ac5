"""Redness that builds after punctures, as two sums over place, so that it does not depend on how time was cut."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.pictures.lattice import Lattice, Pricks, Tile
from simulator.pictures.spread import Field

CELL_MM = 1.0
"""Coarse enough to look like flushed skin, not like counted dots."""
HALF_TIME_US = 25e6
"""Half of the redness that a puncture causes is there after this time (20 to 60 s in practice; the value is ours)."""
MOST_EXTRA_BLOOD = 6.0
"""Extra blood at the very worst, in times the normal amount (7 in all)."""
FULL_DOSE_PER_CM2 = 7000.0
"""Weighted dose at which 63 % of it is reached: 1,950 punctures/cm² at 0.5 mm look like 2.5 times normal (ours)."""


class Redness:
    """Extra blood under a picture: a puncture of weight w at time t adds w (1 − 2^(−(now − t) / half-time))."""

    def __init__(self, shape_px: tuple[int, int], px_per_mm: float) -> None:
        self._lattice = Lattice(shape_px, CELL_MM * px_per_mm)
        self._dose = np.zeros(self._lattice.shape)
        self._to_come = np.zeros(self._lattice.shape)

    def add(self, pricks: Pricks) -> None:
        """Take in punctures; a deeper one counts for more."""
        cells = self._lattice.cells(pricks.x_px, pricks.y_px)
        weight = (0.4 + 1.2 * pricks.depth_mm) * (100 / CELL_MM**2)
        np.add.at(self._dose, cells, weight)
        np.add.at(self._to_come, cells, weight * np.exp2(pricks.t_us / HALF_TIME_US))

    def extra(self, tile: Tile, now_us: float) -> Field:
        """Extra blood on the pixels of a tile, in times the normal amount."""
        seen = self._lattice.under(self._dose, tile) - self._lattice.under(self._to_come, tile) * left(now_us)
        part = MOST_EXTRA_BLOOD * (1 - np.exp(-seen / FULL_DOSE_PER_CM2))
        return self._lattice.read(part.astype(np.float32), tile)

    def to_come(self, tile: Tile) -> float:
        """The most extra blood that is still to come anywhere on a tile, to be multiplied by `left` of a time."""
        return float(self._lattice.under(self._to_come, tile).max()) * MOST_EXTRA_BLOOD / FULL_DOSE_PER_CM2


def left(now_us: ArrayLike) -> NDArray[np.float64]:
    """The share of redness not yet there at a time, for punctures at time 0."""
    return np.exp2(-np.asarray(now_us, np.float64) / HALF_TIME_US)
