"""Hands without a mouse: arrow keys and a controller glide, press, tilt and turn; keys can be changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS"] = "1"
pygame = pytest.importorskip("pygame")

from test_treat_run import FRAME_US, Player, kept  # noqa: E402
from virtual_pad import LEFT, RIGHT, STICK_X, TILT_X, VirtualPad  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app import keys, steer, ways  # noqa: E402
from simulator.app.pen import Grip, Pen  # noqa: E402
from simulator.app.program import Program, Settings  # noqa: E402
from simulator.app.screens.keyboard import Keyboard  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.app.steer import FULL_MN, SPEEDS_MM_S, STICK_MM_S, USUAL, Keys, Pad, as_key  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.files import places, settings  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.needling.hand import INPUTS, UPRIGHT_FORCE_MN  # noqa: E402

FLAT = load("flat-patch", places.find())
FRAME = 16_667


@pytest.fixture(autouse=True)
def screen() -> Iterator[None]:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 800))
    yield
    from pygame._sdl2 import controller

    if controller.get_init():
        controller.quit()
    pygame.quit()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    found = places.find(tmp_path)
    return Program(Style(), found, Library(found.runs), "Heron-27")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Keys that are held; those that are put in are."""
    down: set[int] = set()

    class Pressed:
        def __getitem__(self, key: int) -> bool:
            return key in down

    monkeypatch.setattr(pygame.key, "get_pressed", lambda: Pressed())
    monkeypatch.setattr(pygame.key, "get_mods", lambda: 0)
    return down


def pen() -> Pen:
    made = Pen(FLAT.device, (100_000, 100_000), Grip())
    made.begin(1_000_000, (50_000, 50_000), 500)
    return made


def test_arrows_glide_at_the_speed_that_is_chosen(held: set[int]) -> None:
    hand, arrows, now_us = pen(), Keys(), 1_000_000
    arrows.tick(now_us, hand)
    hand.press(now_us)
    for _ in range(7):
        now_us += FRAME
        arrows.tick(now_us, hand)
    held.add(pygame.K_RIGHT)
    begun_us, at = now_us, hand.at_um
    for _ in range(60):
        now_us += FRAME
        arrows.tick(now_us, hand)
    way_mm = (hand.at_um[0] - at[0]) / 1000
    assert way_mm == pytest.approx(SPEEDS_MM_S[USUAL] * (now_us - begun_us) / 1e6, abs=0.01)
    assert hand.at_um[1] == at[1]
    for key, speed in ((pygame.K_PERIOD, SPEEDS_MM_S[USUAL + 1]), (pygame.K_COMMA, SPEEDS_MM_S[USUAL])):
        assert arrows.handle(pygame.event.Event(pygame.KEYDOWN, key=key))
        assert arrows.speed_mm_s == speed
    held.add(pygame.K_DOWN)
    at = hand.at_um
    arrows.tick(now_us + FRAME, hand)
    across, down = (b - a for a, b in zip(at, hand.at_um, strict=True))
    assert across == down and np.hypot(across, down) == pytest.approx(SPEEDS_MM_S[USUAL] * FRAME / 1000, abs=2)
    taken = hand.take(now_us + 2 * FRAME)
    assert [INPUTS[act.value] for act in taken.acts if act.what == "input"] == ["keys"]


def test_a_run_by_keys_alone_treats_the_skin(program: Program, held: set[int]) -> None:
    player = Player(Treat(program, FLAT))
    player.frame(4)
    player.screen.pen._go(tuple(value * player.screen.pen._parts for value in (12_000, 20_000)))
    for lane in range(3):
        player.key(pygame.K_SPACE)
        player.frame(8)
        held.add(pygame.K_RIGHT if lane % 2 == 0 else pygame.K_LEFT)
        player.frame(180)
        held.clear()
        player.do(pygame.KEYUP, key=pygame.K_SPACE, mod=0, unicode="")
        player.frame(6)
        held.add(pygame.K_DOWN)
        player.frame(6)
        held.clear()
    player.screen.finish()
    record = kept(program)
    run = session.replay(record)
    assert run.skin.count.sum() > 10_000
    outcome = session.conclude(record.scenario, run, record.header.device_class)
    assert outcome.technique["glide_mm_s"]["p50"] == pytest.approx(SPEEDS_MM_S[USUAL], abs=0.5)
    player.screen.close()


