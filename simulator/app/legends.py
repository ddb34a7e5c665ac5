"""How the legend of a map is drawn; the same on every screen."""

from __future__ import annotations

import pygame

from simulator.app import parts
from simulator.app.style import Style
from simulator.pictures import maps
from simulator.pictures.kinds import Kind, figures


def draw_legend(
    style: Style, surface: pygame.Surface, rect: pygame.Rect, kind: Kind, scale: maps.Scale, colours: maps.Colours
) -> None:
    """A bar of colours with the band bracketed above it and figures beneath (6 px above, 20 px below)."""
    rect = pygame.Rect(rect)
    made = maps.legend(scale, colours, rect.size)
    surface.blit(parts.picture(made.rgba), rect)
    low, high = (rect.x + round(tick) for tick in made.ticks_px[1:3])
    bracket = [(low, rect.y - 1), (low, rect.y - style.px(6)), (high, rect.y - style.px(6)), (high, rect.y - 1)]
    pygame.draw.lines(surface, style.colour["text"], False, bracket, style.px(1.5))
    for tick, text, align in zip(
        made.ticks_px, figures(kind, scale), ("left", "center", "center", "right"), strict=True
    ):
        style.write(surface, text, (rect.x + round(tick), rect.bottom + style.px(4)), "small", "muted", align=align)
