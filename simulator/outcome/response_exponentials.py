"""Sums of decaying exponentials: what a chain of linear stages does after one push, exactly and at any time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

CLOSEST = 1e-6
"""Two rates of one chain must differ by this share at least: the weights grow with one over the difference."""


class Exponentials(NamedTuple):
    """y(t) = Σ weight · exp(−rate · t) for t ≥ 0 and nothing before; rates in 1/day, 0 for a lasting part."""

    rates: tuple[float, ...]
    weights: tuple[float, ...]

    def at(self, days: ArrayLike) -> Floats:
        """The value at times since the push, in days; shape as given."""
        since = np.asarray(days, np.float64)
        decay = np.exp(-np.maximum(since, 0)[..., None] * np.array(self.rates))
        return np.where(since >= 0, decay @ np.array(self.weights), 0.0)


def push(rate: float, size: float = 1.0) -> Exponentials:
    """A stage that is pushed once and decays: y' = −rate · y, y(0) = size."""
    return Exponentials((rate,), (size,))


def through(inflow: Exponentials, rate: float, gain: float = 1.0) -> Exponentials:
    """The next stage of a chain: y' = gain · inflow − rate · y, y(0) = 0. ValueError where two rates coincide."""
    own, rows = 0.0, []
    for r, w in zip(*inflow, strict=True):
        if abs(rate - r) <= CLOSEST * max(rate, r):
            raise ValueError(f"two stages of a chain have the same rate {rate}")
        part = gain * w / (rate - r)
        rows.append((r, part))
        own -= part
    return Exponentials(*zip(*rows, (rate, own), strict=True))


def gathered(inflow: Exponentials) -> Exponentials:
    """The integral from the push on."""
    return through(inflow, 0.0)


def mixed(*parts: tuple[float, Exponentials]) -> Exponentials:
    """A weighted sum; terms of the same rate become one."""
    total: dict[float, float] = {}
    for factor, part in parts:
        for rate, weight in zip(*part, strict=True):
            total[rate] = total.get(rate, 0.0) + factor * weight
    return Exponentials(tuple(total), tuple(total.values()))


def highest(curve: Exponentials, within_days: float = 400.0) -> float:
    """The largest value, found on steps of a two-hundredth of a day and then between them."""
    days = np.arange(0.0, within_days, 0.005)
    at = int(np.argmax(curve.at(days)))
    fine = np.linspace(days[max(at - 1, 0)], days[min(at + 1, len(days) - 1)], 2001)
    return float(curve.at(fine).max())
