"""Rules of sense about areas: zones on the sheet, clear of each other and of danger, and wide enough to be judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.checks.finding import Finding
from simulator.needling.outline import inside
from simulator.session import Scenario
from simulator.words import _

LEAST_WIDTH_MM = 4.0
"""Below this judged width a zone wants a smaller tip."""
NEARLY_ALL = 0.9
"""Share of an area whose width counts as its least (a convention of this project)."""
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


class Widths(NamedTuple):
    """mm: the diameter of the largest disc that fits into an area, and the one that nearly all of it has room for."""

    widest: float
    least: float


def widths(area: NDArray[np.bool_], cell_um: int) -> Widths:
    """How wide an area of cells is (rows x cols); both are 0 where it is empty.

    `least`: discs of that size, wherever they fit, cover `NEARLY_ALL` of it; corners that no disc reaches do not count.
    """
    from scipy import ndimage

    if not area.any():
        return Widths(0.0, 0.0)
    rows, cols = (np.flatnonzero(area.any(axis)) for axis in (1, 0))
    room = ndimage.distance_transform_edt(np.pad(area[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1], 1))
    low, high = 0.5, float(room.max())
    widest = high
    while high - low > 0.25:
        radius = (low + high) / 2
        covered = ndimage.distance_transform_edt(room < radius) < radius
        low, high = (radius, high) if covered.sum() >= NEARLY_ALL * area.sum() else (low, radius)
    return Widths(2 * widest * cell_um / 1000, 2 * low * cell_um / 1000)


def zones_wide_enough(scenario: Scenario) -> Iterator[Finding]:
    """A problem where nothing of a zone is judged, a warning where what is judged is narrower than a tip can serve."""
    zones = scenario.zones()
    for plan in scenario.plans:
        judged = zones.judged_cells(plan.zone)
        if not judged.any():
            text = _("{zone}: margins and edges leave nothing to be judged.").format(zone=plan.title)
            yield Finding("problem", f"zones.{plan.zone}", text, _("Choose a wider zone, or leave this one out."))
            continue
        width_mm = widths(judged, zones.grid.cell_um).widest
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
