"""The marks of care: what its groups reached together, the errors that nothing makes up for, and right postponing."""

from __future__ import annotations

from math import fsum
from typing import Any, NamedTuple

from simulator.needling.run import Run
from simulator.outcome.care import GROUPS, CarePlan, Case, case
from simulator.outcome.care_choices import aftercare, planned
from simulator.outcome.care_screening import postponed, screening
from simulator.outcome.care_slip import Done, Group, Slip
from simulator.outcome.care_steps import preparation
from simulator.outcome.gate import Critical, clock
from simulator.words import _, mark

TREATED = mark("{title}: the skin was needled at {time}, and nobody should be treated today. {why}")
CRITICAL_STEPS = {
    "identity": mark("The skin was needled at {time}, and nobody had asked who this is. {why}"),
    "consent": mark("The skin was needled at {time} without consent. {why}"),
    "numbing_off": mark("What numbs was still on the skin when the needles began at {time}. {why}"),
    "cartridge": mark("The skin was needled at {time} with a cartridge that was not fresh. {why}"),
}
"""Steps that a scenario may name as critical, and what is said of them."""


class Marks(NamedTuple):
    """What care reached from 0 to 1, by group and together, its slips dearest first (`cost` as a share of all of care),
    and what was right and what was done: `rightly` where nothing was treated and nothing should have been.
    """

    worth: float
    groups: dict[str, float]
    slips: tuple[Slip, ...]
    answer: str
    postponed: bool
    rightly: bool

    def plain(self) -> dict[str, Any]:
        """All of it as plain values, without sentences."""
        slips = [{"group": s.group, "kind": s.kind, "about": s.about, "cost": round(s.cost, 4)} for s in self.slips]
        groups = {name: round(value, 4) for name, value in self.groups.items()}
        return {"worth": round(self.worth, 4), "groups": groups, "answer": self.answer, "postponed": self.postponed,
                "slips": slips}  # fmt: skip


def done_in(run: Run) -> Done:
    """The acts of a run, and when its first needle touched the skin."""
    poses = run.poses()[0]
    touched = int(poses.t_us[0]) if len(poses) and run.skin.count.any() else None
    return Done(tuple(run.acts), touched)


def marks(plan: CarePlan | None, run: Run) -> Marks | None:
    """The marks of a run; None where a scenario asks for no care.

    Where nobody was treated today only the consultation counts: nothing else was there to do.
    """
    return None if plan is None else of_acts(plan, case(plan, run.seed), done_in(run))


def of_acts(plan: CarePlan, patient: Case, done: Done) -> Marks:
    """The marks of what was done with a patient."""
    waits = postponed(done) and done.touched_us is None
    groups: dict[str, Group] = {}
    if plan.screening:
        groups["screening"] = screening(patient, done)
    if plan.steps and not waits:
        groups["preparation"] = preparation(plan, done)
    if plan.zones and not waits:
        groups["plan"] = planned(plan, done)
    if plan.after and not waits:
        groups["aftercare"] = aftercare(plan, done)
    weights = {name: plan.bank.weights[name] for name in GROUPS if name in groups}
    whole = fsum(weights.values())
    worth = fsum(weights[name] * groups[name].worth for name in weights)
    slips = [s._replace(cost=s.cost * weights[s.group] / whole) for group in groups.values() for s in group.slips]
    return Marks(
        worth / whole if whole else 1.0,
        {name: group.worth for name, group in groups.items()},
        tuple(sorted(slips, key=lambda slip: (-slip.cost, slip.group, slip.kind, slip.about))),
        patient.answer,
        postponed(done),
        waits and patient.answer == "postpone",
    )


def with_errors(critical: list[Critical], plan: CarePlan | None, run: Run) -> list[Critical]:
    """Critical errors in order of time, with those of care; they all need needles in the skin."""
    if plan is None or not run.skin.count.any():
        return critical
    patient, done, found = case(plan, run.seed), done_in(run), list(critical)
    if plan.screening and patient.answer == "postpone":
        item = next(item for item in patient.items if item.answers[0] in ("postpone", "ask"))
        found.append(_error("should_postpone", run, _(TREATED), {"title": _(item.title), "why": _(item.reasons[0])}))
    for name in plan.critical:
        if _failed(plan, name, done):
            found.append(_error(name, run, _(CRITICAL_STEPS[name]), {"why": _(plan.bank.steps[name].why)}))
    return sorted(found, key=lambda error: (error.t_s, error.rule, error.zone))


def _failed(plan: CarePlan, name: str, done: Done) -> bool:
    """Whether a critical step was left out or taken in a wrong way; numbing can be left on only where it was put on."""
    if name not in plan.steps:
        return False
    step, taken = plan.bank.steps[name], done.steps(name)
    if name == "numbing_off":
        put_on = done.steps("numbing")
        if not put_on:
            return False
        taken = [one for one in taken if one[0] > put_on[-1][0]]
    if not taken:
        return True
    value = taken[-1][1]
    return bool(step.choices) and not (1 <= value <= len(step.choices) and step.choices[value - 1].right)


def _error(rule: str, run: Run, text: str, numbers: dict[str, float | str]) -> Critical:
    poses = run.poses()[0]
    t_us, x_um, y_um = int(poses.t_us[0]), int(poses.x_um[0]), int(poses.y_um[0])
    numbers = numbers | {"time": clock(t_us)}
    return Critical(rule, "", round(t_us / 1e6, 2), x_um, y_um, text.format(**numbers), numbers)
