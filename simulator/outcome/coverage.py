"""How much of a zone got its dose, and how evenly: the metrics of coverage and evenness."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.needling.zones import Zones
from simulator.outcome.dose import NARROW_UM, SCHEDULING_UM, WIDE_UM, Ints, Mask, Patch, window
from simulator.outcome.exact import (
    AREA_CM2,
    DENSITY,
    SHARE,
    Floats,
    mean,
    percentile,
    ratio,
    rounded,
    share,
    spread,
    total,
)

SPARSE_PER_CM2 = 500
"""Below this target a 2 mm window holds too few punctures to call it a gap; 5 mm windows are used instead."""
BARE_NEEDS = 20
"""Punctures a 2 mm window must be planned to hold before an empty one means anything."""
DAH_STEPS = 64
"""Doses at which the dose–area histogram is read."""
SEEN_CM2 = 0.25
"""A gap smaller than this is told as part of the thin area around it."""
DOSE_CAP = 10.0
"""The scheduling coefficient is capped here."""


def measure(patch: Patch) -> dict[str, Any]:
    """Coverage and evenness of one zone in declared decimals; areas in cm², doses per cm²; None where not defined.

    Sources: coverage as V_T of a dose–volume histogram [ICRU]; omission and overtreated [Noh 2014];
    cu Christiansen 1942; hi ICRU 83; du_lq and scheduling from sprinkler auditing.
    """
    judged_cm2 = patch.area_cm2(patch.judged)
    found: dict[str, Any] = {
        "area_cm2": rounded(patch.area_cm2(patch.cells), AREA_CM2),
        "judged_cm2": rounded(judged_cm2, AREA_CM2),
        "density_per_cm2": ratio(int(patch.count[patch.judged].sum()), judged_cm2, DENSITY),
    }
    dose, punctures, cells = patch.dose(WIDE_UM)
    found["dah"] = _histogram(patch, dose)
    return found | _shares(patch, dose) | _gap(patch) | _evenness(dose, punctures, cells) | _scheduling(patch, dose)


def _shares(patch: Patch, dose: Floats) -> dict[str, Any]:
    low, high, n = patch.plan.target_low_per_cm2, patch.plan.target_high_per_cm2, len(dose)
    excess = np.maximum(dose - high, 0)
    return {
        "coverage": share(int(np.count_nonzero(dose >= low)), n),
        "omission": share(int(np.count_nonzero(2 * dose < low)), n),
        "overtreated": share(int(np.count_nonzero(dose > 1.5 * high)), n),
        "excess_dose": ratio(total(excess), total(dose)),
    }


def _histogram(patch: Patch, dose: Floats) -> list[float | None] | None:
    """Dose–area histogram: share of the area with at least each of 64 doses from 0 to twice the highest of the plan."""
    if not len(dose):
        return None
    ordered, top = np.sort(dose), 2 * patch.plan.target_high_per_cm2
    below = [int(np.searchsorted(ordered, top * step / (DAH_STEPS - 1))) for step in range(DAH_STEPS)]
    return [share(len(ordered) - n, len(ordered)) for n in below]


def gap_mask(patch: Patch) -> Mask:
    """Judged cells [row, col] with less than half the lowest dose of the plan in the window that gaps are judged by."""
    low = patch.plan.target_low_per_cm2
    dose, _, _ = patch.dose(WIDE_UM if low < SPARSE_PER_CM2 else NARROW_UM)
    mask = patch.judged.copy()
    mask[patch.judged] = 2 * dose < low
    return mask


def largest_region(mask: Mask) -> Mask:
    """The largest 4-connected region of a mask; of equals the one met first."""
    from scipy import ndimage

    if not mask.any():
        return mask
    label, _ = ndimage.label(mask)
    sizes = np.bincount(label.ravel())
    sizes[0] = 0
    return label == int(np.argmax(sizes))


def thin_mask(patch: Patch) -> Mask:
    """Judged cells [row, col] below the lowest dose of the plan in the 5 mm window."""
    mask = patch.judged.copy()
    mask[patch.judged] = patch.dose(WIDE_UM)[0] < patch.plan.target_low_per_cm2
    return mask


def worst_region(patch: Patch) -> Mask:
    """The region to tell of: the largest gap where it is large enough to see, else the largest thin one."""
    gap = largest_region(gap_mask(patch))
    return gap if patch.area_cm2(gap) >= SEEN_CM2 else largest_region(thin_mask(patch))


def _gap(patch: Patch) -> dict[str, Any]:
    _, punctures, _ = patch.dose(NARROW_UM)
    side = 2 * (NARROW_UM // patch.cell_um) + 1
    planned = patch.plan.target_low_per_cm2 * side * side * patch.cell_cm2
    bare = share(int(np.count_nonzero(punctures == 0)), len(punctures))
    gap = patch.area_cm2(largest_region(gap_mask(patch)))
    return {
        "bare": bare if planned >= BARE_NEEDS else None,
        "largest_gap_cm2": rounded(gap, AREA_CM2) if len(punctures) else None,
    }


def _evenness(dose: Floats, punctures: Ints, cells: Ints) -> dict[str, Any]:
    m, n = mean(dose), len(dose)
    full = punctures[cells == int(cells.max())] if n else punctures
    chance = int(full.sum()) / len(full) if len(full) else 0.0
    ordered = np.sort(dose)
    lowest = ordered[: max(n // 4, 1)] if n else ordered
    near, middle, far = (percentile(ordered, p, 6) for p in (98, 50, 2))
    off = total(np.abs(dose - m)) if m else None
    return {
        "cu": None if off is None or not m else rounded(1 - off / (n * m), SHARE),
        "cv": ratio(spread(dose), m),
        "cv_chance": rounded(1 / float(np.sqrt(chance)), SHARE) if chance else None,
        "du_lq": ratio(mean(lowest), m),
        "hi": None if near is None or far is None else ratio(near - far, middle),
    }


def _scheduling(patch: Patch, dose: Floats) -> dict[str, Any]:
    reach = SCHEDULING_UM // patch.cell_um
    m, cells = mean(dose), window(patch.judged.astype(np.int64), reach)[patch.judged]
    sums = window(np.where(patch.judged, patch.count, 0), reach)[patch.judged]
    inside = 2 * cells >= (2 * reach + 1) ** 2
    if not m or not inside.any():
        return {"scheduling": None}
    lowest = float((sums[inside] / (cells[inside] * patch.cell_cm2)).min())
    return {"scheduling": rounded(min(m / lowest, DOSE_CAP) if lowest else DOSE_CAP, SHARE)}


def conformity(patch: Patch, zones: Zones, count: Ints, tip_um: int) -> float | None:
    """Paddick's index: (treated ∩ zone)² / (zone · (treated ∩ zone + treated outside every zone)).

    Treated is a 5 mm dose at the lower end of the plan; outside is looked at within two tip widths of the zone's box.
    """
    room, low = 2 * tip_um // patch.cell_um, patch.plan.target_low_per_cm2
    box = tuple(slice(max(s.start - room, 0), s.stop + room) for s in patch.box)
    outside = zones.label[box] == 0
    reach = WIDE_UM // patch.cell_um
    punctures = window(np.where(outside, count[box], 0), reach)
    cells = window(outside.astype(np.int64), reach)
    spilled = int(np.count_nonzero(outside & (punctures >= low * np.maximum(cells, 1) * patch.cell_cm2)))
    treated = int(np.count_nonzero(patch.dose(WIDE_UM)[0] >= low))
    return ratio(treated * treated, patch.judged.sum() * (treated + spilled))
