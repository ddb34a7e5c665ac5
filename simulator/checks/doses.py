"""Rules of sense about dose and time: targets that the device leaves at the planned glide, minutes that suffice."""

from __future__ import annotations

import math
from collections.abc import Iterator

from simulator.checks.finding import Finding
from simulator.outcome.plan import ZonePlan
from simulator.session import Scenario
from simulator.words import _

MOST_TIMES_CONTACT = 8
"""A plan of more minutes than so many times the contact it takes is long (convention of this project)."""


def densities_per_cm2(scenario: Scenario, plan: ZonePlan) -> tuple[float, float]:
    """Least and most punctures per cm² within the bands of glide and overlap: N f passes / (v w (1 − overlap))."""
    slow, fast = (max(speed, 1e-9) for speed in plan.glide_mm_s)
    least = scenario.device.density_per_cm2(fast) * plan.passes / (1 - plan.overlap[0])
    most = scenario.device.density_per_cm2(slow) * plan.passes / (1 - plan.overlap[1])
    return least, most


def target_within_reach(scenario: Scenario) -> Iterator[Finding]:
    """A problem where no glide and overlap of the plan leave the target."""
    for plan in scenario.plans:
        least, most = densities_per_cm2(scenario, plan)
        if most < plan.target_low_per_cm2 or least > plan.target_high_per_cm2:
            text = _("{zone}: the planned glide, overlap and passes leave {least:.0f} to {most:.0f} punctures/cm².")
            text = text.format(zone=plan.title, least=least, most=most)
            remedy = _("Let the target hold some of that, or plan more passes or another glide.")
            yield Finding("problem", f"zones.{plan.zone}.target_per_cm2", text, remedy)


def contact_s(scenario: Scenario) -> float:
    """Seconds in contact that the plan takes at the middle of its glide: area × middle of the target / punctures a
    second (needles × Hz of a pen, whatever its glide), over all zones.
    """
    zones, seconds = scenario.zones(), []
    for plan in scenario.plans:
        area_cm2 = int(zones.cells(plan.zone).sum()) * zones.grid.cell_cm2
        glide = max(sum(plan.glide_mm_s) / 2, 1e-9)
        wanted = area_cm2 * (plan.target_low_per_cm2 + plan.target_high_per_cm2) / 2
        seconds.append(wanted / (scenario.device.punctures_per_mm(glide) * glide))
    return math.fsum(seconds)


def usual_minutes(scenario: Scenario) -> float:
    """Twice the time in contact: the ways between lanes take as long again (convention)."""
    return contact_s(scenario) / 30


def minutes_fit(scenario: Scenario) -> Iterator[Finding]:
    """A problem where the minutes are fewer than the contact alone takes, a hint where they are many times more."""
    needed, given = contact_s(scenario), 60 * scenario.minutes
    if given < needed:
        text = _("The plan takes {needed:.1f} minutes of contact alone; {given:g} are given.")
        remedy = _("Write {needed:.1f} or more; the ways between lanes take as long again.").format(
            needed=usual_minutes(scenario)
        )
        yield Finding("problem", "minutes", text.format(needed=needed / 60, given=scenario.minutes), remedy)
    elif given > MOST_TIMES_CONTACT * needed + 60:
        text = _("The plan takes {needed:.1f} minutes of contact; {given:g} are given.")
        remedy = _("Write about {minutes:.0f}.").format(minutes=max(needed / 20, 1))
        yield Finding("hint", "minutes", text.format(needed=needed / 60, given=scenario.minutes), remedy)


CONTACT_S = {"drill": (20.0, 60.0), "section": (60.0, 180.0), "take-over": (60.0, 240.0), "full": (480.0, 2400.0)}
"""Seconds in contact that a kind of scenario is meant to take (convention of this project)."""
WIDE = 2.0
"""Beyond so many times the length of its kind a scenario gets a warning instead of a hint."""


def length_fits_its_kind(scenario: Scenario) -> Iterator[Finding]:
    """A hint where the contact is shorter or longer than its kind is meant to be, a warning far outside."""
    needed, (least, most) = contact_s(scenario), CONTACT_S[scenario.kind]
    if least <= needed <= most:
        return
    far = needed > WIDE * most or needed < least / WIDE
    text = _("The plan takes {needed:.0f} s in contact; a scenario of kind `{kind}` takes {least:.0f} to {most:.0f} s.")
    text = text.format(needed=needed, kind=scenario.kind, least=least, most=most)
    remedy = _("Plan fewer or more zones or passes, or name another kind; time itself is never scaled.")
    yield Finding("warning" if far else "hint", "kind", text, remedy)
