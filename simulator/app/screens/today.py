"""The page of a day: what was to be done better, four steps, the next one at one key; and when it is enough."""

from __future__ import annotations

from datetime import datetime

import pygame

from simulator.app import parts, ways
from simulator.app.page import Page
from simulator.app.paged import Paged
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import header, today_work
from simulator.app.stamp import now
from simulator.words import _, in_figures

MARGIN, ROW = 24, 56


class Today(Paged):
    """Leads from step to step and stops by itself."""

    relative = False

    def __init__(self, program: Program) -> None:
        self.program, self.style = program, program.style
        if program.today is None:
            program.today = today_work.plan(program, datetime.now().astimezone().date(), now())
        self.today: today_work.Today = program.today
        rows = [row for row in program.library.runs() if row.trainee == program.trainee]
        self.done = self.today.done(rows)
        self.next = next((n for n, row in enumerate(self.done) if row is None), None)
        self._page: Page | None = None

    def resize(self, size: tuple[int, int]) -> None:
        """Lays everything out anew."""
        page = self._page = Page(self.style, size, self._page)
        px = self.style.px
        width = min(size[0] - 2 * px(MARGIN), px(760))
        top = px(header.HEIGHT + 24)
        column = page.column(pygame.Rect((size[0] - width) // 2, top, width, size[1] - top))
        panel = self._panel(width)
        column.image(panel, (0, 0))
        y, x = panel.get_height() - px(56), px(16)
        wanted = [(_("Leave for today"), self.leave, "")]
        if self.next is not None:
            wanted.insert(0, (_("Go on (Enter)") if self.next else _("Begin (Enter)"), self.go_on, "primary"))
        else:
            wanted = [(_("Home (Enter)"), self.leave, "primary"), (_("Progress"), self.progress, "")]
        for text, act, kind in wanted:
            x = page.button(text, pygame.Rect(x, y, 0, px(40)), act, kind, column.sheet).rect.width + x + px(8)
        column.finish()

    def _panel(self, width: int) -> pygame.Surface:
        px, room = self.style.px, width - self.style.px(32)
        left_s = sum(step.expected_s for step, row in zip(self.today.steps, self.done, strict=True) if row is None)
        if self.next is None:
            title, words = (
                _("Done for today"),
                _("Enough: skill settles while you do something else. See you tomorrow."),
            )
        else:
            title = _("Today: about {minutes:.0f} minutes").format(minutes=max(left_s / 60, 1))
            words = _("Last time: {words}").format(words=self.today.recalled) if self.today.recalled else ""
        high = self.style.measure(words, "body", room)[1] if words else 0
        panel = pygame.Surface((width, px(72) + high + len(self.done) * px(ROW) + px(72)))
        panel.fill(self.style.colour["panel"])
        self.style.write(panel, title, (px(16), px(16)), "title")
        if words:
            self.style.write(panel, words, (px(16), px(52)), "body", "muted", width=room)
        for number, (step, row) in enumerate(zip(self.today.steps, self.done, strict=True)):
            y = px(68) + high + number * px(ROW)
            panel.fill(self.style.colour["line"], (px(16), y, room, max(1, px(1))))
            parts.disc(self.style, panel, (px(16 + 10), y + px(28)), row is not None)
            colour = "text" if row is not None or number == self.next else "muted"
            self.style.write(panel, step.why, (px(48), y + px(8)), "strong", colour)
            self.style.write(panel, _(step.scenario.title), (px(48), y + px(31)), "small", "muted")
            if row is not None and row.score is not None:
                at = (width - px(16), y + px(16))
                self.style.write(panel, in_figures(row.score, ".1f"), at, "strong", align="right")
        return self.style.rounded(panel)

    def handle(self, event: pygame.Event) -> Screen | None:
        """Enter goes on; Esc leaves."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return self.leave()
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed."""
        if self._page is None or not self._page.stale():
            return []
        surface.fill(self.style.colour["background"])
        header.draw(self.style, surface, "Needlepass", _("five minutes a day"))
        self._page.draw(surface)
        return None

    def go_on(self) -> Screen:
        """The next step; nothing is to be chosen, the device neither."""
        return self if self.next is None else ways.consult(self.program, self.today.steps[self.next].scenario)

    def leave(self) -> Screen:
        """Home; the day is over."""
        self.program.today = None
        return ways.home(self.program)

    def progress(self) -> Screen:
        """What it has come to."""
        self.program.today = None
        return ways.progress(self.program)
