"""Devices as they are set, heard and seen: the motor's speed, a drum that is changed in the air, and their pictures."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pygame
import pytest
from equipped import IDS, with_device

from simulator.app.device_words import told
from simulator.app.pen import Grip, Pen
from simulator.app.pointer import feed
from simulator.app.screens.treat_reading import Moment, Reading
from simulator.app.sound import Motor
from simulator.pictures.drum import ROLLS, TURNS, Drum, Rolling, drum
from simulator.pictures.handpiece import handpiece
from simulator.pictures.tip import tip
from simulator.session import Scenario

START_US = 1_000_000


def pen_with(scenario: Scenario, name: str) -> Pen:
    plan = with_device(scenario, name)
    pen = Pen(plan.device, (plan.site.width_um, plan.site.height_um), Grip())
    pen.begin(START_US, (50_000, 50_000), plan.device.snapped(500))
    return pen


def key(code: int) -> pygame.Event:
    return pygame.Event(pygame.KEYDOWN, key=code, t_us=START_US + 1)


def nowhere(_pixel: tuple[int, int]) -> tuple[int, int]:
    return 0, 0


@pytest.fixture(scope="module")
def reading(flat_patch: Scenario) -> Callable[[str], Reading]:
    plans = {name: with_device(flat_patch, name) for name in ("pen-6", "pen-14", "roller-192")}
    return lambda name: Reading(plans[name], plans[name].zones())


def test_keys_and_the_middle_button_set_the_speed(flat_patch: Scenario) -> None:
    pen = pen_with(flat_patch, "pen-6")
    assert pen.rate_hz == 100
    for code in (pygame.K_PAGEUP, pygame.K_PAGEUP, pygame.K_PAGEDOWN):
        assert feed(pen, key(code), nowhere)
    assert [act.value for act in pen.take(START_US + 2).acts if act.what == "rate"] == [110, 120, 110]
    press = pygame.Event(pygame.MOUSEBUTTONDOWN, button=2, touch=False, pos=(0, 0), t_us=START_US + 3)
    seen = []
    for _press in range(6):
        feed(pen, press, nowhere)
        seen.append(pen.rate_hz)
    assert seen == [120, 130, 140, 150, 100, 110], "by the mouse alone it begins again"


@pytest.mark.parametrize("name", ["pen-14", "roller-192"])
def test_where_there_is_one_speed_nothing_is_set(flat_patch: Scenario, name: str) -> None:
    pen = pen_with(flat_patch, name)
    assert feed(pen, key(pygame.K_PAGEUP), nowhere)
    assert not pen.take(START_US + 2).acts


def test_a_drum_is_changed_in_the_air_only(flat_patch: Scenario) -> None:
    pen = pen_with(flat_patch, "roller-192")
    pen.turn(START_US + 1, 1)
    assert pen.dial_um == 1000
    pen.turn(START_US + 2, -5)
    assert pen.dial_um == 500, "some drum is always on"
    pen.press(START_US + 3)
    pen.turn(START_US + 4, 1)
    assert pen.dial_um == 500
    pen = pen_with(flat_patch, "pen-14")
    pen.press(START_US + 3)
    pen.turn(START_US + 4, 1)
    assert pen.dial_um == 750, "the dial of a pen turns at any time"


def test_the_motor_is_heard_at_its_speed_and_a_drum_is_silent(
    flat_patch: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    device = with_device(flat_patch, "pen-6").device
    motor = Motor(device.motor_hz, device.dial_max_um)
    motor.run(True, 500, 100)
    slow = motor._sounds["air"]
    motor.run(True, 500, 100)
    assert motor._sounds["air"] is slow and slow is not None
    motor.run(True, 500, 150)
    fast = motor._sounds["air"]
    assert fast is not None and fast is not slow and pygame.mixer.get_busy()
    strength = np.abs(np.fft.rfft(pygame.sndarray.array(fast).astype(float).reshape(-1)))
    assert np.argmax(strength) / fast.get_length() == pytest.approx(150, rel=0.01)
    motor.close()
    assert Motor(with_device(flat_patch, "roller-192").device.motor_hz, 1500).silent


def test_a_faster_motor_asks_for_a_faster_glide(reading: Callable[[str], Reading]) -> None:
    pen = reading("pen-6")
    slow = pen.green_mm_s
    pen.set_rate(150)
    assert pen.green_mm_s[1] == pytest.approx(1.5 * slow[1], rel=1e-3)
    moment = Moment(0, (50_000, 50_000), 0.0, 500)
    assert pen.values(moment, 10.0, [None])["speed"].motor_hz == 150


def test_a_drum_never_tears_by_speed_and_is_read_by_what_it_reaches(reading: Callable[[str], Reading]) -> None:
    values = reading("roller-192").values(Moment(0, (50_000, 50_000), 0.0, 1000), 100.0, [None])
    assert values["speed"].red > 500 and values["speed"].motor_hz == 0
    assert values["dial"].reach_um == (500, 800)


# Pictures


@pytest.mark.parametrize("name", [name for name in IDS if name.startswith("pen")])
def test_a_ring_shows_every_needle_inside_it(flat_patch: Scenario, name: str) -> None:
    device = with_device(flat_patch, name).device
    picture = tip(device.needles_um, device.tip_um, 24, "in band")
    half = picture.shape[0] // 2
    for x_um, y_um in device.needles_um:
        assert picture[half + round(y_um * 0.024), half + round(x_um * 0.024)].tolist() == [255, 255, 255, 255]
    assert picture[half, half, 3] == (255 if (0, 0) in device.needles_um else 0)
    assert picture.shape[0] > device.tip_um * 0.024


@pytest.fixture(scope="module")
def look(flat_patch: Scenario) -> Drum:
    device = with_device(flat_patch, "roller-192").device
    return Drum([x for x, _y in device.needles_um], device.pitch_um, device.stagger_um, device.tip_um)


def test_a_drum_shows_its_rows_where_they_strike(look: Drum) -> None:
    picture = drum(look, 12, "in band", (0, 0))
    half = picture.shape[0] // 2
    for across_um in look.across_um:
        assert picture[half + round(across_um * 0.012), half].tolist() == [255, 255, 255, 255], "the row under it"
        aside = picture[half + round((across_um + look.stagger_um) * 0.012), half + round(2.48 * 12)]
        assert aside[:3].min() > 200, "the next one, half a gap to the side"
    assert np.array_equal(drum(look, 12, "in band", (TURNS // 2, 0))[..., 3], picture[::-1, ::-1, 3])
    lifted = drum(look, 12, "lifted", (0, 0))
    assert not lifted[half - 60 : half + 60, half - 60 : half + 60].any()


def test_a_drum_in_little_room_is_the_middle_of_the_whole(look: Drum) -> None:
    whole, part = drum(look, 12, "in band", (3, 2)), drum(look, 12, "in band", (3, 2), 160)
    edge = (whole.shape[0] - part.shape[0]) // 2
    assert np.array_equal(whole[edge:-edge, edge:-edge], part)


def test_a_drum_turns_with_its_way_and_rolls_on_the_skin_alone(look: Drum) -> None:
    rolling = Rolling(look.pitch_um)
    for n in range(50):
        air = rolling.look(0.1 * n, 0.0, touching=False)
    assert air == (0, 0)
    seen = [rolling.look(4.9, 0.1 * n, touching=True) for n in range(60)]
    assert seen[-1][0] == TURNS // 4, "down the sheet is a quarter of a turn"
    assert {roll for _turn, roll in seen} == set(range(ROLLS)), "six millimetres are more than twice the pitch"


def test_bodies_differ_by_device() -> None:
    (pen, at), (wide, _), (roller, _) = handpiece(4), handpiece(4, 9.0), handpiece(4, 20.0, "roller")
    assert pen.shape == wide.shape == roller.shape
    assert not np.array_equal(pen, wide) and not np.array_equal(pen, roller)
    assert roller[at[1], at[0], 3] == pen[at[1], at[0], 3] == 0, "the place of work is free"


def test_a_device_is_told_in_words(flat_patch: Scenario) -> None:
    facts = {name: told(with_device(flat_patch, name).device) for name in IDS}
    assert facts["pen-14"].facts == "14 needles, 117 strokes a second, up to 2.50 mm in steps of 0.25 mm."
    assert "100 to 150 strokes a second" in facts["pen-6"].facts
    assert "Rows of 8 needles" in facts["roller-192"].facts and "0.5, 1.0 or 1.5 mm" in facts["roller-192"].facts
    assert "0.35 mm less" in facts["roller-192"].facts
    assert "1,365 punctures" in facts["pen-14"].dose and "16 punctures" in facts["roller-192"].dose
    assert all(one.title and one.good_for and "convention of this project" in one.source for one in facts.values())
