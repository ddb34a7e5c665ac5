"""The picture of a calm sheet of skin, gently draped, close up: the neutral ground for drills."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.pictures.light import lit
from simulator.pictures.paint import EXPOSURE, Painted, on_stage, over, painted, pigment
from simulator.pictures.sheet import Sheet, blurred, enlarged, fill, inner_distance, noise, whole
from simulator.pictures.spread import Field
from simulator.pictures.texture import grain

SEED = 11
EDGE_MM = 2.0
CORNER_MM = 6.0


def draw_patch(drawing: dict[str, Any], sheet: Sheet, melanin: float) -> tuple[Painted, Field]:
    """A sheet with rounded edges painted on the stage, and how much of each pixel is bare skin, [h, w]."""
    rough = whole(sheet.size_mm, 2.0)
    outline = _rounded(sheet.size_mm)
    inward = np.clip(inner_distance(rough, fill(rough, outline)), 0, 9)
    z = 2.2 * (1 - np.exp(-inward / np.float32(2.2))) + 0.55 * noise(rough, 34.0, SEED, 1)
    light = lit(rough, z)
    middle = np.median(light.diffuse[inward > 6], axis=0)
    diffuse = np.stack([enlarged(light.diffuse[..., c] / middle[c] / EXPOSURE, rough, sheet) for c in range(3)], -1)
    front = painted(pigment(sheet, melanin, SEED), diffuse, enlarged(light.facing, rough, sheet), grain(sheet, 0.8))
    cover = blurred(sheet, fill(sheet, outline), 0.12)
    picture = on_stage(sheet)
    over(picture.rgb, front.rgb, cover)
    return Painted(picture.rgb, front.shine * cover), cover


def _rounded(size_mm: tuple[float, float]) -> np.ndarray:
    """A rectangle a little inside the sheet, with round corners."""
    width, height = size_mm
    quarter = np.linspace(0, np.pi / 2, 12)
    turn = np.concatenate([quarter, quarter + np.pi / 2, quarter + np.pi, quarter + 1.5 * np.pi])
    x = np.where(np.cos(turn) > 0, width - EDGE_MM - CORNER_MM, EDGE_MM + CORNER_MM) + CORNER_MM * np.cos(turn)
    y = np.where(np.sin(turn) > 0, height - EDGE_MM - CORNER_MM, EDGE_MM + CORNER_MM) + CORNER_MM * np.sin(turn)
    return np.stack([x, y], 1)
