"""Critical errors: what no score can make up for, with the place and the time it happened."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.needling.puncture import Poses, roll
from simulator.needling.run import Run
from simulator.needling.zones import Zones
from simulator.outcome.dose import Mask, Patch
from simulator.outcome.motion import Motion
from simulator.words import _, mark

OVER_CAP_US = 200_000
"""Contact with the dial above the cap for longer than this is critical."""
DEEP_SHARE, DEEP_COUNT = 0.005, 20
"""So many punctures below the cap, as a share and as a number, are critical."""


class Critical(NamedTuple):
    """One critical error: the rule of METRICS, the zone or no-go area, when (s) and where (µm), in words."""

    rule: str
    zone: str
    t_s: float
    x_um: int
    y_um: int
    text: str
    numbers: dict[str, float | str]


NO_GO = mark(
    "{zone}: {hits} punctures beyond the no-go line, the first at {time}. Keep the ring outside the dashed line."
)
DIAL_OVER_CAP = mark(
    "{zone}: the dial stood at {dial_mm:.2f} mm for {time_s:.1f} s, the cap is {cap_mm:.2f} mm. "
    "Turn it down before you land here."
)
DEPTH_OVER_CAP = mark(
    "{zone}: {deep} punctures went deeper than the cap of {cap_mm:.2f} mm. Choose a shallower setting here."
)


def find(
    run: Run, motion: Motion, patches: list[Patch], titles: dict[str, str], rules: tuple[str, ...]
) -> list[Critical]:
    """Critical errors of a run under the rules that a rubric names, in order of time."""
    found: list[Critical] = []
    if "no_go" in rules:
        found += no_go(run, titles)
    for patch in patches:
        if "dial_over_cap" in rules:
            found += _dial_over_cap(run, motion, patch)
        if "depth_over_cap" in rules:
            found += _depth_over_cap(run, patch)
    return sorted(found, key=lambda c: (c.t_s, c.rule, c.zone))


def no_go(run: Run, titles: dict[str, str]) -> list[Critical]:
    """One error for every no-go area with a puncture in it."""
    zones: Zones = run.skin.zones
    found = []
    for number, name in enumerate(zones.no_go_names, 1):
        area = zones.no_go == number
        hits = int(run.skin.count[area].sum())
        if hits:
            numbers: dict[str, float | str] = {"zone": titles.get(name, name), "hits": hits}
            found.append(_critical("no_go", name, first_touch(run, area), _(NO_GO), numbers))
    return found


def first_touch(run: Run, area: Mask) -> tuple[int, int, int]:
    """Time and place (µs, µm) of the first needle stroke that put a needle into an area."""
    poses: Poses = run.poses()[0]
    if run.device.pitch_um:
        made = roll(poses, run.poses()[1].step_um, 0, run.device, run.seed)
        cell, on = run.skin.zones.grid.cells(made.x_um, made.y_um)
        end = int(made.pose[np.argmax(on & area.reshape(-1)[cell])]) + 1
        return int(poses.t_us[end - 1]), int(poses.x_um[end - 1]), int(poses.y_um[end - 1])
    for dx, dy in run.device.needles_um:
        cell, on = run.skin.zones.grid.cells(poses.x_um + dx, poses.y_um + dy)
        hit = on & area.reshape(-1)[cell]
        if hit.any():
            first = int(np.argmax(hit))
            poses = Poses(*(c[: first + 1] for c in poses))
    return int(poses.t_us[-1]), int(poses.x_um[-1]), int(poses.y_um[-1])


def _dial_over_cap(run: Run, motion: Motion, patch: Patch) -> list[Critical]:
    most_um = patch.plan.cap_um + run.device.loss_um
    over = np.nonzero((motion.zone == patch.number) & (motion.dial_um > most_um))[0]
    over_us = run.contact_us(motion.t_us[over])
    if over_us <= OVER_CAP_US:
        return []
    first = int(over[0])
    numbers: dict[str, float | str] = {
        "zone": patch.plan.title,
        "dial_mm": int(motion.dial_um[over].max()) / 1000,
        "time_s": round(over_us / 1e6, 1),
        "cap_mm": patch.plan.cap_um / 1000,
    }
    place = (int(motion.t_us[first]), int(motion.x_um[first]), int(motion.y_um[first]))
    return [_critical("dial_over_cap", patch.plan.zone, place, _(DIAL_OVER_CAP), numbers)]


def _depth_over_cap(run: Run, patch: Patch) -> list[Critical]:
    deep = int(patch.deep_count[patch.cells].sum())
    punctures = int(patch.count[patch.cells].sum())
    if deep < DEEP_COUNT or deep <= DEEP_SHARE * punctures:
        return []
    area = np.zeros(run.skin.count.shape, bool)
    area[patch.box] = patch.cells & (patch.deep_count > 0)
    numbers: dict[str, float | str] = {"zone": patch.plan.title, "deep": deep, "cap_mm": patch.plan.cap_um / 1000}
    return [_critical("depth_over_cap", patch.plan.zone, first_touch(run, area), _(DEPTH_OVER_CAP), numbers)]


def _critical(
    rule: str, zone: str, place: tuple[int, int, int], text: str, numbers: dict[str, float | str]
) -> Critical:
    t_us, x_um, y_um = place
    return Critical(rule, zone, round(t_us / 1e6, 2), x_um, y_um, text.format(time=clock(t_us), **numbers), numbers)


def clock(t_us: int) -> str:
    """A time of the run as minutes and seconds."""
    return f"{t_us // 60_000_000:02d}:{t_us // 1_000_000 % 60:02d}"
