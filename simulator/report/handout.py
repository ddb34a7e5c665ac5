"""The sheet of a lesson: what is asked, the plan, the skin with its zones, and a grid of paper to draw the lanes on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from simulator import session
from simulator.files import parameters
from simulator.needling.zones import Shape
from simulator.outcome.response_parameters import Parameters
from simulator.pictures.healing import Frame
from simulator.pictures.png import data_uri
from simulator.report import drawn
from simulator.report.page import render
from simulator.report.words import CONVENTION
from simulator.session import Scenario
from simulator.words import _, in_figures

PAPER_MM = (180.0, 200.0)
"""What A4 has room for inside its margins, beside a few lines."""
AROUND_MM, STEP_MM = 5.0, 10.0
SCALES = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0)


class Area(NamedTuple):
    """An outline with its number and the place of the number, in the units of its picture."""

    number: int
    points: str
    x: float
    y: float


class Paper(NamedTuple):
    """A grid in mm of skin: view box, size on paper in mm, how much smaller than skin it is, and what is on it."""

    box: tuple[float, float, float, float]
    size_mm: tuple[float, float]
    scale: float
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    zones: tuple[Area, ...]
    off: tuple[Area, ...]
    tip_mm: float


def handout(scenarios: Iterable[Scenario], assets: Path, title: str) -> str:
    """A page to be printed, two sheets for each scenario (1 s each for a face)."""
    best = parameters.load(assets).knowledge.best()
    return render([_section(one, best) for one in scenarios], assets, "handout", title=title)


def _section(scenario: Scenario, best: Parameters) -> dict[str, Any]:
    untouched = drawn.treated(scenario, [(0.0, session.begin(scenario, 1).skin)])
    person = drawn.person(scenario, untouched, best)
    return {
        "title": _(scenario.title),
        "brief": scenario.brief,
        "goal": scenario.goal,
        "about": _("Skin type {type} · {device} · about {minutes:g} min").format(
            type=scenario.skin_type.id, device=scenario.device.title, minutes=scenario.minutes
        ),
        "picture": data_uri(person.skin.before()),
        "zones": _areas(_planned(scenario), person.frame),
        "off": _areas(scenario.no_go, person.frame),
        "plan": [_row(scenario, number) for number in range(len(scenario.plans))],
        "paper": paper(scenario),
        "convention": CONVENTION,
    }


def _planned(scenario: Scenario) -> list[Shape]:
    """The zones of the plan, in its order."""
    shapes = {shape.name: shape for shape in scenario.site.zones}
    return [shapes[plan.zone] for plan in scenario.plans]


def _range(low: float, high: float, how: str) -> str:
    return f"{in_figures(low, how)} – {in_figures(high, how)}"


def _row(scenario: Scenario, number: int) -> tuple[str, ...]:
    """One line of the plan in words."""
    plan = scenario.plans[number]
    return (
        f"{number + 1}. {plan.title}",
        _range(plan.depth_low_um / 1000, plan.depth_high_um / 1000, ".2f"),
        in_figures(plan.cap_um / 1000, ".2f"),
        _range(plan.target_low_per_cm2, plan.target_high_per_cm2, ","),
        str(plan.passes),
        _(plan.technique),
        f"{plan.overlap[0]:.0%} – {plan.overlap[1]:.0%}",
        _range(*plan.glide_mm_s, "g"),
    )


def _areas(shapes: Iterable[Shape], frame: Frame) -> tuple[Area, ...]:
    """Outlines in the pixels of a frame."""
    (left, top, _right, _bottom), scale = frame
    return tuple(
        _area(number, (shape.polygon_um / 1000 - (left, top)) * scale) for number, shape in enumerate(shapes, 1)
    )


def _area(number: int, points: np.ndarray) -> Area:
    from shapely import Polygon

    inside = Polygon(points).representative_point()
    written = " ".join(f"{px:.2f},{py:.2f}" for px, py in points)
    return Area(number, written, round(inside.x, 2), round(inside.y, 2))


def paper(scenario: Scenario) -> Paper:
    """The plan as an empty grid, as large as skin where the paper allows it."""
    planned = _planned(scenario)
    corners = np.concatenate([shape.polygon_um for shape in planned])
    low, high = corners.min(0) / 1000 - AROUND_MM, corners.max(0) / 1000 + AROUND_MM
    wide, tall = (float(side) for side in high - low)
    scale = next((s for s in SCALES if wide / s <= PAPER_MM[0] and tall / s <= PAPER_MM[1]), SCALES[-1])
    frame = Frame((0.0, 0.0, 0.0, 0.0), 1.0)
    return Paper(
        (float(low[0]), float(low[1]), wide, tall),
        (wide / scale, tall / scale),
        scale,
        _lines(float(low[0]), float(high[0])),
        _lines(float(low[1]), float(high[1])),
        _areas(planned, frame),
        _areas(scenario.no_go, frame),
        scenario.device.tip_um / 1000,
    )


def _lines(low: float, high: float) -> tuple[float, ...]:
    """Where the lines of the grid are, in mm of skin."""
    first = int(np.ceil(low / STEP_MM))
    return tuple(n * STEP_MM for n in range(first, int(high // STEP_MM) + 1))
