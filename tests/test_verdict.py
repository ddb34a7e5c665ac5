"""What can pass and what cannot: no mix of other virtues makes up for skin that was left out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import session
from simulator.operators.operate import operate
from simulator.outcome.score import judge
from simulator.session import Scenario

share = st.floats(0.0, 1.0)


@pytest.fixture(scope="module")
def good(flat_patch: Scenario) -> session.Outcome:
    run = session.begin(flat_patch, 1)
    run.advance(operate(flat_patch, "expert", "pen", 1))
    return session.conclude(flat_patch, run)


def mixed(good: session.Outcome, coverage: float, other: dict[str, float]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The outcome of a good run with another coverage, and with other shares anywhere between good and as drawn."""
    zone = good.zones["patch"]
    zone = {**zone, "coverage": coverage, "cu": other["cu"], "overtreated": 0.3 * other["overtreated"]}
    zone |= {"depth_compliance": other["depth"], "dial_choice": other["dial"]}
    zone["stroke_overlap"] = {**zone["stroke_overlap"], "in_band": other["in_band"]}
    return {"patch": zone}, {**good.technique, "glide_in_band": other["glide"]}


drawn = st.fixed_dictionaries(
    {name: share for name in ("cu", "overtreated", "depth", "dial", "in_band", "glide")}  # noqa: C420
)


@settings(max_examples=1000, deadline=None)
@given(coverage=st.floats(0.0, 0.45), other=drawn)
def test_45_per_cent_of_the_area_never_pass(
    good: session.Outcome, flat_patch: Scenario, coverage: float, other: dict[str, float]
) -> None:
    zones, technique = mixed(good, coverage, other)
    score = judge(zones, technique, flat_patch.plans, flat_patch.rubric, [])
    assert score.verdict == "fail", score


def test_the_same_mix_with_all_of_the_area_can_pass(good: session.Outcome, flat_patch: Scenario) -> None:
    best = dict.fromkeys(("cu", "depth", "dial", "in_band", "glide"), 1.0) | {"overtreated": 0.0}
    zones, technique = mixed(good, 1.0, best)
    assert judge(zones, technique, flat_patch.plans, flat_patch.rubric, []).verdict == "pass"
    zones, technique = mixed(good, 0.45, best)
    assert judge(zones, technique, flat_patch.plans, flat_patch.rubric, []).verdict == "fail"
