"""Judge: a run without its score and without a name, with the questions beside it; saved at every key."""

from __future__ import annotations

import pygame

from simulator.app import ways
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import desk_work
from simulator.app.screens.judge_panel import TITLES, Filled, Panel, Press, Tab
from simulator.app.screens.judge_tour import Tour
from simulator.app.screens.replay import Replay
from simulator.app.screens.treat_layout import fitted, free_column
from simulator.app.stamp import now, stamp
from simulator.files import audit, judgements
from simulator.report.checklist import checklist
from simulator.session import Recording
from simulator.standing.judging import Judgement, Note, Rated, checked, missing, rated
from simulator.words import _

DIGITS = {getattr(pygame, f"K_{n}"): n for n in range(1, 10)} | {pygame.K_0: 10}
MOST_LETTERS = 400
TABS: tuple[Tab, ...] = tuple(TITLES)


class Judge:
    """One run under one rater's eyes."""

    relative = False

    def __init__(self, program: Program, recording: Recording) -> None:
        self.program, self.recording = program, recording
        self.replay = Replay(program, recording, blind=True)
        self.tour = Tour(self.replay)
        self.bank = judgements.load_bank(program.places.assets / "judgement" / "default.toml")
        self.checks = checklist(recording.scenario)
        self._folder, run_id = program.library.folder, recording.header.run_id
        path = judgements.path_of(self._folder, run_id, program.trainee)
        self.said: Rated = judgements.read(path) if path.exists() else Rated(run_id, program.trainee)
        begun = self.said.draft or (self.said.last and self.said.last._replace(committed="", settles=True))
        self.judgement: Judgement = begun or Judgement(judgements.name(self.bank))
        self._left = desk_work.left(desk_work.work(program)[0])
        self.tab: Tab = "items"
        self.row, self.asked = 0, ""
        self.written: str | None = None
        self._place: tuple[int, int] | None = None
        self._stale = True
        self._lay_out()

    def _lay_out(self) -> None:
        size = pygame.display.get_window_size()
        style = fitted(self.program.style, size)
        self.panel = Panel(style, free_column(style, size), self.bank, self.checks)
        self._stale = True

    def resize(self, size: tuple[int, int]) -> None:
        """The replay and the panel in a window of another size."""
        self.replay.resize(size)
        self._lay_out()

    def tick(self, now_us: int) -> Screen:
        """The run goes on."""
        self.tour.tick()
        self.replay.tick(now_us)
        self.replay.view.stage.note(self.tour.words() or self.replay._said())
        return self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """What changed: the replay, and the panel where it was answered."""
        whole = self.replay.view.whole
        changed = self.replay.draw(surface)
        if not (self._stale or whole or changed is None):
            return changed
        self._stale = False
        filled = Filled(self.judgement, self.tab, self.row, self._left, self.asked, self.written)
        rect = self.panel.draw(surface, filled)
        return None if changed is None else [*changed, rect]

    def close(self) -> None:
        """Every answer is on the disk already."""

    def handle(self, event: pygame.Event) -> Screen | None:
        """Keys of the panel first, then those of the replay; a way out leads to the desk."""
        if event.type == pygame.KEYDOWN:
            self._stale = True
            return self._key(event)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._stale = True
            if press := self.panel.at(event.pos):
                return self._press(press)
            if self.panel.rect.collidepoint(event.pos):
                return self
            if self.replay.view.button(event.pos) == "back":
                return ways.desk(self.program)
            self.tour.leave()
            if self.replay.view.camera.view.collidepoint(event.pos):
                self._place = self.replay.view.camera.um(event.pos)
        self.replay.handle(event)
        return self

    def _key(self, event: pygame.Event) -> Screen:
        if self.written is not None:
            return self._write(event)
        if event.key == pygame.K_ESCAPE:
            return ways.desk(self.program)
        if event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            return self._press(Press("commit", 0))
        if event.key == pygame.K_TAB:
            step = -1 if event.mod & pygame.KMOD_SHIFT else 1
            return self._press(Press("tab", (TABS.index(self.tab) + step) % len(TABS)))
        if event.key in (pygame.K_UP, pygame.K_DOWN):
            rows = {"items": len(self.bank.items), "checks": len(self.checks), "remarks": 1}[self.tab]
            self.row = min(max(self.row + (1 if event.key == pygame.K_DOWN else -1), 0), rows - 1)
        elif event.key == pygame.K_t:
            return self._press(Press("write", 0))
        elif self.tab == "checks" and event.key in (pygame.K_y, pygame.K_n):
            return self._press(Press("check", self.row, int(event.key == pygame.K_y)))
        elif event.key in DIGITS:
            return self._digit(DIGITS[event.key])
        elif event.key == pygame.K_BACKSPACE and self.judgement.notes:
            self._answer(self.judgement._replace(notes=self.judgement.notes[:-1]))
        else:
            self.tour.leave()
            self.replay.handle(event)
        return self

    def _digit(self, number: int) -> Screen:
        """A rating of the item in focus, or a remark."""
        if self.tab == "items" and number <= 5:
            return self._press(Press("rate", self.row, number))
        if self.tab == "remarks" and number <= len(self.bank.remarks):
            return self._press(Press("remark", number - 1))
        return self

    def _write(self, event: pygame.Event) -> Screen:
        """A remark of one's own, letter by letter."""
        text = self.written or ""
        if event.key == pygame.K_RETURN:
            if text.strip():
                self._note(Note(self._now_us(), text=text.strip()))
            self.written = None
        elif event.key == pygame.K_ESCAPE:
            self.written = None
        elif event.key == pygame.K_BACKSPACE:
            self.written = text[:-1]
        elif event.unicode and event.unicode.isprintable() and len(text) < MOST_LETTERS:
            self.written = text + event.unicode
        return self

    def _press(self, press: Press) -> Screen:
        if press.kind != "commit":
            self.asked = ""
        if press.kind == "tab":
            self.tab, self.row = TABS[press.row], 0
        elif press.kind == "rate":
            self._answer(rated(self.judgement, self.bank.items[press.row].id, press.answer))
            self.row = min(press.row + 1, len(self.bank.items) - 1)
        elif press.kind == "check":
            self._answer(checked(self.judgement, self.checks[press.row].id, bool(press.answer)))
            self.row = min(press.row + 1, len(self.checks) - 1)
        elif press.kind == "remark":
            self._note(Note(self._now_us(), self.bank.remarks[press.row].id))
        elif press.kind == "write":
            self.tab, self.written = "remarks", ""
        elif press.kind == "note":
            self.tour.leave()
            self.replay.seek(self.judgement.notes[press.row].t_us)
        else:
            return self._commit()
        return self

    def _now_us(self) -> int:
        return self.replay.clock.at_us

    def _note(self, note: Note) -> None:
        """A note of this moment, at the place that was clicked last, or where the tip is."""
        x_um, y_um = self._place or self.replay.place
        self._place = None
        notes = sorted((*self.judgement.notes, note._replace(x_um=x_um, y_um=y_um)))
        self._answer(self.judgement._replace(notes=tuple(notes)))

    def _answer(self, judgement: Judgement) -> None:
        """Another answer, on the disk at once."""
        self.judgement = judgement
        self.said = self.said._replace(draft=judgement)
        judgements.save(self._folder, self.said)

    def _commit(self) -> Screen:
        items, checks = missing(self.judgement, self.bank, [check.id for check in self.checks])
        if items or checks:
            return self
        if not self.asked:
            self.asked = _("Enter again: for good")
            return self
        before = self.said.last
        done = judgements.commit(self.said._replace(draft=self.judgement), now())
        judgements.save(self._folder, done)
        marks = {
            "about": done.run_id,
            "old": before and judgements.table(before),
            "new": judgements.table(self.judgement),
        }
        why = _("settles a difference") if self.judgement.settles else _("own judgement")
        audit.add(self._folder, stamp(self.program.trainee), "commit", **marks, why=why)
        return ways.revealed(self.program, self.recording)
