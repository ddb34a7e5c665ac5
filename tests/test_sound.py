"""The motor's hum: it repeats without a click, grows with depth, and is silent where nothing can be heard."""

from __future__ import annotations

import time

import numpy as np
import pygame
import pytest

from simulator.app.sound import LOUD, QUIET, RATE_HZ, SAG, Motor, Ticks, click, hum


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
    assert motor._sounds["air"].get_volume() == pytest.approx(LOUD, abs=0.01)
    motor.run(True, 0)
    assert motor._sounds["air"].get_volume() == pytest.approx(QUIET, abs=0.01)
    motor.close()
    assert pygame.mixer.get_init() is None


def test_without_a_sound_card_it_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    motor = Motor(117.0, 2_500)
    assert motor.silent
    motor.run(True, 1_000)
    motor.close()


def pitch(sound: pygame.mixer.Sound) -> float:
    wave = pygame.sndarray.array(sound).astype(float)
    strength = np.abs(np.fft.rfft(wave if wave.ndim == 1 else wave[:, 0]))
    return float(np.argmax(strength) * RATE_HZ / len(wave))


def test_the_note_sags_in_the_skin_and_is_heard_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    motor = Motor(117.0, 2_500)
    motor.run(True, 500)
    assert motor._playing == "air"
    begun = time.perf_counter()
    motor.run(True, 500, 117.0, contact=True)
    assert time.perf_counter() - begun < 0.05, "from press to sound"
    assert motor._playing == "skin"
    assert pitch(motor._sounds["skin"]) / pitch(motor._sounds["air"]) == pytest.approx(SAG, abs=0.01)
    motor.run(False, 500)
    assert motor._playing == ""
    motor.run(True, 500, 90.0)
    assert pitch(motor._sounds["air"]) == pytest.approx(90, abs=1), "another rate, another note"
    motor.close()


def test_a_tick_for_every_five_millimetres_in_the_skin() -> None:
    ticks = Ticks()
    for step in range(101):
        ticks.glide((step * 230, 0), contact=True, heard=False)
    assert ticks.count == 4, "23 mm"
    ticks.glide((60_000, 0), contact=False, heard=False)
    ticks.glide((0, 0), contact=True, heard=True)
    assert ticks.count == 4, "the air does not count, and a landing begins anew"
    wave = click().astype(float)
    assert np.abs(wave[-40:]).max() < 0.05 * np.abs(wave).max(), "it dies away"
