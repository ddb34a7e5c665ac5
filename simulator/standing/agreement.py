"""How far raters agree: weighted kappa of pairs of ratings, and tables for the intraclass correlation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import numpy as np

from simulator.standing.judging import HIGHEST, LOWEST, Rated

Weights = Literal["none", "linear", "quadratic"]
LEAST_PAIRS = 2


class Pair(NamedTuple):
    """Points that two raters gave the same item of the same run."""

    first: int
    second: int


def kappa(
    first: Sequence[int],
    second: Sequence[int],
    weights: Weights = "quadratic",
    scale: tuple[int, int] = (LOWEST, HIGHEST),
) -> float | None:
    """Agreement beyond chance of two rows of ratings on one scale, 1 where they are equal; None where chance alone
    explains everything (both raters always gave one and the same answer), or there is no pair.

    κ = 1 − Σ w o / Σ w e, with w = 0 on the diagonal and else 1, |i − j| or (i − j)². Source: Cohen 1960, 1968.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} ratings cannot be paired with {len(second)}")
    low, high = scale
    values = np.arange(low, high + 1)
    if any(not low <= value <= high for value in (*first, *second)):
        raise ValueError(f"a rating lies off the scale from {low} to {high}")
    seen = np.zeros((len(values), len(values)))
    np.add.at(seen, (np.asarray(first, np.int64) - low, np.asarray(second, np.int64) - low), 1)
    expected = np.outer(seen.sum(1), seen.sum(0)) / max(len(first), 1)
    away = np.abs(values[:, None] - values[None, :]).astype(np.float64)
    cost = {"none": (away > 0).astype(np.float64), "linear": away, "quadratic": away**2}[weights]
    chance = float((cost * expected).sum())
    return 1 - float((cost * seen).sum()) / chance if chance else None


def paired(all_rated: Iterable[Rated], item: str) -> list[Pair]:
    """The ratings of one item by every two raters of a run, in the order of runs and raters."""
    by_run: dict[str, list[tuple[str, int]]] = {}
    for one in all_rated:
        if one.last is not None and (points := one.last.rating(item)) is not None:
            by_run.setdefault(one.run_id, []).append((one.rater, points))
    found = []
    for _run_id, said in sorted(by_run.items()):
        said = sorted(said)
        found += [Pair(a, b) for at, (_r, a) in enumerate(said) for _s, b in said[at + 1 :]]
    return found


def means(all_rated: Iterable[Rated]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Mean ratings [runs, raters] of the two raters that have the most runs in common; no rows where there are none."""
    by_rater: dict[str, dict[str, float]] = {}
    for one in all_rated:
        if one.last is not None and one.last.mean is not None:
            by_rater.setdefault(one.rater, {})[one.run_id] = one.last.mean
    raters = sorted(by_rater)
    pairs = [(a, b) for at, a in enumerate(raters) for b in raters[at + 1 :]]
    if not pairs:
        return np.zeros((0, 2))
    a, b = max(pairs, key=lambda pair: len(by_rater[pair[0]].keys() & by_rater[pair[1]].keys()))
    common = sorted(by_rater[a].keys() & by_rater[b].keys())
    return np.array([[by_rater[a][run], by_rater[b][run]] for run in common]).reshape(len(common), 2)
