"""The window and its loop: one thread, every event stamped when it is taken, frames at 60 Hz, dirty places only."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from simulator.app.pointer import ABSOLUTE, GAP
from simulator.app.screen import Screen
from simulator.app.steer import as_key
from simulator.errors import DisplayError, NeedlepassError
from simulator.words import _

if TYPE_CHECKING:
    from pygame._sdl2.controller import Controller

SIZE = (1280, 800)
FRAME_US = 16_667
HEARTBEAT_US = 4_000
"""The loop looks for events at least this often: some systems merge the moves of a mouse until they are looked for."""
GAP_US = 25_000
"""A loop that was away for longer has left a gap in what it knows of the hand."""


def clock_us() -> int:
    """The loop's clock: monotonic, in µs."""
    return time.perf_counter_ns() // 1000


class Window:
    """A window on this machine's display, and the loop that shows one screen after the other in it."""

    def __init__(self, scale: float) -> None:
        os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")  # with a GL texture a small update costs a full one
        os.environ["SDL_VIDEO_X11_WMCLASS"] = "needlepass"  # importing pygame has put the name of the script there
        _check_display()
        try:
            pygame.display.init()
            desktop = pygame.display.get_desktop_sizes()[0]
            size = [min(round(side * scale), most) for side, most in zip(SIZE, desktop, strict=True)]
            self.surface = pygame.display.set_mode(size, pygame.RESIZABLE)
        except pygame.error as error:
            raise DisplayError(_("No window can be opened here: {reason}.").format(reason=error)) from error
        _check_driver()
        pygame.font.init()
        pygame.display.set_caption("Needlepass")
        self._looked_us = self._due_us = clock_us()
        self._relative = False
        self._pads: list[Controller] = []
        _open_controllers()

    def run(self, screen: Screen, on_error: Callable[[str], Screen]) -> None:
        """Shows a screen and those that follow until one of them leaves; `on_error` makes a screen of an error."""
        shown: Screen | None = screen
        fresh = True
        while shown is not None:
            before = shown
            try:
                shown = self._step(shown, fresh)
            except NeedlepassError as error:
                shown = on_error(str(error))
            fresh = shown is not before
            if fresh:
                shown = _closed(before, shown, on_error)
        self._grab(False)
        pygame.quit()

    def _step(self, screen: Screen, fresh: bool) -> Screen | None:
        """One look at the events and, when one is due, one frame; answers the screen that comes next."""
        for event in self._begin(screen) if fresh else self._look():
            following = self._offer(screen, event)
            if following is not screen:
                return following
        if clock_us() < self._due_us:
            return screen
        self._due_us = max(self._due_us + FRAME_US, clock_us())
        following = screen.tick(clock_us())
        if following is screen:
            self._grab(screen.relative)
            self._show(screen)
        if fresh:
            self._looked_us = self._due_us = clock_us()  # the time that a first picture takes is no gap
        return following

    def _begin(self, screen: Screen) -> list[pygame.Event]:
        """A new screen is laid out; rubbish is collected before it is shown, not while."""
        screen.resize(self.surface.get_size())
        gc.unfreeze()  # what was frozen for the screen before may be rubbish by now
        gc.collect()
        gc.freeze()
        self._due_us = clock_us()
        return []

    def _look(self) -> list[pygame.Event]:
        """The events since the last look, their stamps `t_us` spread evenly over the time since then."""
        wait_ms = min(self._due_us - clock_us(), HEARTBEAT_US) // 1000
        events = [pygame.event.wait(wait_ms)] if wait_ms > 0 else []
        events = [event for event in events + pygame.event.get() if event.type != pygame.NOEVENT]
        now_us = clock_us()
        away_us = now_us - self._looked_us
        for number, event in enumerate(events, 1):
            event.t_us = self._looked_us + away_us * number // len(events)
        if away_us > GAP_US:
            events.append(pygame.event.Event(GAP, length_us=away_us, t_us=now_us))
        self._looked_us = now_us
        return events

    def _offer(self, screen: Screen, event: pygame.Event) -> Screen | None:
        """What an event leads to; the window's own events are dealt with here."""
        if event.type == pygame.QUIT or _is_quit(event):
            return None
        if event.type == pygame.VIDEORESIZE:
            self.surface = pygame.display.get_surface() or self.surface
            screen.resize(self.surface.get_size())
        elif event.type == pygame.VIDEOEXPOSE:
            pygame.display.flip()
        elif event.type == pygame.CONTROLLERDEVICEADDED:
            self._plug(event.device_index)
        return screen.handle(as_key(event, screen.relative) or event)

    def _plug(self, number: int) -> None:
        """A controller has come: its buttons are heard from now on, on every screen."""
        from pygame._sdl2 import controller

        if controller.is_controller(number):
            self._pads = [pad for pad in self._pads if pad.attached()] + [controller.Controller(number)]

    def _show(self, screen: Screen) -> None:
        changed = screen.draw(self.surface)
        if changed is None:
            pygame.display.flip()
        elif changed:
            pygame.display.update(changed)

    def _grab(self, relative: bool) -> None:
        """Takes the mouse's raw motion, without a cursor, or gives it back; what moved until then is dropped."""
        if relative == self._relative:
            return
        self._relative = relative
        pygame.event.set_grab(relative)
        pygame.mouse.set_visible(not relative)
        pygame.event.clear(pygame.MOUSEMOTION)
        if relative and not pygame.event.get_grab():
            pygame.event.post(pygame.event.Event(ABSOLUTE))


def _closed(before: Screen, following: Screen | None, on_error: Callable[[str], Screen]) -> Screen | None:
    """The screen that follows, once the one before has put its things away, or the reason why it could not."""
    try:
        before.close()
    except NeedlepassError as error:
        return on_error(str(error))
    return following


def _is_quit(event: pygame.Event) -> bool:
    return event.type == pygame.KEYDOWN and event.key == pygame.K_q and bool(event.mod & pygame.KMOD_CTRL)


def _open_controllers() -> None:
    """From now on controllers announce themselves; on a system without them nothing is missing."""
    from pygame._sdl2 import controller

    controller.init()


def _check_display() -> None:
    """Refuses a Linux machine without a display before the libraries below complain about it in their own words."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named):
        raise DisplayError(_("No window can be opened: this machine has no display (DISPLAY is not set)."))


def _check_driver() -> None:
    """Refuses the drivers that show nothing, which SDL falls back to, unless somebody asked for them by name."""
    driver = pygame.display.get_driver()
    asked = (os.environ.get("SDL_VIDEODRIVER"), os.environ.get("SDL_VIDEO_DRIVER"))
    if driver in ("offscreen", "dummy") and driver not in asked:
        pygame.quit()
        raise DisplayError(_("No window can be opened: the display of this machine cannot be reached."))
