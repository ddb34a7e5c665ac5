"""The self-test: how soon the picture and the sound follow the hand on this machine, and how often the hand is seen."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import NamedTuple

import numpy as np
import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import header
from simulator.app.sound import BUFFER, RATE_HZ, Motor
from simulator.app.window import HEARTBEAT_US, clock_us
from simulator.errors import NeedlepassError
from simulator.files import settings
from simulator.words import _

LASTS_US = 10_000_000
MOVES_US = 100_000
"""Two moves that are further apart do not belong to one motion."""
MOST_PICTURE_MS, MOST_SOUND_MS, LEAST_HZ, MOST_AWAY_MS = 35.0, 50.0, 60.0, 25.0
"""Bounds: performance drops from some 16 ms on and delay is noticed from 60 ms on with a mouse; these lie between
(conventions of this project).
"""
STROKE_HZ, DIAL_UM = 117, 1000


class Measured(NamedTuple):
    """One line of the result, and the name it is remembered by; `value` is None where nothing was measured."""

    name: settings.Tested
    title: str
    value: float | None
    unit: str
    bound: str
    met: bool


class SelfTest:
    """A dot follows the pointer for ten seconds; the button is heard."""

    relative = False

    def __init__(self, program: Program) -> None:
        self.program, self.style = program, program.style
        self._motor = Motor(STROKE_HZ, DIAL_UM, program.settings.sound)
        self._begun_us: int | None = None
        self.results: list[Measured] = []
        self._moves: list[int] = []
        self._pictures: list[int] = []
        self._sounds: list[int] = []
        self._away: list[int] = []
        self._pending: list[int] = []
        self._beat_us = 0
        self._dot: tuple[int, int] | None = None
        self._size = (0, 0)
        self._page: Page | None = None

    def resize(self, size: tuple[int, int]) -> None:
        """A button back."""
        self._size = size
        page = self._page = Page(self.style, size, self._page)
        px = self.style.px
        y, x = size[1] - px(56), px(header.MARGIN)
        kind = "primary" if self.results else "outline"
        x = page.button(_("Back"), pygame.Rect(x, y, 0, px(40)), self.leave, kind).rect.right + px(8)
        if self.results:
            page.button(_("Again"), pygame.Rect(x, y, 0, px(40)), self.again)

    def handle(self, event: pygame.Event) -> Screen | None:
        """Moves and presses are measured until the time is over."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return self.leave()
        if not self.results and event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self._begun_us = event.t_us if self._begun_us is None else self._begun_us
            self._dot = event.pos
            self._pending.append(event.t_us)
            if event.type == pygame.MOUSEMOTION:
                self._moves.append(event.t_us)
            else:
                down = event.type == pygame.MOUSEBUTTONDOWN
                self._motor.run(down, DIAL_UM, STROKE_HZ)
                if down:
                    self._sounds.append(clock_us() - event.t_us)
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def tick(self, now_us: int) -> Screen:
        """The time runs from the first move on."""
        if self._page:
            self._page.tick(now_us)
        if self._begun_us is not None and not self.results:
            if self._beat_us:
                self._away.append(now_us - self._beat_us)
            self._beat_us = now_us
            if self._page:
                self._page.touch()
            if now_us - self._begun_us > LASTS_US:
                self._motor.run(False, DIAL_UM)
                self.results = self._measured()
                self._remember()
                self.resize(self._size)
        return self

    def _remember(self) -> None:
        """What was found, and on which day."""
        values = {one.name: float(one.value) for one in self.results if one.value is not None}
        found = {name: round(min(max(value, 0.0), settings.MOST), 1) for name, value in values.items()}
        with suppress(NeedlepassError):  # the result is seen even where it cannot be kept
            settings.change(self.program.places.settings, tested=found, tested_on=date.today().isoformat())

    def _measured(self) -> list[Measured]:
        picture = _high(self._pictures, HEARTBEAT_US)
        sound = None if self._motor.silent else _high(self._sounds, HEARTBEAT_US + 2 * BUFFER * 1_000_000 // RATE_HZ)
        steps = np.diff(self._moves)
        steps = steps[(steps > 0) & (steps < MOVES_US)]
        rate = 1e6 / float(np.median(steps)) if len(steps) > 20 else None
        away = _high(self._away, 0)
        at_most, at_least = _("at most {bound:g}"), _("at least {bound:g}")
        rows: tuple[tuple[settings.Tested, str, float | None, str, str, float], ...] = (
            ("picture_ms", _("Hand to picture, 99 of 100"), picture, "ms", at_most, MOST_PICTURE_MS),
            ("sound_ms", _("Press to sound, at its longest"), sound, "ms", at_most, MOST_SOUND_MS),
            ("rate_hz", _("Places of the hand a second"), rate, "Hz", at_least, LEAST_HZ),
            ("frame_ms", _("From frame to frame, 99 of 100"), away, "ms", at_most, MOST_AWAY_MS),
        )
        return [
            Measured(
                name,
                title,
                value,
                unit,
                text.format(bound=bound),
                value is not None and _met(value, bound, text is at_least),
            )
            for name, title, value, unit, text, bound in rows
        ]

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """The dot is shown at once, so that the time until it was seen can be taken."""
        if self._page is None or not self._page.stale():
            return []
        style, px = self.style, self.style.px
        surface.fill(style.colour["background"])
        header.draw(style, surface, _("Test of this machine"), _("10 seconds"))
        if self.results:
            self._draw_results(surface)
        else:
            text = _("Move the mouse in circles, quickly, and press its button now and then.")
            style.write(surface, text, (px(header.MARGIN), px(header.HEIGHT + 24)), "heading")
            if self._begun_us is not None:
                left = max(LASTS_US - (self._beat_us - self._begun_us), 0) / 1e6
                words = _("{left:.0f} s").format(left=left)
                style.write(surface, words, (px(header.MARGIN), px(header.HEIGHT + 60)), "title", "muted")
            middle = surface.get_rect().center
            pygame.draw.circle(surface, style.colour["line"], middle, px(150), px(3))
            if self._dot:
                pygame.draw.circle(surface, style.colour["accent"], self._dot, px(14))
        self._page.draw(surface)
        if self.results or not self._pending:
            return None
        pygame.display.flip()
        now_us = clock_us()
        self._pictures += [now_us - t_us for t_us in self._pending]
        self._pending.clear()
        return []

    def _draw_results(self, surface: pygame.Surface) -> None:
        style, px = self.style, self.style.px
        wide = min(px(760), self._size[0] - px(48))
        left, y = (self._size[0] - wide) // 2, px(header.HEIGHT + 24)
        for one in self.results:
            place = pygame.Rect(left, y, wide, px(56))
            style.panel(surface, place)
            value = "–" if one.value is None else f"{one.value:.0f} {one.unit}"
            sign = _("not measured") if one.value is None else _("good") if one.met else _("too slow")
            style.write(surface, one.title, (left + px(16), y + px(6)), "body")
            style.write(surface, one.bound + " " + one.unit, (left + px(16), y + px(32)), "small", "muted")
            right = place.right - px(16)
            style.write(surface, value, (right, y + px(4)), "strong", align="right")
            style.write(surface, sign, (right, y + px(32)), "small", "accent" if one.met else "text", align="right")
            y += px(64)
        text = _(
            "Measured inside this program: screen, mouse and loudspeaker add their own. Where something is too slow "
            "close other programs, use a smaller window, or a mouse by cable."
        )
        style.write(surface, text, (left, y + px(8)), "small", "muted", width=wide)

    def close(self) -> None:
        """The sound card is given back."""
        self._motor.close()

    def again(self) -> Screen:
        """Another ten seconds."""
        return ways.selftest(self.program)

    def leave(self) -> Screen:
        """Back to the settings."""
        return ways.setup(self.program)


def _high(taken_us: list[int], more_us: int) -> float | None:
    """The 99th of a hundred, in ms, with what cannot be seen from inside."""
    return (float(np.percentile(taken_us, 99)) + more_us) / 1000 if taken_us else None


def _met(value: float, bound: float, least: bool) -> bool:
    return value >= bound if least else value <= bound
