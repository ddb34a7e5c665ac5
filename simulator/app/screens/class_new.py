"""A new class: a title, and names or pseudonyms as they come out of a list."""

from __future__ import annotations

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, column_of
from simulator.app.screens.class_board import ClassBoard
from simulator.files import classroom, classroom_forms
from simulator.files.classroom_forms import ClassForm
from simulator.files.form import free_id
from simulator.words import _


class NewClass(Asking):
    """Everything is typed or pasted."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.title, self.pasted = "", ""

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """Two places to type in."""
        sheet = column_of(page, place, self.style)
        sheet.text(_("Names or letters that stand for somebody, as trainees type them at their first start."))
        sheet.entry(_("Title of the class"), self.title, self._named)
        sheet.entry(_("Paste names: one a line, or between commas"), self.pasted, self._put, 10)

    def _named(self, text: str) -> None:
        self.title = text.strip()[:200]

    def _put(self, text: str) -> None:
        self.pasted = text

    def foot(self) -> Foot:
        """Makes it."""
        count, most = len(classroom.names(self.pasted)), classroom_forms.MOST_PEOPLE
        words = (
            _("{count} names") if count <= most else _("{count} names, at most {most}: paste the column of names alone")
        )
        said = words.format(count=count, most=most)
        return Foot([(_("Back"), self.leave)], (_("Make the class"), self.make), said)

    def make(self) -> Screen:
        """The class, and its board."""
        found = classroom.names(self.pasted)
        if not found or len(found) > classroom_forms.MOST_PEOPLE:
            return self.again()
        known = [one.id for one in classroom.classes(self.program.places)]
        title = self.title or _("Class")
        klass = ClassForm(id=free_id(title, known), title=title, members=found)
        classroom.save_class(self.program.places, klass)
        return ClassBoard(self.program, klass)

    def titles(self) -> tuple[str, str]:
        """What this is."""
        return _("New class"), ""

    def leave(self) -> Screen:
        """To the studio."""
        return ways.studio(self.program)
