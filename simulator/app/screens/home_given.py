"""What a teacher has given: until when, how much is left, and the way to hand it in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pygame

from simulator.app.column import Column
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.errors import NeedlepassError
from simulator.files import classroom, recording
from simulator.files.classroom_forms import AssignmentForm, TaskForm
from simulator.files.index import Row
from simulator.words import _, mark

if TYPE_CHECKING:
    from pathlib import Path

HIGH, GAP = 64, 12
MOST = 3
DAYS = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"), mark("Saturday"),
    mark("Sunday"),
)  # fmt: skip


class Given(NamedTuple):
    """An assignment, the tasks of it that are not met yet, and the runs that belong to it."""

    assignment: AssignmentForm
    left: tuple[TaskForm, ...]
    runs: tuple[Path, ...]


class Acts(Protocol):
    """What can be done with it."""

    def begin(self, task: TaskForm) -> Screen: ...
    def hand_in(self, given: Given) -> Screen: ...


def given(program: Program, rows: Sequence[Row]) -> list[Given]:
    """Everything that this person has been given, the latest first."""
    own = [row for row in rows if row.trainee == program.trainee and not row.fault]
    found = []
    for one in classroom.taken(program.places)[:MOST]:
        digests = {task.id: task.scenario().digest for task in one.tasks}
        since = [row for row in own if row.scenario_id in digests and classroom.counts(one, row.started)]
        since = [row for row in since if _of(program, row) == digests[row.scenario_id]]
        done = {name: classroom.met(one, [row for row in since if row.scenario_id == name]) for name in digests}
        left = tuple(task for task in one.tasks if not done[task.id])
        found.append(Given(one, left, tuple(program.library.folder / row.file for row in since)))
    return found


def _of(program: Program, row: Row) -> str:
    """The digest of the very scenario that a run was made on: a drill is another one every day."""
    try:
        return recording.peek(program.library.folder / row.file).header.scenario.digest
    except NeedlepassError:
        return ""


def in_words(one: Given, today: date) -> str:
    """Until when, and how much is left."""
    due = date.fromisoformat(one.assignment.due)
    days = (due - today).days
    if not one.left:
        return _("{title}: done. Hand it in.").format(title=one.assignment.title)
    if days < 0:
        text = _("{title}: was due {day:%d.%m.}, {left} left")
    elif days < 7:
        text = _("{title}: due {name}, {left} left")
    else:
        text = _("{title}: due {day:%d.%m.}, {left} left")
    return text.format(title=one.assignment.title, day=due, name=_(DAYS[due.weekday()]), left=len(one.left))


def lay(page: Page, column: Column, y: int, shown: Sequence[Given], acts: Acts) -> int:
    """A panel for each; returns the y below them."""
    style, px, width = page.style, page.style.px, column.rect.width
    for one in shown:
        panel = pygame.Surface((width, px(HIGH)))
        panel.fill(style.colour["panel"])
        x = width - px(16)
        wanted = [(_("Hand in"), partial(acts.hand_in, one), "" if one.left else "chosen")] if one.runs else []
        if one.left:
            wanted.append((_("Go on"), partial(acts.begin, one.left[0]), "chosen"))
        places = []
        for text, act, kind in reversed(wanted):
            x -= page.width(text)
            places.append((text, act, kind, x))
            x -= px(8)
        words = in_words(one, date.today())
        style.write(panel, style.shortened(words, "strong", x - px(32)), (px(16), px(20)), "strong")
        column.image(style.rounded(panel), (0, y))
        for text, act, kind, at in places:
            page.button(text, pygame.Rect(at, y + px(12), 0, px(40)), act, kind, column.sheet)
        y += px(HIGH + GAP)
    return y
