"""Where things are on the result: what to fix first, then score, parts and maps, beside or below each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import pygame

from simulator.app.column import Column
from simulator.app.page import Action, Page
from simulator.app.screen import Screen
from simulator.app.screens import header
from simulator.app.screens.result_fix import buttons_at, fix_height, fix_panel
from simulator.app.screens.result_maps import Maps, Seen
from simulator.app.screens.result_panels import parts_panel, score_panel
from simulator.app.screens.result_zones import zones_height, zones_panel
from simulator.words import _

MARGIN, GUTTER = 24, 16
LEFT = 400
WIDE, HIGH = 1120, 640
"""From this size on (design pixels) the panels stand beside each other."""


class Acts(Protocol):
    """What can be done on the result."""

    def home(self) -> Screen: ...
    def replay(self) -> Screen: ...
    def repeat(self) -> Screen: ...
    def more(self) -> Screen: ...
    def see(self) -> Screen: ...
    def heal(self) -> Screen: ...
    def compare(self) -> Screen: ...
    def drill(self) -> Screen: ...
    def again_here(self) -> Screen: ...
    @property
    def trained_by(self) -> str: ...
    @property
    def can_be_done_again(self) -> bool: ...


class Placed(NamedTuple):
    """The maps, where they stand in their column, and how far the words of the header may reach."""

    maps: Maps
    column: Column
    y: int
    header_room: int

    @property
    def origin(self) -> tuple[int, int]:
        """Window pixels of the upper left corner of the maps' panel."""
        left, top = self.column.offset
        return left, top + self.y


def lay_out(page: Page, seen: Seen, shown: int, acts: Acts) -> Placed:
    """Puts all panels and widgets of the result onto an empty page; `shown` is the number of things to fix."""
    px = page.style.px
    width = page.size[0] - 2 * px(MARGIN)
    height = page.size[1] - px(header.HEIGHT + GUTTER)
    rect = pygame.Rect(px(MARGIN), px(header.HEIGHT + GUTTER), width, height)
    room = _header(page, acts)
    stand = _beside if page.size[0] >= px(WIDE) and page.size[1] >= px(HIGH) else _below
    maps, column, y = stand(page, rect, seen, shown, acts)
    return Placed(maps, column, y, room)


def _beside(page: Page, rect: pygame.Rect, seen: Seen, shown: int, acts: Acts) -> tuple[Maps, Column, int]:
    """What to fix over the whole width, below it two columns."""
    px = page.style.px
    top = page.column(pygame.Rect(rect.topleft, (rect.width, fix_height(page.style, rect.width, seen, shown))))
    _fix(page, top, 0, seen, shown, acts)
    y = top.rect.bottom + px(GUTTER)
    left = page.column(pygame.Rect(rect.x, y, px(LEFT), rect.bottom - y))
    _stack(left, 0, (score_panel(page.style, px(LEFT), seen), parts_panel(page.style, px(LEFT), seen)), px(GUTTER))
    left.finish()
    x = left.rect.right + px(GUTTER)
    right = page.column(pygame.Rect(x, y, rect.right - x, rect.bottom - y))
    free = right.rect.height - 2 * px(GUTTER) - zones_height(page.style, seen)
    maps = Maps(page.style, right.rect.width, seen, shown, free)
    _stack(right, 0, (maps.panel, zones_panel(page.style, right.rect.width, seen)), px(GUTTER))
    right.finish()
    return maps, right, 0


def _below(page: Page, rect: pygame.Rect, seen: Seen, shown: int, acts: Acts) -> tuple[Maps, Column, int]:
    """Everything in one column that scrolls."""
    px = page.style.px
    column = page.column(rect)
    y = _fix(page, column, 0, seen, shown, acts) + px(GUTTER)
    panels = (score_panel(page.style, rect.width, seen), parts_panel(page.style, rect.width, seen))
    y = _stack(column, y, panels, px(GUTTER))
    maps = Maps(page.style, rect.width, seen, shown)
    _stack(column, y, (maps.panel, zones_panel(page.style, rect.width, seen)), px(GUTTER))
    column.finish()
    return maps, column, y


def _stack(column: Column, y: int, panels: Sequence[pygame.Surface], gap: int) -> int:
    """Panels one below the other from y on; returns the y below them."""
    for panel in panels:
        column.image(panel, (0, y))
        y += panel.get_height() + gap
    return y


def _fix(page: Page, column: Column, y: int, seen: Seen, shown: int, acts: Acts) -> int:
    """The panel of what to fix, with the button that shows more or less of it; returns the y below it."""
    width = column.rect.width
    high = fix_height(page.style, width, seen, shown)
    column.image(fix_panel(page.style, (width, high), seen, shown), (0, y))
    others = len(seen.advice) - 1
    wanted: list[tuple[str, Action]] = []
    if others > 0:
        wanted.append((_("{count} more (M)").format(count=others) if shown == 1 else _("First only (M)"), acts.more))
    if seen.worst:
        wanted.append((_("See it (S)"), acts.see))
    if acts.trained_by:
        wanted.append((_("Drill (D)"), acts.drill))
    if acts.can_be_done_again:
        wanted.append((_("Again here (A)"), acts.again_here))
    places = buttons_at(page.style, (width, high), [page.width(text) for text, _act in wanted])
    for (text, act), rect in zip(wanted, places, strict=True):
        page.button(text, rect.move(0, y), act, "", column.sheet)
    return y + high


def _header(page: Page, acts: Acts) -> int:
    """The buttons of the header, at its right end; returns the x at which they begin."""
    px = page.style.px
    wanted: list[tuple[str, Action, str]] = [
        (_("Home"), acts.home, ""),
        (_("Replay"), acts.replay, ""),
        (_("Compare (C)"), acts.compare, ""),
        (_("Healing (H)"), acts.heal, ""),
        (_("Repeat"), acts.repeat, "primary"),
    ]
    wide = sum(page.width(text) for text, _act, _kind in wanted) + (len(wanted) - 1) * px(8)
    left = x = page.size[0] - px(MARGIN) - wide
    for text, act, kind in wanted:
        x = page.button(text, pygame.Rect(x, px(12), 0, px(40)), act, kind).rect.right + px(8)
    return left
