"""The first minute: no form, but skin, a pen, and a line to glide along; then what nobody sees on a patient."""

from __future__ import annotations

import pygame

from simulator import session
from simulator.app import ways
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens.treat_header import Button, Shown
from simulator.app.screens.trial import Trial
from simulator.files.scenario import load
from simulator.pictures.kinds import DOSE
from simulator.session import Scenario
from simulator.words import _, mark

LANES, SHORTEST_UM = 4, 25_000
"""So many lanes, each at least so long."""
NEXT_UM = 4200
"""From a lane to the next: 30 % of a tip of 6 mm lie on the last one."""
SEEN_US = 3_500_000
"""How long the dose map stays before the end."""
ENOUGH = 0.95
"""From this coverage on no place is called left out: full marks for coverage (a proposal)."""
SAID = (
    mark("Hold the left button and glide along the dashed line. Let go at its end."),
    mark("Once more, right below: cover a third (○) of the last furrow."),
    mark("Again: press, glide, let go. The furrow in the gel shows where you were."),
    mark("And the last one."),
)
HIDDEN = ("zones", "plan", "dial", "tip")
"""Panels that can wait: only coverage and speed are shown."""


def lesson(program: Program) -> Scenario:
    """The piece of skin for the first four lanes."""
    return load(str(program.places.assets / "lessons" / "first-lanes.toml"), program.places)


class First:
    """Four lanes, nothing kept."""

    def __init__(self, program: Program) -> None:
        self.program, self.scenario = program, lesson(program)
        hint = _("Esc or the right button: skip the first minute")
        self.trial = Trial(program, self.scenario, hint, HIDDEN, SHORTEST_UM)
        zone = self.scenario.site.zones[0].polygon_um
        (self._left, self._top), (self._right, _bottom) = zone.min(0).tolist(), zone.max(0).tolist()
        self._seen_us = 0
        self._guided = -1

    @property
    def relative(self) -> bool:
        """The mouse's raw motion is the hand."""
        return self.trial.pen.grip.relative

    def handle(self, event: pygame.Event) -> Screen | None:
        """Esc and the right button skip; everything else is the hand's."""
        right = event.type == pygame.MOUSEBUTTONDOWN and event.button == 3
        if right or (event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE):
            return ways.doors(self.program, None)
        self.trial.feed(event)
        return self

    def tick(self, now_us: int) -> Screen:
        """After four lanes the map is seen, and then how it heals."""
        trial = self.trial
        trial.tick(now_us, (int(self._left), self.guide_um()))
        if len(trial.strokes) >= LANES and not trial.resting:
            trial.resting, self._seen_us = True, now_us
            trial.view.peek(DOSE)
        if trial.resting and now_us - self._seen_us > SEEN_US:
            return ways.doors(self.program, trial.run)
        self._guide()
        trial.view.stage.note(self._said())
        return self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """What changed."""
        lane = _("Lane {number} of {count}").format(number=min(len(self.trial.strokes) + 1, LANES), count=LANES)
        header = Shown(_("Your first lanes"), _("nothing here is kept"), lane, "", Button("skip", icon="back"), ())
        return self.trial.draw(surface, header)

    def resize(self, size: tuple[int, int]) -> None:
        """The same in a window of another size."""
        self._guided = -1
        self.trial.resize(size)

    def close(self) -> None:
        """Nothing is kept."""
        self.trial.close()

    def guide_um(self) -> int:
        """The height of the line to glide along: below what was really done."""
        if not self.trial.strokes:
            return int(self._top) + NEXT_UM * 2 // 3
        return self.trial.strokes[-1].middle_um[1] + NEXT_UM

    def _said(self) -> str:
        """What to do now, or what the map shows."""
        if not self.trial.resting:
            return _(SAID[min(len(self.trial.strokes), LANES - 1)])
        outcome = session.conclude(self.scenario, self.trial.run)
        if outcome.zones[self.scenario.plans[0].zone]["coverage"] < ENOUGH:
            return _("The dose, which nobody sees on a patient: outside the white line the skin got too little.")
        return _("The dose, which nobody sees on a patient: no place was left out.")

    def _guide(self) -> None:
        """A dashed line with an arrow at its end, where the next lane belongs."""
        number = LANES + 1 if self.trial.resting else len(self.trial.strokes)
        if number == self._guided:
            return
        self._guided = number
        style, camera = self.trial.view.style, self.trial.view.camera
        (x0, y0), (x1, _y1) = (camera.px(x / 1000, self.guide_um() / 1000) for x in (self._left, self._right))
        rect = pygame.Rect(round(x0), round(y0) - style.px(10), round(x1 - x0), style.px(20))
        line = pygame.Surface(rect.size, pygame.SRCALPHA)
        if not self.trial.resting:
            for colour, wide in (("text", 5), ("skin_accent", 2)):
                for x in range(0, rect.width - style.px(20), style.px(18)):
                    dash = pygame.Rect(x, rect.height // 2 - style.px(wide) // 2, style.px(10), style.px(wide))
                    line.fill(style.colour[colour], dash)
                tip, half, middle = rect.width - style.px(2), style.px(5 + wide), rect.height // 2
                corners = [(tip - half, middle - half), (tip, middle), (tip - half, middle + half)]
                pygame.draw.lines(line, style.colour[colour], False, corners, style.px(wide))
        self.trial.view.stage.lay("guide", line, rect)
