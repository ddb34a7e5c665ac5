"""After the treatment: what this patient is told before going home."""

from __future__ import annotations

from functools import partial

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, column_of, options
from simulator.app.screens.treat_record import Record
from simulator.needling.hand import NO_SAMPLES, Hand
from simulator.needling.run import Run
from simulator.outcome.care import CarePlan, mixed
from simulator.words import _


class Aftercare(Asking):
    """What the patient asks, one question below the other; the recording's clock goes on meanwhile."""

    def __init__(self, program: Program, record: Record, run: Run, plan: CarePlan) -> None:
        super().__init__(program, max(run.end_us, record.hand.end_us))
        self.record, self.run, self.plan = record, run, plan
        self._put_away = False

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """Every question with its answers, mixed by the seed."""
        sheet = column_of(page, place, self.style)
        for question in self.plan.told:
            what = f"after.{question.id}"
            lot = mixed(self.run.seed, f"after {question.id}", len(question.choices))
            sheet.panel(_(question.title), _("“{text}”").format(text=_(question.text)))
            texts = [_(question.choices[n].text) for n in lot]
            sheet.rows(options(texts, [n + 1 for n in lot], self.value(what)), partial(self.choose, what))
            sheet.y += self.style.px(12)

    def foot(self) -> Foot:
        """The goodbye, and how much is still open."""
        left = sum(1 for question in self.plan.told if self.value(f"after.{question.id}") is None)
        words = _("{number} of {count} not answered yet").format(number=left, count=len(self.plan.told)) if left else ""
        return Foot((), (_("Say goodbye"), self.goodbye), words)

    def titles(self) -> tuple[str, str]:
        """Where one is."""
        return _("Before the patient goes"), _("What do you tell this patient?")

    def close(self) -> None:
        """A run without a goodbye can be continued another time."""
        if not self._put_away:
            self._put_away = True
            self.record.add(self._told())
            self.record.interrupt()

    def goodbye(self) -> Screen:
        """What was told is kept with the run, and the result is shown."""
        self._put_away = True
        told = self._told()
        self.run.advance(told)
        self.record.add(told)
        return ways.result(self.program, self.record.keep(self.run))

    def leave(self) -> Screen:
        """Home; the run waits there to be continued."""
        return ways.home(self.program)

    def _told(self) -> Hand:
        return Hand(NO_SAMPLES, tuple(self.acts))
