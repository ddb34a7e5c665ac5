"""What to fix: the first thing large and on its place, or all of them with their numbers."""

from __future__ import annotations

import pygame

from simulator.app import parts
from simulator.app.screens.result_maps import Seen, place_picture
from simulator.app.screens.result_panels import PAD, blank
from simulator.app.style import Style
from simulator.outcome.coach import Advice
from simulator.report import words as result_words
from simulator.words import _

CROP, LEAST = 224, 152
"""Design pixels: width of the picture of the first thing's place, and height of the panel at least."""
BUTTON, STACKED = 168, 3
"""Room of a column of buttons on the right of a wide panel, and how many stand below each other; under a narrow panel
they have a row of their own.
"""
WIDE, ROW = 900, 56


def fix_height(style: Style, width: int, seen: Seen, shown: int) -> int:
    """Window pixels that the panel of `shown` things to fix needs."""
    advice = seen.advice[:shown]
    row = 0 if _wide(style, width) or not (len(seen.advice) > 1 or seen.worst) else style.px(ROW)
    if len(advice) < 2:
        text = advice[0].said if advice else ""
        words = style.px(PAD + 54 + PAD) + style.measure(text, "body", _room(style, width))[1]
        return max(style.px(LEAST), words) + row
    heights = [_item_height(style, fix, seen, _item_width(style, width, len(advice))) for fix in advice]
    if _wide(style, width):
        return max(style.px(LEAST), max(heights) + style.px(PAD))
    return sum(heights) + style.px(PAD) + row


def buttons_at(style: Style, panel: tuple[int, int], widths: list[int]) -> list[pygame.Rect]:
    """Where buttons of these widths stand: below each other on the right of a wide panel, else in a row at its foot."""
    px, right = style.px, panel[0] - style.px(PAD)
    if _wide(style, panel[0]):
        if not widths:
            return []
        high = -(-len(widths) // 2) if len(widths) > STACKED else len(widths)
        top, found = px(PAD if high < STACKED else PAD // 2), []
        for first in range(0, len(widths), high):
            column = widths[first : first + high]
            found += [pygame.Rect(right - wide, top + n * px(48), wide, px(40)) for n, wide in enumerate(column)]
            right -= max(column) + px(8)
        return found
    found = []
    for width in widths:
        found.append(pygame.Rect(right - width, panel[1] - px(40 + PAD), width, px(40)))
        right -= width + px(8)
    return found


def fix_panel(style: Style, size: tuple[int, int], seen: Seen, shown: int) -> pygame.Surface:
    """The one thing to fix, large and on its place; or, where more are asked for, all of them with their numbers."""
    panel, advice = blank(style, size), seen.advice[:shown]
    if not advice:
        style.write(panel, _("Nothing to fix"), (style.px(PAD), style.px(PAD)), "title")
        words = _("Every part has all its points.")
        style.write(panel, words, (style.px(PAD), style.px(PAD + 36)), "body", "muted")
    elif len(advice) == 1:
        _one(style, panel, advice[0], seen)
    else:
        _several(style, panel, advice, seen)
    return style.rounded(panel)


def _one(style: Style, panel: pygame.Surface, fix: Advice, seen: Seen) -> None:
    px, left = style.px, style.px(CROP + PAD + 8)
    room = _room(style, panel.get_width())
    crop = place_picture(style, seen, fix, (px(CROP), panel.get_height()))
    panel.blit(crop, (0, 0))
    style.write(panel, _("First to fix"), (left, px(PAD)), "small", "muted")
    style.write(panel, style.shortened(heading(fix, seen), "title", room), (left, px(PAD + 18)), "title")
    style.write(panel, fix.said, (left, px(PAD + 54)), "body", width=room)


def _room(style: Style, width: int) -> int:
    """Width of the words between the picture and the buttons."""
    return width - style.px(CROP + 2 * PAD + 8 + (2 * BUTTON if _wide(style, width) else 0))


def _several(style: Style, panel: pygame.Surface, advice: tuple[Advice, ...], seen: Seen) -> None:
    """Things to fix beside each other, or below each other in a narrow panel."""
    px, x, y = style.px, style.px(PAD), style.px(PAD)
    room = _item_width(style, panel.get_width(), len(advice))
    for number, fix in enumerate(advice, 1):
        parts.badge(style, panel, (x + px(12), y + px(12)), str(number))
        box = style.write(panel, heading(fix, seen), (x + px(36), y), "strong", width=room)
        style.write(panel, fix.said, (x + px(36), box.bottom + px(2)), "small", "muted", width=room)
        if _wide(style, panel.get_width()):
            x += room + px(60)
        else:
            y += _item_height(style, fix, seen, room)


def _wide(style: Style, width: int) -> bool:
    return width >= style.px(WIDE)


def _item_width(style: Style, width: int, count: int) -> int:
    """Width of the words of one of several things to fix."""
    if not _wide(style, width):
        return width - style.px(2 * PAD + 36)
    return (width - style.px(2 * PAD + BUTTON)) // count - style.px(60)


def _item_height(style: Style, fix: Advice, seen: Seen, room: int) -> int:
    title, text = heading(fix, seen), fix.said
    return style.measure(title, "strong", room)[1] + style.measure(text, "small", room)[1] + style.px(18)


def heading(fix: Advice, seen: Seen) -> str:
    """What is wrong and in which zone."""
    what, zone = result_words.fault(fix), seen.scenario.titles.get(fix.finding.zone, "")
    return _("{what} · {zone}").format(what=what, zone=zone) if zone else what
