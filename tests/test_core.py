"""The scoring core is held to a list of operations that give the same bits everywhere; the rest is only shown."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any

import pytest
from core_lint import Fault, House, faults, house, module_name
from strokes import raster

from simulator.files.outcome import summary
from simulator.operators.operate import operate
from simulator.session import Header, Outcome, Scenario, begin, conclude
from simulator.session import fields as draw_fields

ROOT = Path(__file__).resolve().parent.parent
HEADER = Header("r", "t", 7, 1, "2026-01-01T00:00:00+00:00", "operator", 1.0, 6.0, "none", "operator")

SHOWN = {
    "simulator.outcome.smoothness": "spectral arc length by a Fourier transform: a number to read, in no band",
    "simulator.outcome.fields": "maps of an outcome that stands already",
    "simulator.outcome.coach": "sentences about findings that stand already",
    "simulator.outcome.discomfort": "how much a depth hurts: a figure to read, in no band",
    "simulator.outcome.cohort": "counts over findings of many runs",
    "simulator.standing.rules": "what many verdicts mean; the session only names its type",
}
"""Modules of the core's folders that no score can depend on, and why; the response to needling is one more."""
SHOWN_PREFIX = "simulator.outcome.response_"
NAMED_BY_SESSION = {
    "simulator.outcome.smoothness": {"median_sparc"},
    "simulator.outcome.fields": {"Fields", "draw"},
    "simulator.standing.rules": {"Rule"},
}
"""All that the route itself may name of them: one number to show, the maps, and two types."""
SESSION = "simulator.session"


def _sources() -> dict[str, str]:
    """Every module of the core's folders with its text."""
    folders = (ROOT / "simulator" / name for name in ("needling", "outcome"))
    paths = [p for folder in folders for p in sorted(folder.glob("*.py")) if p.stem != "__init__"]
    return {module_name(p, ROOT): p.read_text(encoding="utf-8") for p in (*paths, ROOT / "simulator" / "session.py")}


def _shown(name: str) -> bool:
    return name in SHOWN or name.startswith(SHOWN_PREFIX)


SOURCES = {name: text for name, text in _sources().items() if not _shown(name)}
TREES = {name: ast.parse(text, name) for name, text in SOURCES.items()}
HOME: House = house(TREES)


def found_in(name: str, tree: ast.Module) -> list[Fault]:
    return faults(tree, HOME, NAMED_BY_SESSION if name == SESSION else None)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_the_core_keeps_to_the_list(name: str) -> None:
    wrong = [f"{name}:{line} {what}" for line, what in found_in(name, TREES[name])]
    assert not wrong, "\n".join(wrong)


def test_members_of_the_core_are_not_called_like_sums_of_arrays() -> None:
    risky = {"mean", "std", "var", "prod", "dot", "sum", "trace", "round", "cumprod", "reduce", "reduceat", "outer"}
    assert not risky & HOME.members


def with_line(text: str, function: str, line: str) -> tuple[ast.Module, int]:
    """A copy of a module with one more line at the start of a function, and the number of that line."""
    wanted = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef) and n.name == function]
    assert wanted, f"no function {function}"
    body = wanted[0].body
    said = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    before = body[0].end_lineno if said else body[0].lineno - 1
    lines = text.splitlines()
    lines.insert(before, " " * body[0].col_offset + line)
    return ast.parse("\n".join(lines)), before + 1


