"""Fine texture of skin: polygonal furrows at two scales and pores, as a height in mm on a tile that repeats."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.pictures.light import HALFWAY, KEY
from simulator.pictures.sheet import Sheet, step
from simulator.pictures.spread import Field, spread

TILE_MM = 32
TILE_PX_PER_MM = 12
FURROWS = ((0.85, 0.034, 0.085), (0.40, 0.014, 0.05))
"""Cell, depth and width of the furrows in mm, coarse and fine."""
PORE_SPACING_MM = 1.25
PORE_RADIUS_MM = (0.06, 0.13)
PORE_DEPTH_MM = 0.055
BLEED = np.array([0.45, 0.9, 1.0], np.float32)
"""How much of fine relief is left in each channel, as light spreads below the surface."""


class Grain(NamedTuple):
    """Fine texture on a sheet: how it tilts towards the key light and towards the highlight, and where pores are."""

    key: Field
    shine: Field
    pores: Field


def grain(sheet: Sheet, strength: float = 1.0) -> Grain:
    """The texture on every pixel, fading out where pixels are too coarse to show it."""
    shown = np.float32(strength * step(1.5, 5.0, sheet.px_per_mm))
    height, pores = _tile()
    gy, gx = (np.roll(height, -1, axis) - np.roll(height, 1, axis) for axis in (0, 1))
    per_mm = np.float32(TILE_PX_PER_MM / 2) * shown
    rows_at, cols_at = (c * TILE_PX_PER_MM for c in (sheet.y_mm[:, 0], sheet.x_mm[0]))
    key, shine = (-per_mm * (gx * to[0] + gy * to[1]) for to in (KEY, HALFWAY))
    return Grain(*(spread(f, rows_at, cols_at, wrap=True) for f in (key, shine, pores * shown)))


@cache
def _tile() -> tuple[Field, Field]:
    """Height in mm and cover of pores on the tile; both continue over its edges."""
    side = TILE_MM * TILE_PX_PER_MM
    height = np.zeros((side, side), np.float32)
    for number, (cell, depth, width) in enumerate(FURROWS):
        nearest, second, _ = _nearest(_places(cell, number))
        height -= np.float32(depth) * np.exp((nearest - second) / np.float32(1.1 * width))
        height += np.float32(0.45 * depth) * np.clip(1 - (1.5 * nearest / np.float32(cell)) ** 2, 0, 1)
    places = _places(PORE_SPACING_MM, 8)
    away, _, which = _nearest(places)
    radius = np.random.default_rng(9).uniform(*PORE_RADIUS_MM, len(places) ** 2).astype(np.float32)[which]
    pores = np.exp(-0.5 * (away / radius) ** 2)
    return height - np.float32(PORE_DEPTH_MM) * pores, pores


def _places(spacing_mm: float, seed: int) -> NDArray[np.float32]:
    """Places in mm, [row, col, xy]: one in each cell of a brick pattern on the tile, shaken within it."""
    count = 2 * round(TILE_MM / spacing_mm / 2)
    col, row = np.meshgrid(np.arange(count), np.arange(count))
    shake = np.random.default_rng(seed).uniform(0.0, 1.0, (count, count, 2))
    return ((np.stack([col + 0.5 * (row % 2), row], -1) + shake) * (TILE_MM / count)).astype(np.float32)


def _nearest(places: NDArray[np.float32]) -> tuple[Field, Field, NDArray[np.int64]]:
    """From every pixel of the tile: distance in mm to the nearest and second nearest place; the nearest's number."""
    count = len(places)
    at = ((np.arange(TILE_MM * TILE_PX_PER_MM) + 0.5) / TILE_PX_PER_MM).astype(np.float32)
    home = (at * (count / TILE_MM)).astype(np.int64)
    first, second = np.full((2, len(at), len(at)), np.float32(1e9))
    which = np.zeros(first.shape, np.int64)
    for down in (-1, 0, 1):
        for right in (-2, -1, 0, 1):
            rows, cols = ((home + down) % count)[:, None], ((home + right) % count)[None]
            dx, dy = (_around(places[rows, cols, axis] - a) for axis, a in ((0, at[None]), (1, at[:, None])))
            away2 = dx * dx + dy * dy
            which = np.where(away2 < first, rows * count + cols, which)
            second = np.minimum(second, np.maximum(first, away2))
            first = np.minimum(first, away2)
    return np.sqrt(first), np.sqrt(second), which


def _around(offset_mm: Field) -> Field:
    """Offsets the short way around the tile."""
    return offset_mm - TILE_MM * np.rint(offset_mm / np.float32(TILE_MM))
