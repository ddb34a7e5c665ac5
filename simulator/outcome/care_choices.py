"""The plan that was chosen for every zone, and what was told afterwards, against what the scenario holds for right."""

from __future__ import annotations

from simulator.outcome.care import TECHNIQUES, CarePlan, ZoneChoice
from simulator.outcome.care_bank import Question
from simulator.outcome.care_slip import Done, Group, Slip, because, grouped
from simulator.words import _, mark

NEAR = 0.5
"""What a depth one step beside the band, and a number one beside it, still earn (convention of this project)."""
DEPTH = mark("{zone}: planned depth {found:.2f} mm, right are {low:.2f} to {high:.2f} mm.")
PASSES = mark("{zone}: {found} passes planned, right are {low} to {high}.")
DIRECTIONS = mark("{zone}: {found} directions planned, right are {low} to {high}.")
TECHNIQUE = mark("{zone}: planned as {found}, right is {right}.")
OPEN = mark("{zone}: {what} was not planned.")
NAMES = {
    "depth": mark("the depth"),
    "passes": mark("the number of passes"),
    "directions": mark("the number of directions"),
    "technique": mark("the technique"),
}
WHY = {
    "depth": mark("Depth goes by the skin of the zone, and the cap of the region always wins."),
    "passes": mark("Too few leave skin bare, too many hurt it."),
    "directions": mark("Passes in one direction leave lines; those that cross even out."),
    "technique": mark("What the hand does decides on dose and tearing."),
}


def planned(plan: CarePlan, done: Done) -> Group:
    """What the chosen plan reached: depth, passes, directions and technique of every zone count alike."""
    slips = [slip for zone in plan.zones for slip in _zone(zone, done)]
    return grouped(4.0 * len(plan.zones), slips)


def aftercare(plan: CarePlan, done: Done) -> Group:
    """What the advice reached: every question counts alike."""
    slips = [slip for question in plan.told for slip in _told(question, plan.depth_um, done)]
    return grouped(float(len(plan.told)), slips)


def _zone(zone: ZoneChoice, done: Done) -> list[Slip]:
    slips = []
    bands = {"depth": zone.depth_um, "passes": zone.passes, "directions": zone.directions}
    texts = {"depth": _(DEPTH), "passes": _(PASSES), "directions": _(DIRECTIONS)}
    for what, (low, high) in bands.items():
        value = done.value(f"plan.{zone.zone}.{what}")
        earned = _earned(value, (low, high), zone.step_um if what == "depth" else 1)
        if value is None:
            slips.append(_open(zone, what))
        elif earned < 1:
            scale = 1000 if what == "depth" else 1
            said = texts[what].format(zone=zone.title, found=value / scale, low=low / scale, high=high / scale)
            slips.append(_slip(zone, what, 1 - earned, done, said))
    number = done.value(f"plan.{zone.zone}.technique")
    chosen = TECHNIQUES[number - 1] if number is not None and 1 <= number <= len(TECHNIQUES) else None
    if chosen is None:
        slips.append(_open(zone, "technique"))
    elif chosen not in zone.techniques:
        said = _(TECHNIQUE).format(zone=zone.title, found=_(chosen), right=_(zone.techniques[0]))
        slips.append(_slip(zone, "technique", 1.0, done, said))
    return slips


def _earned(value: int | None, band: tuple[int, int], step: int) -> float:
    """1 inside the band, half up to one step beside it, nothing further out."""
    if value is None:
        return 0.0
    away = max(band[0] - value, value - band[1], 0)
    return 1.0 if away == 0 else NEAR if away <= step else 0.0


def _open(zone: ZoneChoice, what: str) -> Slip:
    said = _(OPEN).format(zone=zone.title, what=_(NAMES[what]))
    do = _("Choose it before you begin.")
    return Slip("plan", what, zone.zone, 1.0, -1, said, _(WHY[what]), do)


def _slip(zone: ZoneChoice, what: str, cost: float, done: Done, said: str) -> Slip:
    t_us = done.t_us(f"plan.{zone.zone}.{what}")
    return Slip("plan", what, zone.zone, cost, t_us, said, _(WHY[what]), _("Choose it by zone, before you begin."))


def _told(question: Question, depth_um: int, done: Done) -> list[Slip]:
    """The slip about one question of the aftercare."""
    number, right = done.value(f"after.{question.id}", before=False), question.right(depth_um)
    if number in right:
        return []
    best = question.choices[right[0] - 1]
    do = _("Say: {text}").format(text=_(best.text))
    t_us = done.t_us(f"after.{question.id}")
    if number is None or not 1 <= number <= len(question.choices):
        said = _("{title}: nothing was told.").format(title=_(question.title))
        return [Slip("aftercare", "untold", question.id, 1.0, t_us, said, because(best.why, question.source), do)]
    told = question.choices[number - 1]
    said = _("{title}: you said: {text}").format(title=_(question.title), text=_(told.text))
    why = because(told.why or best.why, question.source)
    return [Slip("aftercare", "told", question.id, 1.0, t_us, said, why, do)]
