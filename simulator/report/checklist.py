"""What a person who watches a run can tick off, read off its scenario."""

from __future__ import annotations

from typing import NamedTuple

from simulator.session import Scenario
from simulator.words import _


class Check(NamedTuple):
    """One line of the checklist."""

    id: str
    text: str


def checklist(scenario: Scenario) -> tuple[Check, ...]:
    """The lines of a scenario: zones, depths, no-go areas, what the other hand does, and care."""
    checks = [
        Check(f"zone.{plan.zone}", _("{zone}: treated from rim to rim").format(zone=plan.title))
        for plan in scenario.plans
    ]
    if len({(plan.depth_low_um, plan.depth_high_um) for plan in scenario.plans}) > 1:
        checks.append(Check("depths", _("The dial was changed where the plan changes depth")))
    if max(plan.passes for plan in scenario.plans) > 1:
        checks.append(Check("passes", _("Passes cross each other")))
    if scenario.no_go:
        checks.append(Check("no_go", _("No no-go line was crossed")))
    if scenario.treatment is not None:
        if scenario.treatment.stretch:
            checks.append(Check("stretch", _("Skin was held wherever the needles worked")))
        if scenario.treatment.gel:
            checks.append(Check("gel", _("Gel was renewed before it dried")))
    if scenario.care is not None:
        if scenario.care.prepared:
            checks.append(Check("prepared", _("The field was prepared before the needles")))
        if scenario.care.after:
            checks.append(Check("told", _("The patient was told what comes after")))
    return tuple(checks)
