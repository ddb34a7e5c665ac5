"""The form of `[treatment]` in a scenario: what the other hand does, what is told, what may happen unannounced."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from simulator.files.form import Form, Share
from simulator.outcome.during import Treatment

EventName = Literal["raised hand", "turned head", "pale", "unclean tip", "stalled motor"]
Seconds = Annotated[float, Field(gt=0, le=1800)]


def _rising(pair: tuple[float, float]) -> tuple[float, float]:
    if pair[0] >= pair[1]:
        raise PydanticCustomError("not_rising", "{low} {high}", {"low": pair[0], "high": pair[1]})
    return pair


class TreatmentForm(Form):
    """`[treatment]` of a scenario; a scenario without it asks for none of this."""

    stretch: bool = False
    gel: bool = False
    signs: bool = False
    discomfort: bool = False
    numbing: Literal["none", "cream", "good"] = "none"
    events: Annotated[list[EventName], Field(max_length=5, default_factory=list)]
    event_share: Share = 0.33
    event_after_s: Annotated[tuple[Seconds, Seconds], AfterValidator(_rising)] = (5.0, 20.0)


def treatment(form: TreatmentForm | None) -> Treatment | None:
    """The house's own type, times in µs."""
    if form is None:
        return None
    low, high = (round(seconds * 1e6) for seconds in form.event_after_s)
    told = (form.stretch, form.gel, form.signs, form.discomfort, form.numbing)
    return Treatment(*told, tuple(form.events), form.event_share, (low, high))
