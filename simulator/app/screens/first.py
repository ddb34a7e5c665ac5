"""The first minute: no form, but skin, a pen, and a line to glide along; then what nobody sees on a patient."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pygame

from simulator import session
from simulator.app import ways
from simulator.app.pen import Pen
from simulator.app.pointer import feed
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import treat_record
from simulator.app.screens.treat_header import Button, Shown
from simulator.app.screens.treat_reading import Moment
from simulator.app.screens.treat_strip import TimeLine
from simulator.app.screens.treat_view import View
from simulator.app.sound import Motor
from simulator.files.scenario import load
from simulator.needling.hand import Hand
from simulator.pictures.kinds import DOSE
from simulator.session import Scenario
from simulator.words import _, mark

LANES, SHORTEST_UM = 4, 25_000
"""So many lanes, each at least so long."""
NEXT_UM = 4200
"""From a lane to the next: 30 % of a tip of 6 mm lie on the last one."""
SEEN_US = 3_500_000
"""How long the dose map stays before the end."""
SEED = 1
ENOUGH = 0.95
"""From this coverage on no place is called left out: full marks for coverage (a proposal)."""
SAID = (
    mark("Hold the left button and glide along the dashed line. Let go at its end."),
    mark("Once more, right below: cover a third of the last furrow."),
    mark("Again: press, glide, let go. The furrow in the gel shows where you were."),
    mark("And the last one."),
)
HIDDEN = ("zones", "plan", "dial", "tip")
"""Panels that can wait: only coverage and speed are shown."""


class Stroke(NamedTuple):
    """One lane: where and when it began and ended."""

    begin_us: int
    end_us: int
    begin_um: tuple[int, int]
    end_um: tuple[int, int]

    @property
    def length_um(self) -> float:
        return float(np.hypot(self.end_um[0] - self.begin_um[0], self.end_um[1] - self.begin_um[1]))


def lesson(program: Program) -> Scenario:
    """The piece of skin for the first four lanes."""
    return load(str(program.places.assets / "lessons" / "first-lanes.toml"), program.places)


class First:
    """Four lanes, nothing kept."""

    def __init__(self, program: Program) -> None:
        self.program, self.scenario = program, lesson(program)
        self._size = pygame.display.get_window_size()
        self.run = session.begin(self.scenario, SEED)
        line = TimeLine(40_000_000, _("Esc or the right button: skip the first minute"), without=HIDDEN)
        self.view = View(program, self.scenario, self.run, self._size, line)
        sheet_um = (self.scenario.site.width_um, self.scenario.site.height_um)
        self.pen = Pen(self.scenario.device, sheet_um, treat_record.grip(program.settings))
        self._motor = Motor(self.scenario.device.motor_hz, self.scenario.device.dial_max_um)
        self.strokes: list[Stroke] = []
        self._open: tuple[int, tuple[int, int]] | None = None
        zone = self.scenario.site.zones[0].polygon_um
        (self._left, self._top), (self._right, _bottom) = zone.min(0).tolist(), zone.max(0).tolist()
        self._now_us, self._turn, self._seen_us = 0, 0, 0
        self._begun = self._over = False
        self._guided = -1

    @property
    def relative(self) -> bool:
        """The mouse's raw motion is the hand."""
        return self.pen.grip.relative

    def handle(self, event: pygame.Event) -> Screen | None:
        """Esc skips; everything else is the hand's."""
        right = event.type == pygame.MOUSEBUTTONDOWN and event.button == 3
        if right or (event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE):
            return ways.doors(self.program, None)
        if not self._over:
            feed(self.pen, event, self.view.camera.um)
        return self

    def tick(self, now_us: int) -> Screen:
        """In every third frame the hand does its work; after four lanes the map is seen, and then how it heals."""
        self._now_us = now_us
        if not self._begun:
            self._begun = True
            self.pen.begin(now_us, (int(self._left), self.guide_um()), self.scenario.dial_start_um)
        self._turn = (self._turn + 1) % 3
        if self._turn:
            self.view.age(self.pen.time_us(now_us))
        elif not self._over:
            self._take(self.pen.take(now_us))
        self._motor.run(self.pen.running and not self._over, self.pen.dial_um, self.pen.rate_hz)
        if len(self.strokes) >= LANES and not self._over:
            self._over, self._seen_us = True, now_us
            self.view.peek(DOSE)
        if self._over and now_us - self._seen_us > SEEN_US:
            return ways.doors(self.program, self.run)
        self._guide()
        self.view.stage.note(self._said())
        return self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """What changed."""
        height = 1.0 if self._over else self.pen.height(self._now_us)
        moment = Moment(self.pen.time_us(self._now_us), self.pen.at_um, height, self.pen.dial_um)
        lane = _("Lane {number} of {count}").format(number=min(len(self.strokes) + 1, LANES), count=LANES)
        header = Shown(_("Your first lanes"), _("nothing here is kept"), lane, "", Button("skip", icon="back"), ())
        return self.view.show(surface, moment, header)

    def resize(self, size: tuple[int, int]) -> None:
        """The same in a window of another size."""
        if size != self._size:
            self._size = size
            self.view.resize(size)
        self._guided = -1
        self.view.forget()

    def close(self) -> None:
        """The motor rests; nothing is kept."""
        self._motor.close()

    def guide_um(self) -> int:
        """The height of the line to glide along: below what was really done."""
        if not self.strokes:
            return int(self._top) + NEXT_UM * 2 // 3
        last = self.strokes[-1]
        return (last.begin_um[1] + last.end_um[1]) // 2 + NEXT_UM

    def _take(self, hand: Hand) -> None:
        """The next part of the hand, and the lanes in it."""
        self.view.take(hand, self.run.advance(hand))
        samples = hand.samples
        for t_us, x_um, y_um, down in zip(samples.t_us, samples.x_um, samples.y_um, samples.down, strict=True):
            at = (int(t_us), (int(x_um), int(y_um)))
            if down and self._open is None:
                self._open = at
            elif not down and self._open is not None:
                stroke = Stroke(self._open[0], at[0], self._open[1], at[1])
                self._open = None
                if stroke.length_um >= SHORTEST_UM:
                    self.strokes.append(stroke)

    def _said(self) -> str:
        """What to do now, or what the map shows."""
        if not self._over:
            return _(SAID[min(len(self.strokes), LANES - 1)])
        outcome = session.conclude(self.scenario, self.run)
        if outcome.zones[self.scenario.plans[0].zone]["coverage"] < ENOUGH:
            return _("The dose, which nobody sees on a patient: outside the white line the skin got too little.")
        return _("The dose, which nobody sees on a patient: no place was left out.")

    def _guide(self) -> None:
        """A dashed line with an arrow at its end, where the next lane belongs."""
        number = LANES + 1 if self._over else len(self.strokes)
        if number == self._guided:
            return
        self._guided = number
        style, camera = self.view.style, self.view.camera
        (x0, y0), (x1, _y1) = (camera.px(x / 1000, self.guide_um() / 1000) for x in (self._left, self._right))
        rect = pygame.Rect(round(x0), round(y0) - style.px(10), round(x1 - x0), style.px(20))
        line = pygame.Surface(rect.size, pygame.SRCALPHA)
        if not self._over:
            for colour, wide in (("text", 5), ("skin_accent", 2)):
                for x in range(0, rect.width - style.px(20), style.px(18)):
                    dash = pygame.Rect(x, rect.height // 2 - style.px(wide) // 2, style.px(10), style.px(wide))
                    line.fill(style.colour[colour], dash)
                tip, half = rect.width - style.px(2), style.px(5 + wide)
                corners = [
                    (tip - half, rect.height // 2 - half),
                    (tip, rect.height // 2),
                    (tip - half, rect.height // 2 + half),
                ]
                pygame.draw.lines(line, style.colour[colour], False, corners, style.px(wide))
        self.view.stage.lay("guide", line, rect)
