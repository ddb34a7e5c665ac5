"""Replay: any route of seeking ends in the same skin, metrics and picture, and the clock is true at every speed."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from caring import caring  # noqa: E402
from test_treat_run import Player  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens import treat_map  # noqa: E402
from simulator.app.screens.replay import Replay  # noqa: E402
from simulator.app.screens.transport import SPEEDS  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.files import outcome, places  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.needling.hand import Act, Hand  # noqa: E402
from simulator.operators.operate import operate  # noqa: E402
from simulator.outcome.cause import strokes_at  # noqa: E402
from simulator.pictures.kinds import DEPTH, DOSE, OVERLAP  # noqa: E402
from simulator.session import Header, Recording  # noqa: E402

FLAT = load("flat-patch", places.find())
RUNS, ROUTES = 3, 12
"""The short form; the long one is `tests/scripts/seek_routes.py`."""
SKILLS = ("expert", "competent", "novice", "hasty", "edge-hugger")


pytestmark = pytest.mark.usefixtures("screen")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return made(tmp_path)


def made(folder: Path) -> Program:
    found = places.find(folder)
    return Program(Style(), found, Library(found.runs), "Heron-27")


@lru_cache
def recorded(number: int) -> Recording:
    """A run of an operator; every third scenario begins with care."""
    scenario = caring(FLAT) if number % 3 == 1 else FLAT
    header = Header(f"r{number}", "t", number, 1, "", "operator", 1.0, 6.0, "none", "operator")
    return Recording(header, scenario, operate(scenario, SKILLS[number % len(SKILLS)], "mouse", number))


def state(replay: Replay) -> tuple[str, str, bytes]:
    """Skin, metrics and the picture of the skin."""
    recording = replay.recording
    concluded = session.conclude(recording.scenario, replay.run)
    summary = outcome.summary(recording.scenario, recording.header, concluded)
    return replay.run.skin.fingerprint(), outcome.digest(summary), replay.view.stage.live.rgb.tobytes()


def straight(program: Program, recording: Recording) -> tuple[str, str, bytes]:
    """What is there after playing from the first sample to the last."""
    replay = Replay(program, recording)
    replay.clock.eighths = SPEEDS[-1]
    now_us = 0
    while replay.clock.playing:
        replay.tick(now_us)
        now_us += 50_000
    replay.seek(recording.hand.end_us + 1)
    return state(replay)


def wander(replay: Replay, draw: np.random.Generator) -> None:
    """Seeks, plays and looks at maps, to and fro, and at last goes to the end."""
    end_us, now_us = replay.recording.hand.end_us, 0
    for _ in range(int(draw.integers(1, 5))):
        way = draw.random()
        if way < 0.5:
            replay.seek(int(draw.integers(0, end_us + 2)))
        elif way < 0.6:
            replay._next_map()
        else:
            replay.clock.eighths = int(draw.choice(SPEEDS))
            for _tick in range(int(draw.integers(1, 6))):
                now_us += int(draw.integers(1, 80_000))
                replay.tick(now_us)
    replay.view.peek(None)
    replay.seek(end_us + 1)


def compared(program: Program, runs: int, routes: int) -> int:
    """How many of so many routes over so many runs end in another state than straight play."""
    wrong = 0
    for number in range(runs):
        expected, replay = straight(program, recorded(number)), Replay(program, recorded(number))
        draw = np.random.default_rng(number)
        for _ in range(routes // runs):
            wander(replay, draw)
            wrong += state(replay) != expected
    return wrong


def test_any_route_of_seeking_ends_in_the_same_state(program: Program) -> None:
    assert compared(program, RUNS, ROUTES) == 0


@pytest.mark.parametrize("eighths", SPEEDS)
def test_the_clock_is_true_at_every_speed(program: Program, eighths: int) -> None:
    replay = Replay(program, recorded(0))
    replay.clock.eighths = eighths
    draw, now_us = np.random.default_rng(eighths), 5_000_000
    replay.tick(now_us)
    begun_us, at_us = now_us, replay.clock.at_us
    while now_us < begun_us + 1_500_000:
        now_us += int(draw.integers(9_000, 41_000))
        replay.tick(now_us)
    assert replay.clock.at_us - at_us == eighths * (now_us - begun_us) // 8


def test_keys_choose_speeds_and_step_by_hundredths(program: Program) -> None:
    replay = Replay(program, recorded(1))
    player = Player(replay)
    assert replay.clock.at_us >= recorded(1).hand.held_us > 0, "what came before the device is not played"
    for key, eighths in ((pygame.K_8, 64), (pygame.K_PLUS, 128), (pygame.K_PLUS, 128), (pygame.K_1, 8)):
        player.key(key)
        assert replay.clock.eighths == eighths
    for _press in range(4):
        player.key(pygame.K_MINUS)
    assert replay.clock.eighths == 1 and "1/8" in replay._header().right[-2].text
    replay.seek(replay.recording.hand.end_us // 2)
    at_us = replay.clock.at_us
    player.do(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=pygame.KMOD_SHIFT, unicode="")
    assert not replay.clock.playing and replay.clock.at_us == at_us + 10_000
    player.do(pygame.KEYDOWN, key=pygame.K_LEFT, mod=pygame.KMOD_SHIFT, unicode="")
    assert replay.clock.at_us == at_us
    player.frame(3)
    assert replay.clock.at_us == at_us, "it stands still"


def test_events_are_marked_on_the_time_line_and_lead_there(program: Program) -> None:
    edge = load("face-fine-lines", places.find())
    header = Header("r", "t", 3, 1, "", "operator", 1.0, 6.0, "none", "operator")
    plain = Recording(header, edge, operate(edge, "hasty", "mouse", 2))
    middle_us = plain.hand.end_us // 2
    acts = (
        Act(middle_us, "dial", 750),
        Act(middle_us + 4_000_000, "gap", 60_000),
        Act(middle_us + 8_000_000, "peek", 1),
    )
    hand = Hand(plain.hand.samples, tuple(sorted((*plain.hand.acts, *acts), key=lambda act: act.t_us)))
    replay = Replay(program, replace(plain, hand=hand))
    player = Player(replay)
    strip = replay.view.strip
    marks = strip._line.marks
    assert {"dial", "gap", "peek", "critical"} == {mark.kind for mark in marks}, "a hasty hand crosses a line"
    assert list(marks) == sorted(marks)
    ground = pygame.surfarray.array3d(player.surface)
    for mark in marks:
        box = strip._mark_box(mark)
        assert (ground[box.left : box.right, box.top : box.bottom] != ground[box.left, box.bottom + 3]).any()
    far = next(mark for mark in marks if mark.kind == "dial" and mark.t_us == middle_us)
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=strip._mark_box(far).center, touch=False)
    near = strip.mark_at(strip._mark_box(far).center)
    assert near is not None and replay.clock.at_us == near.t_us
    replay.seek(0)
    assert replay._said() or not replay._led.first_us, "what the marks mean is said before the first stroke"


def test_a_place_tells_of_its_strokes_and_leads_to_them(program: Program) -> None:
    replay = Replay(program, recorded(0))
    player = Player(replay)
    replay.clock.playing = False
    replay.view.go((50_000, 50_000))
    player.frame(2)
    at = tuple(round(v) for v in replay.view.camera.px(50.0, 50.0))
    touches = strokes_at(session.conclude(FLAT, session.replay(recorded(0))).evidence.motion, 50_000, 50_000, 3000)
    assert touches
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=at, touch=False)
    assert "mm/s" in replay._said() and replay._said().count("\n") >= len(touches[:5])
    for touch in (*touches, touches[0]):
        replay.clock.playing = False
        player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=at, touch=False)
        assert abs(replay.clock.at_us - touch.first_us) < 500_000 and replay.clock.playing
    player.key(pygame.K_ESCAPE)
    assert "mm/s" not in replay._said()
    replay.seek(touches[0].first_us + 100_000)
    player.key(pygame.K_s)
    assert "mm/s" in replay._said(), "by keyboard alone"
    corner = tuple(round(v) for v in replay.view.camera.px(2.0, 2.0))
    if replay.view.camera.view.collidepoint(corner):
        player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=corner, touch=False)
        assert "No stroke" in replay._said()


def test_maps_stand_as_they_did_at_that_moment(program: Program) -> None:
    replay, recording = Replay(program, recorded(0)), recorded(0)
    player, at_us = Player(replay), recording.hand.end_us // 2
    replay.seek(at_us)
    run = session.begin(FLAT, recording.header.seed)
    run.advance(recording.hand.between(0, at_us))
    fields = session.fields(FLAT, session.conclude(FLAT, run))
    for kind in (DOSE, OVERLAP, DEPTH):
        player.key(pygame.K_c)
        assert replay.view.peeked is kind
        shown = treat_map.field(kind, FLAT, replay.run)
        assert np.array_equal(shown, getattr(fields, kind.field), equal_nan=True) and np.isfinite(shown).any()
        player.frame(5)
        assert replay.clock.at_us == at_us, "the recording waits while a map is seen"
    before = pygame.surfarray.array3d(replay.view.stage._map)
    player.do(pygame.KEYDOWN, key=pygame.K_LEFT, mod=0, unicode="")
    assert (pygame.surfarray.array3d(replay.view.stage._map) != before).any(), "the map goes along with the time"
    player.key(pygame.K_c)
    assert not replay.view.peeking
    player.key(pygame.K_c)
    player.key(pygame.K_SPACE)
    assert replay.clock.playing and not replay.view.peeking, "to play on means to see the skin"


@pytest.mark.alone
def test_any_time_of_ten_minutes_is_reached_within_a_tenth_of_a_second(program: Program) -> None:
    scenario = load("whole-face", program.places)
    hand = operate(scenario, "expert", "mouse", 1).between(0, 600_000_000)
    header = Header("long", "x", 1, 1, "2026-11-25T10:00:00+01:00", "relative", 1.0, 6.0, "hold", "live")
    replay, surface = Replay(program, Recording(header, scenario, hand)), pygame.display.get_surface()
    replay.resize(surface.get_size())
    took = []
    for number, place in enumerate((0.9, 0.1, 0.55, 0.99, 0.32, 0.78, 0.02, 0.66, 0.45, 0.88)):
        best = 1.0
        for _again in range(2):
            replay.seek(0 if place > 0.5 else hand.end_us)
            begun = time.perf_counter()
            replay.seek(round(place * hand.end_us))
            replay.tick(10_000_000 + number)
            replay.draw(surface)
            best = min(best, time.perf_counter() - begun)
        took.append(best)
    assert max(took) <= 0.1, took
    replay.close()


def test_the_reference_hand_passes_the_place_beside_a_worst_moment(program: Program) -> None:
    player = Player(Replay(program, recorded(2)))
    replay, seen = player.screen, []
    replay.go_to(0)
    moment = replay.moments[0][0]
    player.frame(30)
    while replay.clock.at_us <= moment.last_us:
        player.frame(2)
        if replay._beside.shown:
            place = replay._beside._led.place(replay.clock.at_us + replay._beside._ahead_us)
            seen.append(np.hypot(place[0] - moment.finding.x_um, place[1] - moment.finding.y_um))
    assert len(seen) > 30, "as long as the moment lasts"
    assert min(seen) < 4000, "it passes the very place"
    player.frame(10)
    assert not replay._beside.shown
    blind = Replay(program, recorded(2), blind=True)
    blind.go_to(0)
    assert blind._beside._moment is None, "nothing is told to whoever judges blind"
