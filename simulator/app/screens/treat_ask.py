"""A short question over the stage while the clock goes on: what now? One choice, or steps in an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pygame

from simulator.app.page import Action, Page
from simulator.app.style import Style

WIDTH, ROW = 500, 52


class Question(NamedTuple):
    """What is asked, a line beneath, and the choices with what they do."""

    title: str
    line: str
    choices: Sequence[tuple[str, Action]]


class AskPanel:
    """Drawn over the stage; answered with the pointer, with Tab and Enter, or with the number of a choice."""

    def __init__(self, style: Style, size: tuple[int, int], place: pygame.Rect, question: Question) -> None:
        px = style.px
        self._style, self._question = style, question
        wide = px(WIDTH - 48)
        head = style.measure(question.title, "title", wide)[1] + px(24)
        self._line_at = head + px(4)
        if question.line:
            head += style.measure(question.line, "small", wide)[1] + px(10)
        top = head + px(14)
        self.rect = pygame.Rect(0, 0, px(WIDTH), top + px(ROW) * len(question.choices) + px(12))
        self.rect.center = place.center
        self._page = Page(style, size)
        for number, (name, action) in enumerate(question.choices):
            at = pygame.Rect(self.rect.x + px(24), self.rect.y + top + number * px(ROW), wide, px(40))
            self._page.button(f"{number + 1}   {name}", at, action)
        self._page.focus.at = self._page.focus.targets[0]

    def handle(self, event: pygame.Event) -> Action | None:
        """What was chosen."""
        if event.type == pygame.KEYDOWN:
            number = event.key - pygame.K_1
            if 0 <= number < len(self._question.choices):
                return self._question.choices[number][1]
        return self._page.handle(event)

    def tick(self, now_us: int) -> None:
        """Widgets follow the pointer."""
        self._page.tick(now_us)

    def touch(self) -> None:
        """Something was drawn where the panel is."""
        self._page.touch()

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect]:
        """The panel, where anything changed."""
        if not self._page.stale():
            return []
        px, style = self._style.px, self._style
        style.panel(surface, self.rect)
        style.frame(surface, self.rect, "accent", width=2)
        at, wide = (self.rect.x + px(24), self.rect.y + px(20)), self.rect.width - px(48)
        style.write(surface, self._question.title, at, "title", width=wide)
        if self._question.line:
            below = (at[0], self.rect.y + self._line_at)
            style.write(surface, self._question.line, below, "small", "muted", width=wide)
        self._page.draw(surface)
        return [self.rect]
