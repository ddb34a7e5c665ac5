"""The form of a rubric: weights, bands, gates, marks, and how many runs make a pass."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from simulator.files.form import Form, Format, Id, Name, Share, Value
from simulator.standing.rules import Kind as RuleKind


class BandForm(Form):
    """Full marks from `low` to `high`; a side left out is open; nothing a `margin` further out."""

    low: Value | None = None
    high: Value | None = None
    margin: Annotated[float, Field(gt=0, le=1e6)]


class CriticalForm(Form):
    """`[critical]` of a rubric: what no score can make up for."""

    rules: list[Literal["no_go", "dial_over_cap", "depth_over_cap"]]


CoverageMeasure = Literal["coverage", "omission", "overtreated", "bare", "largest_gap_cm2", "scheduling", "conformity"]
EvennessMeasure = Literal["cu", "cv", "du_lq", "hi"]
OverlapMeasure = Literal["in_band", "pass_excess", "excess_dose"]
DepthMeasure = Literal["depth_compliance", "wrong_depth_area", "over_depth_load", "dial_choice"]
TechniqueMeasure = Literal[
    "glide_in_band", "steadiness", "landing_still_ms", "lift_still_ms", "dwell_s", "drag_um_p95", "tilt_deg_p95",
    "turns_in_contact", "path_efficiency",
]  # fmt: skip
DeviceClass = Literal["mouse", "touchpad", "pen", "touch", "operator", "import"]
Part = Literal["coverage", "evenness", "overlap", "depth", "technique", "care"]


class PassRuleForm(Form):
    """`[pass_rule]` of a rubric: how many runs make a pass; failure rates and errors are those of a learning curve."""

    kind: RuleKind
    p0: Annotated[float, Field(gt=0, lt=1)] = 0.3
    p1: Annotated[float, Field(gt=0, lt=1)] = 0.1
    alpha: Annotated[float, Field(gt=0, lt=1)] = 0.1
    beta: Annotated[float, Field(gt=0, lt=1)] = 0.3
    runs: Annotated[int, Field(ge=1, le=1000)] = 40


class MarkForm(Form):
    """One row of `[marks]`: the mark for a class of device, and how many people it was recorded from."""

    mark: Annotated[float, Field(ge=0, le=100)]
    people: Annotated[int, Field(ge=0, le=1_000_000)]


class RubricForm(Form):
    """A rubric file: how metrics become points."""

    format: Format
    id: Id
    version: Annotated[int, Field(ge=1, le=10_000)]
    pass_mark: Annotated[float, Field(ge=0, le=100)]
    floor: Share
    standard_error: Annotated[float, Field(ge=0, le=50)] | None = None
    weights: Annotated[dict[Part, Annotated[float, Field(gt=0, le=1000)]], Field(min_length=1)]
    coverage: dict[CoverageMeasure, BandForm] = {}
    evenness: dict[EvennessMeasure, BandForm] = {}
    overlap: dict[OverlapMeasure, BandForm] = {}
    depth: dict[DepthMeasure, BandForm] = {}
    technique: dict[TechniqueMeasure, BandForm] = {}
    care: dict[Name, BandForm] = {}
    margins: dict[Literal["amber_share"], BandForm] = {}
    critical: CriticalForm
    pass_rule: PassRuleForm = PassRuleForm(kind="single")
    marks: dict[DeviceClass, MarkForm] = {}
