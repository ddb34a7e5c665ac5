"""The picture of a part of the body: its form painted as skin, veins, creases and nails on it, jaw and cloth around."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.pictures.colour import Linear, albedo
from simulator.pictures.form import COARSE_PX_PER_MM, Form
from simulator.pictures.light import lit, occlusion
from simulator.pictures.paint import Drawn, Painted, Painter, Pigment, on_stage, over, painted, pigment
from simulator.pictures.relief import base, faded, raise_by, tinted
from simulator.pictures.sheet import (
    Points,
    Sheet,
    blurred,
    curve,
    distance,
    enlarged,
    fill,
    inner_distance,
    noise,
    step,
    whole,
)
from simulator.pictures.spread import Field
from simulator.pictures.texture import grain

SEED = 5
CLOTH = np.array([0.42, 0.50, 0.56], np.float32)
"""Colour of a drape, in linear light."""
VEIN, SHADE = np.array([0.11, 0.04, 0.0], np.float32), np.array([0.62, 0.70, 0.73], np.float32)
"""Share of light that a vein takes from each channel, and that the shadow below a jaw does."""


def body_part(drawing: dict[str, Any], size_mm: tuple[float, float], melanin: float) -> Painter:
    """What draws a part of the body; its form is lit once, whatever windows are drawn of it."""
    outline = curve(drawing["outline"], closed=True)
    rough = whole(size_mm, COARSE_PX_PER_MM)
    main = _form(drawing, outline, rough)
    jaw = _jaw(drawing, rough) if "jaw" in drawing else None
    return lambda sheet: _draw(drawing, (main, jaw), sheet, melanin)


def _form(drawing: dict[str, Any], outline: Points, sheet: Sheet) -> Form:
    """The body with its relief, what it shades itself, and what a jaw shades of it."""
    mid, cover = drawing.get("midline_mm", 0.0), fill(sheet, outline)
    z = base(sheet, drawing["base"], mid, inner_distance(sheet, cover))
    raise_by(sheet, z, drawing["relief"], mid, {})
    vein = {"op": "line", "sigma_mm": 1.3, "mm": 0.85, "ends": [0.15, 0.15]}
    raise_by(sheet, z, [{**vein, "points_mm": line} for line in drawing.get("veins", ())], mid, {})
    diffuse, facing = lit(sheet, z)
    diffuse *= occlusion(sheet, z, cover)[..., None]
    if "jaw" in drawing:
        edge = _above(drawing["jaw"])
        below = 0.5 * blurred(sheet, fill(sheet, edge + np.array((7, 16))), 4.5)
        below += 0.45 * blurred(sheet, fill(sheet, edge + np.array((2, 5))), 2.5)
        diffuse *= 1 - below[..., None] * SHADE
    return Form((outline,), sheet, diffuse, facing)


def _jaw(drawing: dict[str, Any], sheet: Sheet) -> Form:
    """The lower face that looks over a neck."""
    outline = _above(drawing["jaw"])
    cover = fill(sheet, outline)
    z = base(sheet, {"rim": [{"radius_mm": 20, "mm": 15}]}, 0.0, inner_distance(sheet, cover))
    middle = float(outline[:, 0].mean())
    raise_by(sheet, z, [{"op": "gauss", "at_mm": [middle, 26], "sigma_mm": [15, 11], "mm": 3.4}], middle, {})
    raise_by(sheet, z, [{"op": "gauss", "at_mm": [middle, 9], "sigma_mm": [22, 4], "mm": -1.6}], middle, {})
    diffuse, facing = lit(sheet, z)
    return Form((outline,), sheet, diffuse, facing, (1.05, 0.0))


def _above(jaw_mm: list[list[float]]) -> Points:
    """A jaw line, closed far above the sheet."""
    line = curve(jaw_mm)
    return np.concatenate([line, [[line[-1, 0], -40.0], [line[0, 0], -40.0]]])


def _draw(drawing: dict[str, Any], solids: tuple[Form, Form | None], sheet: Sheet, melanin: float) -> Drawn:
    """A window on the body, painted on the stage."""
    tone, fine = _tone(drawing, sheet, melanin), grain(sheet, drawing.get("grain", 0.6))
    picture, cover = on_stage(sheet), np.zeros((sheet.rows, sheet.cols), np.float32)
    for form in solids:
        if form is None:
            continue
        diffuse = np.stack([enlarged(form.diffuse[..., c], form.sheet, sheet) for c in range(3)], -1)
        skin = Pigment(tone.melanin, form.blood[0] * tone.blood + form.blood[1])
        front = painted(skin, diffuse, enlarged(form.facing, form.sheet, sheet), fine)
        if form is solids[0]:
            _lines(front.rgb, drawing, sheet, melanin)
        edge = blurred(sheet, fill(sheet, *form.outlines), 0.12)
        over(picture.rgb, front.rgb, edge)
        picture.shine[:] += (front.shine - picture.shine) * edge
        np.maximum(cover, edge, out=cover)
    if "lip" in drawing:
        _lip(picture.rgb, drawing["lip"], sheet, melanin)
    skin_cover: Field = cover.copy()
    for nail in drawing.get("nails", ()):
        skin_cover *= 1 - _nail(picture, nail, sheet, melanin)
    figure: Field = cover
    for cloth in drawing.get("cloth", ()):
        laid = _cloth(picture, cloth, sheet)
        skin_cover *= 1 - laid
        figure = np.maximum(figure, laid)
    return Drawn(Painted(picture.rgb, picture.shine), skin_cover, figure)


def _tone(drawing: dict[str, Any], sheet: Sheet, melanin: float) -> Pigment:
    """Pigment with what the place has more of: blood over joints, melanin where the sun comes."""
    rough, tint, mid = whole(sheet.size_mm, 2.0), drawing.get("tint", {}), drawing.get("midline_mm", 0.0)
    mel, blood = pigment(sheet, melanin, SEED + len(drawing["outline"]))
    more = {name: enlarged(tinted(rough, tint.get(name, ()), mid), rough, sheet) for name in ("blood", "melanin")}
    return Pigment(mel + np.float32(0.35 * melanin + 0.012) * (more["melanin"] - 1), blood * more["blood"])


def _lines(rgb: Linear, drawing: dict[str, Any], sheet: Sheet, melanin: float) -> None:
    """Veins that shine through, and fine dark creases, in place."""
    for line in drawing.get("veins", ()):
        box, away, along = distance(sheet, curve(line), 5.0)
        vein = np.exp(-0.5 * (away / np.float32(1.4)) ** 2) * faded(along, 0.15, 0.15)
        rgb[box] *= 1 - np.float32(0.8) * vein[..., None] * VEIN
    flesh = albedo(melanin, 2.4) * np.float32(0.45)
    for line in drawing.get("creases", ()):
        box, away, along = distance(sheet, curve(line), 1.6)
        crease = np.float32(0.34) * np.exp(-0.5 * (away / np.float32(0.40)) ** 2) * faded(along, 0.3, 0.3)
        over(rgb[box], flesh, crease)
    for spot in drawing.get("hollows", ()):
        (x, y), (sx, sy) = spot["at_mm"], spot["sigma_mm"]
        box = sheet.box((x - 4 * sx, y - 4 * sy), (x + 4 * sx, y + 4 * sy))
        dx, dy = (sheet.x_mm[:, box[1]] - np.float32(x)) / sx, (sheet.y_mm[box[0]] - np.float32(y)) / sy
        rgb[box] *= 1 - np.float32(spot["share"]) * np.exp(-0.5 * (dx * dx + dy * dy) ** np.float32(1.3))[..., None]


def _lip(rgb: Linear, points_mm: list[list[float]], sheet: Sheet, melanin: float) -> None:
    cover = blurred(sheet, fill(sheet, curve(points_mm, closed=True)), 0.5)
    over(rgb, albedo(0.92 * melanin + 0.012, 3.6) * np.float32(0.95), cover)


def _nail(picture: Painted, nail: list[float], sheet: Sheet, melanin: float) -> Field:
    """A nail with its pale half-moon and its free edge: x, y, width, length in mm, and its turn in radians."""
    x, y, wide, long, turn = nail
    c, n = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    dx, dy = sheet.x_mm - np.float32(x), sheet.y_mm - np.float32(y)
    u, v = (dx * c + dy * n) / np.float32(wide / 2), (dy * c - dx * n) / np.float32(long / 2)
    edge = np.abs(u) ** np.float32(2.8) + np.abs(v) ** np.float32(2.8)
    cover = step(1.12, 0.86, edge)
    round_ = 0.62 + 0.38 * np.sqrt(np.clip(1 - (0.85 * u + 0.25) ** 2, 0, 1))
    pink = albedo(melanin * 0.35 + 0.006, 2.0) * np.float32(0.98)
    white = np.array([0.86, 0.82, 0.76], np.float32)
    free, moon = step(-0.72, -0.86, v + 0.25 * u * u), step(1.1, 0.8, (u / 0.6) ** 2 + ((v - 0.92) / 0.40) ** 2)
    colour = pink + (white - pink) * free[..., None]
    colour = colour + (np.array([0.86, 0.76, 0.72], np.float32) - colour) * (0.35 * moon)[..., None]
    fold = np.exp(-0.5 * ((edge ** np.float32(0.36) - 1.03) / 0.06) ** 2) * (1 - 0.6 * free)
    picture.rgb[:] *= 1 - 0.30 * fold[..., None]
    over(picture.rgb, colour * round_[..., None], cover)
    return cover


def _cloth(picture: Painted, polygon_mm: list[list[float]], sheet: Sheet) -> Field:
    """A drape over what is not treated, with its folds and the shadow of its edge."""
    outline = curve(polygon_mm, closed=True)
    cover = blurred(sheet, fill(sheet, outline), 0.2)
    dark = blurred(sheet, fill(sheet, outline + np.array((1.5, -3.0))), 2.0) * (1 - cover)
    picture.rgb[:] *= 1 - 0.36 * dark[..., None]
    z = 0.25 * np.clip(inner_distance(sheet, fill(sheet, outline)), 0, 6) + 0.5 * noise(sheet, 15.0, SEED, 2)
    z += 0.02 * noise(sheet, 0.6, SEED + 1, 1)
    diffuse, _facing = lit(sheet, z)
    over(picture.rgb, CLOTH * diffuse, cover)
    picture.shine[:] *= 1 - cover
    return cover
