"""Which device: where a scenario leaves it open, the trainee chooses before anything else."""

from __future__ import annotations

import pygame

from simulator import session
from simulator.app import ways
from simulator.app.device_words import told
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Option, column_of
from simulator.session import Scenario
from simulator.words import _


class Devices(Asking):
    """The devices that a scenario allows, each with what it does; the one that is named first is taken at first."""

    def __init__(self, program: Program, scenario: Scenario) -> None:
        super().__init__(program)
        self.scenario = scenario
        self.at = 0

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """What is to be done, and a row for each device."""
        sheet = column_of(page, place, self.style)
        sheet.panel(_("What do you take?"), " ".join(self.scenario.brief.split()))
        rows = [Option(self._said(number), number, number == self.at) for number in range(len(self.scenario.devices))]
        sheet.rows(rows, self._take)

    def _said(self, number: int) -> str:
        words = told(self.scenario.devices[number].device)
        good = _("Good for {what}.").format(what=_(words.good_for))
        return "\n".join((words.title, " ".join((words.facts, words.dose, good))))

    def _take(self, number: int) -> Screen:
        self.at = number
        return self.again()

    def foot(self) -> Foot:
        """On with the device that was chosen."""
        return Foot([(_("Back"), self.leave)], (_("Take it"), self.go_on))

    def titles(self) -> tuple[str, str]:
        """Where one is."""
        return _("Choose a device"), _(self.scenario.title)

    def go_on(self) -> Screen:
        """The same scenario, with this device."""
        return ways.consult(self.program, session.choose(self.scenario, self.scenario.devices[self.at].device.id))

    def leave(self) -> Screen:
        """Home."""
        return ways.home(self.program)
