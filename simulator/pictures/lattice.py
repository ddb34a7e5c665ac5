"""A coarse lattice under a picture, read on the pixels of one square tile at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.pictures.spread import Field, spline

TILE_PX = 64
Tile = tuple[int, int]
"""Row and column of a tile in the picture."""


class Pricks(NamedTuple):
    """Punctures on a picture: places in pixels, depths in mm and times in µs, all float64 [n]."""

    x_px: NDArray[np.float64]
    y_px: NDArray[np.float64]
    depth_mm: NDArray[np.float64]
    t_us: NDArray[np.float64]

    def only(self, some: NDArray[np.bool_]) -> Pricks:
        """Those that a mask names."""
        return Pricks(*(column[some] for column in self))


class Lattice:
    """Cells of `cell_px` under a picture of `shape_px`; `shape` is how many there are, with a border of one."""

    def __init__(self, shape_px: tuple[int, int], cell_px: float) -> None:
        self.cell_px = cell_px
        self.shape = tuple(int(side / cell_px) + 3 for side in shape_px)
        self._axes = [_readers(side, cell_px, count) for side, count in zip(shape_px, self.shape, strict=True)]

    def cells(
        self, x_px: NDArray[np.float64], y_px: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows and columns of the cells that places lie in."""
        return (y_px / self.cell_px).astype(np.int64) + 1, (x_px / self.cell_px).astype(np.int64) + 1

    def under(self, values: NDArray[np.floating], tile: Tile) -> NDArray[np.floating]:
        """The part of the lattice that a tile depends on."""
        return values[self._axes[0][tile[0]][0], self._axes[1][tile[1]][0]]

    def read(self, part: Field, tile: Tile) -> Field:
        """The values of `under` as a smooth field on the tile's pixels."""
        (_, down, _), (_, right, _) = self._axes[0][tile[0]], self._axes[1][tile[1]]
        return down @ part @ right.T

    def slopes(self, part: Field, tile: Tile) -> tuple[Field, Field]:
        """The rise of that field from pixel to pixel, to the right and downwards."""
        (_, down, down_step), (_, right, right_step) = self._axes[0][tile[0]], self._axes[1][tile[1]]
        return down @ part @ right_step.T, down_step @ part @ right.T


def _readers(side_px: int, cell_px: float, count: int) -> list[tuple[slice, Field, Field]]:
    """For every tile along an axis: the cells it needs, and the matrices that read value and rise from them."""
    value = spline((np.arange(side_px) + 0.5) / cell_px + 0.5, count).toarray()
    rise = np.gradient(value, axis=0)
    readers = []
    for start in range(0, side_px, TILE_PX):
        rows = slice(start, min(start + TILE_PX, side_px))
        used = np.nonzero(value[rows].any(0) | rise[rows].any(0))[0]
        cells = slice(int(used[0]), int(used[-1]) + 1)
        readers.append((cells, value[rows, cells].copy(), rise[rows, cells].astype(np.float32)))
    return readers