def test_a_controller_glides_presses_and_tilts_and_may_be_pulled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    hand, pad, now_us = pen(), Pad(), 1_000_000
    pad.tick(now_us, hand)
    made = VirtualPad()
    rumbled = []

    def frames(count: int) -> None:
        nonlocal now_us
        for _ in range(count):
            pygame.event.pump()
            now_us += FRAME
            pad.tick(now_us, hand)

    frames(2)
    assert pad._held is not None and not hand.running, "a pad at rest does nothing"
    made.push(RIGHT, 0.0)  # half a pull
    frames(8)
    assert hand.height(now_us) == 0
    made.push(STICK_X, 1.0)
    made.push(TILT_X, 1.0)
    monkeypatch.setattr(pad, "_shake", lambda *given: rumbled.append(given))
    at, begun_us = hand.at_um, now_us
    frames(30)
    assert (hand.at_um[0] - at[0]) / 1000 == pytest.approx(STICK_MM_S * (now_us - begun_us) / 1e6, rel=0.02)
    taken = hand.take(now_us).samples
    assert taken.down.any() and len(rumbled) == 30
    assert int(taken.force_mn[-1]) == pytest.approx(FULL_MN / 2, rel=0.01)
    assert int(taken.tilt_ddeg[-1]) == steer.MOST_TILT_DDEG and int(taken.tilt_dir_ddeg[-1]) == 0
    made.unplug()
    frames(6)
    assert hand.lifted(now_us), "the tip lifts where a controller is pulled out"
    again = VirtualPad()
    again.push(LEFT, 1.0)
    frames(8)
    assert hand.height(now_us) == 0, "plugged in again it goes on"
    again.push(LEFT, -1.0)
    frames(6)
    assert hand.height(now_us) == 1
    again.unplug()


def test_force_and_tilt_are_the_usual_ones_without_a_controller() -> None:
    hand = pen()
    hand.move(1_010_000, 100, 0)
    taken = hand.take(1_020_000).samples
    assert set(taken.force_mn.tolist()) == {UPRIGHT_FORCE_MN} and not taken.tilt_ddeg.any()


def test_its_buttons_are_keys() -> None:
    def button(number: int, treating: bool) -> int:
        event = pygame.event.Event(pygame.CONTROLLERBUTTONDOWN, button=number, t_us=5)
        made = as_key(event, treating)
        assert made is not None and made.t_us == 5 and made.type == pygame.KEYDOWN
        return int(made.key)

    assert button(pygame.CONTROLLER_BUTTON_A, False) == pygame.K_RETURN
    assert button(pygame.CONTROLLER_BUTTON_A, True) == pygame.K_SPACE
    assert button(pygame.CONTROLLER_BUTTON_DPAD_UP, True) == pygame.K_PLUS
    assert as_key(pygame.event.Event(pygame.KEYDOWN, key=3), True) is None


def test_keys_are_changed_and_the_old_one_rests(program: Program) -> None:
    player = Player(ways.keys(program))
    shown = player.screen
    assert isinstance(shown, Keyboard)
    shown.wait([key.name for key in keys.KEYS].index("map"))
    player.frame()
    player.key(pygame.K_v)
    assert settings.read(program.places.settings).keys == {"map": "v"}
    shown.wait([key.name for key in keys.KEYS].index("gel"))
    player.frame()
    player.key(pygame.K_v)
    assert "V" in shown.said and settings.read(program.places.settings).keys == {"map": "v"}, "one key, one thing"
    held = keys.chosen(program.settings)
    for key, meant in ((pygame.K_v, pygame.K_c), (pygame.K_c, keys.NOTHING), (pygame.K_e, pygame.K_e)):
        assert keys.usual(pygame.event.Event(pygame.KEYDOWN, key=key), held).key == meant
    treat = Player(Treat(program, FLAT))
    treat.frame(4)
    treat.key(pygame.K_c)
    assert not treat.screen.view.peeking
    treat.key(pygame.K_v)
    assert treat.screen.view.peeking
    treat.screen.close()
    shown.as_delivered()
    assert settings.read(program.places.settings).keys == {}


def test_a_left_hand_has_its_keys_and_panels_on_the_other_side(program: Program) -> None:
    from simulator.app.screens.treat_layout import lay_out

    right, left = (lay_out(Style(mirrored=on), (1280, 800)) for on in (False, True))
    for name, rect in right.panels.items():
        assert left.panels[name].x == 1280 - rect.right, name
    held = keys.chosen(Settings(left_handed=True))
    assert held["stretch"] == pygame.K_k and len(set(held.values())) == len(held)
    assert FRAME_US > 0
