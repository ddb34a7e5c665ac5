"""What the hand did: too fast, too slow, unsteady, standing, turning in the skin, too near a no-go line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.outcome.places import Place
from simulator.outcome.technique import off_band, still_ms

if TYPE_CHECKING:
    from simulator.outcome.finding import Case
    from simulator.outcome.finding_dose import Look
    from simulator.outcome.score import Loss

KINDS = {
    "steadiness": "speed.unsteady",
    "landing_still_ms": "landing.still",
    "turns_in_contact": "turn",
    "amber_share": "amber",
    "taut_share": "upkeep.slack",
    "wet_share": "upkeep.dry",
    "answer": "event",
}


def excesses(case: Case) -> dict[str, float | str]:
    """How the hand stood, dwelled and wavered, as numbers that remarks may quote; 0 where not defined."""
    found = case.technique
    return {
        "dwell_s": found["dwell_s"] or 0.0,
        "landing_ms": found["landing_still_ms"]["p50"] or 0.0,
        "lift_ms": found["lift_still_ms"]["p50"] or 0.0,
        "steadiness": found["steadiness"] or 0.0,
        "turns": found["turns_in_contact"] or 0,
    }


def hand(case: Case, loss: Loss, place: Place) -> Look:
    """Kind, numbers and times of a loss of technique."""
    motion, found = case.evidence.motion, case.technique
    numbers = excesses(case) | {
        "in_band": found["glide_in_band"] or 0.0,
        "p50_mm_s": found["glide_mm_s"]["p50"] or 0.0,
        "p90_mm_s": found["glide_mm_s"]["p90"] or 0.0,
        "p10_mm_s": found["glide_mm_s"]["p10"] or 0.0,
        "drag_um": found["drag_um_p95"] or 0.0,
        "amber": found["amber_share"] or 0.0,
    }
    numbers |= {name: found[name] or 0.0 for name in ("taut_share", "wet_share", "stopped_s") if name in found}
    at = int(np.searchsorted(motion.t_us, place.t_us))
    row = min(at, len(motion.t_us) - 1)
    inside = np.nonzero(motion.stroke == motion.stroke[row])[0]
    spans = ((int(motion.t_us[inside[0]]), int(motion.t_us[inside[-1]])),)
    if loss.measure == "landing_still_ms":
        numbers["longest_ms"] = round(float(still_ms(motion, case.evidence.plans)[0].max()))
    if loss.measure == "steadiness" and loss.value is None:
        lasted = [int(motion.t_us[last - 1] - motion.t_us[first]) for first, last in motion.spans(motion.stroke)]
        return "speed.short", numbers | {"longest_s": round(max(lasted) / 1e6, 1)}, spans
    return KINDS.get(loss.measure) or _speed(case, numbers), numbers, spans


def _speed(case: Case, numbers: dict[str, float | str]) -> str:
    """Too fast, too slow, or both by turns: by the ways travelled outside the band."""
    motion = case.evidence.motion
    low, high = case.evidence.plans[0].glide_mm_s
    slow, fast = (int(motion.step_um[mask].sum()) for mask in off_band(motion, case.evidence.plans))
    whole = max(int(motion.step_um.sum()), 1)
    numbers |= {"fast_share": round(fast / whole, 2), "slow_share": round(slow / whole, 2), "low": low, "high": high}
    bursts = fast * 10 > whole and (whole - fast - slow) * 10 > 3 * whole
    if bursts and fast > slow:
        return "speed.bursts"
    return "speed.fast" if fast >= slow else "speed.slow"
