"""Which widget the keyboard acts on: Tab and arrows move it, Enter or Space presses it, a ring shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pygame

from simulator.app.style import Style


class Target(Protocol):
    """Anything with a place on the window that can be pressed: a widget of pygame_gui, or a card."""

    rect: pygame.Rect


ARROWS = {pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0), pygame.K_UP: (0, -1), pygame.K_DOWN: (0, 1)}
PRESS = (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE)


class Focus:
    """Walks over targets in reading order; the ring is hidden until a key has moved it."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self.targets = list(targets)
        self.at: Target | None = None

    def take_from(self, other: Focus) -> None:
        """The same place in the order as in a layout before this one."""
        if other.at in other.targets and self.targets:
            self.at = self.targets[min(other.targets.index(other.at), len(self.targets) - 1)]

    def move(self, event: pygame.Event) -> bool:
        """True where the event was a key that moves the ring."""
        if event.type != pygame.KEYDOWN or not self.targets:
            return False
        if event.key == pygame.K_TAB:
            self._step(-1 if event.mod & pygame.KMOD_SHIFT else 1)
            return True
        if event.key in ARROWS:
            self._toward(*ARROWS[event.key])
            return True
        return False

    def draw(self, surface: pygame.Surface, style: Style) -> None:
        """The ring, where there is one."""
        if self.at is not None:
            style.focus(surface, self.at.rect)

    def _step(self, by: int) -> None:
        if self.at not in self.targets:
            self.at = self.targets[0 if by > 0 else -1]
        else:
            self.at = self.targets[(self.targets.index(self.at) + by) % len(self.targets)]

    def _toward(self, dx: int, dy: int) -> None:
        """The nearest target in a direction; steps aside count double, so that rows and columns are kept."""
        if self.at is None:
            self._step(1)
            return
        x, y = pygame.Rect(self.at.rect).center

        def cost(target: Target) -> float:
            right, down = target.rect.centerx - x, target.rect.centery - y
            along, aside = right * dx + down * dy, abs(right * dy) + abs(down * dx)
            return along + 2 * aside if along > 0 else float("inf")

        best = min(self.targets, key=cost)
        if cost(best) < float("inf"):
            self.at = best
