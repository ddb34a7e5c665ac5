"""The forms of care: a bank of findings, steps and questions, and the table `[care]` of a scenario."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from simulator.files.form import Form, Format, Id, Name, Text, Title
from simulator.outcome.care_bank import Answer, Seen, Sure
from simulator.outcome.plan import Technique

ShortName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""Short enough for an act."""
Points = Annotated[int, Field(ge=1, le=1000)]
Minutes = Annotated[int, Field(ge=0, le=240)]
Mm = Annotated[float, Field(ge=0, le=5)]


def _ordered(pair: tuple[float, float]) -> tuple[float, float]:
    if pair[0] > pair[1]:
        raise PydanticCustomError("not_rising", "{low} {high}", {"low": pair[0], "high": pair[1]})
    return pair


Span = Annotated[tuple[Minutes, Minutes], AfterValidator(_ordered)]
Counts = Annotated[
    tuple[Annotated[int, Field(ge=1, le=20)], Annotated[int, Field(ge=1, le=20)]], AfterValidator(_ordered)
]
Amounts = Annotated[
    tuple[Annotated[float, Field(ge=0, le=2000)], Annotated[float, Field(ge=0, le=2000)]], AfterValidator(_ordered)
]
Depths = Annotated[tuple[Mm, Mm], AfterValidator(_ordered)]


class WeightsForm(Form):
    """`[weights]`: points of the four groups, renewed over those that a scenario asks for."""

    screening: Points
    preparation: Points
    plan: Points
    aftercare: Points


class TopicForm(Form):
    """`[topics.<name>]`: a category, and the question that brings its findings up."""

    category: Title
    question: Text


class ItemForm(Form):
    """`[items.<name>]`: one finding, what is right, why, and reasons that only sound right."""

    topic: ShortName
    where: Seen = "said"
    title: Title
    text: Text
    answers: Annotated[list[Answer], Field(min_length=1, max_length=4)]
    why: Text
    wrong: Annotated[list[Text], Field(max_length=6)]
    source: Title
    sure: Sure
    look: Annotated[str, Field(max_length=40)] = ""
    radius_mm: Annotated[float, Field(ge=0, le=50)] = 0.0


class ChoiceForm(Form):
    """`[[steps.<name>.choices]]`: one way to take a step."""

    text: Text
    why: Text
    right: bool


class StepForm(Form):
    """`[steps.<name>]`: one step of the preparation."""

    title: Title
    why: Text
    source: Title
    choices: Annotated[list[ChoiceForm], Field(max_length=6, default_factory=list)]


class OrderForm(Form):
    """`[[orders]]`: one step that comes before another."""

    first: ShortName
    then: ShortName
    why: Text
    source: Title


class AgentForm(Form):
    """`[agents.<name>]`: something that numbs, and its time."""

    title: Title
    minutes: Span
    sound: bool
    why: Text
    source: Title


class ToldForm(Form):
    """`[[questions.<name>.choices]]`: one answer, right always or for some settings of the dial."""

    text: Text
    why: Text
    right: bool = False
    from_mm: Mm | None = None
    to_mm: Mm | None = None


class QuestionForm(Form):
    """`[questions.<name>]`: what a patient asks afterwards."""

    title: Title
    text: Text
    source: Title
    choices: Annotated[list[ToldForm], Field(min_length=2, max_length=6)]


class BankForm(Form):
    """A file of care."""

    format: Format
    id: Id
    version: Annotated[int, Field(ge=1, le=10_000)]
    weights: WeightsForm
    topics: Annotated[dict[ShortName, TopicForm], Field(min_length=1, max_length=300)]
    items: Annotated[dict[ShortName, ItemForm], Field(min_length=1, max_length=300)]
    steps: Annotated[dict[ShortName, StepForm], Field(max_length=40)]
    orders: Annotated[list[OrderForm], Field(max_length=200)]
    agents: Annotated[dict[ShortName, AgentForm], Field(max_length=20)]
    questions: Annotated[dict[ShortName, QuestionForm], Field(max_length=40)]


class NumbingForm(Form):
    """`[care.numbing]` of a scenario: what is right to numb with, on which area, how much, and how long."""

    agents: Annotated[list[ShortName], Field(min_length=1, max_length=10)]
    area_cm2: Amounts
    amount_g: Amounts
    minutes: Span | None = None


class ZoneChoiceForm(Form):
    """`[care.zones.<name>]` of a scenario: what is right to plan there, where it differs from the zone's plan."""

    depth_mm: Depths | None = None
    passes: Counts | None = None
    directions: Counts | None = None
    technique: Annotated[list[Technique], Field(min_length=1, max_length=4)] | None = None


CriticalStep = Literal["identity", "consent", "numbing_off", "cartridge"]


class CareForm(Form):
    """`[care]` of a scenario; a scenario without it asks for no care. Steps and questions left out are all asked."""

    bank: Id = "default"
    screening: bool = True
    fixed: Annotated[list[ShortName], Field(max_length=12, default_factory=list)]
    one_of: Annotated[list[ShortName], Field(max_length=20, default_factory=list)]
    neighbours: Annotated[int, Field(ge=0, le=12)] = 4
    on_skin: Annotated[dict[Name, ShortName], Field(max_length=20, default_factory=dict)]
    skin_neighbours: Annotated[int, Field(ge=0, le=4)] = 1
    steps: Annotated[list[ShortName], Field(max_length=40)] | None = None
    critical: Annotated[list[CriticalStep], Field(max_length=4)] | None = None
    numbing: NumbingForm | None = None
    plan: bool = True
    zones: Annotated[dict[Name, ZoneChoiceForm], Field(max_length=60, default_factory=dict)]
    after: Annotated[list[ShortName], Field(max_length=40)] | None = None
