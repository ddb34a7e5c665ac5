"""Why the dose is missing, too high or uneven at a place: lanes too far apart, ended early, repeated, left standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.outcome.cause import lane_axis, shape, span_us, speeds_near, strokes_at, strokes_beside
from simulator.outcome.coverage import worst_region
from simulator.outcome.dose import WIDE_UM, Mask, Patch
from simulator.outcome.finding_hand import excesses
from simulator.outcome.places import Place

if TYPE_CHECKING:
    from simulator.outcome.finding import Case

Look = tuple[str, "dict[str, float | str]", tuple[tuple[int, int], ...]]

ALL_OVER = 0.5
"""A zone of which more than this share is thin is told as thin all over, not as gaps."""
FORGOTTEN = 0.25
"""A zone in which less than this share of the way was glided that its area needs counts as forgotten."""
UNFINISHED = 0.3
"""A gap of more than this share of its zone is told as the rest that was left."""
TURNS = 3
"""So many turns in the skin are told as the cause of an uneven dose."""
NO_GO_TIPS = 2
"""A gap nearer than this many tips to a no-go line is told as room left around it."""


def patch_of(case: Case, zone: str) -> Patch:
    return next(p for p in case.evidence.patches if p.plan.zone == zone)


def gap(case: Case, zone: str, place: Place) -> Look:
    """Too little dose by what made it: the whole zone missed or thin, or one region of it."""
    patch, motion, found = patch_of(case, zone), case.evidence.motion, case.zones[zone]
    here = motion.zone == patch.number
    numbers: dict[str, float | str] = {
        "coverage": found["coverage"] or 0.0,
        "dose_share": _dose_share(patch, place),
        "area_cm2": found["judged_cm2"] or 0.0,
        "speed_mm_s": round(float(np.median(motion.speed_mm_s[here])), 1) if here.any() else 0.0,
    }
    needed_um = float(numbers["area_cm2"]) * 1e8 / case.tip_um
    if int(motion.step_um[here].sum()) < FORGOTTEN * needed_um:
        return "gap.zone", numbers, ()
    thin = _thin(case, patch, numbers) if float(numbers["coverage"]) < 1 - ALL_OVER else ""
    if thin:
        return thin, numbers, span_us(strokes_at(motion, place.x_um, place.y_um, case.tip_um))
    return _region(case, patch, place, numbers)


def _thin(case: Case, patch: Patch, numbers: dict[str, float | str]) -> str:
    """Too little everywhere: too fast, or lanes too far apart, whichever is further off the plan; "" for neither."""
    lanes = case.zones[patch.plan.zone]["stroke_overlap"]["mean"]
    numbers["overlap"] = lanes if lanes is not None else 0.0
    too_fast = float(numbers["speed_mm_s"]) / patch.plan.glide_mm_s[1]
    apart = (1 - lanes) / (1 - patch.plan.overlap[0]) if lanes is not None else 0.0
    if max(too_fast, apart) <= 1:
        return ""
    return "thin.fast" if too_fast >= apart else "thin.apart"


def _region(case: Case, patch: Patch, place: Place, numbers: dict[str, float | str]) -> Look:
    """The worst region of a zone that was covered for the most part."""
    motion, region = case.evidence.motion, worst_region(patch)
    if not region.any():
        return "gap.thin", numbers | excesses(case), ()
    size = shape(patch, region)
    numbers |= {
        "area_cm2": round(size.area_cm2, 2),
        "width_mm": round(size.width_mm, 1),
        "length_mm": round(size.length_mm, 1),
    }
    touches = strokes_at(motion, place.x_um, place.y_um, case.tip_um // 2)
    fastest = max((t.speed_mm_s for t in touches), default=0.0)
    if fastest > patch.plan.glide_mm_s[1]:
        numbers["speed_here_mm_s"] = fastest
        return "gap.burst", numbers, span_us(touches)
    if size.area_cm2 > UNFINISHED * patch.area_cm2(patch.judged):
        return "gap.unfinished", numbers, ()
    beside = strokes_beside(motion, place.x_um, place.y_um, 4 * case.tip_um)
    if len(beside) == 2:
        numbers["spacing_mm"] = round((beside[0].distance_um + beside[1].distance_um) / 1000, 1)
    return _kind_of_gap(case, patch, region, size.axis), numbers, span_us(beside)


def _kind_of_gap(case: Case, patch: Patch, region: Mask, axis: tuple[float, float]) -> str:
    """Beside a no-go line, along the border, at the ends of lanes, or between lanes."""
    from scipy import ndimage

    if _near_no_go(case, patch, region):
        return "gap.no_go"
    depth = ndimage.distance_transform_edt(np.pad(patch.judged, 1))[1:-1, 1:-1]
    border = depth <= 1.5
    touching = int(np.count_nonzero(region & border))
    lane = lane_axis(case.evidence.motion, patch.number)
    across = lane is not None and abs(axis[0] * lane[0] + axis[1] * lane[1]) < 0.7
    size = shape(patch, region)
    longest = max(size.length_mm, size.width_mm) * 1000 / patch.cell_um
    if 2 * touching < longest:
        return "gap.between"
    return "gap.ends" if across else "gap.edge"


def _near_no_go(case: Case, patch: Patch, region: Mask) -> bool:
    """Whether the gap's own border is for the most part the border that a no-go margin leaves."""
    if not case.evidence.forbidden.any():
        return False
    from scipy import ndimage

    reach = NO_GO_TIPS * case.tip_um // patch.cell_um
    box = tuple(slice(max(s.start - reach, 0), s.stop + reach) for s in patch.box)
    away = ndimage.distance_transform_edt(~case.evidence.forbidden[box])
    rows, cols = patch.box
    top, left = rows.start - box[0].start, cols.start - box[1].start
    near = away[top : top + region.shape[0], left : left + region.shape[1]] <= reach
    return 3 * int(np.count_nonzero(region & near)) > 2 * int(np.count_nonzero(region))


