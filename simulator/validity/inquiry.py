"""The whole inquiry: every chapter in order, in a short and in a long form."""

from __future__ import annotations

from typing import NamedTuple

from simulator.session import Scenario
from simulator.standing import reliability
from simulator.validity import crosstalk, frozen, gaming, groups, monotone, nuisance, repeat, truth
from simulator.validity.chapter import Chapter, Watch
from simulator.validity.grown import grow


class Size(NamedTuple):
    """How much is tried: every so manieth path, numbers of seeds, people with repeats, those close to the mark."""

    every_path: int
    pair_seeds: int
    view_seeds: int
    group_seeds: int
    people: tuple[int, int]
    close: tuple[int, int]
    competent: int


QUICK = Size(4, 2, 4, 10, (12, 3), (6, 3), 20)
FULL = Size(1, 90, 60, 100, (61, 8), (30, 20), 200)
"""90 seeds make 11,520 pairs, in three groups of thirty."""


def inquire(scenario: Scenario, size: Size, watch: Watch) -> list[Chapter]:
    """All chapters. The standard error that shifts are held against is the smaller of the measured and the stated."""
    known = truth.chapter(scenario, size.every_path, watch)
    grown = grow(scenario, size.pair_seeds, watch)
    people = repeat.repeats(scenario, repeat.ALL, *size.people, watch)
    close = repeat.repeats(scenario, repeat.CLOSE, *size.close, watch)
    error = reliability.standard_error(people.scores)
    error = min(error, scenario.rubric.standard_error or error)
    return [
        known,
        monotone.chapter(grown),
        crosstalk.chapter(scenario, grown),
        nuisance.chapter(scenario, size.view_seeds, error, watch),
        groups.chapter(scenario, size.group_seeds, watch),
        repeat.chapter(scenario, people, close),
        gaming.chapter(scenario, size.competent, watch),
        frozen.chapter(scenario),
    ]
