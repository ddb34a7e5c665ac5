"""What to practise next: lost points of the last runs, gathered by skill, and the drill that trains each skill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.words import mark

FADE = 0.6
"""A run counts so much less than the one after it (proposal)."""
LOOK_BACK = 5
"""So many of the last runs are looked at."""
LEAST_POINTS = 0.5
"""A skill that costs less than this is not worth a drill (proposal)."""


class Skill(NamedTuple):
    """One skill: its id and name, the scenario that drills it, and the kinds of findings that tell of it; a kind that
    ends in a dot stands for its whole family.
    """

    id: str
    title: str
    drill: str
    kinds: tuple[str, ...]


SKILLS = (
    Skill("speed", mark("Pace"), "speed-band", ("speed.", "thin.fast", "hot.slow", "gap.burst", "uneven.speed")),
    Skill("spacing", mark("Distance of lanes"), "spacing", ("spacing.", "gap.between", "thin.apart", "hot.tight",
          "uneven.spacing", "hot.repeated")),
    Skill("edges", mark("Edges"), "straight-edges", ("gap.edge", "gap.ends", "gap.thin", "uneven.edges",
          "uneven.wide")),
    Skill("landing", mark("Landing and lifting"), "flat-patch", ("landing.", "uneven.landing", "uneven.lift",
          "hot.dwell", "speed.short")),
    Skill("turning", mark("Turning"), "turning", ("turn", "uneven.turns")),
    Skill("depth", mark("Depth"), "depth-change", ("depth.", "critical.dial_over_cap", "critical.depth_over_cap")),
    Skill("lines", mark("No-go lines"), "no-go-edge", ("amber", "gap.no_go", "critical.no_go")),
    Skill("hand", mark("The other hand"), "held-and-gelled", ("upkeep.", "critical.needlestick")),
    Skill("patient", mark("What the patient needs"), "raised-hand", ("event", "critical.consent_withdrawn")),
    Skill("places", mark("Every place"), "small-zones", ("gap.zone", "gap.unfinished", "nothing")),
    Skill("care", mark("Before and after"), "face-fine-lines", ("care.", "critical.")),
)  # fmt: skip
"""All skills; of two that fit a kind, the longer name decides (a proposal of this project)."""
CRITICAL_POINTS = 20.0
"""A critical error costs no points but the verdict: it weighs as much as these (proposal)."""


class Weak(NamedTuple):
    """A skill and how many points it cost a run, the last runs counting most."""

    skill: Skill
    points: float


def skill_of(kind: str) -> Skill | None:
    """The skill that a finding of a kind tells of."""
    found = [(len(name), skill) for skill in SKILLS for name in skill.kinds if _fits(name, kind)]
    return max(found, key=lambda one: one[0])[1] if found else None


def _fits(name: str, kind: str) -> bool:
    return kind.startswith(name) if name.endswith(".") else kind == name


def weakest(runs: Sequence[Sequence[tuple[str, float]]]) -> list[Weak]:
    """Skills in the order of what they cost; `runs` are kinds of findings with their points, in order of time."""
    lost: dict[str, float] = {}
    weight, whole = 1.0, 0.0
    for findings in list(runs)[::-1][:LOOK_BACK]:
        for kind, points in findings:
            skill = skill_of(kind)
            if skill is not None:
                cost = max(points, CRITICAL_POINTS) if kind.startswith("critical.") else points
                lost[skill.id] = lost.get(skill.id, 0.0) + weight * cost
        whole, weight = whole + weight, weight * FADE
    ranked = [Weak(skill, round(lost[skill.id] / whole, 2)) for skill in SKILLS if skill.id in lost]
    return sorted((one for one in ranked if one.points >= LEAST_POINTS), key=lambda one: -one.points)
