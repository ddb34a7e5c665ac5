"""Where things are on the heal screen: skin on the left, panels in a column on the right, the line at the foot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pygame

from simulator.app.column import Column
from simulator.app.page import Page
from simulator.app.screens import header, heal_compare, heal_curves, heal_maps, heal_panels
from simulator.app.screens.heal_line import HIGH, LOW
from simulator.app.style import Style
from simulator.report.known import CARES
from simulator.words import _

if TYPE_CHECKING:
    from simulator.app.screens.heal import Heal

MARGIN, GUTTER = 24, 16
SHARE = 0.513
"""Share of the width that the skin has."""
TALL = 700
"""From this height on (design pixels) the line has small pictures."""


class Places(NamedTuple):
    """Rectangles of the window, and how far the words of the header may reach."""

    picture: pygame.Rect
    column: pygame.Rect
    line: pygame.Rect
    header_room: int


def places(style: Style, size: tuple[int, int]) -> Places:
    """Divides a window."""
    px = style.px
    high = px(HIGH if size[1] >= px(TALL) else LOW)
    line = pygame.Rect(px(MARGIN), size[1] - px(GUTTER) - high, size[0] - 2 * px(MARGIN), high)
    top = px(header.HEIGHT + GUTTER)
    wide = round((line.width - px(GUTTER)) * SHARE)
    picture = pygame.Rect(px(MARGIN), top, wide, line.y - px(GUTTER) - top)
    left = picture.right + px(GUTTER)
    return Places(picture, pygame.Rect(left, top, line.right - left, picture.height), line, size[0])


def fill(page: Page, where: Places, screen: Heal) -> tuple[Column, tuple[pygame.Rect, ...]]:
    """Puts widgets and panels onto an empty page; answers the column and where curves stand on its sheet."""
    room = _header(page, screen)
    screen._places = where._replace(header_room=room)
    column = page.column(where.column)
    fillers = {"week": _week, "year": _year, "maps": _maps}
    curves = fillers[screen.view](page, column, screen)
    column.finish()
    return column, curves


def _header(page: Page, screen: Heal) -> int:
    """Three views, the booked session and the way back; returns the x at which they begin."""
    px = page.style.px
    views = (("week", _("First week (1)")), ("year", _("A year (2)")), ("maps", _("Maps (3)")))
    ways = [(_("Result"), screen.back)]
    if screen.view != "week":
        ways.insert(0, (_("Treat on day {day:.0f} (T)").format(day=screen.booking.day), screen.again_then))
    texts = [*(text for _view, text in views), *(text for text, _act in ways)]
    left = x = page.size[0] - px(MARGIN) - sum(page.width(text) for text in texts) - (len(texts) - 1) * px(8)
    for view, text in views:
        kind = "primary" if view == screen.view else ""
        rect = pygame.Rect(x, px(12), 0, px(40))
        x = page.button(text, rect, partial(screen.look, view), kind).rect.right + px(8)  # type: ignore[arg-type]
    for text, act in ways:
        x = page.button(text, pygame.Rect(x, px(12), 0, px(40)), act).rect.right + px(8)
    return left


def _week(page: Page, column: Column, screen: Heal) -> tuple[pygame.Rect, ...]:
    """What to tell, and what aftercare changes."""
    style, px, width = page.style, page.style.px, column.rect.width
    told = heal_panels.tell(style, width, screen.known)
    column.image(told, (0, 0))
    y = told.get_height() + px(GUTTER)
    panel = heal_panels.after(style, width, screen.known, screen.care)
    column.image(panel, (0, y))
    x, below = px(16), y + panel.get_height() - px(52)
    for number, (title, _care) in enumerate(CARES):
        kind = "chosen" if number == screen.care else "outline"
        rect = pygame.Rect(x, below, 0, px(40))
        x += page.button(_(title), rect, partial(screen.tend, number), kind, column.sheet).rect.width + px(8)
    return ()


def _year(page: Page, column: Column, screen: Heal) -> tuple[pygame.Rect, ...]:
    """This run beside what might have been, and the curves."""
    style, width, known = page.style, column.rect.width, screen.known
    table = heal_compare.table(style, width, known, screen.booking.day)
    column.image(table.surface, (0, 0))
    for course, rect in table.buttons.items():
        kind = "chosen" if course == screen.against else "outline"
        text = heal_compare.title(course, screen.booking.day)
        rect.width = page.style.measure(text, "strong")[0] + page.style.px(24)
        page.button(text, rect, partial(screen.compare, course), kind, column.sheet)
    y = table.surface.get_height() + page.style.px(GUTTER)
    room = (width, column.rect.height - y - page.style.px(GUTTER))
    if room not in screen.charts:
        screen.charts[room] = heal_curves.draw(style, *room, known)
    column.image(screen.charts[room].surface, (0, y))
    return tuple(plot.move(0, y) for plot in screen.charts[room].plots)


def _maps(page: Page, column: Column, screen: Heal) -> tuple[pygame.Rect, ...]:
    """Where collagen is gained and where there is harm half a year after, at equal size."""
    style, width, px = page.style, column.rect.width, page.style.px
    fields = heal_maps.fields(screen.shown.skin.healing)
    looks = heal_maps.looks(fields, screen.program.places.assets)
    ground, place = screen.shown.ground(), screen.shown.field_place()
    beside = width >= px(480)
    wide = (width - px(GUTTER)) // 2 if beside else width
    x = y = below = 0
    for field, look in zip(fields, looks, strict=True):
        panel = heal_maps.map_panel(style, wide, ground, field, place, look)
        column.image(panel, (x, y))
        below = y + panel.get_height() + px(GUTTER)
        x, y = (x + wide + px(GUTTER), y) if beside else (x, below)
    column.image(heal_panels.outlook(style, width, screen.known.side()), (0, below))
    return ()
