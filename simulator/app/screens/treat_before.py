"""What was treated before the trainee takes over: punctures of the reference hand, to be seen and never scored."""

from __future__ import annotations

from dataclasses import replace

from simulator import session
from simulator.needling.puncture import Punctures
from simulator.operators.operate import operate
from simulator.pictures.concern import seed_of
from simulator.session import Scenario

EARLIER_US = 120_000_000
"""So long ago the last of them was made: redness has built up, and the finest points have begun to fade."""


def done(scenario: Scenario) -> Punctures:
    """The punctures of the zones that were done, all before time 0: the same whenever the scenario is opened."""
    seed, task = seed_of(scenario), replace(scenario, plans=scenario.done, treatment=None)
    run, hand = session.begin(task, seed), operate(task, "expert", "pen", seed)
    made = run.advance(hand)
    return made._replace(t_us=made.t_us - hand.end_us - EARLIER_US)
