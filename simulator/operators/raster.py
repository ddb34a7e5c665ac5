"""A perfect raster: straight lanes at one spacing and one speed, landing and lifting at full speed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.needling.hand import Act, Hand, samples

TURN_S = 0.2
"""Time in the air from the end of one lane to the start of the next."""


class Raster(NamedTuple):
    """Lanes over a rectangle, in mm and mm/s: `lanes` of them, `spacing` apart, from x0 to x1, the first at y0.

    `skip` leaves out lanes by number; `dial` is set first where it is given; `crosswise` swaps x and y.
    """

    x0_mm: float
    x1_mm: float
    y0_mm: float
    lanes: int
    spacing_mm: float
    speed_mm_s: float
    skip: tuple[int, ...] = ()
    dial_mm: float | None = None
    crosswise: bool = False


def raster(plan: Raster, rate_hz: int = 240) -> Hand:
    """The hand that draws a raster to and fro, sampled at an even rate, in contact all along every lane."""
    per_lane = max(int(np.ceil(abs(plan.x1_mm - plan.x0_mm) / plan.speed_mm_s * rate_hz)), 1)
    share = np.arange(per_lane + 1) / per_lane
    t_us, x, y, down = [], [], [], []
    start_s = TURN_S
    for lane in range(plan.lanes):
        if lane in plan.skip:
            continue
        ends = (plan.x0_mm, plan.x1_mm) if lane % 2 == 0 else (plan.x1_mm, plan.x0_mm)
        t_us.append(np.rint((start_s + share * abs(plan.x1_mm - plan.x0_mm) / plan.speed_mm_s) * 1e6))
        x.append(np.rint((ends[0] + share * (ends[1] - ends[0])) * 1000))
        y.append(np.full(per_lane + 1, round((plan.y0_mm + lane * plan.spacing_mm) * 1000)))
        down.append(np.arange(per_lane + 1) < per_lane)
        start_s = t_us[-1][-1] / 1e6 + TURN_S
    places = [np.concatenate(c) if c else np.zeros(0) for c in (x, y)]
    acts = () if plan.dial_mm is None else (Act(0, "dial", round(plan.dial_mm * 1000)),)
    across, along = places if plan.crosswise else places[::-1]
    times, touching = (np.concatenate(c) if c else np.zeros(0) for c in (t_us, down))
    return Hand(samples(times, along, across, touching), acts)
