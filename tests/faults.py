"""Thirty planted faults: a good hand with one thing wrong, and the kinds of finding that name it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from strokes import lane, raster

from simulator.needling.hand import Act, Hand, Samples, join, samples
from simulator.operators.operate import operate
from simulator.session import Scenario

SEED = 5


class Fault(NamedTuple):
    """A name, the scenario it is planted in, the hand, and the kinds of finding that name it."""

    name: str
    scenario: Scenario
    hand: Hand
    kinds: tuple[str, ...]


def paced(ways: list[tuple[float, float]], offset_um: int = 0) -> Hand:
    """The raster of the flat patch with lanes of given (share of the lane, speed) pieces."""
    parts, t = [], 0
    for number, y in enumerate(range(12_100, 90_001, 4200)):
        ends = (6000, 94_000) if number % 2 == 0 else (94_000, 6000)
        x = float(ends[0])
        pieces = ways if number % 2 == 0 else ways[::-1]
        for at, (share, speed) in enumerate(pieces):
            to = x + (ends[1] - ends[0]) * share
            part = lane(t, (round(x), y + offset_um), (round(to), y + offset_um), speed)
            if at < len(pieces) - 1:
                part.down[-1] = True
                part = part[: len(part) - 1]
            parts.append(part)
            t = int(part.t_us[-1]) + (round(1e6 / 240) if at < len(pieces) - 1 else 300_000)
            x = to
    return Hand(join(parts))


def held(hand: Hand, at_landing_us: int, at_lift_us: int) -> Hand:
    """The hand with every contact standing still for a while at its beginning or end."""
    s, parts, later = hand.samples, [], 0
    edges = np.nonzero(np.diff(s.down.astype(int)))[0] + 1
    for first, last in zip([0, *edges], [*edges, len(s)], strict=True):
        part = s[first:last]
        down = bool(part.down[0])
        shifted = Samples(part.t_us + later, *(getattr(part, n) for n in Samples.__slots__[1:]))
        if down and at_landing_us:
            stand = samples([shifted.t_us[0]], part.x_um[:1], part.y_um[:1], [1])
            later += at_landing_us
            parts += [stand, Samples(part.t_us + later, *(getattr(part, n) for n in Samples.__slots__[1:]))]
        else:
            parts.append(shifted)
        if down and at_lift_us:
            later += at_lift_us
    return Hand(join(parts), hand.acts)


def dwelling(place: int, for_us: int) -> Hand:
    """The raster with one long stand in the middle of a lane."""
    s = raster().samples
    later = np.where(np.arange(len(s)) > place, for_us, 0)
    return Hand(Samples(s.t_us + later, *(getattr(s, n) for n in Samples.__slots__[1:])))


def joined() -> Hand:
    """A narrow zigzag without lifting: every lane turns straight back into the next."""
    parts, t = [], 0
    ends = [(6000, 94_000), (94_000, 6000)]
    for number, y in enumerate(range(12_100, 90_001, 4200)):
        x0, x1 = ends[number % 2]
        part = lane(t, (x0, y if number == 0 else y - 2100), (x1, y + 2100), 20.0)
        part.down[:] = True
        parts.append(part[: len(part) - 1])
        t = int(part.t_us[-1])
    parts.append(samples([t], [6000], [90_000], [0]))
    return Hand(join(parts))


def columns(hand: Hand, **changed: int) -> Hand:
    """The hand with whole columns changed."""
    s = hand.samples
    values = {n: np.full(len(s), changed[n]) if n in changed else getattr(s, n) for n in Samples.__slots__}
    return Hand(Samples(**values), hand.acts)


def dials(scenario: Scenario, change: dict[int, int] | None, keep_first: bool = False) -> Hand:
    """An expert's hand with its dial turned otherwise: every setting mapped, or only the first one kept."""
    hand = operate(scenario, "expert", "pen", SEED)
    acts = [a._replace(value=change.get(a.value, a.value)) if change and a.what == "dial" else a for a in hand.acts]
    first = next((a for a in acts if a.what == "dial"), None)
    if keep_first:
        acts = [a for a in acts if a.what != "dial" or a is first]
    return Hand(hand.samples, tuple(acts))


