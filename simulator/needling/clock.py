"""The clock of the motor: needle strokes at whole multiples of a period, counted from the moment that it was set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.device import Device
from simulator.needling.hand import Act

Ints = NDArray[np.int64]


class Pace(NamedTuple):
    """A period in µs, the time from which on it holds, and the number of the last stroke before it."""

    since_us: int
    period_us: int
    number: int


def paces(device: Device, acts: Sequence[Act]) -> tuple[Pace, ...]:
    """What the acts `rate` (in Hz) make of the motor, in order of time; a rate that is set already changes nothing."""
    found = [Pace(0, device.period_us, 0)]
    for act in acts if device.rates_hz else ():
        last, period_us = found[-1], device.at_rate(act.value).period_us if act.what == "rate" else 0
        if period_us and period_us != last.period_us:
            number = last.number + max((act.t_us - 1 - last.since_us) // last.period_us, 0)
            found.append(Pace(act.t_us, period_us, number))
    return tuple(found)


def strokes(clock: tuple[Pace, ...], span: tuple[int, int]) -> tuple[Ints, Ints]:
    """Numbers and times of all strokes with span[0] <= t < span[1].

    A pace strikes at since + k · period before the next one; k = 0 is left out but at the very start, so that a knob
    turned to and fro makes no strokes of its own.
    """
    numbers, times = [], []
    for at, pace in enumerate(clock):
        first_us = max(span[0], pace.since_us + 1) if at else span[0]
        end_us = min(span[1], clock[at + 1].since_us) if at + 1 < len(clock) else span[1]
        first, end = (-(-(edge - pace.since_us) // pace.period_us) for edge in (first_us, end_us))
        k = np.arange(first, end, dtype=np.int64)
        numbers.append(k + pace.number)
        times.append(k * pace.period_us + pace.since_us)
    return (numbers[0], times[0]) if len(clock) == 1 else (np.concatenate(numbers), np.concatenate(times))


def periods_us(clock: tuple[Pace, ...], t_us: Ints) -> Ints:
    """The period that holds at every time."""
    if len(clock) == 1:
        return np.full(len(t_us), clock[0].period_us, np.int64)
    since, period = np.array([(pace.since_us, pace.period_us) for pace in clock], np.int64).T
    return period.take(np.maximum(np.searchsorted(since, t_us, "right") - 1, 0))
