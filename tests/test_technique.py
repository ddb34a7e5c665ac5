"""How a hand was led, on paths whose answer is known: turns without a lift, speeds at the edge, lanes and hooks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from strokes import raster

from simulator.needling.hand import Hand, Samples, join, samples
from simulator.needling.zones import Shape
from simulator.outcome.overlap import owed
from simulator.session import Outcome, Scenario, begin, conclude
from simulator.validity.paths import stroke
from simulator.validity.tricks import pieces

LONG = np.linspace(0, 80, 2000)


def outcome(scenario: Scenario, hand: Hand) -> Outcome:
    run = begin(scenario, 1)
    run.advance(hand)
    return conclude(scenario, run)


def led(points_mm: object, speed_mm_s: float = 20.0) -> Hand:
    """One contact along a line."""
    return Hand(stroke(np.asarray(points_mm, float), speed_mm_s, 300_000))


def arc(radius_mm: float, degrees: float) -> np.ndarray:
    turn = np.radians(np.linspace(0, degrees, 2000))
    return 50 + radius_mm * np.stack([np.sin(turn), -np.cos(turn)], axis=1)


def wave(height_mm: float) -> np.ndarray:
    return np.stack([10 + LONG, 50 + height_mm * np.sin(2 * np.pi * LONG / 43)], axis=1)


def spiral(pitch_mm: float) -> np.ndarray:
    turn = np.linspace(0, 2 * np.pi * 8, 9000)
    return 50 + pitch_mm * turn[:, None] / (2 * np.pi) * np.stack([np.cos(turn), np.sin(turn)], axis=1)


SQUARE = [(20, 50), (60, 50), (60, 54.2), (20, 54.2), (20, 58.4), (60, 58.4)]


@pytest.mark.parametrize(
    ("points", "turns"),
    [
        ([(20, 50), (60, 50)], 0),
        ([(20, 50), (50, 50), (50, 80)], 0),  # round one corner
        ([(20, 50), (60, 50), (20, 50)], 1),  # straight back
        ([(20, 50), (60, 50), (20, 54)], 1),
        ([(20, 50), (60, 50), (55, 50)], 1),  # a hook
        (SQUARE, 2),  # three lanes joined by two bends each
        (wave(6), 0),
        (arc(20, 100), 0),
        (arc(20, 200), 1),
        (np.concatenate([[(20, 47.9)], arc(2.1, 180), [(20, 52.1)]]), 1),  # a lane changed in half a round
    ],
)
def test_another_lane_in_the_same_contact_is_a_turn_however_it_is_reached(
    flat_patch: Scenario, points: object, turns: int
) -> None:
    assert outcome(flat_patch, led(points)).technique["turns_in_contact"] == turns


@pytest.mark.parametrize("line", [spiral(4.2), spiral(4.2)[::-1]], ids=["outwards", "inwards"])
def test_a_spiral_turns_all_along(flat_patch: Scenario, line: np.ndarray) -> None:
    assert 16 <= outcome(flat_patch, led(line)).technique["turns_in_contact"] <= 24  # 8 rounds


def standing(shake_um: int, seconds: float, seed: int = 1) -> Samples:
    """A tip that shakes on the spot, reported 240 times a second, and then glides off."""
    count = int(seconds * 240)
    draw = np.random.default_rng(seed).normal(0, shake_um, (2, count)).astype(int)
    on = samples(300_000 + np.arange(count) * 1_000_000 // 240, 20_000 + draw[0], 50_000 + draw[1], np.ones(count))
    return join([on, stroke(np.array([[20.0, 50.0], [70.0, 50.0]]), 20.0, int(on.t_us[-1]) + 4000)])


@pytest.mark.parametrize("seed", range(5))
def test_a_tip_that_shakes_while_it_stands_does_not_turn(flat_patch: Scenario, seed: int) -> None:
    found = outcome(flat_patch, Hand(standing(250, 3.0, seed)))
    way_mm = int(found.evidence.motion.step_um[: 3 * 117].sum()) / 1000
    assert way_mm > 50 and found.technique["turns_in_contact"] == 0


def test_standing_before_the_next_lane_is_no_lift(flat_patch: Scenario) -> None:
    there, back = (stroke(np.array(line, float), 20.0, t) for line, t in
                   ((SQUARE[:2], 0), (SQUARE[1:4], 3_000_000)))  # fmt: skip
    there.down[-1] = True
    assert outcome(flat_patch, Hand(join([there, back]))).technique["turns_in_contact"] == 1


def test_no_plan_but_one_with_lifts_counts_turns(flat_patch: Scenario) -> None:
    going_on = replace(flat_patch, plans=(replace(flat_patch.plans[0], technique="continuous lines"),))
    assert outcome(going_on, led(SQUARE)).technique["turns_in_contact"] == 0


@pytest.mark.parametrize("slant", [0.0, 0.3, 0.7, 1.1])
@pytest.mark.parametrize(("speed", "share"), [(9.9, 0), (10, 1), (30, 1), (30.1, 0)])
def test_a_speed_at_the_edge_of_the_band_is_inside(
    flat_patch: Scenario, slant: float, speed: float, share: float
) -> None:
    to = (20 + 60 * np.cos(slant), 20 + 60 * np.sin(slant))
    found = outcome(flat_patch, led([(20, 20), to], speed)).technique["glide_in_band"]
    assert found == pytest.approx(share, abs=0.03 if share == 0 else 0)


@pytest.mark.parametrize(
    ("width_mm", "technique", "asked"),
    [(8, "lines with lift", False), (9, "lines with lift", True), (80, "continuous lines", True), (80, "stamp", False)],
)
@pytest.mark.parametrize("slant", [0.0, 0.6])
def test_a_zone_owes_lanes_by_its_width_and_plan_alone(
    flat_patch: Scenario, width_mm: float, technique: str, asked: bool, slant: float
) -> None:
    """Two tips of 6 mm at 50 % overlap are 9 mm wide."""
    width_mm += 0.5 if slant else 0  # a slanted border runs between cells
    half = np.array([[-30, -width_mm / 2], [30, -width_mm / 2], [30, width_mm / 2], [-30, width_mm / 2]])
    turn = np.array([[np.cos(slant), np.sin(slant)], [-np.sin(slant), np.cos(slant)]])
    corners = np.rint(1000 * (50 + half @ turn)).astype(int)
    site = replace(flat_patch.site, zones=(Shape("patch", corners),))
    plan = replace(flat_patch.plans[0], technique=technique)  # type: ignore[arg-type]
    strip = replace(flat_patch, site=site, plans=(plan,))
    for hand in (led([(50, 50), (50.5, 50)]), raster()):
        found = outcome(strip, hand)
        assert found.zones["patch"]["stroke_overlap"]["owed"] is asked
        assert owed(found.evidence.patches[0], flat_patch.device.tip_um) is asked
        assert ("overlap" in found.score.values) is asked


def test_a_hook_and_a_way_across_are_no_lanes(flat_patch: Scenario) -> None:
    straight = outcome(flat_patch, raster(x_um=(6000, 94_000)))
    lanes = [[(6, y), (94, y)] for y in np.arange(12.1, 90, 4.2)]
    lanes[5] = [*lanes[5], (86, lanes[5][1][1])]  # 8 mm back
    lanes[9:11] = [[*lanes[9], *lanes[10][::-1]]]  # joined
    parts, t = [], 0
    for points in lanes:
        parts.append(stroke(np.array(points), 20.0, t))
        t = int(parts[-1].t_us[-1]) + 300_000
    found = outcome(flat_patch, Hand(join(parts)))
    assert found.technique["turns_in_contact"] == 2
    assert found.zones["patch"]["stroke_overlap"] == straight.zones["patch"]["stroke_overlap"]


def test_dabs_and_lines_without_neighbours_are_told_as_what_they_are(flat_patch: Scenario) -> None:
    found = outcome(flat_patch, pieces(6.0))
    assert found.technique["steadiness"] is None and found.score.values["technique"] < 0.5
    assert "No stroke lasted a second" in found.parts["technique"].reason  # type: ignore[union-attr]
    assert "speed.short" in {f.kind for f in found.findings}
    round_and_round = outcome(flat_patch, led(spiral(4.2)))
    assert round_and_round.score.values["overlap"] == 0
    assert "no two lanes" in round_and_round.parts["overlap"].reason  # type: ignore[union-attr]
    assert {"spacing.none", "turn"} <= {f.kind for f in round_and_round.findings}
