"""Sums and roundings that come out the same on every machine: the only float arithmetic a score may stand on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHARE, LENGTH_MM, SPEED_MM_S, AREA_CM2, DENSITY, SHOWN = 4, 3, 2, 2, 0, 3
"""Declared decimals of shares and indices, mm, mm/s, cm², per cm², and of numbers that are only shown."""


def total(values: Floats) -> float:
    """The sum, added from first to last; `np.sum` would add in another order on another processor."""
    return float(np.cumsum(values)[-1]) if len(values) else 0.0


def mean(values: Floats) -> float | None:
    """The mean; None of nothing."""
    return total(values) / len(values) if len(values) else None


def spread(values: Floats) -> float | None:
    """The standard deviation (n in the denominator); None of nothing."""
    middle = mean(values)
    if middle is None:
        return None
    return float(np.sqrt(total((values - middle) ** 2) / len(values)))


def share(part: int, whole: int) -> float | None:
    """part / whole in declared decimals; None where there is nothing to share."""
    return round(part / whole, SHARE) if whole else None


def rounded(value: float | None, decimals: int) -> float | None:
    """The value in its declared decimals; None stays None, and minus zero becomes zero."""
    return None if value is None else round(float(value), decimals) + 0.0


def ratio(part: float | None, whole: float | None, decimals: int = SHARE) -> float | None:
    """part / whole in declared decimals; None where either is missing or the whole is nothing."""
    return None if part is None or not whole else rounded(part / whole, decimals)


def percentile(values: Floats, percent: float, decimals: int) -> float | None:
    """A percentile by straight interpolation; None of nothing."""
    return rounded(float(np.percentile(values, percent)), decimals) if len(values) else None
