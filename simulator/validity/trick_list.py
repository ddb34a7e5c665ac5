"""The list of tricks that a score must not pay for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.needling.hand import NO_HAND, Act, Hand
from simulator.session import Scenario
from simulator.validity import tricks as t
from simulator.validity.tricks import Trick
from simulator.words import mark


def same(make: Callable[[], Hand]) -> Callable[[Scenario, int], Hand]:
    """A hand that depends on nothing."""
    return lambda scenario, seed: make()


def with_pauses(scenario: Scenario, seed: int) -> Hand:
    """A quarter of the work, and a pause asked for after every second of it."""
    hand = t.experts(t.stopped_at(0.25))(scenario, seed)
    return hand._replace(acts=tuple(Act(at, "pause", 0) for at in range(1_000_000, hand.end_us, 1_000_000)))


TRICKS = (
    Trick(mark("nothing at all"), same(lambda: NO_HAND)),
    Trick(mark("a single touch"), same(lambda: t.drawn([(50, 50), (50.4, 50)], 10))),
    Trick(mark("a single lane"), same(lambda: t.lanes(np.array([50.0])))),
    Trick(mark("one lane over and over"), same(lambda: t.lanes(np.full(20, 50.0)))),
    Trick(mark("standing in the middle"), same(lambda: t.drawn([(50, 50), (50.5, 50)], 0.01))),
    Trick(mark("off the sheet all the time"), t.experts(t.moved(120_000))),
    Trick(mark("half a patch to the side"), t.experts(t.moved(40_000))),
    Trick(mark("along the border only"), t.border),
    Trick(mark("scribbling"), t.scribble),
    Trick(mark("a random walk, slow"), t.walk(12, 20)),
    Trick(mark("a random walk, fast"), t.walk(25, 100)),
    Trick(mark("jumping from place to place in contact"), t.teleport),
    Trick(mark("all lanes at 150 mm/s"), same(lambda: t.lanes(t.raster_mm(), speed_mm_s=150))),
    Trick(mark("all lanes at 2 mm/s"), same(lambda: t.lanes(t.raster_mm(), speed_mm_s=2))),
    Trick(mark("four times as fast, four times over"), t.experts(t.hastened(4))),
    Trick(mark("twice as fast, twice over"), t.experts(t.hastened(2))),
    Trick(mark("every second lane"), same(lambda: t.lanes(t.raster_mm(2 * t.LANE)))),
    Trick(mark("every second lane at half speed"), same(lambda: t.lanes(t.raster_mm(2 * t.LANE), speed_mm_s=10))),
    Trick(mark("half the patch, perfectly"), same(lambda: t.lanes(t.raster_mm()[:10]))),
    Trick(mark("the middle, perfectly"), same(lambda: t.lanes(t.raster_mm()[4:15], (27.0, 73.0)))),
    Trick(mark("a reference hand that stops at 60 %"), t.experts(t.stopped_at(0.6))),
    Trick(mark("a quarter of the work with many pauses"), with_pauses),
    Trick(mark("a reference hand with the dial at nothing"), t.experts(t.as_it_is, Act(0, "dial", 0))),
    Trick(mark("a reference hand with the dial at its end"), t.experts(t.as_it_is, Act(0, "dial", 2500))),
    Trick(mark("a reference hand that never lifts"), t.experts(t.always_down)),
    Trick(mark("a reference hand that lifts every other half second"), t.experts(t.broken)),
    Trick(mark("stamping, 0.25 s each 4.2 mm"), same(lambda: t.stamps(t.LANE, 0.25))),
    Trick(mark("stamping, 0.05 s each 2 mm"), same(lambda: t.stamps(2.0, 0.055))),
    Trick(mark("dabs of 2 mm each 3 mm"), same(lambda: t.stamps(3.0, 0.1, 2.0))),
    Trick(mark("all lanes in pieces of 6 mm"), same(lambda: t.pieces(6.0))),
    Trick(mark("a narrow zigzag without a lift"), same(lambda: t.zigzag(t.LANE, False))),
    Trick(mark("a wide zigzag without a lift"), same(lambda: t.zigzag(2 * t.LANE, False, 10))),
    Trick(mark("lanes to and fro with square corners, never lifted"), same(lambda: t.zigzag(t.LANE, True))),
    Trick(mark("standing at every corner, never lifted"), same(lambda: t.corners(0.15))),
    Trick(mark("lanes of small loops"), same(lambda: t.loops(60))),
    Trick(mark("rings beside rings"), same(lambda: t.rings(6.0, 9.0))),
    Trick(mark("a spiral outwards"), same(lambda: t.spiral(False))),
    Trick(mark("a spiral inwards"), same(lambda: t.spiral(True))),
    Trick(mark("a square spiral"), t.square_spiral),
    Trick(mark("a wide spiral"), same(lambda: t.spiral(False, 2 * t.LANE, 10))),
    Trick(mark("short lanes with wide borders"), same(lambda: t.lanes(t.raster_mm(), (20.0, 80.0)))),
)
