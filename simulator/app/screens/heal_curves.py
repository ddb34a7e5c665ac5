"""Three small curves of healing: the best guess in its band, the same dose spread evenly, and where the day stands."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pygame

from simulator.app import parts
from simulator.app.style import FONTS, Style
from simulator.report.known import DAYS, HOUR, Known
from simulator.words import _, in_figures, mark

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

DPI = 72
"""At this resolution a point of the library is a pixel."""
LEAST, MOST, LEGEND = 122, 240, 36
"""Design pixels of a row of curves with titles and figures, at least and at most, and of the legend below all."""
LEFT, TOP, BOTTOM = 40, 34, 22
"""Design pixels for figures, title and days around a curve."""
LAST = float(DAYS[-1])


class Shown(NamedTuple):
    """A curve: which quantity, its title, its unit, and by what it is multiplied for that unit."""

    name: str
    title: str
    unit: str
    factor: float | None


CURVES = (
    Shown("redness_da", mark("Redness"), mark("Δa*"), 1.0),
    Shown("collagen_crosslinked", mark("Collagen"), mark("% of the most"), None),
    Shown("elastin", mark("Elastin"), mark("% changed"), 100.0),
)
"""Collagen is shown as a share of what this model can give."""


def warm() -> None:
    """Loads what draws curves while something else is looked at: it takes half a second."""
    Thread(target=_load, daemon=True).start()


def _load() -> None:
    import matplotlib.backends.backend_agg
    import matplotlib.figure  # noqa: F401


class Charts(NamedTuple):
    """The panel, and where on it the field of each curve is."""

    surface: pygame.Surface
    plots: tuple[pygame.Rect, ...]


def draw(style: Style, width: int, room: int, known: Known) -> Charts:
    """All curves with their legend, in a row or below each other; as high as there is room for."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    px = style.px
    across = len(CURVES) if width >= px(520) else 1
    wide, rows = (width - px(16)) // across, -(-len(CURVES) // across)
    high = min(max((room - px(12 + LEGEND)) // rows, px(LEAST)), px(MOST))
    size = (width, px(12) + rows * high + px(LEGEND))
    figure = Figure((size[0] / DPI, size[1] / DPI), dpi=DPI, facecolor=_code(style, "panel"))
    places = []
    for number, shown in enumerate(CURVES):
        cell = pygame.Rect(number % across * wide, px(12) + number // across * high, wide, high)
        plot = pygame.Rect(cell.x + px(LEFT), cell.y + px(TOP), wide - px(LEFT), high - px(TOP + BOTTOM))
        share = (plot.x / size[0], 1 - plot.bottom / size[1], plot.width / size[0], plot.height / size[1])
        _curve(style, figure.add_axes(share), shown, known)
        places.append(plot)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    panel = parts.picture(np.asarray(canvas.buffer_rgba()))
    for shown, plot in zip(CURVES, places, strict=True):
        style.write(panel, _(shown.title), (plot.x - px(LEFT - 16), plot.y - px(TOP)), "strong")
        style.write(panel, _(shown.unit), (plot.right, plot.y - px(TOP - 5)), "small", "muted", align="right")
    _legend(style, panel, (px(16), size[1] - px(LEGEND - 4)))
    return Charts(style.rounded(panel), tuple(places))


def cursor(style: Style, surface: pygame.Surface, plot: pygame.Rect, day: float) -> None:
    """Where the day stands on a curve."""
    share = np.log(min(max(day, HOUR), LAST) / HOUR) / np.log(LAST / HOUR)
    wide = max(1, style.px(1.5))
    surface.fill(style.colour["text"], (plot.x + round(plot.width * share) - wide // 2, plot.y, wide, plot.height))


def _curve(style: Style, axes: Axes, shown: Shown, known: Known) -> None:
    """One curve in its axes."""
    band, px = known.bands[shown.name], style.px
    factor = 100 / known.best.growth.collagen_ceiling if shown.factor is None else shown.factor
    muted, accent, text = (_code(style, name) for name in ("muted", "accent", "text"))
    axes.set_facecolor("none")
    axes.fill_between(DAYS, band.low * factor, band.high * factor, color=_code(style, "soft"), linewidth=0)
    axes.plot(DAYS, band.best * factor, color=accent, linewidth=px(2))
    axes.plot(DAYS, known.even[shown.name] * factor, color=text, linewidth=px(1), linestyle=(0, (4, 4)))
    axes.set_xscale("log")
    axes.set_xlim(HOUR, LAST)
    axes.set_xticks([HOUR, 7, LAST], [_("1 h"), _("7 d"), _("1 y")], minor=False)
    axes.set_xticks([], minor=True)
    axes.locator_params(axis="y", nbins=3)
    axes.yaxis.set_major_formatter(lambda value, _at: in_figures(value, "g").replace("-", "–"))
    axes.margins(y=0.04)
    axes.grid(axis="y", color=_code(style, "line"), linewidth=px(1))
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0, pad=px(4), labelcolor=muted, labelfontfamily="sans-serif")
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(_font(style))
    axes.get_xticklabels()[0].set_horizontalalignment("left")
    axes.get_xticklabels()[-1].set_horizontalalignment("right")


def _font(style: Style) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=FONTS / "NotoSans-Regular.ttf", size=style.px(13))


def _legend(style: Style, surface: pygame.Surface, at: tuple[int, int]) -> None:
    """What the lines mean."""
    px, (x, y) = style.px, at
    surface.fill(style.colour["soft"], (x, y + px(1), px(24), px(14)))
    surface.fill(style.colour["accent"], (x, y + px(7), px(24), px(2)))
    box = style.write(surface, _("this run, and what is uncertain"), (x + px(32), y), "small", "muted")
    for dash in range(3):
        surface.fill(style.colour["text"], (box.right + px(24 + 9 * dash), y + px(7), px(5), max(1, px(1))))
    style.write(surface, _("same dose, even"), (box.right + px(58), y), "small", "muted")


def _code(style: Style, name: str) -> str:
    colour = style.colour[name]
    return f"#{colour.r:02x}{colour.g:02x}{colour.b:02x}"
