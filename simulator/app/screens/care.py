"""Before the device is taken up: the patient is asked and looked at, a plan is chosen, and everything is prepared."""

from __future__ import annotations

from functools import partial

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import care_pages, care_prepare, care_skin, treat_record
from simulator.app.screens.care_asked import Foot, column_of
from simulator.outcome.care import Case, case
from simulator.outcome.care_bank import Item
from simulator.session import Scenario
from simulator.words import _


class Care(care_pages.Patient):
    """Goes through the pages of one patient; its acts are where the recording of the run begins."""

    def __init__(self, program: Program, scenario: Scenario) -> None:
        super().__init__(program)
        if scenario.care is None:
            raise ValueError("a scenario without care")
        self.scenario, self.plan = scenario, scenario.care
        self.seed = treat_record.seed()
        self.case: Case = case(self.plan, self.seed)
        self.at = 0
        self.pages: list[Item | str] = []
        if self.plan.screening:
            self.pages += [*self.case.heard, "skin"]
        if self.plan.zones:
            self.pages.append("plan")
        if self.plan.steps or not self.pages:
            self.pages.append("prepare")
        self._spots: care_skin.Spots | None = None
        self._seen = False
        self._steps = care_prepare.Steps(self)

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """The page that is open."""
        at = self.pages[self.at]
        if isinstance(at, Item):
            care_pages.finding(column_of(page, place, self.style), self, at)
        elif at == "skin":
            if self._spots is None:
                self._spots = care_skin.Spots(self)
            self._spots.fill(page, place)
        elif at == "plan":
            care_pages.plan(column_of(page, place, self.style), self)
        else:
            self._steps.fill(page, place)

    def foot(self) -> Foot:
        """The way back and on, and the way out."""
        back = [(_("Back"), partial(self.turn, -1))] if self.at else []
        last = self.at == len(self.pages) - 1
        on = (_("Take up the device"), self.begin) if last else (_("Next"), partial(self.turn, 1))
        return Foot([*back, (_("Treat nothing today"), self.postpone)], on)

    def titles(self) -> tuple[str, str]:
        """What is done on this page, and how many there are."""
        at = self.pages[self.at]
        names = {"skin": _("Look at the skin"), "plan": _("Plan"), "prepare": _("Prepare")}
        if isinstance(at, Item):
            title = _("Ask the patient") if at.where == "said" else _("Look at the patient")
        else:
            title = names[at]
        words = _("{title} · {number} of {count}")
        return title, words.format(title=_(self.scenario.title), number=self.at + 1, count=len(self.pages))

    def handle(self, event: pygame.Event) -> Screen | None:
        """On the skin, places are pointed at; everything else are buttons."""
        if self.pages[self.at] == "skin" and self._spots is not None and self._spots.handle(event):
            return self
        return super().handle(event)

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed; a page that waits for its picture has been seen then."""
        drawn = super().draw(surface)
        self._seen = self._spots is not None and self._spots.waits
        return drawn

    def tick(self, now_us: int) -> Screen:
        """As ever; the picture of the skin is made once its page has been seen without it."""
        if self._seen and self._spots is not None and self._spots.waits:
            self._spots.waits = False
            self.again()
        return super().tick(now_us)

    def turn(self, way: int) -> Screen:
        """Another page."""
        self.at += way
        self._turned = True
        return self.again()

    def begin(self) -> Screen:
        """The device is taken up."""
        return ways.cared(self.program, self.scenario, treat_record.Before(self.seed, tuple(self.acts)))

    def postpone(self) -> Screen:
        """Nothing is treated today: that is scored and kept."""
        self.act(("postpone", 1))
        record = treat_record.begin(self.program, self.scenario, treat_record.Before(self.seed, tuple(self.acts)), 0.0)
        return ways.result(self.program, treat_record.untouched(record))

    def leave(self) -> Screen:
        """Home; nothing has been done to anybody yet, and nothing is kept."""
        return ways.home(self.program)
