"""The pen: what it records depends on the hand alone, never on frames or zoom, and contact begins and ends exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.app.pen import APPROACH_US, BEYOND_UM, LIFT_US, STILL_US, Grip, Pen
from simulator.needling.device import Device
from simulator.needling.hand import Hand, join

SHEET_UM = (100_000, 80_000)
START_US = 5_000_000

DEVICE = Device(
    id="pen",
    title="Pen",
    kind="pen",
    needles_um=((0, 0),),
    period_us=8_547,
    tip_um=6_000,
    dial_max_um=2_500,
    dial_step_um=250,
    spread_um=150,
    duty=((0, 0),),
    loss_by_force=((0, 0),),
    loss_by_tilt=((0, 0),),
)

moves = st.tuples(st.just("move"), st.integers(-400, 400), st.integers(-400, 400))
places = st.tuples(st.just("place"), st.integers(-50_000, 150_000), st.integers(-50_000, 150_000))
deeds = st.one_of(
    moves, places, st.tuples(st.sampled_from(["press", "release"])), st.tuples(st.just("turn"), st.integers(-3, 3))
)
hands = st.lists(st.tuples(st.integers(0, 60_000), deeds), max_size=60)


def test_the_times_of_contact_are_the_same_on_every_device() -> None:
    assert (APPROACH_US, LIFT_US, STILL_US) == (80_000, 40_000, 10_000)


def new_pen(**grip: Any) -> Pen:
    pen = Pen(DEVICE, SHEET_UM, Grip(**grip))
    pen.begin(START_US, (50_000, 40_000), 500)
    return pen


def played(pen: Pen, hand: list[tuple[int, tuple[Any, ...]]], looks: list[int]) -> Hand:
    """Everything the pen records of a hand when it is also taken at `looks` (µs after the start)."""
    now, parts = START_US, []
    pending = sorted(START_US + look for look in looks)
    for wait_us, (deed, *values) in hand:
        now += wait_us
        while pending and pending[0] < now:
            parts.append(pen.take(pending.pop(0)))
        getattr(pen, deed)(now, *values)
    parts += [pen.take(look) for look in pending if look >= now] + [pen.take(now + 1_000_000)]
    return Hand(join([p.samples for p in parts]), tuple(a for p in parts for a in p.acts))


@given(hands, st.booleans(), st.lists(st.integers(0, 3_000_000), max_size=40))
def test_frames_leave_no_mark(hand: list[Any], latch: bool, looks: list[int]) -> None:
    looks = [look for look in looks if look < 3_000_000]
    once, often = played(new_pen(latch=latch), hand, []), played(new_pen(latch=latch), hand, looks)
    end = min(once.end_us, often.end_us)
    for part in (once, often):
        assert (np.diff(part.samples.t_us) > 0).all()
        assert [a.t_us for a in part.acts] == sorted(a.t_us for a in part.acts)
    for name in ("t_us", "x_um", "y_um", "down"):
        columns = [getattr(part.samples, name)[part.samples.t_us <= end] for part in (once, often)]
        assert columns[0].tolist() == columns[1].tolist()
    assert once.acts == often.acts


@given(hands, st.booleans())
def test_contact_is_sampled_every_10_ms_and_stays_near_the_sheet(hand: list[Any], latch: bool) -> None:
    samples = played(new_pen(latch=latch), hand, []).samples
    silence = np.diff(samples.t_us)[samples.down[:-1]]
    assert len(silence) == 0 or silence.max() <= STILL_US
    for column, side in zip((samples.x_um, samples.y_um), SHEET_UM, strict=True):
        assert column.min() >= -BEYOND_UM and column.max() <= side + BEYOND_UM


@given(st.integers(1, 400_000), st.lists(st.integers(1, 300_000), max_size=20))
def test_contact_begins_80_ms_after_the_press_and_ends_40_ms_after_the_release(held_us: int, looks: list[int]) -> None:
    samples = played(new_pen(), [(1_000, ("press",)), (held_us, ("release",))], looks).samples
    down = samples.t_us[samples.down]
    if held_us <= APPROACH_US:
        assert len(down) == 0, "a press that ends before the tip is down touches nothing"
    else:
        assert down[0] == 1_000 + APPROACH_US
        assert samples.t_us[~samples.down][-1] == 1_000 + held_us + LIFT_US


def test_a_latched_pen_lifts_at_the_second_press() -> None:
    hand = [(1_000, ("press",)), (5_000, ("release",)), (500_000, ("press",)), (5_000, ("release",))]
    samples = played(new_pen(latch=True), hand, []).samples
    assert samples.t_us[samples.down][0] == 1_000 + APPROACH_US
    assert samples.t_us[~samples.down][-1] == 506_000 + LIFT_US


def test_a_press_while_lifting_lands_again_after_a_whole_approach() -> None:
    hand = [(0, ("press",)), (200_000, ("release",)), (10_000, ("press",))]
    samples = played(new_pen(), hand, []).samples
    edges = samples.t_us[1:][np.diff(samples.down.astype(int)) != 0]
    assert edges.tolist() == [APPROACH_US, 200_000 + LIFT_US, 210_000 + APPROACH_US]


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=200))
def test_counts_are_summed_without_drift(steps: list[tuple[int, int]]) -> None:
    pen = new_pen()
    for number, (dx, dy) in enumerate(steps + [(-dx, -dy) for dx, dy in steps]):
        pen.move(START_US + 1000 * number, dx, dy)
    assert pen.at_um == (50_000, 40_000)


def test_a_millimetre_of_hand_is_a_millimetre_of_skin() -> None:
    pen = new_pen()
    for number in range(63):
        pen.move(START_US + 1000 * number, 10, 0)
    assert pen.at_um == (50_000 + 20_000, 40_000)
    pen = new_pen(gain=Fraction(1, 2))
    pen.move(START_US, 630, 0)
    assert pen.at_um == (60_000, 40_000)


def test_a_hand_turning_back_at_the_limit_moves_at_once() -> None:
    pen = new_pen()
    pen.move(START_US, 100_000, 0)
    assert pen.at_um[0] == SHEET_UM[0] + BEYOND_UM
    pen.move(START_US + 1, -63, 0)
    assert pen.at_um[0] == SHEET_UM[0] + BEYOND_UM - 2_000


def test_the_dial_stops_at_its_ends_and_says_nothing_there() -> None:
    hand = played(new_pen(), [(10, ("turn", 1)), (10, ("turn", -9)), (10, ("turn", -1)), (10, ("turn", 99))], [])
    assert [(a.what, a.value) for a in hand.acts] == [("dial", 750), ("dial", 0), ("dial", 2_500)]


def test_a_pause_lifts_the_tip_and_stops_the_clock() -> None:
    pen = new_pen()
    pen.press(START_US)
    pen.pause(START_US + 300_000)
    before = pen.take(START_US + 300_000).samples
    assert before.t_us[-1] == 300_000 and not before.down[-1] and before.down[-2]
    pen.resume(START_US + 9_300_000, 9_000_000)
    pen.move(START_US + 9_310_000, 1, 1)
    after = pen.take(START_US + 9_320_000)
    assert after.samples.t_us.tolist() == [310_000]
    assert [tuple(a) for a in after.acts] == [(300_000, "pause", 9_000_000)]


@pytest.mark.parametrize("remaining, height", [(80_000, 1.0), (40_000, 0.5), (0, 0.0)])
def test_the_tip_comes_down_evenly(remaining: int, height: float) -> None:
    pen = new_pen()
    pen.press(START_US)
    assert pen.height(START_US + APPROACH_US - remaining) == height
    assert pen.running


def test_a_record_can_go_on_where_it_was_interrupted() -> None:
    pen = Pen(DEVICE, SHEET_UM, Grip())
    pen.begin(START_US, (1_000, 2_000), 750, clock_us=60_000_001)
    pen.move(START_US + 5_000, 63, 0)
    samples = pen.take(START_US + 6_000).samples
    assert samples.t_us.tolist() == [60_000_001, 60_005_001]
    assert samples.x_um.tolist() == [1_000, 3_000]
