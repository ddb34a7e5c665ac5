"""A sentence about what went wrong, and the way on."""

from __future__ import annotations

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.paged import Paged
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.words import _


class Notice(Paged):
    """Says what happened and leads home."""

    relative = False

    def __init__(self, program: Program, text: str, title: str = "") -> None:
        self.program, self.style, self.text = program, program.style, text
        self._title = title or _("Something went wrong")
        self._page: Page | None = None
        self._panel = pygame.Rect(0, 0, 0, 0)

    def resize(self, size: tuple[int, int]) -> None:
        """The panel stands in the middle."""
        px = self.style.px
        high = self.style.measure(self.text, "body", px(496))[1]
        self._panel = pygame.Rect(0, 0, px(560), px(160) + high)
        self._panel.center = (size[0] // 2, size[1] // 2)
        self._page = Page(self.style, size)
        at = pygame.Rect(self._panel.x + px(32), self._panel.bottom - px(72), 0, px(40))
        self._page.button(_("Home"), at, lambda: ways.home(self.program), "primary")

    def handle(self, event: pygame.Event) -> Screen | None:
        """Enter, Esc or the button lead home."""
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_ESCAPE, pygame.K_RETURN):
            return ways.home(self.program)
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed."""
        if self._page is None or not self._page.stale():
            return []
        px = self.style.px
        surface.fill(self.style.colour["background"])
        self.style.panel(surface, self._panel)
        at = (self._panel.x + px(32), self._panel.y + px(24))
        self.style.write(surface, self._title, at, "title")
        self.style.write(surface, self.text, (at[0], at[1] + px(44)), "body", width=px(496))
        self._page.draw(surface)
        return None
