"""The pointer: which event of the window means what to the pen."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from simulator.app.pen import Pen, Place
from simulator.app.steer import ARROWS

GAP = pygame.event.custom_type()
"""The loop itself was away for `length_us`; ends, like every event of the window, at `t_us`."""
ABSOLUTE = pygame.event.custom_type()
"""The mouse's raw motion cannot be had on this machine."""

Pixels = tuple[int, int]
UP = (pygame.K_PLUS, pygame.K_EQUALS, pygame.K_KP_PLUS)
DOWN = (pygame.K_MINUS, pygame.K_KP_MINUS)
RATES = {pygame.K_PAGEUP: 1, pygame.K_PAGEDOWN: -1}

PAN_MM = 1.2
"""How far an arrow key moves the view in a frame."""


def pan_mm() -> tuple[float, float]:
    """How far arrow keys that are held with Ctrl move the view in a frame."""
    keys = pygame.key.get_pressed()
    if not pygame.key.get_mods() & pygame.KMOD_CTRL:
        return 0.0, 0.0  # without it they move the tip
    across, down = (sum(way[axis] for way in ARROWS if keys[way[0]]) * PAN_MM for axis in (1, 2))
    return across, down


def pausing(pen: Pen, event: pygame.Event) -> str:
    """Whether an event asks for a "pause", or to "finish": the right button does as well where it has no other use, so
    that a mouse alone is enough.
    """
    if event.type == pygame.KEYDOWN and event.key in (pygame.K_ESCAPE, pygame.K_RETURN):
        return "finish" if event.key == pygame.K_RETURN else "pause"
    right = event.type == pygame.MOUSEBUTTONDOWN and event.button == 3 and pen.lifted(event.t_us)
    return "pause" if right or event.type == pygame.WINDOWFOCUSLOST else ""


def feed(pen: Pen, event: pygame.Event, to_um: Callable[[Pixels], Place]) -> bool:
    """Gives an event to the pen and answers whether it was one of its own; `to_um` turns window pixels into a place.

    Touch and tablets come as mouse events that say so, and are read by places: a finger has no relative motion.
    """
    if event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        _mouse(pen, event, to_um)
    elif event.type == ABSOLUTE:
        pen.switch(event.t_us, relative=False)
    elif event.type == GAP:
        if pen.running:  # while the tip is lifted the program itself takes its time, for maps and other scales
            pen.act(event.t_us, "gap", event.length_us)
    elif event.type == pygame.MOUSEWHEEL and not pygame.key.get_mods() & pygame.KMOD_CTRL:
        pen.turn(event.t_us, event.y)
    elif event.type in (pygame.KEYDOWN, pygame.KEYUP):
        return _key(pen, event)
    else:
        return False
    return True


def _mouse(pen: Pen, event: pygame.Event, to_um: Callable[[Pixels], Place]) -> None:
    if event.touch:
        pen.switch(event.t_us, relative=False)
    if pen.read_by in ("keys", "pad"):  # the mouse is taken up again
        pen.switch_to(event.t_us, "relative" if pen.grip.relative else "absolute")
    if not pen.grip.relative:
        pen.place(event.t_us, *to_um(event.pos))
    elif event.type == pygame.MOUSEMOTION:
        pen.move(event.t_us, *event.rel)
    if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
        pen.press(event.t_us)
    elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 2:
        pen.speed(event.t_us, 1, around=True)
    elif event.type == pygame.MOUSEBUTTONUP and event.button == 1:
        pen.release(event.t_us)


def _key(pen: Pen, event: pygame.Event) -> bool:
    """The space bar presses; + and − turn the dial, page up and page down set the speed of the motor."""
    pressed = event.type == pygame.KEYDOWN
    if event.key == pygame.K_SPACE:
        (pen.press if pressed else pen.release)(event.t_us)
    elif event.key in UP + DOWN:
        if pressed:
            pen.turn(event.t_us, 1 if event.key in UP else -1)
    elif event.key in RATES:
        if pressed:
            pen.speed(event.t_us, RATES[event.key])
    else:
        return False
    return True
