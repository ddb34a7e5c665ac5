"""Light on a height field: a key from the upper left, a soft fill from the right, shadows that bleed red as in skin."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.pictures.colour import Linear
from simulator.pictures.sheet import Sheet, blurred, enlarged, whole
from simulator.pictures.spread import Field


def _unit(x: float, y: float, z: float) -> tuple[np.float32, ...]:
    v = np.array([x, y, z])
    return tuple((v / np.linalg.norm(v)).astype(np.float32))


KEY = _unit(-0.42, -0.62, 0.72)
FILL = _unit(0.75, -0.12, 0.62)
HALFWAY = _unit(float(KEY[0]), float(KEY[1]), float(KEY[2]) + 1)
"""Between the key light and the viewer: a surface that faces this way shines."""
BLEED_MM = (0.95, 0.62, 0.45)
"""How far light of each channel travels in skin, as the blur of the height it sees (at the scale of a face)."""
WRAP = np.float32(0.28)
"""How far the key light reaches around an edge."""


class Lit(NamedTuple):
    """Light that falls on skin, [h, w, 3], and how nearly each place faces the highlight, [h, w]."""

    diffuse: Linear
    facing: Field


def lit(sheet: Sheet, z: Field, strength: float = 0.92) -> Lit:
    """A height field under the studio's lamps; `strength` scales its slopes."""
    out = np.empty((*z.shape, 3), np.float32)
    for c, bleed in enumerate(BLEED_MM):
        gx, gy = slopes(sheet, blurred(sheet, z, bleed), strength)
        n = 1 / np.sqrt(gx * gx + gy * gy + 1)
        key = np.clip(((KEY[2] - gx * KEY[0] - gy * KEY[1]) * n + WRAP) / (1 + WRAP), 0, None) ** np.float32(1.15)
        fill = np.clip((FILL[2] - gx * FILL[0] - gy * FILL[1]) * n, 0, None)
        sky = (0.45 + 0.55 * np.clip(0.5 + 0.5 * gy * n, 0, 1)) * n ** np.float32(0.35)
        out[..., c] = 1.04 * key + (0.10, 0.11, 0.125)[c] * fill + (0.145, 0.155, 0.17)[c] * sky
    gx, gy = slopes(sheet, blurred(sheet, z, 0.5), strength)
    return Lit(out, (HALFWAY[2] - gx * HALFWAY[0] - gy * HALFWAY[1]) / np.sqrt(gx * gx + gy * gy + 1))


def slopes(sheet: Sheet, z: Field, strength: float = 1.0, limit: float = 2.1) -> tuple[Field, Field]:
    """Rise in mm per mm to the right and downwards, softly limited."""
    gy, gx = np.gradient(z, np.float32(1 / sheet.px_per_mm))
    held = np.float32(strength) / np.sqrt(1 + (gx * gx + gy * gy) * np.float32((strength / limit) ** 2))
    return gx * held, gy * held


def occlusion(sheet: Sheet, z: Field, cover: Field) -> Field:
    """How much of the sky a place sees: less where it lies below the mean height around it, at three scales."""
    seen = np.ones_like(z)
    for radius_mm, share in ((2.5, 0.16), (7.0, 0.07), (16.0, 0.03)):
        around = blurred(sheet, z * cover, radius_mm) / (blurred(sheet, cover, radius_mm) + np.float32(1e-4))
        seen *= np.clip(1 - np.float32(share) * np.clip(around - z, 0, None), 0.35, 1)
    return seen


def shadow(sheet: Sheet, z: Field, reach_mm: float = 34.0) -> Field:
    """The soft shadow that the height field casts away from the key light, 0 to 1."""
    from scipy import ndimage

    rough = whole(sheet.size_mm, 1.25)
    low = enlarged(z, sheet, rough)
    along = np.hypot(KEY[0], KEY[1])
    dark = np.zeros_like(low)
    for i in range(1, 25):
        away = reach_mm * (i / 24) ** 1.3
        shift = -away * rough.px_per_mm * KEY[1] / along, -away * rough.px_per_mm * KEY[0] / along
        above = ndimage.shift(low, shift, order=1, mode="nearest") - low - np.float32(away * KEY[2] / along)
        dark = np.maximum(dark, np.clip(above / np.float32(2.2 + 0.06 * away), 0, 1))
    return enlarged(blurred(rough, dark, 0.6), rough, sheet)
