"""Play, pause and speed of a recording: which of its times belongs to a time of the window, without any loss."""

from __future__ import annotations

import pygame

from simulator.app.pointer import DOWN, UP
from simulator.words import _

SPEEDS = (1, 2, 4, 8, 16, 32, 64, 128)
"""How fast a recording can be played, in eighths: whole numbers, so that no part of a microsecond is lost."""
KEYS = {pygame.K_1: 8, pygame.K_2: 16, pygame.K_4: 32, pygame.K_8: 64}
FASTER = dict.fromkeys(UP, 1) | dict.fromkeys(DOWN, -1)
STEP_US, FINE_US = 5_000_000, 10_000
"""How far an arrow key seeks, and how far with Shift: the time in which a hand in contact is sampled once at least."""


class Transport:
    """Where a recording stands (`at_us`), whether it plays, and how fast (`eighths`); it ends just behind `end_us`."""

    def __init__(self, begin_us: int, end_us: int) -> None:
        self.begin_us, self.end_us = begin_us, end_us
        self.playing, self.eighths, self.at_us = True, 8, begin_us
        self.pause_us: int | None = None
        """It stands still when it comes here, once; any jump forgets it."""
        self._now_us: int | None = None
        self._from: tuple[int, int] | None = None  # a time of the window and the recording's time then, while it plays

    def tick(self, now_us: int, waits: bool = False) -> int | None:
        """The recording's time at a time of the window; None while it stands, or waits for something."""
        self._now_us = now_us
        if not self.playing or waits:
            self._from = None
            return None
        since_us, from_us = self._from = self._from or (now_us, self.at_us)
        at_most = self.end_us + 1 if self.pause_us is None else self.pause_us
        return min(from_us + self.eighths * (now_us - since_us) // 8, at_most)

    def reach(self, t_us: int) -> None:
        """The recording has come to a time."""
        self.at_us = max(t_us, self.at_us)
        if self.pause_us is not None and self.at_us >= self.pause_us:
            self.playing, self.pause_us = False, None
        self.playing &= self.at_us <= self.end_us

    def jump(self, t_us: int) -> int:
        """The recording stands at another time, as near as there is one; returns it."""
        self.at_us, self.pause_us = min(max(t_us, self.begin_us), self.end_us + 1), None
        self._go_on()
        return self.at_us

    def key(self, key: int, mod: int) -> int | None:
        """Speeds by keys, and where an arrow key wants to go."""
        if key in (pygame.K_LEFT, pygame.K_RIGHT):
            step_us = FINE_US if mod & pygame.KMOD_SHIFT else STEP_US
            self.playing &= step_us == STEP_US
            return self.at_us + (step_us if key == pygame.K_RIGHT else -step_us)
        if key in KEYS:
            self.run_at(KEYS[key])
        elif key in FASTER:
            at = SPEEDS.index(self.eighths) + FASTER[key]
            self.run_at(SPEEDS[min(max(at, 0), len(SPEEDS) - 1)])
        return None

    def next_speed(self) -> None:
        """The next speed, and after the highest the lowest."""
        self.run_at(SPEEDS[(SPEEDS.index(self.eighths) + 1) % len(SPEEDS)])

    def run_at(self, eighths: int) -> None:
        """Another speed from here on."""
        self.eighths = eighths
        self._go_on()

    @property
    def ended(self) -> bool:
        """Whether nothing is left to play."""
        return self.at_us > self.end_us

    @property
    def words(self) -> str:
        """The speed as it is written on its button."""
        whole, parts = divmod(self.eighths, 8)
        return _("{speed} ×").format(speed=str(whole) if whole else f"1/{8 // parts}")

    def _go_on(self) -> None:
        """From now on time is counted from where the recording stands."""
        self._from = None if self._now_us is None else (self._now_us, self.at_us)
