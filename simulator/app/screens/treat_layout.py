"""Where everything of the treat screen stands: two columns of panels, the stage between them, the strip below."""

from __future__ import annotations

from typing import NamedTuple

import pygame

from simulator.app.style import Style

COLUMN, MARGIN, GUTTER, TOP = 280, 24, 16, 88
LEFT = (("plan", 160), ("coverage", 208), ("zones", 232))
RIGHT = (("dial", 232), ("speed", 152), ("tip", 216))
"""Panels from the top with their heights in design pixels; those that do not fit are left out from the bottom."""
STRIP = 64
LEAST = (1000, 620)
"""A window with fewer design pixels than this is drawn at a smaller scale, so that the stage keeps its room."""


class Layout(NamedTuple):
    """Places in window pixels."""

    header_left: pygame.Rect
    header_right: pygame.Rect
    view: pygame.Rect
    strip: pygame.Rect
    panels: dict[str, pygame.Rect]


def fitted(style: Style, size: tuple[int, int]) -> Style:
    """The style at the scale that the window has room for."""
    scale = max(1.0, min(style.scale, size[0] / LEAST[0], size[1] / LEAST[1]))
    return style if scale == style.scale else Style(scale, style.dark, mirrored=style.mirrored)


def lay_out(style: Style, size: tuple[int, int]) -> Layout:
    """The layout of a window; for a left hand the columns change places, so that it hides as little as a right one."""
    width, height = size
    px = style.px
    strip = pygame.Rect(0, height - px(STRIP), width, px(STRIP))
    left, right = px(MARGIN), width - px(MARGIN + COLUMN)
    stage_left = left + px(COLUMN + GUTTER)
    plan, dial = (right, left) if style.mirrored else (left, right)
    header = pygame.Rect(left, px(MARGIN), px(COLUMN), px(40))
    return Layout(
        header_left=header,
        header_right=header.move(right - left, 0),
        view=pygame.Rect(stage_left, 0, max(right - px(GUTTER) - stage_left, px(80)), strip.top),
        strip=strip,
        panels=_column(style, plan, LEFT, strip.top) | _column(style, dial, RIGHT, strip.top),
    )


def free_column(style: Style, size: tuple[int, int]) -> pygame.Rect:
    """The right column below the header, for a panel of its own where the usual ones are left out."""
    layout, top = lay_out(style, size), style.px(TOP)
    return pygame.Rect(layout.header_right.x, top, layout.header_right.width, layout.strip.top - top - style.px(GUTTER))


def _column(style: Style, x: int, panels: tuple[tuple[str, int], ...], bottom: int) -> dict[str, pygame.Rect]:
    """The panels of a column that fit above `bottom`."""
    placed, y = {}, style.px(TOP)
    for name, high in panels:
        rect = pygame.Rect(x, y, style.px(COLUMN), style.px(high))
        if rect.bottom + style.px(8) > bottom:
            break
        placed[name] = rect
        y = rect.bottom + style.px(GUTTER)
    return placed
