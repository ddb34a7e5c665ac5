"""The picture of a face: its solid forms painted as skin, then lips, lids, brows and hair."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.pictures.colour import Linear, albedo
from simulator.pictures.form import Form, forms
from simulator.pictures.hair import brows, combed, lashes
from simulator.pictures.paint import Drawn, Painted, Painter, Pigment, on_stage, over, painted, pigment
from simulator.pictures.relief import Curves, faded, tinted
from simulator.pictures.sheet import Points, Sheet, blurred, curve, distance, enlarged, fill, mirrored, noise, whole
from simulator.pictures.spread import Field
from simulator.pictures.texture import Grain, grain

SEED = 3
INK = (
    ("stomion", 0.42, 0.62, (0.0, 0.2), 0.16),
    ("ala", 0.55, 0.30, (0.35, 0.15), 0.30),
    ("lid_crease", 0.38, 0.34, (0.25, 0.25), 0.28),
)
"""Dark creases: curve, sigma in mm, strength, shares over which the ends fade, brightness against the skin."""


def face(drawing: dict[str, Any], size_mm: tuple[float, float], melanin: float) -> Painter:
    """What draws a face; its solid forms are lit once, whatever windows are drawn of it."""
    curves = face_curves(drawing, size_mm[1])
    solids = forms(drawing, curves, size_mm)
    return lambda sheet: _draw(drawing, curves, solids, sheet, melanin)


def _draw(drawing: dict[str, Any], curves: Curves, solids: tuple[Form, ...], sheet: Sheet, melanin: float) -> Drawn:
    """A window on the face, painted on the stage."""
    tone = _tone(sheet, drawing, curves, melanin)
    fine = grain(sheet, 0.55)
    oil = _oil(sheet, drawing, curves)
    picture, cover = on_stage(sheet), np.zeros((sheet.rows, sheet.cols), np.float32)
    for form in solids:
        _lay(picture, cover, form, sheet, (tone, fine, oil))
    _ink(picture.rgb, sheet, curves, drawing["midline_mm"], melanin)
    rgb, hair = combed(sheet, drawing, curves, melanin)
    picture.rgb[:] *= (1 - 0.30 * blurred(sheet, hair, 1.2) * (1 - hair) * cover)[..., None]
    over(picture.rgb, rgb, hair)
    return Drawn(picture, cover * (1 - hair), np.maximum(cover, hair))


def face_curves(drawing: dict[str, Any], bottom_mm: float) -> Curves:
    """Every curve of the drawing, smooth; those that cross the midline are whole: head, hairline, neck, lips."""
    mid = drawing["midline_mm"]
    closed = {"ear", "nostril"}
    given = drawing["curves"]
    smooth = {name: curve(points, name in closed) for name, points in given.items()}
    across = {
        name: curve(_both_halves(given[name], mid)) for name in ("hairline_half", "hair_top", "lip_upper", "stomion")
    }
    neck, lip = smooth["neck_edge"], smooth["lip_lower"]
    below = [[2 * mid + 40, bottom_mm + 20], [-40, bottom_mm + 20]]
    return smooth | {
        "head": curve(_both_halves(given["head_half"], mid)[1:], closed=True),
        "hairline": across["hairline_half"],
        "hair_top": across["hair_top"],
        "neck": np.concatenate([neck, below, mirrored(neck, mid)[::-1]]),
        "upper": np.concatenate([across["lip_upper"], across["stomion"][::-1]]),
        "lower": np.concatenate([across["stomion"], lip, mirrored(lip, mid)[::-1]]),
    }


def _both_halves(half_mm: list[list[float]], midline_mm: float) -> Points:
    """A curve that begins on the midline, preceded by its mirror image."""
    return np.concatenate([mirrored(half_mm, midline_mm)[:0:-1], half_mm])


def _tone(sheet: Sheet, drawing: dict[str, Any], curves: Curves, melanin: float) -> Pigment:
    """Pigment of the face: redder cheeks, nose and chin, shaded lids, and the red of the lips."""
    rough = whole(sheet.size_mm, 2.0)
    tint = drawing["tint"]
    more_blood, more_melanin = (
        enlarged(tinted(rough, tint[name], drawing["midline_mm"]), rough, sheet) for name in ("blood", "melanin")
    )
    mel, blood = pigment(sheet, melanin, SEED)
    mel = mel + np.float32(0.35 * melanin + 0.012) * (more_melanin - 1)
    lips = blurred(sheet, np.clip(fill(sheet, curves["upper"]) + fill(sheet, curves["lower"]), 0, 1), 0.55)
    red = 3.7 * (1 + 0.08 * noise(sheet, 0.8, SEED + 7, 2))
    return Pigment(mel + lips * (0.92 * melanin + 0.012 - mel), blood * more_blood * (1 - lips) + lips * red)


def _oil(sheet: Sheet, drawing: dict[str, Any], curves: Curves) -> Field:
    """How much more than elsewhere the skin shines; lips are moist, the lower one most."""
    rough = whole(sheet.size_mm, 2.0)
    oil = tinted(rough, drawing["tint"]["oil"], drawing["midline_mm"]) - 0.45
    for lip, moist in (("lower", 1.6), ("upper", 0.5)):
        oil += moist * blurred(rough, fill(rough, curves[lip]), 0.8)
    return enlarged(oil, rough, sheet)


def _lay(picture: Painted, cover: Field, form: Form, sheet: Sheet, skin: tuple[Pigment, Grain, Field]) -> None:
    """Paint one solid over what lies behind it."""
    low, high = (np.array(f([o for p in form.outlines for o in p], 0)) for f in (np.min, np.max))
    box = sheet.box(low - 1, high + 1)
    here = sheet.only(box)
    if not (here.cols and here.rows):
        return
    tone, fine, oil = skin
    factor, extra = form.blood
    tone = Pigment(tone.melanin[box], factor * tone.blood[box] + extra)
    diffuse = np.stack([enlarged(form.diffuse[..., c], form.sheet, here) for c in range(3)], -1)
    facing = enlarged(form.facing, form.sheet, here)
    front = painted(tone, diffuse, facing, Grain(*(g[box] for g in fine)), oil[box])
    edge = blurred(here, fill(here, *form.outlines), 0.12)
    over(picture.rgb[box], front.rgb, edge)
    picture.shine[box] += (front.shine - picture.shine[box]) * edge
    np.maximum(cover[box], edge, out=cover[box])


def _ink(rgb: Linear, sheet: Sheet, curves: Curves, midline_mm: float, melanin: float) -> None:
    """The dark of the parting of the lips, nostrils, wings of the nose, lid creases, lashes and brows."""
    flesh = albedo(melanin, 3.0)
    dark_hair = np.array([0.030, 0.024, 0.022], np.float32) * np.float32(1 if melanin < 0.2 else 0.35)
    for name, sigma, strength, ends, brightness in INK:
        _crease(rgb, sheet, _sides(curves[name], midline_mm), (sigma, strength, ends), flesh * np.float32(brightness))
    nostrils = 0.80 * blurred(sheet, fill(sheet, *_sides(curves["nostril"], midline_mm)), 0.45)
    over(rgb, flesh * np.float32(0.10), nostrils)
    _crease(rgb, sheet, _sides(curves["lash"], midline_mm), (0.56, 0.86, (0.2, 0.0)), dark_hair)
    over(rgb, dark_hair, lashes(sheet, curves, midline_mm))
    over(rgb, 1.25 * dark_hair, brows(sheet, curves, midline_mm))


def _crease(
    rgb: Linear, sheet: Sheet, lines: tuple[Points, ...], pen: tuple[float, float, tuple[float, float]], colour: Linear
) -> None:
    """Draw soft dark lines; the pen is sigma in mm, strength and the shares over which the ends fade."""
    sigma, strength, ends = pen
    for line in lines:
        box, away, along = distance(sheet, line, 3 * sigma)
        line_cover = np.float32(strength) * np.exp(-0.5 * (away / np.float32(sigma)) ** 2)
        over(rgb[box], colour, line_cover * faded(along, *ends))


def _sides(points_mm: Points, midline_mm: float) -> tuple[Points, Points]:
    return points_mm, mirrored(points_mm, midline_mm)
