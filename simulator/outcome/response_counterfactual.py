"""What would have been: the same dose spread evenly, the right depth, the plan as written, one session more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from simulator.needling.zones import Zones
from simulator.outcome.plan import ZonePlan
from simulator.outcome.response_course import Session
from simulator.outcome.response_injury import Trauma, Values
from simulator.words import mark

AS_DONE, EVEN, RIGHT_DEPTH, PLAN, ONE_MORE = (
    mark("as done"), mark("the same dose, spread evenly"), mark("the right depth"), mark("the plan as written"),
    mark("one session more"),
)  # fmt: skip


def variants(
    sessions: Sequence[Session], zones: Zones, plans: Sequence[ZonePlan], interval_days: float
) -> dict[str, list[Session]]:
    """Courses by name, the real one first; `plans` stand in the order of the zones."""
    last = max(sessions, key=lambda session: session.day)
    return {
        AS_DONE: list(sessions),
        EVEN: [s._replace(trauma=spread_evenly(s.trauma, zones)) for s in sessions],
        RIGHT_DEPTH: [s._replace(trauma=at_right_depth(s.trauma, zones, plans)) for s in sessions],
        PLAN: [s._replace(trauma=as_planned(s.trauma, zones, plans)) for s in sessions],
        ONE_MORE: [*sessions, last._replace(day=last.day + interval_days)],
    }


def spread_evenly(trauma: Trauma, zones: Zones) -> Trauma:
    """Every judged cell of a zone with the zone's mean density, and the mean depth and tear of its needles."""
    changed = _copy(trauma)
    for cells in _judged(zones):
        per_mm2 = trauma.per_mm2[cells].astype(np.float64)
        total = float(per_mm2.sum())
        changed.per_mm2[cells] = total / len(per_mm2)
        for new, old in ((changed.depth_mm, trauma.depth_mm), (changed.tear_mm, trauma.tear_mm)):
            new[cells] = float((old[cells] * per_mm2).sum()) / total if total else 0.0
    return changed


def at_right_depth(trauma: Trauma, zones: Zones, plans: Sequence[ZonePlan]) -> Trauma:
    """Every needle in a judged cell at the middle of the zone's depth window."""
    changed = _copy(trauma)
    for cells, plan in zip(_judged(zones), plans, strict=True):
        changed.depth_mm[cells] = (plan.depth_low_um + plan.depth_high_um) / 2000
    return changed


def as_planned(trauma: Trauma, zones: Zones, plans: Sequence[ZonePlan]) -> Trauma:
    """Every judged cell with the middle of its target at the middle of its depth window, nothing torn."""
    changed = at_right_depth(trauma, zones, plans)
    for cells, plan in zip(_judged(zones), plans, strict=True):
        changed.per_mm2[cells] = (plan.target_low_per_cm2 + plan.target_high_per_cm2) / 200
        changed.tear_mm[cells] = 0.0
    return changed


def _judged(zones: Zones) -> Iterator[Values]:
    return (zones.judged_cells(name) for name in zones.names)


def _copy(trauma: Trauma) -> Trauma:
    return Trauma(*(field.copy() for field in trauma))
