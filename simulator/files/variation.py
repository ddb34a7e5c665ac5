"""A drill as it is on one day: mirrored, and with a little more or less dose, so that no two days are the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import tomlkit

from simulator.files.scenario import from_texts
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


def _plain(scenario: Scenario) -> bool:
    """Whether nothing is drawn on the sheet that a mirror would have to move as well."""
    return scenario.site.drawing == {"kind": "patch"}


def _mirrored(points: Any, size: tuple[float, float], mirrored: tuple[bool, bool]) -> list[list[float]]:
    return [
        [round(side - float(at), 3) if flip else at for at, side, flip in zip(point, size, mirrored, strict=True)]
        for point in points
    ]
