"""The panel that a rater fills in: items, checklist and remarks; it knows what a click on it means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import pygame

from simulator.app.screens.home_cards import time_in_words
from simulator.app.style import Style
from simulator.report.checklist import Check
from simulator.report.judged import in_words
from simulator.standing.judging import Bank, Judgement, missing
from simulator.words import _, mark

PAD, HEAD, TABS, FOOT = 14, 40, 30, 52
ITEM, BOX, GAP, WORDS = 48, 24, 6, 106
"""Design pixels: a row of the items, the box of a rating, between boxes, and what the words of a row need."""
Tab = Literal["items", "checks", "remarks"]
TITLES: dict[Tab, str] = {"items": mark("Items"), "checks": mark("Checklist"), "remarks": mark("Remarks")}


class Filled(NamedTuple):
    """What the panel shows: the answers so far, the tab, which row has the focus, how many runs are left, and what is
    asked or being written.
    """

    judgement: Judgement
    tab: Tab
    row: int
    left: int
    asked: str = ""
    written: str | None = None


class Press(NamedTuple):
    """What a click means: kind, which row, and the answer."""

    kind: Literal["tab", "rate", "check", "remark", "note", "write", "commit"]
    row: int
    answer: int = 0


class Panel:
    """Draws itself into the place of the right column."""

    def __init__(self, style: Style, rect: pygame.Rect, bank: Bank, checks: tuple[Check, ...]) -> None:
        self.style, self.rect, self.bank, self.checks = style, rect, bank, checks
        self._spots: list[tuple[pygame.Rect, Press]] = []

    def at(self, pixel: tuple[int, int]) -> Press | None:
        """What a click at a place of the window means."""
        return next((press for rect, press in self._spots if rect.collidepoint(pixel)), None)

    def draw(self, surface: pygame.Surface, filled: Filled) -> pygame.Rect:
        """All of it; answers where."""
        style, px, rect = self.style, self.style.px, self.rect
        self._spots = []
        surface.fill(style.colour["stage"], rect)
        style.panel(surface, rect)
        style.write(surface, _("Your judgement"), (rect.x + px(PAD), rect.y + px(8)), "strong")
        left = _("{count} left").format(count=filled.left)
        style.write(surface, left, (rect.right - px(PAD), rect.y + px(12)), "small", "muted", align="right")
        self._tabs(surface, filled)
        body = pygame.Rect(
            rect.x + px(PAD),
            rect.y + px(HEAD + TABS + 10),
            rect.width - px(2 * PAD),
            rect.height - px(HEAD + TABS + FOOT + 14),
        )
        draws: dict[Tab, Callable[[pygame.Surface, pygame.Rect, Filled], None]]
        draws = {"items": self._items, "checks": self._checks, "remarks": self._remarks}
        surface.set_clip(body.inflate(px(4), px(4)))
        draws[filled.tab](surface, body, filled)
        surface.set_clip(None)
        self._foot(surface, filled)
        return rect

    def _tabs(self, surface: pygame.Surface, filled: Filled) -> None:
        px, x = self.style.px, self.rect.x + self.style.px(PAD)
        for number, (tab, title) in enumerate(TITLES.items()):
            text = _(title)
            box = pygame.Rect(x, self.rect.y + px(HEAD), self.style.measure(text, "small")[0] + px(18), px(TABS - 4))
            self.style.panel(surface, box, "soft" if tab == filled.tab else "raised", radius=6)
            colour = "accent" if tab == filled.tab else "text"
            self.style.write(surface, text, (box.centerx, box.y + px(5)), "small", colour, align="center")
            self._spots.append((box, Press("tab", number)))
            x = box.right + px(GAP)

    def _items(self, surface: pygame.Surface, body: pygame.Rect, filled: Filled) -> None:
        """Seven rows of five boxes, and what 1, 3 and 5 of the row in focus stand for."""
        style, px, y = self.style, self.style.px, body.y
        step = min(px(ITEM), max((body.height - px(WORDS)) // len(self.bank.items), px(BOX + 18)))
        for number, item in enumerate(self.bank.items):
            focus, given = number == filled.row, filled.judgement.rating(item.id)
            style.write(surface, _(item.title), (body.x, y), "small", "accent" if focus else "text")
            for points in range(1, 6):
                box = pygame.Rect(body.x + (points - 1) * px(BOX + GAP + 18), y + px(18), px(BOX + 16), px(BOX))
                style.panel(surface, box, "accent" if points == given else "raised", radius=5)
                colour = "on_accent" if points == given else "text"
                style.write(surface, str(points), (box.centerx, box.y + px(4)), "small", colour, align="center")
                if focus and points == given:
                    style.focus(surface, box, 5)
                self._spots.append((box, Press("rate", number, points)))
            y += step
        item = self.bank.items[min(filled.row, len(self.bank.items) - 1)]
        for points, words in zip((1, 3, 5), item.words, strict=True):
            room = body.width - px(16)
            high = style.measure(_(words), "small", room)[1]
            if y + high > body.bottom:
                break
            style.write(surface, str(points), (body.x, y), "small", "accent")
            style.write(surface, _(words), (body.x + px(16), y), "small", "muted", width=room)
            y += high + px(2)

    def _checks(self, surface: pygame.Surface, body: pygame.Rect, filled: Filled) -> None:
        """A line a check, with its two answers as signs of different shape."""
        style, px = self.style, self.style.px
        room = body.width - px(2 * (BOX + GAP) + 8)
        y = body.y - self._scrolled(
            [style.measure(c.text, "small", room)[1] for c in self.checks], body.height, filled.row
        )
        for number, check in enumerate(self.checks):
            high = max(style.measure(check.text, "small", room)[1], px(BOX))
            colour = "accent" if number == filled.row else "text"
            style.write(surface, check.text, (body.x, y), "small", colour, width=room)
            given = filled.judgement.check(check.id)
            for place, (answer, sign) in enumerate(((1, _("yes")), (0, _("no")))):
                box = pygame.Rect(body.right - (2 - place) * px(BOX + GAP + 4), y, px(BOX + 6), px(BOX))
                chosen = given is not None and given == bool(answer)
                style.panel(surface, box, "accent" if chosen else "raised", radius=5)
                ink = "on_accent" if chosen else "text"
                style.write(surface, sign, (box.centerx, box.y + px(4)), "small", ink, align="center")
                if box.colliderect(body):
                    self._spots.append((box, Press("check", number, answer)))
            y += high + px(10)

    def _scrolled(self, highs: list[int], room: int, row: int) -> int:
        """How far a list must move up so that its row in focus can be seen."""
        px = self.style.px
        below = sum(max(high, px(BOX)) + px(10) for high in highs[: row + 1])
        return max(0, below - room)

    def _remarks(self, surface: pygame.Surface, body: pygame.Rect, filled: Filled) -> None:
        """Common remarks to press, a line to write, and what has been said, the latest first."""
        style, px, y = self.style, self.style.px, body.y
        wide = (body.width - px(GAP)) // 2
        for number, remark in enumerate(self.bank.remarks):
            row, side = divmod(number, 2)
            box = pygame.Rect(body.x + side * (wide + px(GAP)), y + row * px(34), wide, px(30))
            style.panel(surface, box, "raised", radius=6)
            text = style.shortened(_(remark.title), "small", box.width - px(8))
            style.write(surface, text, (box.centerx, box.y + px(7)), "small", align="center")
            self._spots.append((box, Press("remark", number)))
        y += (len(self.bank.remarks) + 1) // 2 * px(34) + px(4)
        line = pygame.Rect(body.x, y, body.width, px(30))
        style.frame(surface, line, "accent" if filled.written is not None else "edge", radius=6, width=1)
        text = _("Write something (T)") if filled.written is None else filled.written + "|"
        while len(text) > 1 and style.measure(text, "small")[0] > line.width - px(16):
            text = text[1:]
        style.write(
            surface, text, (line.x + px(8), line.y + px(7)), "small", "muted" if filled.written is None else "text"
        )
        self._spots.append((line, Press("write", 0)))
        y += px(38)
        for number, note in reversed(list(enumerate(filled.judgement.notes))):
            if y + px(18) > body.bottom:
                break
            box = pygame.Rect(body.x, y, body.width, px(20))
            shown = style.shortened(f"{time_in_words(note.t_us)}  {in_words(note, self.bank)}", "small", box.width)
            style.write(surface, shown, (box.x, box.y), "small")
            self._spots.append((box, Press("note", number)))
            y += px(22)

    def _foot(self, surface: pygame.Surface, filled: Filled) -> None:
        """What is missing, or the way on."""
        style, px = self.style, self.style.px
        box = pygame.Rect(self.rect.x + px(PAD), self.rect.bottom - px(FOOT - 4), self.rect.width - px(2 * PAD), px(38))
        items, checks = missing(filled.judgement, self.bank, [check.id for check in self.checks])
        count = len(items) + len(checks)
        if count:
            text = _("{count} answers missing").format(count=count)
            style.panel(surface, box, "raised")
            style.write(surface, text, (box.centerx, box.y + px(7)), "strong", "muted", align="center")
            return
        text = filled.asked or _("Commit (Enter)")
        style.panel(surface, box, "accent")
        style.write(surface, text, (box.centerx, box.y + px(7)), "strong", "on_accent", align="center")
        self._spots.append((box, Press("commit", 0)))
