"""The header of a screen: its name, a few words, and room for buttons on the right."""

from __future__ import annotations

import pygame

from simulator.app.style import Style

HEIGHT, MARGIN = 64, 24


def draw(style: Style, surface: pygame.Surface, title: str, words: str = "", until: int | None = None) -> int:
    """Paints the header over the whole width; returns the x behind its last word, in window pixels.

    Words that would reach beyond the x `until` are shortened.
    """
    surface.fill(style.colour["panel"], (0, 0, surface.get_width(), style.px(HEIGHT)))
    box = style.write(surface, title, (style.px(MARGIN), style.px(16)), "title")
    left = box.right + style.px(16)
    room = (surface.get_width() if until is None else until) - left - style.px(16)
    if words and room > style.px(80):
        box = style.write(surface, style.shortened(words, "body", room), (left, style.px(20)), "body", "muted")
    return box.right


def tab(style: Style, surface: pygame.Surface, text: str, x: int) -> None:
    """The tab of the part of the program that is open."""
    box = style.write(surface, text, (x + style.px(16), style.px(20)), "strong")
    line = pygame.Rect(x, style.px(HEIGHT - 3), box.width + style.px(32), style.px(3))
    surface.fill(style.colour["accent"], line)
