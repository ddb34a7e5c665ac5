"""The picture of a calm sheet of skin, gently draped, close up: the neutral ground for drills."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.pictures.light import Lit, lit
from simulator.pictures.paint import EXPOSURE, Drawn, Painted, Painter, on_stage, over, painted, pigment
from simulator.pictures.sheet import Points, Sheet, blurred, enlarged, fill, inner_distance, noise, whole
from simulator.pictures.texture import grain

SEED = 11
EDGE_MM = 2.0
CORNER_MM = 6.0


def patch(drawing: dict[str, Any], size_mm: tuple[float, float], melanin: float) -> Painter:
    """What draws a sheet with rounded edges, which is lit once."""
    rough = whole(size_mm, 2.0)
    outline = _rounded(size_mm)
    inward = np.clip(inner_distance(rough, fill(rough, outline)), 0, 9)
    z = 2.2 * (1 - np.exp(-inward / np.float32(2.2))) + 0.55 * noise(rough, 34.0, SEED, 1)
    light = lit(rough, z)
    middle = np.median(light.diffuse[inward > 6], axis=0)
    bright = Lit(light.diffuse / middle / EXPOSURE, light.facing)
    return lambda sheet: _draw(sheet, outline, (rough, bright), melanin)


def _draw(sheet: Sheet, outline: Points, light: tuple[Sheet, Lit], melanin: float) -> Drawn:
    """A window on the sheet of skin, painted on the stage."""
    rough, falling = light
    diffuse = np.stack([enlarged(falling.diffuse[..., c], rough, sheet) for c in range(3)], -1)
    front = painted(pigment(sheet, melanin, SEED), diffuse, enlarged(falling.facing, rough, sheet), grain(sheet, 0.8))
    cover = blurred(sheet, fill(sheet, outline), 0.12)
    picture = on_stage(sheet)
    over(picture.rgb, front.rgb, cover)
    return Drawn(Painted(picture.rgb, front.shine * cover), cover, cover)


def _rounded(size_mm: tuple[float, float]) -> np.ndarray:
    """A rectangle a little inside the sheet, with round corners."""
    width, height = size_mm
    quarter = np.linspace(0, np.pi / 2, 12)
    turn = np.concatenate([quarter, quarter + np.pi / 2, quarter + np.pi, quarter + 1.5 * np.pi])
    x = np.where(np.cos(turn) > 0, width - EDGE_MM - CORNER_MM, EDGE_MM + CORNER_MM) + CORNER_MM * np.cos(turn)
    y = np.where(np.sin(turn) > 0, height - EDGE_MM - CORNER_MM, EDGE_MM + CORNER_MM) + CORNER_MM * np.sin(turn)
    return np.stack([x, y], 1)
