"""Causes over many runs: what how many of them have in common, by the same findings that a single run is told of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.outcome.finding import Finding

LEAST_POINTS = 1.0
"""What costs a run less than this is not counted as its cause (proposal)."""

FAMILIES = {
    "gap.between": "gap", "gap.edge": "gap", "gap.ends": "gap", "gap.burst": "gap", "gap.no_go": "gap",
    "uneven.landing": "landing.still", "hot.repeated": "hot.repeated",
    "speed.bursts": "speed.fast", "thin.fast": "speed.fast",
    "depth.carried": "depth.off", "depth.deep": "depth.off", "depth.shallow": "depth.off",
}  # fmt: skip
"""Kinds that are one cause to a teacher."""
BY_PLACE = ("gap",)
"""Families that are told by the part of the zone they lie in; the others by zone, or for the whole run."""
BY_HAND = ("landing.still", "speed.fast", "speed.slow", "speed.unsteady", "turn")
"""Families that belong to the hand, wherever it is."""


class Cause(NamedTuple):
    """One cause that runs have in common: its family, zone and part of it ("" for the whole run), and which runs."""

    family: str
    zone: str
    where: str
    runs: tuple[int, ...]
    example: Finding


def causes(cohort: Sequence[Sequence[Finding]], least_points: float = LEAST_POINTS) -> tuple[Cause, ...]:
    """Causes of a cohort, the most frequent first; every run counts once for a cause."""
    found: dict[tuple[str, str, str], dict[int, Finding]] = {}
    for number, findings in enumerate(cohort):
        for finding in findings:
            if finding.points >= least_points:
                found.setdefault(_key(finding), {}).setdefault(number, finding)
    listed = [Cause(*key, tuple(runs), max(runs.values(), key=lambda f: f.points)) for key, runs in found.items()]
    return tuple(sorted(listed, key=lambda c: (-len(c.runs), c.family, c.zone, c.where)))


def _key(finding: Finding) -> tuple[str, str, str]:
    family = FAMILIES.get(finding.kind, finding.kind)
    if family in BY_HAND:
        return family, "", ""
    return family, finding.zone, str(finding.numbers.get("where", "")) if family in BY_PLACE else ""
