"""The widgets of one screen: buttons with what they do, who has the focus, and whether anything must be drawn again."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import pygame
import pygame_gui
from pygame_gui.core import ObjectID, UIContainer
from pygame_gui.elements import UIButton, UITextEntryBox, UITextEntryLine

from simulator.app.column import Column
from simulator.app.focus import PRESS, Focus
from simulator.app.screen import Screen
from simulator.app.style import Pressed, Style

Action = Callable[[], Screen | None]
LINE = 40
"""Design pixels of a line to type in."""
DOUBLE_US = 300_000
"""Two presses on one place that are no further apart are a double click."""
LINGER = 4
"""Frames that are still drawn after the last event: widgets change their looks one frame later."""


class Page:
    """Widgets of a window of one size; a new size or other content is a new page."""

    manager: pygame_gui.UIManager
    left: weakref.finalize[[pygame_gui.UIManager], Page]

    def __init__(self, style: Style, size: tuple[int, int], before: Page | None = None) -> None:
        self.style, self.size = style, size
        if before is not None and before.style is style:  # a manager keeps the shapes it has drawn
            before.left.detach()
            self.manager = style.manager(size, before.manager)
        else:
            self.manager = style.manager(size)
        self.left = weakref.finalize(self, style.leave, self.manager)
        self.columns: list[Column] = []
        self.focus = Focus([])
        self._actions: dict[UIButton, Action] = {}
        self._primary: Action | None = None
        self._cards: list[UIButton] = []
        self._entries: dict[UITextEntryLine | UITextEntryBox, Callable[[str], None]] = {}
        self._fresh = LINGER
        self._last_us = 0

    def column(self, rect: pygame.Rect) -> Column:
        """A column of panels that belongs to this page."""
        self.columns.append(Column(self.style, self.manager, rect))
        return self.columns[-1]

    def button(
        self, text: str, rect: pygame.Rect, action: Action, kind: str = "", container: UIContainer | None = None
    ) -> UIButton:
        """A button that does `action`; where its rectangle has no width it is as wide as its text needs."""
        rect = pygame.Rect(rect)
        if not rect.width:
            rect.width = self.width(text)
        named = ObjectID(class_id=f"@{kind}") if kind else None
        made = UIButton(rect, text, self.manager, container=container, object_id=named, starting_height=2)
        self._actions[made] = action
        if kind == "primary":
            self._primary = action
        elif kind == "card":
            self._cards.append(made)
        self.focus.targets.append(made)
        return made

    def entry(
        self, text: str, rect: pygame.Rect, on_change: Callable[[str], None], container: UIContainer | None = None
    ) -> UITextEntryLine | UITextEntryBox:
        """A place to type: one line, or several where the rectangle is higher than two; every change is told."""
        made: UITextEntryLine | UITextEntryBox
        if rect.height > self.style.px(2 * LINE):
            made = UITextEntryBox(rect, text, self.manager, container=container)
        else:
            made = UITextEntryLine(rect, self.manager, container=container, initial_text=text)
        self._entries[made] = on_change
        self.focus.targets.append(made)
        return made

    @property
    def typing(self) -> UITextEntryLine | UITextEntryBox | None:
        """The place that is being typed in."""
        return next((one for one in self._entries if one.is_focused), None)

    def width(self, text: str) -> int:
        """Window pixels of a button with a text."""
        return self.style.measure(text, "strong")[0] + self.style.px(32)

    def handle(self, event: pygame.Event) -> Action | None:
        """What the event asks for: the action of a button that was pressed with pointer or key.

        Enter and Space press what has the focus, or the primary button as long as nothing has.
        """
        self._fresh = LINGER
        if self._types(event):
            return None
        if self.focus.move(event):
            for column in self.columns:
                if self.focus.at is not None and _inside(self.focus.at, column):
                    column.show(self.focus.at.rect)
            return None
        if event.type == pygame_gui.UI_BUTTON_PRESSED:
            return None if self._twice(event.ui_element) else self._actions.get(event.ui_element)
        if event.type == pygame.KEYDOWN and event.key in PRESS:
            at = self.focus.at
            if isinstance(at, UITextEntryLine | UITextEntryBox):
                self.manager.set_focus_set({at})
                return None
            return self._actions[at] if isinstance(at, UIButton) else self._primary
        if not any(column.handle(event) for column in self.columns):
            self.manager.process_events(event)
        return None

    def _twice(self, pressed: UIButton) -> bool:
        """Whether it is the second half of a double click, whose first half has put this button under the pointer."""
        before = self.style.pressed
        self.style.pressed = Pressed(pressed.text, pressed.rect.center, self._last_us)
        return (
            before is not None
            and 0 <= self._last_us - before.at_us < DOUBLE_US
            and (before.text != pressed.text or not pressed.text)
            and bool(pressed.rect.collidepoint(before.centre))
        )

    def _types(self, event: pygame.Event) -> bool:
        """Whether the event belongs to what is being typed; Tab and Escape end it, as Enter ends a line."""
        if event.type in (pygame_gui.UI_TEXT_ENTRY_CHANGED, pygame_gui.UI_TEXT_ENTRY_FINISHED):
            if event.ui_element in self._entries:
                self._entries[event.ui_element](event.text)
            return True
        typing = self.typing
        if typing is None or event.type not in (pygame.KEYDOWN, pygame.KEYUP, pygame.TEXTINPUT):
            return False
        ends = (pygame.K_TAB, pygame.K_ESCAPE) + ((pygame.K_RETURN,) if isinstance(typing, UITextEntryLine) else ())
        if event.type == pygame.KEYDOWN and event.key in ends:
            self.manager.set_focus_set(None)
            return event.key != pygame.K_TAB
        self.manager.process_events(event)
        return True

    def touch(self) -> None:
        """Something else has changed: the next frame is to be drawn."""
        self._fresh = LINGER

    def tick(self, now_us: int) -> None:
        """Widgets follow the pointer and their scroll bars."""
        self.manager.update(min(max(now_us - self._last_us, 0), 100_000) / 1e6)
        self._last_us = now_us
        for column in self.columns:
            if column.follow():
                self._fresh = LINGER

    def stale(self) -> bool:
        """Whether a frame is due; counts it as drawn."""
        self._fresh -= 1
        return self._fresh >= 0

    def draw(self, surface: pygame.Surface) -> None:
        """Widgets, the rim of the card under the pointer, and the ring around what has the focus."""
        self.manager.draw_ui(surface)
        for card in self._cards:
            if card.hovered:
                self._clip(surface, card)
                self.style.frame(surface, card.rect, "accent", width=2)
        if self.focus.at is not None:
            self._clip(surface, self.focus.at)
            self.focus.draw(surface, self.style)
        surface.set_clip(None)

    def _clip(self, surface: pygame.Surface, target: object) -> None:
        """Keeps what is drawn around a target inside its column, with room for the ring."""
        column = next((c for c in self.columns if _inside(target, c)), None)
        surface.set_clip(column.rect.inflate(self.style.px(8), 0) if column else None)


def _inside(target: object, column: Column) -> bool:
    return isinstance(target, UIButton) and target.ui_container is column.sheet
