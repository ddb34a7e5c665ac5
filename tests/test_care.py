"""Care: banks that make sense, patients drawn by seed, acts on the clock, and points with a reason for every slip."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from caring import (
    BANK,
    NUMBING,
    POSTPONE,
    SPARE,
    TREAT,
    acts,
    around,
    caring,
    changed,
    concluded,
    marks,
    right,
    without,
)
from caring import outcome as outcome_of
from hypothesis import given, settings
from hypothesis import strategies as st
from routes import header, three_ways
from strokes import pieces, raster

from simulator.errors import ScenarioError
from simulator.files import outcome as outcomes
from simulator.files import places, recording, scenario, trace
from simulator.files.coach import load as load_coach
from simulator.needling.hand import NO_SAMPLES, Act, Hand
from simulator.operators.operate import operate
from simulator.outcome import discomfort
from simulator.outcome.care import CarePlan, case
from simulator.outcome.care_bank import Bank
from simulator.outcome.care_marks import Marks
from simulator.outcome.care_skin import within
from simulator.outcome.care_slip import Done
from simulator.outcome.care_steps import asked_orders, numbed
from simulator.outcome.coach import speak
from simulator.outcome.score import judge, with_care
from simulator.session import Recording, Scenario, begin, conclude, replay

SEEDS = range(40)


@pytest.fixture(scope="module")
def treat(flat_patch: Scenario) -> Scenario:
    return caring(flat_patch)


@pytest.fixture(scope="module")
def postpone(flat_patch: Scenario) -> Scenario:
    return caring(flat_patch, POSTPONE, "postpone")


@pytest.fixture(scope="module")
def spare(face: Scenario) -> Scenario:
    return caring(face, SPARE.format(lesion="mole"), "spare")


@pytest.fixture(scope="module")
def plan(treat: Scenario) -> CarePlan:
    assert treat.care is not None
    return treat.care


@pytest.fixture(scope="module")
def bank(plan: CarePlan) -> Bank:
    return plan.bank


def kinds(found: Marks) -> list[tuple[str, str, str]]:
    return [(slip.group, slip.kind, slip.about) for slip in found.slips]


# ------------------------------------------------------------------------------------ the shipped bank


def test_the_bank_has_findings_of_every_answer_and_place_with_sources(bank: Bank) -> None:
    items = list(bank.items.values())
    assert len(items) >= 40
    assert sum(item.where == "skin" for item in items) >= 12 and any(item.where == "seen" for item in items)
    assert {item.answers[0] for item in items} == {"treat", "spare", "postpone", "ask"}
    for item in items:
        assert item.source and len(item.reasons) >= 3 and len(set(item.reasons)) == len(item.reasons), item.id
        assert (item.where == "skin") == bool(item.look) == (item.radius_um > 0), item.id
        assert (item.where == "said") == bool(item.topic.question), item.id


def test_where_sources_disagree_asking_the_prescriber_is_right(bank: Bank) -> None:
    disputed = [item for item in bank.items.values() if item.sure == "disputed"]
    assert len(disputed) >= 3 and all("ask" in item.answers for item in disputed)
    assert bank.items["isotretinoin_now"].answers[0] == "ask"
    assert bank.items["cold_sore_history"].answers == ("ask",)


def test_every_danger_that_is_told_of_has_a_harmless_neighbour(bank: Bank) -> None:
    said = [item for item in bank.items.values() if item.where == "said"]
    dangerous = {item.topic.id for item in said if not item.harmless}
    assert dangerous - {"pregnancy"} <= {item.topic.id for item in said if item.harmless}
    assert sum(item.harmless for item in bank.items.values()) >= 20


def test_contraindications_of_the_regulator_are_all_there(bank: Bank) -> None:
    named = {
        "anticoagulant", "bleeding_disorder", "immune_suppressed", "diabetes_uncontrolled", "hepatitis", "vitiligo",
        "cold_sore", "isotretinoin_now", "keratosis", "keloid_history", "wart", "mole", "birthmark", "tan",
        "sun_planned", "chemotherapy", "steroids",
        "pregnant", "breast_feeding", "steel_allergy", "anaesthetic_allergy", "eczema_here",
        "rosacea_active", "filler_fresh", "tattoo", "permanent_makeup", "cold_sore_history", "acne_inflamed",
    }  # fmt: skip
    assert named <= bank.items.keys()
    assert not any(bank.items[name].harmless for name in named)


# ----------------------------------------------------------------------------------- the patient drawn


def test_the_same_seed_draws_the_same_patient_and_others_differ(treat: Scenario, plan: CarePlan) -> None:
    again = scenario.from_texts(dict(treat.texts)).care
    assert again is not None
    drawn = [case(plan, seed) for seed in SEEDS]
    assert drawn == [case(again, seed) for seed in SEEDS]
    assert len({tuple(item.id for item in found.heard) for found in drawn}) > 30


def test_a_patient_has_one_finding_a_topic_and_always_the_fixed_ones(plan: CarePlan) -> None:
    for seed in SEEDS:
        found = case(plan, seed)
        topics = [item.topic.id for item in found.items]
        assert len(topics) == len(set(topics)) and len(found.heard) == 6
        assert "cold_sore_covered" in {item.id for item in found.heard}
        assert found.answer == "treat"
    assert len({case(plan, seed).heard.index(plan.bank.items["cold_sore_covered"]) for seed in SEEDS}) > 3


def test_one_of_several_is_drawn_and_all_of_them_come_up(flat_patch: Scenario) -> None:
    choice = ["pregnant", "tan", "fever"]
    drawn = caring(flat_patch, f"[care]\none_of = {json.dumps(choice)}\n", "postpone").care
    assert drawn is not None
    found = [{item.id for item in case(drawn, seed).heard} & set(choice) for seed in SEEDS]
    assert all(len(one) == 1 for one in found) and set().union(*found) == set(choice)


def test_harmless_spots_lie_in_the_zones_and_clear_of_the_mole(spare: Scenario) -> None:
    assert spare.care is not None
    plan = replace(spare.care, skin_neighbours=4)
    count = 0
    for seed in SEEDS[:12]:
        skin = case(plan, seed).skin
        assert skin[0].spot.lesion == "mole" and skin[0].item.id == "mole"
        for one in skin[1:]:
            place, count = (one.spot.x_um, one.spot.y_um), count + 1
            assert any(within(zone, *place) for zone in plan.room) and not any(within(a, *place) for a in plan.away)
            assert case(plan, seed).found_at(*place) == one
    assert count > 40


def test_pointing_finds_what_is_near_enough_only(spare: Scenario) -> None:
    assert spare.care is not None
    found = case(spare.care, 1)
    spot = found.skin[0].spot
    assert found.found_at(spot.x_um + spot.radius_um + 2_999, spot.y_um) == found.skin[0]
    assert found.found_at(spot.x_um, spot.y_um - spot.radius_um - 3_001) != found.skin[0]


# ----------------------------------------------------------------------------------------------- files


def test_a_scenario_without_care_is_as_it_was(flat_patch: Scenario) -> None:
    found = outcome_of(flat_patch, raster())
    assert flat_patch.care is None and "care" not in flat_patch.texts
    assert found.care is None and found.parts["care"] is None
    assert "care" not in outcomes.summary(flat_patch, header(1), found)


@pytest.mark.parametrize(
    ("care", "answer", "path", "said"),
    [
        ('[care]\nfixed = ["pregnent"]', "postpone", "care.fixed.0", "Did you mean `pregnant`?"),
        ('[care]\nfixed = ["mole"]', "spare", "care.fixed.0", "is not known here"),
        ('[care]\nfixed = ["pregnant"]', "treat", "answer", "the findings come to postpone"),
        ('[care]\nfixed = ["hay_fever"]', "postpone", "answer", "the findings come to treat"),
        ('[care]\none_of = ["pregnant", "grown_child"]', "postpone", "answer", "the findings come to treat"),
        ('[care]\nfixed = ["tan", "no_sun"]', "postpone", "care.fixed", "two findings are about sun"),
        ('[care]\non_skin = { mole = "mole" }', "spare", "care.on_skin.mole", "is not known here"),
        ('[care]\nsteps = ["consent", "glove"]', "treat", "care.steps.1", "Did you mean `gloves`?"),
        ('[care]\ncritical = ["gloves"]', "treat", "care.critical.0", "is not one of the choices"),
        ('[care]\nafter = ["suns"]', "treat", "care.after.0", "Did you mean `sun`?"),
        ('[care]\nneighbours = 99', "treat", "care.neighbours", "Allowed is 12 or less"),
        ('[care]\nnumbing = { agents = ["ice"], area_cm2 = [1, 2], amount_g = [1, 2] }', "treat",
         "care.numbing.agents.0", "is not known here"),
        ('[care.zones.cheek]\npasses = [1, 2]', "treat", "care.zones.cheek", "Possible here: patch."),
        ('[care]\nsurprise = true', "treat", "care.surprise", "is not a known key"),
    ],
)  # fmt: skip
def test_faults_of_the_table_are_named(flat_patch: Scenario, care: str, answer: str, path: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        caring(flat_patch, care + "\n", answer)
    fault = next(fault for fault in caught.value.faults if fault.path == path)
    assert said in str(fault) and fault.line and fault.file == "scenario.toml"


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('topic = "steroids"', 'topic = "steroid"', "items.steroids.topic"),
        ('first = "hands"\nthen = "gloves"', 'first = "gloves"\nthen = "hands"', "orders.4"),
        ("to_mm = 0.8", "to_mm = 0.7", "questions.redness"),
        ("radius_mm = 2.0\n", "", "items.mole.radius_mm"),
    ],
)
def test_faults_of_a_bank_are_named(flat_patch: Scenario, old: str, new: str, path: str) -> None:
    assert old in BANK
    with pytest.raises(ScenarioError) as caught:
        caring(flat_patch, bank=BANK.replace(old, new, 1))
    assert [fault.path for fault in caught.value.faults] == [path]
    assert caught.value.faults[0].file == "care.toml"


def test_a_scenario_with_care_loads_by_its_name_and_carries_its_bank(flat_patch: Scenario, tmp_path: Path) -> None:
    head, zones = flat_patch.texts["scenario"].split("[zones.", 1)
    (tmp_path / "flat-patch.toml").write_text(f"{head}{TREAT}\n[zones.{zones}", encoding="utf-8")
    found = scenario.load("flat-patch", places.find()._replace(scenarios=(tmp_path,)))
    assert found.care is not None and found.texts["care"] == BANK and found.digest != flat_patch.digest
    missing = {name: text for name, text in found.texts.items() if name != "care"}
    with pytest.raises(ScenarioError, match="its file is missing"):
        scenario.from_texts(missing)
    wrong = found.texts["scenario"].replace("[care]\n", '[care]\nbank = "defalt"\n')
    (tmp_path / "flat-patch.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(ScenarioError, match="Did you mean `default`"):
        scenario.load("flat-patch", places.find()._replace(scenarios=(tmp_path,)))


# ---------------------------------------------------------------------------------------------- points


@pytest.mark.parametrize("seed", range(5))
def test_who_does_everything_rightly_loses_nothing(treat: Scenario, plan: CarePlan, seed: int) -> None:
    found = marks(plan, seed, right(plan, seed))
    assert found.worth == 1 and not found.slips
    whole = concluded(treat, right(plan, seed), seed)
    part = whole.parts["care"]
    assert part is not None and part.points == part.weight == 9.1 and not whole.critical
    assert whole.score.verdict == "pass" and whole.score.total == pytest.approx(100, abs=0.5)


def test_who_does_nothing_gets_nothing_and_a_sentence_for_everything(plan: CarePlan) -> None:
    found = marks(plan, 1, [])
    assert found.groups == {"screening": pytest.approx(0.25), "preparation": 0, "plan": 0, "aftercare": 0}
    assert len([slip for slip in found.slips if slip.kind == "forgotten"]) == len(plan.steps)
    assert all(slip.what and slip.why and slip.do and "{" not in slip.said for slip in found.slips)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_the_order_of_unrelated_steps_does_not_matter(plan: CarePlan, data: st.DataObject) -> None:
    """Any order in which all pairs hold earns the same."""
    left, taken = list(plan.steps), []
    orders = asked_orders(plan)
    while left:
        free = [s for s in left if not any(o.then == s and o.first in left for o in orders)]
        taken.append(data.draw(st.sampled_from(free)))
        left.remove(taken[-1])
    deeds = right(plan, 1)
    steps = {name: value for name, value, _ in deeds if name.startswith("step.")}
    rest = [deed for deed in deeds if not deed[0].startswith("step.")]
    assert marks(plan, 1, [*rest, *((f"step.{name}", steps[f"step.{name}"], 1.0) for name in taken)]).worth == 1


def test_every_broken_order_is_named_and_costs_one_point(plan: CarePlan) -> None:
    deeds = right(plan, 1)
    at = {name: n for n, (name, _, _) in enumerate(deeds)}
    points = len(plan.prepared) + len(asked_orders(plan)) + 4
    found = marks(plan, 1, _moved(deeds, at["step.hands"], at["step.gloves"] + 1))
    assert kinds(found) == [("preparation", "order", "hands gloves")]
    assert found.groups["preparation"] == pytest.approx(1 - 1 / points, abs=1e-5)
    assert found.slips[0].what == "Put on fresh gloves came before Wash and disinfect hands."
    for order in asked_orders(plan):
        found = marks(plan, 1, _moved(deeds, at[f"step.{order.first}"], at[f"step.{order.then}"] + 1))
        assert ("preparation", "order", f"{order.first} {order.then}") in kinds(found)


def _moved(deeds: list, old: int, new: int) -> list:
    return [*deeds[:old], *deeds[old + 1 : new], deeds[old], *deeds[new:]]


def test_forgotten_repeated_and_late_steps_are_named(treat: Scenario, plan: CarePlan) -> None:
    deeds = right(plan, 1)
    assert kinds(marks(plan, 1, without(deeds, "step.photo"))) == [("preparation", "forgotten", "photo")]
    twice = [deed for deed in deeds for _ in range(3 if deed[0] == "step.lot" else 1)]
    found = marks(plan, 1, twice)
    assert kinds(found) == [("preparation", "repeated", "lot")] and "3 times" in found.slips[0].what
    late = outcome_of(treat, around(raster(), without(deeds, "step.lot"), [("step.lot", 1, 1.0)]))
    assert late.care is not None and kinds(late.care) == [("preparation", "late", "lot")]


def test_what_is_done_again_in_time_is_mended(plan: CarePlan) -> None:
    deeds = right(plan, 1)
    at = next(n for n, deed in enumerate(deeds) if deed[0] == "step.numbing_off")
    early = [*deeds[:at], ("step.antiseptic", 1, 1.0), *deeds[at:]]
    assert kinds(marks(plan, 1, early)) == [("preparation", "repeated", "antiseptic")]


SLIPS = ("photo", "lot", "hands", "gel", "antiseptic", "cartridge", "numbing", "identity")


@settings(max_examples=300, deadline=None)
@given(fewer=st.sets(st.integers(0, 39)), more=st.sets(st.integers(0, 39)))
def test_more_slips_never_earn_more(plan: CarePlan, fewer: set[int], more: set[int]) -> None:
    """Every number is a slip of its own: a thing left out, a step taken twice, another answer."""
    one, other = (marks(plan, 2, _with(right(plan, 2), slips)) for slips in (fewer, fewer | more))
    assert other.worth <= one.worth + 1e-9
    assert all(other.groups[name] <= one.groups[name] + 1e-9 for name in one.groups)
    assert sum(slip.cost for slip in other.slips) == pytest.approx(1 - other.worth, abs=1e-4)


def _with(deeds: list, slips: set[int]) -> list:
    """The deeds with some of forty slips: the number picks one deed, and what becomes of it."""
    found = []
    for n, (what, value, takes) in enumerate(deeds):
        if n % 40 not in slips:
            found.append((what, value, takes))
        elif n % 3 == 0 and what.startswith("step."):
            found += [(what, value, takes)] * 2
        elif n % 3 == 1 and not what.startswith("step."):
            found.append((what, 99, takes))
    return found


def test_an_answer_needs_its_reason_and_a_changed_mind_counts(flat_patch: Scenario) -> None:
    told = caring(flat_patch, '[care]\nfixed = ["isotretinoin_now"]\nneighbours = 0\n', "postpone").care
    assert told is not None
    deeds = [*right(told, 1), ("postpone", 1, 1.0)]
    assert marks(told, 1, deeds, False).worth == 1
    assert marks(told, 1, changed(deeds, "care.isotretinoin_now", 3), False).worth == 1
    reason = marks(told, 1, changed(deeds, "why.isotretinoin_now", 2), False)
    assert kinds(reason) == [("screening", "reason", "isotretinoin_now")]
    assert "It thins the blood." in reason.slips[0].what and "[FDA 2025" in reason.slips[0].why
    assert reason.worth == pytest.approx(1 - 2 / 3 / 4, abs=1e-5)
    wrong = changed(deeds, "care.isotretinoin_now", 1)
    assert kinds(marks(told, 1, wrong, False)) == [("screening", "misjudged", "isotretinoin_now")]
    assert marks(told, 1, [*wrong, ("care.isotretinoin_now", 4, 1.0)], False).worth == 1


def test_findings_on_the_skin_have_to_be_pointed_at(spare: Scenario) -> None:
    assert spare.care is not None
    deeds = right(spare.care, 1)
    assert kinds(marks(spare.care, 1, deeds)) == []
    unseen = marks(spare.care, 1, without(deeds, "mark.x", "mark.y"))
    assert kinds(unseen) == [("screening", "overlooked", "mole")]
    at = [*deeds, ("mark.x", 110_000, 1.0), ("mark.y", 20_000, 1.0)]
    assert kinds(marks(spare.care, 1, at)) == [("screening", "needless", "")]


def test_the_plan_is_compared_with_tolerance(plan: CarePlan) -> None:
    deeds = right(plan, 1)
    assert ("plan.patch.depth", 500) in [deed[:2] for deed in deeds]
    worth = {v: marks(plan, 1, changed(deeds, "plan.patch.depth", v)).groups["plan"] for v in (250, 750, 1000, 0)}
    assert worth == {250: 0.875, 750: 0.875, 1000: 0.75, 0: 0.75}
    assert marks(plan, 1, changed(deeds, "plan.patch.technique", 4)).slips[0].what.endswith("right is lines with lift.")
    assert marks(plan, 1, without(deeds, "plan.patch.passes")).groups["plan"] == 0.75


def test_advice_fits_the_depth(plan: CarePlan) -> None:
    redness = plan.bank.questions["redness"]
    assert [redness.right(um) for um in (250, 799, 800, 1500, 2000, 2500)] == [(1,), (1,), (2,), (2,), (3,), (3,)]
    deep = replace(plan, depth_um=1500)
    assert kinds(marks(deep, 1, right(plan, 1))) == [("aftercare", "told", "redness")]
    assert marks(deep, 1, right(deep, 1)).worth == 1


def test_numbing_is_judged_by_agent_area_amount_and_minutes(plan: CarePlan) -> None:
    deeds = right(plan, 1)
    for name, value, said in (
        ("numb.agent", 3, "30 %"),
        ("numb.area", 12_000, "120"),
        ("numb.amount", 30_000, "30"),
        ("numb.minutes", 20, "20"),
    ):
        found = marks(plan, 1, changed(deeds, name, value))
        assert kinds(found) == [("preparation", name.removeprefix("numb."), "numbing")] and said in found.slips[0].what
    assert numbed(plan, Done(acts(deeds), None)) == "cream"
    assert numbed(plan, Done(acts(changed(deeds, "numb.minutes", 10)), None)) == "none"
    assert numbed(None, Done((), None)) == "none"
    assert discomfort.vas(2.5, "cream") == pytest.approx(5.4) and discomfort.vas(2.5, "good") < 3.2


def test_without_numbing_its_steps_are_not_asked(flat_patch: Scenario) -> None:
    plain = caring(flat_patch, TREAT.replace(NUMBING, "")).care
    assert plain is not None and not {"numbing", "numbing_off"} & set(plain.steps)
    assert plain.critical == ("consent", "cartridge")


# ------------------------------------------------------------------------------- errors and postponing


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("consent", lambda deeds: without(deeds, "step.consent")),
        ("numbing_off", lambda deeds: without(deeds, "step.numbing_off")),
        ("numbing_off", lambda deeds: changed(deeds, "step.numbing_off", 2)),
        ("cartridge", lambda deeds: changed(deeds, "step.cartridge", 2)),
        ("cartridge", lambda deeds: without(deeds, "step.cartridge")),
    ],
)
def test_steps_that_nothing_makes_up_for(treat: Scenario, plan: CarePlan, rule: str, change) -> None:  # type: ignore[no-untyped-def]
    found = concluded(treat, change(right(plan, 1)))
    assert [error.rule for error in found.critical] == [rule] and found.score.verdict == "fail"
    assert found.critical[0].t_s >= 60 and found.critical[0].x_um > 0
    coach = load_coach(places.find().assets / "coach" / "default.toml")
    assert speak(found.findings, coach)[0].finding.kind == f"critical.{rule}"
    assert not concluded(treat, change(right(plan, 1)), treated=False).critical


def test_postponing_rightly_passes_with_the_points_of_care(postpone: Scenario) -> None:
    assert postpone.care is not None
    deeds = [*list(right(postpone.care, 1)), ("postpone", 1, 1.0)]
    found = concluded(postpone, deeds, treated=False)
    assert (found.score.total, found.score.verdict, found.score.weights) == (100.0, "pass", {"care": 100.0})
    assert [name for name, part in found.parts.items() if part] == ["care"] and not found.findings
    wrong = changed(deeds, f"care.{next(i.id for i in case(postpone.care, 1).heard if i.harmless)}", 3)
    less = concluded(postpone, wrong, treated=False)
    assert less.score.total == pytest.approx(100 * (1 - 1 / 9), abs=0.06) and less.score.verdict == "pass"
    assert less.care is not None and less.score.total == round(100 * less.care.worth, 1)
    careless = concluded(postpone, [("postpone", 1, 1.0)], treated=False)
    assert careless.score.verdict == "fail" and careless.parts["care"].reason.endswith("prescriber.")  # type: ignore[union-attr]


def test_treating_where_postponing_was_right_is_critical(postpone: Scenario) -> None:
    assert postpone.care is not None
    deeds = right(postpone.care, 1)
    for extra in ([], [("postpone", 1, 1.0)]):
        found = concluded(postpone, [*deeds, *extra])
        assert [error.rule for error in found.critical] == ["should_postpone"] and found.score.verdict == "fail"
        assert "Pregnant" in found.critical[0].text
    nothing = concluded(postpone, deeds, treated=False)
    assert nothing.score.verdict == "fail" and not nothing.critical


def test_postponing_without_need_is_not_passed_and_says_why(treat: Scenario, plan: CarePlan) -> None:
    found = concluded(treat, [*right(plan, 1), ("postpone", 1, 1.0)], treated=False)
    assert found.score.verdict == "fail" and found.score.total < 10
    assert found.parts["care"] is not None
    assert found.parts["care"].reason.startswith("The treatment was postponed without need.")
    taken_back = [*right(plan, 1), ("postpone", 1, 1.0), ("postpone", 0, 1.0)]
    assert concluded(treat, taken_back).score.verdict == "pass"


def test_needling_a_spared_area_is_the_no_go_error(spare: Scenario) -> None:
    from strokes import lane

    assert spare.care is not None
    over = Hand(lane(0, (150_000, 168_000), (162_000, 168_000), 20.0))
    found = outcome_of(spare, around(over, right(spare.care, 1)))
    assert [(error.rule, error.zone) for error in found.critical] == [("no_go", "mole")]


def test_full_care_with_forty_five_percent_coverage_never_passes(treat: Scenario, plan: CarePlan) -> None:
    """A thousand mixes of everything else."""
    draw = np.random.default_rng(1)
    full = marks(plan, 1, right(plan, 1))
    assert full.worth == 1
    for _ in range(1000):
        share = draw.random(12)
        zone = {
            "judged_cm2": 64.0, "coverage": 0.45, "overtreated": 0.3 * share[0] ** 3, "largest_gap_cm2": 3 * share[1],
            "cu": 0.7 + 0.3 * share[2], "stroke_overlap": {"in_band": share[3], "owed": bool(share[4] < 0.5)},
            "pass_excess": 0.3 * share[5], "depth_compliance": share[6], "dial_choice": share[7],
        }  # fmt: skip
        hand = {
            "glide_in_band": share[8], "steadiness": 0.4 * share[9], "landing_still_ms": {"p50": 200 * share[10]},
            "drag_um_p95": 200 * share[11], "turns_in_contact": 0, "amber_share": None,
        }  # fmt: skip
        plain = judge({"patch": zone}, hand, treat.plans, treat.rubric, [])
        assert with_care(plain, full, treat.rubric, []).verdict == "fail"


def test_care_counts_a_tenth_beside_the_rest(treat: Scenario, plan: CarePlan) -> None:
    careless = concluded(treat, [("step.consent", 1, 1.0), ("step.cartridge", 1, 1.0)])
    cared = concluded(treat, right(plan, 1))
    assert cared.score.weights["care"] == pytest.approx(100 / 11, abs=1e-4)
    assert careless.score.verdict == "fail" and not careless.critical  # below the floor of a part
    assert cared.score.total - careless.score.total == pytest.approx(9.1 * (1 - careless.score.values["care"]), abs=0.1)
    assert 100 - sum(loss.points for loss in careless.score.losses) == pytest.approx(careless.score.total, abs=0.06)


# ----------------------------------------------------------------------------- the clock and the files


def test_preparing_takes_no_time_of_the_technique(flat_patch: Scenario, treat: Scenario, plan: CarePlan) -> None:
    plain, period = outcome_of(flat_patch, raster()), treat.device.period_us
    deeds = right(plan, 1)
    told = [deed for deed in deeds if deed[0].startswith("after.")]
    hand = around(raster(), without(deeds, *(name for name, _, _ in told)), told, 10_000 * period)
    cared = outcome_of(treat, hand)
    assert cared.care is not None and not cared.care.slips
    for name in ("time_s", "path_efficiency", "air_share", "lift_offs", "strokes", "glide_mm_s", "dwell_s"):
        assert cared.technique[name] == plain.technique[name], name
    assert cared.sampling == plain.sampling and cared.duration_s == plain.duration_s
    assert cared.zones["patch"]["coverage"] == plain.zones["patch"]["coverage"]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), cut=st.integers(0, 2**32))
def test_frames_do_not_matter(treat: Scenario, plan: CarePlan, seed: int, cut: int) -> None:
    from strokes import wild

    coarse = replace(treat, cell_um=1000)
    hand = around(wild(seed), _with(right(plan, 1, told=False), {seed % 40, cut % 40}), right(plan, 1)[-8:], 3_000_000)
    one, other = begin(coarse, 1), begin(coarse, 1)
    one.advance(hand)
    for frame in pieces(hand, cut):
        other.advance(frame)
    results = [outcomes.digest(outcomes.summary(coarse, header(1), conclude(coarse, run))) for run in (one, other)]
    assert results[0] == results[1]
    assert (one.begin_us, one.treated_us, one.end_us) == (other.begin_us, other.treated_us, other.end_us)


@pytest.mark.parametrize("treated", [True, False])
def test_journal_file_and_rescoring_agree(treat: Scenario, postpone: Scenario, treated: bool, tmp_path: Path) -> None:
    found = treat if treated else postpone
    hand = operate(found, "competent", "mouse", 4)
    assert bool(len(hand.samples)) == treated
    assert len(set(three_ways(found, hand, 4, tmp_path))) == 1


def test_csv_carries_the_acts_of_care_unchanged(treat: Scenario) -> None:
    hand = operate(treat, "novice", "mouse", 3)
    kept = Recording(header(3), treat, hand)
    again = trace.read(trace.write(kept), treat).recording
    assert again.hand.acts == hand.acts
    one, other = (conclude(treat, replay(r)) for r in (kept, again))
    assert one.care == other.care and one.score == other.score and one.fingerprint == other.fingerprint


def test_a_recording_is_judged_by_the_bank_it_carries(treat: Scenario, plan: CarePlan, tmp_path: Path) -> None:
    recording.write(Recording(header(1), treat, operate(treat, "expert", "pen", 1)), tmp_path / "a.run")
    back = recording.read(tmp_path / "a.run")
    assert back.scenario.care is not None and back.scenario.care.bank == plan.bank
    assert back.scenario.digest == treat.digest
    assert (tmp_path / "a.run").stat().st_size < 500_000


def test_the_summary_names_every_slip_without_a_sentence(treat: Scenario, plan: CarePlan) -> None:
    found = concluded(treat, without(right(plan, 1), "step.photo", "after.sun"))
    told = outcomes.summary(treat, header(1), found)
    assert told["parts"]["care"].keys() == {"points", "weight", "reason"}
    assert [(s["kind"], s["about"]) for s in told["care"]["slips"]] == [("forgotten", "photo"), ("untold", "sun")]
    coach = load_coach(places.find().assets / "coach" / "default.toml")
    said = [advice.text for advice in speak(found.findings, coach)]
    assert any("Photograph clean skin: this step was left out." in text for text in said)


# ---------------------------------------------------------------------------- hands that are not human


def test_the_expert_treats_spares_and_postpones_and_the_hasty_fail(treat: Scenario, postpone: Scenario) -> None:
    for found in (treat, postpone):
        for seed in range(1, 6):
            expert = outcome_of(found, operate(found, "expert", "pen", seed), seed)
            assert expert.score.verdict == "pass" and not expert.critical and expert.score.values["care"] == 1
            assert outcome_of(found, operate(found, "hasty", "mouse", seed), seed).score.verdict == "fail"


def test_skills_are_in_order_of_care(plan: CarePlan) -> None:
    from simulator.operators.consult import DILIGENCE, Careful

    worth = {}
    for name, diligence in DILIGENCE.items():
        found = []
        for seed in range(60):
            one = Careful(plan, diligence, seed)
            found.append(marks(plan, seed, [*one.consults(), *one.plans(), *one.prepares(), *one.tells()]).worth)
        worth[name] = float(np.mean(found))
    assert worth["expert"] == 1 and worth["competent"] > 0.9
    assert worth["competent"] > worth["timid"] > worth["novice"] > worth["hasty"]


def test_the_expert_spares_the_mole(spare: Scenario) -> None:
    found = outcome_of(spare, operate(spare, "expert", "pen", 1))
    assert found.score.verdict == "pass" and found.score.values["care"] == 1 and not found.critical
    assert Act(0, "x", 0).treats and not Act(0, "step.photo", 1).treats
    assert Hand(NO_SAMPLES, (Act(5, "postpone", 1),)).end_us == 5
