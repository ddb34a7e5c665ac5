"""Slow errors of a hand: smooth random curves that depend on seed, purpose and place alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.needling.chance import uniform

Floats = NDArray[np.float64]


def normal(seed: int, purpose: str, index: NDArray[np.int64] | int) -> Floats:
    """About normal numbers of mean 0 and s.d. 1 for every index: twelve even draws, less six, so never beyond ±6."""
    draws = uniform(seed, purpose, (np.atleast_1d(index)[:, None] * 12 + np.arange(12)).ravel()).reshape(-1, 12)
    total: Floats = np.cumsum(draws, axis=1)[:, -1] - 6.0
    return total


def wander(seed: int, purpose: str, at: Floats, pitch: float) -> Floats:
    """A curve through normal numbers `pitch` apart, read at every place; it eases from each one to the next."""
    place = np.asarray(at, np.float64) / pitch
    knot = np.floor(place).astype(np.int64)
    first = int(knot.min()) if knot.size else 0
    values = normal(seed, purpose, np.arange(first, int(knot.max() if knot.size else 0) + 2))
    u = place - knot
    ease = u * u * (3.0 - 2.0 * u)
    before, after = values[knot - first], values[knot - first + 1]
    return before + (after - before) * ease