def without(scenario: Scenario, zone: str, seed: int = SEED) -> Hand:
    """An expert's hand that stays in the air over one zone."""
    hand = operate(scenario, "expert", "pen", seed)
    s = hand.samples
    cells = scenario.zones().cells(zone)
    row = np.clip(s.y_um // scenario.cell_um, 0, cells.shape[0] - 1)
    col = np.clip(s.x_um // scenario.cell_um, 0, cells.shape[1] - 1)
    near = np.zeros(len(s), bool)
    contact = np.cumsum(np.diff(s.down.astype(int), prepend=0) == 1)
    for number in np.unique(contact[s.down]):
        rows = np.nonzero((contact == number) & s.down)[0]
        near[rows] = cells[row[rows], col[rows]].mean() > 0.4
    return Hand(samples(s.t_us, s.x_um, s.y_um, s.down & ~near), hand.acts)


def across(scenario: Scenario, area: str, dial_um: int = 250) -> Hand:
    """An expert's hand with one more lane, through a no-go area."""
    hand = operate(scenario, "expert", "pen", SEED)
    x, y = (int(v) for v in next(s for s in scenario.no_go if s.name == area).polygon_um.mean(axis=0))
    extra = lane(hand.end_us + 500_000, (x - 6000, y), (x + 6000, y), 20.0)
    return Hand(join([hand.samples, extra]), (*hand.acts, Act(hand.end_us + 400_000, "dial", dial_um)))


def planted(flat: Scenario, face: Scenario) -> list[Fault]:
    """All thirty."""
    full = raster(x_um=(6000, 94_000))
    deep = Hand(full.samples, (Act(0, "dial", 750),))
    return [
        Fault("a lane left out in the middle", flat, raster(skip=(9,)), ("gap.between",)),
        Fault("a lane left out near the top", flat, raster(skip=(3,)), ("gap.between",)),
        Fault("two lanes left out", flat, raster(skip=(9, 10)), ("gap.between",)),
        Fault("the upper border left out", flat, raster(skip=(0, 1)), ("gap.edge",)),
        Fault("the lower border left out", flat, raster(skip=(17, 18)), ("gap.edge",)),
        Fault("lanes begun too late", flat, raster(x_um=(17_000, 96_000)), ("gap.ends",)),
        Fault("lanes ended too early", flat, raster(x_um=(4000, 83_000)), ("gap.ends",)),
        Fault("lanes too far apart", flat, raster(6600), ("thin.apart", "spacing.wide")),
        Fault("lanes far too far apart, slow", flat, raster(8000, 10.5), ("spacing.wide",)),
        Fault("lanes too close", flat, raster(2400, 35.0), ("spacing.tight",)),
        Fault("too fast", flat, raster(speed_mm_s=45.0), ("thin.fast",)),
        Fault("far too fast", flat, raster(speed_mm_s=80.0), ("thin.fast",)),
        Fault("too slow", flat, raster(speed_mm_s=8.0), ("hot.slow",)),
        Fault("bursts in the middle of lanes", flat, paced([(0.3, 20), (0.4, 80), (0.3, 20)]), ("gap.burst",)),
        Fault("half the way at 80 mm/s", flat, paced([(0.5, 11.5), (0.5, 80)]), ("gap.burst", "thin.fast")),
        Fault(
            "slow and fast by turns",
            flat,
            paced([(0.2, 12), (0.2, 28)] * 2 + [(0.2, 12)]),
            ("uneven.speed", "speed.unsteady"),
        ),
        Fault("standing at landing", flat, held(full, 250_000, 0), ("landing.still", "uneven.landing")),
        Fault("standing longer at landing", flat, held(full, 600_000, 0), ("landing.still", "uneven.landing")),
        Fault("standing at the end", flat, held(raster(x_um=(12_000, 88_000)), 0, 500_000), ("uneven.lift",)),
        Fault("one long stand", flat, dwelling(9000, 5_000_000), ("hot.dwell",)),
        Fault("turning in the skin", flat, joined(), ("turn", "uneven.turns")),
        Fault("too shallow", flat, Hand(full.samples, (Act(0, "dial", 250),)), ("depth.shallow",)),
        Fault("too deep", flat, deep, ("depth.deep",)),
        Fault("the pen leans", flat, columns(full, tilt_ddeg=350), ("depth.tilted",)),
        Fault("a hand too light", flat, columns(full, force_mn=150), ("depth.light",)),
        Fault("the dial left as it was", face, dials(face, None, keep_first=True), ("depth.carried",)),
        Fault("a zone forgotten", face, without(face, "nose_dorsum"), ("gap.zone",)),
        Fault("needles in the eye", face, across(face, "orbit_left"), ("critical.no_go",)),
        Fault("needles in the lip", face, across(face, "lips"), ("critical.no_go",)),
        Fault("the dial above the cap", face, dials(face, {250: 1000}), ("critical.dial_over_cap",)),
    ]
