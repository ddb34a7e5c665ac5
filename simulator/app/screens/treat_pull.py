"""Skin that is slack or dry clings to the tip: it follows it by up to 1.5 mm, and falls back when the tip lifts."""

from __future__ import annotations

from math import hypot

import numpy as np
import pygame

from simulator.app.camera import Camera
from simulator.app.screens.treat_zoom import scaled
from simulator.app.style import Style

MOST_MM, SHARE = 1.5, 0.35
"""How far skin follows at most, and by how much of the way (what is seen on slack skin: convention)."""
BACK_US = 150_000
REACH = 1.3
"""Tip widths around the middle of the tip that are drawn along."""
LEAST_PX = 1.0

Place = tuple[int, int]


class Pull:
    """Follows the tip; answers by how much the skin under it has been drawn along, in mm."""

    def __init__(self) -> None:
        self._at_um: Place | None = None
        self._seen_us = 0
        self._mm = (0.0, 0.0)

    def look(self, now_us: int, at_um: Place, clings: bool) -> tuple[float, float]:
        """Where the tip is now, and whether it is in contact with skin that clings."""
        before, us = self._at_um, max(now_us - self._seen_us, 0)
        self._at_um, self._seen_us = at_um, now_us
        x, y = self._mm
        if clings and before is not None:
            x += SHARE * (at_um[0] - before[0]) / 1000
            y += SHARE * (at_um[1] - before[1]) / 1000
            most = max(hypot(x, y) / MOST_MM, 1.0)
            self._mm = (x / most, y / most)
        else:
            left = 0.5 ** (us * 4 / BACK_US)
            self._mm = (x * left, y * left)
        return self._mm


def piece(
    style: Style, camera: Camera, picture: pygame.Surface, at: Place, tip_mm: float, pull_mm: tuple[float, float]
) -> tuple[pygame.Surface, pygame.Rect] | None:
    """The skin around a place of the window as it is drawn along, fading out around it; None where that is nothing."""
    dx, dy = (round(pull * camera.px_per_mm) for pull in pull_mm)
    if hypot(dx, dy) < LEAST_PX:
        return None
    side = 2 * round(REACH * tip_mm * camera.px_per_mm / 2)
    rect = pygame.Rect(at[0] - side // 2, at[1] - side // 2, side, side)
    left, top = camera.scroll
    part = rect.move(-left - dx, -top - dy)
    shown = pygame.Surface(rect.size, pygame.SRCALPHA)
    if camera.zoom == 1:
        shown.blit(picture, (0, 0), part)
    else:
        cut, place = scaled(picture, part, camera.zoom)
        shown.blit(cut, (place.x - part.x, place.y - part.y))
    shown.blit(style.kept(("fading", side), lambda: _fading(side)), (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    return shown, rect


def _fading(side: int) -> pygame.Surface:
    """White, opaque in the middle and clear at the rim."""
    mask = pygame.Surface((side, side), pygame.SRCALPHA)
    mask.fill("white")
    place = (np.arange(side) + 0.5) / side * 2 - 1
    far = np.hypot(place[:, None], place[None, :])
    pygame.surfarray.pixels_alpha(mask)[:] = (255 * np.clip((1 - far) / 0.45, 0, 1)).astype(np.uint8)
    return mask
