"""A finger of the other hand on the skin: a gloved fingertip seen from above, true to scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.needling.upkeep import FINGER_UM

LONG_MM = 24.0
"""How much of the finger is drawn behind its tip."""
SOLID_MM = 5.0
"""Behind this it fades, so that it hides little of the sheet."""
GLOVE, DARK = np.array((126.0, 160.0, 178.0)), np.array((70.0, 104.0, 124.0))
"""sRGB of the glove in the light, and at its edges."""
CREASES_MM = (17.0, 18.6)
"""Folds of the glove over the last joint."""
SHADE_MM = 2.0
"""Width of the soft shadow around it."""
ALPHA, SHADOW_ALPHA = 242.0, 70.0


def finger(px_per_mm: float, away: tuple[float, float]) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """RGBA [h, w, 4] of a finger that comes from the side `away` points to, and the pixel of its mark in it."""
    radius = FINGER_UM / 1000
    reach = LONG_MM + radius + SHADE_MM
    half = int(np.ceil(reach * px_per_mm))
    at = (np.arange(2 * half + 1) - half) / px_per_mm
    x, y = at[None, :], at[:, None]
    length = float(np.hypot(*away)) or 1.0
    right, down = away[0] / length, away[1] / length
    along, side = x * right + y * down, y * right - x * down
    beside, width = np.abs(side), radius * (1 - 0.10 * np.clip(along / LONG_MM, 0, 1))
    outside = np.where(along < 0, np.hypot(along, beside) - radius, beside - width)
    inside = np.clip(0.5 - outside * px_per_mm, 0, 1)
    fade = np.clip((LONG_MM - along) / (LONG_MM - SOLID_MM), 0, 1)
    round_ = np.clip(-outside / radius, 0, 1)[..., None]
    colour = DARK + (GLOVE - DARK) * np.sqrt(round_)
    lamp = -0.35 * radius * (1 if right - down > 0 else -1)  # the side that the key light from the upper left falls on
    colour += 30 * np.exp(-(((side - lamp) / 2.0) ** 2) - ((along - 2.0) / 5.0) ** 2)[..., None]
    for crease_mm in CREASES_MM:
        colour -= 16 * np.exp(-(((along - crease_mm + 0.02 * side**2) / 0.35) ** 2))[..., None]
    shadow = SHADOW_ALPHA * np.clip(1 - outside / SHADE_MM, 0, 1) ** 2
    alpha = np.maximum(ALPHA * inside, shadow * (1 - inside)) * fade
    rgba = np.concatenate([np.where(inside[..., None] > 0, np.clip(colour, 0, 255), 20), alpha[..., None]], axis=2)
    rows, cols = (np.nonzero(alpha.any(axis))[0] for axis in (1, 0))
    cut = rgba[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1].astype(np.uint8)
    return cut, (half - int(cols[0]), half - int(rows[0]))
