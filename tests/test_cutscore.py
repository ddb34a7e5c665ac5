"""A mark by contrasting groups: known crossings first, then properties, then whole runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import session
from simulator.cli import main
from simulator.errors import NeedlepassError
from simulator.files import outcome, places, recording
from simulator.files.scenario import load
from simulator.operators.operate import operate
from simulator.session import Header, Recording
from simulator.standing.cutscore import ENOUGH, contrasting, crossing

FLAT = load("flat-patch", places.find())


def test_curves_of_one_width_cross_half_way() -> None:
    assert crossing(80, 10, 60, 10) == pytest.approx(70)
    able, learning = [70.0, 80.0, 90.0], [50.0, 60.0, 70.0]
    cut = contrasting(able, learning)
    assert cut.mark == pytest.approx(70) and cut.people == (3, 3) and cut.provisional
    assert cut.failing == pytest.approx((0.0, 0.158655), abs=1e-6)
    assert cut.passing == pytest.approx((1 / 3, 0.158655), abs=1e-6)
    assert cut.low <= 70 <= cut.high


@given(st.floats(40, 95), st.floats(1, 20), st.floats(0.5, 50), st.floats(1, 20))
def test_the_mark_is_where_both_densities_are_the_same(mean_b: float, sd_b: float, apart: float, sd_a: float) -> None:
    mean_a = mean_b + apart
    mark = crossing(mean_a, sd_a, mean_b, sd_b)
    if mark is None:  # one curve covers the other: they do not cross between the means
        at = np.linspace(mean_b, mean_a, 400)
        over = np.log(sd_b / sd_a) + ((at - mean_b) / sd_b) ** 2 / 2 - ((at - mean_a) / sd_a) ** 2 / 2
        assert (over > -1e-9).all() or (over < 1e-9).all()
        return
    assert mean_b <= mark <= mean_a
    density = [np.exp(-(((mark - m) / s) ** 2) / 2) / s for m, s in ((mean_a, sd_a), (mean_b, sd_b))]
    assert density[0] == pytest.approx(density[1], rel=1e-6)


@pytest.mark.parametrize(("able", "learning"), [([80, 81], [50, 51, 52]), ([50, 51, 52], [80, 81, 82]), ([], [])])
def test_groups_that_are_too_small_or_the_wrong_way_round_give_a_sentence(able: list, learning: list) -> None:
    with pytest.raises(NeedlepassError):
        contrasting(able, learning)


def test_more_people_make_it_narrower_and_no_longer_provisional() -> None:
    rng = np.random.default_rng(1)
    few = contrasting(rng.normal(85, 5, ENOUGH), rng.normal(60, 10, ENOUGH))
    many = contrasting(rng.normal(85, 5, 400), rng.normal(60, 10, 400))
    assert not few.provisional and many.high - many.low < few.high - few.low
    truth = crossing(85, 5, 60, 10)
    assert truth is not None and many.low - 0.5 <= truth <= many.high + 0.5


def test_runs_of_two_folders_become_a_line_for_the_rubric(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for group, skill in (("able", "expert"), ("learning", "novice")):
        for number in range(3):
            head = Header(f"{group}-{number}", f"P-{group}-{number}", number, 1, "2026-11-01T10:00:00+01:00",
                          "relative", 1.0, 6.0, "hold", "live")  # fmt: skip
            run = Recording(head, FLAT, operate(FLAT, skill, "mouse", number))
            told = session.conclude(FLAT, session.replay(run), head.device_class)
            path = tmp_path / group / f"{head.run_id}.run"
            path.parent.mkdir(exist_ok=True)
            recording.write(run, path, outcome.summary(FLAT, head, told))
    words = ["rubric", "mark", str(tmp_path / "able"), str(tmp_path / "learning")]
    assert main(["--home", str(tmp_path), *words]) == 0
    said = capsys.readouterr().out
    assert "mouse: mark" in said and "from 3 able and 3 learning people" in said and "people = 0" in said
    assert main(["--home", str(tmp_path), "rubric", "mark", str(tmp_path / "able"), str(tmp_path / "able")]) == 1
