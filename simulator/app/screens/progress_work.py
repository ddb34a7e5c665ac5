"""How one person comes on: runs by scenario, the curve through them, what costs most, and the rhythm of the week."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from simulator.app.program import Program
from simulator.errors import NeedlepassError
from simulator.files.index import Row
from simulator.files.scenario import load
from simulator.report.standing import attempts
from simulator.session import Scenario
from simulator.standing.curve import follow, plan
from simulator.standing.learning import Learned, fit
from simulator.standing.practice import Weak, weakest
from simulator.standing.rules import Rule

WEEK, GOOD_WEEK = 7, 4
"""Days that are looked back upon, and on how many of them a run makes a good week (a proposal); a day without one costs
nothing.
"""
TWELVE = 12


class Met(NamedTuple):
    """How often the standard of a scenario was met: at all, in a row at best, and altogether."""

    once: bool
    twice_running: bool
    passes: int


class Practised(NamedTuple):
    """One scenario that somebody has run: the runs in order of time, and what they say together."""

    id: str
    title: str
    rows: tuple[Row, ...]
    learned: Learned | None
    met: Met
    cusum: tuple[float, ...]
    limit: float
    accepted: int | None

    @property
    def scores(self) -> list[float]:
        return [row.score for row in self.rows if row.score is not None]


class Progress(NamedTuple):
    """Everything that the screen shows; scenarios with the latest run first."""

    practised: tuple[Practised, ...]
    weak: tuple[Weak, ...]
    days: tuple[bool, ...]
    """Whether each of the last seven days had a run without help, today last."""


def gather(program: Program, today: date) -> Progress:
    """What the library knows of the person who sits here."""
    rows = [row for row in program.library.runs() if row.trainee == program.trainee and row.score is not None]
    by_scenario: dict[str, list[Row]] = {}
    for row in rows:
        by_scenario.setdefault(row.scenario_id, []).append(row)
    practised = [_practised(own) for own in by_scenario.values()]
    practised.sort(key=lambda one: one.rows[-1].started, reverse=True)
    weak = weakest([[(kind, float(points)) for kind, points in json.loads(row.lost)] for row in rows])
    return Progress(tuple(practised), tuple(weak), _days(rows, today))


def _practised(rows: Sequence[Row]) -> Practised:
    passed = [attempt.verdict == "pass" for attempt in attempts(rows)]
    running = any(a and b for a, b in zip(passed, passed[1:], strict=False))
    rule = Rule("cusum")
    curve, _reach = plan(rule.p0, rule.p1, rule.alpha, rule.beta, rule.runs)
    sums, at = follow(curve, passed)
    scores = [row.score for row in rows if row.score is not None]
    met = Met(any(passed), running, sum(passed))
    last = rows[-1]
    return Practised(last.scenario_id, last.scenario_title, tuple(rows), fit(scores), met, tuple(sums), curve.limit, at)


def _days(rows: Sequence[Row], today: date) -> tuple[bool, ...]:
    """Days with a complete run that no look at the dose map helped."""
    ago = {(today - datetime.fromisoformat(row.started).date()).days for row in rows if row.started and not row.helped}
    return tuple(day in ago for day in range(WEEK - 1, -1, -1))


def drill(program: Program, weak: Weak) -> Scenario | None:
    """The scenario that trains a skill, where there is one."""
    try:
        return load(weak.skill.drill, program.places)
    except NeedlepassError:
        return None
