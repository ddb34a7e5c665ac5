"""Three small curves of healing: the best guess in its band, the same dose spread evenly, and where the day stands."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pygame

from simulator.app.screens.heal_known import DAYS, Known
from simulator.app.screens.heal_line import Line
from simulator.app.style import Style
from simulator.outcome.response_course import Floats
from simulator.words import _, mark

HIGH = 132
"""Design pixels of one curve with its title and figures."""


class Shown(NamedTuple):
    """A curve: which quantity, its title, its unit, and by what it is multiplied for that unit."""

    name: str
    title: str
    unit: str
    factor: float


CURVES = (
    Shown("redness_da", mark("Redness"), mark("Δa*"), 1.0),
    Shown("collagen_crosslinked", mark("Collagen"), mark("share"), 0.0),
    Shown("elastin", mark("Elastin"), mark("% of before"), 100.0),
)


def draw(style: Style, surface: pygame.Surface, rect: pygame.Rect, shown: Shown, known: Known) -> None:
    """One curve in its rectangle."""
    px, (low, best, high), even = style.px, _values(known, shown), _even(known, shown)
    style.write(surface, _(shown.title), rect.topleft, "strong")
    style.write(surface, _(shown.unit), (rect.right, rect.y + px(4)), "small", "muted", align="right")
    plot = field(style, rect)
    bottom, top = min(0.0, float(low.min())), max(float(high.max()), float(even.max()), 0.02)
    for value in (bottom, 0.0, top) if bottom < 0 else (0.0, top):
        y = plot.bottom - round(plot.height * (value - bottom) / (top - bottom))
        surface.fill(style.colour["line"], (plot.x, y, plot.width, max(1, px(1))))
        style.write(surface, _figure(value), (plot.x - px(6), y - px(8)), "small", "muted", align="right")
    line = _axis(style, plot)

    def place(values: Floats) -> list[tuple[float, float]]:
        shares = (values - bottom) / (top - bottom)
        return [(line.x(day), plot.bottom - plot.height * share) for day, share in zip(DAYS, shares, strict=True)]

    pygame.draw.polygon(surface, style.colour["soft"], place(high) + place(low)[::-1])
    pygame.draw.lines(surface, style.colour["accent"], False, place(best), px(2))
    _dashed(style, surface, place(even))
    for day, words in ((DAYS[0], _("1 h")), (7.0, _("7 d")), (365.0, _("1 y"))):
        style.write(surface, words, (line.x(day), plot.bottom + px(2)), "small", "muted", align="center")


def cursor(style: Style, surface: pygame.Surface, rect: pygame.Rect, day: float) -> None:
    """Where the day stands on a curve."""
    plot, wide = field(style, rect), max(1, style.px(1.5))
    surface.fill(style.colour["text"], (_axis(style, plot).x(day), plot.y - style.px(2), wide, plot.height))


def legend(style: Style, surface: pygame.Surface, at: tuple[int, int]) -> None:
    """What the lines mean."""
    px, (x, y) = style.px, at
    surface.fill(style.colour["soft"], (x, y, px(24), px(14)))
    surface.fill(style.colour["accent"], (x, y + px(6), px(24), px(2)))
    box = style.write(surface, _("this run, and what is uncertain"), (x + px(32), y), "small", "muted")
    _dashed(style, surface, [(box.right + px(24) + step, y + px(7)) for step in range(px(24))])
    style.write(surface, _("same dose, even"), (box.right + px(56), y), "small", "muted")


def field(style: Style, rect: pygame.Rect) -> pygame.Rect:
    """Where the curve itself stands: beside its figures, under its title."""
    px = style.px
    return pygame.Rect(rect.x + px(40), rect.y + px(34), rect.width - px(52), rect.height - px(34 + 22))


def _axis(style: Style, plot: pygame.Rect) -> Line:
    """The same line of time as the large one, on the width of a curve."""
    from simulator.app.screens.heal_line import YEAR

    inner = pygame.Rect(plot.x - style.px(80), plot.y, plot.width + style.px(160), plot.height)
    return Line(style, inner, YEAR)


def _values(known: Known, shown: Shown) -> tuple[Floats, Floats, Floats]:
    factor = _factor(known, shown)
    found = known.bands[shown.name]
    return found.low * factor, found.best * factor, found.high * factor


def _even(known: Known, shown: Shown) -> Floats:
    return known.even[shown.name] * _factor(known, shown)


def _factor(known: Known, shown: Shown) -> float:
    return shown.factor or 1 / known.best.growth.collagen_ceiling


def _figure(value: float) -> str:
    written = f"{value:.0f}" if abs(value) >= 3 or value == 0 else f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"
    return written.replace("-", "–")


def _dashed(style: Style, surface: pygame.Surface, points: list[tuple[float, float]]) -> None:
    """A dashed line through points, by the way along it."""
    path = np.array(points)
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    dash = style.px(5)
    for start in np.arange(0, way[-1], 2 * dash):
        a, b = ((np.interp(at, way, path[:, 0]), np.interp(at, way, path[:, 1])) for at in (start, start + dash))
        pygame.draw.aaline(surface, style.colour["text"], a, b)
