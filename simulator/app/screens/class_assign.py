"""An assignment: scenarios into a basket, a day, a rule, and one file to hand out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pygame

from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Option, column_of
from simulator.app.screens.notice import Notice
from simulator.app.stamp import stamp
from simulator.files import audit, classroom, classroom_forms
from simulator.files.classroom_forms import AssignmentForm, ClassForm, TaskForm
from simulator.files.form import free_id
from simulator.files.safely import write_whole
from simulator.files.scenario import list_scenarios
from simulator.session import Scenario
from simulator.words import _

LABEL, FEW = 150, 3
DAYS = (1, 3, 7, 14)
RULES = ((1, 1), (2, 3), (3, 5))


class Assign(Asking):
    """For some or all of a class; `basket` may hold something already."""

    def __init__(
        self, program: Program, klass: ClassForm, members: Sequence[str], basket: Sequence[str] = (), title: str = ""
    ) -> None:
        super().__init__(program)
        self.klass, self.members = klass, tuple(members)
        listed = [one.scenario for one in list_scenarios(program.places) if one.scenario is not None]
        self.basket = list(basket)
        self.scenarios: list[Scenario] = sorted(
            listed, key=lambda one: (one.id not in basket, one.level, _(one.title))
        )  # what is chosen already stands first
        self.title = title or _("Exercises")
        self.days, self.rule, self.help = 7, (2, 3), False

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """What, until when, and by which rule."""
        sheet = column_of(page, place, self.style)
        sheet.entry(_("Title"), self.title, self._named)
        today = date.today()
        days = [Option(f"{today + timedelta(days=n):%d.%m.}", n, n == self.days) for n in DAYS]
        sheet.chips(days, self.until, _("Due"), LABEL)
        text, last = _("{good} of the last {of} runs"), _("the last run")
        rules = [
            Option(text.format(good=g, of=n) if n > 1 else last, i, (g, n) == self.rule)
            for i, (g, n) in enumerate(RULES)
        ]
        sheet.chips(rules, self.by, _("To be met in"), LABEL)
        words = [Option(_("no"), 0, not self.help), Option(_("yes"), 1, self.help)]
        sheet.chips(words, self.allow, _("Help allowed"), LABEL)
        sheet.heading(_("Scenarios: {count} chosen").format(count=len(self.basket)))
        if self.basket:
            sheet.text(", ".join(_(one.title) for one in self._chosen))
        options = [Option(_(one.title), n, one.id in self.basket) for n, one in enumerate(self.scenarios)]
        sheet.rows(options, self.put)

    def _named(self, text: str) -> None:
        self.title = text.strip()[:200]

    def until(self, days: int) -> Screen:
        """Another day."""
        self.days = days
        return self.again()

    def by(self, number: int) -> Screen:
        """Another rule."""
        self.rule = RULES[number]
        return self.again()

    def allow(self, number: int) -> Screen:
        """With or without help."""
        self.help = bool(number)
        return self.again()

    def put(self, number: int) -> Screen:
        """Into the basket, or out of it."""
        name = self.scenarios[number].id
        self.basket = [one for one in self.basket if one != name] if name in self.basket else [*self.basket, name]
        return self.again()

    def foot(self) -> Foot:
        """Writes the file."""
        words = "" if self.basket else _("choose at least one scenario")
        if len(self.basket) > classroom_forms.MOST_TASKS:
            words = _("at most {most} scenarios").format(most=classroom_forms.MOST_TASKS)
        text = _("for {names}") if 0 < len(self.members) <= FEW else _("for {count} people")
        people = text.format(names=", ".join(self.members), count=len(self.members))
        left = [(_("Back"), self.leave), (_("Print a sheet"), self.print_sheet)]
        return Foot(left, (_("Write the file"), self.write), words or people)

    @property
    def _chosen(self) -> list[Scenario]:
        return [one for one in self.scenarios if one.id in self.basket]

    def print_sheet(self) -> Screen:
        """A page with the plan, the maps and a grid of paper for each scenario of the basket."""
        from simulator.report.handout import handout

        if not self._chosen:
            return self.again()
        folder = self.program.places.own / "handed-out"
        path = folder / f"{free_id(self.title or 'exercises', [one.stem for one in folder.glob('*.html')])}.html"
        text = handout(self._chosen, self.program.places.assets, self.title or _("Lesson"))
        write_whole(path, text.encode())
        said = _("Open this page in a browser and print it at 100 %: {file}")
        return Notice(self.program, said.format(file=path), _("To print"), (_("Back"), lambda: self), file=path)

    def write(self) -> Screen:
        """One file, to be handed out by stick, mail or a shared folder."""
        chosen = self._chosen
        if not 0 < len(chosen) <= classroom_forms.MOST_TASKS:
            return self.again()
        now = datetime.now().astimezone()
        known = [one.id for one in classroom.handed_out(self.program.places)]
        one = AssignmentForm(
            id=free_id(self.title or "exercises", known),
            title=self.title or _("Exercises"),
            klass=self.klass.title,
            made=now.isoformat(timespec="seconds"),
            due=(now.date() + timedelta(days=self.days)).isoformat(),
            good=self.rule[0],
            of=self.rule[1],
            help=self.help,
            members=self.members,
            tasks=tuple(TaskForm(id=one.id, title=one.title, texts=dict(one.texts)) for one in chosen),
        )
        path = classroom.save_assignment(self.program.places, one)
        told = {"tasks": len(one.tasks), "people": len(one.members)}
        audit.add(self.program.library.folder, stamp(self.program.trainee), "assign", about=one.id, new=told)
        text = _("Hand out this file by stick, mail or a shared folder; trainees drop it onto their window: {file}")
        return Notice(self.program, text.format(file=path), _("Assigned"), (_("To the class"), self.leave), file=path)

    def titles(self) -> tuple[str, str]:
        """For whom."""
        return _("Assign"), self.klass.title

    def leave(self) -> Screen:
        """Back to the board."""
        from simulator.app.screens.class_board import ClassBoard

        return ClassBoard(self.program, self.klass)
