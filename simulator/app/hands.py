"""All that can move a pen: the pointer's events, keys as they were chosen, arrow keys and controllers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pygame

from simulator.app import keys, pointer
from simulator.app.pen import Pen, Place
from simulator.app.pointer import Pixels
from simulator.app.program import Program
from simulator.app.steer import Keys, Pad
from simulator.words import _


class Says(Protocol):
    """Where a word can be said."""

    def note(self, text: str) -> None: ...


class Hands:
    """One pen's worth of them."""

    def __init__(self, program: Program, says: Says) -> None:
        self._says = says
        self._held = keys.chosen(program.settings)
        self.map_key = keys.label("map", program.settings)
        self._keys, self._pad = Keys(), Pad()

    def usual(self, event: pygame.Event) -> pygame.Event:
        """The event as if the usual key had been pressed."""
        return keys.usual(event, self._held)

    def feed(self, pen: Pen, event: pygame.Event, to_um: Callable[[Pixels], Place]) -> bool:
        """Gives an event to the pen and answers whether it was one of its own."""
        if self._keys.handle(event):
            self._says.note(_("Arrow keys glide at {speed} mm/s").format(speed=self._keys.speed_mm_s))
            return True
        return pointer.feed(pen, event, to_um)

    def tick(self, now_us: int, pen: Pen) -> None:
        """Whatever is held moves the pen on."""
        self._keys.tick(now_us, pen)
        self._pad.tick(now_us, pen)
