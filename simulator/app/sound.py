"""The motor's hum, which sags under load, and ticks by the way; silence where there is no sound card."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import hypot

import numpy as np
import pygame
from numpy.typing import NDArray

from simulator.app.pen import Pen

RATE_HZ, BUFFER = 48_000, 256
OVERTONES = ((1, 1.0), (2, 0.55), (3, 0.3), (5, 0.12))
"""Multiples of the stroke rate and their strengths: a buzz, made up by ear."""
QUIET, LOUD = 0.15, 0.6
"""Volume at the shallowest and at the deepest setting of the dial."""
SAG, FADE_MS = 0.95, 15
"""The rate that is heard under load, as a share of that in the air, and how long one blends into the other: by ear."""
BRIGHT_MM_S, BRIGHT_US, BRIGHT = 60.0, 120_000, 0.18
"""Speed at which the motor sounds brightest, how long that takes, and how loud the octave above is then: by ear."""
CHATTER_HZ, CHATTER = 13.0, 0.45
"""How often and how much the hum wavers over bone: by ear."""
CHIME_HZ, CHIME_S = (784.0, 1175.0), 0.45
"""The two notes that say that a zone has had enough: by ear."""
TICK_UM, TICK_S, TICK_HZ, TICK_LOUD = 5000, 0.012, 2400.0, 0.35
"""Way from tick to tick, and how long, how high and how loud one is: by ear."""


def hum(stroke_hz: float, seconds: float = 1.0) -> NDArray[np.int16]:
    """About a second of hum, mono at 48 kHz; a whole number of strokes, so that it repeats without a click."""
    strokes = max(1, round(stroke_hz * seconds))
    n = round(strokes / stroke_hz * RATE_HZ)
    phase = np.arange(n) / n * strokes * 2 * np.pi
    wave = sum(strength * np.sin(phase * multiple) for multiple, strength in OVERTONES)
    return (wave / np.abs(wave).max() * 0.8 * 32767).astype(np.int16)


@lru_cache(maxsize=16)
def hum_of(stroke_hz: int) -> NDArray[np.int16]:
    """The hum of a whole rate, made once."""
    return hum(stroke_hz)


@lru_cache(maxsize=16)
def chatter(stroke_hz: int) -> NDArray[np.int16]:
    """The hum of a whole rate as it wavers over bone."""
    wave = hum_of(stroke_hz).astype(np.float64)
    beats = round(CHATTER_HZ * len(wave) / RATE_HZ)  # a whole number, as of strokes
    beat = 0.5 - 0.5 * np.cos(2 * np.pi * beats * np.arange(len(wave)) / len(wave))
    return (wave * (1 - CHATTER * beat)).astype(np.int16)


def chime() -> NDArray[np.int16]:
    """Two soft notes, one after the other."""
    n = np.arange(round(CHIME_S * RATE_HZ))
    wave = np.zeros(len(n))
    for number, hz in enumerate(CHIME_HZ):
        since = np.maximum(n - number * len(n) // 4, 0)
        wave += np.sin(2 * np.pi * hz * since / RATE_HZ) * np.exp(-since / (0.1 * RATE_HZ)) * (since > 0)
    return (wave / np.abs(wave).max() * 0.4 * 32767).astype(np.int16)


def click() -> NDArray[np.int16]:
    """A soft tick of some milliseconds."""
    n = np.arange(round(TICK_S * RATE_HZ))
    wave = np.sin(2 * np.pi * TICK_HZ * n / RATE_HZ) * np.exp(-n / (RATE_HZ * TICK_S / 6))
    return (wave * 0.5 * 32767).astype(np.int16)


class Motor:
    """Runs or rests; while needles are in the skin it sags, sounds brighter the faster they glide, and chatters over
    bone. A device without a motor, or a machine without a sound card, only stays silent.
    """

    def __init__(self, stroke_hz: float, dial_max_um: int, on: bool = True) -> None:
        self._dial_max_um, self._stroke_hz = dial_max_um, round(stroke_hz)
        self._playing: str = ""
        self._sounds: dict[str, pygame.mixer.Sound] = {}
        self._bone, self._bright = False, 0.0
        self._at: tuple[int, tuple[int, int]] | None = None
        if not stroke_hz or not on:
            return  # a drum has no motor
        try:
            pygame.mixer.init(RATE_HZ, -16, 1, BUFFER)
            self._make()
        except pygame.error:
            self._sounds = {}  # no sound card: the picture says everything that the sound does

    def _make(self) -> None:
        sagging = round(self._stroke_hz * SAG)
        waves = {"air": hum_of(self._stroke_hz), "skin": hum_of(sagging), "bone": chatter(sagging)}
        waves["bright"] = hum_of(2 * sagging)
        self._sounds = {name: pygame.sndarray.make_sound(_channels(wave)) for name, wave in waves.items()}

    @property
    def silent(self) -> bool:
        """Whether this machine cannot be heard."""
        return not self._sounds

    def feel(self, now_us: int, at_um: tuple[int, int], bone: bool) -> None:
        """Where the tip is now, and whether there is bone beneath: heard from the next `run` on, in contact."""
        if self._at is not None and now_us > self._at[0]:
            us, (x, y) = now_us - self._at[0], self._at[1]
            speed = 1000 * hypot(at_um[0] - x, at_um[1] - y) / us
            self._bright += (min(speed / BRIGHT_MM_S, 1.0) - self._bright) * min(us / BRIGHT_US, 1.0)
        self._at, self._bone = (now_us, at_um), bone

    def follow(self, pen: Pen, now_us: int, stalled: bool, bone: bool) -> None:
        """What is heard of a pen now."""
        self.feel(now_us, pen.at_um, bone)
        self.run(pen.running and not stalled, pen.dial_um, pen.rate_hz, pen.height(now_us) == 0)

    def run(self, running: bool, dial_um: int, stroke_hz: float = 0.0, contact: bool = False) -> None:
        """The motor is on or off, at a depth, at another rate than before where one is given, in the air or in skin."""
        if not self._sounds:
            return
        if stroke_hz and round(stroke_hz) != self._stroke_hz:
            self._stop()
            self._stroke_hz = round(stroke_hz)
            self._make()
        wanted = (("bone" if self._bone else "skin") if contact else "air") if running else ""
        if wanted != self._playing:
            self._stop()
            if wanted:
                self._sounds[wanted].play(loops=-1, fade_ms=FADE_MS)
            if wanted in ("skin", "bone"):
                self._sounds["bright"].play(loops=-1, fade_ms=FADE_MS)
            self._playing = wanted
        self._sounds["bright"].set_volume(BRIGHT * self._bright)
        if wanted:
            self._sounds[wanted].set_volume(QUIET + (LOUD - QUIET) * dial_um / self._dial_max_um)

    def _stop(self) -> None:
        if self._playing:
            self._sounds[self._playing].fadeout(60)
            self._sounds["bright"].fadeout(60)
        self._playing = ""

    def close(self) -> None:
        """The sound card is given back."""
        self._playing = ""
        if self._sounds:
            self._sounds = {}
            pygame.mixer.quit()


class Ticks:
    """A soft tick for every 5 mm that is glided in the skin, a pace that is heard; and a chime when it is enough."""

    def __init__(self) -> None:
        self._sounds: dict[Callable[[], NDArray[np.int16]], pygame.mixer.Sound] = {}
        self._last_um: tuple[int, int] | None = None
        self._way_um = 0.0
        self.count = 0

    def glide(self, at_um: tuple[int, int], contact: bool, heard: bool) -> None:
        """Where the tip is now; what is glided in the air does not count."""
        if contact and self._last_um is not None:
            self._way_um += hypot(at_um[0] - self._last_um[0], at_um[1] - self._last_um[1])
        self._last_um = at_um if contact else None
        if not contact:
            self._way_um = 0.0
        while self._way_um >= TICK_UM:
            self._way_um -= TICK_UM
            self.count += 1
            if heard:
                self._play()

    def enough(self) -> None:
        """A zone has had what it needs."""
        self._play(chime)

    def _play(self, made: Callable[[], NDArray[np.int16]] = click) -> None:
        if pygame.mixer.get_init() is None:
            return
        if made not in self._sounds:
            self._sounds[made] = pygame.sndarray.make_sound(_channels(made()))
            self._sounds[made].set_volume(TICK_LOUD)
        self._sounds[made].play()


def _channels(wave: NDArray[np.int16]) -> NDArray[np.int16]:
    """The wave in as many channels as the sound card was opened with."""
    _, _, channels = pygame.mixer.get_init() or (0, 0, 1)
    return wave if channels == 1 else np.repeat(wave[:, None], channels, axis=1)
