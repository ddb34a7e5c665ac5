"""Where a person stands with a scenario after a run: under its pass rule, and how far one run can be depended on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from simulator.standing.reliability import repeat_error
from simulator.standing.rules import Attempt, Rule, Standing, standing
from simulator.words import _

if TYPE_CHECKING:
    from simulator.files.index import Row
    from simulator.files.library import Library
    from simulator.session import Recording

REPEATS = 12
"""A person's own error comes from so many of the last runs at most: older ones tell of somebody else."""


class Went(NamedTuple):
    """Standing under the rule after a run, the rule, and the person's own standard error of so many runs."""

    standing: Standing
    rule: Rule
    own_error: float | None
    runs: int


def went(library: Library, recording: Recording) -> Went:
    """How it stood with this person and scenario when the recording had just been kept."""
    header, scenario = recording.header, recording.scenario
    rows = [row for row in library.runs(scenario.id) if row.trainee == header.trainee]
    rows = [row for row in rows if (row.started, row.run_id) <= (header.started, header.run_id)]
    scores = [row.score for row in rows if row.score is not None][-REPEATS:]
    return Went(standing(scenario.pass_rule, attempts(rows)), scenario.pass_rule, repeat_error(scores), len(scores))


def attempts(rows: Sequence[Row]) -> list[Attempt]:
    """Kept runs as attempts, in order of time; what was given up early has not been kept at all."""
    return [Attempt(row.verdict) for row in rows if row.verdict is not None]


def rule_in_words(rule: Rule) -> str:
    """What it takes to meet a scenario's standard."""
    if rule.kind == "single":
        return _("one passed run")
    if rule.kind == "two in a row":
        return _("two passed runs in a row")
    if rule.kind == "two in a row plus ten":
        return _("two passed runs in a row, then ten more")
    return _("a learning curve that says so")


def standing_in_words(rule: Rule, found: Standing, runs: int = 1) -> str:
    """Where somebody stands under a rule."""
    if found.passed:
        return _("Standard met")
    if not runs:
        return _("Not tried yet")
    if rule.kind == "two in a row":
        return _("{good} of 2 in a row").format(good=found.good)
    if rule.kind == "two in a row plus ten":
        return _("{good} of 12 passed").format(good=found.good)
    if rule.kind == "cusum":
        return _("{missing} more at least").format(missing=found.missing)
    return _("Not passed yet")


def certainty(error: float | None, own: float | None, runs: int) -> str:
    """How far one run can be depended on, and from whom that is known."""
    if own is not None:
        text = _("One run is good to ± {error:.0f} points: from your own last {runs} runs.")
        return text.format(error=own, runs=runs)
    if error is None:
        return ""
    return _("One run is good to ± {error:.0f} points: from computed hands, not from people.").format(error=error)
