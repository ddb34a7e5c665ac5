"""A hand that is not human: skill and grip over a scenario, the same for the same seed on every machine."""

from __future__ import annotations

import difflib
from typing import NamedTuple, TypeVar

import numpy as np

from simulator.needling.chance import uniform
from simulator.needling.hand import Hand
from simulator.needling.zones import Zones
from simulator.operators import consult
from simulator.operators.attention import ATTENTION, Tending, attend, sections
from simulator.operators.course import Layout
from simulator.operators.glide import STEP_UM, Ends, Track, beside, glide, run_up_um, stations
from simulator.operators.habits import GRIPS, SKILLS, Grip, Skill
from simulator.operators.lanes import Path, lanes
from simulator.operators.reach import Mask, Tip, around, depth_into, reach
from simulator.operators.stamping import stamps
from simulator.operators.timeline import Timeline
from simulator.operators.wander import Floats, normal, wander
from simulator.outcome.plan import ZonePlan
from simulator.session import Scenario

T = TypeVar("T")

ROOM_TIPS = 3
"""Lanes are planned on the zone and so many tip widths around it."""
GLIDE_ROOM = 0.15
"""Planned speeds keep this share of the glide band away from its ends (proposal)."""
SWAY_MM, SURGE_MM = 25.0, 12.0
"""Ways along a lane over which the sway and the speed of a hand change (proposal)."""
RUSH_MM = 20.0
"""Length of the stretches that are rushed over and lingered on in turn (proposal)."""


class Operator(NamedTuple):
    """Who works, with what, and under which seed."""

    skill: Skill
    grip: Grip
    seed: int


def operate(scenario: Scenario, skill: str | Skill, grip: str | Grip, seed: int) -> Hand:
    """All that this hand does in the scenario: zone by zone, pass by pass, lane by lane, dial acts included, and before
    and after it what it takes care of.

    Skill and grip are those of the tables by name, or any other habits.
    """
    operator = Operator(_named(SKILLS, skill, "skill"), _named(GRIPS, grip, "grip"), seed)
    name = skill if isinstance(skill, str) else "expert"
    careful = consult.careful(scenario, name, seed)
    if careful is not None and careful.postpones():
        return consult.postponed(careful)
    zones, timeline, number = scenario.zones(), Timeline(scenario.dial_start_um, scenario.device.dial_step_um), 0
    attention = ATTENTION.get(name, ATTENTION["competent"])
    tending = Tending(scenario, attention, seed, timeline)
    for plan in scenario.plans:
        judged = zones.judged_cells(plan.zone)
        if not judged.any():
            continue
        right_um, step_um = right_dial_um(scenario, plan), scenario.device.dial_step_um
        timeline.dial(min(max(right_um + operator.skill.dial_steps * step_um, step_um), scenario.device.dial_max_um))
        if plan.technique == "stamp":
            for track in stamps(_room(scenario, zones, plan, timeline.dial_um), plan, scenario.device, operator):
                timeline.lane(track, joined=False)
            continue
        planned = planned_speed_um_s(scenario, plan, judged, lay(scenario, zones, plan, SKILLS["expert"], right_um))
        pace = _pace(judged, operator.skill, scenario.cell_um)
        paths = lay(scenario, zones, plan, operator.skill, timeline.dial_um)
        for section in sections(paths, asked=scenario.treatment is not None):
            tending.prepare(section)
            for piece in (p for path in section.lanes for p in _within_reach(path, operator.grip.reach_mm * 1000)):
                tending.before_lane(section)
                track = _lane(piece, planned * operator.skill.pace, pace, operator, number)
                timeline.lane(track, joined=bool(uniform(seed, "join", number)[0] < operator.skill.joined))
                number += 1
    hand = attend(timeline.hand(operator.grip, seed), scenario, attention, seed)
    return hand if careful is None else consult.around(hand, careful, scenario.device.period_us)


