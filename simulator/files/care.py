"""From the forms of care to the house's own types: a bank, and what a scenario asks of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.files.assemble import whole
from simulator.files.care_form import BankForm, CareForm, ItemForm, NumbingForm, QuestionForm, StepForm, ZoneChoiceForm
from simulator.outcome.care import CarePlan, Numbing, Spot, ZoneChoice
from simulator.outcome.care_bank import Agent, Bank, Choice, Item, Order, Question, Step, Told, Topic
from simulator.outcome.plan import ZonePlan
from simulator.session import Scenario
from simulator.words import _

CRITICAL = ("consent", "numbing_off", "cartridge")
"""Steps that are critical where a scenario does not say (METRICS: consent, and others that a scenario names)."""
NUMBING_STEPS = ("numbing", "numbing_off")
"""Steps that are asked for only where something is to numb."""
DEEPEST_UM = 1_000_000
"""Beyond every dial."""


def with_care(scenario: Scenario, form: CareForm | None, bank: BankForm | None) -> Scenario:
    """The scenario with what it asks about care; as it is where it asks for none."""
    if form is None or bank is None:
        return scenario
    return replace(scenario, care=_care_plan(scenario, form, _bank(bank)))


def described(plan: CarePlan) -> list[str]:
    """What a scenario asks before and after the needles, in lines for those who write it."""
    titles = {name: _(item.title) for name, item in plan.bank.items.items()}
    lines = []
    if plan.screening:
        always = [*plan.fixed, *(spot.item for spot in plan.spots)]
        text = _("consultation: always {always} | one of {one_of} | harmless beside them: {count} | right: {answer}")
        lines.append(
            text.format(
                always="; ".join(titles[name] for name in always) or _("none"),
                one_of="; ".join(titles[name] for name in plan.one_of) or _("none"),
                count=plan.neighbours + plan.skin_neighbours,
                answer=plan.answer,
            )
        )
    if plan.numbing is not None:
        agents = ", ".join(_(plan.bank.agents[name].title) for name in plan.numbing.agents)
        area = [value / 100 for value in plan.numbing.area_mm2]
        amount = [value / 1000 for value in plan.numbing.amount_mg]
        text = _("numbing: {agents}; {area[0]:g}-{area[1]:g} cm², {amount[0]:g}-{amount[1]:g} g")
        lines.append(text.format(agents=agents, area=area, amount=amount))
    text = _("preparation: {steps} steps; plan of {zones} zones; aftercare: {questions} questions")
    return [*lines, text.format(steps=len(plan.steps), zones=len(plan.zones), questions=len(plan.after))]


def _care_plan(scenario: Scenario, form: CareForm, bank: Bank) -> CarePlan:
    treated = {plan.zone for plan in scenario.plans}
    numbs = form.numbing is not None
    steps = tuple(bank.steps) if form.steps is None else tuple(form.steps)
    asked = tuple(step for step in steps if numbs or step not in NUMBING_STEPS)
    critical = CRITICAL if form.critical is None else tuple(form.critical)
    return CarePlan(
        bank=bank,
        answer=scenario.answer,
        screening=form.screening,
        fixed=tuple(form.fixed),
        one_of=tuple(form.one_of),
        neighbours=form.neighbours,
        spots=tuple(_spot(scenario, lesion, item) for lesion, item in form.on_skin.items()),
        skin_neighbours=form.skin_neighbours,
        room=tuple(shape.polygon_um for shape in scenario.site.zones if shape.name in treated),
        away=tuple(shape.polygon_um for shape in scenario.no_go),
        steps=asked,
        critical=tuple(step for step in critical if step in asked),
        numbing=_numbing(form.numbing) if form.numbing else None,
        zones=tuple(_zone(scenario, plan, form.zones.get(plan.zone)) for plan in scenario.plans if form.plan),
        after=tuple(bank.questions) if form.after is None else tuple(form.after),
        depth_um=max(_middle_um(plan) for plan in scenario.plans),
    )


def _middle_um(plan: ZonePlan) -> int:
    return (plan.depth_low_um + plan.depth_high_um) // 2


def _spot(scenario: Scenario, lesion: str, item: str) -> Spot:
    """A lesion of the scenario as a finding: its middle, and half of its width."""
    outline = next(shape.polygon_um for shape in scenario.lesions if shape.name == lesion)
    low, high = outline.min(axis=0), outline.max(axis=0)
    x, y = ((low + high) // 2).tolist()
    return Spot(item, lesion, x, y, int(np.max(high - low)) // 2)


def _numbing(form: NumbingForm) -> Numbing:
    area, amount = form.area_cm2, form.amount_g
    return Numbing(
        tuple(form.agents),
        (whole(area[0], 100), whole(area[1], 100)),
        (whole(amount[0]), whole(amount[1])),
        form.minutes,
    )


def _zone(scenario: Scenario, plan: ZonePlan, form: ZoneChoiceForm | None) -> ZoneChoice:
    """What is right to plan for a zone: what its plan says, unless the scenario says otherwise.

    Passes cross in at least two directions where there are two (teaching convention).
    """
    told = form or ZoneChoiceForm()
    depth = (whole(told.depth_mm[0]), whole(told.depth_mm[1])) if told.depth_mm else None
    return ZoneChoice(
        plan.zone,
        plan.title,
        depth or (plan.depth_low_um, plan.depth_high_um),
        told.passes or (plan.passes, plan.passes),
        told.directions or (min(plan.passes, 2), min(plan.passes, 4)),
        tuple(told.technique) if told.technique else (plan.technique,),
        scenario.device.dial_step_um,
    )


def _bank(form: BankForm) -> Bank:
    topics = {name: Topic(name, topic.category, topic.question) for name, topic in form.topics.items()}
    return Bank(
        id=form.id,
        version=form.version,
        weights=form.weights.model_dump(),
        items={name: _item(name, topics[item.topic], item) for name, item in form.items.items()},
        steps={name: _step(name, step) for name, step in form.steps.items()},
        orders=tuple(Order(order.first, order.then, order.why, order.source) for order in form.orders),
        agents={n: Agent(n, a.title, a.minutes, a.sound, a.why, a.source) for n, a in form.agents.items()},
        questions={name: _question(name, question) for name, question in form.questions.items()},
    )


def _item(name: str, topic: Topic, form: ItemForm) -> Item:
    reasons = (form.why, *form.wrong)
    told = (form.title, form.text, tuple(form.answers), reasons, form.source, form.sure)
    return Item(name, topic, form.where, *told, form.look, whole(form.radius_mm))


def _step(name: str, form: StepForm) -> Step:
    choices = tuple(Choice(choice.text, choice.why, choice.right) for choice in form.choices)
    return Step(name, form.title, form.why, form.source, choices)


def _question(name: str, form: QuestionForm) -> Question:
    """A question; an answer that is right whatever the depth is right for every setting, a wrong one for none."""
    choices = []
    for told in form.choices:
        bounded = told.from_mm is not None or told.to_mm is not None
        low = whole(told.from_mm) if told.from_mm is not None else 0
        high = whole(told.to_mm) if told.to_mm is not None else DEEPEST_UM
        choices.append(Told(told.text, told.why, *((low, high) if bounded or told.right else (0, 0))))
    return Question(name, form.title, form.text, tuple(choices), form.source)
