"""A mark from the school's own people: those who can, those who learn, and how many the mark would judge wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import pygame

from simulator.app.device_words import POINTERS
from simulator.app.page import Page
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Option, Sheet
from simulator.app.style import Style
from simulator.errors import NeedlepassError
from simulator.files import classroom
from simulator.report import board
from simulator.report.board import Known
from simulator.session import Scenario
from simulator.standing.cutscore import Cut, contrasting, in_words
from simulator.studio import edits
from simulator.words import _, mark

if TYPE_CHECKING:
    from simulator.app.screens.class_board import ClassBoard

WIDE, NAME, TARGETS = 560, 200, 2
GROUPS = (mark("can do it"), mark("is learning"), mark("left out"))
ABLE, LEARNING, OUT = range(len(GROUPS))
ROW, HIGH, LEFT, DOT = 44, 160, 108, 5


class ProposeMark(Asking):
    """Everybody who has handed in the task, in any class; each counts once, with the mean of their own runs."""

    def __init__(self, shown: ClassBoard, task: str) -> None:
        super().__init__(shown.program)
        assert shown.assignment is not None
        self._board, self.task = shown, task
        self.scenario: Scenario = next(one for one in shown.assignment.tasks if one.id == task).scenario()
        self.groups: dict[str, int] = {}
        self.runs = self._handed_in()
        self.devices = sorted({device for device, _who in self.runs if device in POINTERS})
        self.device = max(self.devices, key=lambda one: len(self.people(one)), default="")
        self._cut: Cut | str = ""

    def _handed_in(self) -> dict[tuple[str, str], list[Known]]:
        """The runs of people on this very scenario, by device and person."""
        places, found, seen = self.program.places, dict[tuple[str, str], list[Known]](), set[str]()
        for klass in classroom.classes(places):
            told, _wrong = board.read(classroom.collected(places, klass.id), board.told)
            for one in told:
                once = Path(one.path).name not in seen  # a run may have come back to two classes
                seen.add(Path(one.path).name)
                good = once and one.trainee and one.source == "live" and not (one.helped or one.edited)
                if good and one.digest == self.scenario.digest:
                    found.setdefault((one.device_class, one.trainee), []).append(one)
        return found

    def people(self, device: str) -> list[str]:
        """Who has used a class of device."""
        return sorted(who for kind, who in self.runs if kind == device)

    def score(self, person: str) -> float | None:
        """The mean of somebody's runs, each played once; None where none of them is as it was recorded."""
        known, _wrong = board.read(Path(one.path) for one in self.runs[self.device, person])
        own = [one.score for one in known if not one.edited]
        return fmean(own) if own else None

    def sides(self) -> tuple[list[float], list[float]]:
        """Scores of those who can, and of those who learn."""
        found: tuple[list[float], list[float]] = ([], [])
        for person in self.people(self.device):
            group = self.groups.get(person, OUT)
            if group != OUT and (score := self.score(person)) is not None:
                found[group].append(score)
        return found

    def cut(self) -> Cut | str:
        """The mark, or why there is none."""
        return _between(self.sides())

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """People on the left, what comes of it on the right."""
        px = self.style.px
        left = pygame.Rect(place.topleft, (min(px(WIDE), place.width), place.height))
        sheet = Sheet(page, page.column(left))
        tasks = shown.tasks if (shown := self._board.board) is not None else ()
        if len(tasks) > 1:
            sheet.chips([Option(_(title), n, one == self.task) for n, (one, title) in enumerate(tasks)], self.turn)
        sheet.text(
            _("Who can do it, and who is learning? Each person counts once, with the mean of their unaided runs.")
        )
        if len(self.devices) > 1:
            options = [Option(_(POINTERS[one]), n, one == self.device) for n, one in enumerate(self.devices)]
            sheet.chips(options, self.use_device, _("With"), NAME)
        for person in self.people(self.device):
            group = self.groups.get(person, OUT)
            options = [Option(_(text), n, n == group) for n, text in enumerate(GROUPS)]
            told = fmean(one.score for one in self.runs[self.device, person])
            mean = told if group == OUT else self.score(person)  # who counts has been checked
            words = f"{self.style.shortened(person, 'body', px(NAME - 60))} · {'–' if mean is None else f'{mean:.0f}'}"
            sheet.chips(options, partial(self.put, person), words, NAME)
        beside = pygame.Rect(left.right + px(24), place.y, max(place.right - left.right - px(24), px(40)), place.height)
        found = Sheet(page, page.column(beside))
        sides = self.sides()
        self._cut = cut = _between(sides)
        found.column.image(strip(self.style, beside.width, sides, cut), (0, found.y))
        found.y += px(HIGH + 12)
        if isinstance(cut, str):
            found.text(cut)
            found.text(_("Colleagues who can do it count, too: give them this task in a class of their own."))
        else:
            found.panel(_("A proposed mark"), "\n".join(in_words(_(POINTERS[self.device]), cut)))

    def turn(self, number: int) -> Screen:
        """Another task."""
        assert self._board.board is not None
        return ProposeMark(self._board, self._board.board.tasks[number][0])

    def use_device(self, number: int) -> Screen:
        """A mark for another class of device."""
        self.device = self.devices[number]
        return self.again()

    def put(self, person: str, group: int) -> Screen:
        """Somebody belongs to another group."""
        self.groups[person] = group
        return self.again()

    def foot(self) -> Foot:
        """Into the studio with it, as the mark of the next version."""
        cut = self._cut
        if isinstance(cut, str):
            return Foot([], (_("Back"), self.leave))
        return Foot([(_("Back"), self.leave)], (_("Use this mark"), partial(self.use, cut)))

    def use(self, cut: Cut) -> Screen:
        """The scenario in the studio, with this mark for this device; it counts when it is published."""
        from simulator.app.screens.studio_list import StudioList

        listed = StudioList(self.program)
        own = next((one for one in listed.own if one.id == self.scenario.id), None)
        studio = listed.copy(self.scenario, 0) if own is None else listed.open(own, 0)
        marks = dict(edits.value(studio.work.now, "marks") or {})
        marks[self.device] = {"mark": round(cut.mark, 1), "people": 0 if cut.provisional else sum(cut.people)}
        studio.did(edits.put(studio.work.now, "marks", marks))
        return studio.go(TARGETS)

    def titles(self) -> tuple[str, str]:
        """For which task."""
        return _("Propose a mark"), _(self.scenario.title)

    def leave(self) -> Screen:
        """The board again."""
        return self._board


