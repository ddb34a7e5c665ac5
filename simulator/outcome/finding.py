"""Findings: what was wrong with a run, by kind, place, time and numbers, the dearest first, without any sentence."""

from __future__ import annotations

from typing import Any, NamedTuple

from simulator.outcome import finding_depth, finding_dose, finding_hand
from simulator.outcome.care_marks import CRITICAL_STEPS
from simulator.outcome.gate import Critical
from simulator.outcome.places import Evidence, Place, find, where
from simulator.outcome.score import Loss, Score

GROUPS = {
    "coverage": "gap",
    "largest_gap_cm2": "gap",
    "depth_compliance": "depth",
    "dial_choice": "depth",
    "glide_in_band": "speed",
    "drag_um_p95": "speed",
}
"""Metrics that tell of one and the same thing; their losses are added up and told once."""


_COMMON = frozenset({"zone", "where", "tip_mm", "points"})
_GAP = _COMMON | {"coverage", "dose_share", "area_cm2", "speed_mm_s"}
_STRIP = _GAP | {"width_mm", "length_mm", "spacing_mm"}
_BURST = _GAP | {"width_mm", "length_mm", "speed_here_mm_s"}
_HAND = _COMMON | {"dwell_s", "landing_ms", "lift_ms", "steadiness", "turns"}
_SPEED = _HAND | {"in_band", "p10_mm_s", "p50_mm_s", "p90_mm_s", "drag_um", "amber"}
_PACE = _SPEED | {"fast_share", "slow_share", "low", "high"}
_HOT = _HAND | {"dose_share", "cu", "visits", "speed_here_mm_s", "speed_mm_s"}
_DEPTH = _COMMON | {"compliance", "mean_mm", "low_mm", "high_mm", "want_mm"}
_DIAL = _DEPTH | {"dial_mm", "off_s"}
_CARE = frozenset({"what", "why", "do", "points"})
_LANES = _COMMON | {"in_band", "overlap", "sd", "spacing_mm"}

KNOWN: dict[str, frozenset[str]] = {
    "nothing": frozenset({"zone"}),
    "gap.zone": _GAP,
    **dict.fromkeys(("gap.between", "gap.edge", "gap.ends", "gap.no_go", "gap.unfinished"), _STRIP),
    "gap.burst": _BURST,
    "gap.thin": _GAP | _HAND,
    **dict.fromkeys(("thin.fast", "thin.apart"), _GAP | {"overlap"}),
    **dict.fromkeys(("hot.dwell", "hot.repeated", "hot.tight", "hot.slow"), _HOT),
    **dict.fromkeys(("uneven.landing", "uneven.lift", "uneven.spacing", "uneven.turns"), _HOT),
    **dict.fromkeys(("uneven.wide", "uneven.speed", "uneven.edges"), _HOT),
    "spacing.none": _COMMON | {"in_band"},
    **dict.fromkeys(("spacing.wide", "spacing.tight", "spacing.uneven"), _LANES),
    **dict.fromkeys(("depth.deep", "depth.shallow"), _DIAL),
    "depth.carried": _DIAL | {"from_zone"},
    **dict.fromkeys(("depth.tilted", "depth.light"), _DEPTH),
    **dict.fromkeys(("speed.fast", "speed.slow", "speed.bursts"), _PACE),
    **dict.fromkeys(("speed.unsteady", "turn", "amber"), _SPEED),
    "speed.short": _SPEED | {"longest_s"},
    "landing.still": _SPEED | {"longest_ms"},
    "upkeep.slack": _SPEED | {"taut_share"},
    "upkeep.dry": _SPEED | {"wet_share"},
    "event": _SPEED | {"stopped_s"},
    **dict.fromkeys(("care.screening", "care.preparation", "care.plan", "care.aftercare"), _CARE),
    "critical.should_postpone": frozenset({"time", "title", "why"}),
    **dict.fromkeys((f"critical.{step}" for step in CRITICAL_STEPS), frozenset({"time", "why"})),
    "critical.needlestick": frozenset({"time"}),
    "critical.consent_withdrawn": frozenset({"time", "late_s"}),
    "critical.no_go": frozenset({"zone", "hits"}),
    "critical.dial_over_cap": frozenset({"zone", "dial_mm", "cap_mm", "time_s"}),
    "critical.depth_over_cap": frozenset({"zone", "deep", "cap_mm"}),
}
"""Every kind of finding, with the numbers that a remark about it may quote."""


