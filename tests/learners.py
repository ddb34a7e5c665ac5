"""Made trainees: curves with noise for the learning curve, and hands with one planted weakness for the next drill."""

from __future__ import annotations

import numpy as np

from simulator import session
from simulator.files import places
from simulator.files.scenario import load
from simulator.operators.habits import SKILLS, Skill
from simulator.operators.operate import operate
from simulator.standing.learning import fit
from simulator.standing.practice import weakest

FLAT = load("flat-patch", places.find())
GOOD = SKILLS["competent"]
WEAK: dict[str, Skill] = {
    "speed": GOOD._replace(pace=2.0),
    "spacing": GOOD._replace(lane_mm=1.8),
    "landing": GOOD._replace(still_ms=280, flying=0.0),
    "turning": GOOD._replace(joined=0.9),
    "edges": GOOD._replace(inset_mm=6.0, overrun_mm=-4.0),
    "depth": GOOD._replace(dial_steps=2),
}
"""One weakness each in a hand that is good otherwise; the names are those of the skills that it tells of."""


def held(count: int, seed: int, runs: int = 20) -> tuple[float, float]:
    """In which share of so many made trainees the intervals of plateau and rate hold the truth."""
    draw, plateaus, rates = np.random.default_rng(seed), 0, 0
    for _ in range(count):
        plateau, first = draw.uniform(70, 95), draw.uniform(20, 60)
        rate, error = draw.uniform(0.1, 0.6), draw.uniform(2, 8)
        scores = plateau - (plateau - first) * np.exp(-rate * np.arange(runs)) + draw.normal(0, error, runs)
        found = fit(scores.tolist())
        assert found is not None
        plateaus += found.plateau.low <= plateau <= found.plateau.high
        rates += found.rate.low <= rate <= found.rate.high
    return plateaus / count, rates / count


def recommended(name: str, seed: int, runs: int = 3) -> str:
    """The skill that is recommended to a hand with a planted weakness after some runs."""
    said = []
    for number in range(runs):
        hand = operate(FLAT, WEAK[name], "pen", 10 * seed + number)
        run = session.begin(FLAT, 10 * seed + number)
        run.advance(hand)
        said.append([(one.kind, one.points) for one in session.conclude(FLAT, run).findings])
    found = weakest(said)
    return found[0].skill.id if found else ""
