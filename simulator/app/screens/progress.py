"""Progress: what to practise next and why, the week, the learning curve of every scenario, and every run behind it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pygame

from simulator.app import ways
from simulator.app.column import Column
from simulator.app.page import Page
from simulator.app.paged import Paged
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import header, progress_panels, progress_work
from simulator.app.screens.progress_work import Practised
from simulator.files import recording
from simulator.files.index import Row
from simulator.words import _, mark

MARGIN, GUTTER, LEFT = 24, 16, 360
DAYS = (mark("Mo"), mark("Tu"), mark("We"), mark("Th"), mark("Fr"), mark("Sa"), mark("Su"))
HISTORY = 60
"""So many of the last runs are listed."""


class Progress(Paged):
    """What the library knows of the person who sits here."""

    relative = False

    def __init__(self, program: Program) -> None:
        self.program, self.style = program, program.style
        self._today = datetime.now().astimezone().date()
        self.found = progress_work.gather(program, self._today)
        self.shown: Practised | None = next(iter(self.found.practised), None)
        weak = next(iter(self.found.weak), None)
        self.drill = progress_work.drill(program, weak) if weak else None
        self._size = (0, 0)
        self._page: Page | None = None

    def resize(self, size: tuple[int, int]) -> None:
        """Lays everything out anew; the focus is kept."""
        before, self._size = self._page, size
        page = self._page = Page(self.style, size, before)
        px = self.style.px
        top, high = px(header.HEIGHT + 20), size[1] - px(header.HEIGHT + 20)
        width = size[0] - 2 * px(MARGIN)
        left = min(px(LEFT), width // 2)
        self._left(page, pygame.Rect(px(MARGIN), top, left, high))
        x = px(MARGIN + GUTTER) + left
        self._right(page, pygame.Rect(x, top, size[0] - px(MARGIN) - x, high))
        header.tabs(page, 1, (self.practise, self.stay, self.assess, self.teach, self.settings))
        if before is not None:
            page.focus.take_from(before.focus)

    def _left(self, page: Page, rect: pygame.Rect) -> None:
        px, column = page.style.px, page.column(rect)
        weak = next(iter(self.found.weak), None)
        title = _(self.drill.title) if self.drill else ""
        panel = progress_panels.next_panel(page.style, rect.width, weak, title)
        column.image(panel, (0, 0))
        if self.drill:
            at = pygame.Rect(px(16), panel.get_height() - px(52), 0, px(40))
            page.button(_("Start"), at, self.start, "primary", column.sheet)
        y = panel.get_height() + px(GUTTER)
        names = tuple(_(DAYS[(self._today - timedelta(days=ago)).weekday()]) for ago in range(6, -1, -1))
        for below in (
            progress_panels.week_panel(page.style, rect.width, self.found.days, names),
            progress_panels.skills_panel(page.style, rect.width, self.found.weak),
        ):
            column.image(below, (0, y))
            y += below.get_height() + px(GUTTER)
        column.finish()

    def _right(self, page: Page, rect: pygame.Rect) -> None:
        px, column = page.style.px, page.column(rect)
        if self.shown is None:
            text = _(
                "No run of yours is kept yet. Practise a scenario to its end, and what it says of you appears here."
            )
            panel = progress_panels.blank(page.style, (rect.width, px(80)))
            page.style.write(panel, text, (px(16), px(16)), "body", "muted", width=rect.width - px(32))
            column.image(page.style.rounded(panel), (0, 0))
            column.finish()
            return
        y = self._chips(page, column, rect.width)
        mark = self._mark(self.shown)
        panel = progress_panels.curve_panel(page.style, rect.width, self.shown, mark)
        column.image(panel, (0, y))
        y += panel.get_height() + px(GUTTER)
        panel = progress_panels.met_panel(page.style, rect.width, self.shown)
        column.image(panel, (0, y))
        y += panel.get_height() + px(GUTTER)
        for row in list(self.shown.rows)[::-1][:HISTORY]:
            panel = progress_panels.run_row(page.style, rect.width, row)
            column.image(panel, (0, y))
            page.button(
                "", pygame.Rect(0, y, rect.width, panel.get_height()), partial(self.open, row), "card", column.sheet
            )
            y += panel.get_height() + px(6)
        column.finish()

    def _chips(self, page: Page, column: Column, width: int) -> int:
        """A chip for every scenario that was run; returns the y below them."""
        px, x, y = page.style.px, 0, 0
        for one in self.found.practised:
            text = _("{title}  {count}").format(
                title=page.style.shortened(_(one.title), "strong", width // 2), count=len(one.rows)
            )
            wide = page.width(text)
            if x and x + wide > width:
                x, y = 0, y + px(44)
            kind = "chosen" if one is self.shown else "choice"
            page.button(text, pygame.Rect(x, y, wide, px(36)), partial(self.choose, one), kind, column.sheet)
            x += wide + px(8)
        return y + px(36 + GUTTER)

    def _mark(self, one: Practised) -> float:
        """The mark of the latest run, as it was kept with it."""
        kept = recording.read_outcome(self.program.library.folder / one.rows[-1].file) or {}
        return float(kept.get("pass_mark", 80.0))

    def handle(self, event: pygame.Event) -> Screen | None:
        """Buttons and rows lead on."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return self.practise()
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed."""
        if self._page is None or not self._page.stale():
            return []
        surface.fill(self.style.colour["background"])
        header.draw_tabs(self.style, surface, 1, self.program.trainee)
        self._page.draw(surface)
        return None

    def choose(self, one: Practised) -> Screen:
        """Another scenario's runs."""
        self.shown = one
        self.resize(self._size)
        return self

    def open(self, row: Row) -> Screen:
        """The run behind a number."""
        return ways.result(self.program, recording.read(self.program.library.folder / row.file))

    def start(self) -> Screen:
        """The drill of the weakest skill."""
        return ways.treat(self.program, self.drill) if self.drill else self

    def practise(self) -> Screen:
        """To the scenarios."""
        return ways.home(self.program)

    def stay(self) -> Screen:
        """This is where one is."""
        return self

    def teach(self) -> Screen:
        """Where scenarios are made, and classes are taught."""
        return ways.studio(self.program)

    def settings(self) -> Screen:
        """How one likes it."""
        return ways.setup(self.program, ways.progress)

    def assess(self) -> Screen:
        """The desk of those who judge."""
        return ways.desk(self.program)
