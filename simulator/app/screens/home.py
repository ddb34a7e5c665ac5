"""Home: what to practise next, what was interrupted, and all scenarios as cards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import header
from simulator.app.screens.home_cards import Card
from simulator.app.screens.home_given import Given
from simulator.app.screens.home_layout import lay_out
from simulator.app.screens.home_work import Shelf, last_interrupted, put_away, work
from simulator.app.screens.notice import Notice
from simulator.errors import LibraryError
from simulator.files import classroom, notes, recording
from simulator.files.classroom_forms import TaskForm
from simulator.files.notes import NoteForm
from simulator.files.variation import of_day, strip
from simulator.words import _


class Home:
    """The first screen; what is slow is done after its first frame, one piece a frame."""

    relative = False

    def __init__(self, program: Program) -> None:
        self.program, self.style = program, program.style
        self.site: str | None = None
        self.shelf = Shelf()
        self._work: Iterator[None] = work(program, self.shelf)
        self._size = (0, 0)
        self._page: Page | None = None
        self._seen = False
        self._known: tuple[object, ...] = ()
        next(self._work, None)

    def resize(self, size: tuple[int, int]) -> None:
        """Lays everything out anew; the place in the list and the focus are kept."""
        before, self._size = self._page, size
        self._page = Page(self.style, size, before)
        lay_out(self._page, self.shelf, self.site, self)
        if before is not None:
            self._page.columns[0].scroll(before.columns[0].top)
            self._page.focus.take_from(before.focus)

    def handle(self, event: pygame.Event) -> Screen | None:
        """Buttons and cards lead on; an assignment or a note that is dropped is taken."""
        if event.type == pygame.DROPFILE:
            path = Path(event.file)
            (notes if path.suffix == notes.NOTE else classroom).take(self.program.places, path)
            return ways.home(self.program)
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def tick(self, now_us: int) -> Screen:
        """Does the next piece of work, once the first frame has been seen."""
        if self._seen and next(self._work, self) is None and self._grown():
            self.resize(self._size)
        if self._page:
            self._page.tick(now_us)
        return self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed."""
        self._seen = True
        if self._page is None or not self._page.stale():
            return []
        surface.fill(self.style.colour["background"])
        header.draw_tabs(self.style, surface, 0, self.program.trainee)
        self._page.draw(surface)
        return None

    def _grown(self) -> bool:
        """Whether there is something new to be seen."""
        shelf = self.shelf
        told = (len(shelf.given), len(shelf.notes))
        before, self._known = self._known, (len(shelf.pictures), shelf.cards, shelf.interrupted, *told)
        return before != self._known

    def close(self) -> None:
        """Whatever is being drawn is left to itself."""
        self._work.close()  # type: ignore[attr-defined]

    def start(self, card: Card) -> Screen:
        """A new run; of a drill as it is today."""
        return ways.treat(self.program, of_day(card.scenario, datetime.now().astimezone().date()))

    def go_on(self) -> Screen:
        """The interrupted run, from where it stopped."""
        run = self.shelf.interrupted
        return ways.resume(self.program, run.path) if run and run.recording else self

    def doubt(self, way: Literal["", "again", "discard"]) -> Screen:
        """Asks whether the interrupted run is to be discarded on a way, or asks no longer."""
        self.shelf.doubt = way
        self.resize(self._size)
        if self._page and self._page.focus.at is not None:
            self._page.focus.at = self._page.focus.targets[0]
        return self

    def again(self) -> Screen:
        """A new run of the scenario that was interrupted, as it was then; the old one is put away."""
        run = self.shelf.interrupted
        self.discard()
        return ways.treat(self.program, run.recording.scenario) if run and run.recording else self

    def discard(self) -> Screen:
        """The interrupted run is offered no more: kept as an attempt where it was one; an older one takes its place."""
        self.shelf.doubt = ""
        if self.shelf.interrupted:
            put_away(self.program, self.shelf.interrupted)
            self.shelf.interrupted = last_interrupted(self.program.library)
            self.resize(self._size)
        return self

    def stay(self) -> Screen:
        """This is where one is."""
        return self

    def today(self) -> Screen:
        """Five minutes without choosing."""
        return ways.today(self.program)

    def learn(self) -> Screen:
        """The six lessons."""
        return ways.learn(self.program)

    def progress(self) -> Screen:
        """How one comes on."""
        return ways.progress(self.program)

    def assess(self) -> Screen:
        """The desk of those who judge."""
        return ways.desk(self.program)

    def begin(self, task: TaskForm) -> Screen:
        """The next scenario of what was given, as it was given."""
        return ways.treat(self.program, task.scenario())

    def hand_in(self, given: Given) -> Screen:
        """The runs that belong to it, as one file."""
        path = classroom.bundle(self.program.places, given.assignment, self.program.trainee, given.runs)
        text = _("Hand in this file, by stick, mail or a shared folder: {file}")
        return Notice(self.program, text.format(file=path), _("To hand in"), file=path)

    def show_note(self, note: NoteForm) -> Screen:
        """The second and the place of one's run that a note is pinned to."""
        kept = recording.read(self.program.library.path(note.run))
        return ways.replay(self.program, kept, lambda seen: seen.see(note.t_us))

    def try_note(self, note: NoteForm) -> Screen:
        """The strip around that place, fresh as it was before."""
        scenario = recording.read(self.program.library.path(note.run)).scenario
        if note.zone not in {plan.zone for plan in scenario.plans}:
            raise LibraryError(_("The zone of this note is not in the plan of that run. Ask for the note again."))
        return ways.treat(self.program, strip(scenario, note.zone, (note.x_um, note.y_um)))

    def put_away_note(self, note: NoteForm) -> Screen:
        """It has been read."""
        notes.put_away(self.program.places, note)
        self.shelf.notes = [one for one in self.shelf.notes if one != note]
        self.resize(self._size)
        return self

    def teach(self) -> Screen:
        """Where scenarios are made, and classes are taught."""
        return ways.studio(self.program)

    def settings(self) -> Screen:
        """How one likes it."""
        return ways.setup(self.program)

    def choose(self, site: str | None) -> Screen:
        """Shows the scenarios of one site, or all."""
        self.site = site
        self.resize(self._size)
        return self
