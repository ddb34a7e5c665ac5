"""The class board: everybody at every task as signs, bundles that are dropped onto it, and the way to why."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Option, Sheet
from simulator.app.screens.class_table import HEAD, NAME, ROW, column_of, legend, table
from simulator.app.stamp import stamp
from simulator.errors import NeedlepassError
from simulator.files import audit, classroom
from simulator.files.classroom_forms import AssignmentForm, ClassForm
from simulator.report import board
from simulator.report.board import Board
from simulator.words import _

LOOKED_US, COUNTED_US = 2_000_000, 1_000_000
"""A watched folder is looked through so often, and the board counted anew while runs are checked."""
FRAME_S = 0.02
"""So long runs are checked in every frame, or one (0.05 s a run)."""


class ClassBoard(Asking):
    """One class and one assignment at a time."""

    def __init__(self, program: Program, klass: ClassForm, shown: str = "") -> None:
        super().__init__(program)
        self.klass = klass
        self.given = [one for one in classroom.handed_out(program.places) if one.klass == klass.title]
        self.assignment: AssignmentForm | None = next(
            (one for one in self.given if one.id == shown), self.given[0] if self.given else None
        )
        self.board: Board | None = None
        self.said = ""
        self._looked_us = self._counted_us = 0
        self._stamps: dict[Path, object] = {}
        self._read()

    def _read(self) -> None:
        """What came back, as it says itself; it is checked later, the last runs of everybody first."""
        known, wrong = board.read(classroom.collected(self.program.places, self.klass.id), board.told)
        self._known = {one.path: one for one in known}
        last = {(one.trainee, one.digest): one.path for one in known}
        unchecked = [one.path for one in known if not one.checked]
        self._left = sorted(unchecked, key=set(last.values()).__contains__)
        self._say(wrong)
        self._count()

    def _say(self, wrong: list[str]) -> None:
        self.said = "\n".join([*self.said.splitlines()[-2:], *wrong[:3]]) if wrong else self.said

    def check(self, now_us: int) -> bool:
        """Some more runs are checked; whether the board has been counted anew since."""
        if not self._left:
            return False
        end = monotonic() + FRAME_S
        while self._left and monotonic() < end:
            known, wrong = board.read([Path(path := self._left.pop())])
            del self._known[path]
            self._known.update((one.path, one) for one in known)
            self._say(wrong)
        if self._left and now_us - self._counted_us < COUNTED_US:
            return False
        self._counted_us = now_us
        self._count()
        return True

    def _count(self) -> None:
        """The board of everything that is known by now."""
        self.known = sorted(self._known.values(), key=lambda one: (one.started, one.path))
        self.board = board.board(self.assignment, self.known) if self.assignment else None

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """Assignments to choose from, the table, and what its signs mean."""
        sheet = Sheet(page, page.column(place))
        if self.given:
            options = [Option(one.title, n, one is self.assignment) for n, one in enumerate(self.given)]
            sheet.chips(options, self.pick)
        else:
            sheet.text(_("Nothing has been assigned to this class yet."))
        if self._left:
            text = _("As it was handed in. Runs are still being checked: {count} to go")
            sheet.text(text.format(count=len(self._left)))
        if self.said:
            sheet.text(self.said)
        if self.board is None or self.assignment is None:
            return
        sheet.column.image(table(self.style, self.board, sheet.column.rect.width), (0, sheet.y))
        for number, one in enumerate(self.board.members):
            rect = pygame.Rect(
                0, sheet.y + self.style.px(HEAD + ROW * number), sheet.column.rect.width, self.style.px(ROW)
            )
            page.button("", rect, partial(self.person, one), "card", sheet.column.sheet)
        self._buttons(sheet, self.board)
        sheet.y += self.style.px(HEAD + ROW * len(self.board.members) + 16)
        sheet.column.image(legend(self.style, sheet.column.rect.width), (0, sheet.y))
        sheet.y += self.style.px(40)
        sheet.text(_("Drop bundles or runs onto this window, or name a folder that is looked through:"))
        sheet.entry(_("Folder"), self.klass.watched, self._watch)

    def _buttons(self, sheet: Sheet, shown: Board) -> None:
        """Over every column why it is as it is."""
        px, column = self.style.px, column_of(self.style, shown, sheet.column.rect.width)
        for number, (task, _title) in enumerate(shown.tasks):
            if shown.reasons[task]:
                rect = pygame.Rect(px(NAME) + column * number, sheet.y + px(30), column - px(24), px(30))
                sheet.page.button(_("Why?"), rect, partial(self.why, task), "outline", sheet.column.sheet)

    def _watch(self, text: str) -> None:
        self.klass = self.klass.model_copy(update={"watched": text.strip()[:1000]})
        classroom.save_class(self.program.places, self.klass)

    def pick(self, number: int) -> Screen:
        """Another assignment."""
        self.assignment, self._turned = self.given[number], True
        self._count()
        return self.again()

    def why(self, task: str) -> Screen:
        """What those have in common who have not met a task."""
        from simulator.app.screens.class_why import Why

        return Why(self, task)

    def person(self, name: str) -> Screen:
        """Every run of somebody."""
        from simulator.app.screens.class_person import Person

        return Person(self, name)

    def collect(self, path: Path) -> Screen:
        """Runs that come back; once more is harmless."""
        try:
            new, wrong = classroom.collect(self.program.places, self.klass.id, path)
        except NeedlepassError as error:
            self.said = str(error)
            return self.again()
        if new:
            told = {"runs": len(new)}
            audit.add(
                self.program.library.folder, stamp(self.program.trainee), "collect", about=self.klass.id, new=told
            )
        self.said = "\n".join([_("{count} new runs from {file}").format(count=len(new), file=path.name), *wrong])
        self._read()
        return self.again()

    def foot(self) -> Foot:
        """Another assignment for this class, or back."""
        left = [(_("Back"), self.leave)]
        if self.board is not None and any(cell.runs for cell in self.board.cells.values()):
            left.append((_("Propose a mark"), self.propose))
        return Foot(left, (_("Assign …"), self.assign))

    def propose(self) -> Screen:
        """A mark from those who have handed in the task that most have tried."""
        from simulator.app.screens.class_mark import ProposeMark

        assert self.board is not None
        tried = {
            task: sum(cell.attempts for (_who, name), cell in self.board.cells.items() if name == task)
            for task, _title in self.board.tasks
        }
        return ProposeMark(self, max(tried, key=lambda task: tried[task]))

    def assign(self) -> Screen:
        """An assignment for everybody."""
        from simulator.app.screens.class_assign import Assign

        return Assign(self.program, self.klass, self.klass.members)

    def titles(self) -> tuple[str, str]:
        """The class."""
        if self.assignment is None:
            return self.klass.title, ""
        late = self.assignment.due < date.today().isoformat()
        due = _("was due {day}") if late else _("due {day}")
        return self.klass.title, due.format(day=self.assignment.due)

    def handle(self, event: pygame.Event) -> Screen | None:
        """A file that is dropped is collected."""
        if event.type == pygame.DROPFILE:
            return self.collect(Path(event.file))
        return super().handle(event)

    def tick(self, now_us: int) -> Screen:
        """What lies in the watched folder is collected."""
        super().tick(now_us)
        if self.check(now_us):
            self.again()
        if self.klass.watched and now_us - self._looked_us > LOOKED_US and not (self._page and self._page.typing):
            self._looked_us = now_us
            self._look()
        return self

    def _look(self) -> None:
        found, before = 0, self.said
        for path in self._lying():
            if self._stamps.get(path) == (stamped := _stamp(path)):
                continue  # it has been looked into, and is as it was
            self._stamps[path] = stamped
            try:
                new, _wrong = classroom.collect(self.program.places, self.klass.id, path)
                found += len(new)
            except NeedlepassError as error:
                self.said = str(error)
        if found:
            self.said = _("{count} new runs").format(count=found)
            self._read()
        if self.said != before:
            self.again()

    def _lying(self) -> list[Path]:
        """Bundles in the watched folder; none where it cannot be looked into, or is no folder at all."""
        try:
            return sorted(Path(self.klass.watched).expanduser().glob(f"*{classroom.BUNDLE}"))
        except (OSError, RuntimeError, ValueError):
            return []

    def leave(self) -> Screen:
        """To the studio."""
        return ways.studio(self.program)


def _stamp(path: Path) -> object:
    """What changes when a file does."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_size, told.st_mtime_ns
