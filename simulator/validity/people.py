"""Made people: hands whose skill lies between those of the operators' table, as many as are needed."""

from __future__ import annotations

import numpy as np

from simulator.operators.habits import SKILLS, Skill
from simulator.operators.operate import operate
from simulator.session import Scenario
from simulator.validity.chapter import Floats
from simulator.validity.trial import tried

STEPS = ("expert", "competent", "novice")
"""Skill 0, 1 and 2; between them every habit lies between, beyond them it goes on straight."""

LADDER = {"expert": 0.0, "competent": 1.0, "intermediate": 1.5, "novice": 2.0, "beginner": 2.5}
"""The levels that are to be told apart; two without an entry of their own are half a step from one that has it."""


def person(skill: float) -> Skill:
    """The habits of somebody at a skill from 0 (expert) by 1 (competent) to 2 (novice) and beyond."""
    first = min(int(skill), len(STEPS) - 2)
    low, high = (SKILLS[name] for name in STEPS[first : first + 2])
    between = {name: a + (getattr(high, name) - a) * (skill - first) for name, a in low._asdict().items()}
    return Skill(**{**between, "dial_steps": round(between["dial_steps"])})


def score(scenario: Scenario, skill: float, grip: str, seed: int) -> float:
    """The total of one run of somebody."""
    return tried(scenario, operate(scenario, person(skill), grip, seed), seed).score.total


def means_of(scores: Floats, runs: int) -> Floats:
    """Means over so many runs in turn, each used once."""
    count = len(scores) // runs
    return np.asarray(scores[: count * runs]).reshape(count, runs).mean(axis=1)
