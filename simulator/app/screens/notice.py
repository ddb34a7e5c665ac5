"""A sentence about what happened or went wrong, and the way on."""

from __future__ import annotations

import pygame

from simulator.app import ways
from simulator.app.page import Action, Page
from simulator.app.paged import Paged
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.words import _

Way = tuple[str, Action]
"""The words of a button, and what it does."""


class Notice(Paged):
    """Says what happened and leads `on`, by a button of that name, or home, or `else_`; `file` can be copied."""

    relative = False

    def __init__(
        self,
        program: Program,
        text: str,
        title: str = "",
        on: Way | None = None,
        else_: Way | None = None,
        file: object = "",
    ) -> None:
        self.program, self.style, self.text = program, program.style, text
        self._title = title or _("Something went wrong")
        home: Way = else_ or (_("Home"), lambda: ways.home(program))
        self._ways = [home] if on is None else [on, home]
        self._file, self._size = str(file), (0, 0)
        if file:
            self._ways.append((_("Copy where it is"), self.copy))
        self._page: Page | None = None
        self._panel = pygame.Rect(0, 0, 0, 0)

    def resize(self, size: tuple[int, int]) -> None:
        """The panel stands in the middle."""
        px, self._size = self.style.px, size
        high = self.style.measure(self.text, "body", px(496))[1]
        self._panel = pygame.Rect(0, 0, px(560), px(160) + high)
        self._panel.center = (size[0] // 2, size[1] // 2)
        self._page = Page(self.style, size)
        at = pygame.Rect(self._panel.x + px(32), self._panel.bottom - px(72), 0, px(40))
        for number, (words, action) in enumerate(self._ways):
            at.width = self._page.width(words)
            self._page.button(words, at, action, "outline" if number else "primary")
            at.x += at.width + px(8)

    def copy(self) -> Screen:
        """Where the file lies is put into the clipboard, and that is said."""
        try:
            pygame.scrap.put_text(self._file)
            self._ways[-1] = (_("Copied"), self.copy)
        except pygame.error:
            self._ways[-1] = (_("No clipboard here"), self.copy)
        self.resize(self._size)
        return self

    def handle(self, event: pygame.Event) -> Screen | None:
        """Enter presses the button that has the focus, or the first one, where Esc leads, too."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return self._ways[0][1]()
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
