"""Stamping: short presses side by side over a zone, for plans that ask for it instead of lanes."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np

from simulator.needling.device import Device
from simulator.operators.glide import Track
from simulator.operators.habits import Grip, Skill
from simulator.operators.reach import Mask
from simulator.operators.wander import normal
from simulator.outcome.plan import ZonePlan

APART = 0.62
"""From stamp to stamp, as a share of the tip's width: their discs then leave no skin between them (proposal)."""
MOST_S = 0.9
"""A longer press would be dwelling; more dose takes more rounds."""
SETTLED_S = 0.05
"""The tip stands before it comes down, and after it has gone up."""

Place = tuple[float, float]


def places(judged: Mask, allowed: Mask, step: float) -> list[Place]:
    """Middles of stamps as x, y in cells, row by row to and fro, every second row between those of the one before."""
    rows, cols = np.nonzero(judged)
    found: list[Place] = []
    high, y, number = step * sqrt(3) / 2, float(rows.min()) + step / 3, 0
    while y <= rows.max():
        x = float(cols.min()) + (step / 3 if number % 2 else step * 5 / 6)
        row = [(at, y) for at in np.arange(x, cols.max() + 1.0, step)]
        row = [(x, y) for x, y in row if judged[int(y), int(x)] and allowed[int(y), int(x)]]
        found += row[::-1] if number % 2 else row
        y, number = y + high, number + 1
    return found or [(float(cols.mean()), float(rows.mean()))]


def stamps(
    area: tuple[Mask, Mask, int], plan: ZonePlan, device: Device, hand: tuple[Skill, Grip, int]
) -> Iterator[Track]:
    """The presses of a hand over the cells that are judged and that it may enter, round by round.

    Each lasts as long as its share of the target takes: target × area of a place / (needles × rate).
    """
    judged, allowed, cell_um = area
    skill, grip, seed = hand
    step_um = APART * device.tip_um
    own_cm2 = step_um**2 * sqrt(3) / 2 / 1e8
    wanted_s = (plan.target_low_per_cm2 + plan.target_high_per_cm2) / 2 * own_cm2 / device.punctures_per_s
    rounds = max(plan.passes, int(np.ceil(wanted_s / MOST_S)))
    lane_mm = sqrt(skill.lane_mm**2 + grip.lane_mm**2)
    number = 0
    for turn in range(rounds):
        for col, row in places(judged, allowed, step_um / cell_um)[:: -1 if turn % 2 else 1]:
            off = [1000 * lane_mm * float(normal(seed, f"stamp {axis}", number)[0]) for axis in "xy"]
            x, y = ((at + 0.5) * cell_um + shift for at, shift in zip((col, row), off, strict=True))
            lasts = (
                wanted_s / rounds / skill.pace * max(1 + skill.pace_sd * float(normal(seed, "press", number)[0]), 0.3)
            )
            t = np.array([0.0, SETTLED_S, SETTLED_S + lasts, 2 * SETTLED_S + lasts])
            yield Track(t, np.full(4, x), np.full(4, y), SETTLED_S, SETTLED_S + lasts)
            number += 1
