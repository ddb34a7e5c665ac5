"""What is shown once a judgement is committed: one's own marks beside the others' and the score."""

from __future__ import annotations

import pygame

from simulator import session
from simulator.app import ways
from simulator.app.page import Page
from simulator.app.paged import Paged
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import desk_work, header
from simulator.app.screens.home_cards import time_in_words
from simulator.files import judgements
from simulator.files import recording as files
from simulator.outcome.plan import PARTS
from simulator.report import words
from simulator.report.checklist import checklist
from simulator.report.judged import in_words
from simulator.session import Recording
from simulator.standing.judging import Rated, to_settle, visible
from simulator.words import _, in_figures

MARGIN, PAD, ROW, NAME, COLUMN = 24, 16, 26, 300, 110


class Revealed(Paged):
    """One run with everything that has been said of it; only a rater who has committed comes here."""

    relative = False

    def __init__(self, program: Program, recording: Recording) -> None:
        self.program, self.style, self.recording = program, program.style, recording
        scenario, folder = recording.scenario, program.library.folder
        everything, _faults = judgements.everything(folder)
        of_run = [one for one in everything if one.run_id == recording.header.run_id]
        sees, shown = visible(of_run, program.trainee)
        self.said: tuple[Rated, ...] = tuple(one for one in shown if one.last) if sees else ()
        self.dispute = next(iter(to_settle(self.said)), None)
        self.bank = judgements.load_bank(program.places.assets / "judgement" / "default.toml")
        self.outcome = (
            session.conclude(scenario, session.replay(recording), recording.header.device_class) if sees else None
        )
        self._next = desk_work.next_to_mark(desk_work.work(program)[0])
        self._page: Page | None = None

    def resize(self, size: tuple[int, int]) -> None:
        """Lays everything out anew."""
        before = self._page
        page = self._page = Page(self.style, size, before)
        px, right = self.style.px, size[0] - self.style.px(MARGIN)
        wanted = [(_("Desk"), self.desk, ""), (_("Result"), self.result, "")]
        if self.dispute:
            wanted.append((_("Settle (S)"), self.settle, ""))
        if self._next:
            wanted.append((_("Next to mark (Enter)"), self.next, "primary"))
        for text, act, kind in reversed(wanted):
            wide = page.width(text)
            page.button(text, pygame.Rect(right - wide, px(12), wide, px(40)), act, kind)
            right -= wide + px(8)
        self._room = right
        top = px(header.HEIGHT + 16)
        column = page.column(pygame.Rect(px(MARGIN), top, size[0] - 2 * px(MARGIN), size[1] - top))
        y = 0
        for panel in (self._marks(column.rect.width), self._machine(column.rect.width), self._notes(column.rect.width)):
            column.image(panel, (0, y))
            y += panel.get_height() + px(16)
        column.finish()
        if before is not None:
            page.focus.take_from(before.focus)

    def _marks(self, width: int) -> pygame.Surface:
        """Items and checks as rows, raters as columns; what differs has a sign."""
        px = self.style.px
        mine = [one for one in self.said if one.rater == self.program.trainee]
        columns = mine + [one for one in self.said if one.rater != self.program.trainee]
        checks = checklist(self.recording.scenario)
        about = set(self.dispute.about) if self.dispute else set()
        rows = [(item.id, _(item.title), [self._points(one, item.id) for one in columns]) for item in self.bank.items]
        means = [one.last.mean if one.last else None for one in columns]
        rows.append(
            ("mean", _("Mean of all items"), ["–" if mean is None else in_figures(mean, ".2f") for mean in means])
        )
        rows += [(check.id, check.text, [self._ticked(one, check.id) for one in columns]) for check in checks]
        panel = self._blank(width, px(64) + len(rows) * px(ROW) + px(PAD))
        self.style.write(panel, _("Marks of the raters"), (px(PAD), px(12)), "strong")
        for number, one in enumerate(columns):
            name = _("you") if one.rater == self.program.trainee else _("rater {number}").format(number=number + 1)
            self.style.write(panel, name, (px(NAME + 40 + number * COLUMN), px(14)), "small", "muted")
        for number, (id_, text, values) in enumerate(rows):
            y = px(44) + number * px(ROW)
            panel.fill(self.style.colour["line"], (px(PAD), y, width - px(2 * PAD), max(1, px(1))))
            shown = self.style.shortened(text, "small", px(NAME - PAD))
            self.style.write(panel, shown, (px(PAD), y + px(5)), "small")
            for place, value in enumerate(values):
                self.style.write(panel, value, (px(NAME + 40 + place * COLUMN), y + px(2)), "strong")
            if id_ in about:
                x = px(NAME + 40 + len(values) * COLUMN)
                self.style.write(panel, _("raters differ"), (x, y + px(5)), "small", "accent")
        return self.style.rounded(panel)

    def _points(self, one: Rated, item: str) -> str:
        points = one.last.rating(item) if one.last else None
        return "–" if points is None else str(points)

    def _ticked(self, one: Rated, check: str) -> str:
        done = one.last.check(check) if one.last else None
        return "–" if done is None else _("yes") if done else _("no")

    def _machine(self, width: int) -> pygame.Surface:
        """The score, part by part."""
        px = self.style.px
        parts = [(name, part) for name in PARTS if self.outcome and (part := self.outcome.parts.get(name))]
        room = width - px(NAME + 40 + PAD)
        highs = [max(px(ROW), self.style.measure(part.reason, "small", room)[1] + px(10)) for _name, part in parts]
        panel = self._blank(width, px(60) + sum(highs) + px(PAD))
        if self.outcome is None:
            return self.style.rounded(panel)
        text = _("Score {total:.1f} · {verdict}").format(
            total=self.outcome.score.total, verdict=words.verdict(self.outcome)
        )
        self.style.write(panel, text, (px(PAD), px(12)), "strong")
        y = px(44)
        for (name, part), high in zip(parts, highs, strict=True):
            panel.fill(self.style.colour["line"], (px(PAD), y, width - px(2 * PAD), max(1, px(1))))
            self.style.write(panel, _(words.PART_NAMES[name]), (px(PAD), y + px(5)), "small")
            points = f"{in_figures(part.points, '.1f')} / {in_figures(part.weight, 'g')}"
            self.style.write(panel, points, (px(NAME - 60), y + px(2)), "strong", align="left")
            self.style.write(panel, part.reason, (px(NAME + 40), y + px(5)), "small", "muted", width=room)
            y += high
        return self.style.rounded(panel)

    def _notes(self, width: int) -> pygame.Surface:
        """Everything that was said of a moment."""
        px = self.style.px
        notes = sorted((note, one.rater) for one in self.said if one.last for note in one.last.notes)
        panel = self._blank(width, px(52) + max(len(notes), 1) * px(22) + px(8))
        self.style.write(panel, _("Remarks"), (px(PAD), px(12)), "strong")
        if not notes:
            self.style.write(panel, _("None."), (px(PAD), px(42)), "small", "muted")
        for number, (note, rater) in enumerate(notes):
            whose = _("you") if rater == self.program.trainee else _("another rater")
            text = f"{time_in_words(note.t_us)}   {in_words(note, self.bank)}   ({whose})"
            self.style.write(panel, text, (px(PAD), px(42) + number * px(22)), "small")
        return self.style.rounded(panel)

    def _blank(self, width: int, high: int) -> pygame.Surface:
        panel = pygame.Surface((width, high))
        panel.fill(self.style.colour["panel"])
        return panel

    def handle(self, event: pygame.Event) -> Screen | None:
        """Buttons and their keys."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return self.desk()
        if event.type == pygame.KEYDOWN and event.key == pygame.K_s and self.dispute:
            return self.settle()
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed."""
        if self._page is None or not self._page.stale():
            return []
        surface.fill(self.style.colour["background"])
        title = _("Run {code}").format(code=judgements.code(self.recording.header.run_id))
        header.draw(self.style, surface, title, _(self.recording.scenario.title), self._room)
        self._page.draw(surface)
        return None

    def desk(self) -> Screen:
        """To the list."""
        return ways.desk(self.program)

    def result(self) -> Screen:
        """The result as the trainee saw it."""
        return ways.result(self.program, self.recording)

    def settle(self) -> Screen:
        """Judges once more, to settle a difference."""
        return ways.judge(self.program, self.recording)

    def next(self) -> Screen:
        """The next run to judge."""
        if self._next is None:
            return self.desk()
        return ways.judge(self.program, files.read(self.program.library.folder / self._next.row.file))
