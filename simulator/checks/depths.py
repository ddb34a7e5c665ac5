"""Rules of sense about depth: windows that the dial reaches, caps that hold."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.checks.finding import Finding
from simulator.files.scenario import forms
from simulator.session import Scenario
from simulator.words import _

ADVANCED = 3
"""From this level on a plan may go where the advanced depth of a place ends."""


def window_within_reach(scenario: Scenario) -> Iterator[Finding]:
    """A problem where no dial step falls into a depth window, a warning where every one scatters out of it."""
    device = scenario.device
    steps = [dial - device.loss_um for dial in range(0, device.dial_max_um + 1, device.dial_step_um)]
    for plan in scenario.plans:
        path, low, high = f"zones.{plan.zone}.depth_mm", plan.depth_low_um, plan.depth_high_um
        inside = [step for step in steps if low <= step <= high]
        held = [step for step in inside if low <= step - device.spread_um and step + device.spread_um <= high]
        if not inside:
            text = _("{zone}: no dial step of {device} lies in the depth window.")
            remedy = _("Its steps are {step:g} mm apart, up to {most:g} mm: let the window hold one of them.")
            remedy = remedy.format(step=device.dial_step_um / 1000, most=device.dial_max_um / 1000)
            yield Finding("problem", path, text.format(zone=plan.title, device=device.title), remedy)
        elif not held:
            text = _("{zone}: at every dial step some needles leave the window; the device scatters by {spread:g} mm.")
            text = text.format(zone=plan.title, spread=device.spread_um / 1000)
            remedy = _("Let the window reach {spread} mm to both sides of a step, as [{low}, {high}].")
            low, high = (inside[len(inside) // 2] + side * device.spread_um for side in (-1, 1))
            ends = {"low": f"{max(low, 0) / 1000:g}", "high": f"{high / 1000:g}"}  # as they are typed into the file
            remedy = remedy.format(spread=f"{device.spread_um / 1000:g}", **ends)
            yield Finding("warning", path, text, remedy)


def cap_above_window(scenario: Scenario) -> Iterator[Finding]:
    """A problem where the cap lies below the top of the window that is to be reached."""
    for plan in scenario.plans:
        needed_um = plan.depth_high_um - scenario.device.spread_um  # what scatters over a cap is forgiven
        if plan.cap_um < needed_um:
            text = _("{zone}: the cap of {cap:g} mm is below the setting that the depth window is for, {needed:g} mm.")
            text = text.format(zone=plan.title, cap=plan.cap_um / 1000, needed=needed_um / 1000)
            remedy = _("Write a cap of {needed:g} mm or more, or a lower window.").format(needed=needed_um / 1000)
            yield Finding("problem", f"zones.{plan.zone}.cap_mm", text, remedy)


def cap_of_the_region(scenario: Scenario) -> Iterator[Finding]:
    """A problem where a plan allows more depth than the site does there: the cap of the region always wins."""
    zones = forms(scenario).site.zones
    for plan in scenario.plans:
        region_mm = zones[plan.zone].cap_mm
        if region_mm is None:
            continue
        most_mm = region_mm - scenario.skin_type.cap_less_um / 1000
        if plan.cap_um > round(1000 * most_mm):
            text = _("{zone}: the cap of {cap:g} mm is above that of the region, {most:g} mm on skin type {skin}.")
            text = text.format(zone=plan.title, cap=plan.cap_um / 1000, most=most_mm, skin=scenario.skin_type.id)
            remedy = _("Write {most:g} or less.").format(most=most_mm)
            yield Finding("problem", f"zones.{plan.zone}.cap_mm", text, remedy)


def depth_as_usual(scenario: Scenario) -> Iterator[Finding]:
    """A hint where a plan goes deeper than is usual at its place: the routine, or from level 3 on what is advanced."""
    zones = forms(scenario).site.zones
    for plan in scenario.plans:
        form = zones[plan.zone]
        if form.routine_mm is None:
            continue
        advanced = form.advanced_mm if scenario.level >= ADVANCED else None
        most_um = round(1000 * max(form.routine_mm[1], advanced or 0.0))
        setting_um = (plan.depth_low_um + plan.depth_high_um) // 2
        if setting_um > most_um:
            text = _("{zone}: {setting:g} mm is deeper than what is usual here, {low:g} to {high:g} mm.")
            text = text.format(zone=plan.title, setting=setting_um / 1000, low=form.routine_mm[0], high=most_um / 1000)
            remedy = _("Plan less, or say in the brief why it is wanted.")
            yield Finding("hint", f"zones.{plan.zone}.depth_mm", text, remedy)


def dial_starts_on_a_step(scenario: Scenario) -> Iterator[Finding]:
    """A problem where the dial starts at a setting that the device does not have."""
    if scenario.device.snapped(scenario.dial_start_um) != scenario.dial_start_um:
        text = _("The dial starts at {start:g} mm, which is no step of {device}.")
        text = text.format(start=scenario.dial_start_um / 1000, device=scenario.device.title)
        nearest = scenario.device.snapped(scenario.dial_start_um) / 1000
        yield Finding("problem", "dial_start_mm", text, _("The nearest step is {step:g} mm.").format(step=nearest))


def dial_starts_below_caps(scenario: Scenario) -> Iterator[Finding]:
    """A hint where touching a zone without turning the dial is a critical error."""
    for plan in scenario.plans:
        if scenario.dial_start_um - scenario.device.loss_um > plan.cap_um:
            text = _("{zone}: the dial starts above the cap of this zone.").format(zone=plan.title)
            remedy = _("Start at {cap:g} mm or less, unless turning it down is the task.")
            yield Finding("hint", "dial_start_mm", text, remedy.format(cap=plan.cap_um / 1000))
