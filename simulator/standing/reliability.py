"""How far a score can be depended on: intraclass correlation, standard error of measurement, runs needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LEAST_REPEATS = 6
"""Of fewer repeats a person's own error is not told: it would be more chance than knowledge (convention)."""
Table = NDArray[np.float64]
"""Scores [persons, repeats]."""


class Variance(NamedTuple):
    """Mean squares of a two-way table: between persons, between repeats, what is left, within persons."""

    persons: float
    repeats: float
    residual: float
    within: float
    n: int
    k: int


class Coefficients(NamedTuple):
    """The six intraclass correlations of Shrout & Fleiss 1979; `_1` of one repeat, `_k` of the mean of all."""

    icc1_1: float
    icc2_1: float
    icc3_1: float
    icc1_k: float
    icc2_k: float
    icc3_k: float


class Interval(NamedTuple):
    """A value with its confidence limits."""

    value: float
    low: float
    high: float


def variance(table: Table) -> Variance:
    """Mean squares of persons × repeats; refuses tables smaller than 2 × 2."""
    if table.ndim != 2 or min(table.shape) < 2:
        raise ValueError(f"a table needs at least 2 persons and 2 repeats, not {table.shape}")
    n, k = table.shape
    middle = table.mean()
    persons = k * ((table.mean(1) - middle) ** 2).sum() / (n - 1)
    repeats = n * ((table.mean(0) - middle) ** 2).sum() / (k - 1)
    within = ((table - table.mean(1, keepdims=True)) ** 2).sum() / (n * (k - 1))
    left = table - table.mean(1, keepdims=True) - table.mean(0, keepdims=True) + middle
    return Variance(float(persons), float(repeats), float((left**2).sum() / ((n - 1) * (k - 1))), float(within), n, k)


def icc(table: Table) -> Coefficients:
    """All six coefficients of a table. Source: Shrout & Fleiss 1979, Psychol Bull 86:420."""
    v = variance(table)
    shared = v.k * (v.repeats - v.residual) / v.n
    return Coefficients(
        (v.persons - v.within) / (v.persons + (v.k - 1) * v.within),
        (v.persons - v.residual) / (v.persons + (v.k - 1) * v.residual + shared),
        (v.persons - v.residual) / (v.persons + (v.k - 1) * v.residual),
        (v.persons - v.within) / v.persons,
        (v.persons - v.residual) / (v.persons + (v.repeats - v.residual) / v.n),
        (v.persons - v.residual) / v.persons,
    )


def agreement(table: Table, confidence: float = 0.95) -> Interval:
    """ICC(2,1), absolute agreement of single runs, with its limits. Source: McGraw & Wong 1996."""
    from scipy import stats

    v, value = variance(table), icc(table).icc2_1
    a = v.k * value / (v.n * (1 - value))
    b = 1 + v.k * value * (v.n - 1) / (v.n * (1 - value))
    freedom = (a * v.repeats + b * v.residual) ** 2 / (
        (a * v.repeats) ** 2 / (v.k - 1) + (b * v.residual) ** 2 / ((v.n - 1) * (v.k - 1))
    )
    tail = 1 - (1 - confidence) / 2
    above, below = stats.f.ppf(tail, v.n - 1, freedom), stats.f.ppf(tail, freedom, v.n - 1)
    noise = v.k * v.repeats + (v.k * v.n - v.k - v.n) * v.residual
    low = v.n * (v.persons - above * v.residual) / (above * noise + v.n * v.persons)
    high = v.n * (below * v.persons - v.residual) / (noise + v.n * below * v.persons)
    return Interval(value, float(low), float(high))


def standard_error(table: Table) -> float:
    """Standard error of one run in points: the root of the variance within persons."""
    return float(np.sqrt(variance(table).within))


def repeat_error(scores: Sequence[float], least: int = LEAST_REPEATS) -> float | None:
    """Standard error of one run in points from one person's repeats in order of time, None of fewer than `least`.

    The root of half the mean square of successive differences, which a slow improvement hardly moves.
    Source: von Neumann, Kent, Bellinson & Hart 1941.
    """
    if len(scores) < least:
        return None
    steps = np.diff(np.asarray(scores, np.float64))
    return float(np.sqrt((steps**2).mean() / 2))


def smallest_real_difference(table: Table) -> float:
    """Difference between two runs of one person that chance alone exceeds once in twenty, in points."""
    return 1.96 * float(np.sqrt(2)) * standard_error(table)


def runs_needed(table: Table, wanted: float = 0.8, most: int = 100) -> int | None:
    """Runs whose mean reaches a dependability (index Φ of a D-study) in this population; None beyond `most`."""
    v = variance(table)
    between = max((v.persons - v.within) / v.k, 0.0)
    for runs in range(1, most + 1):
        if between and between / (between + v.within / runs) >= wanted:
            return runs
    return None
