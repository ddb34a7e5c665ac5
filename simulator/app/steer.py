"""Hands without a mouse: arrow keys and a controller steer the tip at a speed, and become µm here, once."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING

import pygame

from simulator.app.pen import Pen
from simulator.needling.hand import UPRIGHT_FORCE_MN

if TYPE_CHECKING:
    from pygame._sdl2.controller import Controller

ARROWS = ((pygame.K_LEFT, -1, 0), (pygame.K_RIGHT, 1, 0), (pygame.K_UP, 0, -1), (pygame.K_DOWN, 0, 1))
SPEEDS_MM_S = (5, 10, 15, 20, 25, 30, 40, 50, 60)
USUAL, LIFTED = 3, 2.0
"""Which of the speeds arrows glide with at first, and how much faster a lifted tip goes."""
STICK_MM_S, DEAD = 60.0, 0.15
"""Speed of a stick pushed to its end; less than `DEAD` is its rest."""
LANDS, LIFTS, FULL_MN = 0.12, 0.06, 3000
"""Pull of the trigger at which the tip lands, at which it lifts, and the force of a whole pull (3 N: convention)."""
MOST_TILT_DDEG = 300
LONGEST_US = 50_000
"""A loop that was away for longer does not throw the tip across the skin."""
RUMBLE, RUMBLE_MS = 0.25, 100


class Keys:
    """Arrow keys that are held move the tip; it keeps its speed, which , and . change."""

    def __init__(self) -> None:
        self._at, self._since_us = USUAL, 0

    @property
    def speed_mm_s(self) -> int:
        """Of a tip in contact."""
        return SPEEDS_MM_S[self._at]

    def handle(self, event: pygame.Event) -> bool:
        """The keys for slower and faster."""
        if event.type != pygame.KEYDOWN or event.key not in (pygame.K_COMMA, pygame.K_PERIOD):
            return False
        step = 1 if event.key == pygame.K_PERIOD else -1
        self._at = min(max(self._at + step, 0), len(SPEEDS_MM_S) - 1)
        return True

    def tick(self, now_us: int, pen: Pen) -> bool:
        """Moves the tip for the time since the last frame; answers whether it moved."""
        us, self._since_us = min(now_us - self._since_us, LONGEST_US), now_us
        held, mods = pygame.key.get_pressed(), pygame.key.get_mods()
        across, down = (sum(way[axis] for way in ARROWS if held[way[0]]) for axis in (1, 2))
        long = hypot(across, down)
        if not long or mods & pygame.KMOD_CTRL:
            return False
        speed = self.speed_mm_s * (1.0 if pen.running else LIFTED)
        if pen.read_by != "keys":
            pen.switch_to(now_us, "keys")
        pen.steer(now_us, speed * across / long, speed * down / long, us)
        return True


class Pad:
    """One controller: the left stick glides, the right one tilts, a trigger presses; it may come and go."""

    def __init__(self) -> None:
        self._held: Controller | None = None
        self._since_us = self._rumbled_us = 0
        self._down = False

    def tick(self, now_us: int, pen: Pen) -> bool:
        """Reads the sticks and the triggers; answers whether they moved or pressed the tip."""
        us, self._since_us = min(now_us - self._since_us, LONGEST_US), now_us
        pad = self._found()
        if pad is None:
            if self._down:
                self._down = False
                pen.release(now_us)  # unplugged in the skin: the tip lifts
            return False
        axes = [pad.get_axis(n) / 32768 for n in range(6)]
        pull = max(axes[4], axes[5])
        glide, lean = _beyond(axes[0:2]), _beyond(axes[2:4])
        pressed = pull > (LIFTS if self._down else LANDS)
        if not (any(glide) or pressed or self._down):
            return False
        if pen.read_by != "pad":
            pen.switch_to(now_us, "pad")
        force = round(FULL_MN * pull) if pressed else UPRIGHT_FORCE_MN
        pen.lean(now_us, force, *_tilt(lean))
        if pressed != self._down:
            self._down = pressed
            (pen.press if pressed else pen.release)(now_us)
        if any(glide):
            x, y = (STICK_MM_S * abs(value) * value for value in glide)
            pen.steer(now_us, x, y, us)
        self._shake(pad, now_us, pen)
        return True

    def _found(self) -> Controller | None:
        """The controller that is plugged in, if any."""
        from pygame._sdl2 import controller

        if not controller.get_init():
            controller.init()
        if self._held is not None and not self._held.attached():
            self._held = None
        if self._held is None:
            known = (n for n in range(controller.get_count()) if controller.is_controller(n))
            number = next(known, None)
            self._held = None if number is None else controller.Controller(number)
        return self._held

    def _shake(self, pad: Controller, now_us: int, pen: Pen) -> None:
        """It hums in the hand while needles are in the skin; one that cannot does nothing."""
        if pen.height(now_us) == 0 and now_us - self._rumbled_us > RUMBLE_MS * 800:
            self._rumbled_us = now_us
            pad.rumble(0.0, RUMBLE, RUMBLE_MS)


def _beyond(stick: Sequence[float]) -> tuple[float, float]:
    """A stick without its rest, from -1 to 1 in both directions."""
    x, y = stick
    far = hypot(x, y)
    if far <= DEAD:
        return 0.0, 0.0
    share = min((far - DEAD) / (1 - DEAD), 1.0) / far
    return x * share, y * share


def _tilt(lean: tuple[float, float]) -> tuple[int, int]:
    """Tilt and its direction in tenths of a degree, clockwise from the right."""
    tilt = round(MOST_TILT_DDEG * min(hypot(*lean), 1.0))
    return tilt, round(10 * degrees(atan2(lean[1], lean[0]))) % 3600 if tilt else 0


BUTTONS = {
    pygame.CONTROLLER_BUTTON_A: pygame.K_RETURN,
    pygame.CONTROLLER_BUTTON_B: pygame.K_ESCAPE,
    pygame.CONTROLLER_BUTTON_START: pygame.K_ESCAPE,
    pygame.CONTROLLER_BUTTON_DPAD_LEFT: pygame.K_LEFT,
    pygame.CONTROLLER_BUTTON_DPAD_RIGHT: pygame.K_RIGHT,
    pygame.CONTROLLER_BUTTON_DPAD_UP: pygame.K_UP,
    pygame.CONTROLLER_BUTTON_DPAD_DOWN: pygame.K_DOWN,
}
"""Buttons as the keys that lead through the screens."""
TREATING = BUTTONS | {
    pygame.CONTROLLER_BUTTON_A: pygame.K_SPACE,
    pygame.CONTROLLER_BUTTON_B: pygame.K_RETURN,
    pygame.CONTROLLER_BUTTON_DPAD_UP: pygame.K_PLUS,
    pygame.CONTROLLER_BUTTON_DPAD_DOWN: pygame.K_MINUS,
    pygame.CONTROLLER_BUTTON_DPAD_LEFT: pygame.K_PAGEDOWN,
    pygame.CONTROLLER_BUTTON_DPAD_RIGHT: pygame.K_PAGEUP,
    pygame.CONTROLLER_BUTTON_LEFTSHOULDER: pygame.K_s,
    pygame.CONTROLLER_BUTTON_RIGHTSHOULDER: pygame.K_g,
    pygame.CONTROLLER_BUTTON_X: pygame.K_a,
    pygame.CONTROLLER_BUTTON_Y: pygame.K_c,
}
"""And while one treats."""


def as_key(event: pygame.Event, treating: bool) -> pygame.Event | None:
    """A button of a controller as the key that does the same; None for anything else."""
    if event.type not in (pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLERBUTTONUP):
        return None
    key = (TREATING if treating else BUTTONS).get(event.button)
    if key is None:
        return None
    kind = pygame.KEYDOWN if event.type == pygame.CONTROLLERBUTTONDOWN else pygame.KEYUP
    return pygame.event.Event(kind, key=key, mod=0, unicode="", scancode=0, t_us=event.t_us)