def uneven(case: Case, measure: str, zone: str, place: Place) -> Look:
    """Too much at a place, or uneven all over, by what made it."""
    motion, patch = case.evidence.motion, patch_of(case, zone)
    touches = strokes_at(motion, place.x_um, place.y_um, case.tip_um)
    near = speeds_near(motion, place.x_um, place.y_um, case.tip_um // 2)
    share, visits = _dose_share(patch, place), _visits(patch, place)
    numbers: dict[str, float | str] = {
        "dose_share": share,
        "cu": case.zones[zone]["cu"] or 0.0,
        "visits": visits,
        "speed_here_mm_s": round(float(np.median(near)), 1) if len(near) else 0.0,
        "speed_mm_s": round(float(np.median(motion.speed_mm_s)), 1),
    } | excesses(case)
    return _why_uneven(case, patch, measure, numbers), numbers, span_us(touches)


def _why_uneven(case: Case, patch: Patch, measure: str, numbers: dict[str, float | str]) -> str:
    if measure == "pass_excess":
        return "hot.repeated"
    if float(numbers["dwell_s"]) > 1.0 and float(numbers["dose_share"]) > 1.3:
        return "hot.dwell"
    for kind, name, limit in (("landing", "landing_ms", 60.0), ("lift", "lift_ms", 60.0)):
        if float(numbers[name]) > limit and float(numbers[name]) >= max(
            float(numbers["landing_ms"]), float(numbers["lift_ms"])
        ):
            return f"uneven.{kind}"
    if float(numbers["turns"]) >= TURNS:
        return "uneven.turns"
    if float(numbers["visits"]) > 2 * patch.plan.passes:
        return "hot.repeated"
    lanes = case.zones[patch.plan.zone]["stroke_overlap"]
    if lanes["mean"] is not None and lanes["mean"] > patch.plan.overlap[1]:
        return "hot.tight"
    if measure == "overtreated":
        return "hot.slow"
    if lanes["sd"] is not None and lanes["sd"] * 2 > float(numbers["steadiness"]) and lanes["sd"] > 0.08:
        return "uneven.spacing"
    if lanes["mean"] is not None and lanes["mean"] < patch.plan.overlap[0]:
        return "uneven.wide"
    return "uneven.speed" if float(numbers["steadiness"]) > 0.12 else "uneven.edges"


def lanes(case: Case, zone: str, place: Place) -> Look:
    """Lanes too far apart, too close, or now this, now that."""
    plan, found = patch_of(case, zone).plan, case.zones[zone]["stroke_overlap"]
    mean, sd = found["mean"], found["sd"]
    numbers: dict[str, float | str] = {"in_band": found["in_band"] or 0.0}
    touches = strokes_at(case.evidence.motion, place.x_um, place.y_um, case.tip_um // 2)
    if mean is None:
        return "spacing.none", numbers, span_us(touches)
    numbers |= {"overlap": mean, "sd": sd, "spacing_mm": round((1 - mean) * case.tip_um / 1000, 1)}
    if mean < plan.overlap[0]:
        return "spacing.wide", numbers, span_us(touches)
    return "spacing.tight" if mean > plan.overlap[1] else "spacing.uneven", numbers, span_us(touches)


def _dose_share(patch: Patch, place: Place) -> float:
    """The 5 mm dose at a place as a share of the middle of the plan."""
    dose = patch.on_grid(patch.dose(WIDE_UM)[0])
    row, col = place.y_um // patch.cell_um - patch.box[0].start, place.x_um // patch.cell_um - patch.box[1].start
    inside = 0 <= row < dose.shape[0] and 0 <= col < dose.shape[1] and not np.isnan(dose[row, col])
    middle = (patch.plan.target_low_per_cm2 + patch.plan.target_high_per_cm2) / 2
    return round(float(dose[row, col]) / middle, 2) if inside else 0.0


def _visits(patch: Patch, place: Place) -> int:
    """Most strokes that entered a cell within 2 mm of a place."""
    row, col = place.y_um // patch.cell_um - patch.box[0].start, place.x_um // patch.cell_um - patch.box[1].start
    reach = 2000 // patch.cell_um
    part = patch.visits[max(row - reach, 0) : row + reach + 1, max(col - reach, 0) : col + reach + 1]
    return int(part.max()) if part.size else 0
