"""Before and after the needles: how a hand that is not human consults, prepares, plans and tells, or postpones.

Every figure is a proposal, not fitted to the scorer: plausible sizes of what a person forgets, chosen before scoring.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from simulator.needling.chance import uniform
from simulator.needling.hand import NO_SAMPLES, Act, Hand
from simulator.operators.attention import later
from simulator.outcome.care import TECHNIQUES, CarePlan, Case, ZoneChoice, case
from simulator.outcome.care_bank import ANSWERS, Item, Question, Step
from simulator.session import Scenario

ANSWER_S, STEP_S, CHOOSE_S = 4.0, 6.0, 2.0
"""Time for a finding, for a step, and for anything else that is chosen (proposal)."""
PAUSE_S = 1.0
"""From the last of the preparation to the first of the treatment, and from its last to the aftercare (proposal)."""

Deed = tuple[str, int, float]
"""An act, its value, and the seconds it takes."""


class Diligence(NamedTuple):
    """Shares of what this hand does rightly: findings judged, reasons known, findings on the skin found, steps taken
    and in their place, critical steps taken, numbing set, zones planned, questions answered; `heeds` is the share of
    patients that it sends home where its own judgement says so.
    """

    judges: float = 1.0
    reasons: float = 1.0
    finds: float = 1.0
    takes: float = 1.0
    places: float = 1.0
    critical: float = 1.0
    numbs: float = 1.0
    plans: float = 1.0
    tells: float = 1.0
    heeds: float = 1.0


DILIGENCE: dict[str, Diligence] = {
    "expert": Diligence(),
    "competent": Diligence(0.98, 0.95, 1.0, 0.97, 0.97, 1.0, 0.95, 0.97, 0.95, 1.0),
    "novice": Diligence(0.7, 0.6, 0.6, 0.75, 0.8, 0.85, 0.6, 0.6, 0.7, 0.6),
    "hasty": Diligence(0.4, 0.3, 0.3, 0.5, 0.7, 0.6, 0.4, 0.5, 0.4, 0.0),
    "timid": Diligence(0.9, 0.8, 0.9, 0.95, 0.9, 1.0, 0.8, 0.7, 0.9, 1.0),
}
"""proposal, not fitted to the scorer; by skill, and as the competent one where it is not listed"""


class Careful:
    """One hand with one patient."""

    def __init__(self, plan: CarePlan, diligence: Diligence, seed: int) -> None:
        self.plan, self.diligence, self._seed = plan, diligence, seed
        self.patient: Case = case(plan, seed)

    def postpones(self) -> bool:
        """Whether nobody is treated today: where that is right, was seen, and is heeded."""
        deciding = [item for item in self.patient.items if item.answers[0] in ("postpone", "ask")]
        return any(self._judged(item) for item in deciding) and self._does("heed", "", self.diligence.heeds)

    def consults(self) -> Iterator[Deed]:
        """What is asked and looked for, and what is thought of it."""
        for item in self.patient.heard:
            yield from self._answers(item)
        for placed in self.patient.skin:
            if not placed.item.harmless and self._does("find", placed.spot.lesion, self.diligence.finds):
                yield from (("mark.x", placed.spot.x_um, CHOOSE_S), ("mark.y", placed.spot.y_um, 0.0))
                yield from self._answers(placed.item)

    def _answers(self, item: Item) -> Iterator[Deed]:
        best = item.answers[0] if self._judged(item) else "ask" if item.harmless else "treat"
        yield f"care.{item.id}", ANSWERS.index(best) + 1, ANSWER_S
        knows = self._does("reason", item.id, self.diligence.reasons)
        yield f"why.{item.id}", 1 if knows or len(item.reasons) < 2 else 2, CHOOSE_S

    def _judged(self, item: Item) -> bool:
        return self._does("judge", item.id, self.diligence.judges)

    def plans(self) -> Iterator[Deed]:
        """The plan of every zone; a wrong one is a step too deep, one pass too many, and drawn in circles."""
        for zone in self.plan.zones:
            right = self._does("plan", zone.zone, self.diligence.plans)
            yield from self._zone(zone, 0 if right else 1)

    def _zone(self, zone: ZoneChoice, off: int) -> Iterator[Deed]:
        low, high = zone.depth_um
        technique = zone.techniques[0] if not off else next(t for t in TECHNIQUES[::-1] if t not in zone.techniques)
        middle = round((low + high) / 2 / zone.step_um) * zone.step_um
        depth = middle if low <= middle <= high else low
        yield f"plan.{zone.zone}.depth", depth + off * zone.step_um, CHOOSE_S
        yield f"plan.{zone.zone}.passes", zone.passes[0] + off, CHOOSE_S
        yield f"plan.{zone.zone}.directions", zone.directions[0] + off, CHOOSE_S
        yield f"plan.{zone.zone}.technique", TECHNIQUES.index(technique) + 1, CHOOSE_S

    def prepares(self) -> Iterator[Deed]:
        """The steps, as far as they are thought of; one out of its place is taken after the next one, but no critical
        one.
        """
        taken = [step for step in self.plan.prepared if self._takes(step)]
        for n in range(len(taken) - 1):
            kept = {step.id for step in taken[n : n + 2]} & {*self.plan.critical}
            if not kept and not self._does("place", taken[n].id, self.diligence.places):
                taken[n], taken[n + 1] = taken[n + 1], taken[n]
        for step in taken:
            yield f"step.{step.id}", self._choice(step), STEP_S
            if step.id == "numbing":
                yield from self._numbs()

    def _takes(self, step: Step) -> bool:
        share = self.diligence.critical if step.id in self.plan.critical else self.diligence.takes
        return self._does("take", step.id, share)

    def _choice(self, step: Step) -> int:
        share = self.diligence.critical if step.id in self.plan.critical else self.diligence.takes
        right = self._does("choose", step.id, share)
        return next((n for n, choice in enumerate(step.choices, 1) if choice.right == right), 1)

    def _numbs(self) -> Iterator[Deed]:
        """Agent, area, amount and minutes; a wrong one is half again as much as the most that is right."""
        numbing, agents = self.plan.numbing, [agent.id for agent in self.plan.agents]
        if numbing is None:
            return
        yield "numb.agent", agents.index(numbing.agents[0]) + 1, CHOOSE_S
        minutes = numbing.minutes or self.plan.bank.agents[numbing.agents[0]].minutes
        for what, (low, high) in (("area", numbing.area_mm2), ("amount", numbing.amount_mg), ("minutes", minutes)):
            right = self._does("numb", what, self.diligence.numbs)
            yield f"numb.{what}", (low + high) // 2 if right else high + high // 2 + 1, CHOOSE_S

    def tells(self) -> Iterator[Deed]:
        """What the patient is told to do at home."""
        for question in self.plan.told:
            yield f"after.{question.id}", self._told(question), ANSWER_S

    def _told(self, question: Question) -> int:
        right = question.right(self.plan.depth_um)
        if self._does("tell", question.id, self.diligence.tells):
            return right[0]
        return next((n for n in range(1, len(question.choices) + 1) if n not in right), right[0])

    def _does(self, what: str, about: str, share: float) -> bool:
        return bool(uniform(self._seed, f"care {what} {about}", 0)[0] < share)


def careful(scenario: Scenario, skill: str, seed: int) -> Careful | None:
    """How this skill cares; None where a scenario asks for no care."""
    if scenario.care is None:
        return None
    return Careful(scenario.care, DILIGENCE.get(skill, DILIGENCE["competent"]), seed)


def postponed(one: Careful) -> Hand:
    """A hand that consults, and treats nobody today."""
    return Hand(NO_SAMPLES, tuple(_timed([*one.consults(), ("postpone", 1, ANSWER_S)], 0)))


def around(hand: Hand, one: Careful, period_us: int) -> Hand:
    """The same hand with all that comes before and after it; it lands on the same needle strokes, only later."""
    plan = one.plan
    deeds = [*(one.consults() if plan.screening else ()), *one.plans(), *one.prepares()]
    before = _timed(deeds, 0)
    ready_us = (before[-1].t_us if before else 0) + round(PAUSE_S * 1e6)
    by_us = -(-ready_us // max(period_us, 1)) * max(period_us, 1)
    acts = [act._replace(t_us=act.t_us + by_us) for act in hand.acts]
    moved = later(hand.samples, by_us)
    after = _timed(list(one.tells()), Hand(moved, tuple(acts)).end_us + round(PAUSE_S * 1e6))
    return Hand(moved, (*before, *acts, *after))


def _timed(deeds: list[Deed], from_us: int) -> list[Act]:
    """The deeds one after the other, each at the end of the time that it takes."""
    acts, now_us = [], from_us
    for what, value, takes_s in deeds:
        now_us += round(takes_s * 1e6)
        acts.append(Act(now_us, what, value))
    return acts