VIOLATIONS = [
    ("needling.chance", "uniform", "import random"),
    ("needling.chance", "bits", "salt = hash(purpose)"),
    ("needling.device", "read_off", "line = np.polyfit(value, value, 1)"),
    ("needling.grid", "centres", "half = np.tan(self.cell_um)"),
    ("needling.hand", "samples", "from math import sin"),
    ("needling.outline", "smooth", "root = points_um ** 0.5"),
    ("needling.outline", "inside", "from numpy import cross"),
    ("needling.puncture", "enter", "angle = np.arctan2(poses.dy_um, poses.dx_um)"),
    ("needling.puncture", "drag_um", "way = np.hypot(poses.dx_um, poses.dy_um)"),
    ("needling.puncture", "scatter", "drawn = np.random.default_rng(seed).normal(0, spread_um, len(index))"),
    ("needling.puncture", "strike", "import time"),
    ("needling.run", "_land", "from datetime import datetime"),
    ("needling.run", "rate_hz", "share = float(np.float32(self.end_us))"),
    ("needling.skin", "take", "middle = punctures.depth_um.mean()"),
    ("needling.skin", "take", "np.add.at(self.drag_um.reshape(-1) / 1000, punctures.pose, 0.1)"),
    ("needling.skin", "_weigh", "mm = np.bincount(zone, depth / 1000, 9)"),
    ("needling.strokes", "_direction", "across = np.cos(poses.dx_um / 1000)"),
    ("needling.strokes", "_compare", "dot = a @ b.T"),
    ("needling.strokes", "_compare", "dot = np.einsum('ij,ij->i', a, b)"),
    ("needling.strokes", "_compare", "dot = np.inner(a, b)"),
    ("needling.zones", "lay_out", "import os"),
    ("needling.zones", "_distance2_um", "from scipy.ndimage import gaussian_filter"),
    ("outcome.band", "of", "value = pow(value, 1.5)"),
    ("outcome.coverage", "_evenness", "whole = int(dose.sum())"),
    ("outcome.coverage", "_evenness", "order = np.argsort(dose)"),
    ("outcome.coverage", "_shares", "whole = sum(dose)"),
    ("outcome.coverage", "conformity", "chance = np.corrcoef(count, count)"),
    ("outcome.depth", "measure", "import numpy.fft"),
    ("outcome.dose", "window", "from scipy import signal"),
    ("outcome.dose", "window", "sums = np.convolve(values.ravel(), values.ravel())"),
    ("outcome.exact", "total", "return float(np.sum(values))"),
    ("outcome.exact", "mean", "return float(values.mean())"),
    ("outcome.exact", "spread", "return float(np.std(values))"),
    ("outcome.finding_dose", "_dose_share", "middle = np.nanmean(patch.dose(WIDE_UM)[0])"),
    ("outcome.gate", "first_touch", "read = getattr(np, 'mean')"),
    ("outcome.motion", "follow", "loud = np.log(poses.window_us)"),
    ("outcome.motion", "follow", "way = np.add.reduce(poses.dx_um / 7)"),
    ("outcome.overlap", "trace", "length = np.power(x_um[-1] - x_um[0], 2)"),
    ("outcome.overlap", "_frame", "along = x_um.dot(axis)"),
    ("outcome.overlap", "distances", "long = np.linalg.norm([s.length_um for s in strokes])"),
    ("outcome.places", "_unsteady", "adder = speed.sum"),
    ("outcome.places", "_unsteady", "middle = getattr(speed, 'mean')()"),
    ("outcome.places", "_unsteady", "sum = speed.max"),
    ("outcome.dose", "cut", "np = skin"),
    ("outcome.dose", "cut", "power = __import__('math').pow"),
    ("outcome.score", "_product", "import statistics"),
    ("outcome.score", "judge", "whole = sum(rubric.weights.values())"),
    ("outcome.score", "verdict", "points = points ** 0.5"),
    ("outcome.score", "weigh", "order = [part for part in {'coverage', 'evenness'}]"),
    ("outcome.score", "total_points", "adder = sum"),
    ("outcome.technique", "still_ms", "whole = (motion.speed_mm_s * motion.step_um).sum()"),
    ("outcome.technique", "measure", "grown = np.exp(period_us)"),
    ("outcome.technique", "_steadiness", "spread = motion.speed_mm_s.std()"),
    ("session", "conclude", "print(open('settings').read())"),
    ("session", "replay", "from simulator.files import places"),
    ("session", "_measure_technique", "rough = smoothness.sparc(skin.count)"),
]
"""Lines that a hurried hand might write: each must be found on the very line where it was put."""
HARMLESS = [
    ("needling.puncture", "enter", "far = np.sqrt((poses.dx_um**2).astype(np.float64))"),
    ("needling.skin", "_weigh", "np.add.at(self.count.reshape(-1), cell[depth > 3], 1)"),
    ("needling.strokes", "_walk", "size = (tail * tail - 2 * tail).sum(axis=1)"),
    ("outcome.coverage", "_evenness", "many = int((punctures > 3).sum())"),
    ("outcome.coverage", "_evenness", "order = np.argsort(dose, kind='stable')"),
    ("outcome.depth", "measure", "deepest = int(patch.deep_count[patch.cells].sum())"),
    ("outcome.exact", "mean", "last = float(np.cumsum(values)[-1])"),
    ("outcome.motion", "follow", "away = np.rint(np.sqrt(poses.window_us / 3))"),
    ("outcome.score", "judge", "count = sum(1 for plan in plans if plan.passes > 1)"),
    ("outcome.technique", "_in_band", "way = int(motion.step_um[motion.speed_mm_s > 3.5].sum())"),
]


