"""What is seen while a treat screen is made: the task in words, since drawing a face takes a moment."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.report.words import SIGNS
from simulator.session import Scenario
from simulator.words import _


class Prepare:
    """Shows the brief for one frame, then makes the screen that follows."""

    relative = False

    def __init__(self, program: Program, scenario: Scenario, make: Callable[[], Screen], doing: str = "") -> None:
        self._doing = doing or _("Preparing the skin …")
        self.style, self.scenario, self._make = program.style, scenario, make
        self._seen = False

    def resize(self, size: tuple[int, int]) -> None:
        """Nothing is laid out before it is drawn."""
        self._seen = False

    def handle(self, event: pygame.Event) -> Screen:
        """Waits."""
        return self

    def tick(self, now_us: int) -> Screen:
        """The screen that was waited for, once the brief has been seen."""
        return self._make() if self._seen else self

    def draw(self, surface: pygame.Surface) -> None:
        """The brief in the middle of the window."""
        style, self._seen = self.style, True
        surface.fill(style.colour["background"])
        panel = pygame.Rect(0, 0, style.px(560), style.px(280))
        panel.center = surface.get_rect().center
        style.panel(surface, panel)
        inner = panel.inflate(-style.px(64), -style.px(56))
        style.write(surface, _(self.scenario.title), inner.topleft, "title")
        brief = " ".join(self.scenario.brief.split())
        style.write(surface, brief, (inner.x, inner.y + style.px(48)), "body", width=inner.width)
        style.write(surface, self._doing, (inner.x, inner.bottom - style.px(16)), "small", "muted")
        style.write(surface, _(SIGNS), (inner.right, inner.bottom - style.px(16)), "small", "muted", align="right")

    def close(self) -> None:
        """Nothing is kept open."""
