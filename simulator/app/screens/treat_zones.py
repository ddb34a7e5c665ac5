"""What is drawn over the skin: outlines of the zones, hatched no-go areas, rings around lesions, the active zone."""

from __future__ import annotations

import numpy as np
import pygame

from simulator.app.screens.treat_tip import surface_of
from simulator.app.style import Style
from simulator.pictures.outlines import lesion_ring, no_go_overlay, polyline_mm
from simulator.pictures.sheet import Window, part, strokes
from simulator.session import Scenario

QUIET, QUIET_PX = 0.6, 1.5
ACTIVE_PX, RIM_PX = 2.5, 5.0
"""Widths of the active zone's line and of the dark rim that keeps it visible on light skin."""


class Chart:
    """The overlay of a whole sheet at the scale that the skin is drawn in."""

    def __init__(self, style: Style, scenario: Scenario, px_per_mm: int) -> None:
        self._style, self._scenario, self._scale = style, scenario, px_per_mm
        self._size_mm = (scenario.site.width_um / 1000, scenario.site.height_um / 1000)
        self._outlines = {shape.name: polyline_mm(shape) for shape in scenario.site.zones}
        self._active: dict[str, tuple[pygame.Surface, pygame.Rect]] = {}
        self._name = ""
        self._static = self._draw()

    def activate(self, zone: str) -> list[pygame.Rect]:
        """The zone that is worked on; answers where the picture changes, in its own pixels."""
        if zone == self._name:
            return []
        changed = [self._active[self._name][1]] if self._name else []
        self._name = zone
        if zone not in self._active:
            self._active[zone] = self._highlight(zone)
        return [*changed, self._active[zone][1]]

    def draw(self, picture: pygame.Surface, rect: pygame.Rect) -> None:
        """Lays the overlay over a part of the picture."""
        picture.blit(self._static, rect, rect)
        if self._name:
            line, place = self._active[self._name]
            both = place.clip(rect)
            if both.width and both.height:
                picture.blit(line, both, both.move(-place.x, -place.y))

    def _draw(self) -> pygame.Surface:
        scenario, scale = self._scenario, self._scale
        rgba = no_go_overlay(scenario.site.no_go, self._size_mm, scale)
        sheet = part(self._size_mm, scale, (0.0, 0.0, *self._size_mm))
        lines = [self._outlines[plan.zone] for plan in scenario.plans]
        cover = strokes(sheet, lines, QUIET_PX / scale, np.full(len(lines), QUIET)) * 255
        rgba[..., 3] = np.maximum(rgba[..., 3], cover.astype(np.uint8))
        overlay = surface_of(rgba)
        for spot in scenario.lesions:
            low, high = spot.polygon_um.min(0) / 1000, spot.polygon_um.max(0) / 1000
            ring = surface_of(lesion_ring(float((high - low).max()) / 2, scale))
            overlay.blit(ring, ring.get_rect(center=tuple(np.rint((low + high) / 2 * scale).astype(int).tolist())))
        return overlay

    def _highlight(self, zone: str) -> tuple[pygame.Surface, pygame.Rect]:
        """The outline of one zone in the accent, with a dark rim, and its place on the picture."""
        line, scale = self._outlines[zone], self._scale
        (left, top), (right, bottom) = line.min(0) - 1, line.max(0) + 1
        window: Window = (float(left), float(top), float(right), float(bottom))
        sheet = part(self._size_mm, scale, window)
        rim = strokes(sheet, [line], RIM_PX / scale, [0.5])
        bright = strokes(sheet, [line], ACTIVE_PX / scale, [1.0])[..., None]
        rgba = np.zeros((sheet.rows, sheet.cols, 4), np.uint8)
        accent, dark = (np.array(self._style.colour[name][:3]) for name in ("skin_accent", "text"))
        rgba[..., :3] = dark * (1 - bright) + accent * bright
        rgba[..., 3] = np.maximum(rim, bright[..., 0]) * 255
        return surface_of(rgba), pygame.Rect(sheet.col0, sheet.row0, sheet.cols, sheet.rows)
