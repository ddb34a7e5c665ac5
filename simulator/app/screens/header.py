"""The header of a screen: its name, a few words, and room for buttons on the right."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from simulator.app.page import Action, Page
from simulator.app.style import Style
from simulator.words import _, mark

HEIGHT, MARGIN = 64, 24


def draw(style: Style, surface: pygame.Surface, title: str, words: str = "", until: int | None = None) -> int:
    """Paints the header over the whole width; returns the x behind its last word, in window pixels.

    Words that would reach beyond the x `until` are set in two smaller lines, and shortened where that is not enough.
    """
    surface.fill(style.colour["panel"], (0, 0, surface.get_width(), style.px(HEIGHT)))
    box = style.write(surface, title, (style.px(MARGIN), style.px(16)), "title")
    left = box.right + style.px(16)
    room = (surface.get_width() if until is None else until) - left - style.px(16)
    if words and style.measure(words, "body")[0] <= room:
        box = style.write(surface, words, (left, style.px(20)), "body", "muted")
    elif words and room > style.px(80):  # two smaller lines
        told = style.shortened(words, "small", room, 2)
        box = style.write(surface, told, (left, style.px(16)), "small", "muted", width=room)
    return box.right


TABS = (mark("Practise"), mark("Progress"), mark("Assess"), mark("Teach"), mark("Settings"))
"""The parts of the program, from left to right."""


def tabs(page: Page, shown: int, ways: Sequence[Action]) -> None:
    """The way to every part of the program but the one that is open; `ways` are those of all parts."""
    style = page.style
    x = _first(style, page.size[0])
    for number, (text, way) in enumerate(zip(TABS, ways, strict=True)):
        wide = style.measure(_(text), "strong")[0] + style.px(32)
        if number != shown:
            page.button(_(text), pygame.Rect(x, style.px(12), wide, style.px(40)), way, "quiet")
        x += wide + style.px(8)


def _first(style: Style, width: int) -> int:
    """Where the first tab begins: behind the name of the program, where there is room for it."""
    left, name = style.px(MARGIN), style.measure("Needlepass", "title")[0] + style.px(40)
    needed = sum(style.measure(_(text), "strong")[0] + style.px(32 + 8) for text in TABS)
    return left + name if left + name + needed <= width else left


def draw_tabs(style: Style, surface: pygame.Surface, shown: int, who: str) -> None:
    """The header with the name of the program, the tab that is open, and who sits here."""
    x = _first(style, surface.get_width())
    draw(style, surface, "Needlepass" if x > style.px(MARGIN) else "")
    for text in TABS[:shown]:
        x += style.measure(_(text), "strong")[0] + style.px(32 + 8)
    tab(style, surface, _(TABS[shown]), x)
    end = x + style.px(32 + 8) + sum(style.measure(_(text), "strong")[0] + style.px(32 + 8) for text in TABS[shown:])
    room = surface.get_width() - style.px(MARGIN) - end
    if room >= style.measure(who, "body")[0]:
        style.write(surface, who, (surface.get_width() - style.px(MARGIN), style.px(20)), align="right")


def tab(style: Style, surface: pygame.Surface, text: str, x: int) -> None:
    """The tab of the part of the program that is open."""
    box = style.write(surface, text, (x + style.px(16), style.px(20)), "strong")
    line = pygame.Rect(x, style.px(HEIGHT - 3), box.width + style.px(32), style.px(3))
    surface.fill(style.colour["accent"], line)