def _between(sides: tuple[Sequence[float], Sequence[float]]) -> Cut | str:
    try:
        return contrasting(*sides)
    except NeedlepassError as error:
        return str(error)


def strip(style: Style, width: int, sides: tuple[Sequence[float], Sequence[float]], cut: Cut | str) -> pygame.Surface:
    """Everybody's score as a dot on a scale to 100, those who can above those who learn; the mark with its interval."""
    px = style.px
    panel = pygame.Surface((width, px(HIGH)))
    panel.fill(style.colour["panel"])
    left, wide = px(LEFT), width - px(LEFT + 32)

    def x(score: float) -> int:
        return left + round(wide * score / 100)

    base = px(HIGH - 36)
    if not isinstance(cut, str):
        band = pygame.Rect(x(cut.low), px(12), max(x(cut.high) - x(cut.low), 1), base - px(12))
        panel.fill(style.colour["soft"], band)
        pygame.draw.line(panel, style.colour["accent"], (x(cut.mark), px(12)), (x(cut.mark), base), px(2))
    for row, (scores, title) in enumerate(zip(sides, GROUPS[:OUT], strict=True)):
        y = px(16 + ROW * row + ROW // 2)
        style.write(panel, _(title), (px(16), y - px(8)), "small", "muted")
        for score in scores:
            at = (x(score), y)
            if row == ABLE:
                pygame.draw.circle(panel, style.colour["accent"], at, px(DOT))
            else:
                pygame.draw.circle(panel, style.colour["text"], at, px(DOT), px(2))
    pygame.draw.line(panel, style.colour["edge"], (left, base), (left + wide, base), px(1))
    for score in range(0, 101, 20):
        style.write(panel, str(score), (x(score), base + px(4)), "small", "muted", align="center")
    style.write(panel, _("points"), (px(16), base + px(4)), "small", "muted")
    return style.rounded(panel)
