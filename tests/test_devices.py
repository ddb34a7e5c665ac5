"""Pens and the drum: their files hold, the same trace leaves what their sources count, and frames do not matter."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strokes import pieces, wild

from simulator import session
from simulator.errors import ScenarioError
from simulator.files import places, scenario
from simulator.needling.device import Device
from simulator.operators.operate import operate
from simulator.operators.raster import Raster, raster
from simulator.session import Scenario, begin

PLACES = places.find()
IDS = sorted(path.stem for path in (PLACES.assets / "devices").glob("*.toml"))
PENS = [name for name in IDS if name.startswith("pen-")]


def with_device(base: Scenario, name: str) -> Scenario:
    text = (PLACES.assets / "devices" / f"{name}.toml").read_text(encoding="utf-8")
    plan = base.texts["scenario"].replace('device = "pen-14"', f'device = "{name}"')
    return scenario.from_texts({**base.texts, "scenario": plan, "device": text})


def density(plan: Scenario, spacing_mm: float, lanes: int, speed_mm_s: float, box_mm: tuple[int, int]) -> float:
    """Punctures per cm² in the middle of straight lanes, in a square of the sheet."""
    run = begin(plan, 1)
    run.advance(raster(Raster(5, 95, 50 - spacing_mm * (lanes - 1) / 2, lanes, spacing_mm, speed_mm_s)))
    low, high = (round(edge * 1000 / plan.cell_um) for edge in box_mm)
    cut = run.skin.count[low:high, low:high]
    return float(cut.sum()) / (cut.size * plan.grid.cell_cm2)


def test_the_devices_that_were_asked_for_are_there() -> None:
    assert {"pen-6", "pen-11", "pen-12", "pen-14", "pen-16", "pen-36", "roller-192"} <= set(IDS)


@pytest.mark.parametrize("name", IDS)
def test_a_device_is_what_its_name_says(flat_patch: Scenario, name: str) -> None:
    device = with_device(flat_patch, name).device
    reach = max(math.hypot(x, y) for x, y in device.needles_um)
    assert device.good_for != "-" or name == "pen-14"
    if name == "roller-192":
        assert len(device.needles_um) * 24 == 192
        assert abs(24 * device.pitch_um - math.pi * 20_000) < 100, "24 rows go once around a drum of 2 cm"
        return
    assert len(device.needles_um) == int(name.split("-")[1])
    assert device.tip_um / 2 == pytest.approx(reach, abs=2)
    assert device.dial_max_um % device.dial_step_um == 0


@pytest.mark.parametrize("name", PENS)
def test_a_pass_of_a_pen_leaves_n_f_by_v_w(flat_patch: Scenario, name: str) -> None:
    plan = with_device(flat_patch, name)
    width_mm = plan.device.tip_um / 1000
    lanes = int(30 / width_mm) * 2 + 1
    wanted = len(plan.device.needles_um) * plan.device.rate_hz / (20 * width_mm) * 100
    assert density(plan, width_mm, lanes, 20, (35, 65)) == pytest.approx(wanted, rel=0.05)


def test_the_same_trace_leaves_what_the_sources_count(flat_patch: Scenario) -> None:
    pen = density(with_device(flat_patch, "pen-14"), 6, 11, 20, (35, 65))
    assert pen == pytest.approx(1360, rel=0.05), "14 needles, 117 Hz, 20 mm/s, 6 mm"
    roller = with_device(flat_patch, "roller-192")
    for speed in (40, 90):
        assert 14 * 0.95 <= density(roller, 20, 3, speed, (30, 70)) <= 16 * 1.05
    run = begin(roller, 1)
    hand = raster(Raster(5, 95, 30, 3, 20, 60))
    for turn in range(15):
        later = replace(hand.samples, t_us=hand.samples.t_us + turn * (hand.end_us + 1_000_000))
        run.advance(hand._replace(samples=later))
    cut = run.skin.count[60:140, 60:140]
    assert float(cut.sum()) / (cut.size * roller.grid.cell_cm2) == pytest.approx(250, rel=0.1), "15 passes (V12)"


def test_a_drum_lies_across_its_way(flat_patch: Scenario) -> None:
    plan = with_device(flat_patch, "roller-192")
    for angle in (0.0, 0.5, math.pi / 2, 2.2):
        run = begin(plan, 1)
        t = np.arange(0, 2_000_000, 4_000)
        way = t / 1e6 * 30_000
        x, y = 50_000 + (way - 30_000) * math.cos(angle), 50_000 + (way - 30_000) * math.sin(angle)
        from simulator.needling.hand import Hand, samples

        made = run.advance(Hand(samples(t, np.rint(x), np.rint(y), np.ones(len(t), bool))))
        across = -(made.x_um - 50_000) * math.sin(angle) + (made.y_um - 50_000) * math.cos(angle)
        along = (made.x_um - 50_000) * math.cos(angle) + (made.y_um - 50_000) * math.sin(angle)
        assert np.abs(across).max() <= 8_750 + 1_250 + 10
        assert len(np.unique(np.rint(across / 50))) <= 16 + 8, "eight places, and eight of the rows between"
        rows = np.unique(np.rint(along / 100)) * 100
        assert np.diff(rows)[np.diff(rows) > 200] == pytest.approx(2618, abs=120)


def test_a_standing_drum_does_nothing_and_drags_nothing(flat_patch: Scenario) -> None:
    from simulator.needling.hand import Hand, samples

    run = begin(with_device(flat_patch, "roller-192"), 1)
    t = np.arange(0, 3_000_000, 5_000)
    still = np.full(len(t), 50_000)
    assert not len(run.advance(Hand(samples(t, still, still, np.ones(len(t), bool)))).t_us)
    assert not run.skin.drag_um.any()


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), cut=st.integers(0, 2**32))
def test_frames_do_not_matter_to_a_drum(flat_patch: Scenario, seed: int, cut: int) -> None:
    plan, hand = with_device(flat_patch, "roller-192"), wild(seed)
    one, other = begin(plan, 7), begin(plan, 7)
    one.advance(hand)
    for frame in pieces(hand, cut):
        other.advance(frame)
    assert one.skin.fingerprint() == other.skin.fingerprint()


def test_only_a_device_that_the_scenario_allows_can_be_chosen(flat_patch: Scenario) -> None:
    open_ = flat_patch.texts["scenario"].replace('device = "pen-14"\n', 'device = "pen-14"\ndevices = ["pen-16"]\n')
    plan = scenario.from_texts({**flat_patch.texts, "scenario": open_})
    assert plan.devices == ("pen-14", "pen-16")
    chosen = scenario.choose(plan, "pen-16", PLACES)
    assert chosen.device.id == "pen-16" and chosen.devices == plan.devices
    with pytest.raises(ScenarioError, match="may not be used"):
        scenario.choose(plan, "roller-192", PLACES)
    run = begin(chosen, 1)
    run.advance(operate(chosen, "expert", "pen", 1))
    assert session.conclude(chosen, run).score.total > 60


def test_densities_are_told_by_the_device_itself() -> None:
    pen = Device("p", "", "pen", ((0, 0),) * 14, 8547, 6000, 2500, 250, 150, ((0, 0),), ((0, 0),), ((0, 0),))
    assert pen.density_per_cm2(20) == pytest.approx(1365, abs=2)
    drum = replace(pen, needles_um=((0, 0),) * 8, tip_um=20_000, pitch_um=2618)
    assert drum.density_per_cm2(20) == drum.density_per_cm2(200) == pytest.approx(15.28, abs=0.01)
    assert drum.punctures_per_s == 0
