"""Where the next lane belongs: two dashed lines beside the last one, as far away as the planned overlap asks for."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot

import pygame

from simulator.app.pen import Pen
from simulator.app.screens.treat_view import View
from simulator.app.style import Style

SHORTEST_UM = 8000
"""A shorter contact is no lane."""
DASH, GAP = 10, 8

Place = tuple[int, int]


class Hint:
    """Shown while the tip is lifted, beside the last lane; every hint that is shown is written down as help."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.renew()

    def renew(self) -> None:
        """No lane yet."""
        self._lanes, self._end_um = 0, (0, 0)
        self._begin_um: Place | None = None
        self._last: tuple[Place, Place] | None = None
        self._seen: object = None
        self._lay(None)

    def tick(self, now_us: int, pen: Pen, helps: Callable[[int], bool]) -> None:
        """A lift ends a lane; the lines beside it go when the next one is begun."""
        if pen.running:
            if pen.height(now_us) == 0 and self._begin_um is None:
                self._begin_um = pen.at_um
                self._lay(None)
            if self._begin_um is not None:
                self._end_um = pen.at_um
            return
        if self._begin_um is not None:
            begin, self._begin_um = self._begin_um, None
            if hypot(self._end_um[0] - begin[0], self._end_um[1] - begin[1]) >= SHORTEST_UM:
                self._lanes += 1
                self._last = (begin, self._end_um) if helps(self._lanes) else None
                if self._last:
                    pen.act(now_us, "hint", self._lanes)
        self._lay(self._last)

    def beside_um(self, lane: tuple[Place, Place]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """The middle of the lane on either side of one, from begin to end."""
        (x0, y0), (x1, y1) = lane
        plan = self.view.scenario.plans[self.view.reading.active]
        apart = self.view.scenario.device.tip_um * (1 - sum(plan.overlap) / 2)
        long = hypot(x1 - x0, y1 - y0)
        aside = ((y1 - y0) / long * apart, -(x1 - x0) / long * apart)
        return [((x0 + s * aside[0], y0 + s * aside[1]), (x1 + s * aside[0], y1 + s * aside[1])) for s in (-1, 1)]

    def _lay(self, lane: tuple[Place, Place] | None) -> None:
        """Both lines, where the lane or the view has changed."""
        camera, style = self.view.camera, self.view.style
        seen = (lane, camera.scroll, camera.zoom, camera.view.size)
        if seen == self._seen or (lane is None and self._seen is None):
            return
        self._seen = seen if lane else None
        if lane is None:
            self.view.stage.lift("hint")
            return
        lines = [[camera.px(x / 1000, y / 1000) for x, y in line] for line in self.beside_um(lane)]
        corners, rim = [at for line in lines for at in line], style.px(4)
        left, top = (int(min(at[axis] for at in corners)) - rim for axis in (0, 1))
        wide, high = (int(max(at[axis] for at in corners)) + rim - edge for axis, edge in ((0, left), (1, top)))
        rect = pygame.Rect(left, top, wide, high)
        picture = pygame.Surface(rect.size, pygame.SRCALPHA)
        for line in lines:
            _dashed(picture, [(x - left, y - top) for x, y in line], style.px(DASH), style.px(GAP), style)
        self.view.stage.lay("hint", picture, rect)


def _dashed(picture: pygame.Surface, line: list[tuple[float, float]], dash: int, gap: int, style: Style) -> None:
    (x0, y0), (x1, y1) = line
    long = max(hypot(x1 - x0, y1 - y0), 1.0)
    for colour, wide in (("text", 5), ("skin_accent", 2)):
        for begin in range(0, int(long), dash + gap):
            a, b = begin / long, min(begin + dash, long) / long
            ends = [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) for t in (a, b)]
            pygame.draw.line(picture, style.colour[colour], ends[0], ends[1], style.px(wide))
