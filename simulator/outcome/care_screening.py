"""Screening: whether every finding was met with a right answer for a right reason, and the decision for the day."""

from __future__ import annotations

from simulator.outcome.care import Case, Placed
from simulator.outcome.care_bank import ANSWERS, Item
from simulator.outcome.care_slip import Done, Group, Slip, because, grouped
from simulator.words import _, mark

DECIDES, HARMLESS = 2.0, 1.0
"""Points of a finding that changes what is done, and of one that does not; the decision for the day counts as the
first (convention of this project).
"""
REASON = 1 / 3
"""So much of a finding's points belongs to the reason (convention of this project)."""
NEEDLESS = 0.25
"""What pointing at clear skin costs (convention of this project)."""
WORDS = {
    "treat": mark("treat as planned"),
    "spare": mark("leave that area out"),
    "postpone": mark("postpone"),
    "ask": mark("ask the prescriber"),
}
"""The answers as people read them."""
UNANSWERED = mark("{title}: nothing was decided.")
MISJUDGED = mark("{title}: you chose to {chosen}.")
REASONED = mark("{title}: the answer is right, but not the reason: {chosen}")
OVERLOOKED = mark("{title}: it was not found on the skin.")
NEEDLESS_MARK = mark("A place was marked where the skin is clear.")
DO = mark("Right is here: {right}.")
LOOK = mark("Look over the whole area in good light before you take the device, and mark what you find.")


def screening(case: Case, done: Done) -> Group:
    """What screening reached with this patient."""
    slips: list[Slip] = []
    whole = DECIDES
    for item in case.heard:
        whole += points(item)
        slips += _answered(item, done)
    for placed in case.skin:
        whole += 0.0 if placed.item.harmless else points(placed.item)
        slips += _found(placed, case, done)
    needless = sum(1 for x, y in sorted(set(done.marks())) if case.found_at(x, y) is None)
    if needless:
        why = _("A map of findings is of use only where it is true.")
        said = _(NEEDLESS_MARK)
        slips.append(Slip("screening", "needless", "", NEEDLESS * needless, done.t_us("mark.y"), said, why, _(LOOK)))
    return grouped(whole, slips + _decision(case, done))


def points(item: Item) -> float:
    """What a finding counts."""
    return HARMLESS if item.harmless else DECIDES


def postponed(done: Done) -> bool:
    """Whether it was decided that nothing is treated today."""
    return done.value("postpone") == 1


def _answered(item: Item, done: Done) -> list[Slip]:
    value = done.value(f"care.{item.id}")
    chosen = ANSWERS[value - 1] if value is not None and 1 <= value <= len(ANSWERS) else None
    if chosen is None:
        return [_slip(item, "unanswered", points(item), done, _(UNANSWERED).format(title=_(item.title)))]
    if chosen not in item.answers:
        said = _(MISJUDGED).format(title=_(item.title), chosen=_(WORDS[chosen]))
        return [_slip(item, "misjudged", points(item), done, said)]
    reason = done.value(f"why.{item.id}")
    if len(item.reasons) < 2 or reason == 1:
        return []
    known = reason is not None and 1 <= reason <= len(item.reasons)
    given = _(item.reasons[reason - 1]) if known and reason else _("none was given.")
    said = _(REASONED).format(title=_(item.title), chosen=given)
    return [_slip(item, "reason", points(item) * REASON, done, said)]


def _found(placed: Placed, case: Case, done: Done) -> list[Slip]:
    """Slips about a finding on the skin; a harmless one may be left alone."""
    item = placed.item
    if item.harmless:
        return _answered(item, done) if done.value(f"care.{item.id}") is not None else []
    if not any(case.found_at(x, y) == placed for x, y in done.marks()):
        said = _(OVERLOOKED).format(title=_(item.title))
        return [_slip(item, "overlooked", points(item), done, said)._replace(do=_(LOOK))]
    return _answered(item, done)


def _decision(case: Case, done: Done) -> list[Slip]:
    """The slip of a wrong decision for the day."""
    deciding = [item for item in case.items if item.answers[0] in ("postpone", "ask")]
    t_us = done.t_us("postpone")
    if case.answer == "postpone" and not postponed(done):
        first = deciding[0]
        said = _("{title}: nobody should be treated today, and it was not postponed.").format(title=_(first.title))
        do = _("Postpone, and say when the patient may come again.")
        return [Slip("screening", "not postponed", first.id, DECIDES, t_us, said, _why(first), do)]
    if case.answer != "postpone" and postponed(done):
        said = _("The treatment was postponed without need.")
        why = _("Nothing that this patient says or shows speaks against it.")
        do = _("Go on as planned, and leave out only what has to be left out.")
        return [Slip("screening", "postponed", "", DECIDES, t_us, said, why, do)]
    return []


def _slip(item: Item, kind: str, cost: float, done: Done, what: str) -> Slip:
    right = _(DO).format(right=" / ".join(_(WORDS[answer]) for answer in item.answers))
    return Slip("screening", kind, item.id, cost, done.t_us(f"care.{item.id}"), what, _why(item), right)


def _why(item: Item) -> str:
    return because(item.reasons[0], item.source)
