"""Rules of sense about areas: zones on the sheet, clear of each other and of danger, and wide enough to be judged."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulator.checks.finding import Finding
from simulator.needling.outline import inside
from simulator.session import Scenario
from simulator.words import _

LEAST_WIDTH_MM = 4.0
"""Below this judged width a zone wants a smaller tip."""
TIPS_WIDE = 2
"""A zone narrower than so many tips has no room for lanes side by side."""
MOST_SHARED = 0.02
"""So much of a zone may lie in another area without a word (outlines that touch share a few cells)."""


def zones_on_the_sheet(scenario: Scenario) -> Iterator[Finding]:
    """A problem where an outline leaves the sheet."""
    limits = np.array([scenario.site.width_um, scenario.site.height_um])
    planned = {plan.zone for plan in scenario.plans}
    for shape in (*scenario.site.zones, *scenario.lesions):
        if shape.name in planned | scenario.lesion_titles.keys() and not _within(shape.polygon_um, limits):
            text = _("{area} leaves the sheet.").format(area=scenario.titles[shape.name])
            remedy = _("Keep every point between 0 and {wide:g} mm across, 0 and {high:g} mm down.")
            remedy = remedy.format(wide=scenario.site.width_um / 1000, high=scenario.site.height_um / 1000)
            yield Finding("problem", _path(scenario, shape.name), text, remedy)


def zones_clear_of_each_other(scenario: Scenario) -> Iterator[Finding]:
    """A warning where a zone shares ground with one that is planned before it."""
    grid, shapes = scenario.grid, {shape.name: shape for shape in scenario.site.zones}
    taken = np.zeros((grid.rows, grid.cols), bool)
    for plan in scenario.plans:
        area = inside(shapes[plan.zone].polygon_um, grid)
        if (area & taken).sum() > MOST_SHARED * area.sum():
            text = _("{zone} overlaps a zone before it, which keeps the shared ground.").format(zone=plan.title)
            yield Finding("warning", f"zones.{plan.zone}", text, _("Move the outlines of the site apart."))
        taken |= area


def zones_clear_of_danger(scenario: Scenario) -> Iterator[Finding]:
    """A warning where part of a zone lies beyond a no-go line. Lesions and islands are meant to be there."""
    grid, shapes = scenario.grid, {shape.name: shape for shape in scenario.site.zones}
    for plan in scenario.plans:
        area = inside(shapes[plan.zone].polygon_um, grid)
        for danger in scenario.site.no_go:
            forbidden = inside(danger.polygon_um, grid)
            shared = (area & forbidden).sum()
            island = shared == forbidden.sum()  # a place to keep off in the middle of a zone is meant
            if shared > MOST_SHARED * area.sum() and not island:
                text = _("{share:.0%} of {zone} lies beyond a no-go line: {danger}.")
                text = text.format(share=shared / area.sum(), zone=plan.title, danger=scenario.titles[danger.name])
                yield Finding("warning", f"zones.{plan.zone}", text, _("Draw the zone's outline outside that line."))


def zones_wide_enough(scenario: Scenario) -> Iterator[Finding]:
    """A problem where nothing of a zone is judged, a warning where what is judged is narrower than a tip can serve."""
    from scipy import ndimage

    zones = scenario.zones()
    for plan in scenario.plans:
        judged = np.pad(zones.judged_cells(plan.zone), 1)
        if not judged.any():
            text = _("{zone}: margins and edges leave nothing to be judged.").format(zone=plan.title)
            yield Finding("problem", f"zones.{plan.zone}", text, _("Choose a wider zone, or leave this one out."))
            continue
        width_mm = 2 * float(ndimage.distance_transform_edt(judged).max()) * zones.grid.cell_um / 1000
        if width_mm < LEAST_WIDTH_MM:
            text = _("{zone}: only {width:.1f} mm are judged at its widest.").format(zone=plan.title, width=width_mm)
            remedy = _("At least {least:g} mm are wanted: choose a smaller tip or a wider zone.")
            yield Finding("warning", f"zones.{plan.zone}", text, remedy.format(least=LEAST_WIDTH_MM))
        elif width_mm < TIPS_WIDE * scenario.device.tip_um / 1000:
            text = _("{zone}: {width:.1f} mm are judged at its widest, less than two tips.")
            text = text.format(zone=plan.title, width=width_mm)
            remedy = _("One lane serves it; overlap can hardly be shown here.")
            yield Finding("hint", f"zones.{plan.zone}", text, remedy)


def spots_lie_in_zones(scenario: Scenario) -> Iterator[Finding]:
    """A hint where a spot to keep off lies in no zone that is treated: nobody will come near it."""
    grid, shapes = scenario.grid, {shape.name: shape for shape in scenario.site.zones}
    treated = np.zeros((grid.rows, grid.cols), bool)
    for plan in scenario.plans:
        treated |= inside(shapes[plan.zone].polygon_um, grid)
    for number, spot in enumerate(scenario.lesions):
        if not (inside(spot.polygon_um, grid) & treated).any():
            text = _("{spot} lies in no zone that is to be treated.").format(spot=scenario.lesion_titles[spot.name])
            yield Finding("hint", f"lesions.{number}", text, _("Move it into a zone of the plan, or leave it out."))


def _within(points_um: np.ndarray, limits_um: np.ndarray) -> bool:
    return bool((points_um >= 0).all() and (points_um <= limits_um).all())


def _path(scenario: Scenario, name: str) -> str:
    spots = [spot.name for spot in scenario.lesions]
    return f"lesions.{spots.index(name)}" if name in spots else f"zones.{name}"
