"""The truth of a path by calculation: needles, rate, speed and geometry, without a single simulated puncture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.needling.device import Device, read_off
from simulator.outcome.plan import ZonePlan
from simulator.validity.chapter import Floats
from simulator.validity.dose import CELL_UM, Dose, dose, shares
from simulator.validity.paths import HIGH_MM, LOW_MM, MIDDLE_MM, TURN_US, WAVE_FROM_MM, WAVE_MM, Path

LOOK_BACK_S = 0.1
"""A speed is the straight way over this time."""
RING_TURNS = 2.0
"""A ring heads back from the way it began on after little more than 120°, and again: 353° hold that twice."""
SIDE_CM = (HIGH_MM - LOW_MM) / 10


def known(path: Path, device: Device, plan: ZonePlan) -> dict[str, float]:
    """Everything about a path that follows from its drawing, by the names of the metrics."""
    found = _motion(path, device) | _depth(path, device, plan)
    if path.family == "slant":
        found |= {"density_per_cm2": _slanted(path, device), "coverage": 1.0, "omission": 0.0, "bare": 0.0}
    elif path.lanes:
        found |= _dosed(path, device, plan)
    elif path.apart_mm:
        found["density_per_cm2"] = _wave(path, device)
    return found | (_overlap(path, device, plan) if path.spacing_mm or path.apart_mm else {})


def _motion(path: Path, device: Device) -> dict[str, float]:
    """Speed, drag, strokes, lifts, time and share in the air, from lengths and speeds alone."""
    length, speed = path.measured()
    reading = _chord(path, speed)
    contact = length / speed
    whole = float(contact.sum()) + TURN_US / 1e6 * (len(length) - 1)
    duty = int(read_off(device.duty, np.array([path.dial_um]))[0]) / 1000
    found = {
        "glide_in_band": float(length[(reading >= 10) & (reading <= 30)].sum() / length.sum()),
        "drag_um_p95": _below(reading, contact, 0.95) * 1000 * duty * device.period_us / 1e6,
        "time_s": whole,
        "air_share": 1 - float(contact.sum()) / whole,
        "strokes": float(len(length)),
        "lift_offs": float(len(length)),
        "turns_in_contact": RING_TURNS if path.radius_mm else 0.0,
        "steadiness": 0.0,
    }
    return found | {f"glide_mm_s.p{part}": _below(reading, length, part / 100) for part in (10, 50, 90)}


def _chord(path: Path, speed: Floats) -> Floats:
    """What a speed reads as: on a ring the chord of the way over the look back, elsewhere the speed itself."""
    if not path.radius_mm:
        return speed
    return 2 * path.radius_mm * np.sin(speed * LOOK_BACK_S / (2 * path.radius_mm)) / LOOK_BACK_S


def _below(values: Floats, weights: Floats, share: float) -> float:
    """The value that so much of the weight lies at or below."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][min(int(np.searchsorted(reached, share)), len(values) - 1)])


def _depth(path: Path, device: Device, plan: ZonePlan) -> dict[str, float]:
    """Depth from the dial and the law of the scatter: the sum of two even draws, a triangle of whole µm."""
    half = device.spread_um // 2
    even = np.full(2 * half + 1, 1 / (2 * half + 1))
    sums = np.convolve(even, even)
    depth = path.dial_um - 2 * half + np.arange(len(sums))
    fits = (depth >= plan.depth_low_um) & (depth <= plan.depth_high_um)
    inside = plan.depth_low_um <= path.dial_um <= plan.depth_high_um
    return {
        "depth_mean_mm": path.dial_um / 1000,
        "depth_compliance": float(sums[fits].sum()),
        "dial_choice": float(inside),
    }


def _overlap(path: Path, device: Device, plan: ZonePlan) -> dict[str, float]:
    """Overlap of lanes at one spacing."""
    overlap = 1 - (path.spacing_mm or path.apart_mm) * 1000 / device.tip_um
    found = {"stroke_overlap.mean": overlap, "stroke_overlap.sd": 0.0}
    if min(abs(overlap - edge) for edge in plan.overlap) > 0.003:
        found["stroke_overlap.in_band"] = float(plan.overlap[0] <= overlap <= plan.overlap[1])
    return found


def _dosed(path: Path, device: Device, plan: ZonePlan) -> dict[str, float]:
    """Dose, coverage, gaps and passes of lanes along the grid."""
    needles = np.array(device.needles_um)[:, :: -1 if path.crosswise else 1]
    lanes = np.array(path.lanes)
    found: Dose = dose(lanes, needles, device.rate_hz)
    known = shares(found, plan.target_low_per_cm2, plan.target_high_per_cm2)
    if lanes[:, 1].max() < LOW_MM and lanes[:, 2].min() > HIGH_MM:
        known["pass_excess"] = float((_visits(lanes, needles) > 2 * plan.passes).mean())
    return known


def _visits(lanes: Floats, needles: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many lanes put a needle into every row of cells; strikes lie closer together than cells are long."""
    rows = int((HIGH_MM - LOW_MM) * 1000) // CELL_UM
    at = (np.rint(lanes[:, :1] * 1000).astype(np.int64) + needles[:, 1] - int(LOW_MM * 1000)) // CELL_UM
    return (at[:, :, None] == np.arange(rows)).any(axis=1).sum(axis=0)


def _slanted(path: Path, device: Device) -> float:
    """Density under straight lanes at a slant: the part of every needle's way inside the square."""
    angle = np.radians(path.slant_deg)
    along, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    needles = np.array(device.needles_um) / 1000
    total = 0.0
    for lane in path.lanes:
        start = MIDDLE_MM + across * (lane.y_mm - MIDDLE_MM) + needles
        edges = (np.array([LOW_MM, HIGH_MM])[:, None, None] - start) / along
        enters, leaves = np.sort(edges, axis=0).max(axis=2)[0], np.sort(edges, axis=0).min(axis=2)[1]
        reach = lane.from_mm - MIDDLE_MM, lane.to_mm - MIDDLE_MM
        inside = np.minimum(leaves, reach[1]) - np.maximum(enters, reach[0])
        total += float(np.maximum(inside, 0).sum()) / lane.speed_mm_s
    return total * device.rate_hz / SIDE_CM**2


def _wave(path: Path, device: Device) -> float:
    """Density under shifted copies of a wave that fit the square a whole number of times: N f / (v s) · arc / chord."""
    needles_mm = np.array(device.needles_um)[:, :1] / 1000
    turn = 2 * np.pi / WAVE_MM
    slope = path.height_mm * turn * np.cos(turn * (np.linspace(LOW_MM, HIGH_MM, 20_001) - needles_mm - WAVE_FROM_MM))
    arc = float(np.sqrt(1 + slope * slope).mean())
    return 100 * len(needles_mm) * device.rate_hz / (path.speed_mm_s * path.apart_mm) * arc
