"""The statistics against published tables and against simulation."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.standing import curve, reliability, rules

SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)


def test_icc_of_the_published_table() -> None:
    found = reliability.icc(SHROUT_FLEISS)
    assert found == pytest.approx((0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093), abs=1e-4)


def test_limits_of_the_published_table() -> None:
    """ICC(2,1) .29 with 95 % limits .019 and .761, as printed by common statistics packages."""
    found = reliability.agreement(SHROUT_FLEISS)
    assert (found.low, found.high) == pytest.approx((0.0188, 0.7611), abs=5e-4)


def test_repeats_without_error_are_fully_reliable() -> None:
    table = np.repeat(np.arange(6.0)[:, None], 4, 1)
    assert reliability.icc(table).icc2_1 == 1.0 and reliability.standard_error(table) == 0.0
    assert reliability.runs_needed(table) == 1


def test_standard_error_and_runs_needed_of_made_scores() -> None:
    draw = np.random.default_rng(1)
    table = draw.normal(80, 3, (3000, 1)) + draw.normal(0, 4, (3000, 5))
    assert reliability.standard_error(table) == pytest.approx(4, rel=0.03)
    assert reliability.smallest_real_difference(table) == pytest.approx(1.96 * np.sqrt(2) * 4, rel=0.03)
    assert reliability.runs_needed(table, 0.8) == int(np.ceil(0.8 / 0.2 * 16 / 9))


def test_small_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        reliability.icc(np.ones((1, 4)))


def test_the_curve_keeps_its_promises_in_simulation() -> None:
    chosen, reach = curve.plan(p0=0.3, p1=0.1, alpha=0.1, beta=0.3, runs=40)
    draw = np.random.default_rng(2)
    for rate, promised in ((0.3, reach.false_alarm), (0.1, reach.detection)):
        rows = draw.random((4000, 40)) >= rate
        signals = [curve.follow(chosen, row.tolist())[1] is not None for row in rows]
        assert float(np.mean(signals)) == pytest.approx(promised, abs=0.02)
    assert reach.false_alarm <= 0.1 and reach.detection >= 0.7
    assert curve.follow(chosen, [True] * reach.least_runs)[1] == reach.least_runs


def test_a_failed_run_sets_back_and_never_below_zero() -> None:
    chosen = curve.Curve(0.3, 0.1, 1.0)
    sums, at = curve.follow(chosen, [True, False, True, True])
    assert sums[0] > 0 and sums[1] == 0.0 and sums[3] > sums[2] and at is None


def test_impossible_plans_are_refused_with_their_numbers() -> None:
    with pytest.raises(ValueError, match="allow more runs"):
        curve.plan(0.3, 0.25, 0.01, 0.01, 10)


def verdicts(text: str) -> list[rules.Attempt]:
    return [rules.Attempt("pass" if c == "p" else "fail") for c in text]


@pytest.mark.parametrize(
    ("kind", "text", "passed", "missing"),
    [
        ("single", "fp", True, 0),
        ("single", "pf", False, 1),  # the last one counts, not the best
        ("two in a row", "ppf", False, 2),
        ("two in a row", "pfp", False, 1),
        ("two in a row", "fpp", True, 0),
        ("two in a row plus ten", "pp" + "p" * 9, False, 1),
        ("two in a row plus ten", "fpp" + "fp" * 10, True, 0),
        ("two in a row plus ten", "pfpfpf", False, 12),
    ],
)
def test_rules_look_at_the_last_attempts(kind: rules.Kind, text: str, passed: bool, missing: int) -> None:
    found = rules.standing(rules.Rule(kind), verdicts(text))
    assert (found.passed, found.missing) == (passed, missing)


def test_a_run_given_up_early_is_no_attempt_and_one_given_up_late_is() -> None:
    early, late = rules.Attempt("fail", 0.05), rules.Attempt("fail", 0.4)
    rule = rules.Rule("two in a row")
    assert rules.standing(rule, [*verdicts("p"), early, *verdicts("p")]).passed
    assert not rules.standing(rule, [*verdicts("p"), late, *verdicts("p")]).passed


def test_a_verdict_too_close_to_call_is_no_pass() -> None:
    assert not rules.standing(rules.Rule("single"), [rules.Attempt("too close to call")]).passed


def test_no_order_of_giving_up_turns_fails_into_a_pass() -> None:
    """Whoever passes once in three cannot reach two in a row by leaving bad runs after the first tenth of them."""
    draw = np.random.default_rng(4)
    for _ in range(300):
        good = draw.random(8) < 1 / 3
        honest = [rules.Attempt("pass" if g else "fail") for g in good]
        gamed = [a if a.verdict == "pass" else rules.Attempt("fail", float(draw.uniform(0.11, 1))) for a in honest]
        rule = rules.Rule("two in a row")
        assert rules.standing(rule, gamed) == rules.standing(rule, honest)


def test_the_curve_as_a_rule_needs_its_least_number_of_passes() -> None:
    rule = rules.Rule("cusum")
    least = curve.plan(rule.p0, rule.p1, rule.alpha, rule.beta, rule.runs)[1].least_runs
    assert rules.standing(rule, []).missing == least
    assert rules.standing(rule, verdicts("p" * least)).passed
    assert not rules.standing(rule, verdicts("p" * (least - 1))).passed
