"""The time line of a comparison: the strokes of both runs as two rows, joined where they lie at the same place."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from simulator.app.screens.compare_side import Side
from simulator.app.screens.home_cards import time_in_words
from simulator.app.style import Style
from simulator.report.alignment import Clock, match
from simulator.words import _

PAD, LABEL, ROW, BAR, LOW = 16, 168, 34, 12, 4
"""Design pixels: around the rows, for their names, from one row to the next, and the heights of strokes."""
LINKS = 40
"""No more than about so many pairs are joined by lines: more make a surface."""
HEIGHT = 132


class Line:
    """Drawn once for a size and a clock; only the mark of the moment moves."""

    def __init__(
        self, style: Style, rect: pygame.Rect, sides: Sequence[Side], clock: Clock, names: Sequence[str]
    ) -> None:
        self.style, self.rect, self._clock = style, rect, clock
        px = style.px
        self._track = pygame.Rect(rect.x + px(PAD + LABEL), rect.y + px(PAD), rect.width - px(2 * PAD + LABEL), 0)
        self._begin_us, self._end_us = (int(edge) for edge in clock.here_us[[0, -1]])
        self._panel = pygame.Surface(rect.size)
        self._draw(sides, names)

    def time_us(self, at: tuple[int, int]) -> int | None:
        """The time of the first run under a place of the window; None beside the line."""
        if not self.rect.collidepoint(at) or not self._track.width:
            return None
        share = min(max((at[0] - self._track.x) / self._track.width, 0.0), 1.0)
        return self._begin_us + round(share * (self._end_us - self._begin_us))

    def show(self, surface: pygame.Surface, at_us: int) -> None:
        """Puts the line into the window, with the moment marked."""
        px = self.style.px
        surface.blit(self._panel, self.rect)
        mark = pygame.Rect(self._x(at_us), self._track.y - px(4), max(1, px(2)), px(ROW + BAR + 8))
        surface.fill(self.style.colour["text"], mark)

    def _draw(self, sides: Sequence[Side], names: Sequence[str]) -> None:
        style, px = self.style, self.style.px
        self._panel.fill(style.colour["background"])
        style.panel(self._panel, self._panel.get_rect())
        here, there = sides
        tops = [self._track.y - self.rect.y + px(ROW) * number for number in (0, 1)]
        pairs = match(here.course, there.course, here.scenario.device.tip_um)
        for i, j in pairs[:: len(pairs) // LINKS + 1]:
            middle = int(here.course.begin_us[i] + here.course.end_us[i]) // 2
            other = self._clock.here(int(there.course.begin_us[j] + there.course.end_us[j]) // 2)
            upper, lower = (
                (self._x(t_us) - self.rect.x, y) for t_us, y in ((middle, tops[0] + px(BAR)), (other, tops[1]))
            )
            pygame.draw.line(self._panel, style.colour["edge"], upper, lower, max(1, px(1)))
        for side, top, name in zip(sides, tops, names, strict=True):
            shown = style.shortened(name, "small", px(LABEL - 12))
            style.write(self._panel, shown, (px(PAD), top - px(3)), "small")
            self._row(side, top, side is there)
        y = tops[1] + px(ROW - 6)
        for share, align in ((0.0, "left"), (0.5, "center"), (1.0, "right")):
            t_us = self._begin_us + round(share * (self._end_us - self._begin_us))
            at = (self._x(t_us) - self.rect.x, y)
            style.write(self._panel, time_in_words(t_us - self._begin_us), at, "small", "muted", align=align)
        words = _("High: speed in the band of its zone. Low: outside it. Lines join strokes at the same place.")
        style.write(self._panel, words, (px(PAD), y + px(20)), "small", "muted", width=self.rect.width - px(2 * PAD))

    def _row(self, side: Side, top: int, other: bool) -> None:
        """The strokes of a run as bars."""
        style, course = self.style, side.course
        for first_us, last_us, good in zip(
            course.begin_us.tolist(), course.end_us.tolist(), course.in_band, strict=True
        ):
            edges = (self._clock.here(first_us), self._clock.here(last_us)) if other else (first_us, last_us)
            left, right = (self._x(edge) - self.rect.x for edge in edges)
            bar = pygame.Rect(left, top, max(right - left, style.px(2)), style.px(BAR))
            low = pygame.Rect(bar.x, bar.bottom - style.px(LOW), bar.width, style.px(LOW))
            self._panel.fill(style.colour["accent" if good else "text"], bar if good else low)

    def _x(self, t_us: int) -> int:
        share = (t_us - self._begin_us) / max(self._end_us - self._begin_us, 1)
        return self._track.x + round(self._track.width * min(max(share, 0.0), 1.0))
