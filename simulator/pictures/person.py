"""How the person of a scenario looks: site, skin type and spots, and the concern that they come with."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.outcome.care import case
from simulator.pictures.colour import BLOOD, MELANIN, STAGE, Linear, Rgb8, to_linear, to_srgb
from simulator.pictures.concern import DRAWN, Area, Marks, area, marks, seed_of
from simulator.pictures.lesion import Lesion
from simulator.pictures.light import KEY, slopes
from simulator.pictures.sheet import Sheet, Window, blurred, part
from simulator.pictures.skin import Look, bands, draw_site, on_ground, widened
from simulator.pictures.spread import Field
from simulator.pictures.texture import BLEED
from simulator.session import Scenario

HOLLOW, AROUND_MM = np.float32(0.75), 1.1
"""Share of light that a place loses for every millimetre it lies below the skin so far around it (chosen by eye)."""
RELIEF = np.float32(1.55)
"""How strongly the relief of a concern is lit (chosen by eye)."""


class Seen(NamedTuple):
    """A concern on a window: by which share it changes the light of each channel [h, w, 3]."""

    concern: str
    change: Linear


def window_of(scenario: Scenario, px_per_mm: float, window_mm: Window | None = None) -> Sheet:
    """The pixels of a window on the scenario's sheet, or of all of it."""
    size = (scenario.site.width_um / 1000, scenario.site.height_um / 1000)
    return part(size, px_per_mm, window_mm or (0.0, 0.0, *size))


def spots(scenario: Scenario, seed: int | None) -> list[Lesion]:
    """What lies on the skin of a person: what the scenario says, and what the seed adds."""
    care, found = scenario.care, []
    looks = {spot.lesion: care.bank.items[spot.item].look for spot in care.spots} if care else {}
    for shape in scenario.lesions:
        low, high = shape.polygon_um.min(0) / 1000, shape.polygon_um.max(0) / 1000
        x, y = ((low + high) / 2).tolist()
        found.append(Lesion(x, y, float((high - low).max()) / 2, looks.get(shape.name, "mole")))
    if care is None or seed is None:
        return found
    harmless = [(placed.item.look, placed.spot) for placed in case(care, seed).skin if not placed.spot.lesion]
    return found + [Lesion(s.x_um / 1000, s.y_um / 1000, s.radius_um / 1000, look) for look, s in harmless]


def bare(scenario: Scenario, px_per_mm: float, window_mm: Window | None = None, seed: int | None = None) -> Look:
    """The site in the person's skin type with its spots, without any concern, on the stage; `seed` is the patient's."""
    size = (scenario.site.width_um / 1000, scenario.site.height_um / 1000)
    return draw_site(
        scenario.site.drawing, size, scenario.skin_type.melanin, px_per_mm, window_mm, spots(scenario, seed)
    )


def concerns(scenario: Scenario, sheet: Sheet, where: Area | None = None) -> list[Seen]:
    """Every concern of the scenario that can be seen on a window."""
    where, seed = where or area(scenario), seed_of(scenario)
    wide, inner = widened(sheet)
    found = [(concern, marks(concern, wide, where, seed)) for concern in scenario.concerns]
    return [Seen(concern, change(wide, seen)[inner]) for concern, seen in found if seen is not None]


def change(sheet: Sheet, seen: Marks) -> Linear:
    """By which share marks change the light of each channel: tilted to or from the lamp, hollow, of another colour."""
    gx, gy = slopes(sheet, seen.height_mm)
    tilt: Field = -RELIEF * (gx * KEY[0] + gy * KEY[1])
    hollow = HOLLOW * np.minimum(seen.height_mm - blurred(sheet, seen.height_mm, AROUND_MM), 0)
    out = np.empty((*tilt.shape, 3), np.float32)
    for c in range(3):
        tint = -np.float32(MELANIN[c]) * seen.melanin - np.float32(BLOOD[c]) * seen.blood
        out[..., c] = np.clip(BLEED[c] * tilt + hollow, -0.75, 0.9) + tint
    return out


def drawn(scenario: Scenario, px_per_mm: float, ground: tuple[int, int, int] = STAGE, seed: int | None = None) -> Look:
    """The whole untreated person with what they come for, on a ground of some colour (sRGB)."""
    look = bare(scenario, px_per_mm, seed=seed)
    if any(concern in DRAWN for concern in scenario.concerns):
        where = area(scenario)
        for rows, band in bands(window_of(scenario, px_per_mm)):
            for seen in concerns(scenario, band, where):
                look.rgb[rows] = with_change(look.rgb[rows], look.body[rows], seen.change)
    return look if ground == STAGE else on_ground(look, ground)


def with_change(rgb: Rgb8, body: np.ndarray, change: Linear) -> Rgb8:
    """A picture whose bare skin has been changed in light."""
    light = to_linear_of(rgb)
    light *= 1 + change * (body[..., None] / np.float32(255))
    return to_srgb(np.clip(light, 0, 1))


def to_linear_of(rgb: Rgb8) -> Linear:
    """Linear light of a picture, by a table."""
    return to_linear(np.arange(256)).astype(np.float32)[rgb]
