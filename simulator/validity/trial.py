"""One trial: a hand goes the one route, and what it comes to is read by name."""

from __future__ import annotations

from simulator.needling.hand import Hand
from simulator.session import Outcome, Scenario, begin, conclude


def tried(scenario: Scenario, hand: Hand, seed: int) -> Outcome:
    """The outcome of a hand."""
    run = begin(scenario, seed)
    run.advance(hand)
    return conclude(scenario, run)


def read(outcome: Outcome, metric: str) -> float | None:
    """A metric of the first zone or of technique, as `group.member` where it comes as a group."""
    name, _dot, member = metric.partition(".")
    values = next(iter(outcome.zones.values())) | outcome.technique
    found = values[name]
    if isinstance(found, dict):
        found = found[member or "p50"]
    return None if found is None else float(found)
