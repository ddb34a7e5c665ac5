"""From the forms of files, in millimetres, to the house's own types, in whole micrometres."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

import numpy as np

from simulator.files.care_form import BankForm
from simulator.files.rubric_form import RubricForm
from simulator.files.schema import (
    DeviceForm,
    LesionForm,
    PlanForm,
    ScenarioForm,
    SiteForm,
    SkinTypesForm,
)
from simulator.files.treatment_form import treatment
from simulator.needling.device import Device, Table, Tool
from simulator.needling.outline import Points, smooth
from simulator.needling.zones import Shape
from simulator.outcome.band import Band
from simulator.outcome.plan import PARTS, Mark, Rubric, ZonePlan
from simulator.outcome.site import Layers, Site, SkinType
from simulator.session import Course, Scenario
from simulator.standing.rules import Rule
from simulator.words import _

# The quarter of a circle in steps of 7.5°, as ‰ of the radius: a lesion is this polygon on every machine.
_QUARTER = (1000, 991, 966, 924, 866, 793, 707, 609, 500, 383, 259, 131)


class Forms(NamedTuple):
    """The files that make a scenario, each in its form; a bank of care only where the scenario asks for it."""

    scenario: ScenarioForm
    site: SiteForm
    device: DeviceForm
    skin_types: SkinTypesForm
    rubric: RubricForm
    care: BankForm | None = None


def whole(value: float, scale: int = 1000) -> int:
    """A written number in units `scale` times smaller, rounded half to even on the exact decimal that was written."""
    return int((Decimal(repr(value)) * scale).to_integral_value(ROUND_HALF_EVEN))


def scenario(forms: Forms, digest: str, texts: dict[str, str]) -> Scenario:
    """The scenario that five checked forms describe, its words in the language now chosen; but its title, which is
    stored with runs, stays as it is written.
    """
    form = forms.scenario
    site = _site(forms.site)
    skin = forms.skin_types.types[form.skin_type]
    return Scenario(
        id=form.id,
        title=form.title,
        brief=_(form.brief).strip(),
        kind=form.kind,
        level=form.level,
        minutes=form.minutes,
        concerns=tuple(form.concerns),
        answer=form.answer,
        cell_um=whole(form.cell_mm),
        site=site,
        lesions=tuple(Shape(spot.name, _disc(spot), whole(spot.margin_mm)) for spot in form.lesions),
        lesion_titles={spot.name: _(spot.title) for spot in form.lesions},
        skin_type=SkinType(
            form.skin_type,
            _(skin.title),
            skin.melanin,
            whole(skin.cap_less_mm),
            skin.most_passes,
            (skin.pih_low, skin.pih_high),
        ),
        device=device(forms.device),
        dial_start_um=whole(form.dial_start_mm),
        plans=tuple(_plan(name, site.titles[name], plan) for name, plan in form.zones.items()),
        rubric=_rubric(forms.rubric, form),
        pass_rule=Rule(**forms.rubric.pass_rule.model_dump()),
        digest=digest,
        texts=texts,
        goal=_(form.goal).strip(),
        difficulty=form.difficulty,
        sources=tuple(form.sources),
        version=form.version,
        course=Course(form.course.sessions, form.course.interval_days) if form.course else None,
        done=tuple(_plan(name, site.titles[name], plan) for name, plan in form.done.items()),
        treatment=treatment(form.treatment),
    )


def _site(form: SiteForm) -> Site:
    zones = tuple(Shape(name, _outline(z.points_mm, z.smooth)) for name, z in form.zones.items())
    no_go = tuple(Shape(name, _outline(n.points_mm, n.smooth), whole(n.margin_mm)) for name, n in form.no_go.items())
    titles = {name: _(z.title) for name, z in form.zones.items()} | {name: _(n.title) for name, n in form.no_go.items()}
    bones = frozenset(name for name, z in form.zones.items() if z.bone)
    width_um, height_um = whole(form.width_mm), whole(form.height_mm)
    layers = {name: Layers(z.epidermis_mm, z.dermis_mm) for name, z in form.zones.items()}
    return Site(form.id, _(form.title), width_um, height_um, zones, no_go, titles, dict(form.drawing), layers, bones)


def _outline(points_mm: list[tuple[float, float]], curved: bool) -> Points:
    points = np.array([[whole(x), whole(y)] for x, y in points_mm], np.int64)
    return smooth(points) if curved else points


def _disc(spot: LesionForm) -> Points:
    """The outline of a round lesion as a polygon of 48 corners."""
    quarter = [(whole(spot.radius_mm, across), whole(spot.radius_mm, up)) for across, up in _corners()]
    turns = ((1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0))
    centre_x, centre_y = (whole(place) for place in spot.at_mm)
    circle = [(centre_x + a * x + b * y, centre_y + c * x + d * y) for a, b, c, d in turns for x, y in quarter]
    return np.array(circle, np.int64)


def _corners() -> list[tuple[int, int]]:
    ups = (0, *reversed(_QUARTER[1:]))
    return list(zip(_QUARTER, ups, strict=True))


def _plan(name: str, title: str, form: PlanForm) -> ZonePlan:
    return ZonePlan(
        name,
        title,
        whole(form.depth_mm[0]),
        whole(form.depth_mm[1]),
        whole(form.cap_mm),
        *form.target_per_cm2,
        form.passes,
        form.technique,
        form.overlap,
        form.glide_mm_s,
    )


def with_devices(found: Scenario, others: list[DeviceForm]) -> Scenario:
    """The scenario with all devices that it allows, the one that it names first; a dial starts at a step of its own."""
    more = (device(form) for form in others)
    tools = (Tool(other, other.snapped(found.dial_start_um)) for other in more)
    return replace(found, devices=(Tool(found.device, found.dial_start_um), *tools))


def device(form: DeviceForm) -> Device:
    """The device with its tables in µm, mN, ‰ and tenths of a degree."""
    return Device(
        form.id,
        _(form.title),
        form.kind,
        tuple((whole(x), whole(y)) for x, y in form.needles_mm),
        round(1e6 / form.rate_hz),
        whole(form.tip_mm),
        whole(form.dial_max_mm),
        whole(form.dial_step_mm),
        whole(form.spread_mm),
        _table(form.duty, 1000),
        _table(form.loss_by_force, 1000),
        _table(form.loss_by_tilt, 10),
        _table(form.loss_slack, 1000),
        _table(form.loss_dry, 1000),
        _table(form.drag_slack, 1000),
        _table(form.drag_dry, 1000),
        pitch_um=whole(form.pitch_mm) if form.kind == "roller" and form.pitch_mm else 0,
        stagger_um=whole(form.stagger_mm),
        good_for=_(form.good_for),
        source=" ".join(form.source.split()),
        rates_hz=tuple(form.rates_hz),
    )


def _table(rows: list[tuple[float, float]], scale: int) -> Table:
    """Rows in whole units: the input by its own scale, the output in thousandths."""
    return tuple((whole(x, scale), whole(y)) for x, y in rows)


def _rubric(form: RubricForm, scenario: ScenarioForm) -> Rubric:
    """The rubric with its measures as "part.measure". A scenario's own mark stands for all devices, and nobody stands
    for it; marks that it has from recorded people stand for their device.
    """
    groups = {part: getattr(form, part) for part in (*PARTS, "margins")}
    measures = {
        f"{group}.{name}": Band(band.low, band.high, band.margin)
        for group, bands in groups.items()
        for name, band in bands.items()
    }
    weights = {str(part): weight for part, weight in form.weights.items()}
    critical: tuple[str, ...] = tuple(form.critical.rules)
    rows = (form.marks if scenario.pass_mark is None else {}) | scenario.marks
    marks = {str(kind): Mark(row.mark, row.people) for kind, row in rows.items()}
    head = (form.id, form.version, scenario.pass_mark or form.pass_mark, form.floor)
    return Rubric(*head, weights, measures, critical, form.standard_error, marks)
