"""The statistics against published tables and against simulation."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.standing import curve, reliability

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
