"""Depth choice: what was set, and where the needles really came to lie."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.needling.skin import Skin
from simulator.outcome.dose import NARROW_UM, Ints, Patch, window
from simulator.outcome.exact import LENGTH_MM, ratio, rounded, share


def measure(patch: Patch, skin: Skin) -> dict[str, Any]:
    """Depth of one zone against its window; shares, and the mean depth in mm.

    `wrong_depth_area` is the share of the punctured area whose mean depth in the 2 mm window lies outside.
    """
    punctures = int(patch.count[patch.cells].sum())
    depth_sum = int(patch.depth_sum_um[patch.cells].sum())
    reach = NARROW_UM // patch.cell_um
    count, sums = (window(np.where(patch.judged, f, 0), reach)[patch.judged] for f in (patch.count, patch.depth_sum_um))
    wrong = (sums < patch.plan.depth_low_um * count) | (sums > patch.plan.depth_high_um * count)
    fits, _, over_um = (int(v) for v in skin.tally[patch.number])
    return {
        "depth_compliance": share(fits, punctures),
        "wrong_depth_area": share(int(np.count_nonzero(wrong)), int(np.count_nonzero(count))),
        "over_depth_load": ratio(over_um, depth_sum),
        "depth_mean_mm": rounded(depth_sum / punctures / 1000, LENGTH_MM) if punctures else None,
    }


def dial_choice(patch: Patch, zone: Ints, step_um: Ints, dial_um: Ints) -> float | None:
    """Share of the way in contact in this zone with the dial inside the plan's window; arrays are per pose."""
    here = zone == patch.number
    good = here & (dial_um >= patch.plan.depth_low_um) & (dial_um <= patch.plan.depth_high_um)
    return share(int(step_um[good].sum()), int(step_um[here].sum()))


def visits_over(patch: Patch) -> float | None:
    """Share of the judged area entered by more than twice the planned passes (`pass_excess`)."""
    visits = patch.visits[patch.judged]
    return share(int(np.count_nonzero(visits > 2 * patch.plan.passes)), len(visits))
