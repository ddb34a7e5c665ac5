"""The strip of strokes: when each was made, how fast it glided, and in which zone; the time line of a replay."""

from __future__ import annotations

from typing import NamedTuple

import pygame

from simulator.app.course import Skins
from simulator.app.parts import polygon
from simulator.app.screens.treat_hand import Lane
from simulator.app.style import Style

HIGH_MM_S = 45.0
"""Speed at the upper edge; faster strokes are drawn there."""
LATE = 56
"""Design pixels that a zone's title may stand behind its first stroke, where the title before needs the room."""
TITLE, AXIS, TRACK = 4, 24, 22
"""Design pixels: top of the zone titles, top of the track, height of the track."""
STRETCH = 1.5
"""How much longer the time line becomes when a run outgrows it."""


class Pace(NamedTuple):
    """Speeds in mm/s: those that give the zone its dose, and those around them that are no fault yet."""

    green: tuple[float, float]
    fair: tuple[float, float]


class Mark(NamedTuple):
    """Something that happened: "dial", "critical", "gap" or "peek", each of a shape of its own."""

    t_us: int
    kind: str


class TimeLine(NamedTuple):
    """How long the strip is, what it says before the first stroke, whether it shows where the time stands, which
    moments (from, to) are numbered on it, the time at which it begins, the marks under the track, panels beside
    the stage whose place somebody else needs, and the skins of sessions before this one.
    """

    length_us: int
    hint: str = ""
    marked: bool = False
    moments: tuple[tuple[int, int], ...] = ()
    from_us: int = 0
    marks: tuple[Mark, ...] = ()
    without: tuple[str, ...] = ()
    earlier: Skins = ()


