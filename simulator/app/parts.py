"""The drawn parts that screens share: bars, scales, signs, rows; what can be pressed comes from pygame_gui."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Literal, NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from simulator.app.style import Style


class Span(NamedTuple):
    """A stretch of a scale and what it means: good is filled, fair is soft, poor is hatched."""

    low: float
    high: float
    meaning: Literal["good", "fair", "poor"]


class Scale(NamedTuple):
    """What a bar, dial or legend shows: its ends, the figures written under it, and its spans."""

    low: float
    high: float
    figures: tuple[tuple[float, str], ...] = ()
    spans: tuple[Span, ...] = ()

    def share(self, value: float) -> float:
        """Where a value lies between the ends, from 0 to 1, held at the ends."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def bar(style: Style, surface: pygame.Surface, rect: pygame.Rect, share: float, colour: str = "accent") -> None:
    """A share of one as a filled bar on a quiet track."""
    rect = pygame.Rect(rect)
    style.panel(surface, rect, "raised", radius=4)
    full = round(rect.width * min(max(share, 0.0), 1.0))
    if full:
        filled = pygame.Rect(rect.x, rect.y, max(full, rect.height), rect.height)
        style.panel(surface, filled, colour, radius=4)


def span_bar(style: Style, surface: pygame.Surface, rect: pygame.Rect, scale: Scale, value: float | None) -> None:
    """A scale lying down: spans by their meaning, the value as a marker, figures beneath (20 px of room)."""
    rect = pygame.Rect(rect)
    style.panel(surface, rect, "raised", radius=2)
    for low, high, meaning in scale.spans:
        left, right = (rect.x + round(rect.width * scale.share(v)) for v in (low, high))
        stretch = pygame.Rect(left, rect.y, right - left, rect.height)
        if meaning == "poor":
            style.hatch(surface, stretch)
        else:
            surface.fill(style.colour["accent" if meaning == "good" else "soft"], stretch)
    for figure, text in scale.figures:
        share = scale.share(figure)
        align = "left" if share == 0 else "right" if share == 1 else "center"
        at = (rect.x + round(rect.width * share), rect.bottom + style.px(4))
        style.write(surface, text, at, "small", "muted", align=align)
    if value is not None:
        _marker(style, surface, rect, rect.x + round(rect.width * scale.share(value)))


def _marker(style: Style, surface: pygame.Surface, rect: pygame.Rect, x: int) -> None:
    """A triangle above a bar and a line through it, with a rim that keeps it visible on every span."""
    half, top = style.px(7), rect.y - style.px(12)
    surface.fill(style.colour["panel"], (x - style.px(2), rect.y, style.px(4), rect.height))
    surface.fill(style.colour["text"], (x - style.px(1), rect.y, style.px(2), rect.height))
    polygon(surface, style.colour["text"], [(x - half, top), (x + half, top), (x, rect.y - style.px(2))])


def polygon(surface: pygame.Surface, colour: pygame.Color, corners: Sequence[tuple[float, float]]) -> None:
    """A filled polygon with smooth edges."""
    pygame.draw.polygon(surface, colour, corners)
    pygame.draw.aalines(surface, colour, True, corners)


def badge(style: Style, surface: pygame.Surface, centre: tuple[int, int], text: str) -> pygame.Rect:
    """A dark disc with a light rim and a number: the same on a picture and in the list beside it."""
    rect = pygame.Rect(0, 0, style.px(24), style.px(24))
    rect.center = centre
    style.panel(surface, rect, "panel", radius=12)
    style.panel(surface, rect.inflate(-style.px(4), -style.px(4)), "text", radius=10)
    style.write(surface, text, (centre[0], centre[1] - style.px(8)), "small", "panel", align="center")
    return rect


def disc(style: Style, surface: pygame.Surface, centre: tuple[int, int], filled: bool) -> None:
    """The sign of one answer among several: a ring, filled where it was given."""
    outer = pygame.Rect(0, 0, style.px(18), style.px(18))
    outer.center = centre
    style.frame(surface, outer, "accent" if filled else "edge", radius=9, width=2)
    if filled:
        style.panel(surface, outer.inflate(-style.px(8), -style.px(8)), "accent", radius=5)


def warning(style: Style, surface: pygame.Surface, centre: tuple[int, int]) -> None:
    """The octagon of a critical event; its sentence always stands beside it."""
    radius = style.px(12)
    turns = [(turn + 0.5) * pi / 4 for turn in range(8)]
    corners = [(centre[0] + radius * cos(turn), centre[1] + radius * sin(turn)) for turn in turns]
    polygon(surface, style.colour["text"], corners)
    style.write(surface, "!", (centre[0], centre[1] - style.px(12)), "strong", "panel", align="center")


def rows(style: Style, surface: pygame.Surface, rect: pygame.Rect, pairs: Sequence[tuple[str, str]]) -> int:
    """Names on the left and their values on the right, one a line of 24 px; returns the y below the last."""
    rect = pygame.Rect(rect)
    for number, (name, value) in enumerate(pairs):
        y = rect.y + number * style.px(24)
        style.write(surface, name, (rect.x, y), "body", "muted")
        style.write(surface, value, (rect.right, y), "strong", align="right")
    return rect.y + len(pairs) * style.px(24)


def length_bar(
    style: Style, surface: pygame.Surface, at: tuple[int, int], px_per_mm: float, length_mm: int = 10
) -> None:
    """A bracket as long as `length_mm` is on the picture, with its length beside it."""
    x, y = at
    long, high = round(px_per_mm * length_mm), style.px(6)
    bracket = [(x, y - high), (x, y), (x + long, y), (x + long, y - high)]
    pygame.draw.lines(surface, style.colour["muted"], False, bracket, max(1, style.px(1)))
    style.write(surface, f"{length_mm} mm", (x + long + style.px(8), y - style.px(11)), "small", "muted")


def picture(pixels: NDArray[np.uint8]) -> pygame.Surface:
    """A surface from RGB or RGBA pixels [rows, cols, 3 or 4]."""
    rows, cols, depth = pixels.shape
    return pygame.image.frombytes(np.ascontiguousarray(pixels).tobytes(), (cols, rows), "RGBA" if depth == 4 else "RGB")


def picture_in(style: Style, surface: pygame.Surface, rect: pygame.Rect, shown: pygame.Surface | None) -> None:
    """A picture that fills a rectangle, cut at its longer side; calm neutral ground until there is one."""
    rect = pygame.Rect(rect)
    surface.fill(style.colour["stage"], rect)
    if shown is None:
        return
    wide, high = shown.get_size()
    factor = max(rect.width / wide, rect.height / high)
    size = (max(rect.width, round(wide * factor)), max(rect.height, round(high * factor)))
    fitted = pygame.transform.smoothscale(shown, size)
    off = ((size[0] - rect.width) // 2, (size[1] - rect.height) // 2)
    surface.blit(fitted, rect, pygame.Rect(off, rect.size))
