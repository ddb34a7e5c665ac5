"""Concerns as they are seen: lines, scars, stretch marks and pores, placed by chance inside the zones that are treated.

Shapes and sizes follow what the trade describes; how many there are and where is drawn by eye and by chance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.chance import uniform
from simulator.pictures.concern_pits import Pit, dent
from simulator.pictures.sheet import Points, Sheet, blurred, fill, noise, step, strokes
from simulator.pictures.spread import Field
from simulator.session import Scenario

ALONG: dict[str, float | None] = {
    "forehead": 0, "glabella": 78, "temple": 28, "periorbital": 6, "crow": 24, "cheek": 62, "nose": None,
    "nasolabial": 62, "upper_lip": 88, "lip": 88, "perioral": 80, "chin": 4, "jaw": 16, "neck": 3,
    "decolletage": 78, "chest": 78, "hand": 70, "abdomen": 64, "thigh": 70,
}  # fmt: skip
"""Direction of lines in a zone, in degrees from the right downwards, on the patient's left; drawn by eye after the
lines of relaxed skin. None where there are none."""


class Area(NamedTuple):
    """Where a concern lies: treated cells [row, col], their size in mm, and the direction of lines there in radians,
    not a number where there are none.
    """

    treated: NDArray[np.bool_]
    cell_mm: float
    along: Field


class Marks(NamedTuple):
    """What a concern does to skin, [h, w]: height in mm (below 0: sunk), and blood and melanin more than around it."""

    height_mm: Field
    blood: Field
    melanin: Field


class Place(NamedTuple):
    """One mark: its middle in mm, the direction of lines there, and three numbers of chance."""

    x_mm: float
    y_mm: float
    along: float
    chance: tuple[float, float, float]


Drawing = Callable[[Sheet, Marks, list[Place], int], Marks]


def area(scenario: Scenario) -> Area:
    """The zones of a scenario's plan, and how lines run in each."""
    zones = scenario.zones()
    degrees = np.array([0.0, *(_direction(name) for name in zones.names)])
    return Area(zones.label > 0, scenario.cell_um / 1000, np.radians(degrees)[zones.label].astype(np.float32))


def marks(concern: str, sheet: Sheet, where: Area, seed: int) -> Marks | None:
    """A concern on a window of the sheet; None of one that cannot be seen."""
    draw = DRAWN.get(concern)
    if draw is None:
        return None
    spacing_mm, drawing = draw
    nothing = Marks(*(np.zeros((sheet.rows, sheet.cols), np.float32) for _field in Marks._fields))
    return drawing(sheet, nothing, places(where, seed, concern, spacing_mm), seed)


def seed_of(scenario: Scenario) -> int:
    """One person has one skin: the same whenever the scenario is opened."""
    return int.from_bytes(hashlib.blake2b(scenario.id.encode(), digest_size=4).digest(), "little")