class Strip:
    """Draws strokes as they are finished; all of it again only when the time line must grow."""

    def __init__(self, style: Style, rect: pygame.Rect, line: TimeLine, titles: dict[str, str]) -> None:
        self.style, self.rect, self.titles, self._line = style, rect, titles, line
        self.length_us = max(line.length_us, 1)
        self._mark = -1
        self._drawn = 0
        self._zone: str | None = None
        self._free = 0
        self._whole = True

    @property
    def track(self) -> pygame.Rect:
        """Where strokes are drawn; its width is the length of the time line."""
        px = self.style.px
        return pygame.Rect(self.rect.x + px(64), self.rect.y + px(AXIS), self.rect.width - px(64 + 24), px(TRACK))

    def time_us(self, x: int) -> int:
        """The time at a pixel of the window."""
        share = (x - self.track.x) / max(self.track.width, 1)
        return self._line.from_us + round(min(max(share, 0.0), 1.0) * self.length_us)

    def forget(self) -> None:
        """Everything is drawn again."""
        self._whole = True

    def show(self, surface: pygame.Surface, lanes: list[Lane], pace: Pace, now_us: int) -> list[pygame.Rect]:
        """Draws what is new among the strokes, and answers where; before the first one, how it is all done."""
        self._whole |= bool(lanes) and not self._drawn
        passed_us = now_us - self._line.from_us
        if passed_us > self.length_us:
            self.length_us = round(passed_us * STRETCH)
            self._whole = True
        if self._line.marked and self._x(now_us) != self._mark:
            self._mark, self._whole = self._x(now_us), True
        whole, self._whole = self._whole or len(lanes) < self._drawn, False
        if whole:
            self._ground(surface, pace.green)
            if not lanes:
                at = (self.track.centerx, self.rect.y + self.style.px(2))
                self.style.write(surface, self._line.hint, at, "small", "muted", align="center")
        changed = [self._lane(surface, lane, pace) for lane in lanes[self._drawn :]]
        self._drawn = len(lanes)
        if whole:
            self._moments(surface)
            self._marks(surface)
        if whole and self._line.marked:
            mark = pygame.Rect(self._mark, self.track.y, self.style.px(2), self.track.height)
            surface.fill(self.style.colour["text"], mark.inflate(0, self.style.px(8)))
        return [self.rect] if whole else changed

    def _ground(self, surface: pygame.Surface, green: tuple[float, float]) -> None:
        style, track = self.style, self.track
        self._drawn, self._zone, self._free = 0, None, 0
        surface.fill(style.colour["panel"], self.rect)
        top, bottom = self._y(green[1]), self._y(green[0])
        surface.fill(style.colour["soft"], (track.x, top, track.width, bottom - top))
        for speed, y in ((green[1], top - style.px(13)), (green[0], bottom - style.px(2))):
            style.write(surface, str(round(speed)), (track.x - style.px(24), y), "small", "muted", align="right")

    def _moments(self, surface: pygame.Surface) -> None:
        """A bracket under every moment, and its number at the beginning."""
        px = self.style.px
        for number, (first_us, last_us) in enumerate(self._line.moments, 1):
            left, right = self._x(first_us), max(self._x(last_us), self._x(first_us) + px(6))
            y = self.track.bottom + px(8)
            surface.fill(self.style.colour["text"], (left, y, right - left, px(3)))
            box = pygame.Rect(0, 0, px(16), px(16))
            box.midright = (left + px(2), y + px(1))
            self.style.panel(surface, box, "text", radius=8)
            self.style.write(surface, str(number), (box.centerx, box.y - px(1)), "small", "panel", align="center")

    def _marks(self, surface: pygame.Surface) -> None:
        """Small shapes right under the track."""
        for mark in self._line.marks:
            box = self._mark_box(mark)
            if mark.kind == "gap":
                for side in (box.x, box.right - box.width // 3):
                    surface.fill(self.style.colour["text"], (side, box.y, box.width // 3, box.height))
            elif mark.kind == "peek":
                self.style.frame(surface, box, "text", 4, 1.5)
            else:
                top, bottom = (box.centerx, box.y), (box.centerx, box.bottom)
                sides = [(box.right, box.centery), bottom, (box.x, box.centery)]
                corners = [top, *sides] if mark.kind == "critical" else [top, box.bottomright, box.bottomleft]
                polygon(surface, self.style.colour["text"], corners)

    def _mark_box(self, mark: Mark) -> pygame.Rect:
        side = self.style.px(8)
        return pygame.Rect(self._x(mark.t_us) - side // 2, self.track.bottom + self.style.px(1), side, side)

    def mark_at(self, pixel: tuple[int, int]) -> Mark | None:
        """The mark at a place of the window, a little around it too."""
        reach = self.style.px(6)
        return next((m for m in self._line.marks if self._mark_box(m).inflate(reach, reach).collidepoint(pixel)), None)

    def moment_at(self, pixel: tuple[int, int]) -> int | None:
        """The number (from 0) of the moment whose bracket or number lies at a place of the window."""
        px = self.style.px
        for number, (first_us, last_us) in enumerate(self._line.moments):
            left, right = self._x(first_us) - px(16), max(self._x(last_us), self._x(first_us) + px(10))
            if left <= pixel[0] <= right and pixel[1] >= self.track.bottom:
                return number
        return None

    def _lane(self, surface: pygame.Surface, lane: Lane, pace: Pace) -> pygame.Rect:
        """A bar at the height of its speed: accent where it gave the dose, hatched where it was far off."""
        style = self.style
        left, right = self._x(lane.begin_us), self._x(lane.end_us)
        bar = pygame.Rect(left, 0, max(right - left, style.px(2)), style.px(3))
        bar.centery = self._y(lane.speed_mm_s)
        good = pace.green[0] <= lane.speed_mm_s <= pace.green[1]
        changed = bar
        if not good and not pace.fair[0] <= lane.speed_mm_s <= pace.fair[1]:
            changed = pygame.Rect(left, self.track.y, max(bar.width, style.px(6)), self.track.height)
            style.hatch(surface, changed)
        surface.fill(style.colour["accent" if good else "text"], bar)
        return changed.union(self._title(surface, lane, left)) if lane.zone != self._zone else changed

    def _title(self, surface: pygame.Surface, lane: Lane, left: int) -> pygame.Rect:
        """Names the zone above its first stroke, or a little behind it, where the name before leaves room."""
        px = self.style.px
        tick = pygame.Rect(max(left, self._free), self.rect.y + px(TITLE), max(1, px(1)), px(16))
        if lane.zone is None or tick.x > left + px(LATE):  # the zone's next stroke may have the room
            return tick
        self._zone = lane.zone
        surface.fill(self.style.colour["line"], tick)
        box = self.style.write(surface, self.titles[lane.zone], (tick.x + px(5), tick.y), "small", "muted")
        self._free = box.right + px(8)
        return tick.union(box)

    def _x(self, t_us: int) -> int:
        return self.track.x + round(self.track.width * max(t_us - self._line.from_us, 0) / self.length_us)

    def _y(self, speed_mm_s: float) -> int:
        share = min(speed_mm_s / HIGH_MM_S, 1.0)
        return self.track.bottom - round(self.track.height * share)
