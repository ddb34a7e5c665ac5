"""Hands that are not human: the same for the same seed, careful with people, and told apart by the score."""

from __future__ import annotations

import dataclasses
from functools import cache
from statistics import mean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.files import places, scenario
from simulator.needling.zones import Shape
from simulator.operators.course import Layout
from simulator.operators.glide import Ends, glide, run_up_um, stations
from simulator.operators.habits import GRIPS, SKILLS
from simulator.operators.lanes import lanes
from simulator.operators.operate import lay, operate, right_dial_um
from simulator.operators.wander import normal, wander
from simulator.session import Outcome, Scenario, begin, conclude

SEEDS = range(1, 11)
BOTH = ("flat-patch", "face-fine-lines")


@cache
def shipped(name: str) -> Scenario:
    return scenario.load(name, places.find())


@cache
def outcome(name: str, skill: str, grip: str, seed: int) -> Outcome:
    run = begin(shipped(name), seed)
    run.advance(operate(shipped(name), skill, grip, seed))
    return conclude(shipped(name), run)


def mean_score(name: str, skill: str, grip: str = "pen") -> float:
    seeds = SEEDS if grip == "pen" else SEEDS[:5]
    return mean(outcome(name, skill, grip, seed).score.total for seed in seeds)


@pytest.mark.parametrize("name", BOTH)
def test_an_expert_passes_every_time(name: str) -> None:
    found = {seed: outcome(name, "expert", "pen", seed) for seed in SEEDS}
    assert {seed: one.score.verdict for seed, one in found.items()} == dict.fromkeys(SEEDS, "pass")
    assert not [one.critical for one in found.values() if one.critical]


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize(
    ("skill", "parts"),
    [
        ("hasty", {"coverage"}),
        ("timid", {"coverage", "depth"}),
        ("edge-hugger", {"evenness"}),
        ("stampede", {"evenness"}),
    ],
)
def test_a_faulty_hand_fails_every_time_in_the_part_its_name_says(name: str, skill: str, parts: set[str]) -> None:
    for seed in SEEDS:
        found = outcome(name, skill, "pen", seed)
        assert found.score.verdict == "fail"
        below = {part for part, value in found.score.values.items() if value < shipped(name).rubric.floor}
        assert parts <= below, (seed, found.score.values)


@pytest.mark.parametrize("name", BOTH)
def test_a_hasty_hand_glides_too_fast_and_a_stampede_half_the_way(name: str) -> None:
    for seed in SEEDS[:3]:
        hasty, stampede = (outcome(name, skill, "pen", seed).technique for skill in ("hasty", "stampede"))
        assert hasty["glide_in_band"] < 0.2
        assert stampede["glide_in_band"] == pytest.approx(0.5, abs=0.15)
        assert stampede["glide_mm_s"]["p90"] == pytest.approx(80, abs=2)
        assert stampede["steadiness"] > 0.45


@pytest.mark.parametrize("name", BOTH)
def test_a_stampede_leaves_the_right_dose_on_average(name: str) -> None:
    plan = shipped(name).plans[0]
    found = mean(outcome(name, "stampede", "pen", seed).zones[plan.zone]["density_per_cm2"] for seed in SEEDS)
    assert plan.target_low_per_cm2 <= found <= plan.target_high_per_cm2


@pytest.mark.parametrize("name", BOTH)
def test_skill_shows_in_the_mean_score(name: str) -> None:
    expert, competent, novice = (mean_score(name, skill) for skill in ("expert", "competent", "novice"))
    assert expert > competent + 1 > novice + 20


def test_grips_come_out_where_the_rubric_was_laid_out_for_them() -> None:
    """Good is a competent hand, ordinary a novice one; means over both scenarios."""

    def both(skill: str, grip: str) -> float:
        return mean(mean_score(name, skill, grip) for name in BOTH)

    assert both("competent", "pen") >= 85
    assert both("competent", "mouse") >= 75
    assert 50 <= both("novice", "mouse") <= 65
    assert 35 <= both("novice", "touchpad") <= 50


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("grip", GRIPS)
def test_the_same_seed_gives_the_same_hand_and_another_seed_another(name: str, grip: str) -> None:
    first, again, other = (operate(shipped(name), "novice", grip, seed) for seed in (3, 3, 4))
    assert first.acts == again.acts
    assert np.array_equal(first.samples.x_um, again.samples.x_um)
    assert len(first.samples) != len(other.samples) or not np.array_equal(first.samples.x_um, other.samples.x_um)


