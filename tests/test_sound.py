"""The motor's hum: it repeats without a click, grows with depth, and is silent where nothing can be heard."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from simulator.app.sound import LOUD, QUIET, RATE_HZ, Motor, hum


@pytest.mark.parametrize("stroke_hz", [90.0, 117.0, 150.0])
def test_the_hum_repeats_without_a_click(stroke_hz: float) -> None:
    wave = hum(stroke_hz).astype(float)
    assert len(wave) / RATE_HZ * stroke_hz == pytest.approx(round(stroke_hz), abs=0.01), "a whole number of strokes"
    steps = np.abs(np.diff(wave))
    assert abs(wave[0] - wave[-1]) <= steps.max()
    strength = np.abs(np.fft.rfft(wave))
    assert np.argmax(strength) * RATE_HZ / len(wave) == pytest.approx(stroke_hz, rel=0.01)


def test_the_motor_runs_louder_the_deeper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    motor = Motor(117.0, 2_500)
    assert not motor.silent
    motor.run(True, 2_500)
    assert pygame.mixer.get_busy()
    assert motor._sound is not None and motor._sound.get_volume() == pytest.approx(LOUD, abs=0.01)
    motor.run(True, 0)
    assert motor._sound.get_volume() == pytest.approx(QUIET, abs=0.01)
    motor.close()
    assert pygame.mixer.get_init() is None


def test_without_a_sound_card_it_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    motor = Motor(117.0, 2_500)
    assert motor.silent
    motor.run(True, 1_000)
    motor.close()
