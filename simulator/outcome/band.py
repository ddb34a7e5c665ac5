"""The one scoring primitive: full inside a band, falling straight to nothing over a margin outside it."""

from __future__ import annotations

from typing import NamedTuple


class Band(NamedTuple):
    """Values from `low` to `high` are fully good; `None` leaves a side open; `margin` is where it reaches 0."""

    low: float | None
    high: float | None
    margin: float

    def of(self, value: float | None) -> float:
        """1 inside the band, 0 beyond the margin, a straight line between; what is not defined earns nothing."""
        if value is None:
            return 0.0
        if self.low is not None and value < self.low:
            return max(0.0, 1 - (self.low - value) / self.margin)
        if self.high is not None and value > self.high:
            return max(0.0, 1 - (value - self.high) / self.margin)
        return 1.0
