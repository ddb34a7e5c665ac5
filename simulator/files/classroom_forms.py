"""The forms of what goes between a teacher and a class: a class, a task, an assignment."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from simulator.files.form import Form, Format, Id, Long
from simulator.files.scenario import from_texts
from simulator.session import Scenario

PLAIN = r"^[^\x00-\x1f\x7f]*$"
"""Letters of any kind, and nothing that no window can show."""
MOST_PEOPLE, MOST_TASKS = 500, 12
Who = Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]
Line = Annotated[str, Field(max_length=200, pattern=PLAIN)]


def _day(text: str) -> str:
    date.fromisoformat(text)
    return text


def _moment(text: str) -> str:
    datetime.fromisoformat(text)
    return text


class ClassForm(Form):
    """A class: names or pseudonyms, and a folder that is looked through for bundles."""

    format: Format = 1
    id: Id
    title: Line
    members: Annotated[tuple[Who, ...], Field(max_length=MOST_PEOPLE)]
    watched: Annotated[str, Field(max_length=1000)] = ""


class TaskForm(Form):
    """One scenario of an assignment, whole: the texts that it is made of."""

    id: Id
    title: Line
    texts: Annotated[dict[str, Long], Field(max_length=40)]

    def scenario(self) -> Scenario:
        """The scenario; a ScenarioError where its texts are damaged."""
        return from_texts(self.texts)


class AssignmentForm(Form):
    """A file that a teacher hands out: `good` passes among the last `of` runs of each task, until `due` (ISO dates)."""

    format: Format = 1
    id: Id
    title: Line
    klass: Line
    made: Annotated[str, Field(max_length=40), AfterValidator(_moment)]
    due: Annotated[str, Field(max_length=10), AfterValidator(_day)]
    good: Annotated[int, Field(ge=1, le=20)] = 2
    of: Annotated[int, Field(ge=1, le=40)] = 3
    help: bool = False
    members: Annotated[tuple[Who, ...], Field(max_length=MOST_PEOPLE)] = ()
    tasks: Annotated[tuple[TaskForm, ...], Field(min_length=1, max_length=MOST_TASKS)]
