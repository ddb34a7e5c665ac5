"""One property carries the house: however time is cut into frames, skin, outcome and recording are the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np
import pytest
from equipped import with_device, with_rates
from hypothesis import given, settings
from hypothesis import strategies as st
from strokes import pieces, raster, wild

from simulator.files.outcome import digest, summary
from simulator.needling import run as run_module
from simulator.needling import skin as skin_module
from simulator.needling.hand import NO_SAMPLES, Hand, Samples, join
from simulator.needling.run import Run
from simulator.needling.skin import FIELDS, Skin
from simulator.session import Header, Scenario, begin, conclude

HEADER = Header("r", "t", 7, 1, "2026-01-01T00:00:00+00:00", "operator", 1.0, 6.0, "none", "operator")


def whole(scenario: Scenario, hand: Hand) -> Run:
    run = begin(scenario, HEADER.seed)
    run.advance(hand)
    return run


def framed(scenario: Scenario, frames: list[Hand]) -> Run:
    run = begin(scenario, HEADER.seed)
    for frame in frames:
        run.advance(frame)
    return run


def same_skin(a: Run, b: Run) -> bool:
    return all(np.array_equal(getattr(a.skin, n), getattr(b.skin, n)) for n in (*FIELDS, "last_stroke", "tally"))


def same_samples(a: Samples, b: Samples) -> bool:
    return all(np.array_equal(getattr(a, f.name), getattr(b, f.name)) for f in fields(Samples))


def same_poses(a: Run, b: Run) -> bool:
    columns = zip(
        (*a.poses()[0], *a.poses()[1], a.poses()[2]), (*b.poses()[0], *b.poses()[1], b.poses()[2]), strict=True
    )
    return all(np.array_equal(one, other) for one, other in columns)


def result(scenario: Scenario, run: Run) -> str:
    return digest(summary(scenario, HEADER, conclude(scenario, run)))


@pytest.fixture(scope="module")
def coarse(flat_patch: Scenario) -> Scenario:
    """The same patch in cells of a millimetre: concluded three times as fast."""
    return replace(flat_patch, cell_um=1000)


@settings(max_examples=1000, deadline=None)
@given(seed=st.integers(0, 2**32), cut=st.integers(0, 2**32))
def test_frames_do_not_matter(coarse: Scenario, seed: int, cut: int) -> None:
    hand = wild(seed)
    frames = pieces(hand, cut)
    one, other = whole(coarse, hand), framed(coarse, frames)
    assert same_skin(one, other)
    assert same_poses(one, other)
    assert result(coarse, one) == result(coarse, other)
    assert same_samples(hand.samples, join([f.samples for f in frames]))
    assert hand.acts == tuple(a for f in frames for a in f.acts)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), cut=st.integers(0, 2**32))
def test_frames_do_not_matter_to_a_drum(coarse: Scenario, seed: int, cut: int) -> None:
    plan, hand = with_device(coarse, "roller-192"), wild(seed)
    one, other = whole(plan, hand), framed(plan, pieces(hand, cut))
    assert same_skin(one, other) and same_poses(one, other)
    assert result(plan, one) == result(plan, other)


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    cut=st.integers(0, 2**32),
    rates=st.lists(st.tuples(st.integers(0, 4_000_000), st.integers(90, 160)), max_size=6),
)
def test_frames_do_not_matter_to_a_motor_of_several_speeds(
    coarse: Scenario, seed: int, cut: int, rates: list[tuple[int, int]]
) -> None:
    plan, hand = with_device(coarse, "pen-6"), with_rates(wild(seed), *rates)
    one, other = whole(plan, hand), framed(plan, pieces(hand, cut))
    assert same_skin(one, other) and same_poses(one, other)
    assert result(plan, one) == result(plan, other)


def _forget_last_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    def shorten(self: Run, samples: Samples, landing: np.ndarray) -> None:
        self._tail, self._landing = NO_SAMPLES, landing[:0]

    monkeypatch.setattr(Run, "_shorten", shorten)


def _forget_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    follow = Run._follow

    def forgetful(self: Run, hand: Hand) -> None:
        self.acts = []
        follow(self, hand)

    monkeypatch.setattr(Run, "_follow", forgetful)


def _consume_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = np.random.default_rng(1)
    monkeypatch.setattr(
        "simulator.needling.puncture.scatter",
        lambda seed, index, spread: stream.integers(-spread, spread + 1, len(index)),
    )


def _sum_floats(monkeypatch: pytest.MonkeyPatch) -> None:
    take = Skin.take

    def floats(self: Skin, punctures, poses, stroke, drag_um) -> None:  # type: ignore[no-untyped-def]
        take(self, punctures, poses, stroke, drag_um)
        cell, on = self.zones.grid.cells(punctures.x_um, punctures.y_um)
        if not hasattr(skin_module, "_floats"):
            monkeypatch.setattr(skin_module, "_floats", {}, raising=False)
        fields = skin_module._floats.setdefault(id(self), (self, np.zeros(self.count.size)))[1]  # type: ignore[attr-defined]
        fields += np.bincount(cell[on], punctures.depth_um[on] / 1000, fields.size)
        self.depth_sum_um = (fields * 1e15).astype(np.int64).reshape(self.count.shape)

    monkeypatch.setattr(Skin, "take", floats)


@pytest.mark.parametrize("fault", [_forget_last_sample, _forget_acts, _consume_a_stream, _sum_floats])
def test_the_property_sees_faults(
    flat_patch: Scenario, monkeypatch: pytest.MonkeyPatch, fault: Callable[[pytest.MonkeyPatch], None]
) -> None:
    hands = [wild(seed) for seed in range(12)]
    assert all(same_skin(whole(flat_patch, h), framed(flat_patch, pieces(h, 5))) for h in hands)
    fault(monkeypatch)
    assert not all(same_skin(whole(flat_patch, h), framed(flat_patch, pieces(h, 5))) for h in hands)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), rows=st.integers(-20, 20), cols=st.integers(-20, 20))
def test_a_hand_moved_by_whole_cells_moves_the_skin(flat_patch: Scenario, seed: int, rows: int, cols: int) -> None:
    hand, cell = wild(seed), flat_patch.cell_um
    s = hand.samples
    moved = Samples(
        s.t_us, s.x_um + cols * cell, s.y_um + rows * cell, s.down, s.force_mn, s.tilt_ddeg, s.tilt_dir_ddeg
    )
    one, other = whole(flat_patch, hand).skin, whole(flat_patch, Hand(moved, hand.acts)).skin
    inner = slice(30, 170)
    for name in ("count", "depth_sum_um", "visits", "directions", "drag_um"):
        here = getattr(one, name)[inner, inner]
        there = getattr(other, name)[30 + rows : 170 + rows, 30 + cols : 170 + cols]
        assert np.array_equal(here, there), name


def test_parts_of_a_hand_must_follow_each_other(flat_patch: Scenario) -> None:
    hand = raster()
    run = begin(flat_patch, 1)
    run.advance(hand.between(0, 2_000_000))
    with pytest.raises(ValueError, match="go on after"):
        run.advance(hand.between(1_000_000, 3_000_000))


def test_nothing_happens_beyond_the_last_sample(flat_patch: Scenario) -> None:
    hand = raster()
    one = whole(flat_patch, hand.between(0, 3_000_000))
    assert one.poses()[0].t_us[-1] < hand.between(0, 3_000_000).samples.t_us[-1]
    assert run_module.PHYSICS == 1