class Finding(NamedTuple):
    """One thing that was wrong, of a `kind` that a coach has remarks about, with `numbers` that they quote.

    `points` is what it cost; place in µm and time in µs, -1 where nothing touched the skin; `spans` are µs.
    """

    kind: str
    part: str
    zone: str
    points: float
    x_um: int
    y_um: int
    t_us: int
    spans: tuple[tuple[int, int], ...]
    numbers: dict[str, float | str]


class Case(NamedTuple):
    """What is known of a run when its losses are looked into."""

    evidence: Evidence
    zones: dict[str, dict[str, Any]]
    technique: dict[str, Any]
    tip_um: int


def collect(case: Case, score: Score, critical: list[Critical]) -> tuple[Finding, ...]:
    """Findings of a run: critical errors in order of time, then everything that cost points, dearest first."""
    dialled = {c.zone for c in critical if c.rule == "dial_over_cap"}
    told = [c for c in critical if c.rule != "depth_over_cap" or c.zone not in dialled]  # the dial explains the depth
    found = [_critical(c) for c in told]
    groups: dict[tuple[str, str], list[Loss]] = {}
    for loss in score.losses:
        zone = "" if GROUPS.get(loss.measure) == "speed" else loss.zone
        groups.setdefault((GROUPS.get(loss.measure, loss.measure), zone), []).append(loss)
    losses = [_finding(case, group) for group in groups.values()]
    return (*found, *sorted(_merged(losses), key=lambda f: (-f.points, f.kind, f.zone)))


def _finding(case: Case, group: list[Loss]) -> Finding:
    loss = group[0]
    points = round(sum(round(one.points * 1000) for one in group) / 1000, 3)
    slip = next((slip for slip in case.evidence.slips if loss.part == "care" and slip.measure == loss.measure), None)
    if slip is not None:
        told: dict[str, float | str] = {"what": slip.what, "why": slip.why, "do": slip.do, "points": points}
        return Finding(f"care.{slip.group}", "care", "", points, -1, -1, -1, (), told)
    place = find(case.evidence, loss.measure, loss.zone)
    if place is None or not len(case.evidence.motion.t_us):
        return Finding(
            "nothing", loss.part, loss.zone, points, -1, -1, -1, (), {"zone": title(case.evidence, loss.zone)}
        )
    kind, numbers, spans = _look_into(case, loss, place)
    common: dict[str, float | str] = {
        "zone": title(case.evidence, place.zone),
        "where": where(case.evidence, place),
        "tip_mm": case.tip_um / 1000,
        "points": points,
        "t_us": place.t_us,
    }
    return Finding(kind, loss.part, place.zone, points, place.x_um, place.y_um, place.t_us, spans, common | numbers)


def _look_into(case: Case, loss: Loss, place: Place) -> tuple[str, dict[str, float | str], tuple[tuple[int, int], ...]]:
    """Kind, numbers and times of one loss."""
    if loss.measure in ("coverage", "largest_gap_cm2"):
        return finding_dose.gap(case, loss.zone, place)
    if loss.measure in ("overtreated", "cu", "pass_excess"):
        return finding_dose.uneven(case, loss.measure, loss.zone, place)
    if loss.measure == "in_band":
        return finding_dose.lanes(case, loss.zone, place)
    if loss.measure in ("depth_compliance", "dial_choice"):
        return finding_depth.depth(case, loss.zone, place)
    return finding_hand.hand(case, loss, place)


def _merged(findings: list[Finding]) -> list[Finding]:
    """Findings of one kind in one zone are one: losses added, the dearest one's place and numbers kept.

    Whatever else is wrong in a zone that was missed follows from that, and is told as that.
    """
    kept: dict[tuple[str, str], Finding] = {}
    missed = {f.zone for f in findings if f.kind == "gap.zone"}
    for finding in sorted(findings, key=lambda f: -f.points):
        kind = "gap.zone" if finding.zone in missed and finding.zone else finding.kind
        key = (kind, "" if kind == "nothing" else finding.zone)
        first = kept.get(key)
        points = finding.points + (first.points if first else 0)
        fuller = finding if first is None or (finding.kind == kind != first.kind) else first
        kept[key] = fuller._replace(points=round(points, 3))
    return list(kept.values())


def _critical(critical: Critical) -> Finding:
    t_us = round(critical.t_s * 1e6)
    place = (critical.x_um, critical.y_um, t_us)
    return Finding(
        f"critical.{critical.rule}", "critical", critical.zone, 100.0, *place, ((t_us, t_us),), critical.numbers
    )


def title(evidence: Evidence, zone: str) -> str:
    """The name of a zone as people read it; empty outside every zone."""
    return next((p.title for p in evidence.plans if p.zone == zone), "")
