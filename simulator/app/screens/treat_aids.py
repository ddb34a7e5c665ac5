"""What helps while one treats: cues that are on, off, or fade as they are needed less; each is written down."""

from __future__ import annotations

import pygame

from simulator.app.pen import Pen
from simulator.app.program import Program
from simulator.app.screens.cues import MODES, Cues
from simulator.app.screens.treat_ghost import Ghost
from simulator.app.screens.treat_hint import Hint
from simulator.app.screens.treat_view import View
from simulator.app.sound import Ticks
from simulator.files import settings
from simulator.pictures.kinds import DOSE
from simulator.words import _

ENOUGH = 95
"""Per cent of a zone with its dose from which on it is enough: full marks for coverage (a proposal)."""


class Gauge:
    """Decides at every landing whether the speed is shown; what is shown is written down unless it always is."""

    def __init__(self, program: Program, view: View, cues: Cues) -> None:
        self.view, self._folder, self._cues = view, program.places.settings, cues
        self._stroke, self._down, self._shown = 0, False, True

    def shown(self, stroke: int) -> bool:
        """Whether a stroke is guided: the same for the same run."""
        return self._cues.shown("gauge", self.view.run.seed, stroke)

    def tick(self, now_us: int, pen: Pen) -> None:
        """A landing decides for the stroke that it begins."""
        down = pen.running and pen.height(now_us) == 0
        if down and not self._down:
            self._stroke += 1
            shown = self.shown(self._stroke)
            if shown != self._shown:
                self._shown = shown
                self.view.reading.felt = not shown
                pen.act(now_us, "gauge", int(shown))
        self._down = down

    def renew(self) -> None:
        """A new run begins as every run does, with the speed shown."""
        self._stroke, self._down, self._shown = 0, False, True

    @property
    def heard(self) -> bool:
        """Whether the way of this stroke is heard as well."""
        return self._cues.shown("sound", self.view.run.seed, self._stroke)

    def next_mode(self) -> str:
        """On, fading, off, and on again; remembered for the next run; answers what that means."""
        mode = MODES[(MODES.index(self._cues.modes["gauge"]) + 1) % len(MODES)]
        self._cues.modes["gauge"] = mode
        settings.change(self._folder, gauge=mode)
        if mode == "fading":
            text = _("Speed gauge: fading, shown in {share:.0f} % of your strokes as your runs stand.")
            return text.format(share=100 * self._cues.levels["gauge"])
        return _("Speed gauge: on") if mode == "on" else _("Speed gauge: off, by feel alone")


class Aids:
    """All of them, and their keys."""

    def __init__(self, program: Program, view: View) -> None:
        self.cues, self.view = Cues(program, view.scenario.rubric.pass_mark), view
        self.ghost, self.gauge = Ghost(program, view), Gauge(program, view, self.cues)
        self.hint, self.ticks = Hint(view), Ticks()
        self._count, self._planned = 0, True
        self._enough: set[int] = set()

    def handle(self, event: pygame.Event, pen: Pen) -> bool:
        """E for the ghost, F for the gauge, while the tip is lifted."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_f and pen.lifted(event.t_us):
            self.view.stage.note(self.gauge.next_mode())
            return True
        if event.type == pygame.KEYDOWN and event.key == pygame.K_e and not self._offered("lane", 0):
            return True
        return self.ghost.handle(event, pen)

    def peek(self, on: bool, now_us: int, pen: Pen) -> None:
        """The dose map, or no longer: while the tip is lifted and the cue helps; every look is written down."""
        if on == self.view.peeking or (on and not self._looks(now_us, pen)):
            return
        self.view.peek(DOSE if on else None)
        pen.act(now_us, "peek", int(on))

    def _looks(self, now_us: int, pen: Pen) -> bool:
        if pen.height(now_us) < 1:
            return False
        self._count += 1
        return self._offered("map", self._count)

    def _offered(self, name: str, number: int) -> bool:
        if self.cues.shown(name, self.view.run.seed, number):
            return True
        off = self.cues.modes[name] == "off"
        self.view.stage.note(_("This help is off: Settings.") if off else _("Not this time: your runs need it less."))
        return False

    def tick(self, now_us: int, pen: Pen) -> None:
        """All keep up."""
        seed = self.view.run.seed
        planned = self.cues.shown("plan", seed, 0)
        if planned != self._planned:
            self._planned = self.view.reading.told = planned
            pen.act(now_us, "plan", int(planned))
        self.ghost.tick(now_us, pen)
        self.gauge.tick(now_us, pen)
        self.hint.tick(now_us, pen, lambda lane: self.cues.shown("hint", seed, lane))
        self._cheer()
        self.ticks.glide(pen.at_um, pen.height(now_us) == 0, self.gauge.heard)

    def _cheer(self) -> None:
        """The first time that a zone has its dose everywhere, that is heard."""
        reading = self.view.reading
        if reading.percent >= ENOUGH and reading.active not in self._enough:
            self._enough.add(reading.active)
            if self.cues.shown("sound", self.view.run.seed, -1 - reading.active):
                self.ticks.enough()

    def renew(self) -> None:
        """Untreated skin."""
        self._enough.clear()
        self._count, self._planned = 0, True
        self.ghost.renew()
        self.gauge.renew()
        self.hint.renew()
