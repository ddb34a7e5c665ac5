"""A hand on skin of which nothing is kept: what the first minute and the lessons are made of."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pygame

from simulator import session
from simulator.app.hands import Hands
from simulator.app.pen import Pen
from simulator.app.program import Program
from simulator.app.screens import treat_record
from simulator.app.screens.treat_header import Shown
from simulator.app.screens.treat_reading import Moment
from simulator.app.screens.treat_strip import TimeLine
from simulator.app.screens.treat_view import View
from simulator.app.sound import Motor, Ticks
from simulator.needling.hand import Hand
from simulator.session import Scenario

SEED = 1
LENGTH_US = 40_000_000
"""How long the strip is at first."""
MOVED_UM = 1000
"""A tip that has come so far is gliding."""


class Stroke(NamedTuple):
    """One contact: when and where it began and ended, how long it stood still at first, its dial, and how many
    punctures lay beyond a no-go line after it.
    """

    begin_us: int
    end_us: int
    begin_um: tuple[int, int]
    end_um: tuple[int, int]
    still_us: int
    dial_um: int
    beyond: int

    @property
    def way_um(self) -> tuple[int, int]:
        return self.end_um[0] - self.begin_um[0], self.end_um[1] - self.begin_um[1]

    @property
    def length_um(self) -> float:
        return float(np.hypot(*self.way_um))

    @property
    def speed_mm_s(self) -> float:
        return self.length_um * 1000 / max(self.end_us - self.begin_us, 1)

    @property
    def middle_um(self) -> tuple[int, int]:
        return (self.begin_um[0] + self.end_um[0]) // 2, (self.begin_um[1] + self.end_um[1]) // 2


class Trial:
    """A run without a journal; strokes that are long enough are counted."""

    def __init__(
        self, program: Program, scenario: Scenario, hint: str, hidden: tuple[str, ...], shortest_um: int
    ) -> None:
        self.program, self.scenario, self._shortest_um = program, scenario, shortest_um
        self._size = pygame.display.get_window_size()
        self.run = session.begin(scenario, SEED)
        self.view = View(program, scenario, self.run, self._size, TimeLine(LENGTH_US, hint, without=hidden))
        sheet_um = (scenario.site.width_um, scenario.site.height_um)
        self.pen = Pen(scenario.device, sheet_um, treat_record.grip(program.settings))
        self._motor = Motor(scenario.device.motor_hz, scenario.device.dial_max_um, program.settings.sound)
        self._ticks, self._hands = Ticks(), Hands(program, self.view.stage)
        self.strokes: list[Stroke] = []
        self._open: list[tuple[int, tuple[int, int]]] = []
        self._now_us = self._turn = 0
        self._begun = self._away = False
        self.resting = False

    def feed(self, event: pygame.Event) -> None:
        """An event for the hand."""
        if not self.resting:
            self._hands.feed(self.pen, self._hands.usual(event), self.view.camera.um)

    def tick(self, now_us: int, at_um: tuple[int, int]) -> None:
        """In every third frame the hand does its work; in those between, the skin follows. It begins at a place."""
        away_us, self._now_us = now_us - self._now_us, now_us
        if self._away:
            self._away = False
            self.pen.resume(now_us, away_us)
        if not self._begun:
            self._begun = True
            self.pen.begin(now_us, at_um, self.scenario.dial_start_um)
        if not self.resting:
            self._hands.tick(now_us, self.pen)
        self._turn = (self._turn + 1) % 3
        if self._turn:
            self.view.age(self.pen.time_us(now_us))
        elif not self.resting:
            self._take(self.pen.take(now_us))
        contact, heard = self.pen.height(now_us) == 0, self.pen.running and not self.resting
        self._motor.run(heard, self.pen.dial_um, self.pen.rate_hz, contact)
        self._ticks.glide(self.pen.at_um, contact, heard=True)

    def _take(self, hand: Hand) -> None:
        """The next part of the hand, and the strokes in it."""
        self.view.take(hand, self.run.advance(hand))
        samples = hand.samples
        for t_us, x_um, y_um, down in zip(samples.t_us, samples.x_um, samples.y_um, samples.down, strict=True):
            at = (int(t_us), (int(x_um), int(y_um)))
            if down:
                self._open.append(at)
            elif self._open:
                stroke = self._stroke([*self._open, at])
                self._open = []
                if stroke.length_um >= self._shortest_um:
                    self.strokes.append(stroke)

    def _stroke(self, way: list[tuple[int, tuple[int, int]]]) -> Stroke:
        (begin_us, begin_um), (end_us, end_um) = way[0], way[-1]
        off = (t for t, at in way if np.hypot(at[0] - begin_um[0], at[1] - begin_um[1]) >= MOVED_UM)
        skin = self.run.skin
        beyond = int(skin.count[skin.zones.no_go > 0].sum())
        return Stroke(begin_us, end_us, begin_um, end_um, next(off, end_us) - begin_us, self.pen.dial_um, beyond)

    def draw(self, surface: pygame.Surface, header: Shown) -> list[pygame.Rect] | None:
        """What changed."""
        height = 1.0 if self.resting else self.pen.height(self._now_us)
        moment = Moment(self.pen.time_us(self._now_us), self.pen.at_um, height, self.pen.dial_um)
        return self.view.show(surface, moment, header)

    def resize(self, size: tuple[int, int]) -> None:
        """The same in a window of another size."""
        if size != self._size:
            self._size = size
            self.view.resize(size)
        self.view.forget()

    def close(self) -> None:
        """The motor rests."""
        self._motor.close()
        if self._begun:
            self.pen.pause(self._now_us)

    def open(self) -> None:
        """It goes on after a time in which nothing happened."""
        device = self.scenario.device
        self._motor = Motor(device.motor_hz, device.dial_max_um, self.program.settings.sound)
        self._away = self._begun
        self.view.forget()
