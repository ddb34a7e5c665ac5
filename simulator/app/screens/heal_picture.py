"""The healing skin in its window: before on the left of the wipe, a day on the right, with its scale and its label."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from simulator.app.parts import length_bar, picture
from simulator.app.program import Program
from simulator.app.screens.heal_known import CARES, Known, day_in_words
from simulator.app.style import Style
from simulator.outcome.response_patient import Patient
from simulator.pictures.healing import HealedSkin, framed
from simulator.words import _


class Shown:
    """The person in a window of one size, and small pictures of the same."""

    def __init__(self, program: Program, known: Known, size: tuple[int, int]) -> None:
        ground = tuple(program.style.colour["stage"][:3])
        frame = framed(known.scenario, size)
        self.size, self.known, self.px_per_mm = size, known, frame.px_per_mm
        self.skin = HealedSkin(known.scenario, known.person, known.best, frame, ground)  # type: ignore[arg-type]
        self._cares = {0: self.skin}
        self._coarse = {0: self.skin.coarser()}
        self._before = picture(self.skin.before())
        self.coarse = False

    def draw(
        self, style: Style, surface: pygame.Surface, rect: pygame.Rect, what: tuple[float, float, int], coarse: bool
    ) -> None:
        """Paints a day, a wipe and an aftercare into the rectangle; coarsely while something is dragged."""
        day, wipe, care = what
        skin, rough = self._tended(care)
        self.coarse = coarse
        drawn = picture((rough if coarse else skin).at(day))
        if coarse:
            drawn = pygame.transform.smoothscale(drawn, rect.size)
        surface.blit(drawn, rect)
        edge = round(rect.width * wipe)
        if wipe > 0:
            surface.blit(self._before, rect, (0, 0, edge, rect.height))
            self._handle(style, surface, rect, edge)
            self._chip(style, surface, _("Before"), rect.topleft, right=False)
        self._chip(style, surface, day_in_words(day), rect.topright, right=True)
        chip = pygame.Rect(0, 0, round(10 * self.px_per_mm) + style.px(72), style.px(28))
        chip.bottomleft = (rect.x + style.px(8), rect.bottom - style.px(8))
        style.panel(surface, chip, "panel", radius=4)
        length_bar(style, surface, (chip.x + style.px(10), chip.y + style.px(18)), self.px_per_mm)

    def small(self, days: Sequence[float], size: tuple[int, int], care: int) -> list[pygame.Surface]:
        """Small pictures of some days."""
        skin = self._tended(care)[1]
        return [pygame.transform.smoothscale(picture(skin.at(day)), size) for day in days]

    def instead(self, person: Patient, day: float) -> pygame.Surface:
        """The same skin after another course, on a day."""
        return picture(self._coarse[0].instead(person).at(day))

    def _tended(self, care: int) -> tuple[HealedSkin, HealedSkin]:
        """The skin under an aftercare, fine and coarse."""
        if care not in self._cares:
            self._cares[care] = self.skin.instead(self.known.person, CARES[care][1])
            self._coarse[care] = self._cares[care].coarser()
        return self._cares[care], self._coarse[care]

    def _handle(self, style: Style, surface: pygame.Surface, rect: pygame.Rect, edge: int) -> None:
        """The line between before and after, with its handle."""
        px, x, y = style.px, rect.x + edge, rect.centery
        surface.fill(style.colour["panel"], (x - px(1), rect.y, px(3), rect.height))
        style.panel(surface, pygame.Rect(x - px(20), y - px(20), px(40), px(40)), "panel", radius=20)
        for way in (-1, 1):
            tip = (x + way * px(12), y)
            corners = [(x + way * px(6), y - px(6)), tip, (x + way * px(6), y + px(6))]
            pygame.draw.lines(surface, style.colour["text"], False, corners, px(2))

    def _chip(self, style: Style, surface: pygame.Surface, text: str, at: tuple[int, int], right: bool) -> None:
        px = style.px
        wide = style.measure(text, "strong")[0] + px(24)
        rect = pygame.Rect(0, at[1] + px(16), wide, px(32))
        rect.x = at[0] - wide - px(16) if right else at[0] + px(16)
        style.panel(surface, rect, "panel", radius=4)
        style.write(surface, text, (rect.centerx, rect.y + px(4)), "strong", align="center")
