"""Progress: the learning curve against made trainees, the next drill against planted weaknesses, and the screen."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from learners import FLAT, WEAK, held, recommended

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from test_treat_run import Player  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens import progress_work  # noqa: E402
from simulator.app.screens.desk import Desk  # noqa: E402
from simulator.app.screens.home import Home  # noqa: E402
from simulator.app.screens.progress import Progress  # noqa: E402
from simulator.app.screens.result import Result  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.files import outcome, places  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.needling.hand import Act, Hand  # noqa: E402
from simulator.operators.operate import operate  # noqa: E402
from simulator.outcome.finding import KNOWN  # noqa: E402
from simulator.session import Header, Recording  # noqa: E402
from simulator.standing.learning import fit  # noqa: E402
from simulator.standing.practice import SKILLS, skill_of, weakest  # noqa: E402


def test_a_curve_without_noise_is_found_again() -> None:
    scores = [90 - 50 * float(np.exp(-0.3 * n)) for n in range(15)]
    found = fit(scores)
    assert found.plateau.value == pytest.approx(90, abs=0.3) and found.rate.value == pytest.approx(0.3, abs=0.01)
    assert found.gap == pytest.approx(50, abs=0.5) and found.error < 0.5
    assert found.at(1) == pytest.approx(40, abs=0.3) and found.runs_to_90 == pytest.approx(
        1 + np.log(10) / 0.3, abs=0.4
    )


def test_no_curve_of_few_runs_and_no_rate_where_nothing_is_learned() -> None:
    assert fit([50, 60, 70, 75, 78]) is None
    draw = np.random.default_rng(2)
    flat = fit((80 + draw.normal(0, 3, 20)).tolist())
    assert flat.rate.low == 0.0 or flat.rate.high == float("inf"), "any rate explains a level row"
    assert flat.plateau.low <= 80 <= flat.plateau.high


@given(st.lists(st.floats(0, 100), min_size=6, max_size=30))
def test_intervals_hold_their_values_and_stay_on_the_scale(scores: list[float]) -> None:
    found = fit(scores)
    for known in (found.plateau, found.rate):
        assert known.low <= known.value <= known.high
    assert 0 <= found.plateau.low <= found.plateau.high <= 100


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """The short form; `tests/scripts/learning.py` has 1,000 made trainees and narrower bounds."""
    for share in held(300, 11):
        assert 0.91 <= share <= 0.985


@pytest.mark.parametrize("name", sorted(WEAK))
def test_the_next_drill_is_the_one_for_the_weakness(name: str) -> None:
    assert [recommended(name, seed) for seed in (1, 2)] == [name, name]


def test_every_kind_of_finding_has_a_skill_and_every_skill_a_drill() -> None:
    assert [kind for kind in KNOWN if skill_of(kind) is None] == []
    assert skill_of("critical.no_go").id == "lines" and skill_of("critical.fresh_cartridge").id == "care"
    for skill in SKILLS:
        assert load(skill.drill, places.find()).id == skill.drill


def test_later_runs_count_more_and_old_ones_not_at_all() -> None:
    slow, wide = [("speed.slow", 6.0)], [("spacing.wide", 6.0)]
    assert weakest([slow, wide])[0].skill.id == "spacing" and weakest([wide, slow])[0].skill.id == "speed"
    assert [one.skill.id for one in weakest([slow, *[wide] * 5])] == ["spacing"]
    assert weakest([]) == [] and weakest([[("turn", 0.2)]]) == []


pytestmark = pytest.mark.usefixtures("screen")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    found = places.find(tmp_path)
    made = Program(Style(), found, Library(found.runs), "Heron-27")
    begun = datetime.now().astimezone() - timedelta(days=4)
    for number, skill in enumerate(("novice", "hasty", "competent", "expert", "expert")):
        started = (begun + timedelta(days=number)).isoformat(timespec="seconds")
        keep(made, f"run-{number}", "Heron-27", skill, started, peek=number == 2)
    keep(made, "other", "Otter-3", "hasty", begun.isoformat(timespec="seconds"))
    return made


def keep(program: Program, run_id: str, trainee: str, skill: str, started: str, peek: bool = False) -> None:
    hand = operate(FLAT, skill, "mouse", len(program.library.runs()))
    if peek:
        acts = sorted((*hand.acts, Act(1_000_000, "peek", 1), Act(2_000_000, "peek", 0)))
        hand = Hand(hand.samples, tuple(acts))
    header = Header(run_id, trainee, 1, 1, started, "relative", 1.0, 6.0, "hold", "live")
    run = Recording(header, FLAT, hand)
    concluded = session.conclude(FLAT, session.replay(run), header.device_class)
    program.library.keep(run, outcome.summary(FLAT, header, concluded))


def test_what_is_gathered_is_that_of_one_person(program: Program) -> None:
    found = progress_work.gather(program, datetime.now().astimezone().date())
    (one,) = found.practised
    assert [row.run_id for row in one.rows] == [f"run-{n}" for n in range(5)] and one.learned is None
    verdicts = [row.verdict for row in one.rows]
    assert one.met == ("pass" in verdicts, verdicts[-2:] == ["pass", "pass"], verdicts.count("pass"))
    assert found.days == (False, False, True, True, False, True, True), "a day with help does not count"
    assert [row.helped for row in one.rows] == [0, 0, 1, 0, 0]
    assert found.weak and found.weak[0].points > 0


def test_rhythm_counts_days_and_forgives_missed_ones(program: Program) -> None:
    later = datetime.now().astimezone().date() + timedelta(days=30)
    assert progress_work.gather(program, later).days == (False,) * 7
    assert progress_work.gather(program, date(1999, 1, 1)).days == (False,) * 7


def test_every_number_opens_the_run_behind_it(program: Program) -> None:
    progress = Player(Home(program).progress())
    progress.frame(3)
    assert isinstance(progress.screen, Progress)
    rows = [target for target in progress.screen._page.focus.targets if not target.text]
    assert len(rows) == 5
    progress.screen._page.focus.at = rows[0]
    result = progress.key(pygame.K_RETURN)
    assert isinstance(result, Result) and result.recording.header.run_id == "run-4", "the latest first"
    assert isinstance(progress.key(pygame.K_ESCAPE), Home)
    assert isinstance(progress.screen.assess(), Desk)
    assert progress.screen.drill is not None
    assert progress.screen.start() is not progress.screen


def test_who_has_no_runs_is_told_what_to_do(tmp_path: Path) -> None:
    found = places.find(tmp_path)
    progress = Player(Progress(Program(Style(), found, Library(found.runs), "Nobody")))
    progress.frame(3)
    assert progress.screen.shown is None and progress.screen.start() is progress.screen
    assert isinstance(progress.key(pygame.K_ESCAPE), Home)


def test_an_older_list_of_runs_is_made_anew(program: Program) -> None:
    program.library.runs()
    before = program.library.runs()
    assert all(row.parts.startswith("{") and row.lost.startswith("[") for row in before)
    (program.library.folder / "index.sqlite").unlink()
    assert program.library.runs() == before
