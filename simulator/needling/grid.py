"""The grid that skin is divided into: square cells of whole µm, [row, col], origin at the top left of the sheet."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MAX_SIDE = 4096
"""Cells along one side at most (declared limit, checked before anything is allocated)."""


class Grid(NamedTuple):
    """A sheet of skin as cells."""

    rows: int
    cols: int
    cell_um: int

    @property
    def width_um(self) -> int:
        return self.cols * self.cell_um

    @property
    def height_um(self) -> int:
        return self.rows * self.cell_um

    @property
    def cell_cm2(self) -> float:
        """Area of one cell in cm²."""
        return self.cell_um * self.cell_um / 1e8

    def centres(self, count: int) -> NDArray[np.int64]:
        """Coordinates of the first `count` cell centres along one side, in µm."""
        return np.arange(count, dtype=np.int64) * self.cell_um + self.cell_um // 2

    def cells(self, x_um: NDArray[np.int64], y_um: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Flat cell numbers of places, and which places lie on the sheet at all (the others get cell 0)."""
        col, row = x_um // self.cell_um, y_um // self.cell_um
        if len(col) and col.min() >= 0 and row.min() >= 0 and col.max() < self.cols and row.max() < self.rows:
            return row * self.cols + col, np.ones(len(col), bool)
        on = (col >= 0) & (col < self.cols) & (row >= 0) & (row < self.rows)
        return np.where(on, row * self.cols + col, 0), on


def sheet(width_um: int, height_um: int, cell_um: int) -> Grid:
    """The grid that covers a sheet; refuses sizes beyond the declared limit before allocating."""
    if cell_um < 50 or width_um <= 0 or height_um <= 0:
        raise ValueError(f"sheet {width_um} x {height_um} µm with cells of {cell_um} µm is not possible")
    rows, cols = -(-height_um // cell_um), -(-width_um // cell_um)
    if max(rows, cols) > MAX_SIDE:
        raise ValueError(f"{rows} x {cols} cells; at most {MAX_SIDE} along a side are allowed")
    return Grid(rows, cols, cell_um)
