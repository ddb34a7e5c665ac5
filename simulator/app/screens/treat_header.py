"""The header of the treat screen: what is treated, how long already, and its few buttons with their keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pygame

from simulator.app.parts import polygon
from simulator.app.pen import Grip
from simulator.app.screens.home_cards import time_in_words
from simulator.app.style import Style
from simulator.session import Scenario
from simulator.words import _

SIDE = 40


class Button(NamedTuple):
    """A drawn button: what it does, and its picture or its word; `on` marks one that is held, `key` does the same."""

    name: str
    icon: str = ""
    text: str = ""
    on: bool = False
    key: str = ""


class Shown(NamedTuple):
    """What the header says."""

    title: str
    words: str
    clock: str
    clock_words: str
    left: Button
    right: tuple[Button, ...]


def of_run(scenario: Scenario, times_us: tuple[int, int], peeking: bool, grip: Grip, map_key: str) -> Shown:
    """The header of a run that is played, with the time now and that at which the device was taken up; keys stand on
    its buttons where there is no cursor to press them.
    """
    words = _("Skin type {type} · {device}").format(type=scenario.skin_type.id, device=scenario.device.title)
    of = _("of about {time}").format(time=time_in_words(times_us[1] + round(scenario.minutes * 60e6)))
    keys = (_("Esc"), map_key, _("Enter")) if grip.relative else ("", "", "")
    dose_map = Button("map", icon="map", on=peeking, key=keys[1])
    buttons = (dose_map, Button("finish", text=_("Finish"), key=keys[2]))
    pause = Button("pause", icon="pause", key=keys[0])
    return Shown(_(scenario.title), words, time_in_words(times_us[0]), of, pause, buttons)


class Header:
    """Draws itself when what it says has changed; the mouse can press its buttons where there is a cursor."""

    def __init__(self, style: Style, left: pygame.Rect, right: pygame.Rect) -> None:
        self.style, self._left, self._right = style, left, right
        self._shown: Shown | None = None
        self._buttons: dict[str, pygame.Rect] = {}

    def forget(self) -> None:
        """All of it is drawn again."""
        self._shown = None

    def at(self, pixel: tuple[int, int]) -> str | None:
        """The button at a place of the window."""
        return next((name for name, rect in self._buttons.items() if rect.collidepoint(pixel)), None)

    def show(self, surface: pygame.Surface, shown: Shown) -> list[pygame.Rect]:
        """Draws the halves that changed, and answers where."""
        before, self._shown = self._shown, shown
        changed = []
        if before is None or before[:2] != shown[:2] or before.left != shown.left:
            changed.append(self._draw_left(surface, shown))
        if before is None or before[2:4] != shown[2:4] or before.right != shown.right:
            changed.append(self._draw_right(surface, shown))
        return changed

    def _draw_left(self, surface: pygame.Surface, shown: Shown) -> pygame.Rect:
        style, place = self.style, self._left
        surface.fill(style.colour["stage"], place)
        self._button(surface, shown.left, place.left)
        x = place.left + style.px(SIDE + 16)
        title = style.shortened(shown.title, "strong", place.right - x)
        style.write(surface, title, (x, place.top + style.px(1)), "strong")
        style.write(surface, shown.words, (x, place.top + style.px(24)), "small", "muted")
        return place

    def _draw_right(self, surface: pygame.Surface, shown: Shown) -> pygame.Rect:
        style, place = self.style, self._right
        surface.fill(style.colour["stage"], place)
        style.write(surface, shown.clock, (place.left, place.top - style.px(5)), "title")
        style.write(surface, shown.clock_words, (place.left, place.top + style.px(24)), "small", "muted")
        right = place.right
        for button in reversed(shown.right):
            right = self._button(surface, button, right - self._width(button)).left - style.px(8)
        return place

    def _width(self, button: Button) -> int:
        return self.style.measure(button.text, "strong")[0] + self.style.px(32) if button.text else self.style.px(SIDE)

    def _button(self, surface: pygame.Surface, button: Button, left: int) -> pygame.Rect:
        style = self.style
        rect = pygame.Rect(left, self._left.top, self._width(button), style.px(SIDE))
        style.panel(surface, rect, "soft" if button.on else "raised")
        face = rect
        if button.key:
            style.write(
                surface, button.key, (rect.centerx, rect.bottom - style.px(18)), "small", "muted", align="center"
            )
            face = rect.move(0, -style.px(8))
        if button.text:
            style.write(surface, button.text, (rect.centerx, face.top + style.px(8)), "strong", align="center")
        else:
            ICONS[button.icon](style, surface, face, style.colour["accent" if button.on else "text"])
        self._buttons[button.name] = rect
        return rect


Draw = Callable[[Style, pygame.Surface, pygame.Rect, pygame.Color], None]


def _pause(style: Style, surface: pygame.Surface, rect: pygame.Rect, colour: pygame.Color) -> None:
    for side in (-1, 1):
        bar = pygame.Rect(0, 0, style.px(4), style.px(14))
        bar.center = (rect.centerx + side * style.px(4), rect.centery)
        surface.fill(colour, bar)


def _play(style: Style, surface: pygame.Surface, rect: pygame.Rect, colour: pygame.Color) -> None:
    x, y, half = rect.centerx, rect.centery, style.px(8)
    polygon(surface, colour, [(x - half * 0.7, y - half), (x + half, y), (x - half * 0.7, y + half)])


def _map(style: Style, surface: pygame.Surface, rect: pygame.Rect, colour: pygame.Color) -> None:
    """A sheet folded in three."""
    width = max(1, style.px(1.5))
    xs = [rect.centerx + style.px(step) for step in (-8, -3, 3, 8)]
    ups = [rect.centery + style.px(step) for step in (-6, -8, -6, -8)]
    downs = [y + style.px(14) for y in ups]
    for line in (list(zip(xs, ups, strict=True)), list(zip(xs, downs, strict=True))):
        pygame.draw.lines(surface, colour, False, line, width)
    for x, up, down in zip(xs, ups, downs, strict=True):
        pygame.draw.line(surface, colour, (x, up), (x, down), width)


def _back(style: Style, surface: pygame.Surface, rect: pygame.Rect, colour: pygame.Color) -> None:
    x, y, half = rect.centerx, rect.centery, style.px(6)
    points = [(x + half * 0.5, y - half), (x - half * 0.5, y), (x + half * 0.5, y + half)]
    pygame.draw.lines(surface, colour, False, points, max(2, style.px(2)))


def _note(style: Style, surface: pygame.Surface, rect: pygame.Rect, colour: pygame.Color) -> None:
    """A balloon with two lines."""
    wide, sheet = max(1, style.px(1.5)), pygame.Rect(0, 0, style.px(18), style.px(13))
    sheet.center = (rect.centerx, rect.centery - style.px(2))
    pygame.draw.rect(surface, colour, sheet, wide, style.px(3))
    tail = [(sheet.x + style.px(4), sheet.bottom - 1), (sheet.x + style.px(4), sheet.bottom + style.px(5))]
    polygon(surface, colour, [*tail, (sheet.x + style.px(10), sheet.bottom - 1)])
    for y in (4, 8):
        surface.fill(colour, (sheet.x + style.px(4), sheet.y + style.px(y), style.px(10), wide))


ICONS: dict[str, Draw] = {"pause": _pause, "play": _play, "map": _map, "back": _back, "note": _note}
