"""A column of panels that scrolls when it is longer than its place in the window."""

from __future__ import annotations

import pygame
from pygame_gui import UIManager
from pygame_gui.core import UIContainer
from pygame_gui.elements import UIImage, UIVerticalScrollBar

from simulator.app.style import Style

BAR = 8
"""Width of the scroll bar in design pixels; it lies in the gutter to the right of the column."""
WHEEL = 80
"""Design pixels that a notch of the wheel moves."""


class Column:
    """Panels one below the other; widgets go into `sheet`, in its own coordinates, and scroll with it."""

    def __init__(self, style: Style, manager: UIManager, rect: pygame.Rect) -> None:
        self.style, self.manager = style, manager
        self.rect = pygame.Rect(rect)
        ring = style.px(4)
        self._view = UIContainer(self.rect.inflate(2 * ring, 0), manager)
        self.sheet = UIContainer(pygame.Rect(ring, 0, rect.width + ring, rect.height), manager, container=self._view)
        self._ring = ring
        self._bar: UIVerticalScrollBar | None = None
        self.height = 0
        self.top = 0

    def image(self, surface: pygame.Surface, at: tuple[int, int]) -> UIImage:
        """Puts a picture at a place of the sheet, which grows to hold it."""
        rect = pygame.Rect(at, surface.get_size())
        self.height = max(self.height, rect.bottom)
        self.sheet.set_dimensions((self.rect.width + self._ring, max(self.height, self.rect.height)))
        return UIImage(rect, surface, self.manager, image_is_alpha_premultiplied=True, container=self.sheet)

    def finish(self) -> None:
        """Shows the scroll bar where the column is longer than its place; called once everything is in."""
        self.height += self.style.px(16)
        self.sheet.set_dimensions((self.rect.width + self._ring, max(self.height, self.rect.height)))
        if self.height > self.rect.height:
            place = pygame.Rect(0, 0, self.style.px(BAR), self.rect.height - self.style.px(16))
            place.topleft = (self.rect.right + self.style.px(4), self.rect.y)
            self._bar = UIVerticalScrollBar(place, self.rect.height / self.height, self.manager)

    @property
    def offset(self) -> tuple[int, int]:
        """Window pixels of the sheet's origin."""
        return self.rect.x, self.rect.y - self.top

    def handle(self, event: pygame.Event) -> bool:
        """True where the event scrolled the column: the wheel over it, or Page Up and Page Down."""
        if event.type == pygame.MOUSEWHEEL and self.rect.collidepoint(pygame.mouse.get_pos()):
            return self.scroll(self.top - event.y * self.style.px(WHEEL))
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_PAGEUP, pygame.K_PAGEDOWN):
            way = 1 if event.key == pygame.K_PAGEDOWN else -1
            return self.scroll(self.top + way * (self.rect.height - self.style.px(48)))
        return False

    def scroll(self, top: int) -> bool:
        """Moves the sheet so that `top` is at the upper edge, as far as there is sheet; answers whether it moved."""
        if self._bar is None:
            return False
        self._place(top)
        self._bar.set_scroll_from_start_percentage(self.top / self.height)
        return True

    def follow(self) -> bool:
        """Moves the sheet to where its scroll bar has been dragged; called after the manager's update."""
        if self._bar is None or not self._bar.check_has_moved_recently():
            return False
        self._place(round(self._bar.start_percentage * self.height))
        return True

    def show(self, rect: pygame.Rect) -> None:
        """Scrolls as far as it takes to have a rectangle of the window in view."""
        room = self.style.px(16)
        if rect.top - room < self.rect.top:
            self.scroll(self.top - (self.rect.top - rect.top) - room)
        elif rect.bottom + room > self.rect.bottom:
            self.scroll(self.top + rect.bottom - self.rect.bottom + room)

    def _place(self, top: int) -> None:
        self.top = min(max(top, 0), self.height - self.rect.height)
        self.sheet.set_relative_position((self._ring, -self.top))
