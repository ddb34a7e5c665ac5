"""Pens, the drum, and the choice between them: the same trace leaves what their sources count, however it is cut."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from equipped import IDS, PENS, PLACES, with_choice, with_device, with_rates
from routes import three_ways
from strokes import lane
from strokes import raster as lanes_of

from simulator import session
from simulator.cli import main
from simulator.errors import ScenarioError
from simulator.files import recording, scenario, trace
from simulator.needling.clock import Pace, paces, strokes
from simulator.needling.device import Device
from simulator.needling.hand import Act, Hand, join, samples
from simulator.operators.raster import Raster, raster
from simulator.outcome import gate, stamps
from simulator.session import Scenario, begin, conclude

NOTHING = ((0, 0),)
PEN = Device("p", "", "pen", ((0, 0),) * 14, 8547, 6000, 2500, 250, 150, NOTHING, NOTHING, NOTHING)


def density(plan: Scenario, hand: Hand, box_mm: tuple[int, int]) -> float:
    """Punctures per cm² that a trace leaves in a square in the middle of the sheet, brought in as CSV."""
    run = begin(plan, 1)
    run.advance(brought(plan, hand))
    low, high = (round(edge * 1000 / plan.cell_um) for edge in box_mm)
    cut = run.skin.count[low:high, low:high]
    return float(cut.sum()) / (cut.size * plan.grid.cell_cm2)


def brought(plan: Scenario, hand: Hand) -> Hand:
    s = hand.samples
    rows = [
        f"{t / 1e6:.6f},{x / 1000:.3f},{y / 1000:.3f},{down:d}"
        for t, x, y, down in zip(s.t_us.tolist(), s.x_um.tolist(), s.y_um.tolist(), s.down.tolist(), strict=True)
    ]
    text = f"# device = {plan.device.id}\nt_s,x_mm,y_mm,contact\n" + "\n".join(rows) + "\n"
    return trace.read(text, plan).recording.hand


def lanes(spacing_mm: float, count: int, speed_mm_s: float, times: int = 1) -> Hand:
    """Straight lanes over the middle of the sheet, one set after the other."""
    hand = raster(Raster(5, 95, 50 - spacing_mm * (count - 1) / 2, count, spacing_mm, speed_mm_s))
    s, whole_us = hand.samples, hand.end_us + 1_000_000
    return Hand(join([replace(s, t_us=s.t_us + turn * whole_us) for turn in range(times)]))


def straight(angle: float, speed_mm_s: float = 30.0) -> Hand:
    """Two seconds through the middle of the sheet."""
    t = np.arange(0, 2_000_000, 4_000)
    way = t * speed_mm_s / 1000 - speed_mm_s * 1000
    x, y = 50_000 + way * math.cos(angle), 50_000 + way * math.sin(angle)
    return Hand(samples(t, np.rint(x), np.rint(y), np.ones(len(t), bool)))


# What a device is


def test_the_devices_that_the_trade_knows_are_there() -> None:
    assert {"pen-6", "pen-11", "pen-12", "pen-14", "pen-16", "pen-36", "roller-192"} <= set(IDS)


@pytest.mark.parametrize("name", IDS)
def test_a_device_is_what_its_name_says(flat_patch: Scenario, name: str) -> None:
    device = with_device(flat_patch, name).device
    assert device.good_for != "-" and "no source gives" in device.source
    if name == "roller-192":
        assert len(device.needles_um) * 24 == 192
        assert 24 * device.pitch_um / math.pi / 10_000 == pytest.approx(2, abs=0.1), "2 cm through, as it is written"
        assert device.motor_hz == 0 and not device.rates_hz
        return
    reach = max(math.hypot(x, y) for x, y in device.needles_um)
    assert len(device.needles_um) == int(name.split("-")[1])
    assert device.tip_um / 2 == pytest.approx(reach, abs=2)
    assert device.dial_max_um % device.dial_step_um == 0
    assert not device.rates_hz or device.at_rate(round(device.rate_hz)) == device


def test_every_number_of_a_device_says_where_it_is_from() -> None:
    for name in IDS:
        text = (PLACES.assets / "devices" / f"{name}.toml").read_text(encoding="utf-8")
        for line in text.splitlines():
            if line.split(" = ")[0].endswith(("_mm", "_hz")) and not line.startswith(("needles", "loss")):
                said = line.partition("#")[2]
                assert re.search(r"\((good|fair|weak)\)|convention|no motor", said), (name, line)


def test_densities_are_told_by_the_device_itself() -> None:
    assert PEN.density_per_cm2(20) == pytest.approx(1365, abs=2)
    drum = replace(PEN, needles_um=((0, 0),) * 8, tip_um=20_000, pitch_um=2500)
    assert drum.density_per_cm2(20) == drum.density_per_cm2(200) == pytest.approx(16, abs=0.01)
    assert drum.punctures_per_s == 0
    assert drum.snapped(0) == drum.dial_step_um > PEN.snapped(0), "some drum is always on"


# What the sources count


@pytest.mark.parametrize("name", PENS)
def test_a_pass_of_a_pen_leaves_n_f_by_v_w(flat_patch: Scenario, name: str) -> None:
    plan = with_device(flat_patch, name)
    width_mm = plan.device.tip_um / 1000
    wanted = len(plan.device.needles_um) * plan.device.rate_hz / (20 * width_mm) * 100
    found = density(plan, lanes(width_mm, int(30 / width_mm) * 2 + 1, 20), (35, 65))
    assert found == pytest.approx(wanted, rel=0.05)


def test_the_same_trace_leaves_what_the_sources_count(flat_patch: Scenario) -> None:
    """1,360/cm² a pass of the pen at 20 mm/s and 6 mm; of the drum 14 to 16, and about 250 after 15 passes."""
    pen, drum = with_device(flat_patch, "pen-14"), with_device(flat_patch, "roller-192")
    trace_ = lanes(6, 11, 20)
    assert density(pen, trace_, (35, 65)) == pytest.approx(1360, rel=0.05)
    assert 14 * 0.95 <= density(drum, trace_, (35, 65)) * 6 / 20 <= 16 * 1.05, "lanes that lie 6 of 20 mm apart"
    for speed in (20, 40, 90):
        assert 14 * 0.95 <= density(drum, lanes(20, 3, speed), (30, 70)) <= 16 * 1.05
    assert density(drum, lanes(20, 3, 60, times=15), (30, 70)) == pytest.approx(250, rel=0.05)


def test_needles_of_a_drum_go_less_deep_than_they_are_long(flat_patch: Scenario) -> None:
    plan = replace(with_device(flat_patch, "roller-192"), dial_start_um=1000)
    made = begin(plan, 1).advance(straight(0.0))
    assert made.depth_um.mean() == pytest.approx(1000 - 350, abs=10)
    assert abs(made.depth_um - 650).max() <= 150


# The drum


@pytest.mark.parametrize("angle", [0.0, 0.5, math.pi / 2, 2.2, -1.0])
def test_the_rows_of_a_drum_lie_across_its_way(flat_patch: Scenario, angle: float) -> None:
    made = begin(with_device(flat_patch, "roller-192"), 1).advance(straight(angle))
    x, y = made.x_um - 50_000, made.y_um - 50_000
    across, along = y * math.cos(angle) - x * math.sin(angle), x * math.cos(angle) + y * math.sin(angle)
    places = {round(a / 10) for a in across}
    known = {side + shift for side in range(-875, 876, 250) for shift in (0, 125, -125)}
    assert all(min(abs(place - one) for one in known) <= 2 for place in places), "eight places, and eight between"
    rows = np.unique(np.rint(along / 50)) * 50
    assert np.diff(rows)[np.diff(rows) > 200] == pytest.approx(2500, abs=60)


def test_a_drum_that_stands_does_nothing_and_drags_nothing(flat_patch: Scenario) -> None:
    run = begin(with_device(flat_patch, "roller-192"), 1)
    t = np.arange(0, 3_000_000, 5_000)
    still = np.full(len(t), 50_000)
    assert not len(run.advance(Hand(samples(t, still, still, np.ones(len(t), bool)))).t_us)
    run.advance(Hand(samples(t + 4_000_000, 30_000 + t // 100, still, np.ones(len(t), bool))))
    assert run.skin.count.any() and not run.skin.drag_um.any()


def test_no_one_is_blamed_for_setting_a_drum_down_at_rest(flat_patch: Scenario) -> None:
    plan = with_device(flat_patch, "roller-192")
    names = stamps.asked(plan.rubric, plan.plans, plan.device).measures
    assert "technique.landing_still_ms" not in names and "technique.turns_in_contact" in names
    assert stamps.asked(flat_patch.rubric, flat_patch.plans, flat_patch.device) is flat_patch.rubric


def test_where_a_drum_first_went_beyond_a_line_is_found(flat_patch: Scenario) -> None:
    """It rolls down beside a strip that only the ends of its rows reach."""
    plan = with_device(flat_patch, "roller-192")
    run = begin(plan, 1)
    run.advance(Hand(lane(0, (50_000, 10_000), (50_000, 90_000), 40)))
    area = np.zeros(run.skin.count.shape, bool)
    area[100:, 116:118] = True  # from 50 mm down, 8 to 9 mm to the side
    t_us, x_um, y_um = gate.first_touch(run, area)
    assert x_um == 50_000 and 50_000 <= y_um <= 50_000 + 3 * 2500 and abs(t_us - (y_um - 10_000) * 25) < 1e5


# Speed


def test_strokes_stand_at_multiples_of_the_period_since_it_was_set(flat_patch: Scenario) -> None:
    pen = with_device(flat_patch, "pen-6").device
    acts = [Act(25_000, "rate", 125), Act(25_000, "rate", 121), Act(60_000, "rate", 120), Act(75_001, "rate", 9999)]
    clock = paces(pen, acts)
    assert clock == (Pace(0, 10_000, 0), Pace(25_000, 8_333, 2), Pace(75_001, 6_667, 8)), "125 is nearer to 120"
    numbers, times = strokes(clock, (0, 90_000))
    assert times.tolist() == [0, 10_000, 20_000, *(25_000 + 8_333 * k for k in range(1, 7)), 81_668, 88_335]
    assert numbers.tolist() == list(range(11)), "no stroke is counted twice, so chance never repeats itself"


def test_a_faster_motor_leaves_more_and_drags_less(flat_patch: Scenario) -> None:
    plan, hand = with_device(flat_patch, "pen-6"), lanes(4, 9, 20)
    slow, fast = begin(plan, 1), begin(plan, 1)
    slow.advance(hand)
    fast.advance(with_rates(hand, (0, 150)))
    assert fast.skin.count.sum() / slow.skin.count.sum() == pytest.approx(1.5, rel=0.01)
    assert np.median(fast.poses()[2]) / np.median(slow.poses()[2]) == pytest.approx(1 / 1.5, rel=0.03)
    air = [conclude(plan, run).technique["air_share"] for run in (slow, fast)]
    assert air[0] == pytest.approx(air[1], abs=0.01), "it was as long in contact"


def test_a_motor_of_one_speed_takes_no_notice(flat_patch: Scenario) -> None:
    hand, one, other = lanes_of(), begin(flat_patch, 1), begin(flat_patch, 1)
    one.advance(hand)
    other.advance(with_rates(hand, (0, 60), (3_000_000, 150)))
    assert one.skin.fingerprint() == other.skin.fingerprint()


# Stamps


def stamped(plan: Scenario, press_us: int, apart_um: int = 5000) -> session.Outcome:
    """A run of presses side by side, each of a length, all of them still."""
    t, x, y, down = [0], [20_000], [20_000], [False]
    for row in range(12):
        for col in range(12):
            t += [t[-1] + 200_000, t[-1] + 200_000 + press_us]
            x, y = x + [20_000 + col * apart_um] * 2, y + [20_000 + row * apart_um] * 2
            down += [True, False]
    run = begin(plan, 1)
    run.advance(Hand(samples(t, x, y, down)))
    return conclude(plan, run)


def test_standing_still_is_no_fault_where_stamps_are_planned(flat_patch: Scenario) -> None:
    lines = replace(flat_patch, plans=tuple(replace(p, technique="lines with lift") for p in flat_patch.plans))
    spots = replace(flat_patch, plans=tuple(replace(p, technique="stamp") for p in flat_patch.plans))
    glided, pressed = stamped(lines, 300_000), stamped(spots, 300_000)
    assert glided.fingerprint == pressed.fingerprint, "the plan does not change what happens"
    assert glided.technique["landing_still_ms"]["p50"] > 200 and "stamps" not in glided.technique
    assert pressed.technique["landing_still_ms"]["p50"] == 0 and pressed.technique["dwell_s"] == 0
    assert (pressed.technique["stamps"], pressed.technique["stamp_share"]) == (144, 1.0)
    assert pressed.score.values["technique"] > 0.9 > glided.score.values["technique"]
    assert "overlap" not in pressed.score.values


def test_a_long_press_is_no_stamp_but_dwelling(flat_patch: Scenario) -> None:
    spots = replace(flat_patch, plans=tuple(replace(p, technique="stamp") for p in flat_patch.plans))
    found = stamped(spots, 2_500_000).technique
    assert found["dwell_s"] > 2 and found["stamp_share"] == 0 and found["landing_still_ms"]["p50"] > 1000


# The choice


def test_the_choice_is_the_trainees_and_the_scenario_stays_the_same(flat_patch: Scenario) -> None:
    plan = with_choice(flat_patch, "pen-16", "roller-192")
    assert [tool.device.id for tool in plan.devices] == ["pen-14", "pen-16", "roller-192"]
    assert plan.device.id == "pen-14" and plan.dial_start_um == 500
    there = session.choose(plan, "roller-192")
    assert there.digest == plan.digest and there.texts == plan.texts and there.device.pitch_um
    assert session.choose(there, "pen-14") == plan, "the way there does not matter"
    with pytest.raises(ScenarioError, match="may not be used"):
        scenario.choose(plan, "pen-36")
    with pytest.raises(ValueError, match="none of"):
        session.choose(flat_patch, "pen-16")


def test_a_scenario_without_a_choice_allows_its_own_device(flat_patch: Scenario) -> None:
    assert [tool.device.id for tool in flat_patch.devices] == ["pen-14"]
    assert session.choose(flat_patch, "pen-14") == flat_patch


@pytest.mark.parametrize("name", ["pen-14", "pen-16", "roller-192"])
def test_the_choice_is_kept_on_every_way(flat_patch: Scenario, tmp_path: Path, name: str) -> None:
    plan = session.choose(with_choice(flat_patch, "pen-16", "roller-192"), name)
    assert len(set(three_ways(plan, lanes_of(), 3, tmp_path))) == 1


def test_a_device_that_is_named_and_not_there_is_told_with_its_line(flat_patch: Scenario, tmp_path: Path) -> None:
    plan = flat_patch.texts["scenario"].replace('device = "pen-14"\n', 'device = "pen-14"\ndevices = ["pen-61"]\n')
    own = tmp_path / "own.toml"
    own.write_text(plan, encoding="utf-8")
    with pytest.raises(ScenarioError) as told:
        scenario.load(own, PLACES)
    (fault,) = told.value.faults
    line = plan.splitlines().index('devices = ["pen-61"]') + 1
    assert (fault.line, fault.path) == (line, "devices.0") and "pen-6" in fault.remedy
    with pytest.raises(ScenarioError, match="is not there"):
        scenario.from_texts({**flat_patch.texts, "scenario": plan.replace("pen-61", "pen-6")})


def test_the_command_line_takes_the_choice(flat_patch: Scenario, tmp_path: Path) -> None:
    own, made, csv, again = (tmp_path / name for name in ("own.toml", "made.run", "made.csv", "again.run"))
    own.write_text(with_choice(flat_patch, "pen-16", "roller-192").texts["scenario"], encoding="utf-8")
    simulate = ["simulate", str(own), "--operator", "expert", "--seed", "1", "--device"]
    assert main([*simulate, "pen-36", "-o", str(made)]) == 2
    assert main([*simulate, "pen-16", "-o", str(made)]) == 0
    assert main(["export", str(made), "-o", str(csv)]) == 0
    assert "# device = pen-16" in csv.read_text(encoding="utf-8")
    assert main(["import", str(own), str(csv), "-o", str(again)]) == 0
    one, other = (recording.read_outcome(path) for path in (made, again))
    assert one is not None and other is not None
    assert one["run"]["device"] == other["run"]["device"] == "pen-16"
    assert one["run"]["fingerprint"] == other["run"]["fingerprint"] and one["score"] == other["score"]
    assert json.dumps(one["scenario"]) == json.dumps(other["scenario"])
