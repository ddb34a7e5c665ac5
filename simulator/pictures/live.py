"""Skin while it is being treated: a picture kept up to date tile by tile, the newest and the most changed first."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.needling.upkeep import DRY_US
from simulator.pictures.bleeding import COLOUR, Bleeding
from simulator.pictures.colour import BLOOD_STEPS, Rgb8, redden
from simulator.pictures.film import STEPS, Film
from simulator.pictures.gel import REFILL_US, Gel, tiles_near
from simulator.pictures.lattice import TILE_PX, Pricks, Tile
from simulator.pictures.redness import Redness, left
from simulator.pictures.skin import Look

DARK_MELANIN = (0.14, 0.25)
"""Melanin at which redness begins to show as sheen, and from which it does fully: types IV to VI."""
SHEEN_LEVELS = 34.0
"""sRGB levels that sheen adds at most (chosen by eye)."""
VISIBLE_BLOOD = 1 / 16
"""Extra blood that makes an urgency of 1; a tile that has changed by less is not painted again."""
FRAME_US = 16_667
"""A tile that the tip has touched gains an urgency of 1 in this time, so that old tiles still get their turn."""

Rect = tuple[int, int, int, int]
"""x, y, width, height in pixels."""


class LiveSkin:
    """The treated picture `rgb` [h, w, 3] of a look, brought up to date by `step`.

    What happened is kept as sums over place: neither frames nor the order of painting change what is seen.
    """

    def __init__(self, look: Look, filmed: bool = False) -> None:
        """With `filmed` gel lies only where it was spread; else it lies everywhere and never dries."""
        shape = look.body.shape
        self.look = look
        self.rgb: Rgb8 = look.rgb.copy()
        self._redness = Redness(shape, look.px_per_mm)
        self._bleeding = Bleeding(shape, look.px_per_mm)
        self._gel = Gel(shape, look.px_per_mm)
        self._film = Film(shape, look.px_per_mm) if filmed else None
        self._dot = (np.array(COLOUR) * np.interp(look.melanin, (0.18, 0.43), (1, 0.6))).astype(np.int16)
        self._sheen = SHEEN_LEVELS * float(np.interp(look.melanin, DARK_MELANIN, (0, 1)))
        self._tiles: Tile = (-(-shape[0] // TILE_PX), -(-shape[1] // TILE_PX))
        self._struck = np.zeros(self._tiles, bool)
        self._to_come, self._painted_us = np.zeros((2, *self._tiles))
        self._furrow_us, self._gelled_us = np.full((2, *self._tiles), -np.inf)

    def add(self, x_um: ArrayLike, y_um: ArrayLike, depth_um: ArrayLike, t_us: ArrayLike) -> None:
        """Take in punctures, the newest ones or all of a run at once: places and depths in µm, times in µs."""
        x, y = self._px(x_um, y_um)
        depth_mm = np.asarray(depth_um, np.float64) / 1000
        t = np.broadcast_to(np.asarray(t_us, np.float64), x.shape)
        on = (x >= 0) & (x < self.rgb.shape[1]) & (y >= 0) & (y < self.rgb.shape[0]) & (depth_mm > 0)
        pricks = Pricks(x, y, np.where(on, depth_mm, 0), t)
        self._redness.add(pricks.only(on))
        self._bleeding.add(pricks)
        self._struck |= tiles_near(x[on], y[on], self.look.px_per_mm, self._tiles)

    def glide(self, x_um: ArrayLike, y_um: ArrayLike, tip_um: int, t_us: ArrayLike) -> None:
        """Let the tip plough the gel: its places in contact in µm, in order of their times in µs, and its width."""
        x, y = self._px(x_um, y_um)
        if not len(x):
            return
        radius_px = tip_um / 2000 * self.look.px_per_mm
        self._gel.pass_over(x, y, radius_px, np.broadcast_to(np.asarray(t_us, np.float64), x.shape))
        self._struck |= tiles_near(x, y, radius_px + self.look.px_per_mm, self._tiles)

    def spread(self, x_um: int, y_um: int, half_um: int, t_us: int) -> None:
        """Spread fresh gel over a square around a place."""
        if self._film is None:
            return
        (left, right), (top, bottom) = self._px((x_um - half_um, x_um + half_um), (y_um - half_um, y_um + half_um))
        self._film.spread((float(left), float(top), float(right), float(bottom)), t_us)
        ends = (top // TILE_PX, bottom // TILE_PX + 1), (left // TILE_PX, right // TILE_PX + 1)
        rows, cols = (slice(max(int(first), 0), max(int(last), 0)) for first, last in ends)
        self._struck[rows, cols] = True

    def step(self, now_us: int, budget_px: int = 8000) -> list[Rect]:
        """Paint again the tiles that changed most, about `budget_px` pixels but one tile at least; returns them."""
        x, y = self._bleeding.appear(now_us)
        if len(x):
            self._struck |= tiles_near(x, y, self.look.px_per_mm / 4, self._tiles)
        urgency = self._urgency(now_us).ravel()
        count = min(max(1, round(budget_px / TILE_PX**2)), urgency.size)
        first = np.argpartition(urgency, -count)[-count:]
        return self._paint_all(first[urgency[first] > 1], now_us)

    def step_all(self, now_us: int) -> list[Rect]:
        """Bring the whole picture up to date, to the last level: the same whenever its tiles were painted before."""
        x, y = self._bleeding.appear(now_us)
        self._struck |= tiles_near(x, y, self.look.px_per_mm / 4, self._tiles)
        return self._paint_all(np.nonzero(self._urgency(now_us).ravel() > 0)[0], now_us)

    def _paint_all(self, tiles: NDArray[np.int64], now_us: float) -> list[Rect]:
        return [self._paint((int(n) // self._tiles[1], int(n) % self._tiles[1]), now_us) for n in tiles]

    def _px(self, x_um: ArrayLike, y_um: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        x0, y0 = self.look.origin_mm
        x, y = (np.atleast_1d(np.asarray(v, np.float64)) / 1000 for v in (x_um, y_um))
        return (x - x0) * self.look.px_per_mm, (y - y0) * self.look.px_per_mm

    def _urgency(self, now_us: float) -> NDArray[np.float64]:
        """How much each tile has changed since it was painted, in visible steps: blood, gel and new strikes."""
        waited = now_us - self._painted_us
        blood = self._to_come * (left(self._painted_us) - left(now_us))
        furrow = np.where(self._furrow_us + REFILL_US > self._painted_us, 1.5 * waited / REFILL_US, 0)
        if self._film is not None:
            furrow += np.where(self._gelled_us + DRY_US > self._painted_us, STEPS * VISIBLE_BLOOD * waited / DRY_US, 0)
        return (blood + furrow) / VISIBLE_BLOOD + self._struck * (1 + waited / FRAME_US)

    def _paint(self, tile: Tile, now_us: float) -> Rect:
        y, x = tile[0] * TILE_PX, tile[1] * TILE_PX
        box = slice(y, y + TILE_PX), slice(x, x + TILE_PX)
        body = self.look.body[box]
        extra = self._redness.extra(tile, now_us)
        blood = np.minimum(extra * body * np.float32(BLOOD_STEPS / 255), 255).astype(np.uint8)
        rgb = redden(self.look.rgb[box], blood)
        added = self._gel.shade(tile, now_us)
        if self._film is not None:
            added = self._film.over(added, self.look.gloss[box], tile, now_us)
            self._gelled_us[tile] = self._film.newest_us(tile)
        if self._sheen:
            sheen = self.look.gloss[box] * (extra * np.float32(self._sheen / (255 * 4)))
            added = sheen if added is None else added + sheen
        if added is not None:
            level = np.where(body > 0, added, 0).astype(np.int16)[..., None]
            rgb = np.clip(rgb + level, 0, 255).astype(np.uint8)
        dots = self._bleeding.cover[box]
        if dots.any():
            hidden = dots[..., None].astype(np.int16)
            rgb = (rgb + (self._dot - rgb) * hidden // 255).astype(np.uint8)
        self.rgb[box] = rgb
        self._struck[tile], self._painted_us[tile] = False, now_us
        self._to_come[tile], self._furrow_us[tile] = self._redness.to_come(tile), self._gel.newest_us(tile)
        return x, y, rgb.shape[1], rgb.shape[0]
