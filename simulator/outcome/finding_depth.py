"""Why the depth was wrong in a zone: the dial, a setting carried over from the zone before, tilt, or a light hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.outcome.places import Place

if TYPE_CHECKING:
    from simulator.outcome.finding import Case
    from simulator.outcome.finding_dose import Look


def depth(case: Case, zone: str, place: Place) -> Look:
    """Kind, numbers and times of a wrong depth."""
    patch = next(p for p in case.evidence.patches if p.plan.zone == zone)
    motion, plan = case.evidence.motion, patch.plan
    here = motion.zone == patch.number
    numbers: dict[str, float | str] = {
        "compliance": case.zones[zone]["depth_compliance"] or 0.0,
        "mean_mm": case.zones[zone]["depth_mean_mm"] or 0.0,
        "low_mm": plan.depth_low_um / 1000,
        "high_mm": plan.depth_high_um / 1000,
        "want_mm": (plan.depth_low_um + plan.depth_high_um) / 2000,
    }
    off = here & ((motion.dial_um < plan.depth_low_um) | (motion.dial_um > plan.depth_high_um))
    rows = np.nonzero(off)[0]
    if not len(rows):
        tilted = bool(motion.tilt_ddeg.any())
        return ("depth.tilted" if tilted else "depth.light"), numbers, ()
    dial = int(np.median(motion.dial_um[rows]))
    spans = _spans(motion.t_us[rows], rows)
    numbers |= {"dial_mm": dial / 1000, "off_s": round(len(rows) / max(int(here.sum()), 1), 2)}
    before = motion.zone[: rows[0]]
    earlier = np.nonzero((before != patch.number) & (before > 0))[0]
    if len(earlier) and int(motion.dial_um[earlier[-1]]) == dial:
        numbers["from_zone"] = case.evidence.plans[int(motion.zone[earlier[-1]]) - 1].title
        return "depth.carried", numbers, spans
    return ("depth.deep" if dial > plan.depth_high_um else "depth.shallow"), numbers, spans


def _spans(t_us: np.ndarray, rows: np.ndarray) -> tuple[tuple[int, int], ...]:
    """First and last time of every unbroken run of rows, at most three, the longest first."""
    parts = np.split(t_us, np.nonzero(np.diff(rows) > 1)[0] + 1)
    longest = sorted(parts, key=lambda part: -len(part))[:3]
    return tuple((int(part[0]), int(part[-1])) for part in longest)
