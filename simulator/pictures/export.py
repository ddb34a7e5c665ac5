"""Pictures that leave the program: before and after with days beneath, labelled, and marked in their very pixels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from simulator.pictures.colour import Rgb8
from simulator.pictures.spread import Field
from simulator.words import _, mark

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageFont import FreeTypeFont

MARK = "SIMULATED SKIN · NOT A PATIENT · NOT FOR ADVERTISING"
"""Stands in every exported picture, in every language, and there is no way to leave it out."""
LABEL = mark("Model output for training, no promise: how skin may answer. It never enters a mark.")
PAPER, INK, MUTED = (246, 248, 249), (23, 33, 42), (74, 90, 103)
MARGIN, GAP, LINE, BODY = 24, 16, 30, 22


LEAST_PX = 10
"""Letters of the mark are no smaller: it takes more lines where a picture is too narrow for one."""
FAINT, FINE = 0.18, 4
"""How strong the mark across a picture is, and how many times finer letters are drawn before they are made small."""
BAR_MM = 10


class Labelled(NamedTuple):
    """A picture with what it shows, and its scale where that is to be seen."""

    text: str
    rgb: Rgb8
    px_per_mm: float | None = None


class Words(NamedTuple):
    """What stands on a page of pictures: title, a line beneath it, and how to read the pictures, line by line."""

    title: str
    beneath: str
    legend: Sequence[str]


def marked(rgb: Rgb8, fonts: Path) -> Rgb8:
    """The picture with the mark in a band at its foot and faintly across it."""
    height, width = rgb.shape[:2]
    text, size = _fitted(fonts, width - 12, (LEAST_PX, 15))
    top = height - round(size * (1.5 * (text.count("\n") + 1) + 0.3))
    foot = _letters(fonts, (width, height - top), (text, size), (0.5,))
    text, size = _fitted(fonts, width * 0.94, (LEAST_PX, 40))
    across = _letters(fonts, (width, top), (text, size), (0.28, 0.72) if text == MARK else (0.5,))
    out = np.array(rgb, np.float32)
    out[top:] = INK
    cover = np.concatenate([np.float32(FAINT) * across, foot])[..., None]
    return np.rint(out + (255 - out) * cover).astype(np.uint8)


def _letters(fonts: Path, size_px: tuple[int, int], line: tuple[str, int], heights: Sequence[float]) -> Field:
    """How much of each pixel the letters of a text cover, 0 to 1, once for every height; drawn finely, as small letters
    are set unevenly.
    """
    from PIL import Image, ImageDraw

    (width, height), (text, size) = size_px, line
    fine = Image.new("L", (FINE * width, FINE * height), 0)
    pen, font = ImageDraw.Draw(fine), _font(fonts, "SemiBold", FINE * size)
    for at in heights:
        place = (FINE * width / 2, FINE * height * at)
        pen.text(place, text, font=font, fill=255, anchor="mm", align="center", spacing=FINE * size // 4)
    return np.asarray(fine.reduce(FINE), np.float32) / np.float32(255)


def page(words: Words, pair: Sequence[Labelled], days: Sequence[Labelled], fonts: Path) -> Rgb8:
    """Before and after beside each other, the days as a row beneath, how to read them at the foot; all are marked."""
    from PIL import Image, ImageDraw

    width = sum(one.rgb.shape[1] for one in pair) + GAP * (len(pair) - 1)
    small = _narrowed(days, (width - GAP * (len(days) - 1)) // max(len(days), 1))
    legend = [*words.legend, _(LABEL)]
    rows = [(pair, 17), (small, 14)] if small else [(pair, 17)]
    high = sum(LINE + row[0].rgb.shape[0] + GAP for row, _size in rows)
    whole = Image.new("RGB", (width + 2 * MARGIN, 2 * MARGIN + 2 * LINE + high + BODY * len(legend)), PAPER)
    pen, y = ImageDraw.Draw(whole), MARGIN
    pen.text((MARGIN, y), words.title, font=_font(fonts, "SemiBold", 22), fill=INK)
    pen.text((MARGIN, y + LINE + 4), words.beneath, font=_font(fonts, "Regular", 15), fill=MUTED)
    y += 2 * LINE + GAP // 2
    for row, size in rows:
        _row(whole, row, y, (fonts, size))
        y += LINE + row[0].rgb.shape[0] + GAP
    for number, line in enumerate(legend):
        pen.text((MARGIN, y + BODY * number), line, font=_font(fonts, "Regular", 15), fill=MUTED)
    return np.asarray(whole)


def _row(whole: Picture, row: Sequence[Labelled], y: int, font: tuple[Path, int]) -> None:
    """Pictures beside each other with their labels and scales above them."""
    from PIL import Image, ImageDraw

    pen, x, (fonts, size) = ImageDraw.Draw(whole), MARGIN, font
    for one in row:
        right = x + one.rgb.shape[1]
        pen.text((x, y), one.text, font=_font(fonts, "SemiBold", size), fill=INK)
        if one.px_per_mm is not None:
            pen.text((right, y), f"{BAR_MM} mm", font=_font(fonts, "Regular", 15), fill=MUTED, anchor="ra")
            right -= 58
            pen.line((right - BAR_MM * one.px_per_mm, y + 12, right, y + 12), fill=INK, width=3)
        whole.paste(Image.fromarray(marked(one.rgb, fonts)), (x, y + LINE))
        x += one.rgb.shape[1] + GAP


def _narrowed(row: Sequence[Labelled], width: int) -> list[Labelled]:
    """The pictures, so many pixels wide and without their scale."""
    high = round(width * row[0].rgb.shape[0] / row[0].rgb.shape[1]) if row else 0
    return [Labelled(one.text, _scaled(one.rgb, (width, high))) for one in row]


def _scaled(rgb: Rgb8, size: tuple[int, int]) -> Rgb8:
    from PIL import Image

    return np.asarray(Image.fromarray(np.ascontiguousarray(rgb)).resize(size, Image.Resampling.LANCZOS))


def _font(fonts: Path, weight: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(fonts / f"NotoSans-{weight}.ttf"), size)


def _fitted(fonts: Path, width: float, sizes: tuple[int, int]) -> tuple[str, int]:
    """The mark in the fewest lines whose letters are large enough for a width, and the largest size that fits."""
    least, most = sizes
    font = _font(fonts, "SemiBold", FINE * most)
    said, about, use = MARK.split(" · ")
    text, size = MARK, 0
    for text in (MARK, f"{said} · {about}\n{use}", f"{said}\n{about}\n{use}"):
        widest = max(font.getlength(line) for line in text.split("\n")) / FINE
        size = min(most, int(most * width / widest))
        if size >= least:
            break
    return text, max(size, LEAST_PX)
