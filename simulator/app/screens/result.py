"""The result of a run: what to fix first, score and reasons, and where on the skin it happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pygame

from simulator import session
from simulator.app import portraits, ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import header
from simulator.app.screens.result_layout import Placed, lay_out
from simulator.app.screens.result_maps import Seen, Spot
from simulator.app.screens.result_tip import draw_tip
from simulator.files import coach
from simulator.files.scenario import load
from simulator.files.variation import of_day, strip
from simulator.outcome import moments
from simulator.outcome.coach import praise, speak
from simulator.pictures.maps import read_colours
from simulator.report import standing as results
from simulator.report import words as result_words
from simulator.session import Recording
from simulator.standing.practice import skill_of
from simulator.words import _

SEEN_US = 4_000_000
"""So long the moment is shown that cost most; the space key plays on."""
KEYS = {
    pygame.K_ESCAPE: "home",
    pygame.K_r: "repeat",
    pygame.K_m: "more",
    pygame.K_s: "see",
    pygame.K_h: "heal",
    pygame.K_c: "compare",
    pygame.K_d: "drill",
    pygame.K_a: "again_here",
}
"""Keys that do what a button does."""


class Result:
    """One kept run, scored from its recording."""

    relative = False

    def __init__(self, program: Program, recording: Recording) -> None:
        self.program, self.style, self.recording = program, program.style, recording
        run = session.replay(recording)
        outcome = session.conclude(recording.scenario, run, recording.header.device_class)
        colours = {name: read_colours(program.places.assets, name) for name in ("cividis", "viridis")}
        fields = session.fields(recording.scenario, outcome)
        portrait = portraits.load(program.places.cache, recording.scenario, self.style.colour["stage"])
        words = coach.load(program.places.assets / "coach" / "default.toml")
        advice, good = speak(outcome.findings, words), praise(outcome.zones, outcome.technique, words)
        worst = moments.worst(tuple(one.finding for one in advice), recording.hand.end_us)
        went = results.went(program.library, recording)
        self.seen = Seen(recording.scenario, outcome, fields, run.skin, colours, advice, good, portrait, worst, went)
        self.shown = 1
        self.spot: Spot | None = None
        self._size, self._frames = (0, 0), 0
        self._page: Page | None = None
        self._placed: Placed | None = None

    def resize(self, size: tuple[int, int]) -> None:
        """Lays everything out anew; the focus is kept."""
        before, self._size = self._page, size
        self._page = Page(self.style, size, before)
        self._placed = lay_out(self._page, self.seen, self.shown, self)
        if before is not None:
            self._page.focus.take_from(before.focus)

    def handle(self, event: pygame.Event) -> Screen | None:
        """Buttons and keys lead on; a click on a map asks about a place."""
        if event.type == pygame.KEYDOWN and event.key in KEYS:
            way: Screen = getattr(self, KEYS[event.key])()
            return way
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._ask(event.pos)
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def _ask(self, at: tuple[int, int]) -> None:
        """Finds out which place of the skin a click means."""
        self.spot = None
        if self._placed and self._placed.column.rect.collidepoint(at):
            left, top = self._placed.origin
            self.spot = self._placed.maps.place((at[0] - left, at[1] - top))

    def tick(self, now_us: int) -> Screen:
        """Widgets follow the pointer; once a frame has been seen, a missing portrait is drawn."""
        if self._frames and self.seen.portrait is None:
            portrait = portraits.make(self.program.places.cache, self.seen.scenario, self.style.colour["stage"])
            self.seen = replace(self.seen, portrait=portrait)
            self.resize(self._size)
        if self._page:
            self._page.tick(now_us)
        return self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed."""
        self._frames += 1
        if self._page is None or self._placed is None or not self._page.stale():
            return []
        surface.fill(self.style.colour["background"])
        begun = self.recording.header.started
        today = datetime.now().astimezone().date()
        words = result_words.subtitle(self.seen.scenario, self.seen.outcome, begun, today)
        header.draw(self.style, surface, _("Result"), words, self._placed.header_room)
        self._page.draw(surface)
        if self.spot:
            draw_tip(self.style, surface, self._placed, self.seen, self.spot)
        return None

    def close(self) -> None:
        """Nothing is kept open."""

    def home(self) -> Screen:
        """Back to the list."""
        return ways.home(self.program)

    def replay(self) -> Screen:
        """The same run, seen again."""
        return ways.replay(self.program, self.recording)

    def see(self) -> Screen:
        """The worst moment of the run, seen again; what nothing touched cannot be shown."""
        return (
            ways.replay(self.program, self.recording, lambda seen: seen.go_to(0, SEEN_US)) if self.seen.worst else self
        )

    def heal(self) -> Screen:
        """How the skin may heal."""
        return ways.heal(self.program, self.recording)

    def compare(self) -> Screen:
        """The same run beside the reference hand, or another of one's own."""
        return ways.compare(self.program, self.recording)

    @property
    def trained_by(self) -> str:
        """The id of the drill for the thing to fix first; nothing where there is none."""
        skill = skill_of(self.seen.advice[0].finding.kind) if self.seen.advice else None
        return "" if skill is None or skill.drill == self.seen.scenario.id else skill.drill

    def drill(self) -> Screen:
        """Straight to the drill that trains what is to be fixed first."""
        name = self.trained_by
        today = datetime.now().astimezone().date()
        return ways.treat(self.program, of_day(load(name, self.program.places), today)) if name else self

    @property
    def can_be_done_again(self) -> bool:
        """Whether the first thing to fix lies in a zone."""
        return bool(self.seen.advice and self.seen.advice[0].finding.zone and self.seen.advice[0].finding.t_us >= 0)

    def again_here(self) -> Screen:
        """Half a minute on the very strip of skin that is to be fixed first, fresh as it was before."""
        if not self.can_be_done_again:
            return self
        found = self.seen.advice[0].finding
        return ways.treat(self.program, strip(self.seen.scenario, found.zone, (found.x_um, found.y_um)))

    def repeat(self) -> Screen:
        """A new run of the same scenario."""
        return ways.treat(self.program, self.seen.scenario)

    def more(self) -> Screen:
        """Shows all things to fix, or again the first alone."""
        self.shown = 1 if self.shown > 1 else len(self.seen.advice)
        self.resize(self._size)
        return self
