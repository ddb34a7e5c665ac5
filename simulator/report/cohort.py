"""Many runs together: who has met the standard, what they have in common, where it is hardest, how points spread."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator import session
from simulator.errors import NeedlepassError
from simulator.files import outcome, recording
from simulator.outcome.cohort import Cause, causes
from simulator.outcome.exact import Floats
from simulator.outcome.finding import Finding
from simulator.outcome.plan import PARTS
from simulator.pictures.kinds import DOSE, scale_of
from simulator.session import Scenario
from simulator.standing.rules import Attempt, Standing, standing

LEAST_RUNS = 10
"""Of fewer people nothing is said about how well a part tells them apart (convention)."""
LEAST_RELATION, LEAST_SPREAD = 0.2, 0.02
"""A part tells people apart where it goes along with the others at least so much, and differs at all (conventions)."""
NOTHING, RIGHT, LITTLE, MUCH = 0, 1, 2, 3
"""Cells of a run: not judged, in the band, below it, above it."""


class Taken(NamedTuple):
    """What a cohort needs of a run; `cells` are deflated uint8 [rows, cols]. `fault` says why a file gives nothing."""

    path: str
    summary: dict[str, Any]
    findings: tuple[Finding, ...]
    started: str
    cells: bytes
    digest: str
    size: int
    fault: str = ""


def take(path: Path) -> Taken:
    """One file, played and concluded from its trace."""
    try:
        data = path.read_bytes()
        kept = recording.read(path)
    except (NeedlepassError, OSError) as error:
        return Taken(str(path), {}, (), "", b"", "", 0, str(error))
    scenario = kept.scenario
    found = session.conclude(scenario, session.replay(kept), kept.header.device_class)
    share = session.fields(scenario, found).dose_share
    low, high = scale_of(DOSE, scenario.plans).band
    cells = np.where(share < low, LITTLE, np.where(share > high, MUCH, RIGHT)) * np.isfinite(share)
    return Taken(
        str(path),
        outcome.summary(scenario, kept.header, found),
        found.findings,
        kept.header.started,
        zlib.compress(cells.astype(np.uint8).tobytes(), 1),
        hashlib.sha256(data).hexdigest(),
        len(data),
    )


class Person(NamedTuple):
    """One trainee at one scenario: scores in order of time, standing, and how the last one lies to the mark."""

    trainee: str
    scores: tuple[float, ...]
    standing: Standing
    near: bool
    last: Taken


class Spread(NamedTuple):
    """How a part is spread over the last runs, as shares of its weight: least, quarters, most; and the mean and SD."""

    part: str
    least: float
    low: float
    middle: float
    high: float
    most: float
    mean: float
    sd: float
    relation: float | None
    """Correlation with the sum of the other parts; None of too few, or where either does not differ."""
    dull: bool


class Group(NamedTuple):
    """All runs of one scenario."""

    scenario: Scenario
    people: tuple[Person, ...]
    runs: tuple[Taken, ...]
    causes: tuple[Cause, ...]
    hard: Floats
    """Share of the people whose dose is off at a cell [row, col], NaN where nothing is judged."""
    spreads: tuple[Spread, ...]


def groups(taken: Iterable[Taken]) -> list[Group]:
    """The runs by scenario and version, in the order of their titles."""
    by_scenario: dict[tuple[str, str], list[Taken]] = {}
    for one in taken:
        if not one.fault:
            plan = one.summary["scenario"]
            by_scenario.setdefault((plan["title"], plan["digest"]), []).append(one)
    return [_group(runs) for _key, runs in sorted(by_scenario.items())]


def _group(runs: list[Taken]) -> Group:
    runs = sorted(runs, key=lambda one: (one.started, one.summary["run"]["id"]))
    scenario = recording.read(Path(runs[0].path)).scenario
    by_person: dict[str, list[Taken]] = {}
    for one in runs:
        by_person.setdefault(one.summary["run"]["trainee"], []).append(one)
    people = tuple(_person(scenario, name, own) for name, own in sorted(by_person.items()))
    last = [person.last for person in people]
    return Group(
        scenario, people, tuple(runs), causes([one.findings for one in last]), hard(scenario, last), spreads(last)
    )


def _person(scenario: Scenario, name: str, runs: list[Taken]) -> Person:
    attempts = [Attempt(one.summary["verdict"]) for one in runs]
    last = runs[-1].summary
    error = scenario.rubric.standard_error or 0.0
    near = abs(last["score"] - last["pass_mark"]) <= error
    scores = tuple(one.summary["score"] for one in runs)
    return Person(name, scores, standing(scenario.pass_rule, attempts), near, runs[-1])


def hard(scenario: Scenario, last: Sequence[Taken]) -> Floats:
    """Where how large a share of the people is off, with too little or too much."""
    shape = (scenario.grid.rows, scenario.grid.cols)
    off, judged = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for one in last:
        cells: NDArray[np.uint8] = np.frombuffer(zlib.decompress(one.cells), np.uint8).reshape(shape)
        off += cells >= LITTLE
        judged += cells > NOTHING
    return np.where(judged > 0, off / np.maximum(judged, 1), np.nan)


def spreads(last: Sequence[Taken]) -> tuple[Spread, ...]:
    """Every part that was asked for, over the last run of each person."""
    shares = {}
    for part in PARTS:
        values = [(one.summary["parts"][part]["points"], one.summary["parts"][part]["weight"])
                  for one in last if one.summary["parts"].get(part)]  # fmt: skip
        if len(values) == len(last) and values:
            shares[part] = np.array([points / weight for points, weight in values])
    return tuple(_spread(part, shares) for part in shares)


def _spread(part: str, shares: dict[str, Floats]) -> Spread:
    own = shares[part]
    others = np.sum([values for name, values in shares.items() if name != part], axis=0)
    least, low, middle, high, most = (float(v) for v in np.percentile(own, [0, 25, 50, 75, 100]))
    sd, relation = float(own.std()), None
    if len(own) >= LEAST_RUNS and sd > LEAST_SPREAD and np.ndim(others) and float(np.std(others)) > 0:
        relation = float(np.corrcoef(own, others)[0, 1])
    dull = len(own) >= LEAST_RUNS and (sd <= LEAST_SPREAD or (relation is not None and relation < LEAST_RELATION))
    return Spread(part, least, low, middle, high, most, float(own.mean()), sd, relation, dull)
