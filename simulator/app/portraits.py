"""A picture of the skin of every scenario: drawn once, kept as a file in the cache folder, cut for cards and maps."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pygame

from simulator.app import patient
from simulator.app.parts import picture
from simulator.pictures.sheet import Window
from simulator.session import Scenario

PX_PER_MM = 4
STAGE = pygame.Color("#D3DBE0")
"""Around the sheet, in both themes: the ground that skin is drawn on."""


def load(folder: Path, scenario: Scenario) -> pygame.Surface | None:
    """The portrait of a scenario, if it has been made; a damaged file counts as missing, it is made again."""
    path = _path(folder, scenario)
    try:
        return pygame.image.load(path).convert() if path.is_file() else None
    except pygame.error:
        return None


def make(folder: Path, scenario: Scenario) -> pygame.Surface:
    """Draws the portrait of a scenario and keeps it (some 1 s for a face)."""
    shown = picture(patient.look(scenario, PX_PER_MM).rgb)
    path = _path(folder, scenario)
    part = path.with_suffix(".part.png")
    with suppress(OSError, pygame.error):  # without a file it is drawn again next time, nothing else is lost
        path.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(shown, part)
        part.replace(path)
    return shown.convert()


def _path(folder: Path, scenario: Scenario) -> Path:
    return folder / "portraits" / f"{scenario.id}-{scenario.digest[:12]}.png"


def cut(portrait: pygame.Surface, window_mm: Window, size: tuple[int, int]) -> pygame.Surface:
    """The part of a portrait inside a window, at another size."""
    left, top = round(window_mm[0] * PX_PER_MM), round(window_mm[1] * PX_PER_MM)
    wide = max(1, round((window_mm[2] - window_mm[0]) * PX_PER_MM))
    high = max(1, round((window_mm[3] - window_mm[1]) * PX_PER_MM))
    part = pygame.Surface((wide, high), 0, portrait)
    part.fill(STAGE)
    part.blit(portrait, (-left, -top))
    return pygame.transform.smoothscale(part, size)
