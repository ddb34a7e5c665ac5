"""From metrics to points: parts, floors, gates, and a sentence for every lost point."""

from __future__ import annotations

import numpy as np
import pytest
from strokes import lane, raster

from simulator.needling.hand import Act, Hand, Samples, join
from simulator.outcome.plan import ZonePlan
from simulator.outcome.score import judge
from simulator.session import Outcome, Scenario, begin, conclude

COLUMNS = Samples.__slots__[1:]
TECHNIQUE = {
    "glide_in_band": 1.0, "steadiness": 0.1, "landing_still_ms": {"p50": 10.0}, "drag_um_p95": 50.0,
    "turns_in_contact": 0, "amber_share": None,
}  # fmt: skip


def outcome(scenario: Scenario, hand: Hand, seed: int = 1) -> Outcome:
    run = begin(scenario, seed)
    run.advance(hand)
    return conclude(scenario, run)


def measured(area: float = 10.0, **changed: object) -> dict:
    good = {
        "judged_cm2": area, "coverage": 1.0, "overtreated": 0.0, "largest_gap_cm2": 0.0, "cu": 0.95,
        "stroke_overlap": {"in_band": 1.0, "owed": True}, "pass_excess": 0.0, "depth_compliance": 0.95,
        "dial_choice": 1.0,
    }  # fmt: skip
    return good | changed


def plan(zone: str, technique: str = "lines with lift") -> ZonePlan:
    return ZonePlan(zone, zone, 350, 650, 1000, 1300, 2600, 1, technique, (0.1, 0.5), (10.0, 30.0))  # type: ignore[arg-type]


def test_a_perfect_raster_scores_full_in_every_part(flat_patch: Scenario) -> None:
    found = outcome(flat_patch, raster())
    assert found.score.verdict == "pass" and not found.critical and not found.findings
    for name, part in found.parts.items():
        assert part is None if name == "care" else part and part.points == pytest.approx(part.weight, rel=0.005)


def test_no_contact_is_a_fail_with_a_sentence(flat_patch: Scenario) -> None:
    from simulator.needling.hand import NO_HAND

    found = outcome(flat_patch, NO_HAND)
    assert found.score.total == 0.0 and found.score.verdict == "fail"
    assert found.findings[0].kind == "nothing"


@pytest.mark.parametrize(("area", "cost"), [(0.1, 0.16), (5.0, 0.90)])
def test_a_missed_zone_shows_in_the_harmonic_mean(flat_patch: Scenario, area: float, cost: float) -> None:
    """A missed 1 % zone costs 16 %, a missed half 90 %."""
    zones = {"a": measured(10.0 - area), "b": measured(area, coverage=0.0)}
    score = judge(zones, TECHNIQUE, (plan("a"), plan("b")), flat_patch.rubric, [])
    assert 1 - score.values["coverage"] == pytest.approx(cost, abs=0.01)


def test_an_even_half_dose_earns_little_evenness(flat_patch: Scenario) -> None:
    zones = {"a": measured(coverage=0.4, cu=0.99)}
    assert judge(zones, TECHNIQUE, (plan("a"),), flat_patch.rubric, []).values["evenness"] == pytest.approx(0.5)


def test_without_lines_the_weight_of_overlap_goes_to_dose_and_evenness(flat_patch: Scenario) -> None:
    alone = measured(stroke_overlap={"in_band": None, "owed": False})
    score = judge({"a": alone}, TECHNIQUE, (plan("a", "stamp"),), flat_patch.rubric, [])
    assert "overlap" not in score.weights
    assert score.weights["coverage"] / score.weights["evenness"] == pytest.approx(1.5)
    assert sum(score.weights.values()) == pytest.approx(100) and score.total == 100


def test_losses_add_up_to_what_is_missing(flat_patch: Scenario) -> None:
    zones = {"a": measured(4.0, coverage=0.8, largest_gap_cm2=1.5, cu=0.85), "b": measured(9.0, depth_compliance=0.5)}
    technique = TECHNIQUE | {"steadiness": 0.4, "turns_in_contact": 3}
    score = judge(zones, technique, (plan("a"), plan("b")), flat_patch.rubric, [])
    assert 100 - sum(loss.points for loss in score.losses) == pytest.approx(score.total, abs=0.051)


def test_a_part_below_its_floor_fails_whatever_the_total(flat_patch: Scenario) -> None:
    zones = {"a": measured(stroke_overlap={"in_band": 0.3, "owed": True})}
    score = judge(zones, TECHNIQUE, (plan("a"),), flat_patch.rubric, [])
    assert score.total > 80 and score.verdict == "fail"


def test_lanes_that_are_owed_and_not_there_earn_nothing(flat_patch: Scenario) -> None:
    zones = {"a": measured(stroke_overlap={"in_band": None, "owed": True})}
    assert judge(zones, TECHNIQUE, (plan("a"),), flat_patch.rubric, []).values["overlap"] == 0


