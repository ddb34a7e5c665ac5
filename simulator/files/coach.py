"""The coach's remarks from their file, checked word by word: an unknown number in braces is named, never spoken."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import Field

from simulator.errors import Fault, ScenarioError
from simulator.files.document import Document, parse, read_text
from simulator.files.form import Form, Format, Id, Text, Title
from simulator.files.wording import checked, did_you_mean
from simulator.outcome.coach import Coach, Praise, Range, Remark
from simulator.outcome.finding import KNOWN
from simulator.words import _

Number = Annotated[float, Field(ge=-1e6, le=1e6)]
FORBIDDEN = re.compile(r"\b(perfect|fail(ed|ure)?|competent|you are ready|your patient will)\b", re.IGNORECASE)
"""Words a coach does not use: they judge the person or promise what nobody knows."""


class RangeForm(Form):
    """A condition on a number."""

    low: Number | None = None
    high: Number | None = None


class RemarkForm(Form):
    """`[[remarks]]`: condition, place and number, why it matters, what to do, which drill."""

    id: Id
    about: Title
    when: dict[str, RangeForm] = Field(default_factory=dict)
    text: Text
    why: Text
    do: Text
    drill: Title


class PraiseForm(Form):
    """`[[praise]]`: from which value on, and what is said."""

    about: Title
    low: Number
    text: Text


class CoachForm(Form):
    """A file of remarks."""

    format: Format
    id: Id
    version: Annotated[int, Field(ge=1, le=10_000)]
    remarks: Annotated[list[RemarkForm], Field(min_length=1, max_length=1000)]
    praise: Annotated[list[PraiseForm], Field(max_length=100, default_factory=list)]


def load(path: Path) -> Coach:
    """The coach in a file; a ScenarioError with everything that is wrong with it."""
    document = parse(str(path), read_text(path))
    form, faults = checked(document, CoachForm)
    faults = faults or (_sense(document, form) if form else [])
    if faults or form is None:
        raise ScenarioError(*faults)
    praise = tuple(Praise(p.about, p.low, p.text) for p in form.praise)
    return Coach(form.id, form.version, tuple(_remark(r) for r in form.remarks), praise)


def _remark(form: RemarkForm) -> Remark:
    when = {name: Range(span.low, span.high) for name, span in form.when.items()}
    return Remark(
        form.id, form.about, when, form.text, form.why, form.do, form.drill, frozenset(_quoted(form.text + form.do))
    )


def _quoted(text: str) -> list[str]:
    """The names in braces; a ValueError for a brace without its partner."""
    return [name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None]


def _sense(document: Document, form: CoachForm) -> list[Fault]:
    """Kinds and numbers that no finding has, and words that a coach does not use."""
    faults = []
    for at, remark in enumerate(form.remarks):
        if remark.about not in KNOWN:
            text = _("`{kind}` is no kind of finding.").format(kind=remark.about)
            faults.append(document.fault(("remarks", at, "about"), text, did_you_mean(remark.about, KNOWN)))
            continue
        for key in ("text", "do"):
            faults += _unknown(document, ("remarks", at, key), getattr(remark, key), KNOWN[remark.about])
        faults += [
            document.fault(
                ("remarks", at, "when", name),
                _("is no number of this finding."),
                did_you_mean(name, KNOWN[remark.about]),
            )
            for name in remark.when
            if name not in KNOWN[remark.about]
        ]
        faults += _judging(document, ("remarks", at), f"{remark.text} {remark.why} {remark.do}")
    for at, praise in enumerate(form.praise):
        faults += _unknown(document, ("praise", at, "text"), praise.text, frozenset({"value"}))
        faults += _judging(document, ("praise", at), praise.text)
    return faults


def _unknown(document: Document, path: tuple[str | int, ...], text: str, known: frozenset[str]) -> list[Fault]:
    try:
        names = _quoted(text)
    except ValueError:
        return [document.fault(path, _("has a brace without its partner."), _("Write {{name}}, or no brace at all."))]
    return [
        document.fault(path, _("`{name}` is no number of this finding.").format(name=name), did_you_mean(name, known))
        for name in names
        if name not in known
    ]


def _judging(document: Document, path: tuple[str | int, ...], text: str) -> list[Fault]:
    word = FORBIDDEN.search(text)
    if not word:
        return []
    said = _("says `{word}`.").format(word=word.group())
    return [document.fault(path, said, _("Say what was measured and what to do instead."))]
