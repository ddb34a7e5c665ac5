"""The coach names what was planted, in sentences that anybody may edit but nobody may break."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from faults import planted
from strokes import raster

from simulator.errors import ScenarioError
from simulator.files import coach as files
from simulator.files import places
from simulator.outcome.cause import principal, strokes_at, strokes_beside
from simulator.outcome.coach import Coach, praise, speak
from simulator.outcome.finding import KNOWN
from simulator.session import Outcome, Scenario, begin, conclude

FILE = places.find().assets / "coach" / "default.toml"


@pytest.fixture(scope="module")
def coach() -> Coach:
    return files.load(FILE)


def outcome(scenario: Scenario, hand: object) -> Outcome:
    run = begin(scenario, 1)
    run.advance(hand)  # type: ignore[arg-type]
    return conclude(scenario, run)


def test_thirty_planted_faults_are_named_first(flat_patch: Scenario, face: Scenario, coach: Coach) -> None:
    faults = planted(flat_patch, face)
    assert len(faults) == 30
    wrong = []
    for fault in faults:
        found = outcome(fault.scenario, fault.hand)
        advice = speak(found.findings, coach)
        if not advice or advice[0].finding.kind not in fault.kinds:
            wrong.append((fault.name, [a.finding.kind for a in advice]))
    assert not wrong


def test_a_run_given_up_half_way_is_told_of_the_rest_and_not_of_its_lanes(flat_patch: Scenario, coach: Coach) -> None:
    found = outcome(flat_patch, raster().between(0, 30_000_000))
    advice = speak(found.findings, coach)[0]
    assert advice.finding.kind == "gap.unfinished"
    assert "bottom" in advice.text or "middle" in advice.text


def test_every_kind_of_finding_has_a_remark_without_conditions(coach: Coach) -> None:
    plain = {remark.about for remark in coach.remarks if not remark.when}
    assert plain == set(KNOWN)
    assert len(coach.remarks) >= 40 and len({r.id for r in coach.remarks}) == len(coach.remarks)


def test_every_remark_has_a_number_a_deed_and_a_drill(coach: Coach) -> None:
    for remark in coach.remarks:
        assert remark.quotes and remark.why and remark.do and remark.drill, remark.id
    assert all("{value" in p.text for p in coach.praise)


def test_advice_is_at_most_three_with_place_number_and_what_to_do(
    flat_patch: Scenario, face: Scenario, coach: Coach
) -> None:
    for fault in planted(flat_patch, face):
        for advice in (said := speak(outcome(fault.scenario, fault.hand).findings, coach)):
            assert re.search(r"\d", advice.text) and "{" not in advice.text + advice.do
            assert advice.text[0].isupper() or advice.text[0].isdigit()
        assert len(said) <= 3


def test_a_perfect_run_gets_no_advice_and_one_praise_with_a_number(flat_patch: Scenario, coach: Coach) -> None:
    found = outcome(flat_patch, raster())
    assert speak(found.findings, coach) == ()
    assert re.search(r"\d", praise(found.zones, found.technique, coach) or "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{spacing_mm:.1f}", "{spacing:.1f}", "Did you mean `spacing_mm`"),
        ('about = "gap.edge"', 'about = "gap.edges"', "Did you mean `gap.edge`"),
        ("A whole lane is missing.", "You failed here.", "says `failed`"),
        ("width_mm = { low = 4.0 }", "widht_mm = { low = 4.0 }", "Did you mean `width_mm`"),
        ("{dial_mm:.2f}", "{dial_mm:.2f", "brace"),
        ('drill = "Edges"', 'dril = "Edges"', "Did you mean `drill`"),
    ],
)
def test_a_broken_remark_is_refused_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "coach.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        files.load(path)
    assert said in str(error.value) and f"{path}:" in str(error.value)


def test_a_place_leads_back_to_its_strokes(flat_patch: Scenario) -> None:
    motion = outcome(flat_patch, raster(skip=(9,))).evidence.motion
    middle = 10_000 + 2100 + 9 * 4200
    beside = strokes_beside(motion, 50_000, middle, 20_000)
    assert [b.distance_um for b in beside] == pytest.approx([4200, 4200], abs=3)
    at = strokes_at(motion, 50_000, 12_100, 3000)
    assert len(at) == 1 and at[0].speed_mm_s == 20.0 and at[0].dial_um == 500 and at[0].distance_um < 100
    assert at[0].first_us < 2_300_000 < at[0].last_us


@pytest.mark.parametrize(
    ("moments", "axis"),
    [((9, 1, 0), (1, 0)), ((1, 9, 0), (0, 1)), ((5, 5, 5), (0.7071, 0.7071)), ((4, 4, -4), (0.7071, -0.7071))],
)
def test_the_long_axis_of_a_region(moments: tuple[int, int, int], axis: tuple[float, float]) -> None:
    found = principal(*moments)
    assert abs(found[0] * axis[0] + found[1] * axis[1]) == pytest.approx(1, abs=1e-3)
