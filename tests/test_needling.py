"""Known truths of floor 1: outlines, grid, chance, device, strokes, fields."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strokes import lane, raster

from simulator.needling.chance import splitmix, uniform
from simulator.needling.device import read_off
from simulator.needling.grid import sheet
from simulator.needling.hand import Act, Hand, join, samples
from simulator.needling.outline import inside, smooth
from simulator.needling.puncture import scatter
from simulator.needling.zones import Shape, lay_out
from simulator.session import Scenario, begin

SQUARE = np.array([[10, 10], [30, 10], [30, 30], [10, 30]]) * 1000


def test_splitmix_agrees_with_its_published_sequence() -> None:
    """The first outputs of SplitMix64 with seed 1234567, as in the reference implementations."""
    first = splitmix(np.arange(1, 6, dtype=np.uint64) + np.uint64(1234567 * 0xF1DE83E19937733D % 2**64))
    known = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]
    assert first.tolist() == known


def test_chance_is_a_function_of_seed_purpose_and_index() -> None:
    assert uniform(1, "a", np.arange(5))[3] == uniform(1, "a", 3)[0]
    assert uniform(1, "a", 3)[0] != uniform(1, "b", 3)[0] != uniform(2, "b", 3)[0]
    values = uniform(3, "even", np.arange(100_000))
    assert abs(values.mean() - 0.5) < 0.004 and values.min() >= 0 and values.max() < 1


def test_scatter_is_the_sum_of_two_even_draws() -> None:
    drawn = scatter(1, np.arange(200_000), 150)
    assert drawn.min() == -150 and drawn.max() == 150
    assert abs(drawn.mean()) < 0.5
    assert abs(drawn.std() - np.sqrt(2 * (151**2 - 1) / 12)) < 0.3


def test_a_square_covers_its_area() -> None:
    grid = sheet(50_000, 40_000, 500)
    area = inside(SQUARE, grid)
    assert area.sum() == 40 * 40
    assert area[20:60, 20:60].all()


def test_a_smooth_circle_covers_its_area() -> None:
    angle = np.arange(16) * np.pi / 8
    ring = np.rint(np.stack([25_000 + 10_000 * np.cos(angle), 25_000 + 10_000 * np.sin(angle)], 1)).astype(np.int64)
    area = inside(smooth(ring), sheet(50_000, 50_000, 250)).sum() * 0.25**2
    assert area == pytest.approx(np.pi * 100, rel=0.005)


def test_grids_beyond_the_limit_are_refused_before_they_are_made() -> None:
    with pytest.raises(ValueError, match="at most 4096"):
        sheet(10**9, 10**9, 500)


def test_judged_cells_keep_clear_of_danger() -> None:
    grid = sheet(60_000, 60_000, 500)
    eye = Shape("eye", np.array([[20, 0], [40, 0], [40, 20], [20, 20]]) * 1000, 3000)
    cheek = Shape("cheek", np.array([[0, 5], [60, 5], [60, 60], [0, 60]]) * 1000)
    zones = lay_out(grid, (cheek,), (eye,), 6000)
    y = grid.centres(grid.rows)
    column = zones.judged[:, 60]
    assert y[column].min() > 20_000 + 5000 - 500
    assert y[column].min() < 20_000 + 5000 + 1000
    assert zones.amber[:, 60].sum() * 0.5 == pytest.approx(3.0, abs=0.5)
    assert not (zones.judged & (zones.no_go > 0)).any()
    assert y[column].max() <= 58_000


@given(st.integers(-500, 3500))
def test_tables_are_read_by_straight_lines(value: int) -> None:
    table = ((0, 0), (250, 205), (500, 295), (2500, 1000))
    exact = np.interp(value, *zip(*table, strict=True))
    assert abs(int(read_off(table, np.array([value]))[0]) - exact) <= 1


def test_times_must_rise() -> None:
    with pytest.raises(ValueError, match="after sample 1"):
        samples([0, 5, 5], [0, 0, 0], [0, 0, 0], [1, 1, 1])


def test_a_pen_strikes_at_its_rate_and_only_in_contact(flat_patch: Scenario) -> None:
    run = begin(flat_patch, 1)
    punctures = run.advance(Hand(lane(0, (10_000, 50_000), (30_000, 50_000), 10.0)))
    assert len(punctures.t_us) == pytest.approx(14 * 117 * 2, rel=0.01)
    before = run.skin.count.sum()
    run.advance(Hand(samples([3_000_000, 4_000_000], [30_000, 30_000], [50_000, 50_000], [0, 0])))
    assert run.skin.count.sum() == before


def test_the_dial_holds_from_its_time_on(flat_patch: Scenario) -> None:
    run = begin(flat_patch, 1)
    hand = Hand(lane(0, (20_000, 50_000), (40_000, 50_000), 10.0), (Act(1_000_000, "dial", 1000),))
    punctures = run.advance(hand)
    shallow, deep = punctures.t_us < 1_000_000, punctures.t_us >= 1_000_000
    assert abs(punctures.depth_um[shallow].mean() - 500) < 5
    assert abs(punctures.depth_um[deep].mean() - 1000) < 5


def test_a_dial_at_zero_makes_half_as_many_holes(flat_patch: Scenario) -> None:
    """Only scatter reaches below the surface."""
    run = begin(flat_patch, 1)
    punctures = run.advance(Hand(lane(0, (20_000, 50_000), (60_000, 50_000), 10.0), (Act(0, "dial", 0),)))
    assert len(punctures.t_us) == pytest.approx(14 * 117 * 4 / 2, rel=0.03)
    assert punctures.depth_um.min() > 0


def test_a_cell_is_visited_once_a_stroke(flat_patch: Scenario) -> None:
    run = begin(flat_patch, 1)
    first = lane(0, (20_000, 50_000), (60_000, 50_000), 10.0)
    again = lane(5_000_000, (20_000, 50_000), (60_000, 50_000), 10.0)
    run.advance(Hand(join([first, again])))
    struck = run.skin.visits[run.skin.count > 0]
    assert set(np.unique(struck)) <= {1, 2} and (struck == 2).mean() > 0.9


def corner(*places_mm: tuple[float, float], speed: float = 20.0) -> Hand:
    """A hand along a polyline without lifting."""
    parts, t = [], 0
    for a, b in zip(places_mm[:-1], places_mm[1:], strict=True):
        part = lane(t, (int(a[0] * 1000), int(a[1] * 1000)), (int(b[0] * 1000), int(b[1] * 1000)), speed)
        part.down[:] = True
        parts.append(part[: len(part) - 1])
        t = int(part.t_us[-1])
    parts.append(samples([t], [int(places_mm[-1][0] * 1000)], [int(places_mm[-1][1] * 1000)], [0]))
    return Hand(join(parts))


@pytest.mark.parametrize(
    ("places", "strokes"),
    [
        (((20, 50), (60, 50)), 1),
        (((20, 50), (40, 50), (60, 70)), 1),  # 45°: the stroke goes on
        (((20, 50), (50, 50), (50, 80)), 2),  # 90°: a new stroke
        (((20, 50), (60, 50), (20, 50)), 2),  # straight back
        (((20, 50), (60, 50), (20, 54)), 2),
        (((20, 50), (60, 50), (60, 54.2), (20, 54.2)), 3),  # a lane, the way over, a lane
    ],
)
def test_strokes_break_at_bends(flat_patch: Scenario, places: tuple, strokes: int) -> None:
    run = begin(flat_patch, 1)
    run.advance(corner(*places))
    _, found, _ = run.poses()
    assert int(found.number.max()) == strokes


def test_drag_is_speed_times_duty_over_rate(flat_patch: Scenario) -> None:
    """At 0.5 mm a needle is in the skin for 29.5 % of its cycle: 40 mm/s · 0.295 / 117 Hz = 101 µm."""
    run = begin(flat_patch, 1)
    run.advance(Hand(lane(0, (10_000, 50_000), (90_000, 50_000), 40.0)))
    drag = run.poses()[2][20:]
    assert drag.mean() == pytest.approx(40_000 * 0.295 / 117, abs=1.5)
    assert run.skin.drag_um.sum() <= 2 * len(run.poses()[2]) * 14


@pytest.mark.parametrize(("end", "bit"), [((60, 50), 1), ((20, 90), 2), ((50, 80), 4), ((50, 20), 8)])
def test_directions_are_four(flat_patch: Scenario, end: tuple[int, int], bit: int) -> None:
    run = begin(flat_patch, 1)
    run.advance(corner((20, 50), end))
    bits = run.skin.directions[run.skin.count > 0]
    assert (bits == bit).mean() > 0.95


def test_places_off_the_sheet_strike_nothing(flat_patch: Scenario) -> None:
    run = begin(flat_patch, 1)
    run.advance(Hand(lane(0, (-50_000, 50_000), (-20_000, 50_000), 20.0)))
    assert run.skin.count.sum() == 0


def test_the_fingerprint_sees_every_field(flat_patch: Scenario) -> None:
    run = begin(flat_patch, 1)
    run.advance(raster().between(0, 5_000_000))
    prints = {run.skin.fingerprint()}
    for name in ("count", "depth_sum_um", "deep_count", "visits", "directions", "drag_um"):
        getattr(run.skin, name)[3, 4] += 1
        prints.add(run.skin.fingerprint())
    assert len(prints) == 7
