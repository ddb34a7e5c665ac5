"""Where and when it went wrong: the place on the skin and the moment that belong to a lost point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from simulator.outcome.care_slip import Slip
from simulator.outcome.coverage import worst_region
from simulator.outcome.dose import WIDE_UM, Ints, Mask, Patch
from simulator.outcome.exact import Floats
from simulator.outcome.motion import Motion
from simulator.outcome.overlap import Spacing
from simulator.outcome.plan import ZonePlan
from simulator.outcome.technique import dwell_us, still_ms, turns
from simulator.words import _


class Place(NamedTuple):
    """A spot on the sheet (µm), the time (µs) that belongs to it, and the zone it lies in ("" outside)."""

    x_um: int
    y_um: int
    t_us: int
    zone: str


class Evidence(NamedTuple):
    """All that a place is looked up in: motion, zones, and the neighbours of the strokes by zone."""

    motion: Motion
    patches: list[Patch]
    spacings: dict[str, list[Spacing]]
    forbidden: Mask
    """Cells of the sheet [row, col] beyond a no-go line."""
    moments: Mapping[str, int] = {}
    """Times in µs that belong to metrics which no pose tells of."""
    slips: tuple[Slip, ...] = ()
    """What went wrong with care, where it was asked for."""

    @property
    def plans(self) -> tuple[ZonePlan, ...]:
        return tuple(p.plan for p in self.patches)


def find(evidence: Evidence, measure: str, zone: str) -> Place | None:
    """The place of one metric's worst loss; None where nothing touched the skin or the zone is empty."""
    if zone:
        patch = next(p for p in evidence.patches if p.plan.zone == zone)
        return _in_zone(evidence, patch, measure) if patch.judged.any() else None
    return _in_motion(evidence, measure) if len(evidence.motion.t_us) else None


