"""What all screens of care share: a page of questions whose answers become acts on the recording's clock."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import pygame

from simulator.app.column import Column
from simulator.app.page import Action, Page
from simulator.app.paged import Paged
from simulator.app.parts import disc
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import header
from simulator.app.style import Style
from simulator.needling.hand import Act

MARGIN, GUTTER, FOOT, WIDEST, PAD = 24, 16, 72, 880, 16
"""Design pixels; a column of questions is no wider than `WIDEST`, so that it can be read."""


class Option(NamedTuple):
    """One answer: its words, the value of its act, and whether it is the one that was given."""

    text: str
    value: int
    chosen: bool = False


class Foot(NamedTuple):
    """What stands at the foot: quiet buttons on the left, the one that leads on, and words beside it."""

    left: Sequence[tuple[str, Action]]
    on: tuple[str, Action]
    words: str = ""


class Sheet:
    """Panels and questions in a column, one below the other."""

    def __init__(self, page: Page, column: Column, y: int = 0) -> None:
        self.page, self.column, self.style, self.y = page, column, page.style, y

    def panel(self, title: str, text: str, role: str = "strong") -> None:
        """A heading with a sentence, in a panel of its own."""
        style, px, width = self.style, self.style.px, self.column.rect.width
        inner = width - px(2 * PAD)
        high = style.measure(title, role, inner)[1] + (style.measure(text, "body", inner)[1] if text else 0)
        panel = pygame.Surface((width, high + px(24)))
        panel.fill(style.colour["panel"])
        box = style.write(panel, title, (px(PAD), px(12)), role, width=inner)
        if text:
            style.write(panel, text, (px(PAD), box.bottom), "body", "muted", width=inner)
        self.column.image(style.rounded(panel), (0, self.y))
        self.y += panel.get_height() + px(12)

    def text(self, text: str) -> None:
        """Lines on the ground of the page."""
        self.heading(text, "body", "muted")
        self._grown(4)

    def heading(self, text: str, role: str = "strong", colour: str = "text") -> None:
        """A line of its own above what it names."""
        px, width = self.style.px, self.column.rect.width
        high = self.style.measure(text, role, width - px(8))[1] + px(12)
        line = pygame.Surface((width, high), pygame.SRCALPHA)
        self.style.write(line, text, (px(4), px(8)), role, colour, width=width - px(8))
        self.column.image(line.premul_alpha(), (0, self.y))
        self.y += high

    def chips(self, options: Sequence[Option], on: Callable[[int], Screen], label: str = "", wide: int = 0) -> None:
        """Short answers beside each other, behind a label that is so `wide`."""
        px, width = self.style.px, self.column.rect.width
        left = px(wide) if label else 0
        if label:
            word = pygame.Surface((left, px(40)), pygame.SRCALPHA)
            self.style.write(word, label, (px(4), px(8)), "body", "muted")
            self.column.image(word.premul_alpha(), (0, self.y))
        x = left
        for option in options:
            need = self.page.width(option.text)
            if x > left and x + need > width:
                x, self.y = left, self.y + px(48)
            kind = "chosen" if option.chosen else "choice"
            rect = pygame.Rect(x, self.y, need, px(40))
            self.page.button(option.text, rect, partial(on, option.value), kind, self.column.sheet)
            x += need + px(8)
        self._grown(48)

    def entry(self, label: str, text: str, on_change: Callable[[str], None], lines: int = 1) -> None:
        """A label above a place to type in."""
        px = self.style.px
        self.heading(label, "small", "muted")
        rect = pygame.Rect(0, self.y, self.column.rect.width, px(24 * lines + 16))
        self.page.entry(text, rect, on_change, self.column.sheet)
        self.y += rect.height
        self._grown(8)

    def rows(
        self, options: Sequence[Option], on: Callable[[int], Screen], indent: int = 0, leads: bool = False
    ) -> None:
        """Answers in whole sentences, one below the other, each with a ring that is filled where it was given; where
        it `leads` somewhere else there is an arrow instead.
        """
        px, style, left = self.style.px, self.style, self.style.px(indent)
        width = self.column.rect.width - left
        for option in options:
            at, inner = px(PAD if leads else 48), width - px(48 + PAD)
            high = max(style.measure(option.text, "body", inner)[1] + px(16), px(40))
            row = pygame.Surface((width, high))
            row.fill(style.colour["soft" if option.chosen else "panel"])
            if leads:
                style.write(row, "›", (width - px(PAD), (high - px(24)) // 2), "heading", "muted", align="right")
            else:
                disc(style, row, (px(24), high // 2), option.chosen)
            colour = "accent" if option.chosen else "text"
            style.write(row, option.text, (at, px(8)), "body", colour, width=inner)
            self.column.image(style.rounded(row), (left, self.y))
            rect = pygame.Rect(left, self.y, width, high)
            self.page.button("", rect, partial(on, option.value), "card", self.column.sheet)
            self.y += high + px(6)
        self._grown(0)

    def _grown(self, by: int) -> None:
        self.y += self.style.px(by)
        self.column.height = max(self.column.height, self.y)


def options(texts: Sequence[str], values: Sequence[int], chosen: int | None) -> list[Option]:
    """Answers with their values, of which one may have been given."""
    return [Option(text, value, value == chosen) for text, value in zip(texts, values, strict=True)]


class Asking(Paged):
    """A screen of questions. Those that build on it say what is asked, what it is called, and what leads on."""

    relative = False

    def __init__(self, program: Program, from_us: int = 0) -> None:
        self.program, self.style = program, program.style
        self.acts: list[Act] = []
        self._from_us, self._now_us, self._since_us = from_us, 0, -1
        self._size = (0, 0)
        self._page: Page | None = None
        self._turned = True  # whether this is another page, which begins at its top

    @abstractmethod
    def fill(self, page: Page, place: pygame.Rect) -> None:
        """Puts what is asked into columns of an empty page."""

    @abstractmethod
    def foot(self) -> Foot:
        """What can be done with the page as a whole."""

    @abstractmethod
    def titles(self) -> tuple[str, str]:
        """The title of the page, and a few words behind it."""

    @abstractmethod
    def leave(self) -> Screen:
        """What Escape leads to."""

    def resize(self, size: tuple[int, int]) -> None:
        """Lays the page out anew; the place in a column and the focus are kept."""
        before, self._size = self._page, size
        self._page = page = Page(self.style, size, before)
        px = self.style.px
        top = px(header.HEIGHT + GUTTER)
        self.fill(page, pygame.Rect(px(MARGIN), top, size[0] - 2 * px(MARGIN), size[1] - top - px(FOOT)))
        for column in page.columns:
            column.finish()
        self._lay_foot(page, self.foot())
        if before is not None and not self._turned:
            for column, other in zip(page.columns, before.columns, strict=False):
                if other.top:
                    column.scroll(other.top)
            page.focus.take_from(before.focus)
        self._turned = False

    def _lay_foot(self, page: Page, foot: Foot) -> None:
        px, size = self.style.px, self._size
        x, y = px(MARGIN), size[1] - px(FOOT - GUTTER)
        for text, action in foot.left:
            x = page.button(text, pygame.Rect(x, y, 0, px(40)), action, "outline").rect.right + px(8)
        text, action = foot.on
        rect = pygame.Rect(size[0] - px(MARGIN) - page.width(text), y, 0, px(40))
        page.button(text, rect, action, "primary")
        self._words = (foot.words, (rect.x - px(16), y + px(8)))

    def handle(self, event: pygame.Event) -> Screen | None:
        """Buttons; Escape leaves."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return self.leave()
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def tick(self, now_us: int) -> Screen:
        """The clock of the acts begins with the first frame."""
        self._now_us = now_us
        self._since_us = now_us if self._since_us < 0 else self._since_us
        return super().tick(now_us)

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed."""
        if self._page is None or not self._page.stale():
            return []
        surface.fill(self.style.colour["background"])
        header.draw(self.style, surface, *self.titles())
        self.style.write(surface, *self._words, "body", "muted", align="right")
        self._page.draw(surface)
        return None

    def value(self, what: str) -> int | None:
        """What was answered last."""
        return next((act.value for act in reversed(self.acts) if act.what == what), None)

    def act(self, *named: tuple[str, int]) -> Screen:
        """Writes acts down, all at one time, later than those before; the page shows them."""
        last_us = self.acts[-1].t_us if self.acts else self._from_us
        t_us = max(self._from_us + self._now_us - self._since_us, last_us + 1)
        self.acts += [Act(t_us, what, value) for what, value in named]
        return self.again()

    def choose(self, what: str, value: int) -> Screen:
        """An answer, written down where it is another than before."""
        return self.again() if self.value(what) == value else self.act((what, value))

    def again(self) -> Screen:
        """The same page with what has changed."""
        if self._size[0]:
            self.resize(self._size)
        return self


def column_of(page: Page, place: pygame.Rect, style: Style) -> Sheet:
    """One column in the middle, no wider than can be read."""
    wide = min(place.width, style.px(WIDEST))
    return Sheet(page, page.column(pygame.Rect(place.x + (place.width - wide) // 2, place.y, wide, place.height)))
