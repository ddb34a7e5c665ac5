"""What was treated before: by the reference hand whom the trainee takes over from, or in an earlier session."""

from __future__ import annotations

from dataclasses import replace

from simulator import session
from simulator.app.course import Skins
from simulator.app.program import Program
from simulator.app.screens.treat_skin import untreated
from simulator.files import parameters
from simulator.needling.puncture import Punctures
from simulator.operators.operate import operate
from simulator.pictures.concern import seed_of
from simulator.pictures.healing import Frame, HealedSkin
from simulator.pictures.skin import Look
from simulator.report.drawn import treated
from simulator.session import Scenario

EARLIER_US = 120_000_000
"""So long ago the last of them was made: redness has built up, and the finest points have begun to fade."""


def done(scenario: Scenario) -> Punctures:
    """The punctures of the zones that were done, all before time 0: the same whenever the scenario is opened."""
    seed, task = seed_of(scenario), replace(scenario, plans=scenario.done, treatment=None)
    run, hand = session.begin(task, seed), operate(task, "expert", "pen", seed)
    made = run.advance(hand)
    return made._replace(t_us=made.t_us - hand.end_us - EARLIER_US)


def skin(program: Program, scenario: Scenario, seed: int, px_per_mm: int, earlier: Skins) -> Look:
    """The skin as it comes; of a patient who comes back, as earlier sessions have left it by now: model output."""
    bare = untreated(scenario, px_per_mm, program.style.colour["stage"], seed)
    if not earlier:
        return bare
    person = treated(scenario, earlier)
    knowledge = parameters.load(program.places.assets).knowledge
    whole = (0.0, 0.0, scenario.site.width_um / 1000, scenario.site.height_um / 1000)
    red, green, blue, _alpha = program.style.colour["stage"]
    healed = HealedSkin(scenario, person, knowledge.best(), Frame(whole, bare.px_per_mm), (red, green, blue))
    return replace(bare, rgb=healed.at(0.0))
