"""Why a task is not met: the three most common causes, who and where, seconds of it to be seen, and a drill for it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from simulator.app import portraits, ways
from simulator.app.page import Page
from simulator.app.parts import badge
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Option, Sheet
from simulator.files import recording
from simulator.files.scenario import find, load
from simulator.report import words
from simulator.report.board import Reason
from simulator.standing.practice import skill_of
from simulator.words import _

if TYPE_CHECKING:
    from simulator.app.screens.class_board import ClassBoard
    from simulator.app.screens.replay import Replay

WIDE = 520
CLIP_US = 6_000_000
"""So long a cause is shown; the space key plays on."""


class Why(Asking):
    """Causes on the left, one map of them on the right."""

    def __init__(self, board: ClassBoard, task: str) -> None:
        super().__init__(board.program)
        assert board.board is not None and board.assignment is not None
        self._board, self._task = board, task
        self.scenario = next(one for one in board.assignment.tasks if one.id == task).scenario()
        places = board.program.places
        ground = self.style.colour["background"]
        loaded = portraits.load(places.cache, self.scenario, ground)
        self._portrait = loaded or portraits.make(places.cache, self.scenario, ground)
        self._rect = pygame.Rect(0, 0, 1, 1)
        self._drills: dict[str, str] = {}

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What those have in common who have not met the task, by what is known now."""
        assert self._board.board is not None
        return self._board.board.reasons[self._task]

    def tick(self, now_us: int) -> Screen:
        """Runs go on being checked."""
        if self._board.check(now_us):
            self.again()
        return super().tick(now_us)

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """Each cause with its people and what can be done about it."""
        px = self.style.px
        left = pygame.Rect(place.topleft, (min(px(WIDE), place.width), place.height))
        sheet = Sheet(page, page.column(left))
        if not self.reasons:
            sheet.text(_("By what is known now nobody has lost points here whose run has not met the task."))
        for number, reason in enumerate(self.reasons, 1):
            people = ", ".join(reason.people)
            count = len(reason.people)
            sheet.panel(
                _("{number}. {what} ({count})").format(number=number, what=self._called(reason), count=count), people
            )
            text = _("Give these {count} this drill: {drill}") if count > 1 else _("Give {who} this drill: {drill}")
            drill = text.format(count=count, who=people, drill=self._drill(reason))
            options = [Option(_("Six seconds of it"), 0), Option(drill, 1)]
            sheet.chips(options, partial(self._act, reason))
        beside = pygame.Rect(left.right + px(24), place.y, max(place.right - left.right - px(24), px(40)), place.height)
        size = self._portrait.get_size()
        scale = min(beside.width / size[0], beside.height / size[1])
        self._rect = pygame.Rect(0, 0, round(size[0] * scale), round(size[1] * scale))
        self._rect.center = beside.center

    def _called(self, reason: Reason) -> str:
        """The skill, and what told most of it."""
        what, skill = _(words.FAULTS[reason.finding.kind.split(".")[0]]), _(reason.skill.title)
        return skill if what == skill else _("{skill}: {what}").format(skill=skill, what=what)

    def _drill(self, reason: Reason) -> str:
        """The title of the drill that trains it."""
        name, places = reason.skill.drill, self.program.places
        if name not in self._drills:  # pages come often while runs are checked
            self._drills[name] = load(find(name, places), places).title
        return _(self._drills[name])

    def _act(self, reason: Reason, number: int) -> Screen:
        return self.show(reason) if number == 0 else self.give(reason)

    def show(self, reason: Reason) -> Screen:
        """The moment in the run of one of them, the reference hand beside it."""
        kept = recording.read(Path(reason.example.path))
        return ways.replay(self.program, kept, partial(_go_to, reason), lambda: self)

    def give(self, reason: Reason) -> Screen:
        """An assignment of the drill that trains it, for those who need it."""
        from simulator.app.screens.class_assign import Assign

        return Assign(self.program, self._board.klass, reason.people, (reason.skill.drill,), _(reason.skill.title))

    def foot(self) -> Foot:
        """Back."""
        return Foot([(_("Lesson for the projector"), self.lesson)], (_("Back"), self.leave))

    def lesson(self) -> Screen:
        """The run that shows each cause, and the best one of the class, without names."""
        from simulator.app.screens.class_show import show

        runs = [reason.example.path for reason in self.reasons]
        good = [one for one in self._board.known if one.digest == self.scenario.digest and not one.edited]
        runs += [one.path for one in sorted(good, key=lambda one: -one.score)[:1]]
        kept = [recording.read(Path(path)) for path in dict.fromkeys(runs)]
        return show(self.program, kept, 0, lambda: self) if kept else self.again()

    def titles(self) -> tuple[str, str]:
        """Which task."""
        return _("Why?"), _(self.scenario.title)

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """The page, and every person's place in their last run, under the number of its cause."""
        if super().draw(surface) is not None:
            return []
        surface.blit(pygame.transform.smoothscale(self._portrait, self._rect.size), self._rect)
        scale = self._rect.width / (self.scenario.site.width_um / 1000)
        last = {one.trainee: one for one in self._board.known if one.digest == self.scenario.digest}
        for number, reason in enumerate(self.reasons, 1):
            for known in (last[person] for person in reason.people):
                same = [f for f in known.findings if skill_of(f.kind) == reason.skill and f.t_us >= 0]
                for finding in sorted(same, key=lambda one: -one.points)[:1]:
                    x, y = finding.x_um / 1000 * scale, finding.y_um / 1000 * scale
                    badge(self.style, surface, (self._rect.x + round(x), self._rect.y + round(y)), str(number))
        return None

    def leave(self) -> Screen:
        """The board again."""
        return self._board


def _go_to(reason: Reason, seen: Replay) -> None:
    """The moment that shows a reason, or else the worst one."""
    skills = [skill_of(one.finding.kind) for one, _said in seen.moments]
    if skills:
        seen.go_to(skills.index(reason.skill) if reason.skill in skills else 0, CLIP_US)
