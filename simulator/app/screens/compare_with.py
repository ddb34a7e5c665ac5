"""What a run can be compared with: the reference hand, and the same person's first, best and latest run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from simulator.app.program import Program
from simulator.files import recording as files
from simulator.files.index import Row
from simulator.needling.run import PHYSICS
from simulator.session import Header, Recording
from simulator.words import _

SEED = 1
"""The reference hand always makes the same run of a scenario."""


class Choice(NamedTuple):
    """One run to compare with: its id, what it is called, and how to get it."""

    id: str
    title: str
    read: Callable[[], Recording]


def choices(program: Program, recording: Recording) -> tuple[Choice, ...]:
    """The reference hand, and runs of the same scenario by the same person; each run once."""
    header, scenario = recording.header, recording.scenario
    found = [Choice("reference", _("Reference hand"), lambda: reference(recording))]
    rows = [row for row in program.library.runs(scenario.id) if row.trainee == header.trainee and not row.fault]
    rows = [row for row in rows if row.run_id != header.run_id and row.score is not None]
    wanted = [(_("First"), rows[:1]), (_("Best"), _best(rows)), (_("Latest"), rows[-1:])]
    for name, ones in wanted:
        for row in ones:
            if row.run_id not in [choice.id for choice in found]:
                found.append(_kept(program, name, row))
    return tuple(found)


def reference(recording: Recording) -> Recording:
    """The run that the reference hand makes of a recording's scenario."""
    from simulator.operators.operate import operate

    scenario, begun = recording.scenario, recording.header.started
    header = Header("reference", "", SEED, PHYSICS, begun, "operator", 1.0, 6.0, "none", "operator")
    return Recording(header, scenario, operate(scenario, "expert", "pen", SEED))


def _best(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: -(row.score or 0))[:1]


def _kept(program: Program, name: str, row: Row) -> Choice:
    begun = datetime.fromisoformat(row.started)
    title = _("{name} · {day} · {score:.1f}").format(name=name, day=f"{begun:%d.%m.%Y}", score=row.score)
    return Choice(row.run_id, title, lambda: files.read(program.library.path(row.run_id)))
