"""One person of a class: every run that came back, task by task, and the way into each of them."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Option, column_of
from simulator.app.screens.class_table import STATES
from simulator.files import recording
from simulator.report import words
from simulator.report.board import NOTHING, Known
from simulator.words import _

if TYPE_CHECKING:
    from simulator.app.screens.class_board import ClassBoard


class Person(Asking):
    """Tasks below each other; a press on a run shows it, and a note can be pinned to it there."""

    def __init__(self, shown: ClassBoard, person: str) -> None:
        super().__init__(shown.program)
        self._board, self.person = shown, person

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """Every task with its state, and its runs, the last one first."""
        sheet, shown = column_of(page, place, self.style), self._board.board
        assert shown is not None
        for task, title in shown.tasks:
            cell = shown.cells.get((self.person, task), NOTHING)
            sheet.heading(_("{task}: {state}").format(task=_(title), state=_(STATES[cell.state])))
            if not cell.runs:
                sheet.text(_("Nothing has been handed in yet."))
            for one in reversed(cell.runs):
                sheet.rows([Option(told(one), 0)], partial(self.see, one), leads=True)

    def see(self, one: Known, _number: int = 0) -> Screen:
        """The run, and back to this list."""
        return ways.replay(self.program, recording.read(Path(one.path)), None, lambda: self)

    def tick(self, now_us: int) -> Screen:
        """Runs go on being checked."""
        if self._board.check(now_us):
            self.again()
        return super().tick(now_us)

    def foot(self) -> Foot:
        """Back."""
        return Foot([], (_("Back"), self.leave))

    def titles(self) -> tuple[str, str]:
        """Who, and in which class."""
        return self.person, self._board.klass.title

    def leave(self) -> Screen:
        """The board again."""
        return self._board


def told(one: Known) -> str:
    """When, how many points, what they were worth, and what is to be known beside it."""
    try:
        day = f"{datetime.fromisoformat(one.started):%Y-%m-%d %H:%M}"
    except ValueError:
        day = one.started
    said = [day, _("{points:.0f} points").format(points=one.score), words.verdict_of(one.verdict)]
    if one.helped:
        said.append(_("with help"))
    if one.edited:
        said.append(_("edited"))
    elif not one.checked:
        said.append(_("unchecked"))
    return " · ".join(said)
