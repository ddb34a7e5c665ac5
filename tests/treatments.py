"""Scenarios that ask something during the treatment, and hands that do it or leave it."""

from __future__ import annotations

from typing import Any

import numpy as np
from strokes import lane, wild

from simulator.files import scenario
from simulator.needling.hand import Act, Hand, Samples, join
from simulator.operators.operate import operate
from simulator.session import Scenario

EVENTS = ("raised hand", "turned head", "pale", "unclean tip", "stalled motor")


def asking(plain: Scenario, **keys: Any) -> Scenario:
    """The scenario with a table `[treatment]`; without keys everything is on, and the last kind of event is certain."""
    told = {"stretch": True, "gel": True, "signs": True, "discomfort": True, "numbing": "cream", **keys}
    rows = "\n".join(f"{key} = {_written(value)}" for key, value in told.items())
    head, zones = plain.texts["scenario"].split("[zones.", 1)
    return scenario.from_texts({**plain.texts, "scenario": f"{head}[treatment]\n{rows}\n\n[zones.{zones}"})


def certain(plain: Scenario, event: str, after_s: tuple[float, float] = (1.0, 1.5)) -> Scenario:
    """A scenario in which an event comes in every run, and nothing else is asked."""
    more = {"events": [event], "event_share": 1.0, "event_after_s": list(after_s)}
    return asking(plain, stretch=False, gel=False, **more)


def _written(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value).replace("'", '"')


def at(t_us: int, what: str, x_um: int, y_um: int) -> tuple[Act, Act]:
    """The pair of acts that says where."""
    return Act(t_us, f"{what}.x", x_um), Act(t_us, f"{what}.y", y_um)


def busy(seed: int) -> Hand:
    """A wild hand whose other hand stretches, lets go, spreads gel and answers at random times and places."""
    hand, draw = wild(seed), np.random.default_rng(seed + 1)
    acts = list(hand.acts)
    for _ in range(int(draw.integers(0, 14))):
        t, x, y = int(draw.integers(0, hand.end_us + 1)), *draw.integers(-5_000, 105_000, 2).tolist()
        kind = int(draw.integers(0, 8))
        if kind < 6:
            acts += at(t, "gel" if kind < 2 else "stretch", x, y)
        else:
            acts.append(Act(t, "stretch.off", 0) if kind == 6 else Act(t, "answer", int(draw.integers(1, 4))))
    return Hand(hand.samples, tuple(sorted(acts, key=lambda act: act.t_us)))


def strokes(*ends_us: tuple[int, int], y_um: int = 50_000, speed_mm_s: float = 10.0) -> Samples:
    """Contacts from time to time in µs, gliding to the right from x = 20 mm, each where the last one ended."""
    parts, x = [], 20_000
    for begin_us, end_us in ends_us:
        to = x + round((end_us - begin_us) * speed_mm_s / 1000)
        parts.append(lane(begin_us, (x, y_um), (to, y_um), speed_mm_s))
        x = to
    return join(parts)


def golden_hands(plain: Scenario) -> dict[str, tuple[Scenario, int, Hand]]:
    """What the golden runs of this chapter were recorded from: scenario, seed and hand."""
    novice = certain(plain, "raised hand", (3.0, 4.0)), 1
    marked = asking(plain)
    into = Hand(
        join([strokes((3_000_000, 6_000_000)), strokes((7_000_000, 9_000_000), y_um=60_000)]),
        (
            *at(0, "gel", 40_000, 50_000),
            *at(1_000_000, "stretch", 5_000, 50_000),
            *at(2_000_000, "stretch", 58_000, 50_000),
            *(Act(9_500_000 + step, "stick", step) for step in (1, 3)),
        ),
    )
    motor = certain(plain, "stalled motor", (3.0, 4.0)), 2
    return {
        "consent-withdrawn": (*novice, operate(novice[0], "novice", "mouse", novice[1])),
        "needlestick": (marked, 3, into),
        "stalled-motor": (*motor, operate(motor[0], "competent", "mouse", motor[1])),
    }
