"""Rasters whose truth is known by formula, imported as CSV: what is measured must be what was drawn."""

from __future__ import annotations

import pytest

from simulator.files import trace
from simulator.operators.raster import Raster, raster
from simulator.session import Outcome, Scenario, conclude, replay

TIP_MM, NEEDLES, RATE_HZ = 6.0, 14, 117
LOW_MM, HIGH_MM = 10.0, 90.0

PERFECT = Raster(x0_mm=6, x1_mm=94, y0_mm=10.1, lanes=20, spacing_mm=4.2, speed_mm_s=20)


def measured(scenario: Scenario, plan: Raster) -> Outcome:
    """The outcome of a raster that went through the text of a trace."""
    hand = raster(plan).samples
    places = zip(hand.t_us.tolist(), hand.x_um.tolist(), hand.y_um.tolist(), hand.down.tolist(), strict=True)
    rows = [f"{t / 1e6:.6f},{x / 1000:.3f},{y / 1000:.3f},{int(down)}" for t, x, y, down in places]
    text = "\n".join(["t_s,x_mm,y_mm,contact", *rows, ""])
    if plan.dial_mm is not None:
        text = "t_s,x_mm,y_mm,contact,depth_mm\n" + "".join(f"{row},{plan.dial_mm}\n" for row in rows)
    run = trace.read(text, scenario).recording
    return conclude(run.scenario, replay(run))


def covering(spacing_mm: float, speed_mm_s: float) -> Raster:
    """A raster that goes on beyond the patch on all sides, as if it never ended."""
    lanes = int((HIGH_MM - LOW_MM) / spacing_mm) + 5
    return Raster(4, 96, LOW_MM - 2 * spacing_mm, lanes, spacing_mm, speed_mm_s)


def patch(outcome: Outcome) -> dict:
    return outcome.zones["patch"]


@pytest.mark.parametrize("spacing_mm", [3, 4.2, 5.4, 6.6, 8])
def test_overlap_is_one_less_spacing_over_tip(flat_patch: Scenario, spacing_mm: float) -> None:
    lanes = int((HIGH_MM - LOW_MM) / spacing_mm)
    found = patch(measured(flat_patch, Raster(8, 92, LOW_MM + spacing_mm / 2, lanes, spacing_mm, 20)))
    assert found["stroke_overlap"]["mean"] == pytest.approx(1 - spacing_mm / TIP_MM, abs=0.02)
    assert found["stroke_overlap"]["sd"] <= 0.02


@pytest.mark.parametrize("crosswise", [False, True])
@pytest.mark.parametrize("speed_mm_s", [10, 20, 40])
def test_density_is_needles_times_rate_over_speed_and_spacing(
    flat_patch: Scenario, speed_mm_s: float, crosswise: bool
) -> None:
    plan = covering(4.2, speed_mm_s)._replace(crosswise=crosswise)
    known = NEEDLES * RATE_HZ / (speed_mm_s * plan.spacing_mm) * 100
    assert patch(measured(flat_patch, plan))["density_per_cm2"] == pytest.approx(known, rel=0.03)


@pytest.mark.parametrize(("bare_mm", "tolerance"), [(14, 0.10), (3, 0.25)])
def test_a_skipped_stripe_is_one_gap_of_its_own_area(flat_patch: Scenario, bare_mm: float, tolerance: float) -> None:
    """Lanes of a finer raster are left out so that exactly `bare_mm` between two tips stays without a needle."""
    spacing = (bare_mm + TIP_MM) / round((bare_mm + TIP_MM) / 4.2)
    skipped = tuple(range(9, 9 + round((bare_mm + TIP_MM) / spacing) - 1))
    plan = covering(spacing, 20)._replace(skip=skipped)
    found = patch(measured(flat_patch, plan))
    assert found["largest_gap_cm2"] == pytest.approx(bare_mm * (HIGH_MM - LOW_MM) / 100, rel=tolerance)
    assert found["bare"] > 0


def test_a_whole_raster_has_no_gap(flat_patch: Scenario) -> None:
    found = patch(measured(flat_patch, covering(4.2, 20)))
    assert (found["largest_gap_cm2"], found["bare"], found["coverage"]) == (0, 0, 1)


def test_lanes_eight_millimetres_apart_cost_fifteen_points_at_the_same_dose(flat_patch: Scenario) -> None:
    close, wide = (measured(flat_patch, covering(s, 20 * 4.2 / s)) for s in (4.2, 8))
    assert patch(wide)["density_per_cm2"] == pytest.approx(patch(close)["density_per_cm2"], rel=0.03)
    assert close.score.total - wide.score.total >= 15


@pytest.mark.parametrize(("dial_mm", "judged"), [(0.25, "below"), (0.5, "in"), (0.75, "above")])
def test_depth_below_in_and_above_the_window(flat_patch: Scenario, dial_mm: float, judged: str) -> None:
    outcome = measured(flat_patch, PERFECT._replace(dial_mm=dial_mm))
    found = patch(outcome)
    assert found["depth_mean_mm"] == pytest.approx(dial_mm, abs=0.005)
    assert found["dial_choice"] == (1 if judged == "in" else 0)
    assert (found["over_depth_load"] > 0) == (judged == "above")
    assert (found["wrong_depth_area"] > 0.5) == (judged != "in")
    assert outcome.score.values["depth"] == pytest.approx(1 if judged == "in" else 0, abs=0.01)
    assert (outcome.score.verdict == "pass") == (judged == "in")


@pytest.mark.parametrize("crosswise", [False, True])
def test_the_perfect_raster_is_perfect_in_every_part(flat_patch: Scenario, crosswise: bool) -> None:
    outcome = measured(flat_patch, PERFECT._replace(crosswise=crosswise))
    assert outcome.score.total == pytest.approx(100, abs=0.5)
    assert {part: round(value, 3) for part, value in outcome.score.values.items()} == {
        part: pytest.approx(1, abs=0.005) for part in ("coverage", "evenness", "overlap", "depth", "technique")
    }
    assert outcome.score.verdict == "pass"
