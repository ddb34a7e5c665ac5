"""Scenarios that are made of others: a drill as it is on one day, and the strip of skin where it went wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import tomlkit

from simulator.files.scenario import NAMES, from_texts
from simulator.needling.chance import uniform
from simulator.session import Scenario

DOSES = (0.85, 0.95, 1.0, 1.1, 1.2)
"""Factors of the planned dose, one of which a day has; the right glide speed changes with it (a proposal)."""
ROUND_TO = 10


def of_day(scenario: Scenario, day: date) -> Scenario:
    """The drill of a day: the same all day long and everywhere; anything that is no drill stays as it is."""
    if scenario.kind != "drill":
        return scenario
    sideways, upright, dose = (float(uniform(day.toordinal(), f"variation {scenario.id}", n)[0]) for n in range(3))
    factor = DOSES[int(dose * len(DOSES))]
    mirrored = (sideways < 0.5, upright < 0.5) if _plain(scenario) else (False, False)
    if factor == 1.0 and not any(mirrored):
        return scenario
    texts = dict(scenario.texts)
    site, task = (tomlkit.parse(texts[name]) for name in ("site", "scenario"))
    size = (float(site["width_mm"]), float(site["height_mm"]))
    for zone in task["zones"].values():
        zone["target_per_cm2"] = [round(factor * value / ROUND_TO) * ROUND_TO for value in zone["target_per_cm2"]]
    for lesion in task.get("lesions", ()):
        lesion["at_mm"] = _mirrored([lesion["at_mm"]], size, mirrored)[0]
    for area in (*site["zones"].values(), *site.get("no_go", {}).values()):
        area["points_mm"] = _mirrored(area["points_mm"], size, mirrored)
    texts |= {"site": tomlkit.dumps(site), "scenario": tomlkit.dumps(task)}
    return from_texts(texts)


STRIP_S, LONGER, LEAST_MM, LANE_S = 15.0, 1.6, 14.0, 1.5
"""A strip takes so many seconds in contact, is so many times longer than wide or as long as a lane of `LANE_S`, whose
steadiness can be seen, and no narrower than `LEAST_MM` (proposals).
"""


def strip(scenario: Scenario, zone: str, at_um: tuple[int, int]) -> Scenario:
    """A drill on the part of one zone that lies around a place: half a minute with the ways between lanes.

    Its id is the scenario's with `-strip` behind; nothing else is asked than in that zone's plan.
    """
    plan = next(one for one in scenario.plans if one.zone == zone)
    outline = next(one for one in scenario.site.zones if one.name == zone).polygon_um / 1000
    target = (plan.target_low_per_cm2 + plan.target_high_per_cm2) / 2
    pace = sum(plan.glide_mm_s) / 2
    area_mm2 = 100 * STRIP_S * scenario.device.punctures_per_mm(pace) * pace / target
    long = max(area_mm2 / max((area_mm2 / LONGER) ** 0.5, LEAST_MM), LEAST_MM, LANE_S * pace)
    half = (long / 2, max(area_mm2 / long, LEAST_MM) / 2)
    low, most = outline.min(0), outline.max(0)
    middle = [
        min(max(at / 1000, float(a) + h), max(float(b) - h, float(a) + h))
        for at, a, b, h in zip(at_um, low, most, half, strict=True)
    ]
    box = [(m - h, m + h) for m, h in zip(middle, half, strict=True)]
    texts = dict(scenario.texts)
    site, task = (tomlkit.parse(texts[name]) for name in ("site", "scenario"))
    part = site["zones"][zone]
    part["points_mm"], part["smooth"] = _cut(outline.tolist(), box), False
    for name in ("care", "treatment", "done", "course", "devices"):
        task.pop(name, None)
    for other in [name for name in task["zones"] if name != zone]:
        task["zones"].pop(other)
    task["id"], task["kind"], task["minutes"] = f"{scenario.id.removesuffix(STRIP)}{STRIP}"[:64], "drill", 0.5
    texts |= {"site": tomlkit.dumps(site), "scenario": tomlkit.dumps(task)}
    return from_texts({name: text for name, text in texts.items() if name in NAMES})


STRIP = "-strip"


def _cut(outline: list[list[float]], box: list[tuple[float, float]]) -> list[list[float]]:
    """What of a closed outline lies in a box; its largest piece."""
    from shapely import Polygon, clip_by_rect

    (left, right), (top, bottom) = box
    inside = clip_by_rect(Polygon(outline).buffer(0), left, top, right, bottom)
    piece = max(getattr(inside, "geoms", [inside]), key=lambda one: one.area)
    return [[round(float(x), 2), round(float(y), 2)] for x, y in list(piece.exterior.coords)[:-1]]


def _plain(scenario: Scenario) -> bool:
    """Whether nothing is drawn on the sheet that a mirror would have to move as well."""
    return scenario.site.drawing == {"kind": "patch"}


def _mirrored(points: Any, size: tuple[float, float], mirrored: tuple[bool, bool]) -> list[list[float]]:
    return [
        [round(side - float(at), 3) if flip else at for at, side, flip in zip(point, size, mirrored, strict=True)]
        for point in points
    ]
