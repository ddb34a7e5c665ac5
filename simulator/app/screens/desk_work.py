"""The work on an assessor's desk: which runs there are, what this rater has said of them, and what is to be settled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

from simulator.app.program import Program
from simulator.files import judgements
from simulator.files.index import Row
from simulator.standing.judging import Dispute, Rated, to_settle, visible

State = Literal["open", "begun", "done", "settle"]


class Waiting(NamedTuple):
    """One run on the desk, without a name: its letters, how far this rater has come with it, and what may be seen."""

    row: Row
    code: str
    state: State
    seen: bool
    own: Rated | None
    dispute: Dispute | None


def work(program: Program) -> tuple[list[Waiting], list[str]]:
    """All runs of the library but the rater's own, in an order that tells nothing; and what cannot be read."""
    rows = [row for row in program.library.runs() if not row.fault and row.trainee != program.trainee]
    said, faults = judgements.everything(program.library.folder)
    disputes = {one.run_id: one for one in to_settle(said)}
    by_run: dict[str, list[Rated]] = {}
    for one in said:
        by_run.setdefault(one.run_id, []).append(one)
    found = [_waiting(row, by_run.get(row.run_id, []), program.trainee, disputes.get(row.run_id)) for row in rows]
    return sorted(found, key=lambda one: one.code), faults


def _waiting(row: Row, said: Iterable[Rated], rater: str, dispute: Dispute | None) -> Waiting:
    sees, shown = visible(said, rater)
    own = next((one for one in shown if one.rater == rater), None)
    state: State = "open"
    if own is not None and own.draft is not None:
        state = "begun"
    elif own is not None and own.committed:
        state = "done"
    if sees and dispute is not None and state == "done":
        state = "settle"
    return Waiting(row, judgements.code(row.run_id), state, sees, own, dispute if sees else None)


def next_to_mark(waiting: Iterable[Waiting]) -> Waiting | None:
    """What was begun first, then what nobody here has judged."""
    return min((one for one in waiting if one.state in ("begun", "open")), key=lambda one: one.state, default=None)


def left(waiting: Iterable[Waiting]) -> int:
    """How many runs this rater has still to judge."""
    return sum(one.state in ("begun", "open") for one in waiting)


def day(row: Row) -> str:
    """When a run was made."""
    return f"{datetime.fromisoformat(row.started):%d.%m.%Y}" if row.started else ""
