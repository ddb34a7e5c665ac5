"""The untreated skin of a scenario, drawn once: a whole face takes seconds, a new start must not."""

from __future__ import annotations

import pygame

from simulator.app import patient
from simulator.pictures.skin import Look
from simulator.session import Scenario

KEPT = 2
"""Pictures that are kept for the next run."""

_kept: dict[tuple[str, int, tuple[int, ...], int | None], Look] = {}


def untreated(scenario: Scenario, px_per_mm: int, ground: pygame.Color, seed: int) -> Look:
    """How the scenario's site looks before anything is done, all of it, on a ground of some colour (sRGB); where the
    seed draws a patient, how that one looks.
    """
    own = seed if scenario.care else None
    key = (scenario.digest, px_per_mm, tuple(ground), own)
    if key not in _kept:
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = patient.look(scenario, px_per_mm, ground, own)
    return _kept[key]
