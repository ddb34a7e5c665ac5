"""How the person of a scenario looks: its site, skin type and lesions, handed to the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pygame

    from simulator.pictures.sheet import Window
    from simulator.pictures.skin import Look
    from simulator.session import Scenario


def look(scenario: Scenario, px_per_mm: float, ground: pygame.Color, seed: int | None = None) -> Look:
    """The untreated person of a scenario, on a ground of some colour (sRGB); `seed` is that of a patient."""
    from simulator.pictures.person import drawn

    return drawn(scenario, px_per_mm, (ground.r, ground.g, ground.b), seed)


def section(scenario: Scenario, margin_mm: float) -> Window:
    """The part of the sheet that is treated, with a margin, in mm."""
    return framed(scenario, [plan.zone for plan in scenario.plans], margin_mm)


def framed(scenario: Scenario, zones: list[str], margin_mm: float) -> Window:
    """The part of the sheet that holds some zones, with a margin, in mm."""
    points = np.concatenate([shape.polygon_um for shape in scenario.site.zones if shape.name in zones]) / 1000
    (left, top), (right, bottom) = (points.min(0) - margin_mm).tolist(), (points.max(0) + margin_mm).tolist()
    return left, top, right, bottom
