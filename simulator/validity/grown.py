"""What comes of growing errors: score and metrics for every error, level and seed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.session import Scenario
from simulator.validity.chapter import Floats, Watch
from simulator.validity.growing import GROWING, LEVELS, Growing
from simulator.validity.trial import read, tried
from simulator.words import _

FIRST_SEED = 70_001


class Grown(NamedTuple):
    """Scores [error, level, seed], and metrics [error, level, seed, metric] in the order of `metrics`."""

    errors: tuple[Growing, ...]
    metrics: tuple[str, ...]
    scores: Floats
    values: Floats

    def of(self, error: str, metric: str) -> Floats:
        """One metric under one error, [level, seed]."""
        number = [e.name for e in self.errors].index(error)
        return self.values[number, :, :, self.metrics.index(metric)]


def grow(scenario: Scenario, seeds: int, watch: Watch) -> Grown:
    """Every error at every level under every seed."""
    metrics = names(scenario)
    shape = (len(GROWING), LEVELS, seeds)
    scores, values = np.zeros(shape), np.full((*shape, len(metrics)), np.nan)
    todo = np.ndindex(*shape)
    for error, level, number in watch(todo, int(np.prod(shape)), _("growing errors")):
        seed = FIRST_SEED + number
        growing = GROWING[error]
        outcome = tried(scenario, growing.make(scenario, growing.size(level), seed), seed)
        scores[error, level, number] = outcome.score.total
        found = (read(outcome, metric) for metric in metrics)
        values[error, level, number] = [np.nan if value is None else value for value in found]
    return Grown(GROWING, metrics, scores, values)


def scored(scenario: Scenario) -> tuple[str, ...]:
    """The metrics that a rubric scores in every run, in its order."""
    parts = (key.split(".") for key in scenario.rubric.measures)
    return tuple(_spelt(name) for part, name in parts if part != "margins")


def names(scenario: Scenario) -> tuple[str, ...]:
    """Scored metrics, then those that follow an error beside."""
    beside = (name[1:] for growing in GROWING for name in growing.follows)
    return tuple(dict.fromkeys((*scored(scenario), *(_spelt(name) for name in beside))))


def _spelt(metric: str) -> str:
    return {"in_band": "stroke_overlap.in_band", "landing_still_ms": "landing_still_ms.p50"}.get(metric, metric)
