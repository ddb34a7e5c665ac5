"""What might have been, beside what was done: benefit and harm of each course as bars of equal length."""

from __future__ import annotations

from typing import NamedTuple

import pygame

from simulator.app import parts
from simulator.app.style import Style
from simulator.outcome.response_counterfactual import EVEN, ONE_MORE, PLAN, RIGHT_DEPTH
from simulator.report.known import Known, Side, amount
from simulator.words import _, mark

NOTHING = 0.005
"""Shares below this leave their bar empty."""
PAD, HEAD, ROW, CHIP = 16, 44, 28, 24
NARROW = 440
"""Below this width (design pixels) bars stand under the name of their course."""
COURSES = {
    EVEN: mark("Same dose, even"),
    RIGHT_DEPTH: mark("Right depth"),
    PLAN: mark("Plan as written"),
    ONE_MORE: mark("One more, day {day:.0f}"),
}
"""What can be compared with this run, and what it is called."""
ENDS = (
    (0.25, mark("A full bar is a quarter of all that this model can give, or of the worst that it knows.")),
    (0.5, mark("A full bar is half of all that this model can give, or of the worst that it knows.")),
    (1.0, mark("A full bar is all that this model can give, or the worst that it knows.")),
)
"""How much a full bar stands for: the least that holds everything."""


class Table(NamedTuple):
    """The panel, and where on it the button of each course belongs; None is the skin before."""

    surface: pygame.Surface
    buttons: dict[str | None, pygame.Rect]


def title(course: str | None, next_day: float) -> str:
    """What a course is called on this screen."""
    return _("Before") if course is None else _(COURSES[course]).format(day=next_day)


def table(style: Style, width: int, known: Known, next_day: float) -> Table:
    """This run, and everything it can be compared with, half a year after the last session."""
    px, done = style.px, known.side()
    sides = {course: known.side(course, next_day) for course in COURSES}
    most = max(float(known.benefit.high), *(max(side) for side in (done, *sides.values())))
    end, ends = next(pair for pair in ENDS if most <= pair[0] or pair is ENDS[-1])
    given = _("Where least was done, this run gives {amount} of what this model can give.")
    foot = [given.format(amount=amount(done.benefit)), _(ends)]
    highs = [style.measure(text, "small", width - px(2 * PAD))[1] for text in foot]
    stacked = width < px(NARROW)
    row = px(2 * ROW if stacked else ROW)
    y = px(HEAD + 16) if stacked else px(HEAD)
    panel = pygame.Surface((width, y + (len(COURSES) + 2) * row + sum(highs) + px(16)))
    panel.fill(style.colour["panel"])
    bars = _columns(style, width, stacked)
    style.write(panel, _("Half a year after"), (px(PAD), px(12)), "strong")
    buttons: dict[str | None, pygame.Rect] = {}
    for number, (course, side) in enumerate([("", done), (None, None), *sides.items()]):
        lower = y + (px(ROW) if stacked else 0)
        if number == 0:
            style.write(panel, _("This run"), (px(PAD + 12), y), "strong")
            _range(style, panel, bars[0].move(0, lower), known, end)
        else:
            buttons[course] = pygame.Rect(px(PAD), y, 0, px(CHIP))
        _bars(style, panel, [bar.move(0, lower) for bar in bars], side, end)
        y += row
    for bar, head in zip(bars, (_("Benefit"), _("Scar"), _("Dark marks")), strict=True):
        style.write(panel, head, (bar.x, px(40) if stacked else px(16)), "small", "muted")
    for text, high in zip(foot, highs, strict=True):
        style.write(panel, text, (px(PAD), y + px(4)), "small", "muted", width=width - px(2 * PAD))
        y += high
    return Table(style.rounded(panel), buttons)


def _columns(style: Style, width: int, stacked: bool) -> list[pygame.Rect]:
    """Three bars of equal size in a row of the table."""
    px = style.px
    left = px(PAD) if stacked else px(PAD) + px(186)
    wide = (width - px(PAD) - left - 2 * px(16)) // 3
    return [pygame.Rect(left + number * (wide + px(16)), px(8), wide, px(8)) for number in range(3)]


def _bars(style: Style, panel: pygame.Surface, bars: list[pygame.Rect], side: Side | None, end: float) -> None:
    """Benefit in the accent, harm in the colour of text; what is nothing leaves its track empty."""
    for bar, share, colour in zip(bars, side or (0.0, 0.0, 0.0), ("accent", "text", "text"), strict=True):
        parts.bar(style, panel, bar, share / end if share >= NOTHING else 0.0, colour)


def _range(style: Style, panel: pygame.Surface, bar: pygame.Rect, known: Known, end: float) -> None:
    """A line from the least to the most that the benefit of this run may be."""
    px = style.px
    low, high = (
        bar.x + round(bar.width * min(float(edge) / end, 1)) for edge in (known.benefit.low, known.benefit.high)
    )
    y = bar.bottom + px(3)
    panel.fill(style.colour["text"], (low, y, high - low, max(1, px(1))))
    for x in (low, high):
        panel.fill(style.colour["text"], (x, y - px(2), max(1, px(1)), px(5)))
