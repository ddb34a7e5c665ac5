"""The canvas of the studio: skin with the outlines of a draft over it, and what a pointer means on it."""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

import numpy as np
import pygame

from simulator.app import patient
from simulator.app.parts import badge, length_bar, picture
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
LEAST_PX, DRAWN_PX = 4.0, 6.0
"""Skin is drawn at no fewer and no more pixels per mm than this; nearer or further it is scaled."""
ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
"""How much nearer than the whole sheet one can come."""


class Seen(NamedTuple):
    """What the outlines are drawn of: which zone is worked on, whether its corners can be moved, the brush, a line that
    is being drawn, the outline of that zone while it is being changed, and numbers with the zones that they stand in.
    """

    active: str = ""
    corners: bool = False
    brush: tuple[Point, float] | None = None
    drawn: tuple[Point, ...] = ()
    shape: edits.Points | None = None
    badges: tuple[tuple[str, str], ...] = ()


class Canvas:
    """Knows the scale and which part is in view; the skin is drawn again only when it looks different."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.view = pygame.Rect(0, 0, 1, 1)
        self.rect = pygame.Rect(0, 0, 1, 1)  # the whole sheet, in pixels of the window; larger than the view when near
        self.px_per_mm = 1.0
        self.zoom = ZOOMS[0]
        self._sheet_mm = (1.0, 1.0)
        self._centre_mm: Point = (0.5, 0.5)
        self._key: object = None
        self._skin: pygame.Surface | None = None
        self._shown: tuple[object, pygame.Surface] | None = None

    def lay(self, rect: pygame.Rect, scenario: Scenario | None, under: pygame.Surface | None = None) -> None:
        """The sheet in a rectangle of the window; `under` is shown instead of drawn skin."""
        self.view = rect.inflate(max(20 - rect.width, 0), max(20 - rect.height, 0))
        if scenario is None:
            self.rect = rect
            return
        sheet = (scenario.site.width_um / 1000, scenario.site.height_um / 1000)
        if sheet != self._sheet_mm:
            self._sheet_mm, self.zoom, self._centre_mm = sheet, ZOOMS[0], (sheet[0] / 2, sheet[1] / 2)
        self._place()
        spots = tuple((shape.name, shape.polygon_um.tobytes()) for shape in scenario.lesions)
        fine = min(max(self.px_per_mm / self.zoom, LEAST_PX), DRAWN_PX)
        key = (scenario.site.id, scenario.skin_type.id, scenario.concerns, spots, fine, id(under))
        if key == self._key:
            return
        self._key, self._shown, self._skin = key, None, under
        if under is None:
            self._skin = picture(patient.look(scenario, fine, self.style.colour["background"]).rgb)

    def _place(self) -> None:
        """Where the sheet lies: as much of it as there is fills the view, and nothing else."""
        fit = min(self.view.width / self._sheet_mm[0], self.view.height / self._sheet_mm[1])
        self.px_per_mm = fit * self.zoom
        size = [round(side * self.px_per_mm) for side in self._sheet_mm]
        half = [
            min(side / self.px_per_mm, sheet) / 2 for side, sheet in zip(self.view.size, self._sheet_mm, strict=True)
        ]
        x, y = (min(max(c, h), sheet - h) for c, h, sheet in zip(self._centre_mm, half, self._sheet_mm, strict=True))
        self._centre_mm = (x, y)
        left, top = self.view.centerx - x * self.px_per_mm, self.view.centery - y * self.px_per_mm
        self.rect = pygame.Rect(round(left), round(top), size[0], size[1])

    def near(self, steps: int, pixel: tuple[int, int] | None = None) -> bool:
        """Comes nearer or goes further, what is under a pixel held still; whether anything changed."""
        at = ZOOMS.index(self.zoom) + steps
        if not 0 <= at < len(ZOOMS):
            return False
        held = self.view.center if pixel is None else pixel
        place, ratio = self.mm(held), self.zoom / ZOOMS[at]
        x, y = (p + (c - p) * ratio for p, c in zip(place, self._centre_mm, strict=True))
        self.zoom, self._centre_mm = ZOOMS[at], (x, y)
        self._place()
        return True

    def pan(self, way: tuple[int, int]) -> None:
        """The skin follows the pointer by so many pixels."""
        x, y = (c - w / self.px_per_mm for c, w in zip(self._centre_mm, way, strict=True))
        self._centre_mm = (x, y)
        self._place()

    def holds(self, pixel: tuple[int, int]) -> bool:
        """Whether a pixel of the window shows the sheet."""
        return bool(self.view.collidepoint(pixel) and self.rect.collidepoint(pixel))

    def handle(self, event: pygame.Event) -> bool:
        """The wheel over it comes nearer, the middle button moves it; whether that was what the event asked for."""
        if event.type == pygame.MOUSEWHEEL and self.holds(pygame.mouse.get_pos()):
            if event.y:
                self.near(1 if event.y > 0 else -1, pygame.mouse.get_pos())
            return True
        if event.type == pygame.MOUSEMOTION and event.buttons[1] and self.holds(event.pos):
            self.pan(event.rel)
            return True
        return False

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
        style, clip = self.style, surface.get_clip()
        surface.set_clip(self.view.clip(self.rect))
        self._blit(surface)
        planned = edits.planned(draft)
        smoothed = areas.smoothed(draft)
        for name, outline in areas.outlines(draft).items():
            treated, active = name in planned, name == seen.active
            points = seen.shape if active and seen.shape is not None else outline
            colour = "skin_accent" if treated else "edge"
            self._outline(surface, points, name in smoothed, colour, 5 if active else 2)
            if active and seen.corners:
                self._handles(surface, points)
            own = [text for text, zone in seen.badges if zone == name]
            x, y = self.px((float(np.mean([p[0] for p in points])), float(np.mean([p[1] for p in points]))))
            for number, text in enumerate(own):
                badge(style, surface, (round(x) + style.px(13) * (2 * number + 1 - len(own)), round(y)), text)
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
        surface.set_clip(clip)
        self._measure(surface)

    def _blit(self, surface: pygame.Surface) -> None:
        """The part of the skin that is in view, scaled once for all frames."""
        seen = self.view.clip(self.rect)
        if self._skin is None or not seen.width or not seen.height:
            return
        key = (self._key, tuple(self.rect), tuple(seen))
        if self._shown is None or self._shown[0] != key:
            share = self._skin.get_width() / self.rect.width, self._skin.get_height() / self.rect.height
            left, top = int((seen.x - self.rect.x) * share[0]), int((seen.y - self.rect.y) * share[1])
            part = pygame.Rect(left, top, max(round(seen.width * share[0]), 1), max(round(seen.height * share[1]), 1))
            part = part.clip(self._skin.get_rect())
            self._shown = key, pygame.transform.smoothscale(self._skin.subsurface(part), seen.size)
        surface.blit(self._shown[1], seen)

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
        seen = self.view.clip(self.rect)
        chip.bottomleft = (seen.left + px(8), seen.bottom - px(8))
        self.style.panel(surface, chip, "panel", radius=4)
        length_bar(self.style, surface, (chip.x + px(10), chip.y + px(18)), self.px_per_mm)


def snapped(at_mm: Point, own: edits.Points) -> Point:
    """The place, or the corner of the site that it has come near to."""
    best = min(own, key=lambda p: hypot(p[0] - at_mm[0], p[1] - at_mm[1]), default=at_mm)
    return best if hypot(best[0] - at_mm[0], best[1] - at_mm[1]) <= SNAP_MM else at_mm
