"""Known truths of the metrics: fields whose answer can be written down."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.outcome import coverage
from simulator.outcome.band import Band
from simulator.outcome.dose import Patch, window
from simulator.outcome.exact import mean, percentile, rounded, share, spread, total
from simulator.outcome.overlap import measure, trace
from simulator.outcome.plan import ZonePlan
from simulator.outcome.smoothness import sparc

PLAN = ZonePlan("z", "Zone", 350, 650, 1000, 1300, 2600, 1, "lines with lift", (0.1, 0.5), (10.0, 30.0))
FULL = 5
"""Punctures per cell of 0.5 mm that make 2,000/cm²."""


def patch(count: np.ndarray, judged: np.ndarray | None = None) -> Patch:
    cells = np.ones(count.shape, bool)
    box = (slice(0, count.shape[0]), slice(0, count.shape[1]))
    zeros = np.zeros_like(count)
    return Patch(PLAN, 1, box, 500, cells, cells if judged is None else judged, count, count * 500, zeros, zeros)


def even(rows: int = 80, cols: int = 80) -> np.ndarray:
    return np.full((rows, cols), FULL, np.int64)


def test_an_even_field_is_perfect() -> None:
    found = coverage.measure(patch(even()))
    assert found["density_per_cm2"] == 2000 and found["area_cm2"] == 16.0
    assert (found["coverage"], found["omission"], found["overtreated"], found["bare"]) == (1.0, 0.0, 0.0, 0.0)
    assert (found["cu"], found["cv"], found["du_lq"], found["hi"], found["scheduling"]) == (1.0, 0.0, 1.0, 0.0, 1.0)
    assert found["largest_gap_cm2"] == 0.0 and found["excess_dose"] == 0.0
    assert found["cv_chance"] == rounded(1 / np.sqrt(121 * FULL), 4)


def test_an_empty_zone_is_null_and_not_nan() -> None:
    found = coverage.measure(patch(np.zeros((0, 0), np.int64)))
    assert all(v is None for k, v in found.items() if k not in ("area_cm2", "judged_cm2"))


def test_untouched_skin_is_one_gap() -> None:
    found = coverage.measure(patch(np.zeros((40, 40), np.int64)))
    assert found["largest_gap_cm2"] == 4.0 and found["bare"] == 1.0 and found["coverage"] == 0.0
    assert found["cu"] is None and found["hi"] is None


def test_half_the_field_at_double_dose_is_known() -> None:
    count = even(80, 80)
    count[:, :40], count[:, 40:] = 2 * FULL, 0
    found = coverage.measure(patch(count))
    assert found["cu"] == pytest.approx(0.0, abs=0.08)
    assert found["overtreated"] == 35 / 80  # 5 mm windows reach 2.5 mm into the empty half
    assert found["largest_gap_cm2"] == 7.6  # 2 mm windows at the edge reach the dose: two columns of 40


def test_a_skipped_stripe_and_the_same_cells_scattered() -> None:
    """Windowless CV cannot tell them apart; the spatial metrics can."""
    stripe = even()
    stripe[:, 30:44] = 0
    scattered = stripe.ravel().copy()
    np.random.default_rng(1).shuffle(scattered)
    scattered = scattered.reshape(stripe.shape)
    flat_cv = [float(v.std() / v.mean()) for v in (stripe, scattered)]
    assert flat_cv[0] == pytest.approx(flat_cv[1], rel=1e-12)
    one, other = coverage.measure(patch(stripe)), coverage.measure(patch(scattered))
    assert one["largest_gap_cm2"] == pytest.approx(14 * 80 * 0.0025, rel=0.15) and other["largest_gap_cm2"] < 0.1
    assert one["bare"] > 0.1 and other["bare"] == 0.0
    assert one["cv"] > 4 * other["cv"]


def test_bare_strips_show_where_wide_windows_are_blind() -> None:
    """2 mm bare between strokes of 4 mm: nothing is missing at 5 mm, a third is bare at 2 mm or nearly so."""
    count = np.zeros((80, 80), np.int64)
    count[np.arange(80) % 12 < 7] = FULL
    found = coverage.measure(patch(count))
    assert found["omission"] == 0.0 and found["bare"] == pytest.approx(1 / 12, abs=0.02)


def test_metrics_turn_and_mirror_with_the_field() -> None:
    count = np.random.default_rng(2).poisson(FULL, (60, 60))
    count[10:20, 30:50] = 0
    first = coverage.measure(patch(count))
    for turned in (count[::-1], count[:, ::-1], np.rot90(count), count.T):
        assert coverage.measure(patch(np.ascontiguousarray(turned))) == first


def test_chance_alone_reads_as_chance() -> None:
    count = np.random.default_rng(3).poisson(FULL, (200, 200))
    found = coverage.measure(patch(count))
    assert found["cv"] == pytest.approx(found["cv_chance"], rel=0.15)
    assert found["cu"] == pytest.approx(0.963, abs=0.01)  # at 2,000/cm²


def test_conformity_is_paddicks() -> None:
    from simulator.needling.grid import sheet
    from simulator.needling.zones import Shape, lay_out

    grid = sheet(60_000, 60_000, 500)
    square = Shape("z", np.array([[20, 20], [40, 20], [40, 40], [20, 40]]) * 1000)
    zones = lay_out(grid, (square,), (), 6000)
    inside = zones.label == 1
    box = (slice(40, 80), slice(40, 80))
    count = np.where(inside, FULL, 0)
    exact = replace(patch(count[box]), box=box)
    assert exact.cells.sum() == inside.sum() == 1600
    assert coverage.conformity(exact, zones, count, 6000) == 1.0
    count[40:80, 80:130] = FULL  # 25 mm beyond the zone; looked at within two tip widths: 24 columns.
    # A border row counts where the dose of its window reaches 65 % of the full one: 8 of 11 rows, so 36 of 40.
    value = coverage.conformity(exact, zones, count, 6000)
    assert value == pytest.approx(1600**2 / (1600 * (1600 + 24 * 36)), abs=0.005)


@given(st.floats(-2, 3), st.floats(0.01, 2))
def test_bands_fall_straight_from_one_to_nothing(value: float, margin: float) -> None:
    band = Band(0.0, 1.0, margin)
    points = band.of(value)
    assert 0 <= points <= 1
    if 0 <= value <= 1:
        assert points == 1
    elif value >= 1 + margin or value <= -margin:
        assert points == pytest.approx(0, abs=1e-9)
    else:
        assert points == pytest.approx(1 - (max(value - 1, -value)) / margin, abs=1e-9)


def test_what_is_not_defined_earns_nothing() -> None:
    assert Band(0, 1, 1).of(None) == 0.0
    assert (mean(np.zeros(0)), spread(np.zeros(0)), share(1, 0), percentile(np.zeros(0), 50, 1)) == (None,) * 4


@settings(max_examples=50)
@given(st.integers(0, 2**31), st.integers(0, 6))
def test_windows_are_sums(seed: int, reach: int) -> None:
    values = np.random.default_rng(seed).integers(0, 9, (9, 12))
    row, col = seed % 9, seed % 12
    by_hand = values[max(row - reach, 0) : row + reach + 1, max(col - reach, 0) : col + reach + 1].sum()
    assert window(values, reach)[row, col] == by_hand


def test_sums_do_not_depend_on_the_length() -> None:
    values = np.random.default_rng(5).random(20_009)
    in_order = 0.0
    for v in values.tolist():
        in_order += v
    assert total(values) == in_order


def lanes(*offsets_mm: float, length_mm: float = 40.0, vertical: bool = False) -> list:
    along = np.linspace(0, length_mm * 1000, 200)
    strokes = []
    for number, offset in enumerate(offsets_mm, 1):
        across = np.full(200, offset * 1000)
        x, y = (across, along) if vertical else (along, across)
        if number % 2 == 0:
            x, y = x[::-1], y[::-1]
        strokes.append(trace(number, x, y, 3000))
    return strokes


@pytest.mark.parametrize("spacing", [3.0, 4.2, 5.4, 6.6, 8.0])
def test_overlap_of_a_raster_is_one_less_spacing_over_tip(spacing: float) -> None:
    found, _ = measure(lanes(*(spacing * k for k in range(8))), 6000, (0.1, 0.5))
    assert found["mean"] == pytest.approx(1 - spacing / 6, abs=0.0005) and found["sd"] == 0.0
    assert found["in_band"] == (1.0 if 0.1 <= round(1 - spacing / 6, 4) <= 0.5 else 0.0)


def test_a_neighbour_beyond_two_tips_is_a_gap_and_no_overlap() -> None:
    found, spacings = measure(lanes(0, 4.2, 20, 24.2), 6000, (0.1, 0.5))
    assert found["mean"] == pytest.approx(0.3) and len(spacings) == 4


def test_a_single_stroke_has_no_overlap() -> None:
    assert measure(lanes(0), 6000, (0.1, 0.5))[0] == {"mean": None, "sd": None, "in_band": None}


def test_crossed_passes_are_judged_apart() -> None:
    both = lanes(*(4.2 * k for k in range(6))) + lanes(*(4.2 * k for k in range(6)), vertical=True)
    assert measure(both, 6000, (0.1, 0.5))[0] == {"mean": 0.3, "sd": 0.0, "in_band": 1.0}


def test_a_second_sweep_over_the_same_lanes_is_a_pass_of_its_own() -> None:
    once = lanes(*(4.2 * k for k in range(6)))
    assert measure(once + once, 6000, (0.1, 0.5))[0]["mean"] == pytest.approx(0.3)


def test_sparc_has_its_known_value() -> None:
    """exp(−5t²) at 100 Hz, t from −1 up to but without 1 [Balasubramanian]."""
    t = np.arange(-1, 1, 0.01)
    assert sparc(np.exp(-5 * t**2)) == pytest.approx(-1.41403, abs=1e-5)
