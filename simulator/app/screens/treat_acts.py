"""The other hand while treating: keys, buttons and the right mouse button stretch, spread gel, attend the patient."""

from __future__ import annotations

from functools import partial

import numpy as np
import pygame

from simulator.app.course import skins
from simulator.app.keys import label
from simulator.app.pen import Pen
from simulator.app.program import Program, Settings
from simulator.app.screen import Screen
from simulator.app.screens.treat_ask import AskPanel, Question
from simulator.app.screens.treat_strip import TimeLine
from simulator.app.screens.treat_view import View
from simulator.needling.chance import bits
from simulator.outcome.during import STEPS
from simulator.session import Scenario
from simulator.words import _

NAMES = {pygame.K_s: "stretch", pygame.K_g: "gel", pygame.K_a: "attend"}


def hint(scenario: Scenario, settings: Settings) -> str:
    """The line under the strip of strokes; where there is another hand, with its button."""
    if scenario.treatment is None:
        text = _(
            "Press and glide  ·  wheel: depth  ·  {map}: dose map  ·  {key}: example  ·  Esc: pause  ·  Enter: finish"
        )
        return text.format(map=label("map", settings), key=label("example", settings))
    return _("Press and glide  ·  wheel: depth  ·  right button: the other hand  ·  Esc: pause  ·  Enter: finish")


def line(program: Program, scenario: Scenario, held_us: int, earlier: tuple[tuple[str, float], ...]) -> TimeLine:
    """The strip of a run that is played, from the time at which the device is held, and the skin it begins on."""
    length_us = round(scenario.minutes * 60e6)
    skin = skins(program.library, earlier)
    return TimeLine(length_us, hint(scenario, program.settings), from_us=held_us, earlier=skin)


def opening(scenario: Scenario, earlier: tuple[tuple[str, float], ...]) -> str:
    """What is said before the first contact: the task, and of a patient who comes back when that was."""
    brief = " ".join(scenario.brief.split())
    if not earlier:
        return brief
    text = _(
        "Session {number}, {days:.0f} days after the last: the skin is as it was left, as the model has it. {brief}"
    )
    return text.format(number=len(earlier) + 1, days=earlier[-1][1], brief=brief)


