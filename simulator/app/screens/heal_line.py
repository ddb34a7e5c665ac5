"""The time line of healing: from an hour after to a year, small pictures above it, a handle, and a booked session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pygame

from simulator.app.style import Style
from simulator.report.known import HOUR, day_in_words
from simulator.words import _

WEEK = (HOUR, 0.25, 1.0, 2.0, 3.0, 5.0, 7.0)
YEAR = (HOUR, 1.0, 7.0, 30.0, 90.0, 180.0, 365.0)
"""Days that stand at even distances on the line."""
FIRST_BOOKING, LAST_BOOKING = 3.0, 120.0
HIGH, LOW = 224, 108
"""Design pixels of the panel with small pictures, and without."""
NEAR = 14


class Booking(NamedTuple):
    """A next session: its day, and until when the skin is still inflamed."""

    day: float
    inflamed_until: float


class Line:
    """Draws the line in its panel, and turns window pixels into days."""

    def __init__(self, style: Style, rect: pygame.Rect, ticks: Sequence[float]) -> None:
        self.style, self.rect, self.ticks = style, rect, tuple(ticks)
        self._logs = np.log(np.array(ticks))
        self.pictures: list[pygame.Surface] = []
        self.hint = ""

    @property
    def pictured(self) -> bool:
        """Whether there is room for small pictures."""
        return self.rect.height >= self.style.px(HIGH)

    @property
    def track(self) -> tuple[int, int, int]:
        """Left, right and height of the line in window pixels."""
        px = self.style.px
        y = self.rect.y + px(140 if self.pictured else 24)
        return self.rect.x + px(80), self.rect.right - px(80), y

    def x(self, day: float) -> int:
        """Where a day stands."""
        left, right, _y = self.track
        share = np.interp(np.log(max(day, self.ticks[0])), self._logs, np.linspace(0, 1, len(self.ticks)))
        return left + round((right - left) * float(share))

    def day(self, x: int) -> float:
        """The day at a window pixel, held at the ends."""
        left, right, _y = self.track
        share = min(max((x - left) / max(right - left, 1), 0.0), 1.0)
        return float(np.exp(np.interp(share, np.linspace(0, 1, len(self.ticks)), self._logs)))

    def step(self, day: float, way: int) -> float:
        """A little further along the line."""
        left, right, _y = self.track
        return self.day(self.x(day) + way * max((right - left) // 60, 1))

    def books(self, at: tuple[int, int], booking: Booking) -> bool:
        """Whether a press means the booked session."""
        _left, _right, y = self.track
        near = self.style.px(NEAR)
        return abs(at[0] - self.x(booking.day)) <= near and abs(at[1] - y - self.style.px(2)) <= near

    def draw(self, surface: pygame.Surface, day: float, booking: Booking | None, said: str) -> None:
        """The whole panel."""
        style, px = self.style, self.style.px
        style.panel(surface, self.rect)
        self._thumbs(surface, day)
        left, right, y = self.track
        style.panel(surface, pygame.Rect(left, y - px(3), right - left, px(6)), "raised", radius=3)
        if booking:
            end = self.x(min(booking.inflamed_until, self.ticks[-1]))
            style.hatch(surface, pygame.Rect(left, y - px(6), end - left, px(12)), "text")
        reached = self.x(day)
        surface.fill(style.colour["accent"], (left, y - px(2), max(reached - left, 1), px(4)))
        for tick in self.ticks:
            x = self.x(tick)
            surface.fill(style.colour["edge"], (x, y - px(6), max(1, px(1)), px(12)))
            chosen = abs(reached - x) < px(6)
            words = day_in_words(tick)
            at = (x, y + px(14))
            style.write(surface, words, at, "small", "text" if chosen else "muted", align="center")
        if booking:
            self._ring(surface, (self.x(booking.day), y))
        style.panel(surface, pygame.Rect(reached - px(11), y - px(11), px(22), px(22)), "panel", radius=11)
        style.panel(surface, pygame.Rect(reached - px(9), y - px(9), px(18), px(18)), "accent", radius=9)
        self._note(surface, booking, said)

    def _thumbs(self, surface: pygame.Surface, day: float) -> None:
        """The small pictures of the ticks, the nearest one framed."""
        if not (self.pictured and self.pictures):
            return
        style, px, y = self.style, self.style.px, self.track[2]
        for tick, small in zip(self.ticks, self.pictures, strict=False):
            rect = small.get_rect(midtop=(self.x(tick), self.rect.y + px(16)))
            surface.blit(small, rect)
            surface.fill(style.colour["line"], (rect.centerx, rect.bottom, max(1, px(1)), y - rect.bottom - px(6)))
            if abs(self.x(day) - self.x(tick)) < px(6):
                style.frame(surface, rect.inflate(px(6), px(6)), "accent", radius=6, width=3)

    def _ring(self, surface: pygame.Surface, at: tuple[int, int]) -> None:
        """The sign of a booked session."""
        px = self.style.px
        self.style.panel(surface, pygame.Rect(at[0] - px(8), at[1] - px(8), px(16), px(16)), "text", radius=8)
        self.style.panel(surface, pygame.Rect(at[0] - px(5), at[1] - px(5), px(10), px(10)), "panel", radius=5)

    def _note(self, surface: pygame.Surface, booking: Booking | None, said: str) -> None:
        """What the signs mean, and what the booking does."""
        style, px = self.style, self.style.px
        y = self.rect.bottom - px(34 if self.pictured else 28)
        x = self.rect.x + px(24)
        if booking:
            style.hatch(surface, pygame.Rect(x, y + px(2), px(24), px(12)), "text")
            box = style.write(surface, _("still inflamed"), (x + px(32), y), "small", "muted")
            self._ring(surface, (box.right + px(30), y + px(8)))
            x = box.right + px(46)
        right = self.rect.right - px(24)
        box = style.write(surface, style.shortened(said, "small", right - x), (x, y), "small")
        if self.hint and right - box.right > style.measure(self.hint, "small")[0] + px(32):
            style.write(surface, self.hint, (right, y), "small", "muted", align="right")
