"""What can be asked about care, as data: findings to screen, steps to take, numbing, and what to tell afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Answer = Literal["treat", "spare", "postpone", "ask"]
ANSWERS: tuple[Answer, ...] = ("treat", "spare", "postpone", "ask")
"""What can be done about a finding; acts name them from 1 on."""
Seen = Literal["said", "seen", "skin"]
"""Where a finding shows: the patient says it, it is seen at once, or it has a place on the skin."""
Sure = Literal["strong", "medium", "weak", "disputed"]


class Topic(NamedTuple):
    """What the findings of one topic have in common: a category, and the question that brings them up."""

    id: str
    category: str
    question: str


class Item(NamedTuple):
    """One finding of a consultation. `answers` are those that are right, the first is the best; `reasons` likewise
    begin with the right one, and acts name them from 1 on; `look` and `radius_um` are for those on the skin.
    """

    id: str
    topic: Topic
    where: Seen
    title: str
    text: str
    answers: tuple[Answer, ...]
    reasons: tuple[str, ...]
    source: str
    sure: Sure
    look: str = ""
    radius_um: int = 0

    @property
    def harmless(self) -> bool:
        """Whether the treatment goes on as planned."""
        return self.answers[0] == "treat"


class Choice(NamedTuple):
    """One of several ways to take a step, or one of several answers; `why` says what speaks for or against it."""

    text: str
    why: str
    right: bool


class Step(NamedTuple):
    """One step of the preparation; acts name its choices from 1 on, and are 1 where it has none."""

    id: str
    title: str
    why: str
    source: str
    choices: tuple[Choice, ...] = ()


class Order(NamedTuple):
    """One step that has to come before another, and why."""

    first: str
    then: str
    why: str
    source: str


class Agent(NamedTuple):
    """Something that numbs: how long it takes in minutes; one that is not `sound` is never right."""

    id: str
    title: str
    minutes: tuple[int, int]
    sound: bool
    why: str
    source: str


class Told(NamedTuple):
    """One answer to a question of the aftercare: right for settings of the dial from `from_um` up to `to_um`."""

    text: str
    why: str
    from_um: int
    to_um: int


class Question(NamedTuple):
    """Something a patient asks afterwards; acts name its choices from 1 on."""

    id: str
    title: str
    text: str
    choices: tuple[Told, ...]
    source: str

    def right(self, depth_um: int) -> tuple[int, ...]:
        """The numbers of the choices that are right after a treatment at this depth."""
        return tuple(n for n, told in enumerate(self.choices, 1) if told.from_um <= depth_um < told.to_um)


@dataclass(frozen=True, slots=True)
class Bank:
    """All that a file of care holds, by id and in the order of the file; `weights` of the four groups are a convention
    of this project.
    """

    id: str
    version: int
    weights: dict[str, int]
    items: dict[str, Item]
    steps: dict[str, Step]
    orders: tuple[Order, ...]
    agents: dict[str, Agent]
    questions: dict[str, Question]
