"""Scenarios that ask for care, and hands that care rightly, with chosen slips."""

from __future__ import annotations

from collections.abc import Iterable

from strokes import raster

from simulator.files import places, scenario
from simulator.needling.hand import NO_SAMPLES, Act, Hand
from simulator.operators.attention import later
from simulator.operators.consult import Careful, Deed, Diligence
from simulator.outcome.care import CarePlan, case
from simulator.outcome.care_marks import Marks, of_acts
from simulator.outcome.care_slip import Done
from simulator.session import Outcome, Scenario, begin, conclude

BANK = (places.find().assets / "care" / "default.toml").read_text(encoding="utf-8")
NUMBING = """
[care.numbing]
agents = ["lidocaine_prilocaine"]
area_cm2 = [60, 100]
amount_g = [6, 15]
"""
TREAT = f'[care]\nfixed = ["cold_sore_covered"]\nneighbours = 5\nskin_neighbours = 2\n{NUMBING}'
POSTPONE = f'[care]\nfixed = ["pregnant"]\nneighbours = 5\n{NUMBING}'
SPARE = '[care]\non_skin = {{ {lesion} = "mole" }}\n'
TOUCH_US = 600_000_000


def caring(plain: Scenario, care: str = TREAT, answer: str = "treat", bank: str = BANK) -> Scenario:
    """The scenario with a table `[care]` and the answer that its findings come to."""
    head, zones = plain.texts["scenario"].split("[zones.", 1)
    assert 'answer = "treat"' in head
    head = head.replace('answer = "treat"', f'answer = "{answer}"')
    return scenario.from_texts({**plain.texts, "scenario": f"{head}{care}\n[zones.{zones}", "care": bank})


def right(plan: CarePlan, seed: int, told: bool = True) -> list[Deed]:
    """All that is right to do with the patient of a seed, in order."""
    one = Careful(plan, Diligence(), seed)
    return [*one.consults(), *one.plans(), *one.prepares(), *(one.tells() if told else ())]


def acts(deeds: Iterable[Deed], from_us: int = 1) -> tuple[Act, ...]:
    return tuple(Act(from_us + n, what, value) for n, (what, value, _) in enumerate(deeds))


def marks(plan: CarePlan, seed: int, deeds: Iterable[Deed], touched: bool = True) -> Marks:
    """The marks of deeds that all come before the first needle, where one comes at all."""
    return of_acts(plan, case(plan, seed), Done(acts(deeds), TOUCH_US if touched else None))


def around(samples: Hand, before: Iterable[Deed], after: Iterable[Deed] = (), ready_us: int = 60_000_000) -> Hand:
    """A hand later, with deeds before and after it."""
    moved = later(samples.samples, ready_us)
    inside = tuple(act._replace(t_us=act.t_us + ready_us) for act in samples.acts)
    end_us = Hand(moved, inside).end_us
    return Hand(moved, (*acts(before), *inside, *acts(after, end_us + 40_000_000)))


def outcome(found: Scenario, hand: Hand, seed: int = 1) -> Outcome:
    run = begin(found, seed)
    run.advance(hand)
    return conclude(found, run)


def concluded(found: Scenario, deeds: Iterable[Deed], seed: int = 1, treated: bool = True) -> Outcome:
    """The outcome of deeds and a perfect raster, or of deeds alone."""
    return outcome(found, around(raster(), deeds) if treated else Hand(NO_SAMPLES, acts(deeds)), seed)


def without(deeds: Iterable[Deed], *names: str) -> list[Deed]:
    return [deed for deed in deeds if deed[0] not in names]


def changed(deeds: Iterable[Deed], name: str, value: int) -> list[Deed]:
    """The deeds with another value of one of them."""
    found = [(what, value if what == name else old, takes) for what, old, takes in deeds]
    assert found != list(deeds), name
    return found
