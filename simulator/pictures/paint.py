"""Skin as paint: pigment that varies from place to place, under light, with its fine texture and shine."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from simulator.pictures.colour import STAGE, Linear, albedo, to_linear
from simulator.pictures.sheet import Sheet, enlarged, noise, whole
from simulator.pictures.spread import Field
from simulator.pictures.texture import BLEED, Grain

SHINE = np.float32(0.075)
SHARPNESS = np.float32(26)
"""Strength and narrowness of the highlight on dry skin (chosen by eye)."""


EXPOSURE = np.float32(1.05)


class Pigment(NamedTuple):
    """Melanin as a fraction and blood in times the normal amount, [h, w]."""

    melanin: Field
    blood: Field


class Painted(NamedTuple):
    """Linear light [h, w, 3], and how much of it is shine, [h, w]."""

    rgb: Linear
    shine: Field


class Drawn(NamedTuple):
    """A picture, and how much of each of its pixels is bare skin and how much is not stage, [h, w]."""

    picture: Painted
    skin: Field
    figure: Field


Painter = Callable[[Sheet], Drawn]
"""Draws any window on a sheet; what all windows share has been made before."""


def pigment(sheet: Sheet, melanin: float, seed: int) -> Pigment:
    """Pigment of a person's skin: clouds of 9 mm, blotches of 2 mm and specks of 0.7 mm around the given melanin."""
    rough = whole(sheet.size_mm, 2.0)
    clouds = enlarged(noise(rough, 9.0, seed, 3), rough, sheet)
    blotches = noise(sheet, 2.2, seed + 1, 3)
    specks = noise(sheet, 0.7, seed + 2, 1)
    spread = np.float32(0.004 + 0.022 * melanin)
    return Pigment(
        np.float32(melanin) + spread * (0.35 * clouds + 0.55 * blotches + 0.5 * specks),
        1 + 0.06 * clouds + 0.09 * blotches + 0.04 * specks,
    )


def painted(pigment: Pigment, diffuse: Linear, facing: Field, grain: Grain, oil: Field | float = 1.0) -> Painted:
    """Skin under light: what pigment returns of it, tilted by the fine texture, and the shine of its film."""
    melanin = np.clip(pigment.melanin + 0.012 * grain.pores, 0.004, 1)
    rgb = albedo(melanin, np.clip(pigment.blood + 0.4 * grain.pores, 0.2, 12))
    rgb *= diffuse * EXPOSURE
    for c in range(3):
        rgb[..., c] *= np.clip(1 + BLEED[c] * grain.key, 0.3, 2)
    shine = SHINE * oil * np.clip(facing + grain.shine, 0, 1) ** SHARPNESS
    rgb += shine[..., None]
    return Painted(rgb, shine)


def on_stage(sheet: Sheet) -> Painted:
    """The empty stage."""
    rgb = np.broadcast_to(to_linear(STAGE).astype(np.float32), (sheet.rows, sheet.cols, 3)).copy()
    return Painted(rgb, np.zeros((sheet.rows, sheet.cols), np.float32))


def over(below: Linear, above: Linear, cover: Field) -> None:
    """Lay one picture over another in place."""
    below += (above - below) * cover[..., None]