class Acts:
    """Turns events into acts of the pen's hand, all while the tip is lifted; `panel` is what is being asked."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.panel: AskPanel | None = None
        self._t_us = 0
        self._pen: Pen | None = None
        self._waiting: str | None = None  # what was wanted while the tip was still lifting
        self._steps: list[int] = []
        self._leaving = False
        self._does = {
            "stretch": self._stretch,
            "gel": self._gel,
            "attend": self._attend,
            "off": self._off,
            "menu": self._menu,
        }

    def handle(self, event: pygame.Event, pen: Pen) -> bool:
        """Whether the event was for the other hand; while something is asked all of them are, but for a lost focus."""
        self._t_us, self._pen = getattr(event, "t_us", self._t_us), pen
        if self.panel is not None:
            return self._choose(event, self.panel)
        name = self._named(event, pen) if self.view.during is not None else None
        if name is None:
            return False
        self._waiting = name
        self._turn_to(self._t_us, pen)
        return True

    def _turn_to(self, t_us: int, pen: Pen) -> None:
        """Does what was wanted once the tip has lifted; nothing while it is pressed."""
        if self._waiting is None:
            return
        if pen.lifted(t_us):
            name, self._waiting, self._t_us = self._waiting, None, t_us
            self._does[name]()
        elif pen.pressed:
            self._waiting = None

    def _named(self, event: pygame.Event, pen: Pen) -> str | None:
        if event.type == pygame.KEYDOWN and event.key in NAMES:
            shifted = event.key == pygame.K_s and event.mod & pygame.KMOD_SHIFT
            return "off" if shifted else NAMES[event.key]
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 3:
            return "menu"
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and not pen.grip.relative:
            return self.view.key(event.pos)
        return None

    def tick(self, now_us: int, pen: Pen) -> None:
        """The panel follows the pointer; a needle in a finger asks what comes next, as soon as the tip is lifted."""
        during = self.view.during
        if during is None:
            return
        during.live = True
        self._pen = pen
        self._turn_to(now_us, pen)
        if self.panel is not None:
            self.panel.tick(now_us)
        elif not pen.running and during.stuck():
            self._pen, self._steps = pen, []
            self._ask_steps()

    def silent(self, pen: Pen, now_us: int) -> bool:
        """Whether the motor has stalled."""
        upkeep = self.view.run.upkeep
        return upkeep is not None and upkeep.stalled(pen.time_us(now_us))

    def close(self) -> None:
        """Nothing is asked any more."""
        if self.panel is not None:
            self.panel = None
            self.view.forget()

    def _choose(self, event: pygame.Event, panel: AskPanel) -> bool:
        if event.type == pygame.WINDOWFOCUSLOST:
            self.close()
            return False
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self.close()
            return True
        action = panel.handle(event)
        if action is not None:
            action()
        return True

    def leaves(self) -> bool:
        """Whether the menu has led out of the treatment; says so once."""
        leaving, self._leaving = self._leaving, False
        return leaving

    def _leave(self) -> None:
        self.close()
        self._leaving = True

    def _act(self, what: str, value: int) -> None:
        if self._pen is not None:
            self._pen.act(self._t_us, what, value)

    def _here(self, what: str) -> None:
        """A pair of acts at the tip's place."""
        if self._pen is not None:
            for axis, value in zip("xy", self._pen.at_um, strict=True):
                self._act(f"{what}.{axis}", value)

    def _stretch(self) -> None:
        self.close()
        self._here("stretch")

    def _gel(self) -> None:
        self.close()
        self._here("gel")

    def _off(self) -> None:
        self.close()
        self._act("stretch.off", 0)

    def _menu(self) -> None:
        """All that the other hand can do, for those who use the mouse alone."""
        during = self.view.during
        if during is None:
            return
        words = {"stretch": _("Set a finger here"), "gel": _("Spread gel here"), "attend": _("Attend to the patient")}
        choices = [(words[name], partial(_done, self._does[name])) for name, _key, _word in during.offered()]
        if during.treatment.stretch:
            choices.append((_("Take the fingers off"), partial(_done, self._off)))
        choices.append((_("Pause or finish"), partial(_done, self._leave)))
        choices.append((_("Back to the tip"), partial(_done, self.close)))
        self._ask(Question(_("The other hand"), "", choices))

    def _attend(self) -> None:
        """Asks what to do about what has happened; a patient who is well says so."""
        self.close()
        during, pen = self.view.during, self._pen
        if during is None or pen is None:
            return
        kind = during.pending(pen.time_us(self._t_us))
        if kind is None:
            self.view.stage.note(_("The patient says: all is well."))
            return
        choices = [
            (_(kind.answers[n]), partial(_done, partial(self._answer, n + 1)))
            for n in _shuffled(len(kind.answers), during.run.seed, "answers")
        ]
        self._ask(Question(_(kind.seen), _("What now? The clock goes on."), choices))

    def _answer(self, value: int) -> None:
        self._act("answer", value)
        self.close()

    def _ask_steps(self) -> None:
        """The routine of a needlestick: its steps in another order, each pressed in turn."""
        during = self.view.during
        if during is None:
            return
        left = [n for n in _shuffled(len(STEPS), during.run.seed, "steps") if n + 1 not in self._steps]
        if not left:
            self.close()
            return
        choices = [(_(STEPS[n]), partial(_done, partial(self._step, n + 1))) for n in left]
        line = _("A needle has struck your finger. What comes first?")
        if self._steps:
            done = ", ".join(_(STEPS[n - 1]) for n in self._steps)
            line = _("Done: {steps}. What comes next?").format(steps=done)
        self._ask(Question(_("Needlestick"), line, choices))

    def _step(self, value: int) -> None:
        self._act("stick", value)
        self._steps.append(value)
        self._ask_steps()

    def _ask(self, question: Question) -> None:
        if self.panel is not None:
            self.view.forget()
        self.panel = AskPanel(self.view.style, pygame.display.get_window_size(), self.view.camera.view, question)


def _done(action: partial[None] | object) -> Screen | None:
    """Does something that leads to no other screen."""
    if callable(action):
        action()
    return None


def _shuffled(count: int, seed: int, purpose: str) -> list[int]:
    """Numbers from 0 in an order that belongs to the run."""
    return [int(n) for n in np.argsort(bits(seed, purpose, np.arange(count)))]