@pytest.mark.parametrize("grip", GRIPS)
def test_a_grip_reports_at_its_rate_and_in_its_steps(grip: str) -> None:
    hand = operate(shipped("flat-patch"), "expert", grip, 1).samples
    assert 1e6 / np.diff(hand.t_us).mean() == pytest.approx(GRIPS[grip].rate_hz, rel=0.001)
    assert not (hand.x_um % GRIPS[grip].step_um).any()
    assert not (hand.y_um % GRIPS[grip].step_um).any()


def test_names_that_are_not_known_are_refused_with_a_proposal() -> None:
    with pytest.raises(ValueError, match="expert"):
        operate(shipped("flat-patch"), "exprt", "pen", 1)


def test_an_expert_turns_the_dial_only_in_the_air_and_to_what_each_zone_wants() -> None:
    face = shipped("face-fine-lines")
    hand = operate(face, "expert", "pen", 1)
    assert [act.value for act in hand.acts] == [250, 500, 250]
    for act in hand.acts:
        assert not hand.samples.down[np.searchsorted(hand.samples.t_us, act.t_us)]
    for plan in face.plans:
        assert plan.depth_low_um <= right_dial_um(face, plan) <= min(plan.depth_high_um, plan.cap_um)


def test_an_expert_lands_moving_and_a_novice_stands() -> None:
    expert, novice = (outcome("flat-patch", skill, "pen", 1).technique for skill in ("expert", "novice"))
    assert expert["landing_still_ms"]["p50"] <= 20 < 100 <= novice["landing_still_ms"]["p50"]


@pytest.mark.parametrize("skill", ["expert", "competent"])
def test_no_lane_is_planned_into_a_margin_or_over_a_neighbour_with_a_lower_cap(skill: str) -> None:
    face = shipped("face-fine-lines")
    zones = face.zones()
    needles = np.array(face.device.needles_um)
    for plan in face.plans:
        dial_um = right_dial_um(face, plan)
        for path in lay(face, zones, plan, SKILLS[skill], dial_um):
            _, along = stations(path, 0.0)
            places_um = (along[:, None, :] + needles[None, :, :]).reshape(-1, 2).astype(np.int64)
            cells, on = face.grid.cells(places_um[:, 0], places_um[:, 1])
            touched = cells[on]
            assert zones.amber.ravel()[touched].mean() < 0.001
            assert not zones.no_go.ravel()[touched].any()
            caps = np.array([10**9, *(p.cap_um for p in face.plans)])
            assert caps[zones.label.ravel()[touched]].min() >= dial_um


