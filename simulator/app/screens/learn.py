"""Learn: six lessons in their order, what was done, and the next one at one key."""

from __future__ import annotations

from functools import partial

import pygame

from simulator.app import parts, ways
from simulator.app.page import Page
from simulator.app.paged import Paged
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import header
from simulator.app.screens.lessons import LESSONS
from simulator.files import settings
from simulator.words import _

MARGIN, ROW = 24, 64


class Learn(Paged):
    """The list of lessons."""

    relative = False

    def __init__(self, program: Program) -> None:
        self.program, self.style = program, program.style
        self.done = settings.read(program.places.settings).lessons
        self.next = next((n for n, one in enumerate(LESSONS) if one.id not in self.done), 0)
        self._page: Page | None = None

    def resize(self, size: tuple[int, int]) -> None:
        """Lays everything out anew; the focus is kept."""
        before = self._page
        page = self._page = Page(self.style, size, before)
        px = self.style.px
        width = min(size[0] - 2 * px(MARGIN), px(760))
        top = px(header.HEIGHT + 20)
        column = page.column(pygame.Rect((size[0] - width) // 2, top, width, size[1] - top))
        for number in range(len(LESSONS)):
            panel = self._row(width, number)
            at = (0, number * px(ROW + 8))
            column.image(panel, at)
            page.button("", pygame.Rect(at, panel.get_size()), partial(self.open, number), "card", column.sheet)
        column.finish()
        right = size[0] - px(MARGIN)
        text = _("Lesson {number} (Enter)").format(number=self.next + 1)
        for words, act, kind in ((text, partial(self.open, self.next), "primary"), (_("Home"), self.home, "")):
            wide = page.width(words)
            page.button(words, pygame.Rect(right - wide, px(12), wide, px(40)), act, kind)
            right -= wide + px(8)
        if before is not None:
            page.focus.take_from(before.focus)

    def _row(self, width: int, number: int) -> pygame.Surface:
        px, lesson = self.style.px, LESSONS[number]
        panel = pygame.Surface((width, px(ROW)))
        panel.fill(self.style.colour["panel"])
        parts.disc(self.style, panel, (px(26), px(ROW) // 2), lesson.id in self.done)
        title = f"{number + 1}. {_(lesson.title)}"
        self.style.write(panel, title, (px(52), px(8)), "strong")
        words = self.style.shortened(_(lesson.text), "small", width - px(68))
        self.style.write(panel, words, (px(52), px(35)), "small", "muted")
        return self.style.rounded(panel)

    def handle(self, event: pygame.Event) -> Screen | None:
        """Rows and Enter lead to a lesson; Esc home."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return self.home()
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed."""
        if self._page is None or not self._page.stale():
            return []
        surface.fill(self.style.colour["background"])
        words = _("{done} of {count} lessons done").format(done=len(self.done), count=len(LESSONS))
        header.draw(self.style, surface, _("Learn"), words)
        self._page.draw(surface)
        return None

    def open(self, number: int) -> Screen:
        """A lesson."""
        return ways.lesson(self.program, number)

    def home(self) -> Screen:
        """To the scenarios."""
        return ways.home(self.program)