def places(where: Area, seed: int, concern: str, spacing_mm: float) -> list[Place]:
    """One place in every square of the whole sheet, shaken within it, where that lies in a treated cell."""
    rows, cols = (int(side * where.cell_mm / spacing_mm) + 1 for side in where.treated.shape)
    index = np.arange(rows * cols)
    draws = np.stack([uniform(seed, f"{concern}/{name}", index) for name in "xyabc"])
    x = (index % cols + draws[0]) * spacing_mm
    y = (index // cols + draws[1]) * spacing_mm
    row, col = ((value / where.cell_mm).astype(int) for value in (y, x))
    on = (row < where.treated.shape[0]) & (col < where.treated.shape[1])
    on[on] = where.treated[row[on], col[on]]
    return [
        Place(float(x[n]), float(y[n]), float(where.along[row[n], col[n]]), tuple(draws[2:, n].tolist()))
        for n in np.nonzero(on)[0]
    ]


def _direction(zone: str) -> float:
    degrees = next((angle for name, angle in ALONG.items() if zone.startswith(name)), 20)
    if degrees is None:
        return np.nan
    return 180 - degrees if zone.endswith("_right") else degrees


def _lines(length_mm: tuple[float, float], width_mm: float, depth_mm: float, shake: float) -> Drawing:
    def draw(sheet: Sheet, onto: Marks, found: list[Place], seed: int) -> Marks:
        """Furrows along the lines of the skin, each a little bent."""
        lined = [p for p in found if not np.isnan(p.along)]
        curves = [_arc(p, length_mm[0] + p.chance[0] * (length_mm[1] - length_mm[0]), shake) for p in lined]
        strength = [0.35 + 0.65 * p.chance[2] for p in lined]
        if curves:
            furrows = strokes(sheet, curves, width_mm, strength)
            onto.height_mm[:] -= np.float32(depth_mm) * 1.5 * blurred(sheet, furrows, width_mm * 0.45)
        return onto

    return draw


def _arc(place: Place, length_mm: float, shake: float) -> Points:
    """A bent line through a place, tapering being left to its strength."""
    angle = np.nan_to_num(place.along) + shake * (place.chance[1] - 0.5)
    t = np.linspace(-0.5, 0.5, 7)
    bend = 0.10 * (place.chance[0] - 0.5) * length_mm
    across = bend * (1 - 4 * t * t)
    x = place.x_mm + t * length_mm * np.cos(angle) - across * np.sin(angle)
    y = place.y_mm + t * length_mm * np.sin(angle) + across * np.cos(angle)
    return np.stack([x, y], 1)


def _acne(sheet: Sheet, onto: Marks, found: list[Place], seed: int) -> Marks:
    """Ice-pick, boxcar and rolling scars: narrow and deep, steep-walled with a faint rim, wide and soft."""
    for place in found:
        kind, size, deep = place.chance
        if kind < 0.45:
            _pit(sheet, onto, place, Pit(0.30 + 0.28 * size, 0.45 + 0.25 * deep, 2.0))
        elif kind < 0.78:
            _pit(sheet, onto, place, Pit(0.9 + 0.8 * size, 0.28 + 0.18 * deep, 5.0, rim=0.1))
        else:
            _pit(sheet, onto, place, Pit(1.8 + 1.4 * size, 0.32 + 0.22 * deep, 2.0))
    return onto


def _pit(sheet: Sheet, onto: Marks, place: Place, pit: Pit) -> None:
    """A pit with some blood and pigment, the more of both the narrower it is."""
    box, height_mm, hollow = dent(sheet, (place.x_mm, place.y_mm), pit, place.chance[2])
    onto.height_mm[box] += height_mm
    tint = hollow * np.float32(min(1.0, 0.7 / pit.radius_mm))
    onto.blood[box] += np.float32(0.45) * tint
    onto.melanin[box] += np.float32(0.008) * tint


def _surgical(sheet: Sheet, onto: Marks, found: list[Place], seed: int) -> Marks:
    """One straight scar through the middle of what is treated, paler and sunk, with the dots of its stitches."""
    if not found:
        return onto
    middle = np.median([(p.x_mm, p.y_mm) for p in found], axis=0)
    centre = min(found, key=lambda p: (p.x_mm - middle[0]) ** 2 + (p.y_mm - middle[1]) ** 2)
    line = _arc(centre._replace(chance=(0.8, 0.5, 0.5)), 46.0, 0.0)
    scar = blurred(sheet, strokes(sheet, [line], 2.4, [1.0]), 0.5)
    onto.height_mm[:] -= np.float32(0.30) * scar
    onto.blood[:] += np.float32(0.9) * blurred(sheet, strokes(sheet, [line], 4.0, [1.0]), 1.0) - np.float32(0.7) * scar
    onto.melanin[:] -= np.float32(0.03) * scar
    for t in np.linspace(0.06, 0.94, 10):
        x, y = (np.interp(t * 6, np.arange(7), axis) for axis in line.T)
        for side in (-3.2, 3.2):
            at = Place(x - side * np.sin(centre.along), y + side * np.cos(centre.along), 0, (0, 0.5, 0))
            _pit(sheet, onto, at, Pit(0.35, 0.16, 2.0))
    return onto


def _stretch(sheet: Sheet, onto: Marks, found: list[Place], seed: int) -> Marks:
    """Spindles along the skin's lines: pale, slightly sunk, finely creased across."""
    spindles = [_spindle(place) for place in found]
    if not spindles:
        return onto
    cover = blurred(sheet, fill(sheet, *spindles), 0.35)
    onto.height_mm[:] -= np.float32(0.26) * cover * (1 + np.float32(0.12) * noise(sheet, 0.9, seed % 9999, 1))
    onto.blood[:] -= np.float32(0.15) * cover
    onto.melanin[:] -= np.float32(0.032) * cover
    return onto


def _spindle(place: Place) -> Points:
    """A slim leaf 18 to 46 mm long and 1.6 to 3.6 mm wide."""
    length, width = 18 + 26 * place.chance[0], 1.6 + 2.0 * place.chance[2]
    line = _arc(place, length, 0.22)
    half = 0.5 * width * np.sin(np.linspace(0, np.pi, len(line))) ** 0.7
    angle = place.along
    away = np.stack([-half * np.sin(angle), half * np.cos(angle)], 1)
    return np.concatenate([line + away, (line - away)[::-1]])


def _pores(sheet: Sheet, onto: Marks, found: list[Place], seed: int) -> Marks:
    """Wide pores: small pits, darker in their depth."""
    for place in found:
        pit = Pit(0.13 + 0.14 * place.chance[0], 0.10 + 0.08 * place.chance[1], 2.0)
        box, height_mm, hollow = dent(sheet, (place.x_mm, place.y_mm), pit, place.chance[2])
        onto.height_mm[box] += height_mm
        onto.melanin[box] += np.float32(0.02) * hollow
    return onto


def _dull(sheet: Sheet, onto: Marks, found: list[Place], seed: int) -> Marks:
    """An uneven, greyish film of pigment over what is treated."""
    cover = np.zeros_like(onto.height_mm)
    for place in found:
        reach = 7.0
        box = sheet.box((place.x_mm - reach, place.y_mm - reach), (place.x_mm + reach, place.y_mm + reach))
        dx, dy = sheet.x_mm[:, box[1]] - np.float32(place.x_mm), sheet.y_mm[box[0]] - np.float32(place.y_mm)
        cover[box] = np.maximum(cover[box], step(reach, 3.0, np.sqrt(dx * dx + dy * dy)))
    uneven = np.clip(1 + 0.8 * noise(sheet, 3.0, seed % 9999, 2), 0, 2.5)
    onto.melanin[:] += np.float32(0.022) * cover * uneven
    onto.blood[:] -= np.float32(0.25) * cover
    return onto


DRAWN: dict[str, tuple[float, Drawing]] = {
    "fine lines": (2.4, _lines((5.0, 13.0), 0.26, 0.075, 0.5)),
    "wrinkles": (8.5, _lines((18.0, 34.0), 0.75, 0.34, 0.25)),
    "acne scars": (5.2, _acne),
    "surgical scars": (4.0, _surgical),
    "stretch marks": (15.0, _stretch),
    "enlarged pores": (1.5, _pores),
    "dullness": (4.0, _dull),
}
"""For every concern that can be seen the distance of its marks in mm, and how they are drawn."""
