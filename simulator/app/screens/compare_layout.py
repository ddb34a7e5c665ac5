"""Where things are on a comparison: what it is against, two maps with their figures, legends, and the time line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pygame

from simulator.app import patient
from simulator.app.legends import draw_legend
from simulator.app.page import Page
from simulator.app.screens import compare_line, header
from simulator.app.screens.compare_side import Side, percent
from simulator.app.screens.home_cards import time_in_words
from simulator.app.screens.result_maps import MARGIN_MM, View, grey_skin, grown
from simulator.app.style import Style
from simulator.outcome.plan import PARTS
from simulator.pictures.kinds import scale_of
from simulator.pictures.maps import Colours
from simulator.report.words import PART_NAMES
from simulator.session import Scenario
from simulator.words import _, in_figures

if TYPE_CHECKING:
    from simulator.app.screens.compare import Compare

MARGIN, GUTTER, CHIPS = 24, 16, 32
HEAD, FIGURES, LEGEND = 44, 100, 44
"""Design pixels of a side above its map, below it, and of the legend under both."""


class Places(NamedTuple):
    """Places in window pixels: the row of what it is against, both panels, their maps, the legend, the time line."""

    chips: pygame.Rect
    panels: tuple[pygame.Rect, pygame.Rect]
    views: tuple[View, View]
    legend: pygame.Rect
    line: pygame.Rect


def places(style: Style, size: tuple[int, int], scenario: Scenario) -> Places:
    """The layout of a window."""
    px = style.px
    left, width = px(MARGIN), size[0] - 2 * px(MARGIN)
    chips = pygame.Rect(left, px(header.HEIGHT + 12), width, px(CHIPS))
    line = pygame.Rect(left, size[1] - px(GUTTER + compare_line.HEIGHT), width, px(compare_line.HEIGHT))
    legend = pygame.Rect(left, line.y - px(LEGEND + 4), width, px(LEGEND))
    top, wide = chips.bottom + px(12), (width - px(GUTTER)) // 2
    panels, views = [], []
    for number in (0, 1):
        panel = pygame.Rect(left + number * (wide + px(GUTTER)), top, wide, legend.y - px(8) - top)
        view = pygame.Rect(panel.x, panel.y + px(HEAD), wide, max(panel.height - px(HEAD + FIGURES), px(80)))
        window = grown(patient.section(scenario, MARGIN_MM), view.width / view.height)
        panels.append(panel)
        views.append(View(view, window))
    return Places(chips, (panels[0], panels[1]), (views[0], views[1]), legend, line)


def ground(style: Style, portrait: pygame.Surface | None, placed: Places) -> pygame.Surface:
    """Grey skin as large as a map; the same for both."""
    return grey_skin(style, portrait, placed.views[0])


def buttons(page: Page, shown: Compare) -> int:
    """The buttons of the header and what it can be compared with; returns the x where those of the header begin."""
    px, chips = page.style.px, shown.places.chips
    play = _("Pause") if shown.clock.playing else _("Play")
    aligned = _("Stroke by stroke (A)") if shown.by_strokes else _("One clock (A)")
    wanted = [
        (_("Back"), shown.back, ""),
        (aligned, shown.align, ""),
        (_("{map} (C)").format(map=_(shown.kind.title)), shown.next_map, ""),
        (shown.clock.words, shown.faster, ""),
        (play, shown.toggle, "primary"),
    ]
    wide = sum(page.width(text) for text, _act, _kind in wanted) + (len(wanted) - 1) * px(8)
    left = x = page.size[0] - px(MARGIN) - wide
    for text, act, kind in wanted:
        x = page.button(text, pygame.Rect(x, px(12), 0, px(40)), act, kind).rect.right + px(8)
    x = chips.x + page.style.measure(_("Beside this run (O)"), "small")[0] + px(12)
    for choice in shown.choices:
        kind = "chosen" if choice is shown.chosen else "outline"
        made = page.button(choice.title, pygame.Rect(x, chips.y, 0, chips.height), partial(shown.against, choice), kind)
        x = made.rect.right + px(8)
    return left


def draw_side(style: Style, surface: pygame.Surface, shown: Compare, number: int) -> None:
    """A run's name, total, figures at the moment, and the points of its parts."""
    px, panel, side = style.px, shown.places.panels[number], shown.sides[number]
    style.panel(surface, panel)
    if not number:
        at = (shown.places.chips.x, shown.places.chips.y + px(8))
        style.write(surface, _("Beside this run (O)"), at, "small", "muted")
    name = style.write(surface, shown.names[number], (panel.x + px(16), panel.y + px(10)), "strong")
    time = _("{at} of {end}").format(
        at=time_in_words(side.at_us - side.begin_us), end=time_in_words(side.end_us - side.begin_us)
    )
    style.write(surface, time, (name.right + px(12), panel.y + px(13)), "small", "muted")
    total = in_figures(side.total.score.total, ".1f")
    style.write(surface, total, (panel.right - px(16), panel.y + px(4)), "title", align="right")
    y = shown.places.views[number].rect.bottom + px(10)
    pairs = _figures(side)
    needs = [max(style.measure(what, "small")[0], style.measure(value, "strong")[0]) for what, value in pairs]
    gap, x = max((panel.width - px(32) - sum(needs)) // (len(pairs) - 1), px(6)), panel.x + px(16)
    for (what, value), need in zip(pairs, needs, strict=True):
        style.write(surface, what, (x, y), "small", "muted")
        style.write(surface, value, (x, y + px(16)), "strong")
        x += need + min(gap, px(40))
    text = _parts(side, shown.sides[0] if number else None)
    style.write(surface, text, (panel.x + px(16), y + px(44)), "small", "muted", width=panel.width - px(32))


def _figures(side: Side) -> list[tuple[str, str]]:
    """What was reached so far, and what the hand does at this moment."""
    speed, figures = side.led.speed_mm_s(side.at_us), side.figures
    return [
        (_("Covered"), percent(figures.covered)),
        (_("Even"), percent(figures.even)),
        (_("Lanes in band"), percent(figures.in_band)),
        (_("Right depth"), percent(figures.right_depth)),
        (_("Speed"), _("lifted") if speed is None else _("{speed:.0f} mm/s").format(speed=speed)),
        (_("Dial"), _("{depth:.2f} mm").format(depth=side.led.dial_um(side.at_us) / 1000)),
    ]


def _parts(side: Side, than: Side | None) -> str:
    """The points of the parts of the whole run; where it stands beside another, how much more or less."""
    said = []
    for name in PARTS:
        points = side.parts()[name]
        if points is None:
            continue
        other = than.parts()[name] if than else None
        one = _("{part} {points:.1f}") if other is None else _("{part} {points:.1f} ({more:+.1f})")
        more = 0.0 if other is None else points - other
        said.append(one.format(part=_(PART_NAMES[name]), points=points, more=more).replace("(-", "(–"))
    return "  ·  ".join(said)


def draw_legends(style: Style, surface: pygame.Surface, shown: Compare, colours: dict[str, Colours]) -> None:
    """One legend for both maps."""
    px, rect, kind = style.px, shown.places.legend, shown.kind
    name = style.write(surface, _(kind.title), (rect.x, rect.y + px(2)), "strong")
    about = style.write(surface, _(kind.about), (name.right + px(8), rect.y + px(5)), "small", "muted")
    words = _("White line: edge of the plan. Hatched: far outside.")
    free = rect.right - about.right - px(24)
    long = min(px(420), max(free - px(24) - style.measure(words, "small")[0], px(160)), free)
    bar = pygame.Rect(about.right + px(24), rect.y + px(8), long, px(10))
    draw_legend(style, surface, bar, kind, scale_of(kind, shown.recording.scenario.plans), colours[kind.colours])
    at = (bar.right + px(24), rect.y + px(5))
    style.write(surface, style.shortened(words, "small", rect.right - at[0]), at, "small", "muted")
