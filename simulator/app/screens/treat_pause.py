"""The panel of a paused run: go on, finish, start again, or leave; and the keys of the screen behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pygame

from simulator.app.keys import labels
from simulator.app.page import Action, Page
from simulator.app.program import Settings
from simulator.app.style import Style
from simulator.report.words import SIGNS
from simulator.words import _

WIDTH, ROW, LINE = 320, 52, 20


class Told(NamedTuple):
    """What the panel says: what is the matter (nothing in a usual pause), and the keys with what they do."""

    text: str
    keys: Sequence[tuple[str, str]]


def keys_in_words(settings: Settings) -> list[tuple[str, str]]:
    """Keys and what they do while the tip is lifted."""
    held = labels(settings)
    wheel = _("Wheel, {deeper} and {shallower}").format(deeper=held["deeper"], shallower=held["shallower"])
    return [
        (wheel, _("depth")),
        (_("{key}, held").format(key=held["map"]), _("dose map")),
        (held["example"], _("example hand, your best")),
        (held["gauge"], _("speed gauge: on, fading, off")),
        (_("Ctrl + wheel"), _("nearer, further")),
        (_("Arrows, {press}").format(press=held["press"]), _("glide and press")),
        (f"{held['slower']}  {held['faster']}", _("arrows slower, faster")),
        (_("Ctrl + arrows"), _("look around")),
        (held["again"], _("start again at once")),
    ]


class PausePanel:
    """Drawn over the stage; the first choice is the one that Enter takes."""

    def __init__(
        self, style: Style, size: tuple[int, int], place: pygame.Rect, choices: Sequence[tuple[str, Action]], told: Told
    ) -> None:
        px = style.px
        self._style, self._text, self._keys = style, told.text, told.keys
        wide = px(WIDTH - 64)
        words = style.measure(told.text, "small", wide)[1] + px(8) if told.text else 0
        self.rect = pygame.Rect(0, 0, px(WIDTH), px(132 + ROW * len(choices) + LINE * len(told.keys)) + words)
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
        for number, (key, meaning) in enumerate(self._keys, -len(self._keys)):
            y = self.rect.bottom + number * px(LINE) - px(48)
            self._style.write(surface, key, (at[0], y), "small")
            self._style.write(surface, meaning, (self.rect.right - px(32), y), "small", "muted", align="right")
        self._style.write(surface, _(SIGNS), (at[0], self.rect.bottom - px(34)), "small", "muted")
        self._page.draw(surface)
        return [self.rect]
