"""Pictures that leave the program: before and after with days beneath, labelled, and marked in their very pixels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from simulator.pictures.colour import Rgb8
from simulator.words import _, mark

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageFont import FreeTypeFont

MARK = "SIMULATED SKIN · NOT A PATIENT · NOT FOR ADVERTISING"
"""Stands in every exported picture, in every language, and there is no way to leave it out."""
LABEL = mark("Model output for training, no promise: how skin may answer. It never enters a mark.")
PAPER, INK, MUTED = (246, 248, 249), (23, 33, 42), (74, 90, 103)
MARGIN, GAP, LINE = 24, 16, 30


class Labelled(NamedTuple):
    """A picture with what it shows."""

    text: str
    rgb: Rgb8


def marked(rgb: Rgb8, fonts: Path) -> Rgb8:
    """The picture with the mark in a band at its foot and faintly across it."""
    from PIL import Image, ImageDraw

    picture = Image.fromarray(np.ascontiguousarray(rgb)).convert("RGBA")
    across = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(across)
    width, height = picture.size
    small = _fitted(fonts, width - 12, 15)
    top = height - round(small.size * 1.6)
    pen.rectangle((0, top, width, height), fill=(*INK, 225))
    pen.text((width / 2, (top + height) / 2), MARK, font=small, fill=(255, 255, 255, 255), anchor="mm")
    wide = _fitted(fonts, width * 0.94, 40)
    for at in (0.28, 0.66):
        pen.text((width / 2, top * at), MARK, font=wide, fill=(255, 255, 255, 46), anchor="mm")
    return np.asarray(Image.alpha_composite(picture, across).convert("RGB"))


def sheet(title: str, pair: Sequence[Labelled], days: Sequence[Labelled], fonts: Path) -> Rgb8:
    """Before and after beside each other, the days as a row beneath, every picture marked."""
    from PIL import Image, ImageDraw

    width = sum(one.rgb.shape[1] for one in pair) + GAP * (len(pair) - 1)
    small_wide = (width - GAP * (len(days) - 1)) // max(len(days), 1)
    small_high = round(small_wide * days[0].rgb.shape[0] / days[0].rgb.shape[1]) if days else 0
    high = pair[0].rgb.shape[0]
    size = (width + 2 * MARGIN, 2 * MARGIN + 3 * LINE + high + GAP + small_high + LINE + (LINE if days else 0))
    page = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(page)
    pen.text((MARGIN, MARGIN), title, font=_font(fonts, "SemiBold", 22), fill=INK)
    y = MARGIN + LINE + GAP
    _row(page, pair, (y, 0), fonts, 17)
    y += LINE + high + GAP
    if days:
        small = [one._replace(rgb=_scaled(one.rgb, (small_wide, small_high))) for one in days]
        _row(page, small, (y, 0), fonts, 14)
        y += LINE + small_high
    pen.text((MARGIN, y + GAP // 2), _(LABEL), font=_font(fonts, "Regular", 14), fill=MUTED)
    return np.asarray(page)


def _row(page: Picture, row: Sequence[Labelled], at: tuple[int, int], fonts: Path, size: int) -> None:
    """Pictures beside each other with their labels above them."""
    from PIL import Image, ImageDraw

    pen, x = ImageDraw.Draw(page), MARGIN
    for one in row:
        pen.text((x, at[0]), one.text, font=_font(fonts, "SemiBold", size), fill=INK)
        page.paste(Image.fromarray(marked(one.rgb, fonts)), (x, at[0] + LINE))
        x += one.rgb.shape[1] + GAP


def _scaled(rgb: Rgb8, size: tuple[int, int]) -> Rgb8:
    from PIL import Image

    return np.asarray(Image.fromarray(np.ascontiguousarray(rgb)).resize(size, Image.Resampling.LANCZOS))


def _font(fonts: Path, weight: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(fonts / f"NotoSans-{weight}.ttf"), size)


def _fitted(fonts: Path, width: float, most: int) -> FreeTypeFont:
    """The largest size up to `most` at which the mark fits into a width."""
    font = _font(fonts, "SemiBold", most)
    size = min(most, int(most * width / font.getlength(MARK)))
    return _font(fonts, "SemiBold", max(size, 6))
