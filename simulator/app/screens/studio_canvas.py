"""The canvas of the studio: skin with the outlines of a draft over it, and what a pointer means on it."""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

import numpy as np
import pygame

from simulator.app import patient
from simulator.app.parts import length_bar, picture
from simulator.app.style import Style
from simulator.needling.outline import smooth
from simulator.session import Scenario
from simulator.studio import areas, edits
from simulator.studio.draft import Draft

Point = tuple[float, float]
HANDLE, NEAR = 5, 10
"""Half the side of a corner's handle, and how near a press must come to it (design pixels)."""
SNAP_MM = 1.5
"""A corner that comes so near to one of the site's own snaps onto it."""
DRAWN_PX = 6.0
"""Skin is drawn at no more pixels per mm than this."""


class Seen(NamedTuple):
    """What the outlines are drawn of: which zone is worked on, whether its corners can be moved, the brush, a line that
    is being drawn, places that a check is about, and the outline of that zone while it is being changed.
    """

    active: str = ""
    corners: bool = False
    brush: tuple[Point, float] | None = None
    drawn: tuple[Point, ...] = ()
    marked: str = ""
    shape: edits.Points | None = None


class Canvas:
    """Knows the scale; the skin is drawn again only when it looks different."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.rect = pygame.Rect(0, 0, 1, 1)
        self.px_per_mm = 1.0
        self._key: object = None
        self._skin: pygame.Surface | None = None

    def lay(self, rect: pygame.Rect, scenario: Scenario | None, under: pygame.Surface | None = None) -> None:
        """The whole sheet in a rectangle of the window; `under` is shown instead of drawn skin."""
        if scenario is None:
            self.rect = rect
            return
        rect = rect.inflate(max(20 - rect.width, 0), max(20 - rect.height, 0))
        wide, high = scenario.site.width_um / 1000, scenario.site.height_um / 1000
        self.px_per_mm = min(rect.width / wide, rect.height / high)
        self.rect = pygame.Rect(0, 0, round(wide * self.px_per_mm), round(high * self.px_per_mm))
        self.rect.center = rect.center
        spots = tuple((shape.name, shape.polygon_um.tobytes()) for shape in scenario.lesions)
        key = (scenario.site.id, scenario.skin_type.id, scenario.concerns, spots, self.rect.size, id(under))
        if key == self._key:
            return
        self._key = key
        if under is not None:
            self._skin = pygame.transform.smoothscale(under, self.rect.size)
            return
        look = patient.look(scenario, min(self.px_per_mm, DRAWN_PX), self.style.colour["background"])
        self._skin = pygame.transform.smoothscale(picture(look.rgb), self.rect.size)

    def px(self, at_mm: Point) -> Point:
        """Window pixels of a place."""
        return self.rect.x + at_mm[0] * self.px_per_mm, self.rect.y + at_mm[1] * self.px_per_mm

    def mm(self, pixel: tuple[int, int]) -> Point:
        """The place of a window pixel, kept on the sheet."""
        x, y = ((pixel[axis] - self.rect.topleft[axis]) / self.px_per_mm for axis in (0, 1))
        return (
            min(max(x, 0.0), self.rect.width / self.px_per_mm),
            min(max(y, 0.0), self.rect.height / self.px_per_mm),
        )

    def corner(self, pixel: tuple[int, int], points: edits.Points) -> int | None:
        """Which corner of an outline a press takes hold of."""
        near = self.style.px(NEAR)
        away = [hypot(self.px(p)[0] - pixel[0], self.px(p)[1] - pixel[1]) for p in points]
        best = min(range(len(away)), key=away.__getitem__, default=None)
        return best if best is not None and away[best] <= near else None

    def edge(self, pixel: tuple[int, int], points: edits.Points) -> int | None:
        """After which corner an edge begins that a press lies on."""
        near, at = self.style.px(NEAR), np.array(pixel, float)
        corners = np.array([self.px(p) for p in points])
        ends = np.roll(corners, -1, axis=0)
        way = ends - corners
        share = np.clip(((at - corners) * way).sum(1) / np.maximum((way * way).sum(1), 1e-9), 0, 1)
        away = np.hypot(*(corners + share[:, None] * way - at).T)
        best = int(np.argmin(away))
        return best if away[best] <= near else None

    def draw(self, surface: pygame.Surface, draft: Draft, seen: Seen) -> None:
        """Skin, zones, no-go areas, spots, and what is being done."""
        style = self.style
        if self._skin is not None:
            surface.blit(self._skin, self.rect)
        planned = edits.planned(draft)
        smoothed = areas.smoothed(draft)
        for name, outline in areas.outlines(draft).items():
            treated, active = name in planned, name == seen.active
            points = seen.shape if active and seen.shape is not None else outline
            colour = "skin_accent" if treated else "edge"
            self._outline(surface, points, name in smoothed, colour, 5 if active else 2)
            if active and seen.corners:
                self._handles(surface, points)
            if name == seen.marked:
                self._outline(surface, points, name in smoothed, "text", 5)
        for outline in areas.lines(draft).values():
            self._outline(surface, outline, False, "text", 3)
        for spot in areas.spots(draft):
            at = self.px(spot.at_mm)
            for radius, wide in ((spot.radius_mm, 3), (spot.radius_mm + spot.margin_mm, 1)):
                pygame.draw.circle(surface, style.colour["text"], at, radius * self.px_per_mm, style.px(wide))
        if len(seen.drawn) > 1:
            pygame.draw.lines(surface, style.colour["text"], False, [self.px(p) for p in seen.drawn], style.px(3))
        if seen.brush is not None:
            at_mm, radius = seen.brush
            pygame.draw.circle(surface, style.colour["text"], self.px(at_mm), radius * self.px_per_mm, style.px(2))
        self._measure(surface)

    def _outline(self, surface: pygame.Surface, points: edits.Points, curved: bool, colour: str, wide: int) -> None:
        corners = np.array([[round(1000 * x), round(1000 * y)] for x, y in points], np.int64)
        line = smooth(corners) / 1000 if curved else corners / 1000
        drawn = [self.px((float(x), float(y))) for x, y in line]
        pygame.draw.lines(surface, self.style.colour["text"], True, drawn, self.style.px(wide + 2))
        pygame.draw.lines(surface, self.style.colour[colour], True, drawn, self.style.px(wide))

    def _handles(self, surface: pygame.Surface, points: edits.Points) -> None:
        px = self.style.px
        for at in points:
            x, y = self.px(at)
            rect = pygame.Rect(round(x) - px(HANDLE), round(y) - px(HANDLE), px(2 * HANDLE), px(2 * HANDLE))
            surface.fill(self.style.colour["text"], rect)
            surface.fill(self.style.colour["panel"], rect.inflate(-px(4), -px(4)))

    def _measure(self, surface: pygame.Surface) -> None:
        px = self.style.px
        chip = pygame.Rect(0, 0, round(10 * self.px_per_mm) + px(72), px(28))
        chip.bottomleft = (self.rect.left + px(8), self.rect.bottom - px(8))
        self.style.panel(surface, chip, "panel", radius=4)
        length_bar(self.style, surface, (chip.x + px(10), chip.y + px(18)), self.px_per_mm)


def snapped(at_mm: Point, own: edits.Points) -> Point:
    """The place, or the corner of the site that it has come near to."""
    best = min(own, key=lambda p: hypot(p[0] - at_mm[0], p[1] - at_mm[1]), default=at_mm)
    return best if hypot(best[0] - at_mm[0], best[1] - at_mm[1]) <= SNAP_MM else at_mm
