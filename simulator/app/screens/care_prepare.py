"""The page of preparation: steps that are taken one after the other, and how the skin is numbed."""

from __future__ import annotations

from functools import partial

import pygame

from simulator.app.page import Page
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import GUTTER, Option, Sheet, options
from simulator.app.screens.care_pages import Patient
from simulator.outcome.care import mixed
from simulator.outcome.care_bank import Step
from simulator.words import _

AREAS_CM2, GRAMS, MINUTES = (10, 30, 60, 90, 150, 250), (1, 2, 5, 10, 20, 40), (5, 15, 30, 45, 60, 90)
"""What can be chosen for numbing; a scenario asks for bands, and its figures may lie between."""
LABEL, INDENT = 150, 32
"""Design pixels of the words before a row of figures, and of the margin before the choices of a step."""


class Steps:
    """Steps in an order that belongs to the seed; beside them those that were taken, in theirs."""

    def __init__(self, screen: Patient) -> None:
        self.screen = screen
        self._open = ""  # the step whose choices are shown

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """Steps on the left; what was done so far, and numbing, on the right."""
        px = self.screen.style.px
        wide = (place.width - px(GUTTER)) // 2
        self._steps(Sheet(page, page.column(pygame.Rect(place.x, place.y, wide, place.height))))
        right = pygame.Rect(place.right - wide, place.y, wide, place.height)
        sheet = Sheet(page, page.column(right))
        self._taken(sheet)
        self._numbing(sheet)

    def _steps(self, sheet: Sheet) -> None:
        screen, steps = self.screen, self.screen.plan.prepared
        sheet.heading(_("Press a step when you take it"))
        for step in (steps[n] for n in mixed(screen.seed, "steps", len(steps))):
            given = screen.value(f"step.{step.id}")
            sheet.rows([Option(_(step.title), 1, given is not None)], partial(self._press, step))
            if step.id == self._open:
                lot = mixed(screen.seed, f"choices {step.id}", len(step.choices))
                texts = [_(step.choices[n].text) for n in lot]
                sheet.rows(options(texts, [n + 1 for n in lot], given), partial(self._choose, step), INDENT)

    def _press(self, step: Step, _value: int) -> Screen:
        """A step without choices is taken; one with choices asks how. What was taken last is not taken twice."""
        screen, name = self.screen, f"step.{step.id}"
        if step.choices:
            self._open = "" if self._open == step.id else step.id
            return screen.again()
        self._open = ""
        last = next((act.what for act in reversed(screen.acts) if act.what.startswith("step.")), "")
        return screen.again() if last == name else screen.act((name, 1))

    def _choose(self, step: Step, value: int) -> Screen:
        self._open = ""
        return self.screen.choose(f"step.{step.id}", value)

    def _taken(self, sheet: Sheet) -> None:
        """The steps so far, numbered, each with how it was taken."""
        steps = {f"step.{step.id}": step for step in self.screen.plan.prepared}
        done = [(steps[act.what], act.value) for act in self.screen.acts if act.what in steps]
        sheet.heading(_("Taken so far"))
        lines = [_("{number}  {step}").format(number=n, step=_told(*one)) for n, one in enumerate(done, 1)]
        sheet.text("\n".join(lines) or _("Nothing yet."))

    def _numbing(self, sheet: Sheet) -> None:
        screen, plan = self.screen, self.screen.plan
        if plan.numbing is None:
            return
        sheet.heading(_("Numbed with"))
        agents = options([_(a.title) for a in plan.agents], range(1, len(plan.agents) + 1), screen.value("numb.agent"))
        sheet.rows(agents, partial(screen.choose, "numb.agent"))
        for what, label, figures, scale in (
            ("numb.area", _("Area, cm²"), AREAS_CM2, 100),
            ("numb.amount", _("Amount, g"), GRAMS, 1000),
            ("numb.minutes", _("Clock, minutes"), MINUTES, 1),
        ):
            values = [figure * scale for figure in figures]
            offered = options([str(figure) for figure in figures], values, screen.value(what))
            sheet.chips(offered, partial(screen.choose, what), label, LABEL)


def _told(step: Step, value: int) -> str:
    """A step and how it was taken."""
    if not step.choices or not 1 <= value <= len(step.choices):
        return _(step.title)
    return _("{step}: {how}").format(step=_(step.title), how=_(step.choices[value - 1].text))
