"""The panel of a paused run: go on, finish, start again, or leave; and the keys of the screen behind it."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from simulator.app.page import Action, Page
from simulator.app.style import Style
from simulator.words import _, mark

WIDTH, ROW, LINE = 320, 52, 20
KEYS = (
    (mark("Wheel, + and –"), mark("depth")),
    (mark("C, held"), mark("dose map")),
    (mark("E"), mark("example hand, your best")),
    (mark("F"), mark("speed gauge: on, fading, off")),
    (mark("Ctrl + wheel"), mark("nearer, further")),
    (mark("Arrows"), mark("look around")),
    (mark("R"), mark("start again at once")),
)
"""Keys and what they do while the tip is lifted."""


class PausePanel:
    """Drawn over the stage; the first choice is the one that Enter takes."""

    def __init__(
        self, style: Style, size: tuple[int, int], place: pygame.Rect, choices: Sequence[tuple[str, Action]], text: str
    ) -> None:
        px = style.px
        self._style, self._text = style, text
        wide = px(WIDTH - 64)
        words = style.measure(text, "small", wide)[1] + px(8) if text else 0
        self.rect = pygame.Rect(0, 0, px(WIDTH), px(104 + ROW * len(choices) + LINE * len(KEYS)) + words)
        self.rect.center = place.center
        self._page = Page(style, size)
        y = self.rect.y + px(72) + words
        for number, (name, action) in enumerate(choices):
            at = pygame.Rect(self.rect.x + px(32), y + number * px(ROW), wide, px(40))
            self._page.button(name, at, action, "" if number else "primary")
        self._page.focus.at = self._page.focus.targets[0]

    def handle(self, event: pygame.Event) -> Action | None:
        """What was chosen with the pointer or the keyboard."""
        return self._page.handle(event)

    def touch(self) -> None:
        """Something was drawn where the panel is."""
        self._page.touch()

    def tick(self, now_us: int) -> None:
        """Widgets follow the pointer."""
        self._page.tick(now_us)

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect]:
        """The panel, where anything changed."""
        if not self._page.stale():
            return []
        px = self._style.px
        self._style.panel(surface, self.rect)
        self._style.frame(surface, self.rect, "line")
        at = (self.rect.x + px(32), self.rect.y + px(24))
        self._style.write(surface, _("Paused"), at, "title")
        if self._text:
            wide = px(WIDTH - 64)
            self._style.write(surface, self._text, (at[0], at[1] + px(40)), "small", "muted", width=wide)
        for number, (key, meaning) in enumerate(KEYS, -len(KEYS)):
            y = self.rect.bottom + number * px(LINE) - px(20)
            self._style.write(surface, _(key), (at[0], y), "small")
            self._style.write(surface, _(meaning), (self.rect.right - px(32), y), "small", "muted", align="right")
        self._page.draw(surface)
        return [self.rect]
