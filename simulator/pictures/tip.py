"""The tip of the device over the skin, true to scale: ring and needles, its shadow, and the dimple it presses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.pictures.light import KEY
from simulator.pictures.maps import Rgba
from simulator.pictures.sheet import step
from simulator.pictures.spread import Field

State = Literal["in band", "slow", "fast", "lifted"]

ACCENT = (0x5C, 0xCF, 0xC0)
WHITE = (255, 255, 255)
DARK = (0x0B, 0x1A, 0x20)
LINE_PX = 2.5
"""Width of each of the rings; a dark one lies on either side of the bright one, so that it shows on every skin."""
NEEDLE_RADIUS_MM = 0.16


def tip(needles_um: Sequence[tuple[int, int]], tip_um: int, px_per_mm: float, state: State) -> Rgba:
    """The ring that the needles reach, centred on the picture; its line says how fast the glide is.

    In band: accent. Slow: dashed white. Fast: doubled. Lifted: a thin ring without needles. Never by colour alone.
    """
    radius = tip_um / 2000 * px_per_mm
    x, y = grid(radius + 5 * LINE_PX + 2)
    middle = radius + 1.5 * LINE_PX  # of the ring, which begins where the needles end
    away = np.hypot(x, y)
    rgba = blank(away)
    colour = WHITE if state in ("slow", "lifted") else ACCENT
    _stroke(rgba, away, middle, 3 * LINE_PX, DARK)
    bright = band(away, middle, LINE_PX)
    if state == "slow":
        bright = bright * (np.mod(np.arctan2(y, x) * (8 / np.pi), 2) < 1.25)
    cover(rgba, bright, colour)
    if state == "fast":
        _stroke(rgba, away, middle + 2.5 * LINE_PX, LINE_PX + 2, DARK)
        _stroke(rgba, away, middle + 2.5 * LINE_PX, LINE_PX, colour)
    if state != "lifted":
        dot = max(NEEDLE_RADIUS_MM * px_per_mm, 0.9)
        for nx, ny in needles_um:
            from_needle = np.hypot(x - nx / 1000 * px_per_mm, y - ny / 1000 * px_per_mm)
            cover(rgba, np.clip(dot + 1.3 - from_needle, 0, 1) * 0.8, DARK)
            cover(rgba, np.clip(dot + 0.5 - from_needle, 0, 1), WHITE)
    return rgba


def shadow(tip_um: int, px_per_mm: float, gap_mm: float) -> tuple[Rgba, tuple[float, float]]:
    """The soft shadow of the tip at a height above the skin, and how far it lies from the tip, x and y in pixels.

    It closes under the tip and sharpens as the tip comes down.
    """
    radius, soft = tip_um / 2000 * px_per_mm, (0.35 + 0.35 * gap_mm) * px_per_mm
    x, y = grid(radius + 3 * soft)
    dark = step(radius + 1.6 * soft, radius - 1.6 * soft, np.hypot(x, y))
    rgba = blank(dark)
    cover(rgba, dark * (0.22 / (1 + 0.12 * gap_mm)), (0x2A, 0x14, 0x10))
    return rgba, (-float(KEY[0] / KEY[2]) * gap_mm * px_per_mm, -float(KEY[1] / KEY[2]) * gap_mm * px_per_mm)


def dimple(tip_um: int, px_per_mm: float) -> Rgba:
    """The slight hollow around a tip in contact: dark on the side towards the lamp, bright on the other."""
    radius = tip_um / 2000 * px_per_mm
    x, y = grid(1.9 * radius)
    away = np.hypot(x, y) / np.float32(radius)
    slope = np.exp(-0.5 * ((away - 1.12) / 0.26) ** 2) * step(1.9, 1.5, away)
    toward = -(x * KEY[0] + y * KEY[1]) / np.maximum(away * radius, 1e-3)
    rgba = blank(away)
    cover(rgba, np.clip(-toward, 0, 1) * slope * 0.30, (0x30, 0x10, 0x0C))
    cover(rgba, np.clip(toward, 0, 1) * slope * 0.26, (255, 240, 230))
    return rgba


def grid(reach_px: float) -> tuple[Field, Field]:
    """Offsets from the middle of a square picture with an odd side."""
    half = int(np.ceil(reach_px))
    at = np.arange(-half, half + 1, dtype=np.float32)
    x, y = np.broadcast_arrays(at[None, :], at[:, None])
    return x, y


def blank(like: NDArray[Any]) -> Rgba:
    """A picture of the same size with nothing on it."""
    return np.zeros((*like.shape, 4), np.uint8)


def band(away: Field, radius: float, width: float) -> Field:
    """Cover of a ring of a width in pixels around a radius."""
    return np.clip(np.float32(width / 2 + 0.5) - np.abs(away - np.float32(radius)), 0, 1)


def _stroke(rgba: Rgba, away: Field, radius: float, width: float, colour: ArrayLike) -> None:
    cover(rgba, band(away, radius, width), colour)


def cover(rgba: Rgba, cover: Field, colour: ArrayLike) -> None:
    """Lay a colour over the picture in place, with its cover 0 to 1."""
    hit = np.nonzero(cover > 0)  # most of a picture is not covered
    part, cover = rgba[hit], cover[hit]
    below = part[:, 3] / np.float32(255)
    above = cover + below * (1 - cover)
    share = (cover / np.maximum(above, np.float32(1e-6)))[:, None]
    part[:, :3] = np.rint(part[:, :3] + (np.asarray(colour, np.float32) - part[:, :3]) * share)
    part[:, 3] = np.rint(above * 255)
    rgba[hit] = part
