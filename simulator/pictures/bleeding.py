"""Pinpoint bleeding: small dark-red dots at real punctures, where they are deep enough, within three seconds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.needling.chance import uniform
from simulator.outcome.endpoint import BLEEDING
from simulator.pictures.lattice import Pricks

RADIUS_MM = (0.07, 0.15)
WITHIN_US = 3e6
FROM_PX_PER_MM = 4.0
"""Below this scale a dot is smaller than a pixel, and redness is drawn as a field alone."""
DEPTH_MM = tuple(depth_um / 1000 for depth_um, _share in BLEEDING)
SHARE = tuple(share / 10_000 for _depth, share in BLEEDING)
"""Share of punctures that bleed, by depth."""
COLOUR = (128, 22, 26)
"""sRGB of a pinpoint of blood on light skin."""


class Bleeding:
    """Dots on a picture: `cover` [h, w] is how much of each pixel they hide, 0 to 255."""

    def __init__(self, shape_px: tuple[int, int], px_per_mm: float) -> None:
        self.cover = np.zeros(shape_px, np.uint8)
        self._px_per_mm = px_per_mm
        self._punctures = 0
        self._waiting = np.zeros((4, 0))

    def add(self, pricks: Pricks) -> None:
        """Decide by chance which punctures bleed, how large and when; which ones depends on their number alone."""
        number = np.arange(self._punctures, self._punctures + len(pricks.x_px))
        self._punctures += len(number)
        if self._px_per_mm < FROM_PX_PER_MM:
            return
        bleeds = uniform(0, "pinpoint.bleeds", number) < np.interp(pricks.depth_mm, DEPTH_MM, SHARE, left=0.0)
        number, pricks = number[bleeds], pricks.only(bleeds)
        due_us = pricks.t_us + WITHIN_US * uniform(0, "pinpoint.delay", number)
        low, high = RADIUS_MM
        radius_px = (low + (high - low) * uniform(0, "pinpoint.radius", number)) * self._px_per_mm
        self._waiting = np.concatenate([self._waiting, [pricks.x_px, pricks.y_px, radius_px, due_us]], axis=1)

    def appear(self, now_us: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Put the dots that are due onto the cover; returns their places in pixels."""
        due = self._waiting[3] <= now_us
        x, y, radius, _ = self._waiting[:, due]
        if len(x):
            self._waiting = self._waiting[:, ~due]
            self._stamp(x, y, radius)
        return x, y

    def _stamp(self, x: NDArray[np.float64], y: NDArray[np.float64], radius: NDArray[np.float64]) -> None:
        reach = int(np.ceil(RADIUS_MM[1] * self._px_per_mm)) + 1
        offset = np.arange(-reach, reach + 1)
        cols = x.astype(np.int64)[:, None, None] + offset[None, None, :]
        rows = y.astype(np.int64)[:, None, None] + offset[None, :, None]
        away = np.hypot(cols + 0.5 - x[:, None, None], rows + 0.5 - y[:, None, None])
        strength = np.clip(radius[:, None, None] + 0.5 - away, 0, 1) * 205
        rows, cols = np.broadcast_arrays(rows, cols)
        on = (strength > 0) & (rows >= 0) & (rows < self.cover.shape[0]) & (cols >= 0) & (cols < self.cover.shape[1])
        np.maximum.at(self.cover, (rows[on], cols[on]), strength[on].astype(np.uint8))
