"""The learning curve of one person: the plateau that runs come nearer to, how fast, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LEAST_RUNS = 6
"""Of fewer runs no curve is shown: it would be more chance than knowledge (convention)."""
CONFIDENCE = 0.95
RATES = np.concatenate([np.geomspace(0.002, 4.0, 500)])
"""Rates that are tried, per run: the distance to the plateau shrinks by e^(−rate) from run to run."""
LOWEST, HIGHEST = 0.0, 100.0
"""Scores, and so plateaus, lie in between."""
Floats = NDArray[np.float64]


class Known(NamedTuple):
    """A value and what holds the truth in 95 of 100 cases."""

    value: float
    low: float
    high: float


class Learned(NamedTuple):
    """A curve y = plateau − gap · e^(−rate · (n − 1)) through runs n = 1, 2, …: `rate` per run, `gap` at the first run,
    `error` the standard deviation of single runs around it.
    """

    plateau: Known
    rate: Known
    gap: float
    error: float

    def at(self, run: float) -> float:
        """The score that the curve has at a run."""
        return self.plateau.value - self.gap * float(np.exp(-self.rate.value * (run - 1)))

    @property
    def runs_to_90(self) -> float | None:
        """How many runs it takes to nine tenths of the way; None where there is no way to go."""
        if self.gap <= 0 or self.rate.value <= 0:
            return None
        return 1 + float(np.log(10)) / self.rate.value


def fit(scores: Sequence[float], least: int = LEAST_RUNS) -> Learned | None:
    """The curve of scores in order of time; None of fewer than `least`.

    For every rate the rest is a straight line; the intervals are profiles: all values with which some curve leaves no
    more than the best one's sum of squares times 1 + F(1, n − 3) / (n − 3). Source: Bates & Watts 1988, ch. 6.
    """
    if len(scores) < max(least, 4):
        return None
    from scipy import stats

    y = np.asarray(scores, np.float64)
    n, free = len(y), len(y) - 3
    falling = np.exp(-RATES[:, None] * np.arange(n))
    mean_x, mean_y = falling.mean(1), y.mean()
    centred = falling - mean_x[:, None]
    spread = (centred**2).sum(1)
    slope = centred @ (y - mean_y) / spread
    plateaus = mean_y - slope * mean_x
    left = ((y - plateaus[:, None] - slope[:, None] * falling) ** 2).sum(1)
    best = int(np.argmin(left))
    bound = max(float(left[best]), 1e-9) * (1 + float(stats.f.ppf(CONFIDENCE, 1, free)) / free)
    fits = left <= bound
    half = np.sqrt(np.maximum(bound - left, 0) * (1 / n + mean_x**2 / spread))
    low, high = float((plateaus - half)[fits].min()), float((plateaus + half)[fits].max())
    plateau = Known(_held(float(plateaus[best])), _held(low), _held(high))
    rates = RATES[fits]
    slowest = 0.0 if fits[0] else float(rates.min())
    fastest = float("inf") if fits[-1] else float(rates.max())
    error = float(np.sqrt(left[best] / free))
    return Learned(plateau, Known(float(RATES[best]), slowest, fastest), -float(slope[best]), error)


def _held(score: float) -> float:
    return min(max(score, LOWEST), HIGHEST)
