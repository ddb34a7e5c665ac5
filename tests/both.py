"""The real window worked by a mouse, and the same screens in this process, which know where things are."""

from __future__ import annotations

import os
import time
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
from desk import Desk, wait_for

from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.style import Style
from simulator.files import places
from simulator.files.library import Library

SIZE = (1280, 800)
LEFT = 1
READ_S = 0.7
"""Somebody looks at a screen before the next click."""


class Both:
    """Every click is made with a real mouse and then acted out by the twin, whose folder is another one."""

    def __init__(self, display: str, home: Path, elsewhere: Path, who: str) -> None:
        pygame.display.init()
        pygame.font.init()
        pygame.display.set_mode(SIZE)
        found = places.find(elsewhere)
        self.program = Program(Style(), found, Library(found.runs), who)
        self.window = Desk(display, home, "")
        self.clicks, self._now_us = 0, 1
        self.begun_s = time.monotonic()
        self.screen: Screen

    @property
    def seconds(self) -> float:
        """Since the hand was first on the mouse."""
        return time.monotonic() - self.begun_s

    def begin(self, screen: Screen) -> None:
        """The window is there and shows this screen."""
        self.window.window()
        time.sleep(1.5)
        self.restart()
        self._follow(screen)

    def restart(self) -> None:
        """Clicks and seconds are counted anew."""
        self.begun_s, self.clicks = time.monotonic(), 0

    def settle(self) -> None:
        """The twin's screen as it is after a moment."""
        self._follow(self.screen)

    def _follow(self, screen: Screen | None) -> None:
        assert screen is not None
        self.screen = screen
        screen.resize(SIZE)
        for _ in range(40):
            self.frame()

    def frame(self) -> None:
        """One frame of the twin."""
        self._now_us += 16_667
        following = self.screen.tick(self._now_us)
        if following is not self.screen:
            self.screen = following
            following.resize(SIZE)
        self.screen.draw(pygame.display.get_surface())

    def press(self, at: tuple[int, int]) -> None:
        """One click of the real mouse."""
        self.window.x("mousemove", *at)
        time.sleep(0.25)
        self.window.x("click", LEFT)
        self.clicks += 1

    def click(self, text: str, number: int = 0) -> None:
        """A button by its words, or the nth of several; the picture changes, and is looked at."""
        page = self.screen._page  # type: ignore[attr-defined]
        found = [one for one in page.focus.targets if getattr(one, "text", "").startswith(text)]
        assert found, f"no button {text!r}: {[getattr(one, 'text', '') for one in page.focus.targets]}"
        self._act(page, found[number])

    def row(self, number: int) -> None:
        """A row of a list, from the top, scrolled into view with the wheel."""
        page = self.screen._page  # type: ignore[attr-defined]
        rows = [one for one in page.focus.targets if getattr(one, "text", None) == ""]
        target, column = rows[number], page.columns[0]
        while target.rect.bottom > column.rect.bottom:
            self.window.x("mousemove", *column.rect.center, "click", 5)
            column.scroll(column.top + self.screen.style.px(80))  # type: ignore[attr-defined]
            time.sleep(0.1)
        self._act(page, target)

    def _act(self, page: object, target: object) -> None:
        before = self.window.seen()
        self.press(target.rect.center)  # type: ignore[attr-defined]
        wait_for(lambda: self.window.seen() != before, 15, "the picture stayed as it was")
        time.sleep(READ_S)
        self._follow(page._actions[target]())  # type: ignore[attr-defined]

    def type(self, number: int, text: str) -> None:
        """Words into the nth place to type in."""
        entries = list(self.screen._page._entries)  # type: ignore[attr-defined]
        self.press(entries[number].rect.center)
        self.window.x("key", "ctrl+a")
        self.window.x("type", "--delay", 60, text)
        self.screen._page._entries[entries[number]](text)  # type: ignore[attr-defined]
        time.sleep(READ_S)

    def drag(self, way: list[tuple[int, int]]) -> None:
        """The button is held from place to place, as slowly as a hand."""
        self.window.x("mousemove", *way[0])
        time.sleep(0.3)
        self.window.x("mousedown", LEFT)
        self._feed(pygame.MOUSEBUTTONDOWN, way[0], button=LEFT)
        for at in way[1:]:
            self.window.x("mousemove", *at)
            self._feed(pygame.MOUSEMOTION, at, buttons=(1, 0, 0), rel=(0, 0))
            time.sleep(0.03)
        self.window.x("mouseup", LEFT)
        self._feed(pygame.MOUSEBUTTONUP, way[-1], button=LEFT)
        self.clicks += 1
        time.sleep(READ_S)
        for _ in range(40):
            self.frame()

    def at(self, place: tuple[int, int]) -> None:
        """A click on the skin."""
        self.press(place)
        self._feed(pygame.MOUSEBUTTONDOWN, place, button=LEFT)
        self._feed(pygame.MOUSEBUTTONUP, place, button=LEFT)
        time.sleep(0.2)

    def _feed(self, kind: int, pos: tuple[int, int], **what: object) -> None:
        following = self.screen.handle(pygame.event.Event(kind, pos=pos, touch=False, t_us=self._now_us, **what))
        if following is not self.screen:
            self._follow(following)
        self.frame()

    def close(self) -> None:
        """The window goes."""
        self.window.close()
        pygame.quit()
