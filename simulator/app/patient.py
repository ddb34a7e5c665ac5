"""How the person of a scenario looks: its site, skin type and lesions, handed to the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pygame

    from simulator.pictures.sheet import Window
    from simulator.pictures.skin import Look
    from simulator.session import Scenario


def look(scenario: Scenario, px_per_mm: float, ground: pygame.Color) -> Look:
    """The untreated skin of a scenario, on a ground of some colour (sRGB)."""
    from simulator.pictures.colour import STAGE
    from simulator.pictures.lesion import Lesion
    from simulator.pictures.skin import draw_site, on_ground

    spots = []
    for shape in scenario.lesions:
        low, high = shape.polygon_um.min(0) / 1000, shape.polygon_um.max(0) / 1000
        x, y = ((low + high) / 2).tolist()
        spots.append(Lesion(x, y, float((high - low).max()) / 2))
    size = (scenario.site.width_um / 1000, scenario.site.height_um / 1000)
    drawn = draw_site(scenario.site.drawing, size, scenario.skin_type.melanin, px_per_mm, lesions=spots)
    colour = (ground.r, ground.g, ground.b)
    return drawn if colour == STAGE else on_ground(drawn, colour)


def section(scenario: Scenario, margin_mm: float) -> Window:
    """The part of the sheet that is treated, with a margin, in mm."""
    return framed(scenario, [plan.zone for plan in scenario.plans], margin_mm)


def framed(scenario: Scenario, zones: list[str], margin_mm: float) -> Window:
    """The part of the sheet that holds some zones, with a margin, in mm."""
    points = np.concatenate([shape.polygon_um for shape in scenario.site.zones if shape.name in zones]) / 1000
    (left, top), (right, bottom) = (points.min(0) - margin_mm).tolist(), (points.max(0) + margin_mm).tolist()
    return left, top, right, bottom
