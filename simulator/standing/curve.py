"""Learning-curve CUSUM: when a row of runs is evidence enough that somebody performs adequately."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Curve(NamedTuple):
    """A learning-curve CUSUM: failure rates called inadequate (p0) and adequate (p1), and the limit that signals."""

    p0: float
    p1: float
    limit: float

    @property
    def success(self) -> float:
        """What a passed run adds, to three decimals so that verdicts are the same everywhere."""
        return round(float(np.log((1 - self.p1) / (1 - self.p0))), 3)

    @property
    def failure(self) -> float:
        """What a failed run takes."""
        return round(float(np.log(self.p1 / self.p0)), 3)


class Reach(NamedTuple):
    """What a curve can tell: chances of a signal within some runs, and how many runs one takes."""

    false_alarm: float
    detection: float
    least_runs: int
    mean_runs: float


def plan(p0: float, p1: float, alpha: float, beta: float, runs: int) -> tuple[Curve, Reach]:
    """The curve with the lowest limit whose chance of a false signal within `runs` stays at alpha, and its reach.

    Source: Biau & Porcher 2010, Stat Med, doi 10.1002/sim.3947; here computed exactly by a chain of states.
    Raises ValueError where no limit keeps both alpha and beta.
    """
    if not 0 < p1 < p0 < 1:
        raise ValueError(f"failure rates must be 0 < p1 < p0 < 1, not p0 = {p0}, p1 = {p1}")
    step = Curve(p0, p1, 0.0).success
    for successes in range(1, runs + 1):
        curve = Curve(p0, p1, round(successes * step - step / 2, 3))
        reach = reaches(curve, runs)
        if reach.false_alarm <= alpha:
            if reach.detection < 1 - beta:
                break
            return curve, reach
    raise ValueError(
        f"{runs} runs cannot keep alpha {alpha} and beta {beta} with p0 = {p0}, p1 = {p1}; allow more runs"
    )


def reaches(curve: Curve, runs: int) -> Reach:
    """Exact chances for a curve within a number of runs."""
    return Reach(
        _chance(curve, curve.p0, runs)[0],
        _chance(curve, curve.p1, runs)[0],
        int(np.ceil(curve.limit / curve.success)),
        _chance(curve, curve.p1, 50 * runs)[1],
    )


def follow(curve: Curve, passed: list[bool]) -> tuple[list[float], int | None]:
    """The sum after every run (never below 0), and the number of the run at which it signals, counted from 1."""
    sums: list[float] = []
    at, value = None, 0.0
    for number, good in enumerate(passed, 1):
        value = round(max(0.0, value + (curve.success if good else curve.failure)), 3)
        sums.append(value)
        if at is None and value >= curve.limit:
            at = number
    return sums, at


def _chance(curve: Curve, failure_rate: float, runs: int) -> tuple[float, float]:
    """Chance of a signal within runs, and the mean number of runs to it, over states of a thousandth."""
    limit, up, down = (round(v * 1000) for v in (curve.limit, curve.success, curve.failure))
    states: Floats = np.zeros(limit)
    states[0], signalled, waited = 1.0, 0.0, 0.0
    gained, lost = np.arange(limit) + up, np.maximum(np.arange(limit) + down, 0)
    for number in range(1, runs + 1):
        after = np.bincount(lost, states * failure_rate, limit).astype(np.float64)
        inside = gained < limit
        after += np.bincount(gained[inside], states[inside] * (1 - failure_rate), limit)
        fresh = float(states[~inside].sum()) * (1 - failure_rate)
        signalled, waited, states = signalled + fresh, waited + number * fresh, after
    return signalled, waited / signalled if signalled else float("inf")
