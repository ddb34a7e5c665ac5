"""The round gauges: a dial for what is set, a ring for what is done."""

from __future__ import annotations

from functools import partial
from math import cos, pi, sin
from typing import NamedTuple

import numpy as np
import pygame

from simulator.app.parts import polygon
from simulator.app.style import Style

FINE = 4
"""Round things are drawn this much larger and shrunk, so that their edges are smooth."""

Point = tuple[float, float]


class Dial(NamedTuple):
    """What a dial shows: its range, the plan's stretch, the cap, all in the dial's own unit."""

    high: float
    plan: Point | None = None
    cap: float | None = None
    figures: tuple[tuple[float, str], ...] = ()


OPEN = 0.3
"""Half of the dial's opening at the bottom, as a share of π."""


def dial(style: Style, surface: pygame.Surface, rect: pygame.Rect, shown: Dial, value: tuple[float, str, str]) -> None:
    """A round dial: plan as an arc, hatch from the cap on; the value comes with its number and its unit in words."""
    rect = pygame.Rect(rect)
    face = style.kept(("dial", rect.size, shown, style.scale), lambda: _face(style, rect.size, shown))
    surface.blit(face, rect)
    centre, radius = rect.center, _radius(style, rect)
    setting, number, unit = value
    turn = _angle(setting / shown.high)
    wings = [_on_circle(centre, radius - style.px(24), turn + side) for side in (-0.1, 0.1)]
    polygon(surface, style.colour["text"], [_on_circle(centre, radius - style.px(14), turn), *wings])
    style.write(surface, number, (centre[0], centre[1] - style.px(34)), "number", align="center")
    style.write(surface, unit, (centre[0], centre[1] + style.px(26)), "small", "muted", align="center")


def _face(style: Style, size: tuple[int, int], shown: Dial) -> pygame.Surface:
    """The part of a dial that stays while its value turns."""
    face = pygame.Surface(size, pygame.SRCALPHA)
    centre, radius = (size[0] / 2, size[1] / 2), _radius(style, pygame.Rect((0, 0), size))
    thick = style.px(12)
    _arc(face, style.colour["raised"], centre, (radius - thick, radius), (_angle(0), _angle(1)))
    if shown.cap is not None and shown.cap < shown.high:
        cap = _angle(shown.cap / shown.high)
        _hatched_arc(style, face, centre, (radius - thick, radius), (cap, _angle(1)))
        inner, outer = radius - thick - style.px(3), radius + style.px(3)
        start, end = _on_circle(centre, inner, cap), _on_circle(centre, outer, cap)
        pygame.draw.line(face, style.colour["text"], start, end, style.px(2))
    if shown.plan is not None:
        low, high = (_angle(edge / shown.high) for edge in shown.plan)
        _arc(face, style.colour["accent"], centre, (radius - thick, radius), (low, high))
    for figure, text in shown.figures:
        x, y = _on_circle(centre, radius + style.px(16), _angle(figure / shown.high))
        style.write(face, text, (round(x), round(y) - style.px(8)), "small", "muted", align="center")
    return face


def _radius(style: Style, rect: pygame.Rect) -> float:
    return min(rect.width, rect.height) / 2 - style.px(28)


def _angle(share: float) -> float:
    """Angle on the dial, clockwise from the lower left; 0 lies to the right."""
    start = pi / 2 + OPEN * pi
    return start + min(max(share, 0.0), 1.0) * (2 - 2 * OPEN) * pi


def ring(style: Style, surface: pygame.Surface, rect: pygame.Rect, share: float, text: str) -> None:
    """A share of one as a ring that closes, with a text as its big number."""
    rect = pygame.Rect(rect)
    size = rect.size
    whole, quiet = (style.kept(("ring", size, ink, style.scale), partial(_ring, style, size, ink)) for ink in INKS)
    surface.blit(quiet, rect)
    if share > 0:
        done = whole.copy()
        pygame.draw.polygon(done, (0, 0, 0, 0), _rest(size, min(share, 1.0)))
        surface.blit(done, rect)
    style.write(surface, text, (rect.centerx, rect.centery - style.px(29)), "number", align="center")


INKS = ("accent", "raised")


def _ring(style: Style, size: tuple[int, int], colour: str) -> pygame.Surface:
    picture = pygame.Surface(size, pygame.SRCALPHA)
    radius = min(size) / 2
    _arc(
        picture, style.colour[colour], (size[0] / 2, size[1] / 2), (radius - style.px(10), radius), (-pi / 2, 1.5 * pi)
    )
    return picture


def _rest(size: tuple[int, int], share: float) -> list[Point]:
    """The sector of a picture, beyond its corners, that a share of a turn from the top leaves over."""
    centre = (size[0] / 2, size[1] / 2)
    turns = np.linspace(share, 1.0, 9)
    return [centre, *(_on_circle(centre, float(sum(size)), (2 * turn - 0.5) * pi) for turn in turns)]


def _arc(
    surface: pygame.Surface,
    colour: pygame.Color,
    centre: Point,
    radii: Point,
    angles: Point,
) -> None:
    """Part of a ring between two radii and two angles, with smooth edges."""
    fine = pygame.Surface((surface.get_width() * FINE, surface.get_height() * FINE), pygame.SRCALPHA)
    fine.fill((colour.r, colour.g, colour.b, 0))
    pygame.draw.polygon(fine, colour, [(x * FINE, y * FINE) for x, y in _sector(centre, radii, angles)])
    surface.blit(pygame.transform.smoothscale(fine, surface.get_size()), (0, 0))


def _hatched_arc(style: Style, surface: pygame.Surface, centre: Point, radii: Point, angles: Point) -> None:
    """Part of a ring filled with slanted lines."""
    lines = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    style.hatch(lines, lines.get_rect())
    mask = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    _arc(mask, pygame.Color("white"), centre, radii, angles)
    lines.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    surface.blit(lines, (0, 0))


def _sector(centre: Point, radii: Point, angles: Point) -> list[Point]:
    steps = np.linspace(angles[0], angles[1], max(3, round(abs(angles[1] - angles[0]) * 24))).tolist()
    outer = [_on_circle(centre, radii[1], angle) for angle in steps]
    return outer + [_on_circle(centre, radii[0], angle) for angle in reversed(steps)]


def _on_circle(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)
