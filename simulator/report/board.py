"""The board of a class: who has met what, where everybody is stuck, and why, with the hands behind every number."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple

from simulator import session
from simulator.errors import LibraryError, NeedlepassError
from simulator.files import outcome, recording
from simulator.files.classroom import counts, met
from simulator.files.classroom_forms import AssignmentForm
from simulator.files.library import HELP
from simulator.files.safely import write_whole
from simulator.outcome.finding import Finding
from simulator.standing.practice import CRITICAL_POINTS, SKILLS, Skill, skill_of

State = Literal["met", "under way", "stuck", "not begun", "aided only"]
STUCK = 5
"""After so many attempts that did not meet the rule somebody is stuck (a proposal)."""
MOST_CAUSES = 3
MOST_POINTS = 1000.0
"""No finding costs more; what says so is looked into."""
BESIDE = ".known"
"""What ends the name of the file beside a run that keeps what was found when it was played."""


class Known(NamedTuple):
    """What the board needs of a run that came back; `edited` where its trace does not give the outcome in it.

    Until it is `checked`, that is, played once, it is what the file itself says, and findings have no place.
    """

    path: str
    trainee: str
    scenario: str
    digest: str
    started: str
    source: str
    device_class: str
    score: float
    verdict: str
    helped: bool
    edited: bool
    findings: tuple[Finding, ...]
    checked: bool = True


class Cell(NamedTuple):
    """One person at one task: the state, attempts, the last score, whether any of the runs was edited, and whether all
    have been checked.
    """

    state: State
    attempts: int
    last: float | None
    edited: bool
    checked: bool
    runs: tuple[Known, ...]


NOTHING = Cell("not begun", 0, None, False, True, ())
"""Of whom no run has come back, or none that can be read."""


class Reason(NamedTuple):
    """One cause: the skill that was missing, whose it is, and an example: a run, and what told most of it there."""

    skill: Skill
    people: tuple[str, ...]
    example: Known
    finding: Finding


class Board(NamedTuple):
    """Members in order, tasks in order, a cell for each, and the reasons of every task."""

    members: tuple[str, ...]
    tasks: tuple[tuple[str, str], ...]
    cells: dict[tuple[str, str], Cell]
    reasons: dict[str, tuple[Reason, ...]]


def told(path: Path) -> Known:
    """A run as its file says it went, in a few ms; a NeedlepassError where it cannot be read."""
    return _remembered(path, _digest(path)) or _said(path) or know(path)


def know(path: Path) -> Known:
    """A run, played once and remembered beside its file; a NeedlepassError where it cannot be read."""
    digest = _digest(path)
    found = _remembered(path, digest)
    if found is None:
        found = _played(path)
        kept = json.dumps({"file": digest, "known": _plain(found)}, sort_keys=True, ensure_ascii=False)
        with suppress(LibraryError):  # what was found is true even where it cannot be remembered
            write_whole(path.with_suffix(BESIDE), kept.encode())
    return found


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _said(path: Path) -> Known | None:
    """What a file says of itself; None where it says nothing that can be used."""
    form, outcome = recording.peek(path)
    if outcome is None:
        return None
    try:
        findings = tuple(
            Finding(str(one["kind"]), "", str(one["zone"]), float(one["points"]), -1, -1, -1, (), {})
            for one in outcome["findings"]
        )
        score, verdict = float(outcome["score"]), str(outcome["verdict"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    if not 0 <= score <= 100 or not all(0 <= one.points <= MOST_POINTS for one in findings):
        return None  # nobody's run says this of itself
    run, scenario, helped = form.run, form.scenario, any(act[1] in HELP and act[2] for act in form.acts)
    return Known(
        str(path), run.trainee, scenario.id, scenario.digest, run.started, run.source, run.header().device_class,
        score, verdict, helped, False, findings, checked=False,
    )  # fmt: skip


def _remembered(path: Path, digest: str) -> Known | None:
    try:
        told = json.loads(path.with_suffix(BESIDE).read_bytes())
        if told["file"] != digest:
            return None
        values = told["known"]
        findings = tuple(
            Finding._make([*one[:7], tuple((a, b) for a, b in one[7]), one[8]]) for one in values.pop("findings")
        )
        return Known(**(values | {"path": str(path)}), findings=findings)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plain(known: Known) -> dict[str, Any]:
    return known._asdict() | {"findings": [list(one) for one in known.findings]}


def _played(path: Path) -> Known:
    kept, told = recording.read(path), recording.read_outcome(path)
    found = session.conclude(kept.scenario, session.replay(kept), kept.header.device_class)
    now = outcome.summary(kept.scenario, kept.header, found)
    same = told is not None and told.get("physics") == now["physics"] and told.get("rubric") == now["rubric"]
    edited = told is None or (same and outcome.digest(told) != outcome.digest(now))
    helped = any(act.what in HELP and act.value for act in kept.hand.acts)
    head = kept.header
    return Known(
        str(path), head.trainee, kept.scenario.id, kept.scenario.digest, head.started, head.source, head.device_class,
        found.score.total, found.score.verdict, helped, edited, found.findings,
    )  # fmt: skip


def read(paths: Iterable[Path], look: Callable[[Path], Known] = know) -> tuple[list[Known], list[str]]:
    """All runs that can be read, in order of time, and what is wrong with the others."""
    found, wrong = [], []
    for path in paths:
        try:
            found.append(look(path))
        except (NeedlepassError, OSError) as error:
            wrong.append(str(error))
    return sorted(found, key=lambda one: (one.started, one.path)), wrong


def cell(runs: Sequence[Known], assignment: AssignmentForm) -> Cell:
    """The state of one person at one task."""
    attempts, edited = len(runs), any(one.edited for one in runs)
    last = runs[-1].score if runs else None
    state: State = "under way"
    if not runs:
        state = "not begun"
    elif met(assignment, [one for one in runs if not one.edited]):
        state = "met"
    elif not assignment.help and all(one.helped for one in runs):
        state = "aided only"
    elif attempts >= STUCK:
        state = "stuck"
    return Cell(state, attempts, last, edited, all(one.checked for one in runs), tuple(runs))


def board(assignment: AssignmentForm, known: Sequence[Known]) -> Board:
    """Everybody at every task; those who handed in without being on the list come last."""
    digests = {task.scenario().digest: task.id for task in assignment.tasks}
    own = [one for one in known if one.digest in digests and counts(assignment, one.started)]
    members = tuple(dict.fromkeys((*assignment.members, *(one.trainee for one in own))))
    cells, reasons = {}, {}
    for digest, task in digests.items():
        last: dict[str, Known] = {}
        for person in members:
            runs = [one for one in own if one.trainee == person and one.digest == digest]
            cells[person, task] = cell(runs, assignment)
            if runs and cells[person, task].state != "met":
                last[person] = runs[-1]
        reasons[task] = why(last)
    return Board(members, tuple((task.id, task.title) for task in assignment.tasks), cells, reasons)


def why(last: dict[str, Known]) -> tuple[Reason, ...]:
    """What most of these people have in common: each counts for the skill that cost their last run most."""
    groups: dict[str, list[str]] = {}
    for person, known in last.items():
        costs = _costs(known)
        if costs:
            groups.setdefault(max(costs, key=lambda name: costs[name]), []).append(person)
    told = []
    for name, people in sorted(groups.items(), key=lambda one: -len(one[1]))[:MOST_CAUSES]:
        skill = next(one for one in SKILLS if one.id == name)
        example = max((last[person] for person in people), key=lambda one: _costs(one)[name])
        told.append(Reason(skill, tuple(people), example, worst(example, skill)))
    return tuple(told)


def _costs(known: Known) -> dict[str, float]:
    """Points by skill; a critical error weighs as much as it does for what to practise next."""
    found: dict[str, float] = {}
    for finding in known.findings:
        skill = skill_of(finding.kind)
        if skill is not None:
            points = max(finding.points, CRITICAL_POINTS) if finding.kind.startswith("critical.") else finding.points
            found[skill.id] = found.get(skill.id, 0.0) + points
    return {name: points for name, points in found.items() if points > 0}


def worst(known: Known, skill: Skill) -> Finding:
    """What told most of a skill in a run."""
    own = [one for one in known.findings if skill_of(one.kind) == skill]
    return max(own, key=lambda one: one.points)
