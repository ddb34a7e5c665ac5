"""The motor: a hum at the device's own rate, deeper settings louder; silence where there is no sound card."""

from __future__ import annotations

import numpy as np
import pygame
from numpy.typing import NDArray

RATE_HZ = 48_000
OVERTONES = ((1, 1.0), (2, 0.55), (3, 0.3), (5, 0.12))
"""Multiples of the stroke rate and their strengths: a buzz, made up by ear."""
QUIET, LOUD = 0.15, 0.6
"""Volume at the shallowest and at the deepest setting of the dial."""


def hum(stroke_hz: float, seconds: float = 1.0) -> NDArray[np.int16]:
    """About a second of hum, mono at 48 kHz; a whole number of strokes, so that it repeats without a click."""
    strokes = max(1, round(stroke_hz * seconds))
    n = round(strokes / stroke_hz * RATE_HZ)
    phase = np.arange(n) / n * strokes * 2 * np.pi
    wave = sum(strength * np.sin(phase * multiple) for multiple, strength in OVERTONES)
    return (wave / np.abs(wave).max() * 0.8 * 32767).astype(np.int16)


class Motor:
    """Runs or rests; a device without a motor, or a machine without a sound card, only stays silent."""

    def __init__(self, stroke_hz: float, dial_max_um: int) -> None:
        self._dial_max_um, self._stroke_hz = dial_max_um, stroke_hz
        self._running = False
        self._sound: pygame.mixer.Sound | None = None
        if not stroke_hz:
            return  # a drum has no motor
        try:
            pygame.mixer.init(RATE_HZ, -16, 1, 256)
            self._sound = pygame.sndarray.make_sound(_channels(hum(stroke_hz)))
        except pygame.error:
            self._sound = None  # no sound card: the picture says everything that the sound does

    @property
    def silent(self) -> bool:
        """Whether this machine cannot be heard."""
        return self._sound is None

    def run(self, running: bool, dial_um: int, stroke_hz: float = 0.0) -> None:
        """The motor is on or off, at a depth, and at another rate than before where one is given."""
        if self._sound is None:
            return
        if stroke_hz and round(stroke_hz) != round(self._stroke_hz):
            self._stroke_hz, self._running = stroke_hz, False
            self._sound.stop()
            self._sound = pygame.sndarray.make_sound(_channels(hum(stroke_hz)))
        if running:
            self._sound.set_volume(QUIET + (LOUD - QUIET) * dial_um / self._dial_max_um)
        if running != self._running:
            self._running = running
            if running:
                self._sound.play(loops=-1)
            else:
                self._sound.fadeout(60)

    def close(self) -> None:
        """The sound card is given back."""
        self._running = False
        if self._sound is not None:
            self._sound = None
            pygame.mixer.quit()


def _channels(wave: NDArray[np.int16]) -> NDArray[np.int16]:
    """The wave in as many channels as the sound card was opened with."""
    _, _, channels = pygame.mixer.get_init() or (0, 0, 1)
    return wave if channels == 1 else np.repeat(wave[:, None], channels, axis=1)
