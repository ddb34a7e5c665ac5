"""The camera: millimetres of skin to pixels of the window and back; drawing code speaks millimetres."""

from __future__ import annotations

from typing import NamedTuple

import pygame

CLOSE, FAR, NEAREST = 8, 6, 12
"""px/mm: the view frames a section at 8 where it fits, else at 6, and zooms in to 12."""
SMALL_MM2 = 20_000
"""A larger sheet takes too long to draw at 8 px/mm (a face: four seconds)."""
ZOOMS = {FAR: (0.5, 1.0, 2.0), CLOSE: (0.5, 1.0, 1.5)}
"""How much larger than it was framed the skin is shown; each turns two pixels into a whole number of them."""
MARGIN_MM = 15.0
NEAR_MM = 8.0
"""The view follows a place that is nearer to its border; less than the margin, or it would sway at every lane's end."""
EASE = 0.25
"""Share of the way that the view moves in a frame."""


class Box(NamedTuple):
    """A rectangle of the sheet in mm."""

    left: float
    top: float
    right: float
    bottom: float


class Camera:
    """Where the view is: the skin is shown at `base` px/mm times `zoom`, its origin on a whole pixel of the window."""

    def __init__(self, view: pygame.Rect, sheet_mm: tuple[float, float], base: int = FAR) -> None:
        self.view = view
        self.sheet_mm = sheet_mm
        self.base = base
        self.zoom = 1.0
        self._centre_mm = (sheet_mm[0] / 2, sheet_mm[1] / 2)
        self._goal_mm = self._centre_mm

    @property
    def px_per_mm(self) -> float:
        """Pixels of the window for each mm of skin."""
        return self.base * self.zoom

    def frame(self, section: Box) -> None:
        """Shows a section in the middle, as it was framed."""
        self.zoom = 1.0
        self._goal_mm = self._kept(((section.left + section.right) / 2, (section.top + section.bottom) / 2))
        self._centre_mm = self._goal_mm

    def resize(self, view: pygame.Rect) -> None:
        """The same place of the skin in the middle of another view."""
        self.view = view
        self._goal_mm = self._centre_mm = self._kept(self._centre_mm)

    def zoom_by(self, steps: int, at_mm: tuple[float, float]) -> bool:
        """Comes nearer or goes further with a place held still; answers whether the scale changed."""
        levels = ZOOMS[self.base]
        zoom = levels[min(max(levels.index(self.zoom) + steps, 0), len(levels) - 1)]
        ratio = self.zoom / zoom
        centre = tuple(at + (c - at) * ratio for c, at in zip(self._centre_mm, at_mm, strict=True))
        changed, self.zoom = zoom != self.zoom, zoom
        self._goal_mm = self._centre_mm = self._kept(centre)
        return changed

    def pan(self, dx_mm: float, dy_mm: float) -> None:
        """Sends the view further by a way; `glide` takes it there."""
        self._goal_mm = self._kept((self._goal_mm[0] + dx_mm, self._goal_mm[1] + dy_mm))

    def follow(self, at_mm: tuple[float, float]) -> None:
        """Sends the view after a place that has come near its border, as far as there is sheet."""
        half = self._half_mm()
        goal = []
        for axis in (0, 1):
            room = max(half[axis] - NEAR_MM, 0.0)
            goal.append(min(max(self._goal_mm[axis], at_mm[axis] - room), at_mm[axis] + room))
        self._goal_mm = self._kept((goal[0], goal[1]))

    def glide(self, at_once: bool = False) -> bool:
        """Moves towards where it was sent; answers whether the picture moved."""
        before = self.scroll
        share = 1.0 if at_once or self._near() else EASE
        (x, y), goal = self._centre_mm, self._goal_mm
        self._centre_mm = x + (goal[0] - x) * share, y + (goal[1] - y) * share
        return self.scroll != before

    @property
    def scroll(self) -> tuple[int, int]:
        """Window pixels of the sheet's origin."""
        left, top = (round(c * self.px_per_mm) for c in self._centre_mm)
        return self.view.centerx - left, self.view.centery - top

    def px(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """Where a place of the sheet is in the window."""
        left, top = self.scroll
        return left + x_mm * self.px_per_mm, top + y_mm * self.px_per_mm

    def mm(self, pixel: tuple[float, float]) -> tuple[float, float]:
        """Which place of the sheet a window pixel shows."""
        left, top = self.scroll
        return (pixel[0] - left) / self.px_per_mm, (pixel[1] - top) / self.px_per_mm

    def um(self, pixel: tuple[int, int]) -> tuple[int, int]:
        """The same in whole µm, rounded half to even: what an absolute pointer records."""
        left, top = self.scroll
        return round((pixel[0] - left) * 1000 / self.px_per_mm), round((pixel[1] - top) * 1000 / self.px_per_mm)

    def rect(self, box: Box) -> pygame.Rect:
        """The window pixels that cover a part of the sheet."""
        left, top = self.px(box.left, box.top)
        right, bottom = self.px(box.right, box.bottom)
        return pygame.Rect(int(left), int(top), int(right - left) + 2, int(bottom - top) + 2)

    def _near(self) -> bool:
        way = max(abs(c - g) for c, g in zip(self._centre_mm, self._goal_mm, strict=True))
        return way * self.px_per_mm < 2

    def _half_mm(self) -> tuple[float, float]:
        return self.view.width / self.px_per_mm / 2, self.view.height / self.px_per_mm / 2

    def _kept(self, centre_mm: tuple[float, ...]) -> tuple[float, float]:
        """A centre that leaves no more than the margin beyond the sheet; in the middle where all of it fits."""
        kept = []
        for centre, half, side in zip(centre_mm, self._half_mm(), self.sheet_mm, strict=True):
            low, high = half - MARGIN_MM, side - half + MARGIN_MM
            kept.append(side / 2 if side <= 2 * half else min(max(centre, low), high))
        return kept[0], kept[1]


def framing(view: pygame.Rect, section: Box, sheet_mm: tuple[float, float]) -> int:
    """The px/mm at which a section with its margin is framed: 8 where it fits and the sheet is soon drawn, else 6."""
    wide, high = section.right - section.left + 2 * MARGIN_MM, section.bottom - section.top + 2 * MARGIN_MM
    fits = min(view.width / wide, view.height / high) >= CLOSE
    return CLOSE if fits and sheet_mm[0] * sheet_mm[1] <= SMALL_MM2 else FAR
