"""A lesson for the projector: run by run without names, drawn on, and its score guessed before it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Option, Sheet
from simulator.app.screens.prepare import Prepare
from simulator.app.screens.replay import Replay
from simulator.app.screens.treat_layout import fitted, free_column
from simulator.report import words
from simulator.session import Recording
from simulator.words import _

WIDE = 4
GUESSES = tuple(range(40, 100, 10))
"""Points that a class may vote for: each stands for the ten from there on."""
Point = tuple[int, int]


class Show:
    """One run of a list; whoever teaches draws with the left button, everybody guesses."""

    relative = False

    def __init__(self, program: Program, runs: Sequence[Recording], number: int, then: Callable[[], Screen]) -> None:
        self.program, self._runs, self._number, self._then = program, runs, number, then
        self.replay = Replay(program, runs[number], blind=True)
        self.guess: int | None = None
        self.drawn: list[list[Point]] = []
        self._drawing = False
        self._laid: object = None
        self._page: Page
        self._rect: pygame.Rect
        self.resize(pygame.display.get_window_size())

    def resize(self, size: tuple[int, int]) -> None:
        """The replay, and the column of questions beside it."""
        self.replay.resize(size)
        self._laid, style = None, fitted(self.program.style, size)
        self._rect = free_column(style, size)
        self._page = Page(style, size)
        sheet = Sheet(self._page, self._page.column(self._rect))
        self._fill(sheet)
        sheet.column.finish()

    def _fill(self, sheet: Sheet) -> None:
        head = _("Run {number} of {count}").format(number=self._number + 1, count=len(self._runs))
        sheet.panel(head, _("Space: play or pause. Draw on the skin with the left button; Backspace clears."))
        sheet.heading(_("What will it have scored?"))
        options = [Option(_("{low} – {high}").format(low=n, high=n + 9 + n // 90), n, n == self.guess) for n in GUESSES]
        options = [Option(_("under {low}").format(low=GUESSES[0]), 0, self.guess == 0), *options]
        sheet.chips(options, self.vote)
        if self.guess is not None:
            self._tell(sheet)
        last = self._number + 1 == len(self._runs)
        sheet.chips([Option(_("End of the lesson") if last else _("Next run"), 0)], lambda _n: self.on())

    def _tell(self, sheet: Sheet) -> None:
        outcome, worst = self.replay.outcome, self.replay.moments
        points = _("{points:.0f} points").format(points=outcome.score.total)
        sheet.panel(points, words.verdict(outcome), "title")
        if worst:
            sheet.panel(_("First to fix"), worst[0][1])

    def vote(self, guess: int) -> Screen:
        """The guess of the class; the score is told."""
        self.guess = guess
        self.resize(pygame.display.get_window_size())
        return self

    def on(self) -> Screen:
        """The next run, or the end."""
        if self._number + 1 == len(self._runs):
            return self._then()
        return show(self.program, self._runs, self._number + 1, self._then)

    def handle(self, event: pygame.Event) -> Screen | None:
        """The column first, then the drawing, then the replay."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return self._then()
        if event.type == pygame.KEYDOWN and event.key == pygame.K_BACKSPACE:
            self.drawn.clear()
            self._drawing = False
            return self
        if event.type == pygame.KEYDOWN:
            self.replay.handle(event)
            return self
        if self._draws(event):
            return self
        if event.type == pygame.MOUSEBUTTONDOWN and self.replay.view.button(event.pos) == "back":
            return self._then()
        action = self._page.handle(event)
        if action is not None:
            return action()
        if event.type != pygame.MOUSEBUTTONDOWN or not self._rect.collidepoint(event.pos):
            self.replay.handle(event)
        return self

    def _draws(self, event: pygame.Event) -> bool:
        """Whether the event belongs to a line that is drawn; it stands on the skin, wherever that is moved to."""
        camera = self.replay.view.camera
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and camera.view.collidepoint(event.pos):
            self.drawn.append([camera.um(event.pos)])
            self._drawing, self.replay.clock.playing = True, False
        elif event.type == pygame.MOUSEMOTION and self._drawing:
            self.drawn[-1].append(camera.um(event.pos))
        elif event.type == pygame.MOUSEBUTTONUP and self._drawing:
            self._drawing = False
        else:
            return False
        return True

    def tick(self, now_us: int) -> Screen:
        """The run goes on."""
        self.replay.tick(now_us)
        self._page.tick(now_us)
        camera = self.replay.view.camera
        now = (camera.px(0, 0), camera.px_per_mm, len(self.drawn), sum(map(len, self.drawn)))
        if now != self._laid:
            self._laid = now
            self._lay()
        return self

    def _lay(self) -> None:
        """The lines over the stage."""
        view, style = self.replay.view, self.replay.view.style
        place = view.camera.view
        if not self.drawn:
            view.stage.lift("drawn")
            return
        over = pygame.Surface(place.size, pygame.SRCALPHA)
        for line in self.drawn:
            points = [view.camera.px(x / 1000, y / 1000) for x, y in line]
            way = [(x - place.x, y - place.y) for x, y in points]
            for colour, wide in (("text", WIDE + 2), ("skin_accent", WIDE)):
                if len(way) > 1:
                    pygame.draw.lines(over, style.colour[colour], False, way, style.px(wide))
                else:
                    pygame.draw.circle(over, style.colour[colour], way[0], style.px(wide))
        view.stage.lay("drawn", over, over.get_rect(topleft=place.topleft))

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """What changed: the replay, and the column where it did."""
        whole = self.replay.view.whole
        changed = self.replay.draw(surface)
        if not self._page.stale() and not whole and changed is not None:
            return changed
        surface.fill(self.program.style.colour["stage"], self._rect)
        self._page.draw(surface)
        return None if changed is None else [*changed, self._rect]

    def close(self) -> None:
        """Nothing of it is kept."""


def show(program: Program, runs: Sequence[Recording], number: int, then: Callable[[], Screen]) -> Screen:
    """One of these runs, once it has been prepared."""
    return Prepare(program, runs[number].scenario, lambda: Show(program, runs, number, then))
