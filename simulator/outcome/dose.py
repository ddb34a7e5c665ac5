"""Dose: puncture density in square windows clipped to judged cells, zone by zone."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.needling.skin import Skin
from simulator.outcome.exact import Floats
from simulator.outcome.plan import ZonePlan

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

WIDE_UM, NARROW_UM, SCHEDULING_UM = 2500, 1000, 5000
"""Reach of the 5 mm window, of the 2 mm window for gaps and bare strips, and of the scheduling window."""


@dataclass(frozen=True, slots=True)
class Patch:
    """One zone cut out of the skin: arrays [row, col] over its bounding box; `box` says where that lies."""

    plan: ZonePlan
    number: int
    box: tuple[slice, slice]
    cell_um: int
    cells: Mask
    judged: Mask
    count: Ints
    depth_sum_um: Ints
    deep_count: Ints
    visits: Ints
    _doses: dict[int, tuple[Floats, Ints, Ints]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def cell_cm2(self) -> float:
        return self.cell_um * self.cell_um / 1e8

    def area_cm2(self, mask: Mask) -> float:
        return int(np.count_nonzero(mask)) * self.cell_cm2

    def dose(self, reach_um: int) -> tuple[Floats, Ints, Ints]:
        """Punctures per cm², punctures, and window cells of every judged cell, each [n judged]; made once a reach."""
        if reach_um not in self._doses:
            reach = reach_um // self.cell_um
            punctures = window(np.where(self.judged, self.count, 0), reach)[self.judged]
            cells = window(self.judged.astype(np.int64), reach)[self.judged]
            self._doses[reach_um] = punctures / (cells * self.cell_cm2), punctures, cells
        return self._doses[reach_um]

    def on_grid(self, values: Floats) -> Floats:
        """Values [n judged] on the zone's box, NaN where nothing is judged."""
        grid = np.full(self.judged.shape, np.nan)
        grid[self.judged] = values
        return grid


def cut(skin: Skin, plans: tuple[ZonePlan, ...]) -> list[Patch]:
    """The zones of a skin in the order of their plans, each with its part of the fields; a zone without cells is
    empty.
    """
    patches = []
    for number, plan in enumerate(plans, 1):
        cells = skin.zones.label == number
        rows, cols = np.nonzero(cells.any(1))[0], np.nonzero(cells.any(0))[0]
        box = (slice(rows[0], rows[-1] + 1), slice(cols[0], cols[-1] + 1)) if len(rows) else (slice(0, 0), slice(0, 0))
        fields = (getattr(skin, name)[box] for name in ("count", "depth_sum_um", "deep_count", "visits"))
        judged = cells[box] & skin.zones.judged[box]
        patches.append(Patch(plan, number, box, skin.zones.grid.cell_um, cells[box], judged, *fields))
    return patches


def window(values: Ints, reach: int) -> Ints:
    """Sums over the (2 reach + 1)² cells around every cell, clipped at the border of the array."""
    rows, cols = values.shape
    table = np.zeros((rows + 1, cols + 1), np.int64)
    np.cumsum(values, axis=0, out=table[1:, 1:])
    np.cumsum(table[1:, 1:], axis=1, out=table[1:, 1:])
    top, bottom = np.maximum(np.arange(rows) - reach, 0), np.minimum(np.arange(rows) + reach + 1, rows)
    left, right = np.maximum(np.arange(cols) - reach, 0), np.minimum(np.arange(cols) + reach + 1, cols)
    bands = table[bottom] - table[top]
    return bands[:, right] - bands[:, left]
