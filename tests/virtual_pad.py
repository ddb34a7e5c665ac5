"""A controller that is not there: SDL makes one, and tests push its sticks."""

from __future__ import annotations

import ctypes
from pathlib import Path

STICK_X, STICK_Y, TILT_X, TILT_Y, LEFT, RIGHT = range(6)
REST = -32768
"""A trigger that nobody pulls."""


def _sdl() -> ctypes.CDLL:
    """The SDL that pygame has loaded."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        path = line.rpartition(" ")[2]
        if "libSDL2-2" in path:
            return ctypes.CDLL(path)
    raise AssertionError("pygame has loaded no SDL2")


class VirtualPad:
    """Plugged in while it lives."""

    def __init__(self) -> None:
        self._sdl = _sdl()
        self._sdl.SDL_JoystickOpen.restype = ctypes.c_void_p
        self._sdl.SDL_JoystickSetVirtualAxis.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int16]
        self._sdl.SDL_JoystickSetVirtualButton.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_uint8]
        self.number = self._sdl.SDL_JoystickAttachVirtual(1, 6, 15, 0)  # 1: a game controller
        assert self.number >= 0
        self._held = self._sdl.SDL_JoystickOpen(self.number)
        for trigger in (LEFT, RIGHT):
            self.push(trigger, -1.0)

    def push(self, axis: int, share: float) -> None:
        """A stick from -1 to 1, or a trigger from -1 (rest) to 1."""
        self._sdl.SDL_JoystickSetVirtualAxis(self._held, axis, max(min(round(share * 32767), 32767), -32768))
        self._sdl.SDL_JoystickUpdate()

    def button(self, number: int, down: bool) -> None:
        self._sdl.SDL_JoystickSetVirtualButton(self._held, number, int(down))
        self._sdl.SDL_JoystickUpdate()

    def unplug(self) -> None:
        self._sdl.SDL_JoystickDetachVirtual(self.number)
        self._sdl.SDL_JoystickUpdate()
