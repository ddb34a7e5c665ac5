"""Two runs side by side: which strokes belong together, and the screen that shows it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from test_treat_run import Player  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens import compare_with  # noqa: E402
from simulator.app.screens.compare import Compare  # noqa: E402
from simulator.app.screens.compare_side import Side  # noqa: E402
from simulator.app.screens.prepare import Prepare  # noqa: E402
from simulator.app.screens.result import Result  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.files import outcome, places  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.operators.operate import operate  # noqa: E402
from simulator.pictures.kinds import DEPTH, DOSE, OVERLAP  # noqa: E402
from simulator.report.alignment import Course, by_strokes, course, match, one_clock  # noqa: E402
from simulator.session import Header, Recording  # noqa: E402

FLAT = load("flat-patch", places.find())
TIP_UM = FLAT.device.tip_um


def lanes(tops_um: list[int], seconds: float = 1.0, turned: bool = False) -> Course:
    """Lanes 40 mm long, one after the other, at these heights."""
    number = len(tops_um)
    begin = np.arange(number, dtype=np.int64) * round(2e6 * seconds)
    ends = np.array([[0.0, 0.0], [40_000.0, 0.0]])
    left, right = (np.array([edge + np.array([0.0, top]) for top in tops_um]).reshape(number, 2) for edge in ends)
    if turned:
        left, right = right, left
    return Course(begin, begin + round(1e6 * seconds), left, right, np.full(number, 40.0), np.ones(number, bool))


def test_the_same_strokes_belong_together_in_either_direction() -> None:
    one = lanes([0, 4000, 8000])
    assert match(one, one, TIP_UM) == [(0, 0), (1, 1), (2, 2)]
    assert match(one, lanes([0, 4000, 8000], turned=True), TIP_UM) == [(0, 0), (1, 1), (2, 2)]


def test_a_stroke_that_only_one_has_is_left_over() -> None:
    assert match(lanes([0, 4000, 8000, 12_000]), lanes([0, 8000, 12_000]), 3000) == [(0, 0), (2, 1), (3, 2)]
    assert match(lanes([0, 4000]), lanes([90_000]), TIP_UM) == []
    assert match(lanes([]), lanes([0]), TIP_UM) == []


def test_strokes_that_belong_together_begin_and_end_together() -> None:
    quick, slow = lanes([0, 4000, 8000], 1.0), lanes([0, 4000, 8000], 3.0)
    times = by_strokes((quick, slow), (0, 0), (6_000_000, 18_000_000), TIP_UM)
    for t_us in (0, 400_000, 1_000_000, 1_500_000, 5_000_000):
        assert times.there(t_us) == 3 * t_us
        assert times.here(3 * t_us) == t_us
    plain = one_clock((100, 7_000), 1_000_000)
    assert plain.there(600_100) == 607_000 and plain.here(607_000) == 600_100


@given(
    st.lists(st.integers(0, 30), max_size=8),
    st.lists(st.integers(0, 30), max_size=8),
    st.integers(1, 12),
)
def test_pairs_rise_and_cost_as_little_as_any_other(a: list[int], b: list[int], reach: int) -> None:
    """Against all ways of pairing, tried one by one."""
    found = match(lanes([v * 500 for v in a]), lanes([v * 500 for v in b]), reach * 500)
    assert all(i < k and j < m for (i, j), (k, m) in zip(found, found[1:], strict=False))

    def cheapest(i: int, j: int) -> float:
        if i == len(a) or j == len(b):
            return (len(a) - i + len(b) - j) * reach / 2
        pair = abs(a[i] - b[j]) + cheapest(i + 1, j + 1)
        return min(pair, reach / 2 + cheapest(i + 1, j), reach / 2 + cheapest(i, j + 1))

    if len(a) <= 5 and len(b) <= 5:
        cost = sum(abs(a[i] - b[j]) for i, j in found) + (len(a) + len(b) - 2 * len(found)) * reach / 2
        assert cost == pytest.approx(cheapest(0, 0))


pytestmark = pytest.mark.usefixtures("screen")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    found = places.find(tmp_path)
    made = Program(Style(), found, Library(found.runs), "Heron-27")
    for number, skill in enumerate(("novice", "competent", "hasty")):
        run = recorded(number, skill)
        concluded = session.conclude(FLAT, session.replay(run))
        made.library.keep(run, outcome.summary(FLAT, run.header, concluded))
    other = recorded(9, "expert")
    made.library.keep(replace(other, header=replace(other.header, trainee="Otter-3")), None)
    return made


def recorded(number: int, skill: str) -> Recording:
    started = f"2026-11-{10 + number:02d}T10:00:00+00:00"
    header = Header(f"run-{number}", "Heron-27", number, 1, started, "relative,mouse", 1.0, 6.0, "hold", "operator")
    return Recording(header, FLAT, operate(FLAT, skill, "mouse", number))


def test_a_run_stands_beside_the_reference_hand_and_ones_own(program: Program) -> None:
    middle = recorded(1, "competent")
    found = compare_with.choices(program, middle)
    assert [choice.id for choice in found] == ["reference", "run-0", "run-2"], "each once, and nobody else's"
    assert [choice.read().header.run_id for choice in found] == ["reference", "run-0", "run-2"]
    again = compare_with.choices(program, recorded(0, "novice"))
    assert [choice.id for choice in again] == ["reference", "run-1", "run-2"]


def test_a_side_stands_as_its_run_did(program: Program) -> None:
    compare = Compare(program, recorded(1, "competent"))
    side: Side = compare.sides[0]
    hand = side.recording.hand
    for t_us in (hand.end_us // 2, hand.end_us // 4, hand.end_us + 1):
        assert side.go(t_us, at_once=True)
        run = session.begin(FLAT, 1)
        run.advance(hand.between(0, t_us))
        fields = session.fields(FLAT, session.conclude(FLAT, run))
        assert all(np.array_equal(x, y, equal_nan=True) for x, y in zip(side.fields, fields, strict=True))
    zone = side.total.zones["patch"]
    assert side.figures == (zone["coverage"], zone["cu"], zone["stroke_overlap"]["in_band"], zone["depth_compliance"])


def test_comparing_with_mouse_and_keys(program: Program) -> None:
    compare = Compare(program, recorded(1, "competent"))
    player = Player(compare)
    player.frame(5)
    assert compare.clock.at_us > compare.clock.begin_us, "it plays"
    for kind in (OVERLAP, DEPTH, DOSE):
        player.key(pygame.K_c)
        assert compare.kind is kind
    player.key(pygame.K_SPACE)
    at_us = compare.clock.at_us
    player.frame(5)
    assert compare.clock.at_us == at_us, "it stands"
    line = compare._line
    middle = (line._track.centerx, line.rect.centery)
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=middle, touch=False)
    assert compare.clock.at_us == pytest.approx(compare.clock.end_us / 2, rel=0.02)
    assert compare.sides[0].at_us - compare.sides[0].begin_us == compare.sides[1].at_us - compare.sides[1].begin_us
    player.key(pygame.K_a)
    assert compare.by_strokes
    here, there = compare.sides
    i, j = match(here.course, there.course, TIP_UM)[3]
    player.screen._seek(int(here.course.end_us[i]))
    assert there.at_us == there.course.end_us[j], "the strokes end together"
    pressed = next(button for button in compare._page.focus.targets if button.text.startswith("First"))
    compare._page.focus.at = pressed
    first = shown(player.key(pygame.K_RETURN))
    assert isinstance(first, Compare) and first.chosen.id == "run-0"
    latest = shown(Player(first).key(pygame.K_o))
    assert isinstance(latest, Compare) and latest.chosen.id == "run-2"
    result = Player(latest).key(pygame.K_ESCAPE)
    assert isinstance(result, Result)
    assert isinstance(shown(Player(result).key(pygame.K_c)), Compare), "and there again from the result"


def shown(prepare: object) -> object:
    """The screen that was prepared, once its words have been seen."""
    assert isinstance(prepare, Prepare)
    prepare.draw(pygame.display.get_surface())
    return prepare.tick(0)


def test_the_courses_of_a_run(program: Program) -> None:
    run = recorded(1, "competent")
    motion = session.conclude(FLAT, session.replay(run)).evidence.motion
    found = course(motion, FLAT.plans)
    assert len(found.begin_us) == len(set(motion.stroke.tolist()))
    assert (found.end_us >= found.begin_us).all() and (found.begin_us[1:] > found.end_us[:-1]).all()
    low, high = FLAT.plans[0].glide_mm_s
    assert ((found.speed_mm_s >= low) & (found.speed_mm_s <= high) == found.in_band).all()
