"""A mole on the skin: a brown spot with an uneven border and a slight dome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from simulator.pictures.colour import Linear, albedo
from simulator.pictures.light import KEY
from simulator.pictures.paint import over
from simulator.pictures.sheet import Sheet, noise, step

PIGMENT = 0.38
"""Melanin of the mole's middle above that of the skin (chosen by eye)."""


class Lesion(NamedTuple):
    """A mole: its middle and radius in mm."""

    x_mm: float
    y_mm: float
    r_mm: float


def add_lesions(rgb: Linear, sheet: Sheet, lesions: Sequence[Lesion], melanin: float) -> None:
    """Paint moles onto linear light in place."""
    for x, y, r in lesions:
        box = sheet.box((x - 1.6 * r, y - 1.6 * r), (x + 1.6 * r, y + 1.6 * r))
        if not rgb[box].size:
            continue
        dx = (sheet.x_mm[:, box[1]] - np.float32(x)) / np.float32(r)
        dy = (sheet.y_mm[box[0]] - np.float32(y)) / np.float32(r)
        uneven = noise(sheet, 1.1, 41, 2)[box]
        away = np.hypot(dx, dy) + 0.07 * uneven
        lit = 1 + 0.35 * (dx * KEY[0] + dy * KEY[1]) * step(1.2, 0.6, away)
        colour = albedo(melanin + PIGMENT * (1 - 0.45 * step(0.2, 1.0, away)) + 0.03 * uneven, 1.6)
        over(rgb[box], colour * lit[..., None] * np.float32(0.95), step(1.08, 0.78, away))
