"""Compare: two runs of a scenario side by side, on one clock or stroke by stroke."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from simulator.app import portraits, ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import compare_layout as layout
from simulator.app.screens import header
from simulator.app.screens.compare_line import Line
from simulator.app.screens.compare_side import Side
from simulator.app.screens.compare_with import Choice, choices
from simulator.app.screens.transport import Transport
from simulator.pictures.kinds import KINDS
from simulator.pictures.maps import read_colours
from simulator.report.alignment import by_strokes, one_clock
from simulator.session import Recording
from simulator.words import _


class Compare:
    """Two runs that are seen again together; the first one's time leads."""

    relative = False

    def __init__(self, program: Program, recording: Recording, chosen: str = "reference") -> None:
        self.program, self.style, self.recording = program, program.style, recording
        self.choices = choices(program, recording)
        self.chosen: Choice = next((c for c in self.choices if c.id == chosen), self.choices[0])
        self._colours = {name: read_colours(program.places.assets, name) for name in ("cividis", "viridis")}
        self.sides = (Side(recording, self._colours), Side(self.chosen.read(), self._colours))
        self.kind = KINDS[0]
        self.by_strokes = False
        self._portrait = portraits.load(program.places.cache, recording.scenario, self.style.colour["stage"])
        self._size = (0, 0)
        self._page: Page | None = None
        self._set_clock()

    @property
    def names(self) -> tuple[str, str]:
        """What both runs are called."""
        return _("This run"), self.chosen.title

    def _set_clock(self) -> None:
        """Which times of both runs belong together, and the transport along them."""
        here, there = self.sides
        begins_us, ends_us = (here.begin_us, there.begin_us), (here.end_us, there.end_us)
        if self.by_strokes:
            reach_um, courses = here.scenario.device.tip_um, (here.course, there.course)
            self._times = by_strokes(courses, begins_us, ends_us, reach_um)
        else:
            longer_us = max(end - begin for begin, end in zip(begins_us, ends_us, strict=True))
            self._times = one_clock(begins_us, longer_us)
        self.clock = Transport(*(int(edge) for edge in self._times.here_us[[0, -1]]))

    def resize(self, size: tuple[int, int]) -> None:
        """Lays everything out anew; the focus is kept."""
        before, self._size = self._page, size
        self._page = Page(self.style, size, before)
        self.places = layout.places(self.style, size, self.recording.scenario)
        self._ground = layout.ground(self.style, self._portrait, self.places)
        self._room = layout.buttons(self._page, self)
        self._line = Line(self.style, self.places.line, self.sides, self._times, self.names)
        self._paint(at_once=True)
        if before is not None:
            self._page.focus.take_from(before.focus)

    def handle(self, event: pygame.Event) -> Screen | None:
        """Buttons, keys, and a press on the time line."""
        focused = self._page is not None and self._page.focus.at is not None
        way = self._keys().get(event.key) if event.type == pygame.KEYDOWN else None
        if way and not (focused and event.key == pygame.K_SPACE):
            return way()
        if event.type == pygame.KEYDOWN and (to_us := self.clock.key(event.key, event.mod)) is not None:
            return self._seek(to_us)
        pressed = event.type == pygame.MOUSEBUTTONDOWN and event.button == 1
        dragged = event.type == pygame.MOUSEMOTION and event.buttons[0]
        if (pressed or dragged) and (to_us := self._line.time_us(event.pos)) is not None:
            return self._seek(to_us)
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def _keys(self) -> dict[int, Callable[[], Screen]]:
        return {
            pygame.K_ESCAPE: self.back,
            pygame.K_SPACE: self.toggle,
            pygame.K_c: self.next_map,
            pygame.K_a: self.align,
            pygame.K_o: self.next_other,
        }

    def tick(self, now_us: int) -> Screen:
        """Both runs go on."""
        to_us = self.clock.tick(now_us)
        if to_us is not None:
            self.clock.reach(to_us)
            if self.clock.playing:
                self._paint(at_once=False)
            else:  # it has come to its end
                self.resize(self._size)
        if self._portrait is None and self._page:
            self._portrait = portraits.make(
                self.program.places.cache, self.recording.scenario, self.style.colour["stage"]
            )
            self.resize(self._size)
        if self._page:
            self._page.tick(now_us)
        return self

    def _paint(self, at_once: bool) -> None:
        """Brings both sides to the time, and their maps where they have changed."""
        times_us = (self.clock.at_us, self._times.there(self.clock.at_us))
        fresh = False
        for side, t_us in zip(self.sides, times_us, strict=True):
            fresh |= side.go(t_us, at_once, patient=fresh)  # one of both a frame
        if at_once or fresh:
            views = self.places.views
            self._maps = [
                side.picture(self.kind, view, self._ground) for side, view in zip(self.sides, views, strict=True)
            ]
        if self._page:
            self._page.touch()

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed."""
        if self._page is None or not self._page.stale():
            return []
        surface.fill(self.style.colour["background"])
        header.draw(self.style, surface, _("Compare"), _(self.recording.scenario.title), self._room)
        for number in (0, 1):
            layout.draw_side(self.style, surface, self, number)
            surface.blit(self._maps[number], self.places.views[number].rect)
            surface.set_clip(self.places.views[number].rect)
            self.sides[number].draw_tip(self.style, surface, self.places.views[number])
            surface.set_clip(None)
        layout.draw_legends(self.style, surface, self, self._colours)
        self._line.show(surface, self.clock.at_us)
        self._page.draw(surface)
        return None

    def close(self) -> None:
        """Nothing is kept open."""

    def back(self) -> Screen:
        """To the result."""
        return ways.result(self.program, self.recording)

    def toggle(self) -> Screen:
        """Plays, or stands still; from the beginning where it has come to the end."""
        self.clock.playing = not self.clock.playing
        if self.clock.playing and self.clock.ended:
            self.clock.jump(self.clock.begin_us)
        self.resize(self._size)
        return self

    def faster(self) -> Screen:
        """The next speed."""
        self.clock.next_speed()
        self.resize(self._size)
        return self

    def next_map(self) -> Screen:
        """Dose, overlap, depth, and dose again."""
        self.kind = KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)]
        self.resize(self._size)
        return self

    def align(self) -> Screen:
        """On one clock, or stroke by stroke."""
        before = self.clock
        self.by_strokes = not self.by_strokes
        self._set_clock()
        self.clock.playing, self.clock.eighths = before.playing, before.eighths
        self.clock.jump(before.at_us)
        self.resize(self._size)
        return self

    def against(self, choice: Choice) -> Screen:
        """Another run beside this one."""
        return ways.compare(self.program, self.recording, choice.id)

    def next_other(self) -> Screen:
        """The next of those it can be compared with."""
        return self.against(self.choices[(self.choices.index(self.chosen) + 1) % len(self.choices)])

    def _seek(self, t_us: int) -> Screen:
        self.clock.jump(t_us)
        self._paint(at_once=True)
        return self
