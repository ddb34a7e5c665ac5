"""What helps while one treats: the ghost, and a speed gauge that is on, off, or fades as it is needed less."""

from __future__ import annotations

from typing import Literal

import pygame

from simulator.app.pen import Pen
from simulator.app.program import Program
from simulator.app.screens.treat_ghost import Ghost
from simulator.app.screens.treat_view import View
from simulator.app.sound import Ticks
from simulator.files import settings
from simulator.needling.chance import uniform
from simulator.standing.fading import level
from simulator.words import _

MODES: tuple[Literal["on", "fading", "off"], ...] = ("on", "fading", "off")


class Gauge:
    """Decides at every landing whether the speed is shown; what is shown is written down unless it always is."""

    def __init__(self, program: Program, view: View) -> None:
        self.view, self._folder = view, program.places.settings
        self.mode = settings.read(self._folder).gauge
        rows = [row for row in program.library.runs() if row.trainee == program.trainee and row.score is not None]
        mark = view.scenario.rubric.pass_mark
        self.level = level([(row.score or 0.0, mark) for row in rows])
        self._stroke, self._down, self._shown = 0, False, True

    def shown(self, stroke: int) -> bool:
        """Whether a stroke is guided: the same for the same run."""
        if self.mode == "fading":
            return float(uniform(self.view.run.seed, "gauge", stroke)[0]) < self.level
        return self.mode == "on"

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
        """Whether this stroke is guided while guidance fades: then the way is heard too."""
        return self.mode == "fading" and self._shown

    def next_mode(self) -> str:
        """On, fading, off, and on again; remembered for the next run; answers what that means."""
        self.mode = MODES[(MODES.index(self.mode) + 1) % len(MODES)]
        settings.write(self._folder, settings.read(self._folder).model_copy(update={"gauge": self.mode}))
        if self.mode == "fading":
            text = _("Speed gauge: fading, shown in {share:.0f} % of your strokes as your runs stand.")
            return text.format(share=100 * self.level)
        return _("Speed gauge: on") if self.mode == "on" else _("Speed gauge: off, by feel alone")


class Aids:
    """All of them, and their keys."""

    def __init__(self, program: Program, view: View) -> None:
        self.ghost, self.gauge, self.view = Ghost(program, view), Gauge(program, view), view
        self.ticks = Ticks()

    def handle(self, event: pygame.Event, pen: Pen) -> bool:
        """E for the ghost, F for the gauge, while the tip is lifted."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_f and pen.lifted(event.t_us):
            self.view.stage.note(self.gauge.next_mode())
            return True
        return self.ghost.handle(event, pen)

    def tick(self, now_us: int, pen: Pen) -> None:
        """All keep up."""
        self.ghost.tick(now_us, pen)
        self.gauge.tick(now_us, pen)
        self.ticks.glide(pen.at_um, pen.height(now_us) == 0, self.gauge.heard)

    def renew(self) -> None:
        """Untreated skin."""
        self.ghost.renew()
        self.gauge.renew()
