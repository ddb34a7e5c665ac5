"""The film of gel on a section: it shines while wet, grows dull as it dries, and takes furrows only until then."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.needling.upkeep import DRY_US
from simulator.pictures.lattice import Lattice, Tile
from simulator.pictures.light import KEY
from simulator.pictures.spread import Field

CELL_MM = 0.5
GLOSS_LEVELS, TINT_LEVELS, RIM_LEVELS = 46.0, 7.0, 26.0
"""sRGB levels that a fresh film adds where skin shines, that it takes elsewhere, and of its rim (chosen by eye)."""
DULL = 0.35
"""Share of its shine that a film has left just before it is dry."""
STEPS = 12
"""A drying film is painted again so often."""


class Film:
    """When gel was last spread at each place under a picture."""

    def __init__(self, shape_px: tuple[int, int], px_per_mm: float) -> None:
        self._px_per_mm = px_per_mm
        self._lattice = Lattice(shape_px, CELL_MM * px_per_mm)
        self._since_us = np.full(self._lattice.shape, -np.inf)

    def spread(self, box_px: tuple[float, float, float, float], t_us: float) -> None:
        """Fresh gel over a rectangle (left, top, right, bottom)."""
        left, top, right, bottom = (max(int(edge / self._lattice.cell_px) + 1, 0) for edge in box_px)
        self._since_us[top:bottom, left:right] = t_us

    def newest_us(self, tile: Tile) -> float:
        """When gel was last spread anywhere on a tile."""
        return float(self._lattice.under(self._since_us, tile).max())

    def over(self, furrows: Field | None, gloss: NDArray[np.uint8], tile: Tile, now_us: float) -> Field | None:
        """What film and furrows together add to a tile, in sRGB levels; None where the skin is dry."""
        age = (now_us - self._lattice.under(self._since_us, tile)) / DRY_US
        wet = np.where(age < 1, 1 - (1 - DULL) * age, 0).astype(np.float32)
        if not wet.any():
            return None
        cover = self._lattice.read(wet, tile)
        right, down = self._lattice.slopes(wet, tile)
        rim = (right * KEY[0] + down * KEY[1]) * np.float32(self._px_per_mm * CELL_MM * RIM_LEVELS)
        film = cover * (gloss * np.float32(GLOSS_LEVELS / 255) - np.float32(TINT_LEVELS)) + rim
        return film if furrows is None else film + furrows * np.minimum(cover / np.float32(DULL), 1)
