"""Mends: what a check finds, put right at one press, where there is one right thing to do."""

from __future__ import annotations

from collections.abc import Callable

from simulator.checks.finding import Finding
from simulator.session import Scenario
from simulator.studio import edits
from simulator.studio.draft import Draft

Mend = Callable[[Draft, Scenario, str], Draft | None]


def mend(draft: Draft, scenario: Scenario, finding: Finding) -> Draft | None:
    """The draft without what was found; None where only a person can know."""
    where = finding.path.split(".")
    if where[0] == "zones" and where[1] not in edits.planned(draft):
        return None  # it was found in a draft that still treated this zone
    key = where[-1] if where[0] in ("zones", "lesions") else where[0]
    act = MENDS.get(key)
    made = act(draft, scenario, where[1] if len(where) > 1 else "") if act else None
    return made if made is not None and made != draft else None


def _cap(draft: Draft, scenario: Scenario, zone: str) -> Draft | None:
    """As high as the window needs and the region allows; where that is too low, the setting goes down."""
    plan, region = edits.planned(draft)[zone], _region_mm(scenario, zone)
    needed = round(plan.setting_mm, 3)
    if region is None:
        return edits.plan(draft, zone, plan._replace(cap_mm=max(plan.cap_mm, needed)))
    cap = round(min(max(plan.cap_mm, needed), region), 3)
    step = scenario.device.dial_step_um / 1000
    setting = plan.setting_mm if needed <= cap else cap // step * step
    return edits.plan(draft, zone, plan._replace(cap_mm=cap, setting_mm=round(setting, 3)))


def _region_mm(scenario: Scenario, zone: str) -> float | None:
    from simulator.files.scenario import forms

    known = forms(scenario).site.zones.get(zone)
    return None if known is None or known.cap_mm is None else known.cap_mm - scenario.skin_type.cap_less_um / 1000


def _depth(draft: Draft, scenario: Scenario, zone: str) -> Draft | None:
    """The nearest setting that the device has and the level may use, with room for its scatter."""
    from simulator.checks.people import BODY_UM, FACE_UM

    plan, device = edits.planned(draft)[zone], scenario.device
    ladder = FACE_UM if scenario.site.id.startswith("face") else BODY_UM
    most_um = min(ladder[min(scenario.level, len(ladder)) - 1], round(1000 * plan.cap_mm))
    setting_um = device.snapped(min(round(1000 * plan.setting_mm), most_um) + device.loss_um) - device.loss_um
    while setting_um > most_um and setting_um > device.dial_step_um:
        setting_um -= device.dial_step_um
    return edits.plan(draft, zone, plan._replace(setting_mm=setting_um / 1000))


def _target(draft: Draft, scenario: Scenario, zone: str) -> Draft | None:
    """The usual dose for the passes that are planned."""
    plan = edits.planned(draft)[zone]
    return edits.plan(draft, zone, plan._replace(dose=edits.dose(plan.passes, "usual"), glide_mm_s=(10, 30)))


def _passes(draft: Draft, scenario: Scenario, zone: str) -> Draft | None:
    """As many as are usual on this skin, the dose in proportion."""
    plan, most = edits.planned(draft)[zone], scenario.skin_type.most_passes
    dose = edits.dose(most, edits.strength(plan))
    return edits.plan(draft, zone, plan._replace(passes=most, dose=dose))


def _dial(draft: Draft, scenario: Scenario, _zone: str) -> Draft | None:
    """The nearest step that is over no cap."""
    device = scenario.device
    least_um = min(plan.cap_um for plan in scenario.plans) + device.loss_um
    start_um = device.snapped(scenario.dial_start_um)
    while start_um > least_um and start_um > device.dial_step_um:
        start_um -= device.dial_step_um
    return edits.put(draft, "dial_start_mm", start_um / 1000)


def _minutes(draft: Draft, scenario: Scenario, _zone: str) -> Draft | None:
    """As many as are usual, in halves."""
    from simulator.checks.doses import usual_minutes

    return edits.put(draft, "minutes", max(round(2 * usual_minutes(scenario)) / 2, 0.5))


def _kind(draft: Draft, scenario: Scenario, _zone: str) -> Draft | None:
    """The kind whose length fits."""
    from simulator.checks.doses import CONTACT_S, contact_s

    needed = contact_s(scenario)
    fits = [kind for kind, (low, high) in CONTACT_S.items() if low <= needed <= high and kind != "take-over"]
    return edits.put(draft, "kind", fits[0]) if fits else None


def _level(draft: Draft, _scenario: Scenario, _zone: str) -> Draft | None:
    return edits.put(draft, "level", 3)


def _sources(draft: Draft, _scenario: Scenario, _zone: str) -> Draft | None:
    return edits.put(draft, "sources", ["Depths, dose, passes and glide: convention of this scenario's author."])


def _difficulty(draft: Draft, scenario: Scenario, _zone: str) -> Draft | None:
    return edits.put(draft, "difficulty", min(scenario.level + 1, 5))


MENDS: dict[str, Mend] = {
    "cap_mm": _cap,
    "depth_mm": _depth,
    "target_per_cm2": _target,
    "passes": _passes,
    "dial_start_mm": _dial,
    "minutes": _minutes,
    "kind": _kind,
    "level": _level,
    "sources": _sources,
    "difficulty": _difficulty,
}
"""What can be put right, by the last word of the path that a check names."""
