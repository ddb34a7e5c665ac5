"""The tip magnified four times, in its own panel: what lies under the needles, however far the stage is zoomed out."""

from __future__ import annotations

import pygame

from simulator.app.screens.treat_stage import Stage
from simulator.app.screens.treat_tip import Tip
from simulator.app.style import Style
from simulator.words import _

MOVED_US, STILL_US, LATE_US = 33_000, 200_000, 60_000
"""Time from one picture to the next, while the tip moves and while only the skin may change under it; and after which
a picture is due in any frame, however busy.
"""
ROUND = 184
FINE = 4
"""The round window is drawn this much larger and shrunk, so that its edge is smooth."""


class Closeup:
    """Draws itself when the tip has moved or changed, and now and then because the skin under it does."""

    def __init__(self, style: Style, rect: pygame.Rect) -> None:
        self.style, self.rect = style, rect
        self._window = pygame.Rect(0, 0, style.px(ROUND), style.px(ROUND))
        self._window.midright = (rect.right - style.px(16), rect.centery)
        self._mask = self._frame()
        self._shown: tuple[Tip, int] | None = None  # and when

    def forget(self) -> None:
        """All of it is drawn again."""
        self._shown = None

    def late(self, now_us: int) -> bool:
        """Whether no frame with time for it has come."""
        return self._shown is None or now_us - self._shown[1] >= LATE_US

    def show(self, surface: pygame.Surface, stage: Stage, tip: Tip, now_us: int) -> list[pygame.Rect]:
        """Draws the tip as it is now, and answers where."""
        before = self._shown
        if before and now_us - before[1] < (MOVED_US if before[0] != tip else STILL_US):
            return []
        self._shown = (tip, now_us)
        if before is None:
            self.style.panel(surface, self.rect)
            at = (self.rect.x + self.style.px(16), self.rect.y + self.style.px(14))
            self.style.write(surface, _("Tip, {times:.0f} ×").format(times=stage.closer), at, "small", "muted")
        picture = stage.closeup(self._window.width, tip)
        picture.blit(self._mask, (0, 0))
        surface.blit(picture, self._window)
        return [self._window if before else self.rect]

    def _frame(self) -> pygame.Surface:
        """The panel with a round hole, and a line around it."""
        side = self._window.width * FINE
        fine = pygame.Surface((side, side), pygame.SRCALPHA)
        fine.fill(self.style.colour["panel"])
        middle, radius = (side / 2, side / 2), side / 2 - 1
        pygame.draw.circle(fine, self.style.colour["edge"], middle, radius)
        clear = pygame.Color(self.style.colour["edge"])
        clear.a = 0
        pygame.draw.circle(fine, clear, middle, radius - self.style.px(1.5) * FINE)
        return pygame.transform.smoothscale(fine, self._window.size)