def _room(scenario: Scenario, zones: Zones, plan: ZonePlan, dial_um: int) -> tuple[Mask, Mask, int]:
    """The cells of a zone that are judged, those that the tip's middle may enter, and their size."""
    device, skill = scenario.device, SKILLS["expert"]
    whole = (slice(0, zones.grid.rows), slice(0, zones.grid.cols))
    tip = Tip(device.tip_um // 2, round(skill.clearance_mm * 1000), dial_um)
    allowed = reach(zones, whole, scenario.plans, zones.names.index(plan.zone) + 1, tip)
    return zones.judged_cells(plan.zone), allowed, scenario.cell_um


def lay(scenario: Scenario, zones: Zones, plan: ZonePlan, skill: Skill, dial_um: int) -> list[Path]:
    """The lanes that a skill means to draw over one zone, all passes, in order."""
    judged, cell_um, device = zones.judged_cells(plan.zone), scenario.cell_um, scenario.device
    box = around(judged, ROOM_TIPS * device.tip_um // cell_um)
    tip = Tip(device.tip_um // 2, round(skill.clearance_mm * 1000), dial_um)
    allowed = reach(zones, box, scenario.plans, zones.names.index(plan.zone) + 1, tip)
    corner_um = np.array([box[1].start, box[0].start]) * cell_um
    layout = _layout(scenario, skill)
    turns = [lanes(judged[box], allowed, layout, turn % 2 == 1, cell_um) for turn in range(plan.passes)]
    return [path + corner_um for turn in turns for path in turn]


def right_dial_um(scenario: Scenario, plan: ZonePlan) -> int:
    """The dial setting nearest to the middle of the zone's window, never above its cap."""
    device = scenario.device
    dial_um = device.dial_for((plan.depth_low_um + plan.depth_high_um) // 2)
    most_um = plan.cap_um + device.loss_um
    return dial_um if dial_um <= most_um else most_um // device.dial_step_um * device.dial_step_um


def planned_speed_um_s(scenario: Scenario, plan: ZonePlan, judged: Mask, paths: list[Path]) -> float:
    """Speed at which these lanes leave the middle of the target in the judged cells, within the glide band.

    One needle on 1 µm of way at speed v leaves f / v punctures, so v = f · (needle way inside) / (target · area):
    20 mm/s for 14 needles at 117 Hz, endless lanes 4.2 mm apart and 1,950 punctures per cm².
    """
    low, high = (1000 * speed for speed in plan.glide_mm_s)
    if scenario.device.pitch_um:  # a drum leaves the same, however fast it rolls
        return (low + high) / 2
    needles = np.array(scenario.device.needles_um)
    inside = 0
    for path in paths:
        _, places = stations(path, 0.0)
        cell = np.floor((places[:, None, :] + needles[None, :, :]) / scenario.cell_um).astype(np.int64)
        on = ((cell >= 0) & (cell < judged.shape[::-1])).all(axis=2)
        inside += int(np.count_nonzero(judged[cell[..., 1][on], cell[..., 0][on]]))
    area_cm2 = int(np.count_nonzero(judged)) * scenario.grid.cell_cm2
    wanted = (plan.target_low_per_cm2 + plan.target_high_per_cm2) / 2 * area_cm2
    room = GLIDE_ROOM * (high - low)
    return float(np.clip(scenario.device.rate_hz * inside * STEP_UM / wanted, low + room, high - room))


def _named(table: dict[str, T], name: str | T, what: str) -> T:
    if not isinstance(name, str):
        return name
    if name not in table:
        close = difflib.get_close_matches(name, table, 1) or sorted(table)
        raise ValueError(f"{what} {name!r} is not known; try {', '.join(close)}")
    return table[name]


def _layout(scenario: Scenario, skill: Skill) -> Layout:
    """The skill's lanes in cells."""
    cell_mm, tip_mm = scenario.cell_um / 1000, scenario.device.tip_um / 1000
    spacing = max(tip_mm * (1 - skill.overlap), 2 * cell_mm) / cell_mm
    needles = tuple((x / scenario.cell_um, y / scenario.cell_um) for x, y in scenario.device.needles_um)
    return Layout(spacing, skill.inset_mm / cell_mm, round(skill.overrun_mm / cell_mm), tip_mm / 2 / cell_mm, needles)


class Pace(NamedTuple):
    """Share of the speed by place; `depth` [row, col] runs from 0 at the border to 1, None where the pace is even."""

    depth: Floats | None
    cell_um: int
    border: float
    middle: float

    def at(self, places: Path) -> Floats | float:
        """The share at every place; beyond the zone as at its border."""
        if self.depth is None:
            return self.border
        col, row = (np.floor(places[:, axis] / self.cell_um).astype(np.int64) for axis in (0, 1))
        inside = self.depth[np.clip(row, 0, self.depth.shape[0] - 1), np.clip(col, 0, self.depth.shape[1] - 1)]
        return np.interp(inside, [0.35, 0.55], [self.border, self.middle])


def _pace(judged: Mask, skill: Skill, cell_um: int) -> Pace:
    if skill.border_pace == skill.middle_pace:
        return Pace(None, cell_um, skill.border_pace, skill.middle_pace)
    depth = depth_into(judged, cell_um)
    return Pace(depth / depth.max(), cell_um, skill.border_pace, skill.middle_pace)


def _within_reach(path: Path, reach_um: float) -> list[Path]:
    """The path in equal pieces that the grip can glide in one go."""
    s, places = stations(path, 0.0)
    count = max(int(np.ceil(s[-1] / reach_um)), 1)
    cuts = np.linspace(0, len(s) - 1, count + 1).astype(np.int64)
    return [places[a : b + 1] for a, b in zip(cuts[:-1], cuts[1:], strict=True)]


def _both(a: float, b: float) -> float:
    """The s.d. of two independent errors together."""
    return float(np.sqrt(a * a + b * b))


def _lane(path: Path, speed_um_s: float, pace: Pace, operator: Operator, number: int) -> Track:
    """One lane with the errors of this hand; `number` counts lanes, so that each has its own."""
    skill, grip, seed = operator
    still_s = (skill.still_ms + grip.press_ms * (1 - skill.flying)) / 1000
    ends = Ends(skill.ramp_ms / 1000, skill.flying, still_s)
    speed_um_s *= max(1 + skill.pace_sd * float(normal(seed, "pace", number)[0]), 0.3)
    s, places = stations(path, run_up_um(speed_um_s, ends))
    surge = 1 + _both(skill.surge_sd, grip.surge_sd) * wander(seed, f"surge {number}", s, SURGE_MM * 1000)
    speed = _rushed(speed_um_s * np.maximum(surge, 0.3) * pace.at(places), s, skill.rush_mm_s * 1000, number)
    lane_mm = _both(skill.lane_mm, grip.lane_mm) * normal(seed, "lane", number)
    sway_mm = _both(skill.wobble_mm, grip.wobble_mm) * wander(seed, f"sway {number}", s, SWAY_MM * 1000)
    return glide(s, beside(places, (lane_mm + sway_mm) * 1000), speed, ends)


def _rushed(speed: Floats, s_um: Floats, rush_um_s: float, number: int) -> Floats:
    """Every other stretch at the rushing speed, those between so slow that the mean dose stays as it was."""
    if not rush_um_s:
        return speed
    fast = (np.floor(s_um / (RUSH_MM * 1000)).astype(np.int64) + number) % 2 == 0
    return np.where(fast, rush_um_s, 1 / (2 / speed - 1 / rush_um_s))
