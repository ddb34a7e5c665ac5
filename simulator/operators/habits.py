"""Habits: how well a hand that is not human works (skill), and what holds the device for it (grip).

Every figure here is a proposal, not fitted to the scorer: plausible sizes for a person's errors, chosen before scoring.
"""

from __future__ import annotations

from typing import NamedTuple


class Skill(NamedTuple):
    """What a hand intends and how closely it keeps to that; every s.d. is of slow errors."""

    overlap: float = 0.30
    """Share of the tip's width by which lanes are meant to overlap; negative leaves skin between them."""
    pace: float = 1.0
    """Glide speed as a share of the speed that a careful hand needs for the middle of the target."""
    lane_mm: float = 0.25
    """S.d. of where a lane begins beside its line."""
    wobble_mm: float = 0.15
    """S.d. of the slow sway along a lane."""
    pace_sd: float = 0.03
    """S.d. of the speed from lane to lane."""
    surge_sd: float = 0.04
    """S.d. of the speed along a lane."""
    flying: float = 1.0
    """Share of the ramps at landing and lift that is done in the air; 0 starts and stops in the skin."""
    still_ms: float = 0.0
    """Standing in contact before the glide begins, and again before the lift."""
    ramp_ms: float = 100.0
    """Time from standing to full speed, and back."""
    clearance_mm: float = 0.4
    """What the needles are kept away from an amber margin, beyond what is asked."""
    overrun_mm: float = 3.0
    """How far the tip's centre runs past the border at the ends of a lane; negative stays inside."""
    inset_mm: float = 1.0
    """How far inside the border the first and the last lane lie."""
    dial_steps: int = 0
    """Steps that the dial is set above the right depth."""
    joined: float = 0.0
    """Share of lane changes without a lift."""
    border_pace: float = 1.0
    """Speed near a zone's border, as a share of the hand's own."""
    middle_pace: float = 1.0
    """Speed in the middle of a zone, likewise."""
    rush_mm_s: float = 0.0
    """Speed over every other stretch of the way, the rest being slowed so that the mean dose stays; 0 never rushes."""


SKILLS: dict[str, Skill] = {
    "expert": Skill(),
    "competent": Skill(
        lane_mm=0.5, wobble_mm=0.3, pace_sd=0.06, surge_sd=0.08, flying=0.7, still_ms=15, ramp_ms=120,
        clearance_mm=0.6, overrun_mm=2.5,
    ),
    "novice": Skill(
        overlap=0.22, pace=1.15, lane_mm=1.0, wobble_mm=0.6, pace_sd=0.15, surge_sd=0.18, flying=0.1, still_ms=90,
        ramp_ms=150, clearance_mm=1.5, overrun_mm=1.5, inset_mm=2.0, joined=0.15,
    ),
    "hasty": Skill(
        overlap=0.15, pace=2.4, lane_mm=0.9, wobble_mm=0.5, pace_sd=0.12, surge_sd=0.15, flying=0.5, still_ms=20,
        ramp_ms=80, clearance_mm=1.0, overrun_mm=2.0, inset_mm=2.0, joined=0.3,
    ),
    "timid": Skill(
        overlap=-0.35, pace=0.9, lane_mm=0.6, wobble_mm=0.4, pace_sd=0.1, surge_sd=0.12, flying=0.2, still_ms=60,
        ramp_ms=150, clearance_mm=2.5, overrun_mm=-2.5, inset_mm=3.5, dial_steps=-1,
    ),
    "edge-hugger": Skill(
        lane_mm=0.5, wobble_mm=0.3, pace_sd=0.06, surge_sd=0.08, flying=0.7, still_ms=15, ramp_ms=120,
        inset_mm=0.0, border_pace=0.65, middle_pace=3.0,
    ),
    "stampede": Skill(
        lane_mm=0.5, wobble_mm=0.3, pace_sd=0.06, surge_sd=0.08, flying=0.3, still_ms=60, ramp_ms=80, rush_mm_s=80.0
    ),
}  # fmt: skip
"""proposal, not fitted to the scorer"""


class Grip(NamedTuple):
    """What the hand holds: its own slow errors add to those of the skill (root of the sum of squares)."""

    rate_hz: int
    """Places reported each second."""
    step_um: int
    """Places are whole multiples of this: whole pixels at 6 px/mm are 167 µm."""
    lane_mm: float
    wobble_mm: float
    surge_sd: float
    tremor_mm: float
    """S.d. of a shake at about 10 Hz."""
    press_ms: float
    """Between the press and the first movement, for a hand that does not land moving."""
    reach_mm: float
    """Longest glide before the hand must be set down anew."""


GRIPS: dict[str, Grip] = {
    "pen": Grip(240, 5, 0.10, 0.10, 0.03, 0.03, 10, 200),
    "mouse": Grip(125, 167, 0.35, 0.30, 0.12, 0.02, 50, 150),
    "touchpad": Grip(60, 167, 0.80, 0.60, 0.25, 0.06, 120, 40),
}
"""proposal, not fitted to the scorer"""

TRAVEL_MM_S = 80.0
"""Speed through the air from one lane to the next (proposal)."""
DIAL_STEP_S = 0.4
"""Time to turn the dial by one step (proposal)."""
