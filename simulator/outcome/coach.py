"""The coach: from findings to at most three things a person can do, in the words of a list that anybody can edit."""

from __future__ import annotations

from typing import Any, NamedTuple

from simulator.outcome.finding import Finding
from simulator.words import _

MOST = 3
"""More than three things at a time nobody can keep in mind."""
LEAST_POINTS = 0.05
"""What costs less than is shown is no advice."""


class Range(NamedTuple):
    """From `low` up to `high`, either side open."""

    low: float | None
    high: float | None

    def holds(self, value: float) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


class Remark(NamedTuple):
    """What to say of one kind of finding when all its conditions hold."""

    id: str
    about: str
    when: dict[str, Range]
    text: str
    why: str
    do: str
    drill: str
    quotes: frozenset[str]

    def fits(self, finding: Finding) -> bool:
        """Whether this remark is about the finding, which has all the numbers it quotes and within its conditions."""
        numbers = finding.numbers
        known = self.about == finding.kind and self.quotes <= numbers.keys() and self.when.keys() <= numbers.keys()
        return known and all(span.holds(float(numbers[name])) for name, span in self.when.items())

    def spoken(self, finding: Finding) -> str:
        """Place and number of a finding in this remark's words."""
        return _(self.text).format(**_numbers(finding))


class Praise(NamedTuple):
    """What to say of one metric that reached `low`."""

    about: str
    low: float
    text: str


class Coach(NamedTuple):
    """A list of remarks, the first that fits is taken, and of praise."""

    id: str
    version: int
    remarks: tuple[Remark, ...]
    praise: tuple[Praise, ...]


class Advice(NamedTuple):
    """One thing to do: which remark of which finding, its sentences, and the drill that trains it."""

    remark: str
    finding: Finding
    text: str
    why: str
    do: str
    drill: str

    @property
    def said(self) -> str:
        """All of it, as it is read out."""
        return _("{text} {why} {do} Drill: {drill}.").format(text=self.text, why=self.why, do=self.do, drill=self.drill)


def speak(findings: tuple[Finding, ...], coach: Coach, most: int = MOST) -> tuple[Advice, ...]:
    """At most `most` pieces of advice, the dearest finding first, no remark and no drill named for nothing twice."""
    spoken: list[Advice] = []
    for finding in findings:
        if len(spoken) == most or finding.points < LEAST_POINTS:
            break
        remark = next((r for r in coach.remarks if r.fits(finding)), None)
        if remark and not any(a.remark == remark.id and a.finding.kind != "gap.zone" for a in spoken):
            do = _(remark.do).format(**_numbers(finding))
            spoken.append(Advice(remark.id, finding, remark.spoken(finding), _(remark.why), do, _(remark.drill)))
    return tuple(spoken)


def _numbers(finding: Finding) -> dict[str, float | str]:
    return finding.numbers | {"zone": finding.numbers.get("zone") or _("Outside the zones")}


def praise(zones: dict[str, dict[str, Any]], technique: dict[str, Any], coach: Coach) -> str | None:
    """At most one sentence of praise with its number: the worst zone must reach it; None where nothing does."""
    for kind in coach.praise:
        if kind.about in technique:
            values = [technique[kind.about]]
        elif kind.about == "in_band":
            values = [z["stroke_overlap"]["in_band"] for z in zones.values()]
        else:
            values = [z[kind.about] for z in zones.values()]
        if values and all(v is not None and v >= kind.low for v in values):
            return _(kind.text).format(value=min(values))
    return None
