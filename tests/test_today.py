"""Today: five minutes that nobody chooses, the ghost beside one's own hand, and the drill for what is to be fixed."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from test_progress import keep  # noqa: E402
from test_treat_run import Player, kept  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app import ways  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens import today_work  # noqa: E402
from simulator.app.screens.devices import Devices  # noqa: E402
from simulator.app.screens.home import Home  # noqa: E402
from simulator.app.screens.prepare import Prepare  # noqa: E402
from simulator.app.screens.result import Result  # noqa: E402
from simulator.app.screens.today import Today  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.app.screens.treat_ghost import SEED, mean_dose  # noqa: E402
from simulator.app.screens.treat_map import dose_share  # noqa: E402
from simulator.app.screens.treat_reading import Moment  # noqa: E402
from simulator.files import outcome, places, recording, settings  # noqa: E402
from simulator.files.scenario import list_scenarios, load  # noqa: E402
from simulator.operators.habits import SKILLS  # noqa: E402
from simulator.operators.operate import operate  # noqa: E402
from simulator.session import Header, Recording, Scenario  # noqa: E402
from simulator.standing.fading import level  # noqa: E402

FLAT = load("flat-patch", places.find())
DAY = date(2026, 11, 25)


pytestmark = pytest.mark.usefixtures("screen")


@pytest.mark.parametrize("skill", ["competent", "novice"])
def test_five_minutes_are_between_four_and_six(program: Program, skill: str) -> None:
    """What such hands take for all steps, with the reading between them."""
    for days in range(7):
        steps = today_work.plan(program, DAY + timedelta(days=days), "").steps
        seconds = today_work.READING_S * len(steps)
        for step in steps:
            hand = operate(step.scenario, skill, "mouse", days)
            seconds += (hand.end_us - hand.held_us) / 1e6
        assert 240 <= seconds <= 360, (days, [step.scenario.id for step in steps])


def test_a_day_has_its_steps_and_the_next_day_others(program: Program) -> None:
    first = [step.scenario.id for step in today_work.plan(program, DAY, "").steps]
    assert first == [step.scenario.id for step in today_work.plan(program, DAY, "").steps]
    assert len(first) == 4 == len(set(first))
    week = {tuple(s.scenario.id for s in today_work.plan(program, DAY + timedelta(days=d), "").steps) for d in range(7)}
    assert len(week) >= 4


def test_the_weakest_skill_comes_first_and_the_last_fix_is_recalled(program: Program) -> None:
    begun = datetime.now().astimezone().isoformat(timespec="seconds")
    keep(program, "run-1", "Heron-27", "hasty", begun)
    plan = today_work.plan(program, DAY, "9999")
    assert plan.steps[1].scenario.id == "speed-band", "a hasty hand is too fast"
    assert plan.recalled and "Slow" in plan.recalled
    assert plan.done(program.library.runs()) == [None] * 4, "what was done before does not count"


def run_of(program: Program, scenario: Scenario, number: int) -> None:
    started = (datetime.now().astimezone() + timedelta(seconds=number)).isoformat(timespec="seconds")
    header = Header(f"today-{number}", "Heron-27", 1, 1, started, "relative", 1.0, 6.0, "hold", "live")
    run = Recording(header, scenario, operate(scenario, "competent", "mouse", 1))
    concluded = session.conclude(scenario, session.replay(run), header.device_class)
    program.library.keep(run, outcome.summary(scenario, header, concluded))


def test_nothing_is_to_be_chosen(program: Program) -> None:
    page = Home(program).today()
    assert isinstance(page, Today)
    (choice, *_more) = [
        one.scenario for one in list_scenarios(program.places) if one.scenario and len(one.scenario.devices) > 1
    ]
    page.today = replace(page.today, steps=tuple(one._replace(scenario=choice) for one in page.today.steps))
    assert not isinstance(page.go_on(), Devices)


def test_it_leads_from_step_to_step_and_stops_by_itself(program: Program) -> None:
    page = Home(program).today()
    for number in range(4):
        player = Player(page)
        player.frame(3)
        assert isinstance(page, Today) and page.next == number
        following = player.key(pygame.K_RETURN)
        assert isinstance(following, Prepare) and following.scenario is page.today.steps[number].scenario
        run_of(program, following.scenario, number + 1)
        page = ways.home(program)
    last = Player(page)
    last.frame(3)
    assert isinstance(page, Today) and page.next is None, "enough for today"
    assert isinstance(last.key(pygame.K_RETURN), Home) and program.today is None


def test_the_ghost_keeps_its_own_time_and_is_help(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.frame(3)
    player.key(pygame.K_e)
    ghost = player.screen._aids.ghost
    assert ghost.shown == 1 and ghost.example.title == "Reference hand"
    player.frame(5)
    assert ghost.at_us(0) is None, "it waits for the first contact"
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(640, 400), touch=False)
    player.frame(20)
    player.glide(10, 240)
    begun = ghost._begun_us
    recording_us = player.screen.pen.time_us(player.now_us)
    drift_us = ghost.at_us(recording_us) - ghost.example.led.first_us - (recording_us - begun)
    assert drift_us == 0, "not a frame in a minute"
    hand = operate(FLAT, "expert", "pen", SEED)
    down = hand.samples.t_us[hand.samples.down]
    assert ghost.example.led.first_us == down[0]
    at_us = int(ghost.at_us(recording_us))
    expected = [float(np.interp(at_us, hand.samples.t_us, c)) for c in (hand.samples.x_um, hand.samples.y_um)]
    assert ghost.example.led.place(at_us) == (round(expected[0]), round(expected[1]))
    player.do(pygame.MOUSEBUTTONUP, button=1, pos=(640, 400), touch=False)
    player.frame(10)
    player.key(pygame.K_RETURN)
    player.screen.finish()
    player.screen.close()
    acts = [act for act in kept(program).hand.acts if act.what == "ghost"]
    assert [act.value for act in acts] == [1], "which hand it was"
    (row,) = program.library.runs()
    assert row.helped == 1, "it counts as help"


def test_guidance_is_withdrawn_as_runs_improve_and_returns_as_they_worsen() -> None:
    assert level([]) == 1.0
    shares = [level([(score, 80.0) for score in range(40, 40 + 6 * n, 6)]) for n in range(1, 12)]
    assert shares[0] == 1.0 and shares[-1] == 0.0 and shares == sorted(shares, reverse=True)
    good, bad = [(95.0, 80.0)] * 4, [(50.0, 80.0)] * 4
    assert level(good) == 0.0 and level(good + bad[:2]) == 0.5 and level(good + bad) == 1.0
    assert level([*good, (75.0, 80.0), (79.0, 80.0)]) == 0.0, "near the mark it stays as it is"


def test_a_simulated_trainee_loses_the_gauge_and_gets_it_back() -> None:
    """An operator whose errors shrink with practice, and grow again."""
    easy, results, shares = SKILLS["competent"], [], []
    for run in range(24):
        far = max(abs(12 - run) - 4, 0) / 8  # worse at both ends
        skill = easy._replace(pace=1 + 1.4 * far, lane_mm=0.5 + far, still_ms=15 + 80 * far)
        made = session.begin(FLAT, run)
        made.advance(operate(FLAT, skill, "pen", run))
        results.append((session.conclude(FLAT, made).score.total, 80.0))
        shares.append(level(results))
    assert shares[0] == 1.0 and min(shares) == 0.0 and shares[-1] >= 0.5


def test_the_gauge_fades_by_strokes_and_is_written_down(program: Program) -> None:
    treat = Treat(program, FLAT)
    player, gauge = Player(treat), treat._aids.gauge
    player.frame(3)
    for mode in ("fading", "off"):
        player.key(pygame.K_f)
        assert gauge._cues.modes["gauge"] == mode == settings.read(program.places.settings).gauge
    player.lane()
    assert treat.view.reading.felt and treat.view._values(moment(treat))["speed"].felt
    player.key(pygame.K_f)
    player.lane(-10)
    assert not treat.view.reading.felt
    gauge._cues.modes["gauge"], gauge._cues.levels["gauge"] = "fading", 0.5
    shown = [gauge.shown(stroke) for stroke in range(400)]
    assert shown == [gauge.shown(stroke) for stroke in range(400)], "by the seed of the run"
    assert 0.4 < sum(shown) / 400 < 0.6
    player.key(pygame.K_RETURN)
    treat.finish()
    treat.close()
    assert [act.value for act in kept(program).hand.acts if act.what == "gauge"] == [0, 1]


def moment(treat: Treat) -> Moment:
    return Moment(1, treat.pen.at_um, 0.0, treat.pen.dial_um)


def test_the_ghosts_dose_is_that_of_its_run(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.frame(2)
    player.key(pygame.K_e)
    ghost, hand = player.screen._aids.ghost, operate(FLAT, "expert", "pen", SEED)
    run = session.begin(FLAT, SEED)
    run.advance(hand.between(0, ghost.example.led.first_us + 20_000_000))
    doses = ghost.example.doses
    assert doses[20] == mean_dose(dose_share(run, FLAT.plans)) > 0 and doses == sorted(doses)
    player.key(pygame.K_e)
    assert ghost.example is None and ghost.at_us(1) is None, "there is no run of one's own yet"
    player.screen.close()


def test_the_ghost_can_be_ones_own_best(program: Program) -> None:
    for number, skill in enumerate(("hasty", "expert", "novice")):
        keep(program, f"run-{number}", "Heron-27", skill, f"2026-11-0{number + 1}T10:00:00+00:00")
    keep(program, "other", "Otter-3", "expert", "2026-11-09T10:00:00+00:00")
    best = max((row for row in program.library.runs() if row.trainee == "Heron-27"), key=lambda row: row.score)
    player = Player(Treat(program, FLAT))
    player.frame(2)
    player.key(pygame.K_e)
    player.key(pygame.K_e)
    ghost = player.screen._aids.ghost
    assert ghost.example.title == "Your best" and best.run_id == "run-1"
    hand = recording.read(program.library.path("run-1")).hand
    assert ghost.example.led.first_us == int(hand.samples.t_us[hand.samples.down][0])
    player.frame(5)
    player.key(pygame.K_e)
    assert ghost.shown == 0
    player.screen.close()


def test_the_drill_for_what_is_to_be_fixed_is_one_key_away(program: Program) -> None:
    header = Header("r", "Heron-27", 1, 1, "", "mouse", 1.0, 6.0, "hold", "live")
    result = Player(Result(program, Recording(header, FLAT, operate(FLAT, "hasty", "mouse", 1))))
    result.frame(3)
    assert result.screen.trained_by == "speed-band"
    assert any(getattr(target, "text", "").startswith("Drill") for target in result.screen._page.focus.targets)
    assert result.key(pygame.K_d).scenario.id == "speed-band"
    good = Result(program, Recording(header, FLAT, operate(FLAT, "expert", "pen", 1)))
    assert good.trained_by == "" or good.drill() is not good
