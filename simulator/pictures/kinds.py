"""The kinds of maps and the scale of each under a plan; the same on every screen and page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.outcome.plan import ZonePlan
from simulator.pictures import maps
from simulator.words import _, in_figures, mark


class Kind(NamedTuple):
    """One map: its name, the field of the outcome it shows, and the parts of the score whose places it carries."""

    id: str
    title: str
    about: str
    field: str
    colours: str
    parts: tuple[str, ...]


ELSEWHERE = ("coverage", "evenness", "technique", "care", "critical")
DOSE = Kind("dose", mark("Dose"), mark("share of each zone's plan"), "dose_share", "cividis", ELSEWHERE)
OVERLAP = Kind("overlap", mark("Overlap"), mark("of neighbouring strokes"), "overlap", "viridis", ("overlap",))
DEPTH = Kind("depth", mark("Depth"), mark("away from the plan, mm"), "depth_off_mm", "viridis", ("depth",))
KINDS = (DOSE, OVERLAP, DEPTH)


def scale_of(kind: Kind, plans: Sequence[ZonePlan]) -> maps.Scale:
    """The scale of a kind of map; its band is the first zone's, which the fields of the others are measured against."""
    plan = plans[0]
    if kind is DOSE:
        middle = (plan.target_low_per_cm2 + plan.target_high_per_cm2) / 2
        low, high = plan.target_low_per_cm2 / middle, plan.target_high_per_cm2 / middle
        return maps.Scale(0.0, max(2.25, 1.75 * high), (low, high), low / 2, 1.5 * high)
    if kind is OVERLAP:
        low, high = plan.overlap
        return maps.Scale(low - 0.5, high + 0.4, (low, high), low - 0.25, high + 0.2)
    half = (plan.depth_high_um - plan.depth_low_um) / 2000
    return maps.Scale(-3 * half, 3 * half, (-half, half), -2 * half, 2 * half)


def figures(kind: Kind, scale: maps.Scale) -> list[str]:
    """The ends of a scale and of its band as they are written under a legend."""
    values = (scale.low, *scale.band, scale.high)
    if kind is DEPTH:
        return [in_figures(value, "+.2f").replace("-", "–") for value in values]
    words = [f"{value * 100:.0f}".replace("-", "–") for value in values]
    return [words[0], words[1], _("{share} %").format(share=words[2]), words[3]]
