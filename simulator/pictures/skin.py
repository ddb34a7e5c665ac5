"""How an untreated site looks: the one entry to drawing skin, for any site, skin type, scale and window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.pictures.body import body_part
from simulator.pictures.colour import STAGE, Rgb8, to_linear, to_srgb
from simulator.pictures.face import face
from simulator.pictures.lesion import Lesion, add_lesions
from simulator.pictures.paint import Painter
from simulator.pictures.patch import patch
from simulator.pictures.sheet import Sheet, Window, part

MARGIN_MM = 4.0
"""Drawn around a window and cut off again: further than any fine operation reaches."""
BAND_PX = 480
"""A picture is drawn in bands of so many rows: working in light of three channels takes twenty times its memory."""

MOST_SHINE, SHINE_POWER = 0.15, 0.4
"""Shine in linear light that is kept as 1, and the power that keeps weaker shine apart in a byte."""


@dataclass(frozen=True, slots=True)
class Look:
    """A drawn site: sRGB [h, w, 3]; for each pixel how much is bare skin, how it shines and how much is not stage."""

    rgb: Rgb8
    body: NDArray[np.uint8]
    gloss: NDArray[np.uint8]
    figure: NDArray[np.uint8]
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
    site = {"patch": patch, "face": face, "body": body_part}.get(drawing.get("kind", ""))
    if site is None:
        raise ValueError(f"no drawing of kind {drawing.get('kind')!r}")
    painter = site(drawing, size_mm, melanin)
    sheet = part(size_mm, px_per_mm, window_mm or (0.0, 0.0, *size_mm))
    rgb = np.empty((sheet.rows, sheet.cols, 3), np.uint8)
    body, gloss, figure = np.empty((3, sheet.rows, sheet.cols), np.uint8)
    for rows, band in bands(sheet):
        rgb[rows], body[rows], gloss[rows], figure[rows] = _drawn(painter, band, lesions, melanin)
    return Look(rgb, body, gloss, figure, melanin, px_per_mm, (sheet.col0 / px_per_mm, sheet.row0 / px_per_mm))


def on_ground(look: Look, srgb: ArrayLike) -> Look:
    """The same site on another ground than the stage: what of the stage shines through is exchanged, as light."""
    rgb = look.rgb.copy()
    bare, edge = look.figure == 0, (look.figure > 0) & (look.figure < 255)
    rgb[bare] = srgb
    through = 1 - look.figure[edge, None] / np.float32(255)
    light = to_linear(rgb[edge]) + (to_linear(srgb) - to_linear(STAGE)) * through
    rgb[edge] = to_srgb(np.clip(light, 0, 1))
    return replace(look, rgb=rgb)


def bands(sheet: Sheet) -> Iterator[tuple[slice, Sheet]]:
    """The rows of each band, and the window that shows them."""
    for start in range(0, sheet.rows, BAND_PX):
        rows = slice(start, min(start + BAND_PX, sheet.rows))
        yield rows, sheet.only((rows, slice(0, sheet.cols)))


def widened(band: Sheet) -> tuple[Sheet, tuple[slice, slice]]:
    """The window with a margin around it, and the part of that which is the window."""
    pad = int(np.ceil(MARGIN_MM * band.px_per_mm))
    wide = band._replace(col0=band.col0 - pad, row0=band.row0 - pad, cols=band.cols + 2 * pad, rows=band.rows + 2 * pad)
    return wide, (slice(pad, -pad), slice(pad, -pad))


def _drawn(painter: Painter, band: Sheet, lesions: Sequence[Lesion], melanin: float) -> tuple[NDArray[np.uint8], ...]:
    """Colours, bare skin, shine and figure of a band, in bytes."""
    wide, inner = widened(band)
    picture, skin, figure = painter(wide)
    add_lesions(picture.rgb, wide, lesions, melanin)
    gloss = np.clip(picture.shine[inner] / MOST_SHINE, 0, 1) ** np.float32(SHINE_POWER)
    shares = (skin[inner], gloss, figure[inner])
    return to_srgb(picture.rgb[inner]), *((share * 255).astype(np.uint8) for share in shares)
