"""Endpoints: the sign that the skin gives by now, and the one at which a zone is done; continuing after it is too much.

Redness becomes even with the dose; from 1.0 mm on punctures bleed, first sparsely, then all over.
"""

from __future__ import annotations

import numpy as np

from simulator.needling.device import Table, read_off
from simulator.outcome.dose import Patch
from simulator.outcome.plan import ZonePlan
from simulator.words import mark

BLEEDING: Table = ((750, 0), (1000, 80), (1500, 350), (2000, 1200), (2500, 1600))
"""Of 10,000 punctures so many bleed, by their depth in µm: none above 0.75 mm, sparse at 1.0 to 1.5 (ours)."""
RED_PER_CM2 = 600
"""Punctures per cm² from which skin is red (ours)."""
PATCHY = 0.05
"""Share of a zone that is red from which that is told (ours)."""
EVEN = 0.8
"""Share of a zone that has its dose from which its redness is even (ours)."""
SPARSE_PER_CM2, UNIFORM_PER_CM2 = 10, 150
"""Pinpoints per cm² from which bleeding is seen, and from which it is everywhere (ours)."""
SCAR_PASSES, SCAR_UM, BLEEDS_UM = 4, 1400, 800
"""Plans of so many passes so deep end with uniform pinpoints, those beyond the other depth with sparse ones."""

SIGNS = (
    mark("no sign yet"),
    mark("patchy redness"),
    mark("even redness"),
    mark("redness, sparse pinpoints"),
    mark("uniform pinpoints"),
)
"""The signs in the order in which they come; everything else here counts them from 0."""


def reached(patch: Patch, covered: float) -> int:
    """The sign of a zone, of which a share has its dose."""
    punctures, area_cm2 = int(patch.count[patch.judged].sum()), patch.area_cm2(patch.judged)
    if not area_cm2 or punctures < PATCHY * RED_PER_CM2 * area_cm2:
        return 0
    depth_um = int(patch.depth_sum_um[patch.judged].sum()) // punctures
    pinpoints = punctures * int(read_off(BLEEDING, np.array([depth_um], np.int64))[0])
    if covered < EVEN:
        return 1
    if pinpoints >= UNIFORM_PER_CM2 * 10_000 * area_cm2:
        return 4
    return 3 if pinpoints >= SPARSE_PER_CM2 * 10_000 * area_cm2 else 2


def expected(plan: ZonePlan) -> int:
    """The sign at which a zone is done: even redness, sparse pinpoints, or uniform ones for scars."""
    middle_um = (plan.depth_low_um + plan.depth_high_um) // 2
    if middle_um >= SCAR_UM and plan.passes >= SCAR_PASSES:
        return 4
    return 3 if middle_um > BLEEDS_UM else 2
