"""The device: where its needles stand, how often they strike, how deep the dial goes, and what is lost on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Table = tuple[tuple[int, int], ...]
"""(input, output) pairs with rising input, read by straight lines in whole numbers, flat beyond the ends."""
NOTHING: Table = ((0, 0),)
USUAL_FORCE_MN = 1000


@dataclass(frozen=True, slots=True)
class Device:
    """A pen, or a drum with a pitch: all lengths in µm, times in µs, shares in ‰. Sources stand beside the numbers in
    `assets/devices/`.

    A pen strikes every `period_us`; where it has several `rates_hz`, that is the one it starts with. The row of a drum
    strikes whenever it has rolled another `pitch_um`; `needles_um` are then those of one row, and every other row
    stands `stagger_um` to the side. Its period only says how often its place is looked at, and its dial stands for the
    drum that was put on.
    """

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
    loss_slack: Table = NOTHING
    loss_dry: Table = NOTHING
    drag_slack: Table = NOTHING
    drag_dry: Table = NOTHING
    pitch_um: int = 0
    stagger_um: int = 0
    good_for: str = ""
    source: str = ""
    rates_hz: tuple[int, ...] = ()

    def at_rate(self, rate_hz: int) -> Device:
        """The same device at the nearest of its rates, the slower of two as near; itself where it has no choice."""
        if not self.rates_hz:
            return self
        _away, nearest = min((abs(known - rate_hz), known) for known in self.rates_hz)
        return replace(self, period_us=(2_000_000 + nearest) // (2 * nearest))

    @property
    def rate_hz(self) -> float:
        return 1e6 / self.period_us

    @property
    def punctures_per_s(self) -> float:
        """Of a pen, whatever it does; a drum makes none while it stands."""
        return len(self.needles_um) * self.motor_hz

    @property
    def motor_hz(self) -> float:
        """Strokes of the motor a second; a drum has no motor."""
        return 0.0 if self.pitch_um else self.rate_hz

    def punctures_per_mm(self, speed_mm_s: float) -> float:
        """Punctures on a millimetre of way: N f / v of a pen, N / pitch of a drum."""
        if self.pitch_um:
            return 1000 * len(self.needles_um) / self.pitch_um
        return self.punctures_per_s / speed_mm_s

    def density_per_cm2(self, speed_mm_s: float) -> float:
        """Punctures per cm² of one pass of lanes beside each other, without overlap."""
        return 100 * self.punctures_per_mm(speed_mm_s) / (self.tip_um / 1000)

    @property
    def loss_um(self) -> int:
        """What is lost of a setting by a hand that presses as it should, upright: nothing with a pen."""
        return int(read_off(self.loss_by_force, np.array([USUAL_FORCE_MN]))[0])

    def dial_for(self, depth_um: int) -> int:
        """The setting that brings needles nearest to a depth."""
        return self.snapped(depth_um + self.loss_um)

    def snapped(self, depth_um: int) -> int:
        """The dial setting nearest to a depth, within the dial's range; of a drum never 0, since one is always on."""
        steps = (2 * depth_um + self.dial_step_um) // (2 * self.dial_step_um)
        return min(max(steps, int(self.pitch_um > 0)) * self.dial_step_um, self.dial_max_um)


class Tool(NamedTuple):
    """A device that a scenario allows, and where its dial starts."""

    device: Device
    dial_start_um: int


def read_off(table: Table, value: NDArray[np.int64]) -> NDArray[np.int64]:
    """The table at every value, straight lines between its points, whole numbers throughout."""
    xs, ys, inner = _columns(table)
    if len(xs) == 1:
        return np.full_like(value, ys[0])
    value = np.minimum(np.maximum(value, xs[0]), xs[-1])
    i = np.searchsorted(inner, value, "right")
    x, y = xs.take(i), ys.take(i)
    return y + (ys.take(i + 1) - y) * (value - x) // (xs.take(i + 1) - x)


@cache
def _columns(table: Table) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Inputs and outputs of a table, and the inputs between its ends: as arrays, made once."""
    xs, ys = (np.array(column, np.int64) for column in zip(*table, strict=True))
    return xs, ys, xs[1:-1]
