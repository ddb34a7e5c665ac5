"""The device: where its needles stand, how often they strike, how deep the dial goes, and what is lost on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Table = tuple[tuple[int, int], ...]
"""(input, output) pairs with rising input, read by straight lines in whole numbers, flat beyond the ends."""


@dataclass(frozen=True, slots=True)
class Device:
    """A pen: all lengths in µm, times in µs, shares in ‰. Sources stand beside the numbers in `assets/devices/`."""

    id: str
    title: str
    kind: str
    needles_um: tuple[tuple[int, int], ...]
    period_us: int
    tip_um: int
    dial_max_um: int
    dial_step_um: int
    spread_um: int
    duty: Table
    loss_by_force: Table
    loss_by_tilt: Table

    @property
    def rate_hz(self) -> float:
        return 1e6 / self.period_us

    @property
    def punctures_per_s(self) -> float:
        return len(self.needles_um) * self.rate_hz

    def snapped(self, depth_um: int) -> int:
        """The dial setting nearest to a depth, within the dial's range."""
        steps = (2 * depth_um + self.dial_step_um) // (2 * self.dial_step_um)
        return min(max(steps * self.dial_step_um, 0), self.dial_max_um)


def read_off(table: Table, value: NDArray[np.int64]) -> NDArray[np.int64]:
    """The table at every value, straight lines between its points, whole numbers throughout."""
    xs, ys = (np.array(column, np.int64) for column in zip(*table, strict=True))
    value = np.clip(value, xs[0], xs[-1])
    i = np.clip(np.searchsorted(xs, value, "right") - 1, 0, max(len(xs) - 2, 0))
    if len(xs) == 1:
        return np.full_like(value, ys[0])
    return ys[i] + (ys[i + 1] - ys[i]) * (value - xs[i]) // (xs[i + 1] - xs[i])
