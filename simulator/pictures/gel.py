"""The film of gel on the skin: the tip ploughs a furrow that fills again, so a lane stays visible for a while."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.pictures.lattice import TILE_PX, Lattice, Tile
from simulator.pictures.light import KEY
from simulator.pictures.spread import Field

Numbers = NDArray[np.float64]
"""One number a place, [n]."""

CELL_MM = 0.5
REFILL_US = 30e6
"""Time in which a furrow fills again (20 to 40 s in practice)."""
RIM_MM = 0.8
RIM_HEIGHT = np.float32(0.5)
"""Width of the gel that is pushed up beside the furrow, and its height against the furrow's depth (chosen by eye)."""
MOMENT_US = 0.1e6
"""A tip that stays where it is ploughs anew so often."""
JUST_NOW_US = 0.7e6
"""Gel is not pushed onto what was swept less than this ago, so that a gliding tip leaves no bar across its own lane."""
EDGE_LEVELS = 55.0
FLOOR_LEVELS = 5.0
"""sRGB levels by which the slope of a fresh furrow and its floor differ from the film around it (chosen by eye)."""


class Gel:
    """When the tip last passed each place under a picture, and when gel was last pushed up there beside the tip."""

    def __init__(self, shape_px: tuple[int, int], px_per_mm: float) -> None:
        self._px_per_mm = px_per_mm
        self._lattice = Lattice(shape_px, CELL_MM * px_per_mm)
        self._passed_us = np.full(self._lattice.shape, -np.inf)
        self._pushed_us = np.full(self._lattice.shape, -np.inf)
        self._last = np.full((3, 1), -np.inf)  # cell and moment of the last place, so that cuts do not matter

    def pass_over(self, x_px: Numbers, y_px: Numbers, radius_px: float, t_us: Numbers) -> None:
        """Plough round furrows at places in order of time, but for those that fill again before the last of them.

        The first place within a cell says it all, for a moment.
        """
        per_cell = self._lattice.cell_px
        at = np.stack([x_px // per_cell, y_px // per_cell, t_us // MOMENT_US])
        before = np.concatenate([self._last, at[:, :-1]], axis=1)
        self._last = at[:, -1:]
        recent = (at != before).any(0) & (t_us > t_us[-1] - REFILL_US)
        for x, y, t in zip(x_px[recent], y_px[recent], t_us[recent], strict=True):
            self._plough(x / per_cell + 0.5, y / per_cell + 0.5, radius_px / per_cell, t)

    def _plough(self, col: float, row: float, radius: float, t_us: float) -> None:
        """One round furrow, in cells; the gel goes to its rim, but not onto what was swept a moment ago."""
        outer = radius + RIM_MM / CELL_MM
        rows = slice(max(int(row - outer), 0), max(int(row + outer) + 2, 0))
        cols = slice(max(int(col - outer), 0), max(int(col + outer) + 2, 0))
        passed, pushed = self._passed_us[rows, cols], self._pushed_us[rows, cols]
        down = np.arange(rows.start, rows.start + passed.shape[0])[:, None] - row
        right = np.arange(cols.start, cols.start + passed.shape[1])[None] - col
        away2 = down * down + right * right
        pushed[(away2 <= outer * outer) & (passed < t_us - JUST_NOW_US)] = t_us
        passed[away2 <= radius * radius] = t_us
        pushed[away2 <= radius * radius] = -np.inf

    def newest_us(self, tile: Tile) -> float:
        """When the tip last passed any place of a tile."""
        return float(self._lattice.under(self._passed_us, tile).max())

    def shade(self, tile: Tile, now_us: float) -> Field | None:
        """What the furrows add to a tile, in sRGB levels; None where the film is whole."""
        if self.newest_us(tile) + REFILL_US < now_us:
            return None
        furrow, rim = (
            np.clip(1 - (now_us - self._lattice.under(since, tile)) / REFILL_US, 0, 1).astype(np.float32)
            for since in (self._passed_us, self._pushed_us)
        )
        right, down = self._lattice.slopes(furrow - RIM_HEIGHT * rim, tile)
        tilt = (right * KEY[0] + down * KEY[1]) * np.float32(self._px_per_mm * EDGE_LEVELS * CELL_MM)
        return tilt - np.float32(FLOOR_LEVELS) * self._lattice.read(furrow, tile)


def tiles_near(x_px: Numbers, y_px: Numbers, radius_px: float, tiles: Tile) -> NDArray[np.bool_]:
    """Which tiles [rows, cols] of a picture lie within reach of any of the places."""
    near = np.zeros((tiles[0] + 1, tiles[1] + 1), bool)  # one more of each takes what lies beside the picture
    left, top = x_px % TILE_PX, y_px % TILE_PX
    inner = (np.minimum(left, top) >= radius_px) & (np.maximum(left, top) < TILE_PX - radius_px)
    reach = np.array((-radius_px, 0, radius_px))
    for places, shifts in ((inner, reach[1:2]), (~inner, reach)):  # most places reach no other tile than their own
        rows, cols = (((at[places] + shifts[:, None]) // TILE_PX).astype(np.int64) for at in (y_px, x_px))
        rows, cols = (np.where((at >= 0) & (at < most), at, most) for at, most in zip((rows, cols), tiles, strict=True))
        near[rows[:, None], cols[None]] = True
    return near[:-1, :-1]
