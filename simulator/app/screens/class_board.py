"""The class board: everybody at every task as signs, bundles that are dropped onto it, and the way to why."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pygame

from simulator.app import parts, ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Option, Sheet
from simulator.app.stamp import stamp
from simulator.app.style import Style
from simulator.errors import NeedlepassError
from simulator.files import audit, classroom
from simulator.files.classroom import AssignmentForm, ClassForm
from simulator.report import board
from simulator.report.board import Board, Cell
from simulator.words import _, mark

LOOKED_US = 2_000_000
"""A watched folder is looked through so often."""
NAME, COLUMNS, ROW, HEAD, SIGN = 180, (110, 260), 36, 64, 20
STATES = {
    "met": mark("met"),
    "under way": mark("under way"),
    "stuck": mark("stuck: five attempts"),
    "not begun": mark("not begun"),
    "aided only": mark("with help only"),
}


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
        self._looked_us = 0
        self._read()

    def _read(self) -> None:
        known, wrong = board.read(classroom.collected(self.program.places, self.klass.id))
        self.known = known
        if wrong:
            self.said = "\n".join(wrong[:3])
        self.board = board.board(self.assignment, known) if self.assignment else None

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """Assignments to choose from, the table, and what its signs mean."""
        sheet = Sheet(page, page.column(place))
        if self.given:
            options = [Option(one.title, n, one is self.assignment) for n, one in enumerate(self.given)]
            sheet.chips(options, self.pick)
        else:
            sheet.text(_("Nothing has been assigned to this class yet."))
        if self.said:
            sheet.text(self.said)
        if self.board is None or self.assignment is None:
            return
        sheet.column.image(table(self.style, self.board, sheet.column.rect.width), (0, sheet.y))
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
        self.klass = self.klass.model_copy(update={"watched": text.strip()})
        classroom.save_class(self.program.places, self.klass)

    def pick(self, number: int) -> Screen:
        """Another assignment."""
        self.assignment, self._turned = self.given[number], True
        self._read()
        return self.again()

    def why(self, task: str) -> Screen:
        """What those have in common who have not met a task."""
        from simulator.app.screens.class_why import Why

        return Why(self, task)

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
        return Foot([(_("Back"), self.leave)], (_("Assign …"), self.assign))

    def assign(self) -> Screen:
        """An assignment for everybody."""
        from simulator.app.screens.class_assign import Assign

        return Assign(self.program, self.klass, self.klass.members)

    def titles(self) -> tuple[str, str]:
        """The class."""
        due = _("due {day}").format(day=self.assignment.due) if self.assignment else ""
        return self.klass.title, due

    def handle(self, event: pygame.Event) -> Screen | None:
        """A file that is dropped is collected."""
        if event.type == pygame.DROPFILE:
            return self.collect(Path(event.file))
        return super().handle(event)

    def tick(self, now_us: int) -> Screen:
        """What lies in the watched folder is collected."""
        super().tick(now_us)
        if self.klass.watched and now_us - self._looked_us > LOOKED_US and not (self._page and self._page.typing):
            self._looked_us = now_us
            self._look()
        return self

    def _look(self) -> None:
        folder, found = Path(self.klass.watched).expanduser(), 0
        for path in sorted(folder.glob(f"*{classroom.BUNDLE}")) if folder.is_dir() else []:
            try:
                new, _wrong = classroom.collect(self.program.places, self.klass.id, path)
                found += len(new)
            except NeedlepassError as error:
                self.said = str(error)
        if found:
            self.said = _("{count} new runs").format(count=found)
            self._read()
            self.again()

    def leave(self) -> Screen:
        """To the studio."""
        return ways.studio(self.program)


def column_of(style: Style, shown: Board, width: int) -> int:
    """Window pixels of the column of one task."""
    least, most = (style.px(side) for side in COLUMNS)
    return min(max((width - style.px(NAME)) // max(len(shown.tasks), 1), least), most)


def table(style: Style, shown: Board, width: int) -> pygame.Surface:
    """Members below each other, tasks beside each other, a sign and the number of attempts for each."""
    px, column = style.px, column_of(style, shown, width)
    panel = pygame.Surface((width, px(HEAD + ROW * len(shown.members))))
    panel.fill(style.colour["panel"])
    for number, (_task, title) in enumerate(shown.tasks):
        words = style.shortened(_(title), "small", column - px(12))
        style.write(panel, words, (px(NAME) + column * number, px(8)), "small", "muted")
    for row, person in enumerate(shown.members):
        y = px(HEAD + ROW * row)
        panel.fill(style.colour["line"], (px(16), y, width - px(32), 1))
        style.write(panel, style.shortened(person, "body", px(NAME - 32)), (px(16), y + px(6)), "body")
        for number, (task, _title) in enumerate(shown.tasks):
            _cell(style, panel, (px(NAME) + column * number, y + px(8)), shown.cells[person, task])
    return style.rounded(panel)


def _cell(style: Style, panel: pygame.Surface, at: tuple[int, int], cell: Cell) -> None:
    px = style.px
    sign(style, panel, (at[0] + px(SIGN // 2), at[1] + px(SIGN // 2)), cell.state)
    words = [] if cell.last is None else [f"{cell.last:.0f}", _("{count} runs").format(count=cell.attempts)]
    if cell.edited:
        words.append(_("edited"))
    style.write(panel, " · ".join(words), (at[0] + px(SIGN + 8), at[1] + px(2)), "small", "muted")


def sign(style: Style, panel: pygame.Surface, centre: tuple[int, int], state: str) -> None:
    """Every state has a shape of its own, so that no colour is needed to tell them apart."""
    px = style.px
    rect = pygame.Rect(0, 0, px(SIGN), px(SIGN))
    rect.center = centre
    if state == "met":
        style.panel(panel, rect, "accent", radius=SIGN / 2)
        tick = [
            (rect.x + rect.width * x, rect.y + rect.height * y) for x, y in ((0.28, 0.52), (0.44, 0.68), (0.74, 0.34))
        ]
        pygame.draw.lines(panel, style.colour["on_accent"], False, tick, px(2))
    elif state == "stuck":
        parts.warning(style, panel, centre)
    else:
        style.frame(panel, rect, "accent" if state == "under way" else "edge", radius=SIGN / 2, width=2)
        inner = rect.inflate(-px(10), -px(10))
        if state == "under way":
            style.panel(panel, inner, "accent", radius=SIGN / 4)
        elif state == "aided only":
            panel.fill(style.colour["text"], (rect.centerx - px(5), rect.centery - px(1), px(10), px(2)))


def legend(style: Style, width: int) -> pygame.Surface:
    """What the signs mean."""
    px, x = style.px, style.px(16)
    line = pygame.Surface((width, px(28)), pygame.SRCALPHA)
    for state, words in STATES.items():
        sign(style, line, (x + px(SIGN // 2), px(14)), state)
        box = style.write(line, _(words), (x + px(SIGN + 8), px(6)), "small", "muted")
        x = box.right + px(20)
    return line.premul_alpha()
