"""Notes that a teacher has pinned to one's runs: what is said, the place to be seen, and the place to try again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

import pygame

from simulator.app.column import Column
from simulator.app.page import Page
from simulator.app.screen import Screen
from simulator.app.screens.home_cards import time_in_words
from simulator.files.notes import NoteForm
from simulator.words import _

GAP, PAD = 12, 16


class Acts(Protocol):
    """What can be done with one."""

    def show_note(self, note: NoteForm) -> Screen: ...
    def try_note(self, note: NoteForm) -> Screen: ...
    def put_away_note(self, note: NoteForm) -> Screen: ...


def lay(page: Page, column: Column, y: int, shown: Sequence[NoteForm], acts: Acts) -> int:
    """A panel for each; returns the y below them."""
    style, px, width = page.style, page.style.px, column.rect.width
    inner = width - px(2 * PAD)
    for note in shown:
        head = _("Note on {title}, at {time}").format(title=_(note.title), time=time_in_words(note.t_us))
        high = style.measure(head, "strong", inner)[1] + style.measure(note.text, "body", inner)[1]
        wanted = [(_("Show me"), partial(acts.show_note, note), "chosen")]
        if note.zone:
            wanted.append((_("Try again here"), partial(acts.try_note, note), "chosen"))
        wanted.append((_("Put away"), partial(acts.put_away_note, note), ""))
        places, x, row = [], px(PAD), 0
        for text, act, kind in wanted:
            if x > px(PAD) and x + page.width(text) > width - px(PAD):
                x, row = px(PAD), row + 1
            places.append((text, act, kind, x, row))
            x += page.width(text) + px(8)
        panel = pygame.Surface((width, high + px(32 + 48 * (row + 1))))
        panel.fill(style.colour["panel"])
        box = style.write(panel, head, (px(PAD), px(12)), "strong", width=inner)
        style.write(panel, note.text, (px(PAD), box.bottom), "body", width=inner)
        column.image(style.rounded(panel), (0, y))
        for text, act, kind, at, line in places:
            rect = pygame.Rect(at, y + high + px(24 + 48 * line), 0, px(40))
            page.button(text, rect, act, kind, column.sheet)
        y += panel.get_height() + px(GAP)
    return y
