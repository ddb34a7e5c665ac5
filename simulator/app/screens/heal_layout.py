"""Where things are on the heal screen: skin on the left, panels in a column on the right, the line at the foot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pygame

from simulator.app.column import Column
from simulator.app.page import Page
from simulator.app.screens import header, heal_panels, heal_said
from simulator.app.screens.heal_known import CARES
from simulator.app.screens.heal_line import HIGH, LOW
from simulator.app.style import Style
from simulator.outcome.response_counterfactual import EVEN, ONE_MORE
from simulator.pictures import maps
from simulator.words import _

if TYPE_CHECKING:
    from simulator.app.screens.heal import Heal

MARGIN, GUTTER = 24, 16
SHARE = 0.513
"""Share of the width that the skin has."""
ENDS = (0.1, 0.2, 0.5)
"""Ends of the scale that both maps share: the first that holds all values, else all that there is."""
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
    """Three views and the way back; returns the x at which they begin."""
    px = page.style.px
    views = (("week", _("First week (1)")), ("year", _("A year (2)")), ("maps", _("Maps (3)")))
    texts = [*(text for _view, text in views), _("Result")]
    left = x = page.size[0] - px(MARGIN) - sum(page.width(text) for text in texts) - (len(texts) - 1) * px(8)
    for view, text in views:
        kind = "primary" if view == screen.view else ""
        rect = pygame.Rect(x, px(12), 0, px(40))
        x = page.button(text, rect, partial(screen.look, view), kind).rect.right + px(8)  # type: ignore[arg-type]
    page.button(_("Result"), pygame.Rect(x, px(12), 0, px(40)), screen.back)
    return left


def _week(page: Page, column: Column, screen: Heal) -> tuple[pygame.Rect, ...]:
    """What to tell, and what aftercare changes."""
    style, px, width = page.style, page.style.px, column.rect.width
    told = heal_panels.tell(style, width, screen.known)
    column.image(told.surface, (0, 0))
    y = told.surface.get_height() + px(GUTTER)
    panel = heal_panels.after(style, width, screen.known, screen.care)
    column.image(style.rounded(panel.surface), (0, y))
    x, below = px(16), y + panel.surface.get_height() - px(52)
    for number, (title, _care) in enumerate(CARES):
        kind = "primary" if number == screen.care else ""
        rect = pygame.Rect(x, below, 0, px(40))
        x += page.button(_(title), rect, partial(screen.tend, number), kind, column.sheet).rect.width + px(8)
    return ()


def _year(page: Page, column: Column, screen: Heal) -> tuple[pygame.Rect, ...]:
    """What might have been, benefit and harm, and the curves."""
    style, px, width, known = page.style, page.style.px, column.rect.width, screen.known
    side, even, more = known.side(), known.side(EVEN), known.side(ONE_MORE)
    day = 180.0
    named = [
        (_("Same dose, spread evenly"), heal_said.even(side, even), screen.shown.instead(known.other(EVEN), day)),
        (_("One session more"), heal_said.more(side, more), screen.shown.instead(known.other(ONE_MORE), 28 + day)),
    ]
    balance = heal_panels.balance(style, width, side)
    charts = heal_panels.charts(style, width, known)
    y = 0
    column.image(balance.surface, (0, y))
    y += balance.surface.get_height() + px(GUTTER)
    column.image(charts.surface, (0, y))
    curves = tuple(place.move(0, y) for place in charts.curves)
    y += charts.surface.get_height() + px(GUTTER)
    column.image(heal_panels.instead(style, width, named).surface.premul_alpha(), (0, y))
    return curves


def _maps(page: Page, column: Column, screen: Heal) -> tuple[pygame.Rect, ...]:
    """Where collagen is gained and where there is harm, at equal size."""
    style, width, px = page.style, column.rect.width, page.style.px
    skin, assets = screen.shown.skin, screen.program.places.assets
    healing, day = skin.healing, screen.day if screen.day > 14 else 180.0
    ceiling = healing.parameters.growth.collagen_ceiling
    touched = healing.sessions[-1].trauma.per_mm2 > 0
    gain = np.where(touched, healing.at("collagen_crosslinked", day) / ceiling, np.nan)
    harm = np.where(touched, np.clip(healing.at("scar", day) + healing.at("pih_risk", day), 0, 1), np.nan)
    ground = skin.coarser().before()
    most = next((end for end in ENDS if max(np.nanmax(gain), np.nanmax(harm)) <= end), 1.0)
    told = (
        (_("Collagen gained"), _("share of what this model can give"), gain, "cividis"),
        (_("Harm"), _("scar, and risk of dark marks"), harm, "viridis"),
    )
    beside = width >= px(480)
    wide = (width - px(GUTTER)) // 2 if beside else width
    y = 0
    for number, (title, about, field, colours) in enumerate(told):
        look = (title, about, maps.Scale(0.0, most, (most, most)), maps.read_colours(assets, colours))
        panel = heal_panels.map_panel(style, wide, ground, field.astype(np.float32), look)
        at = (number * (wide + px(GUTTER)), 0) if beside else (0, number * (panel.surface.get_height() + px(GUTTER)))
        column.image(panel.surface, at)
        y = at[1] + panel.surface.get_height() + px(GUTTER)
    column.image(heal_panels.balance(style, width, screen.known.side()).surface, (0, y))
    return ()
