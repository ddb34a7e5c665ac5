"""The drum of a roller over the skin, seen from above as if it were clear: its rows come round and go under."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, pi, sin
from typing import NamedTuple

import numpy as np

from simulator.pictures.maps import Rgba
from simulator.pictures.spread import Field
from simulator.pictures.tip import ACCENT, DARK, LINE_PX, NEEDLE_RADIUS_MM, WHITE, State, band, blank, cover, grid

TURNS = 16
"""Ways around in which a drum is drawn."""
ROWS = 24
"""So many go once around."""
BARREL = (0x3A, 0x46, 0x4E)
"""Of the clear barrel, which darkens where it bends away."""
ROLLS = 6
"""Places of its rows that are drawn, between one and the next but one."""


class Drum(NamedTuple):
    """Needles of a row across, how far rows stand apart, how far every other one is shifted, and the width: all µm."""

    across_um: Sequence[int]
    pitch_um: int
    stagger_um: int
    width_um: int


class Rolling:
    """Follows a tip and answers which way the drum lies and where its rows are, in steps of `TURNS` and `ROLLS`."""

    TRAVEL_MM = 1.0

    def __init__(self, pitch_um: int) -> None:
        self._pitch_mm = pitch_um / 1000
        self._last: tuple[float, float] | None = None
        self._mark = (0.0, 0.0)
        self._rolled_mm = 0.0
        self._turn = 0

    def look(self, x_mm: float, y_mm: float, touching: bool) -> tuple[int, int]:
        """The steps for a tip that is here now; it turns in the air as on the skin, and rolls on the skin alone."""
        if self._last is None:
            self._last = self._mark = (x_mm, y_mm)
        step = (x_mm - self._last[0], y_mm - self._last[1])
        way = (x_mm - self._mark[0], y_mm - self._mark[1])
        if hypot(*way) >= self.TRAVEL_MM:
            self._turn = round(float(np.arctan2(way[1], way[0])) / (2 * pi) * TURNS) % TURNS
            self._mark = (x_mm, y_mm)
        self._rolled_mm += hypot(*step) if touching else 0.0
        self._last = (x_mm, y_mm)
        return self._turn, int(self._rolled_mm / (2 * self._pitch_mm) * ROLLS) % ROLLS


def drum(look: Drum, px_per_mm: float, state: State, steps: tuple[int, int], room_px: int = 0) -> Rgba:
    """The frame that the drum reaches and the rows on its underside, centred on the picture, no larger than `room_px`
    where that is given; its line says how fast it rolls, as the ring of a pen does. Lifted: the frame alone.
    """
    half = look.width_um / 2000 * px_per_mm
    reach = 1.42 * half + 6 * LINE_PX
    x, y = grid(min(reach, room_px / 2) if room_px else reach)
    angle = 2 * pi * steps[0] / TURNS
    c, s = np.float32(cos(angle)), np.float32(sin(angle))
    along, across = x * c + y * s, y * c - x * s
    away, middle = np.maximum(np.abs(along), np.abs(across)), half + 1.5 * LINE_PX
    rgba = blank(away)
    if state != "lifted":
        bent = np.abs(along) / half
        cover(rgba, (away < half) * (0.08 + 0.34 * bent * bent * bent), BARREL)
    colour = WHITE if state in ("slow", "lifted") else ACCENT
    cover(rgba, band(away, middle, 3 * LINE_PX), DARK)
    bright = band(away, middle, LINE_PX)
    if state == "slow":
        bright = bright * (np.mod(along + across, 14) < 9)
    cover(rgba, bright, colour)
    if state == "fast":
        for width, ink in ((LINE_PX + 2, DARK), (LINE_PX, colour)):
            cover(rgba, band(away, middle + 2.5 * LINE_PX, width), ink)
    if state != "lifted":
        mm = np.float32(1 / px_per_mm)
        _needles(rgba, look, (along * mm, across * mm), steps[1] / ROLLS, px_per_mm)
    return rgba


def _needles(rgba: Rgba, look: Drum, at_mm: tuple[Field, Field], share: float, px_per_mm: float) -> None:
    """The rows on the underside: bright where they touch the skin, dim and close together where they come and go.

    Every pixel looks for the needle that is nearest to it.
    """
    along_mm, across_mm = at_mm
    pitch_mm, radius_mm = look.pitch_um / 1000, ROWS * look.pitch_um / 2000 / pi
    first_mm, last_mm = look.across_um[0] / 1000, look.across_um[-1] / 1000
    gap_mm = (last_mm - first_mm) / max(len(look.across_um) - 1, 1) or 1.0
    row = np.rint(np.arcsin(np.clip(along_mm / radius_mm, -1, 1)) * (radius_mm / pitch_mm) + 2 * share)
    phi = (row - 2 * share) * (pitch_mm / radius_mm)
    shift_mm = np.mod(row, 2) * (look.stagger_um / 1000)
    needle = np.clip(np.rint((across_mm - shift_mm - first_mm) / gap_mm), 0, len(look.across_um) - 1)
    away = px_per_mm * np.hypot(
        along_mm - radius_mm * np.sin(phi), across_mm - shift_mm - first_mm - needle * gap_mm
    ).astype(np.float32)
    facing = np.clip(np.cos(phi), 0, 1)
    near = facing * facing * facing
    bright = (facing > 0) * (0.15 + 0.85 * near * near)
    radius = max(NEEDLE_RADIUS_MM * px_per_mm, 0.9)
    cover(rgba, np.clip(radius + 1.3 - away, 0, 1) * 0.8 * bright, DARK)
    cover(rgba, np.clip(radius + 0.5 - away, 0, 1) * bright, WHITE)
