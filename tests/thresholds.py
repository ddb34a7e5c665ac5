"""Hands within one quantum of a threshold: a µm or a µs below it, on it, or beyond it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from strokes import raster, wild

from simulator.needling.hand import Act, Hand, Samples, join, samples
from simulator.needling.skin import SCATTER_UM
from simulator.outcome.gate import OVER_CAP_US
from simulator.outcome.plan import ZonePlan
from simulator.outcome.technique import DWELL_UM
from simulator.session import Scenario

Chance = np.random.Generator


class Desk(NamedTuple):
    """Where a hand is made: a scenario, one of its zones, a cell of it, and chance."""

    scenario: Scenario
    plan: ZonePlan
    x_um: int
    y_um: int
    draw: Chance

    def quantum(self) -> int:
        return int(self.draw.integers(-1, 2))

    def pick(self, values: list[int]) -> int:
        return int(self.draw.choice(values))


def line(t0_us: int, start_um: tuple[int, int], step_um: tuple[int, int], steps: int, step_us: int = 10_000) -> Samples:
    """A straight stroke in equal steps of whole µm, lifted with its last sample."""
    k = np.arange(steps + 1)
    return samples(t0_us + k * step_us, start_um[0] + k * step_um[0], start_um[1] + k * step_um[1], k < steps)


def dial_at_an_edge(desk: Desk) -> Hand:
    """The dial at the edge of a depth window, at the cap, or where the deepest punctures count as too deep."""
    plan, device = desk.plan, desk.scenario.device
    edges = [plan.depth_low_um, plan.depth_high_um, plan.cap_um, plan.cap_um + SCATTER_UM, device.dial_max_um, 1]
    spread = device.spread_um
    edges += [edge + side for edge in edges[:4] for side in (-spread, spread)]
    lanes, acts = [], []
    for number in range(3):
        t0 = 1_000_000 * number
        acts.append(Act(t0 + desk.quantum() + 1, "dial", max(desk.pick(edges) + desk.quantum(), 0)))
        lanes.append(line(t0 + 5, (desk.x_um, desk.y_um + 2000 * number), (200, 0), 60))
    return Hand(join(lanes), tuple(acts))


def speed_at_an_edge(desk: Desk) -> Hand:
    """Strokes whose way in 100 ms is that of the slowest or the fastest glide of the plan."""
    lanes, t0 = [], 0
    for number in range(4):
        way = round(100 * desk.pick([int(v) for v in desk.plan.glide_mm_s])) + desk.quantum()
        sideways = number % 2 == 0
        step = (way, 0) if sideways else (0, way)
        lanes.append(line(t0, (desk.x_um, desk.y_um), step, 12, 100_000))
        t0 += 1_500_000 + desk.quantum()
    return Hand(join(lanes))


def overlap_at_an_edge(desk: Desk) -> Hand:
    """Neighbouring lanes as far apart as the least or the most overlap of the plan says."""
    tip, edge = desk.scenario.device.tip_um, desk.draw.choice(desk.plan.overlap)
    lanes, y = [], desk.y_um
    for number in range(5):
        x, step = (desk.x_um, 200) if number % 2 == 0 else (desk.x_um + 12_000, -200)
        lanes.append(line(900_000 * number, (x, y), (step, 0), 60))
        y += round(tip * (1 - edge)) + desk.quantum()
    return Hand(join(lanes))


def contact_over_the_cap(desk: Desk) -> Hand:
    """Contact above the cap for as many needle strokes as are just allowed, or one more."""
    period, t0 = desk.scenario.device.period_us, 0
    allowed, parts = OVER_CAP_US // period, []
    for _ in range(2):
        strikes = allowed + desk.pick([0, 1]) - len(parts) * allowed
        begin = (t0 // period + 3) * period + desk.quantum()
        end = begin + max(strikes, 1) * period + desk.quantum()
        parts.append(samples([begin, end], [desk.x_um, desk.x_um + 3000], [desk.y_um] * 2, [1, 0]))
        t0 = end
    return Hand(join(parts), (Act(0, "dial", desk.plan.cap_um + desk.pick([0, 1, 250])),))


def turn_at_an_edge(desk: Desk) -> Hand:
    """Turns in the skin by 60° or 120°, where a stroke breaks or is called a turn."""
    across = desk.pick([500, -500])
    x = [0, 200 * 25]
    y = [0, 0]
    for number in range(1, 3):
        sign = 1 if number % 2 else -1
        x.append(x[-1] + 5 * across * 2 + desk.quantum())
        y.append(y[-1] + sign * 866 * 10 + desk.quantum())
    t = np.cumsum([0, 250_000, 500_000, 500_000])
    ends = samples(t, desk.x_um + np.array(x), desk.y_um + np.array(y), [1, 1, 1, 0])
    grain = np.sort(np.unique(np.concatenate([t, desk.draw.integers(0, int(t[-1]), 40)])))
    places = (np.rint(np.interp(grain, t, c)).astype(np.int64) for c in (ends.x_um, ends.y_um))
    return Hand(samples(grain, *places, grain < t[-1]))


def needle_on_a_border(desk: Desk) -> Hand:
    """Lanes along which a needle runs on the line between two cells, at the border of what is judged."""
    scenario, cell = desk.scenario, desk.scenario.cell_um
    judged = scenario.zones().judged_cells(desk.plan.zone)
    edge = judged & ~(np.roll(judged, 1, 0) & np.roll(judged, -1, 0) & np.roll(judged, 1, 1) & np.roll(judged, -1, 1))
    rows, cols = np.nonzero(edge)
    lanes = []
    for number in range(4):
        at = int(desk.draw.integers(len(rows)))
        dx, dy = scenario.device.needles_um[int(desk.draw.integers(len(scenario.device.needles_um)))]
        x, y = int(cols[at]) * cell - dx + desk.quantum(), int(rows[at]) * cell - dy + desk.quantum()
        step = (100 + desk.quantum(), 0) if number % 2 else (0, 100 + desk.quantum())
        lanes.append(line(800_000 * number, (x, y), step, 60))
    return Hand(join(lanes))


def samples_on_needle_strokes(desk: Desk) -> Hand:
    """Landings, lifts and turns of the dial at the very times of needle strokes."""
    period, count = desk.scenario.device.period_us, 40
    k = np.cumsum(desk.draw.integers(1, 4, count))
    t = k * period + desk.draw.integers(-1, 2, count)
    x, y = (start + np.cumsum(desk.draw.integers(-600, 900, count)) for start in (desk.x_um, desk.y_um))
    acts = sorted(int(i) * period + desk.quantum() for i in desk.draw.choice(k, 3, replace=False))
    dialled = tuple(Act(at, "dial", 250 * int(desk.draw.integers(0, 7))) for at in acts)
    return Hand(samples(t, x, y, desk.draw.random(count) < 0.7), dialled)


def stands_at_an_edge(desk: Desk) -> Hand:
    """A tip that goes to and fro by just the radius in which it counts as dwelling, or just more."""
    period, way = desk.scenario.device.period_us, DWELL_UM + desk.quantum()
    t = np.arange(12) * 8 * period + desk.quantum() + 1
    x = desk.x_um + way * (np.arange(12) % 2)
    return Hand(samples(t, x, np.full(12, desk.y_um), np.arange(12) < 11))


def force_and_tilt_at_an_edge(desk: Desk) -> Hand:
    """Force and tilt at the corners of the tables of what depth they cost."""
    device = desk.scenario.device
    lane = line(0, (desk.x_um, desk.y_um), (150, 0), 80)
    force = [desk.pick([f for f, _ in device.loss_by_force]) + desk.quantum() for _ in lane.t_us]
    tilt = [desk.pick([f for f, _ in device.loss_by_tilt]) + desk.quantum() for _ in lane.t_us]
    columns = (lane.t_us, lane.x_um, lane.y_um, lane.down)
    return Hand(samples(*columns, force_mn=np.maximum(force, 0), tilt_ddeg=np.clip(tilt, 0, 900)))


KINDS: tuple[Callable[[Desk], Hand], ...] = (
    dial_at_an_edge,
    speed_at_an_edge,
    overlap_at_an_edge,
    contact_over_the_cap,
    turn_at_an_edge,
    needle_on_a_border,
    samples_on_needle_strokes,
    stands_at_an_edge,
    force_and_tilt_at_an_edge,
)


def near(scenario: Scenario, seed: int) -> Hand:
    """The hand of a seed, near one of the thresholds by turns."""
    draw = np.random.default_rng([seed, 1])
    plan = scenario.plans[int(draw.integers(len(scenario.plans)))]
    rows, cols = np.nonzero(scenario.zones().judged_cells(plan.zone))
    at, half = int(draw.integers(len(rows))), scenario.cell_um // 2
    place = (int(cols[at]) * scenario.cell_um + half, int(rows[at]) * scenario.cell_um + half)
    return KINDS[seed % len(KINDS)](Desk(scenario, plan, *place, draw))


def anywhere(scenario: Scenario, seed: int) -> Hand:
    """The hand of a seed without regard to any threshold: wild ones, and part of a raster now and then."""
    if seed % 7:
        return wild(seed)
    draw = np.random.default_rng([seed, 2])
    whole = raster(int(draw.integers(2000, 9000)), float(draw.uniform(5, 60)))
    return whole.between(0, int(draw.integers(1, 20_000_000)))
