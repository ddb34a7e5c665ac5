"""Care: what is asked before and after the needles, what this patient says and shows, and the acts that answer.

The acts of care lie on the recording's clock, before the first sample and after the last. The last one of a name
counts, so a mind may be changed; steps alone are told apart by their order.

| act                     | value                                                                                     |
|-------------------------|-------------------------------------------------------------------------------------------|
| `care.<item>`           | 1 treat, 2 leave that area out, 3 postpone, 4 ask the prescriber                          |
| `why.<item>`            | the reason, from 1 in the order of `Item.reasons`                                         |
| `mark.x`, `mark.y`      | a pair at one time: a place on the skin in µm that somebody pointed at                    |
| `postpone`              | 1 nothing is treated today; 0 takes it back                                               |
| `step.<step>`           | the choice, from 1 in the order of `Step.choices`; 1 where there are none                 |
| `numb.agent`            | what numbs, from 1 in the order of the bank's agents                                      |
| `numb.area`             | numbed area in mm²                                                                        |
| `numb.amount`           | amount in mg                                                                              |
| `numb.minutes`          | minutes on the clock until it is wiped off                                                |
| `plan.<zone>.depth`     | setting of the dial in µm                                                                 |
| `plan.<zone>.passes`    | number of passes                                                                          |
| `plan.<zone>.directions`| number of directions                                                                      |
| `plan.<zone>.technique` | from 1 in the order of `TECHNIQUES`                                                       |
| `after.<question>`      | the choice, from 1 in the order of `Question.choices`                                     |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulator.needling.chance import bits
from simulator.needling.outline import Points
from simulator.outcome.care_bank import Agent, Answer, Bank, Item, Question, Step
from simulator.outcome.care_skin import Lot, free_place
from simulator.outcome.plan import Technique

TECHNIQUES: tuple[Technique, ...] = ("lines with lift", "continuous lines", "circles", "stamp")
GROUPS = ("screening", "preparation", "plan", "aftercare")
"""What care is made of; each is asked for by a scenario or not."""
NEAR_UM = 3_000
"""A finding on the skin is found by pointing so near to its border (convention of this project)."""


class Spot(NamedTuple):
    """A finding on the skin with its middle and radius in µm; `lesion` is its name among the no-go areas of the
    scenario, empty for a harmless one that the seed put there.
    """

    item: str
    lesion: str
    x_um: int
    y_um: int
    radius_um: int


class Numbing(NamedTuple):
    """What is right to numb with: agents, and bands of area (mm²), amount (mg), minutes (None: those of the agent)."""

    agents: tuple[str, ...]
    area_mm2: tuple[int, int]
    amount_mg: tuple[int, int]
    minutes: tuple[int, int] | None


class ZoneChoice(NamedTuple):
    """What is right to plan for one zone: bands of the dial (µm), passes and directions, and techniques. `step_um`
    beside the band earns half.
    """

    zone: str
    title: str
    depth_um: tuple[int, int]
    passes: tuple[int, int]
    directions: tuple[int, int]
    techniques: tuple[Technique, ...]
    step_um: int


@dataclass(frozen=True, slots=True)
class CarePlan:
    """`[care]` of a scenario. `fixed` findings are always there, one of `one_of` as well, and so many harmless ones
    beside them; an empty tuple or None means that this is not asked. `room` and `away` are the outlines inside and
    outside of which harmless spots may lie; `depth_um` is the deepest setting of the plan.
    """

    bank: Bank
    answer: str
    screening: bool
    fixed: tuple[str, ...]
    one_of: tuple[str, ...]
    neighbours: int
    spots: tuple[Spot, ...]
    skin_neighbours: int
    room: tuple[Points, ...]
    away: tuple[Points, ...]
    steps: tuple[str, ...]
    critical: tuple[str, ...]
    numbing: Numbing | None
    zones: tuple[ZoneChoice, ...]
    after: tuple[str, ...]
    depth_um: int

    @property
    def prepared(self) -> tuple[Step, ...]:
        """The steps that are asked for, in the order of the bank."""
        return tuple(step for step in self.bank.steps.values() if step.id in self.steps)

    @property
    def told(self) -> tuple[Question, ...]:
        """The questions of the aftercare that are asked."""
        return tuple(question for question in self.bank.questions.values() if question.id in self.after)

    @property
    def agents(self) -> tuple[Agent, ...]:
        """All that can be chosen to numb with, in the order that `numb.agent` counts."""
        return tuple(self.bank.agents.values())


class Placed(NamedTuple):
    """A finding with its place on the skin."""

    item: Item
    spot: Spot


class Case(NamedTuple):
    """This patient: what is said and seen, in the order in which it comes up, what is on the skin, what is right."""

    heard: tuple[Item, ...]
    skin: tuple[Placed, ...]
    answer: Answer

    @property
    def items(self) -> tuple[Item, ...]:
        """All findings, those on the skin last."""
        return (*self.heard, *(placed.item for placed in self.skin))

    def found_at(self, x_um: int, y_um: int) -> Placed | None:
        """The finding that somebody points at; None where there is none within reach."""
        for placed in self.skin:
            reach = placed.spot.radius_um + NEAR_UM
            if (x_um - placed.spot.x_um) ** 2 + (y_um - placed.spot.y_um) ** 2 <= reach * reach:
                return placed
        return None


def case(plan: CarePlan, seed: int) -> Case:
    """The patient that a seed draws: the same for the same plan and seed, whatever else is drawn."""
    bank = plan.bank
    wanted = [bank.items[name] for name in plan.fixed]
    if plan.one_of:
        wanted.append(bank.items[plan.one_of[mixed(seed, "care one of", len(plan.one_of))[0]]])
    on_skin = [Placed(bank.items[spot.item], spot) for spot in plan.spots]
    taken = {item.topic.id for item in (*wanted, *(placed.item for placed in on_skin))}
    heard = wanted + _harmless(bank, ("said", "seen"), plan.neighbours, taken, seed)
    drawn = _harmless(bank, ("skin",), plan.skin_neighbours, taken, seed)
    on_skin += _somewhere(plan, drawn, on_skin, seed)
    order = mixed(seed, "care order", len(heard))
    found = Case(tuple(heard[n] for n in order), tuple(on_skin), "treat")
    return found._replace(answer=decided(found.items))


def decided(items: tuple[Item, ...]) -> Answer:
    """What findings come to together: to postpone, also until the prescriber has answered, before to leave an area
    out, and that before to treat.
    """
    best = {item.answers[0] for item in items}
    if best & {"postpone", "ask"}:
        return "postpone"
    return "spare" if "spare" in best else "treat"


def mixed(seed: int, purpose: str, count: int) -> list[int]:
    """The numbers from 0 below `count` in an order that belongs to the seed: for choices that are shown mixed."""
    return [int(n) for n in np.argsort(bits(seed, purpose, np.arange(count)), kind="stable")]


def _harmless(bank: Bank, where: tuple[str, ...], count: int, taken: set[str], seed: int) -> list[Item]:
    """So many harmless findings, no two of one topic, and none of a topic that is `taken`."""
    known = [item for item in bank.items.values() if item.where in where and item.harmless]
    found: list[Item] = []
    for number in mixed(seed, f"care {where[0]}", len(known)):
        item = known[number]
        if len(found) < count and item.topic.id not in taken:
            taken.add(item.topic.id)
            found.append(item)
    return found


def _somewhere(plan: CarePlan, items: list[Item], placed: list[Placed], seed: int) -> list[Placed]:
    """The harmless ones with places of their own, as far as there is room."""
    found: list[Placed] = []
    for item in items:
        others = [(p.spot.x_um, p.spot.y_um, p.spot.radius_um + 2 * NEAR_UM) for p in (*placed, *found)]
        place = free_place(plan.room, plan.away, others, item.radius_um, Lot(seed, f"care place {item.id}"))
        if place is not None:
            found.append(Placed(item, Spot(item.id, "", *place, item.radius_um)))
    return found
