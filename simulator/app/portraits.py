"""A picture of the skin of every scenario: drawn once, kept as a file in the cache folder, cut for cards and maps."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path

import pygame

from simulator import pictures
from simulator.app import patient
from simulator.app.parts import picture
from simulator.pictures.sheet import Window
from simulator.session import Scenario

PX_PER_MM = 4


def load(folder: Path, scenario: Scenario, ground: pygame.Color) -> pygame.Surface | None:
    """The portrait of a scenario on a ground, if it has been made; a damaged one is made again."""
    path = _path(folder, scenario, ground)
    try:
        return pygame.image.load(path).convert() if path.is_file() else None
    except pygame.error:
        return None


def make(folder: Path, scenario: Scenario, ground: pygame.Color) -> pygame.Surface:
    """Draws the portrait of a scenario on a ground and keeps it (some 1 s for a face)."""
    shown = picture(patient.look(scenario, PX_PER_MM, ground).rgb)
    path = _path(folder, scenario, ground)
    part = path.with_suffix(".part.png")
    with suppress(OSError, pygame.error):  # without a file it is drawn again next time, nothing else is lost
        path.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(shown, part)
        for older in path.parent.glob(_name(scenario, ground, "*")):
            older.unlink()
        part.replace(path)
    return shown.convert()


def _path(folder: Path, scenario: Scenario, ground: pygame.Color) -> Path:
    return folder / "portraits" / _name(scenario, ground, f"{scenario.digest[:12]}-{_drawn_by()}")


def _name(scenario: Scenario, ground: pygame.Color, made_from: str) -> str:
    colour = "".join(f"{value:02x}" for value in ground[:3])
    return f"{scenario.id}-{made_from}-{colour}.png"


@cache
def _drawn_by() -> str:
    """Short digest of the code that draws: pictures of an older one are drawn again."""
    digest = hashlib.sha256()
    for source in sorted(Path(pictures.__path__[0]).glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:8]


def cut(portrait: pygame.Surface, window_mm: Window, size: tuple[int, int], ground: pygame.Color) -> pygame.Surface:
    """The part of a portrait inside a window, at another size; ground beyond it."""
    left, top = round(window_mm[0] * PX_PER_MM), round(window_mm[1] * PX_PER_MM)
    wide = max(1, round((window_mm[2] - window_mm[0]) * PX_PER_MM))
    high = max(1, round((window_mm[3] - window_mm[1]) * PX_PER_MM))
    part = pygame.Surface((wide, high), 0, portrait)
    part.fill(ground)
    part.blit(portrait, (-left, -top))
    return pygame.transform.smoothscale(part, size)
