"""The form of every TOML file: which keys it has, in which units, and within which limits."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, JsonValue
from pydantic_core import PydanticCustomError

from simulator.files.care_form import BankForm, CareForm
from simulator.files.form import Form, Format, Id, Name, Share, Text, Title
from simulator.files.rubric_form import DeviceClass, MarkForm, RubricForm
from simulator.files.treatment_form import TreatmentForm
from simulator.outcome.plan import Technique
from simulator.session import Kind


def _rising(pair: tuple[float, float]) -> tuple[float, float]:
    if pair[0] >= pair[1]:
        raise PydanticCustomError("not_rising", "{low} {high}", {"low": pair[0], "high": pair[1]})
    return pair


def _ordered(pair: tuple[float, float]) -> tuple[float, float]:
    return pair if pair[0] == pair[1] else _rising(pair)


def _rising_table(table: list[tuple[float, float]]) -> list[tuple[float, float]]:
    for before, after in zip(table[:-1], table[1:], strict=True):
        if before[0] >= after[0]:
            raise PydanticCustomError("not_rising", "{low} {high}", {"low": before[0], "high": after[0]})
    return table


PlaceMm = Annotated[float, Field(ge=-1000, le=2000)]
SideMm = Annotated[float, Field(ge=5, le=1000)]
DepthMm = Annotated[float, Field(ge=0, le=5)]
ThickMm = Annotated[float, Field(gt=0, le=20)]
MarginMm = Annotated[float, Field(ge=0, le=50)]

MOST_CHOICES = 20
"""So many devices may be allowed beside the first."""

Outline = Annotated[list[tuple[PlaceMm, PlaceMm]], Field(min_length=3, max_length=2000)]
DepthWindowMm = Annotated[tuple[DepthMm, DepthMm], AfterValidator(_rising)]


class PlanForm(Form):
    """`[zones.<name>]` of a scenario: what is to be done there."""

    depth_mm: DepthWindowMm
    cap_mm: DepthMm
    target_per_cm2: Annotated[
        tuple[Annotated[int, Field(ge=1, le=100_000)], Annotated[int, Field(ge=1, le=100_000)]], AfterValidator(_rising)
    ]
    passes: Annotated[int, Field(ge=1, le=20)]
    technique: Technique
    overlap: Annotated[
        tuple[Annotated[float, Field(ge=0, le=0.95)], Annotated[float, Field(ge=0, le=0.95)]], AfterValidator(_rising)
    ]
    glide_mm_s: Annotated[
        tuple[Annotated[float, Field(ge=0, le=500)], Annotated[float, Field(ge=0, le=500)]], AfterValidator(_rising)
    ]


class LesionForm(Form):
    """`[[lesions]]` of a scenario: a round spot of this person to keep off."""

    name: Name
    title: Title
    at_mm: tuple[PlaceMm, PlaceMm]
    radius_mm: Annotated[float, Field(ge=0.5, le=50)]
    margin_mm: MarginMm


class CourseForm(Form):
    """`[course]` of a scenario: how often this patient is to come, and how far apart."""

    sessions: Annotated[int, Field(ge=2, le=12)]
    interval_days: Annotated[int, Field(ge=7, le=180)]


class ScenarioForm(Form):
    """A scenario file."""

    format: Format
    id: Id
    title: Title
    brief: Text
    kind: Kind
    level: Annotated[int, Field(ge=1, le=9)]
    minutes: Annotated[float, Field(gt=0, le=60)]
    concerns: Annotated[list[Title], Field(min_length=1, max_length=20)]
    answer: Literal["treat", "postpone", "spare"]
    site: Id
    skin_type: Literal["I", "II", "III", "IV", "V", "VI"]
    device: Id
    devices: Annotated[list[Id], Field(max_length=MOST_CHOICES)] = []
    rubric: Id
    cell_mm: Annotated[float, Field(ge=0.05, le=5)]
    dial_start_mm: DepthMm
    zones: Annotated[dict[Name, PlanForm], Field(min_length=1, max_length=60)]
    goal: Text = ""
    difficulty: Annotated[int, Field(ge=1, le=5)] | None = None
    sources: Annotated[list[Text], Field(max_length=40)] = []
    course: CourseForm | None = None
    done: Annotated[dict[Name, PlanForm], Field(max_length=60)] = {}
    treatment: TreatmentForm | None = None
    care: CareForm | None = None
    lesions: Annotated[list[LesionForm], Field(max_length=100)] = []
    version: Annotated[int, Field(ge=1, le=100_000)] = 1
    pass_mark: Annotated[float, Field(ge=50, le=95)] | None = None
    marks: dict[DeviceClass, MarkForm] = {}


class ZoneForm(Form):
    """`[zones.<name>]` of a site: an outline, what lies under it, and depths as a training default."""

    title: Title
    points_mm: Outline
    smooth: bool = True
    epidermis_mm: ThickMm
    dermis_mm: ThickMm
    bone: bool
    source: Text
    routine_mm: Annotated[tuple[DepthMm, DepthMm], AfterValidator(_ordered)] | None = None
    advanced_mm: DepthMm | None = None
    cap_mm: DepthMm | None = None


class NoGoForm(Form):
    """`[no_go.<name>]` of a site: an outline that no needle may cross, and its amber border."""

    title: Title
    points_mm: Outline
    smooth: bool = True
    margin_mm: MarginMm


class SiteForm(Form):
    """A site file. `drawing` is free: the pictures know what stands in it."""

    format: Format
    id: Id
    title: Title
    width_mm: SideMm
    height_mm: SideMm
    zones: Annotated[dict[Name, ZoneForm], Field(min_length=1, max_length=100)]
    no_go: Annotated[dict[Name, NoGoForm], Field(max_length=100)] = {}
    drawing: dict[str, JsonValue] = {}


def _table(x_most: float, y_most: float) -> Any:
    """A table of (x, y) pairs with rising x from 0, both within their limits."""
    row = tuple[Annotated[float, Field(ge=0, le=x_most)], Annotated[float, Field(ge=0, le=y_most)]]
    return Annotated[list[row], Field(min_length=1, max_length=100), AfterValidator(_rising_table)]


OffsetMm = Annotated[float, Field(ge=-20, le=20)]


class DeviceForm(Form):
    """A device file: [mm, share] for the duty, [N, mm] and [degrees, mm] for what is lost of the depth."""

    format: Format
    id: Id
    title: Title
    kind: Literal["pen", "roller"]
    good_for: Title = "-"
    source: Text = ""
    pitch_mm: Annotated[float, Field(ge=0.1, le=50)] | None = None
    stagger_mm: OffsetMm = 0.0
    rate_hz: Annotated[float, Field(ge=1, le=1000)]
    rates_hz: Annotated[list[Annotated[int, Field(ge=1, le=1000)]], Field(max_length=50)] = []
    tip_mm: Annotated[float, Field(ge=0.5, le=40)]
    dial_max_mm: Annotated[float, Field(gt=0, le=5)]
    dial_step_mm: Annotated[float, Field(ge=0.01, le=5)]
    spread_mm: Annotated[float, Field(ge=0, le=1)]
    needles_mm: Annotated[list[tuple[OffsetMm, OffsetMm]], Field(min_length=1, max_length=500)]
    duty: _table(5, 1)  # type: ignore[valid-type]
    loss_by_force: _table(50, 5)  # type: ignore[valid-type]
    loss_by_tilt: _table(90, 5)  # type: ignore[valid-type]
    loss_slack: _table(5, 5) = [(0.0, 0.0)]  # type: ignore[valid-type]
    loss_dry: _table(5, 5) = [(0.0, 0.0)]  # type: ignore[valid-type]
    drag_slack: _table(5, 5) = [(0.0, 0.0)]  # type: ignore[valid-type]
    drag_dry: _table(5, 5) = [(0.0, 0.0)]  # type: ignore[valid-type]


class SkinTypeForm(Form):
    """One row of the file of skin types."""

    title: Title
    melanin: Share
    cap_less_mm: DepthMm = 0.0
    most_passes: Annotated[int, Field(ge=1, le=20)] = 20
    pih_low: Share = 0.0
    pih_high: Share = 0.0


class SkinTypesForm(Form):
    """The file of skin types."""

    format: Format
    types: Annotated[dict[Literal["I", "II", "III", "IV", "V", "VI"], SkinTypeForm], Field(min_length=1)]


FORMS: dict[str, type[Form]] = {
    "scenario": ScenarioForm,
    "site": SiteForm,
    "device": DeviceForm,
    "skin_types": SkinTypesForm,
    "rubric": RubricForm,
    "care": BankForm,
}


def json_schema(file: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file, for the completion of editors."""
    return FORMS[file].model_json_schema()
