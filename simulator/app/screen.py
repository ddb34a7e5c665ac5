"""A screen is a value: it takes events, is drawn, and says which screen comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pygame


class Screen(Protocol):
    """What the loop asks of a screen; `relative` says that it wants the mouse's raw motion and no cursor."""

    @property
    def relative(self) -> bool: ...

    def handle(self, event: pygame.Event) -> Screen | None:
        """The screen that comes after an event: itself to stay, None to leave the program."""
        ...

    def tick(self, now_us: int) -> Screen | None:
        """The screen that is to be drawn; called once a frame before `draw`, on the loop's own clock."""
        ...

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """Paints what changed and says where: rectangles in window pixels, [] for nothing, None for all."""
        ...

    def resize(self, size: tuple[int, int]) -> None:
        """Lays the screen out for a window of another size."""
        ...

    def close(self) -> None:
        """Puts away what the screen keeps open; called once, when another screen takes over."""
        ...
