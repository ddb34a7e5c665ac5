"""The map of a sheet: which zone each cell belongs to, where the no-go areas and their margins are, what is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.grid import Grid
from simulator.needling.outline import Points, inside


class Shape(NamedTuple):
    """A closed outline with its name; `margin_um` is the amber border of a no-go area, 0 for zones."""

    name: str
    polygon_um: Points
    margin_um: int = 0


@dataclass(frozen=True, slots=True)
class Zones:
    """Cells [row, col] by meaning. `label` 0 is outside every zone, i + 1 is `names[i]`; `no_go` likewise for
    `no_go_names`.
    """

    grid: Grid
    names: tuple[str, ...]
    label: NDArray[np.uint8]
    no_go_names: tuple[str, ...]
    no_go: NDArray[np.uint8]
    amber: NDArray[np.bool_]
    judged: NDArray[np.bool_]

    def cells(self, name: str) -> NDArray[np.bool_]:
        """All cells of one zone."""
        return self.label == self.names.index(name) + 1

    def judged_cells(self, name: str) -> NDArray[np.bool_]:
        """The cells of one zone that count: clear of margins, feather strips and the sheet's edge."""
        return self.cells(name) & self.judged


def lay_out(grid: Grid, shapes: tuple[Shape, ...], no_go: tuple[Shape, ...], tip_um: int) -> Zones:
    """Zones of a sheet. Where outlines overlap the earlier zone wins; a no-go area wins over every zone.

    Judged are cells further from a no-go line than its margin plus a third of the tip, and further from the
    sheet's edge than a third of the tip (a convention of this project).
    """
    label, forbidden = np.zeros((2, grid.rows, grid.cols), np.uint8)
    amber, feather = np.zeros((2, grid.rows, grid.cols), bool)
    for number, shape in enumerate(no_go, 1):
        area = inside(shape.polygon_um, grid)
        forbidden[area & (forbidden == 0)] = number
        away2 = _distance2_um(area, grid)
        amber |= away2 <= shape.margin_um**2
        feather |= away2 <= (shape.margin_um + tip_um // 3) ** 2
    for number, shape in enumerate(shapes, 1):
        label[inside(shape.polygon_um, grid) & (label == 0) & (forbidden == 0)] = number
    judged = (label > 0) & ~feather & _clear_of_edge(grid, tip_um // 3)
    return Zones(
        grid,
        tuple(s.name for s in shapes),
        label,
        tuple(s.name for s in no_go),
        forbidden,
        amber & (forbidden == 0),
        judged,
    )


def _distance2_um(area: NDArray[np.bool_], grid: Grid) -> NDArray[np.int64]:
    """Squared distance from every cell centre to the nearest centre inside an area, in whole µm²."""
    from scipy import ndimage

    if not area.any():
        return np.full(area.shape, np.iinfo(np.int64).max)
    nearest = ndimage.distance_transform_edt(~area, return_distances=False, return_indices=True)
    rows, cols = np.indices(area.shape)
    return ((nearest[0] - rows) ** 2 + (nearest[1] - cols) ** 2).astype(np.int64) * grid.cell_um**2


def _clear_of_edge(grid: Grid, strip_um: int) -> NDArray[np.bool_]:
    x, y = grid.centres(grid.cols), grid.centres(grid.rows)
    clear_x = (x >= strip_um) & (x <= grid.width_um - strip_um)
    clear_y = (y >= strip_um) & (y <= grid.height_um - strip_um)
    return clear_y[:, None] & clear_x[None, :]