def test_an_even_overdose_earns_no_evenness(flat_patch: Scenario) -> None:
    reached = [
        judge({"a": measured(cu=0.99, overtreated=over)}, TECHNIQUE, (plan("a"),), flat_patch.rubric, [])
        for over in (0.0, 0.2, 0.6, 1.0)
    ]
    assert [score.values["evenness"] for score in reached] == pytest.approx([1, 1, 0.5, 0])


@pytest.mark.parametrize(
    ("worst", "technique"), [({}, 1.0), ({"steadiness": None}, 1 / 4.8), ({"turns_in_contact": 5}, 1 / 1.2)]
)
def test_a_metric_of_technique_that_fails_is_not_hidden_by_four_good_ones(
    flat_patch: Scenario, worst: dict, technique: float
) -> None:
    score = judge({"a": measured()}, TECHNIQUE | worst, (plan("a"),), flat_patch.rubric, [])
    assert score.values["technique"] == pytest.approx(technique)
    assert score.verdict == ("fail" if technique < 0.5 else "pass")
    assert 100 - sum(loss.points for loss in score.losses) == pytest.approx(score.total, abs=0.051)


def test_four_rounds_where_one_is_planned_cost_overlap_and_are_named(flat_patch: Scenario) -> None:
    once = raster()
    rounds = [once.samples] + [
        Samples(once.samples.t_us + n * (once.end_us + 500_000), *(getattr(once.samples, c) for c in COLUMNS))
        for n in (1, 2, 3)
    ]
    found = outcome(flat_patch, Hand(join(rounds)))
    assert found.zones["patch"]["pass_excess"] > 0.6 and found.score.values["overlap"] < 0.25
    assert "twice as many strokes" in found.parts["overlap"].reason  # type: ignore[union-attr]
    assert "hot.repeated" in {f.kind for f in found.findings}


def test_one_skipped_lane_is_named_with_place_number_time_and_remedy(flat_patch: Scenario) -> None:
    found = outcome(flat_patch, raster(skip=(9, 10)))
    text = found.parts["coverage"].reason  # type: ignore[union-attr]
    assert text.startswith(("Patch, middle", "Patch, left", "Patch, right"))
    assert "cm²" in text or "%" in text
    assert any(character.isdigit() for character in text) and ":" in text
    middle = 10_000 + 4200 * 10
    assert abs(found.findings[0].y_um - middle) < 4200


@pytest.mark.parametrize(
    ("dial_um", "compliance", "fails"), [(250, 0.0, True), (500, 1.0, False), (750, 0.0, True), (1250, 0.0, True)]
)
def test_depth_below_in_and_above_the_window(
    flat_patch: Scenario, dial_um: int, compliance: float, fails: bool
) -> None:
    hand = raster()
    found = outcome(flat_patch, Hand(hand.samples, (Act(0, "dial", dial_um),)))
    zone = found.zones["patch"]
    assert zone["depth_compliance"] == pytest.approx(compliance, abs=0.25)
    assert (found.score.verdict == "fail") is fails
    assert zone["depth_mean_mm"] == pytest.approx(dial_um / 1000, abs=0.01)
    rules = {c.rule for c in found.critical}
    assert rules == ({"dial_over_cap", "depth_over_cap"} if dial_um > 1000 else set())


def face_lane(scenario: Scenario, zone: str, dial_um: int) -> Hand:
    cells = np.argwhere(scenario.zones().judged_cells(zone))
    row, col = cells[len(cells) // 2] * scenario.cell_um
    part = lane(1_000_000, (int(col) - 4000, int(row)), (int(col) + 4000, int(row)), 8.0)
    return Hand(part, (Act(0, "dial", dial_um),))


def test_the_eye_is_no_place_for_needles(face: Scenario) -> None:
    eye = next(shape for shape in face.no_go if shape.name == "orbit_left").polygon_um
    x, y = (int(v) for v in eye.mean(axis=0))
    found = outcome(face, Hand(join([lane(500_000, (x - 5000, y), (x + 5000, y), 20.0)]), (Act(0, "dial", 250),)))
    critical = [c for c in found.critical if c.rule == "no_go"]
    assert [c.zone for c in critical] == ["orbit_left"]
    assert critical[0].t_s == pytest.approx(0.5, abs=0.02) and "no-go line" in critical[0].text
    assert found.score.verdict == "fail" and found.findings[0].part == "critical"


def test_a_dial_above_the_cap_is_critical_after_a_fifth_of_a_second(face: Scenario) -> None:
    assert {c.rule for c in outcome(face, face_lane(face, "periorbital_left", 1000)).critical} >= {"dial_over_cap"}
    assert not outcome(face, face_lane(face, "cheek_left", 1000)).critical


def test_punctures_in_the_amber_margin_cost_points_and_are_named(face: Scenario) -> None:
    zones = face.zones()
    rows, cols = np.nonzero(zones.amber)
    x, y = int(cols[len(cols) // 2]) * face.cell_um, int(rows[len(rows) // 2]) * face.cell_um
    found = outcome(face, Hand(lane(0, (x - 1500, y), (x + 1500, y), 10.0)))
    assert found.technique["amber_share"] and found.technique["amber_share"] > 0.05
    assert any(loss.measure == "amber_share" for loss in found.score.losses)
