"""The library of scenarios: every place, concern and skin type, solvable by a good hand and by no hasty one."""

from __future__ import annotations

import time
from collections import Counter

import numpy as np
import pytest

from simulator import session
from simulator.app.screens.care_prepare import AREAS_CM2, GRAMS, MINUTES
from simulator.checks.people import CONCERNS
from simulator.checks.scenario import check
from simulator.files import places, scenario
from simulator.files.care_form import CareForm, NumbingForm, ZoneChoiceForm
from simulator.files.schema import CourseForm, LesionForm, PlanForm, ScenarioForm
from simulator.files.treatment_form import TreatmentForm
from simulator.operators.operate import operate
from simulator.session import Outcome, Scenario

PLACES = places.find()
LISTED = scenario.list_scenarios(PLACES)
ALL = {one.id: one.scenario for one in LISTED if one.scenario}
SHORT = {name: plan for name, plan in ALL.items() if plan.kind != "full"}


def concluded(plan: Scenario, skill: object, grip: str, seed: int) -> Outcome:
    run = session.begin(plan, seed)
    run.advance(operate(plan, skill, grip, seed))  # type: ignore[arg-type]
    return session.conclude(plan, run)


def test_the_library_is_whole() -> None:
    assert not [fault for one in LISTED for fault in one.faults]
    assert len(ALL) >= 30
    kinds = Counter(plan.kind for plan in ALL.values())
    assert kinds["drill"] >= 10 and kinds["section"] >= 12 and kinds["take-over"] >= 5 and kinds["full"] >= 2, kinds
    assert sum(plan.answer != "treat" for plan in ALL.values()) >= 4
    assert sum(plan.course is not None for plan in ALL.values()) >= 3
    assert all(plan.goal and plan.difficulty and plan.sources and len(plan.brief) > 40 for plan in ALL.values())
    folders = {one.path.parent.name for one in LISTED}
    assert folders >= {"drills", "face", "neck", "decolletage", "hands", "body"}


def test_every_site_concern_and_skin_type_is_covered(capsys: pytest.CaptureFixture[str]) -> None:
    sites = Counter(plan.site.id.removeprefix("hand-").removesuffix("-small") for plan in ALL.values())
    concerns = Counter(concern for plan in ALL.values() for concern in plan.concerns)
    skins = Counter(plan.skin_type.id for plan in ALL.values())
    with capsys.disabled():
        print("\n" + table())
    for wanted in ("face", "neck", "decolletage", "right", "left", "abdomen", "thigh"):
        assert sites[wanted] >= 2, (wanted, sites)
    for wanted in CONCERNS:
        assert concerns[wanted] >= 2, (wanted, concerns)
    assert set(skins) == {"I", "II", "III", "IV", "V", "VI"}
    assert 2 * sum(skins[name] for name in ("IV", "V", "VI")) >= len(ALL)


def table() -> str:
    """Sites by concern, with the skin types of the scenarios that serve both."""
    sites = sorted({plan.site.id for plan in ALL.values() if not plan.site.id.startswith(("patch", "strip"))})
    rows = [["", *sites]]
    for concern in CONCERNS[1:]:
        found = [
            [p.skin_type.id for p in ALL.values() if p.site.id == site and concern in p.concerns] for site in sites
        ]
        rows.append([concern, *(" ".join(sorted(types)) or "-" for types in found)])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_scenario_makes_sense(name: str) -> None:
    assert [finding for finding in check(ALL[name]) if finding.severity != "hint"] == []


@pytest.mark.parametrize("name", sorted(SHORT))
def test_a_good_hand_passes_and_a_hasty_one_does_not(name: str) -> None:
    good = concluded(SHORT[name], "expert", "pen", 1)
    assert good.score.verdict == "pass" and not good.critical, good.score
    sent_home = good.care is not None and good.care.postponed
    assert sent_home == (SHORT[name].answer == "postpone"), "who is sent home is not needled"
    assert concluded(SHORT[name], "hasty", "mouse", 1).score.verdict == "fail"


CHOICES = [(name, tool.device.id) for name, plan in sorted(ALL.items()) for tool in plan.devices[1:]]


@pytest.mark.parametrize(("name", "device"), CHOICES)
def test_a_good_hand_passes_with_every_device_that_may_be_chosen(name: str, device: str) -> None:
    assert concluded(session.choose(ALL[name], device), "expert", "pen", 1).score.verdict == "pass"


@pytest.mark.parametrize("name", sorted(name for name, plan in ALL.items() if plan.care and plan.care.numbing))
def test_what_numbs_rightly_can_be_chosen_on_the_screen(name: str) -> None:
    care = ALL[name].care
    assert care is not None and care.numbing is not None
    low, high = care.numbing.area_mm2
    assert any(low <= 100 * area <= high for area in AREAS_CM2)
    low, high = care.numbing.amount_mg
    assert any(low <= 1000 * grams <= high for grams in GRAMS)
    for agent in care.agents:
        if agent.id in care.numbing.agents:
            low, high = care.numbing.minutes or agent.minutes
            assert any(low <= minutes <= high for minutes in MINUTES)


def test_there_are_people_to_send_home_and_every_kind_of_care() -> None:
    asked = [plan.care for plan in ALL.values() if plan.care is not None]
    assert sum(plan.answer == "postpone" for plan in ALL.values()) >= 3
    assert sum(bool(care.numbing) for care in asked) >= 4 and sum(bool(care.spots) for care in asked) >= 4
    assert sum(len(care.one_of) >= 3 for care in asked) >= 3, "what is found differs from run to run"


@pytest.mark.parametrize("name", sorted(name for name, plan in ALL.items() if plan.lesions or plan.site.no_go))
def test_nothing_within_two_millimetres_of_a_margin_is_judged(name: str) -> None:
    """With the usual tip of 6 mm; whether lanes fill the last row of cells beyond it is another question."""
    plan = ALL[name]
    zones, near_um = plan.zones(), 2000 * plan.device.tip_um // 6000
    row, col = np.nonzero(zones.judged)
    x, y = ((at * plan.cell_um + plan.cell_um // 2) for at in (col, row))
    for danger in plan.no_go:
        for px, py in danger.polygon_um[::6]:
            away = np.sqrt((x - px) ** 2.0 + (y - py) ** 2.0)
            assert away.min() > danger.margin_um + near_um - plan.cell_um, danger.name


@pytest.mark.alone
def test_the_library_is_read_quickly() -> None:
    for name in dir(scenario):
        if hasattr(getattr(scenario, name), "cache_clear"):
            getattr(scenario, name).cache_clear()
    since = time.perf_counter()
    scenario.list_scenarios(PLACES)
    assert time.perf_counter() - since < 1.0, "half a second on a quiet machine"


def test_zones_done_before_are_seen_and_not_scored() -> None:
    plan = ALL["take-over-left"]
    assert {one.zone for one in plan.done}.isdisjoint({one.zone for one in plan.plans})
    assert set(concluded(plan, "expert", "pen", 1).zones) == {one.zone for one in plan.plans}


def test_every_key_is_explained_to_those_who_write_scenarios() -> None:
    text = (PLACES.scenarios[0] / "README.md").read_text(encoding="utf-8")
    for form in (ScenarioForm, PlanForm, LesionForm, CourseForm, TreatmentForm, CareForm, NumbingForm, ZoneChoiceForm):
        for key in form.model_fields:
            assert f"`{key}" in text or f"[{key}" in text, f"{form.__name__}.{key}"