def test_lanes_cover_any_shape_and_are_broken_at_a_hole() -> None:
    judged = np.ones((120, 160), bool)
    judged[50:80, 60:90] = False
    plain = Layout(8.4, 2.0, 6, 6.0, ((0.0, 0.0), (6.0, 0.0), (-6.0, 0.0), (0.0, 6.0), (0.0, -6.0)))
    found = lanes(judged, judged.copy(), plain, False, 500)
    rows = {float(np.round(path[0, 1], 3)) for path in found}
    assert len(found) > len(rows), "a lane that meets the hole has two pieces"
    for path in found:
        cells = (path // 500).astype(int)
        assert judged[cells[:, 1], cells[:, 0]].all()
    assert lanes(judged.T, judged.T.copy(), plain, False, 500)[0][0].tolist() == found[0][0][::-1].tolist()


def test_a_steady_glide_leaves_the_same_dose_at_both_ends() -> None:
    path = np.array([[0.0, 0.0], [80_000.0, 0.0]])
    ends = Ends(ramp_s=0.1, flying=1.0, still_s=0.0)
    s, along = stations(path, run_up_um(20_000, ends))
    track = glide(s, along, np.full(len(s), 20_000.0), ends)
    strokes = np.interp(np.arange(track.on_s, track.off_s, 1 / 117), track.t_s, track.x_um)
    assert track.off_s - track.on_s == pytest.approx(4.0, rel=0.01)
    counts = np.histogram(strokes, bins=8, range=(0, 80_000))[0]
    assert counts.max() - counts.min() <= 2


def test_a_hand_that_does_not_fly_stands_and_starts_in_the_skin() -> None:
    path = np.array([[0.0, 0.0], [80_000.0, 0.0]])
    ends = Ends(ramp_s=0.15, flying=0.0, still_s=0.1)
    s, along = stations(path, run_up_um(20_000, ends))
    track = glide(s, along, np.full(len(s), 20_000.0), ends)
    first_mm_s = float(np.interp(1000, track.x_um, track.t_s)) - track.on_s
    assert first_mm_s > 0.15
    assert (np.diff(track.t_s) > 0).all()


@given(st.integers(0, 2**63 - 1), st.floats(-1e5, 1e5))
@settings(max_examples=60, deadline=None)
def test_wander_is_smooth_and_a_function_of_the_place_alone(seed: int, at: float) -> None:
    here = wander(seed, "sway", np.array([at]), 100.0)
    among = wander(seed, "sway", np.array([at - 500, at, at + 700.0]), 100.0)
    assert among[1] == here[0]
    assert abs(wander(seed, "sway", np.array([at + 0.01]), 100.0)[0] - here[0]) < 0.01


def test_normal_numbers_have_mean_nought_and_deviation_one() -> None:
    drawn = normal(5, "test", np.arange(20_000))
    assert drawn.mean() == pytest.approx(0, abs=0.03)
    assert drawn.std() == pytest.approx(1, abs=0.03)
    assert np.abs(drawn).max() <= 6


def test_no_chance_but_the_house_s_own_is_used() -> None:
    """Neither numpy's generator nor Python's changes anything."""
    np.random.seed(1)
    first = operate(shipped("flat-patch"), "hasty", "touchpad", 9)
    np.random.seed(2)
    assert np.array_equal(first.samples.x_um, operate(shipped("flat-patch"), "hasty", "touchpad", 9).samples.x_um)


def test_a_second_pass_crosses_the_first_and_leaves_the_same_again() -> None:
    once = shipped("flat-patch")
    plan = dataclasses.replace(once.plans[0], passes=2, target_low_per_cm2=2600, target_high_per_cm2=5200)
    twice = dataclasses.replace(once, plans=(plan,))
    run = begin(twice, 1)
    run.advance(operate(twice, "expert", "pen", 1))
    found = conclude(twice, run)
    inner = run.skin.directions[run.skin.zones.judged_cells("patch")]
    assert found.zones["patch"]["density_per_cm2"] == pytest.approx(3900, rel=0.05)
    assert ((inner & 1 > 0) & (inner & 2 > 0)).mean() > 0.5
    assert found.technique["glide_in_band"] > 0.99


@pytest.mark.parametrize("side_um", [500, 3_000, 7_000])
@pytest.mark.parametrize("skill", ["expert", "timid", "edge-hugger"])
def test_a_zone_too_small_for_a_lane_hurts_nobody(side_um: int, skill: str) -> None:
    patch = shipped("flat-patch")
    corners = np.array([[50_000, 50_000], [50_000 + side_um, 50_000], [50_000 + side_um, 50_000 + side_um]])
    shape = Shape("patch", np.vstack([corners, [[50_000, 50_000 + side_um]]]))
    tiny = dataclasses.replace(patch, site=dataclasses.replace(patch.site, zones=(shape,)))
    hand = operate(tiny, skill, "pen", 1)
    assert hand.end_us < 30_000_000
    run = begin(tiny, 1)
    run.advance(hand)
    conclude(tiny, run)


def test_a_zone_that_no_tip_may_enter_is_left_alone() -> None:
    patch = shipped("flat-patch")
    wall = np.array([[0, 0], [100_000, 0], [100_000, 100_000], [0, 100_000]])
    shut = dataclasses.replace(patch, lesions=(Shape("all", wall, 2000),), lesion_titles={"all": "all"})
    assert len(operate(shut, "expert", "pen", 1).samples) == 0