def where(evidence: Evidence, place: Place) -> str:
    """The part of the zone, as the picture shows it."""
    patch = next((p for p in evidence.patches if p.plan.zone == place.zone), None)
    if patch is None:
        return _("at its edge")
    rows, cols = patch.box
    down = 3 * (place.y_um // patch.cell_um - rows.start) // max(rows.stop - rows.start, 1)
    right = 3 * (place.x_um // patch.cell_um - cols.start) // max(cols.stop - cols.start, 1)
    words = (
        (_("top left"), _("top"), _("top right")),
        (_("left"), _("middle"), _("right")),
        (_("bottom left"), _("bottom"), _("bottom right")),
    )
    return words[min(max(down, 0), 2)][min(max(right, 0), 2)]


def _in_zone(evidence: Evidence, patch: Patch, measure: str) -> Place:
    motion = evidence.motion
    if measure in ("coverage", "largest_gap_cm2"):
        region = worst_region(patch)
        lowest = _extreme(patch, patch.dose(WIDE_UM)[0], np.argmin)
        return _at_cell(motion, patch, _middle(region) if region.any() else lowest)
    if measure == "overtreated":
        return _at_cell(motion, patch, _extreme(patch, patch.dose(WIDE_UM)[0], np.argmax))
    if measure == "cu":
        dose = patch.dose(WIDE_UM)[0]
        return _at_cell(motion, patch, _extreme(patch, np.abs(dose - np.median(dose)), np.argmax))
    if measure == "pass_excess":
        return _at_cell(motion, patch, _extreme(patch, patch.visits[patch.judged], np.argmax))
    if measure == "in_band":
        return _worst_lane(evidence, patch)
    window = (motion.dial_um < patch.plan.depth_low_um) | (motion.dial_um > patch.plan.depth_high_um)
    rows = np.nonzero((motion.zone == patch.number) & window)[0]
    rows = rows if len(rows) else np.nonzero(motion.zone == patch.number)[0]
    return _at_row(evidence, int(rows[len(rows) // 2])) if len(rows) else _at_cell(motion, patch, _middle(patch.judged))


def _in_motion(evidence: Evidence, measure: str) -> Place:
    motion = evidence.motion
    if measure in evidence.moments:
        row = int(np.searchsorted(motion.t_us, evidence.moments[measure]))
        return _at_row(evidence, min(row, len(motion.t_us) - 1))._replace(zone="")
    if measure == "glide_in_band":
        low, high = np.array([evidence.plans[0].glide_mm_s, *(p.glide_mm_s for p in evidence.plans)])[motion.zone].T
        off = np.maximum(motion.speed_mm_s - high, low - motion.speed_mm_s) * (motion.step_um > 0)
        return _at_row(evidence, int(np.argmax(off)))
    if measure == "landing_still_ms":
        firsts = [first for first, _ in motion.spans(motion.contact)]
        return _at_row(evidence, firsts[int(np.argmax(still_ms(motion, evidence.plans)[0]))])
    if measure == "turns_in_contact":
        return _at_row(evidence, int(np.argmax(turns(motion, evidence.plans))))
    if measure == "dwell_s":
        return _at_row(evidence, dwell_us(motion, evidence.plans)[1])
    if measure == "steadiness":
        first, last = max(motion.spans(motion.stroke), key=lambda s: _unsteady(motion.speed_mm_s[s[0] : s[1]]))
        return _at_row(evidence, (first + last) // 2)
    return _at_row(evidence, int(np.argmax(motion.drag_um)))


def _unsteady(speed: Floats) -> float:
    middle = float(np.median(speed)) if len(speed) > 20 else 0.0
    return float(np.median(np.abs(speed - middle))) / middle if middle else 0.0


def _worst_lane(evidence: Evidence, patch: Patch) -> Place:
    low, high = patch.plan.overlap
    found = evidence.spacings.get(patch.plan.zone, [])
    if not found:
        rows = np.nonzero(evidence.motion.zone == patch.number)[0]
        return _at_row(evidence, int(rows[0])) if len(rows) else _at_cell(evidence.motion, patch, _middle(patch.judged))
    worst = max(found, key=lambda s: max(low - s.overlap, s.overlap - high))
    lane = evidence.motion.stroke == worst.stroke
    inside = lane & (evidence.motion.zone == patch.number)
    rows = np.nonzero(inside if inside.any() else lane)[0]  # a lane may follow the border from outside
    return _at_row(evidence, int(rows[len(rows) // 2]))._replace(zone=patch.plan.zone)


def _at_row(evidence: Evidence, row: int) -> Place:
    motion, number = evidence.motion, int(evidence.motion.zone[row])
    zone = evidence.plans[number - 1].zone if number else ""
    return Place(int(motion.x_um[row]), int(motion.y_um[row]), int(motion.t_us[row]), zone)


def _at_cell(motion: Motion, patch: Patch, cell: tuple[int, int]) -> Place:
    """The middle of a cell of the zone's box, with the time at which the tip came nearest to it."""
    row, col = cell[0] + patch.box[0].start, cell[1] + patch.box[1].start
    x, y = col * patch.cell_um + patch.cell_um // 2, row * patch.cell_um + patch.cell_um // 2
    t = 0
    if len(motion.t_us):
        t = int(motion.t_us[np.argmin((motion.x_um - x) ** 2 + (motion.y_um - y) ** 2)])
    return Place(int(x), int(y), t, patch.plan.zone)


def _extreme(patch: Patch, values: Floats | Ints, pick: object) -> tuple[int, int]:
    rows, cols = np.nonzero(patch.judged)
    at = int(pick(values))  # type: ignore[operator]
    return int(rows[at]), int(cols[at])


def _middle(mask: Mask) -> tuple[int, int]:
    """The cell of a mask nearest to its centre of gravity."""
    rows, cols = np.nonzero(mask)
    off = (rows * len(rows) - rows.sum()) ** 2 + (cols * len(cols) - cols.sum()) ** 2
    at = int(np.argmin(off))
    return int(rows[at]), int(cols[at])
