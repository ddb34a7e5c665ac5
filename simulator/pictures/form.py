"""The solid forms of a face, coarse and unpainted: neck, ears and head, each with the light that falls on it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from simulator.pictures.colour import Linear
from simulator.pictures.light import lit, occlusion, shadow
from simulator.pictures.relief import Curves, base, column, gauss, raise_by
from simulator.pictures.sheet import Points, Sheet, blurred, fill, inner_distance, mirrored, part, step
from simulator.pictures.spread import Field

COARSE_PX_PER_MM = 3.0
"""Forms are smooth, so they are lit at this scale and enlarged."""


class Form(NamedTuple):
    """A solid: its outlines in mm, the coarse sheet that its light lies on, and its extra blood (factor, amount)."""

    outlines: tuple[Points, ...]
    sheet: Sheet
    diffuse: Linear
    facing: Field
    blood: tuple[float, float] = (1.0, 0.0)


def forms(drawing: dict[str, Any], curves: Curves, size_mm: tuple[float, float]) -> tuple[Form, ...]:
    """Neck, ears and head, from the back to the front."""
    return neck(drawing, curves, size_mm), ears(drawing, curves, size_mm), head(drawing, curves, size_mm)


def head(drawing: dict[str, Any], curves: Curves, size_mm: tuple[float, float]) -> Form:
    """The head without hair: its relief, what it shades itself, and the shadow of the nose."""
    sheet, mid = _around(curves["head"], size_mm), drawing["midline_mm"]
    cover = fill(sheet, curves["head"])
    z = base(sheet, drawing["base"], mid, inner_distance(sheet, cover))
    raise_by(sheet, z, drawing["relief"]["face"], mid, curves)
    diffuse, facing = lit(sheet, z)
    beside_nose = np.zeros_like(z)
    gauss(sheet, beside_nose, {"at_mm": [mid, 158], "sigma_mm": [13, 7], "power": 4.0, "mm": 0.55}, mid, curves)
    dark = blurred(sheet, shadow(sheet, z), 0.6) * (1 - beside_nose)
    seen = occlusion(sheet, z, cover)
    for c in range(3):
        diffuse[..., c] *= (1 - np.float32(0.34 * (0.82, 1.0, 1.06)[c]) * dark) * seen ** np.float32(
            (0.72, 1.0, 1.06)[c]
        )
    return Form((curves["head"],), sheet, diffuse, facing)


def ears(drawing: dict[str, Any], curves: Curves, size_mm: tuple[float, float]) -> Form:
    """Both ears: a rolled rim around a bowl, darker where the head stands before them, and redder than the face."""
    outlines = _both(curves["ear"], drawing["midline_mm"])
    sheet = _around(np.concatenate(outlines), size_mm)
    cover = fill(sheet, *outlines)
    inward = np.clip(inner_distance(sheet, cover), 0, 9)
    z = 3.2 * (1 - np.exp(-inward)) - 2.6 * step(1.7, 3.2, inward) * step(158, 150, sheet.y_mm)
    raise_by(sheet, z, drawing["relief"]["ear"], drawing["midline_mm"], curves)
    diffuse, facing = lit(sheet, z)
    beside = np.clip(-inner_distance(sheet, fill(sheet, curves["head"])), 0, 20)
    diffuse *= (occlusion(sheet, z, cover) * (1 - 0.42 * step(10, 0, beside)))[..., None]
    return Form(outlines, sheet, diffuse, facing, (1.5, 0.35))


def neck(drawing: dict[str, Any], curves: Curves, size_mm: tuple[float, float]) -> Form:
    """The neck: a cylinder with its muscles, in the shadow of the jaw."""
    outline = curves["neck"]
    sheet, mid = _around(outline, size_mm), drawing["midline_mm"]
    half = column(sheet, drawing["neck"]["half_width_mm"], 5)
    t = np.minimum(np.abs(sheet.x_mm - np.float32(mid)) / half, np.float32(0.999))
    z = -46 * (1 - np.sqrt(1 - t ** np.float32(2.2)))
    raise_by(sheet, z, drawing["relief"]["neck"], mid, curves)
    diffuse, facing = lit(sheet, z)
    below = 0.55 * blurred(sheet, fill(sheet, curves["head"] + (6, 18)), 4.0)
    below += 0.45 * blurred(sheet, fill(sheet, curves["head"] + (2, 5)), 2.5)
    diffuse *= 1 - below[..., None] * np.array([0.62, 0.70, 0.73], np.float32)
    return Form((outline,), sheet, diffuse, facing)


def _both(points_mm: Points, midline_mm: float) -> tuple[Points, Points]:
    return points_mm, mirrored(points_mm, midline_mm)


def _around(points_mm: Points, size_mm: tuple[float, float], margin_mm: float = 4.0) -> Sheet:
    """The coarse sheet around an outline, cut at the sheet's edge."""
    low = np.clip(points_mm.min(0) - margin_mm, 0, size_mm)
    high = np.clip(points_mm.max(0) + margin_mm, 0, size_mm)
    return part(size_mm, COARSE_PX_PER_MM, (low[0], low[1], high[0], high[1]))
