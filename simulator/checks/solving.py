"""Whether a scenario can be solved: the reference hand runs it, and says what is the best that it reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from simulator import session
from simulator.checks.finding import Finding
from simulator.operators.operate import operate
from simulator.session import Scenario
from simulator.words import _

FIRST_SEED = 1


class Solved(NamedTuple):
    """What the reference hand reached: points, verdict, minutes, and the sentence of its dearest loss."""

    points: float
    verdict: str
    minutes: float
    lost: str


def solve(scenario: Scenario, seed: int = FIRST_SEED) -> Solved:
    """The run of the reference hand with a pen, concluded like any other."""
    run, hand = session.begin(scenario, seed), operate(scenario, "expert", "pen", seed)
    run.advance(hand)
    outcome = session.conclude(scenario, run)
    parts = [part for part in outcome.parts.values() if part is not None]
    worst = max(parts, key=lambda part: part.weight - part.points, default=None)
    lost = worst.reason if worst and worst.weight - worst.points > 0.5 else ""
    return Solved(outcome.score.total, outcome.score.verdict, hand.end_us / 60e6, lost)


def solvable(scenario: Scenario) -> Iterator[Finding]:
    """A problem where the reference hand does not pass; else a hint that states what it reached, and in what time."""
    found = solve(scenario)
    told = _("The reference hand reaches {points:.0f} points in {minutes:.1f} minutes; the mark is {mark:g}.")
    told = told.format(points=found.points, minutes=found.minutes, mark=scenario.rubric.pass_mark)
    if found.verdict != "pass":
        remedy = _("A trainee can hardly do better. What it lost most by: {lost}").format(lost=found.lost)
        yield Finding("problem", "", told, remedy)
    else:
        yield Finding("hint", "", told, "")
