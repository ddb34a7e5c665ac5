"""What does not fit in a file of care, and between it and the scenario that names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.errors import Fault
from simulator.files.care_form import BankForm, CareForm
from simulator.files.document import Document
from simulator.files.schema import ScenarioForm
from simulator.files.wording import did_you_mean
from simulator.words import _

Keys = tuple[str | int, ...]


def file(document: Document, assets: Path) -> Path | Fault | None:
    """The bank that a scenario names, or what is wrong with the name; None where it asks for no care."""
    table = document.data.get("care")
    named = table.get("bank", "default") if isinstance(table, dict) else None
    if not isinstance(named, str):
        return None
    known = {path.stem: path for path in sorted((assets / "care").glob("*.toml"))}
    if named in known:
        return known[named]
    text = _("there is no `{name}` here.").format(name=named[:40])
    return document.fault(("care", "bank"), text, did_you_mean(named, known))


def all_of(documents: Mapping[str, Document], forms: Mapping[str, Any]) -> list[Fault]:
    """Everything that does not fit in the files of a scenario that asks for care; nothing where it does not."""
    document, table, bank = documents["scenario"], forms["scenario"].care, forms.get("care")
    if table is None:
        return []
    if bank is None:
        text, remedy = _("its file is missing."), _("Keep the file of care beside the others.")
        return [document.fault(("care", "bank"), text, remedy)]
    inside = list(_within(documents["care"], bank))
    return inside or list(_between(document, forms["scenario"], table, bank))


def _within(bank: Document, form: BankForm) -> Iterator[Fault]:
    """Faults inside a bank."""
    for name, item in form.items.items():
        yield from _unknown(bank, [(("items", name, "topic"), item.topic)], form.topics)
        if (item.where == "skin") != (item.radius_mm > 0):
            text, remedy = _("only what lies on the skin has a size."), _("Give it a radius_mm, or say where it shows.")
            yield bank.fault(("items", name, "radius_mm"), text, remedy)
    steps = list(form.steps)
    for number, order in enumerate(form.orders):
        names = [(("orders", number, key), getattr(order, key)) for key in ("first", "then")]
        unknown = list(_unknown(bank, names, form.steps))
        yield from unknown
        if not unknown and steps.index(order.first) >= steps.index(order.then):
            text = _("{first} stands after {then} among the steps.").format(first=order.first, then=order.then)
            yield bank.fault(("orders", number), text, _("List the steps in an order in which all of these hold."))
    for name, step in form.steps.items():
        if step.choices and not any(choice.right for choice in step.choices):
            yield bank.fault(("steps", name, "choices"), _("no choice is right."), _("Write `right = true` at one."))
    yield from _answerable(bank, form)


def _answerable(bank: Document, form: BankForm) -> Iterator[Fault]:
    """Questions without a right answer at some depth."""
    for name, question in form.questions.items():
        spans = [(c.from_mm or 0.0, 5.0 if c.to_mm is None else c.to_mm) for c in question.choices if c.to_mm]
        always = any(c.right and c.to_mm is None and c.from_mm is None for c in question.choices)
        reached = 0.0
        for low, high in sorted(spans):
            reached = high if low <= reached else reached
        if not always and reached < 5.0:
            text = _("from {depth:g} mm on no answer is right.").format(depth=reached)
            yield bank.fault(("questions", name), text, _("Let from_mm and to_mm reach from 0 to 5 without a gap."))


def _between(document: Document, scenario: ScenarioForm, form: CareForm, bank: BankForm) -> Iterator[Fault]:
    """Faults of a scenario's `[care]`: names that its bank or its own tables do not have, and another answer than its
    findings come to.
    """
    items = [(("care", key, n), name) for key in ("fixed", "one_of") for n, name in enumerate(getattr(form, key))]
    spots = [(("care", "on_skin", lesion), name) for lesion, name in form.on_skin.items()]
    heard = {name: item for name, item in bank.items.items() if item.where != "skin"}
    seen = {name: item for name, item in bank.items.items() if item.where == "skin"}
    faults = [*_unknown(document, items, heard), *_unknown(document, spots, seen)]
    lesions = [spot.name for spot in scenario.lesions]
    faults += _unknown(document, [(("care", "on_skin", lesion), lesion) for lesion in form.on_skin], lesions)
    faults += _unknown(document, [(("care", "zones", zone), zone) for zone in form.zones], scenario.zones)
    for key, known in (("steps", bank.steps), ("after", bank.questions)):
        named = [(("care", key, n), name) for n, name in enumerate(getattr(form, key) or ())]
        faults += _unknown(document, named, known)
    if form.numbing:
        sound = [name for name, agent in bank.agents.items() if agent.sound]
        numbing = [(("care", "numbing", "agents", n), name) for n, name in enumerate(form.numbing.agents)]
        faults += _unknown(document, numbing, sound)
    yield from faults
    if not faults:
        yield from _other_answer(document, scenario, form, bank)


def _other_answer(document: Document, scenario: ScenarioForm, form: CareForm, bank: BankForm) -> Iterator[Fault]:
    topics = [bank.items[name].topic for name in (*form.fixed, *form.one_of[:1])]
    for number, topic in enumerate(topics):
        if topic in topics[:number]:
            text = _("two findings are about {topic}.").format(topic=topic)
            yield document.fault(("care", "fixed"), text, _("Keep one of them."))
    for name in form.one_of or [""]:
        best = {bank.items[n].answers[0] for n in (*form.fixed, *form.on_skin.values(), name) if n}
        answer = "postpone" if best & {"postpone", "ask"} else "spare" if "spare" in best else "treat"
        if answer != scenario.answer:
            text = _("{wanted} stands here, but the findings come to {found}.")
            remedy = _("Change the findings in [care], or write the answer that they come to.")
            yield document.fault(("answer",), text.format(wanted=scenario.answer, found=answer), remedy)
            return


def _unknown(document: Document, named: Sequence[tuple[Keys, str]], known: Iterable[str]) -> Iterator[Fault]:
    words = list(known)
    for path, name in named:
        if name not in words:
            text = _("`{name}` is not known here.").format(name=name)
            yield document.fault(path, text, did_you_mean(name, words))
