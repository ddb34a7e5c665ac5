"""A pit in skin: a hollow with an uneven, rounded outline, from the narrow ice-pick scar to the wide rolling one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.pictures.sheet import Box, Sheet
from simulator.pictures.spread import Field

SIDES = np.array([7.0, 31.0, 101.0, 211.0, 503.0, 997.0])
"""One number of chance, so many times, gives by its later digits one number of chance for each side."""
ROUND = np.float32(4)
"""The higher, the sharper the corners."""
LEAST = 1e-3
"""A pit is drawn out to where so small a share of its depth is left: cut sooner, the cut would be seen."""
RIM_AT, RIM_WIDE = np.float32(1.45), np.float32(0.35)


class Pit(NamedTuple):
    """A hollow depth · exp(−½ (distance / radius)^power) in mm, and the rim around it as a share of its depth."""

    radius_mm: float
    depth_mm: float
    power: float
    rim: float = 0.0


class Dent(NamedTuple):
    """The box of pixels that a pit touches, its height in mm (below 0: sunk), and 0 to 1 how much of it is hollow."""

    box: Box
    height_mm: Field
    hollow: Field


def dent(sheet: Sheet, at_mm: tuple[float, float], pit: Pit, chance: float) -> Dent:
    """A pit at a place; `chance`, 0 to 1, turns and shapes its outline."""
    shape = np.modf(chance * SIDES)[0]
    radii = pit.radius_mm * (0.86 + 0.28 * shape)
    out = max((-2 * np.log(LEAST)) ** (1 / pit.power), float(RIM_AT + 3 * RIM_WIDE) if pit.rim else 0.0)
    reach, (x, y) = out * float(radii.max()) * 1.1, at_mm
    box = sheet.box((x - reach, y - reach), (x + reach, y + reach))
    away = _away(sheet.x_mm[:, box[1]] - np.float32(x), sheet.y_mm[box[0]] - np.float32(y), shape, radii)
    hollow = np.exp(np.float32(-0.5) * away ** np.float32(pit.power))
    rim = np.float32(pit.rim) * np.exp(-(((away - RIM_AT) / RIM_WIDE) ** 2))
    return Dent(box, np.float32(pit.depth_mm) * (rim - hollow), hollow)


def _away(dx: Field, dy: Field, shape: Field, radii: Field) -> Field:
    """Distance from the middle, 1 at the outline: a polygon with rounded corners, no two sides equally far."""
    angles = 2 * np.pi * (np.arange(len(shape)) + 0.3 * shape + shape[0]) / len(shape)
    total = np.zeros(np.broadcast_shapes(dx.shape, dy.shape), np.float32)
    for angle, radius in zip(angles, radii, strict=True):
        toward = (np.float32(np.cos(angle)) * dx + np.float32(np.sin(angle)) * dy) / np.float32(radius)
        total += np.maximum(toward, 0) ** ROUND
    return total ** (1 / ROUND)