@pytest.mark.parametrize(("module", "function", "line"), VIOLATIONS, ids=lambda part: part[:40])
def test_a_seeded_violation_is_caught(module: str, function: str, line: str) -> None:
    name = f"simulator.{module}"
    tree, number = with_line(SOURCES[name], function, line)
    assert number in [fault.line for fault in found_in(name, tree)]


@pytest.mark.parametrize(("module", "function", "line"), HARMLESS, ids=lambda part: part[:40])
def test_what_is_exact_is_let_through(module: str, function: str, line: str) -> None:
    name = f"simulator.{module}"
    assert not found_in(name, with_line(SOURCES[name], function, line)[0])


def test_there_are_forty_violations_in_most_modules() -> None:
    assert len(VIOLATIONS) >= 40
    assert len({module for module, _function, _line in VIOLATIONS}) >= 15


def _run(scenario: Scenario, hand: Any) -> tuple[Outcome, dict[str, Any]]:
    run = begin(scenario, HEADER.seed)
    run.advance(hand)
    outcome = conclude(scenario, run)
    return outcome, summary(scenario, HEADER, outcome)


def _modules_run(scenario: Scenario, hand: Any) -> set[str]:
    """Modules of the house in which a function is run from the untouched skin to the outcome."""
    seen: set[str] = set()

    def note(frame: Any, event: str, _value: Any) -> None:
        if event == "call":
            seen.add(frame.f_code.co_filename)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        _run(scenario, hand)
    finally:
        sys.setprofile(before)
    inside = [Path(file) for file in seen if Path(file).is_relative_to(ROOT / "simulator")]
    return {module_name(path, ROOT) for path in inside}


def test_a_score_is_made_by_the_core_alone(flat_patch: Scenario, face: Scenario) -> None:
    ran = _modules_run(flat_patch, raster(skip=(4,))) | _modules_run(face, operate(face, "hasty", "mouse", 3))
    beside = ran - SOURCES.keys() - {"simulator.words", "simulator.files.outcome"}
    assert beside == {"simulator.outcome.smoothness"}
    assert {"simulator.outcome.score", "simulator.needling.skin", "simulator.outcome.overlap"} <= ran


@pytest.mark.parametrize("value", [None, 0.0, -1e9, 1e9])
def test_no_score_depends_on_what_is_only_shown(
    flat_patch: Scenario, monkeypatch: pytest.MonkeyPatch, value: float | None
) -> None:
    hand = raster(spacing_um=5600, skip=(4,))
    true, told = _run(flat_patch, hand)
    monkeypatch.setattr("simulator.outcome.smoothness.median_sparc", lambda motion: value)
    other, retold = _run(flat_patch, hand)
    draw_fields(flat_patch, other)
    assert other.score == true.score and other.findings == true.findings and other.parts == true.parts
    assert told["technique"].pop("sparc") != value == retold["technique"].pop("sparc")
    assert told == retold


def test_no_rubric_can_ask_for_what_is_only_shown(flat_patch: Scenario) -> None:
    from simulator.errors import ScenarioError
    from simulator.files.scenario import from_texts

    text = flat_patch.texts["rubric"].replace("[technique]\n", "[technique]\nsparc = { low = -2.0, margin = 1.0 }\n")
    assert text != flat_patch.texts["rubric"]
    with pytest.raises(ScenarioError, match="sparc"):
        from_texts({**flat_patch.texts, "rubric": text})


def test_every_module_of_the_core_is_held_or_named() -> None:
    assert SHOWN.keys() - _sources().keys() == {"simulator.standing.rules"}
    assert {"simulator.outcome.score", "simulator.outcome.exact", "simulator.needling.run", SESSION} <= SOURCES.keys()
    assert len(SOURCES) >= 25
