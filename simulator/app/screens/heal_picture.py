"""The healing skin in its window: before or another course on the left of the wipe, a day on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pygame

from simulator.app.parts import length_bar, picture
from simulator.app.program import Program
from simulator.app.screens import heal_compare
from simulator.app.style import Style
from simulator.pictures.colour import Rgb8
from simulator.pictures.healing import HealedSkin, framed
from simulator.report.known import CARES, Known, day_in_words
from simulator.words import _

STEP = 2
"""The coarse picture has so many times fewer rows and columns."""


class Moment(NamedTuple):
    """What is looked at: the day, how much of the width shows the left side, and what that is; None is before."""

    day: float
    wipe: float
    care: int
    against: str | None
    next_day: float


class Shown:
    """The person in a window of one size, and small pictures of the same."""

    def __init__(self, program: Program, known: Known, size: tuple[int, int]) -> None:
        red, green, blue, _alpha = program.style.colour["stage"]
        self._frame = framed(known.scenario, size)
        self.size, self.known, self.px_per_mm = size, known, self._frame.px_per_mm
        self.skin = HealedSkin(known.scenario, known.person, known.best, self._frame, (red, green, blue))
        self._cares = {0: (self.skin, self.skin.coarser(STEP))}
        self._before = picture(self.skin.before())
        self._other: tuple[tuple[str, float], tuple[HealedSkin, HealedSkin]] | None = None
        self._small: dict[tuple[tuple[float, ...], tuple[int, int], int], list[pygame.Surface]] = {}
        self.coarse = False

    def draw(self, style: Style, surface: pygame.Surface, rect: pygame.Rect, moment: Moment, coarse: bool) -> None:
        """Paints a moment into the rectangle; coarsely while something is dragged."""
        self.coarse = coarse
        surface.blit(self._drawn(self._tended(moment.care)[coarse], moment.day), rect)
        if moment.wipe > 0:
            edge = round(rect.width * moment.wipe)
            left = self._before if moment.against is None else self._drawn(self._left(moment)[coarse], moment.day)
            surface.blit(left, rect, (0, 0, edge, rect.height))
            self._handle(style, surface, rect, edge)
            _chip(style, surface, heal_compare.title(moment.against, moment.next_day), rect.topleft, right=False)
        _chip(style, surface, day_in_words(moment.day), rect.topright, right=True)
        self._foot(style, surface, rect)

    def _drawn(self, skin: HealedSkin, day: float) -> pygame.Surface:
        drawn = picture(skin.at(day))
        return drawn if drawn.get_size() == self.size else pygame.transform.smoothscale(drawn, self.size)

    def _foot(self, style: Style, surface: pygame.Surface, rect: pygame.Rect) -> None:
        """The scale, and beside it what this picture is; those words are never shortened."""
        px = style.px
        chip = pygame.Rect(0, 0, round(10 * self.px_per_mm) + px(72), px(28))
        chip.bottomleft = (rect.x + px(8), rect.bottom - px(8))
        style.panel(surface, chip, "panel", radius=4)
        length_bar(style, surface, (chip.x + px(10), chip.y + px(18)), self.px_per_mm)
        room = rect.right - chip.right - px(16 + 20)
        width = None if style.measure(label(), "small")[0] <= room else room
        wide, high = style.measure(label(), "small", width)
        box = pygame.Rect(0, 0, wide + px(20), high + px(12))
        box.bottomright = (rect.right - px(8), rect.bottom - px(8))
        style.panel(surface, box, "panel", radius=4)
        style.write(surface, label(), (box.x + px(10), box.y + px(6)), "small", width=width)

    def small(self, days: Sequence[float], size: tuple[int, int], care: int) -> list[pygame.Surface]:
        """Small pictures of some days."""
        key = (tuple(days), size, care)
        if key not in self._small:
            skin = self._tended(care)[True]
            self._small[key] = [pygame.transform.smoothscale(picture(skin.at(day)), size) for day in days]
        return self._small[key]

    def ground(self) -> Rgb8:
        """The skin before, in the coarse picture."""
        return self._cares[0][True].before()

    def field_place(self) -> pygame.Rect:
        """Where a field of the healing lies on that picture, in its pixels."""
        rows, cols = self.skin.cells
        cell_mm, px_per_mm = self.known.scenario.cell_um / 1000, self.px_per_mm / STEP
        left, top = self._frame.window_mm[:2]
        x, y = (round((at * cell_mm - edge) * px_per_mm) for at, edge in ((cols.start, left), (rows.start, top)))
        wide, high = (round((part.stop - part.start) * cell_mm * px_per_mm) for part in (cols, rows))
        return pygame.Rect(x, y, wide, high)

    def _left(self, moment: Moment) -> tuple[HealedSkin, HealedSkin]:
        """The skin after another course, fine and coarse."""
        assert moment.against is not None
        key = (moment.against, moment.next_day)
        if self._other is None or self._other[0] != key:
            person = self.known.other(*key)
            fine, coarse = self._cares[0]
            self._other = (key, (fine.instead(person), coarse.instead(person)))
        return self._other[1]

    def _tended(self, care: int) -> tuple[HealedSkin, HealedSkin]:
        """The skin under an aftercare, fine and coarse."""
        if care not in self._cares:
            fine, coarse = self._cares[0]
            person, chosen = self.known.person, CARES[care][1]
            self._cares[care] = (fine.instead(person, chosen), coarse.instead(person, chosen))
        return self._cares[care]

    def _handle(self, style: Style, surface: pygame.Surface, rect: pygame.Rect, edge: int) -> None:
        """The line between before and after, with its handle."""
        px, x, y = style.px, rect.x + edge, rect.centery
        surface.fill(style.colour["panel"], (x - px(1), rect.y, px(3), rect.height))
        style.panel(surface, pygame.Rect(x - px(20), y - px(20), px(40), px(40)), "panel", radius=20)
        for way in (-1, 1):
            tip = (x + way * px(12), y)
            corners = [(x + way * px(6), y - px(6)), tip, (x + way * px(6), y + px(6))]
            pygame.draw.lines(surface, style.colour["text"], False, corners, px(2))


def label() -> str:
    """What every picture of this screen carries, in full."""
    return _("Predicted, not promised: model output for training")


def _chip(style: Style, surface: pygame.Surface, text: str, at: tuple[int, int], right: bool) -> None:
    """Words in an upper corner of the picture."""
    px = style.px
    wide = style.measure(text, "strong")[0] + px(24)
    rect = pygame.Rect(0, at[1] + px(16), wide, px(32))
    rect.x = at[0] - wide - px(16) if right else at[0] + px(16)
    style.panel(surface, rect, "panel", radius=4)
    style.write(surface, text, (rect.centerx, rect.y + px(4)), "strong", align="center")
