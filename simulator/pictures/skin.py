"""How an untreated site looks: the one entry to drawing skin, for any site, skin type, scale and window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.pictures.colour import Rgb8, to_srgb
from simulator.pictures.face import draw_face
from simulator.pictures.lesion import Lesion, add_lesions
from simulator.pictures.patch import draw_patch
from simulator.pictures.sheet import Window, part

MARGIN_MM = 4.0
"""Drawn around a window and cut off again: further than any fine operation reaches."""


@dataclass(frozen=True, slots=True)
class Look:
    """A drawn site: sRGB [h, w, 3], and for each pixel how much is bare skin and how it shines, 0 to 255."""

    rgb: Rgb8
    body: NDArray[np.uint8]
    gloss: NDArray[np.uint8]
    melanin: float
    px_per_mm: float
    origin_mm: tuple[float, float]


def draw_site(
    drawing: dict[str, Any],
    size_mm: tuple[float, float],
    melanin: float,
    px_per_mm: float,
    window_mm: Window | None = None,
    lesions: Sequence[Lesion] = (),
) -> Look:
    """The site's untreated skin on the stage; a window shows the very pixels that the whole picture has there."""
    draw = {"patch": draw_patch, "face": draw_face}.get(drawing.get("kind", ""))
    if draw is None:
        raise ValueError(f"no drawing of kind {drawing.get('kind')!r}")
    sheet = part(size_mm, px_per_mm, window_mm or (0.0, 0.0, *size_mm), MARGIN_MM)
    picture, skin = draw(drawing, sheet, melanin)
    add_lesions(picture.rgb, sheet, lesions, melanin)
    pad = int(np.ceil(MARGIN_MM * px_per_mm))
    inner = slice(pad, -pad), slice(pad, -pad)
    gloss = (np.clip(picture.shine[inner] / 0.15, 0, 1) ** np.float32(0.4) * 255).astype(np.uint8)
    body = (skin[inner] * 255).astype(np.uint8)
    origin = (sheet.col0 + pad) / px_per_mm, (sheet.row0 + pad) / px_per_mm
    return Look(to_srgb(picture.rgb[inner]), body, gloss, melanin, px_per_mm, origin)
