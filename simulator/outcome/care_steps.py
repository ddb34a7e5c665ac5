"""Preparation: steps that were taken or forgotten, orders that hold or not, and how the skin was numbed."""

from __future__ import annotations

from simulator.outcome.care import CarePlan, Numbing
from simulator.outcome.care_bank import Order, Step
from simulator.outcome.care_slip import Done, Group, Slip, because, grouped
from simulator.words import _, in_figures, mark

REPEATED = 0.5
"""What a step loses that was taken more than once (convention of this project)."""
GONE = ("forgotten", "late")
"""Kinds of slips with which a step is missing; they bear what its orders and settings would have earned as well."""
FORGOTTEN = mark("{title}: this step was left out.")
LATE = mark("{title}: this step came after the first needle.")
TWICE = mark("{title}: this step was taken {count} times.")
WRONG = mark("{title}: {chosen}.")
ORDER = mark("{then} came before {first}.")


def preparation(plan: CarePlan, done: Done) -> Group:
    """What the preparation reached: a point for every step, for every order between two, and for every setting of what
    numbs.
    """
    slips = [slip for step in plan.prepared for slip in _taken(step, done)]
    missing = {slip.about for slip in slips if slip.kind in GONE}
    owed = dict.fromkeys(missing, 0.0)
    orders = asked_orders(plan)
    for order in orders:
        gone = next((name for name in (order.first, order.then) if name in missing), None)
        if gone is not None:
            owed[gone] += 1
        elif not in_order(order, done):
            slips.append(_broken(order, plan, done))
    settings = 4 if plan.numbing is not None and "numbing" in plan.steps else 0
    if settings and plan.numbing is not None:
        if "numbing" in missing:
            owed["numbing"] += settings
        else:
            slips += _numbed(plan, plan.numbing, done)
    slips = [slip._replace(cost=slip.cost + owed[slip.about]) if slip.kind in GONE else slip for slip in slips]
    return grouped(float(len(plan.prepared) + len(orders) + settings), slips)


def asked_orders(plan: CarePlan) -> list[Order]:
    """The orders between steps that are both asked for."""
    return [order for order in plan.bank.orders if order.first in plan.steps and order.then in plan.steps]


def in_order(order: Order, done: Done) -> bool:
    """Whether a step was taken before another was taken for the last time: what is done again in time is mended."""
    firsts, thens = done.steps(order.first), done.steps(order.then)
    return bool(firsts and thens) and firsts[0][0] < thens[-1][0]


def numbed(plan: CarePlan | None, done: Done) -> str:
    """How the skin is numbed, in the words of `discomfort.NUMBED`: by cream where a sound one had half of its time."""
    number, minutes = done.value("numb.agent"), done.value("numb.minutes")
    if plan is None or not done.steps("numbing") or number is None or not 1 <= number <= len(plan.agents):
        return "none"
    agent = plan.agents[number - 1]
    return "cream" if agent.sound and 2 * (minutes or 0) >= agent.minutes[0] else "none"


def _taken(step: Step, done: Done) -> list[Slip]:
    """The slip about one step: left out, too late, taken in a wrong way, or more than once."""
    taken, title = done.steps(step.id), _(step.title)
    t_us, why = done.t_us(f"step.{step.id}"), because(step.why, step.source)
    if not taken:
        late = t_us >= 0
        said = (_(LATE) if late else _(FORGOTTEN)).format(title=title)
        do = _("Take it before the device is taken up.")
        return [Slip("preparation", "late" if late else "forgotten", step.id, 1.0, t_us, said, why, do)]
    chosen = taken[-1][1]
    if step.choices and not (1 <= chosen <= len(step.choices) and step.choices[chosen - 1].right):
        right = next(choice for choice in step.choices if choice.right)
        wrong = step.choices[chosen - 1] if 1 <= chosen <= len(step.choices) else None
        said = _(WRONG).format(title=title, chosen=_(wrong.text) if wrong else _("nothing that can be chosen"))
        why = because(wrong.why, step.source) if wrong else why
        do = _("Right is here: {right}.").format(right=_(right.text))
        return [Slip("preparation", "choice", step.id, 1.0, t_us, said, why, do)]
    if len(taken) > 1:
        said, do = _(TWICE).format(title=title, count=len(taken)), _("Once is enough, at its place.")
        return [Slip("preparation", "repeated", step.id, REPEATED, t_us, said, why, do)]
    return []


def _broken(order: Order, plan: CarePlan, done: Done) -> Slip:
    first, then = (_(plan.bank.steps[name].title) for name in (order.first, order.then))
    do = _("First: {first}. Then: {then}.").format(first=first, then=then)
    said = _(ORDER).format(first=first, then=then)
    about = f"{order.first} {order.then}"
    return Slip("preparation", "order", about, 1.0, done.t_us(f"step.{order.then}"), said, _why(order), do)


def _why(order: Order) -> str:
    return because(order.why, order.source)


def _numbed(plan: CarePlan, numbing: Numbing, done: Done) -> list[Slip]:
    """Slips about what numbs, how much of it, on which area, and for how long."""
    number = done.value("numb.agent")
    agent = plan.agents[number - 1] if number is not None and 1 <= number <= len(plan.agents) else None
    slips = []
    if agent is None or agent.id not in numbing.agents:
        right = _(plan.bank.agents[numbing.agents[0]].title)
        said = _("Numbed with: {agent}.").format(agent=_(agent.title) if agent else _("nothing that was chosen"))
        why = because(agent.why, agent.source) if agent else _("Nobody knows what was applied.")
        do = _("Right is here: {right}.").format(right=right)
        slips.append(Slip("preparation", "agent", "numbing", 1.0, done.t_us("numb.agent"), said, why, do))
    sound = agent if agent is not None and agent.id in numbing.agents else plan.bank.agents[numbing.agents[0]]
    minutes = numbing.minutes or sound.minutes
    why = because(sound.why, sound.source)
    strength = _("What is absorbed grows with amount, area and time. [Sobanko 2012]")
    for what, band, scale, title, reason in (
        ("area", numbing.area_mm2, 100, _("Numbed area: {found}, right are {low:g} to {high:g} cm²."), strength),
        ("amount", numbing.amount_mg, 1000, _("Amount: {found}, right are {low:g} to {high:g} g."), strength),
        ("minutes", minutes, 1, _("Numbing time: {found}, right are {low:g} to {high:g} minutes."), why),
    ):
        value = done.value(f"numb.{what}")
        if value is None or not band[0] <= value <= band[1]:
            found = _("none was set") if value is None else in_figures(value / scale, "g")
            said = title.format(found=found, low=band[0] / scale, high=band[1] / scale)
            do = _("Set it before you go on.")
            slips.append(Slip("preparation", what, "numbing", 1.0, done.t_us(f"numb.{what}"), said, reason, do))
    return slips
