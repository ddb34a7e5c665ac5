"""A stripe that was left out, and as many cells left out here and there: alike to any number without a place."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.outcome import coverage
from simulator.outcome.dose import Patch
from simulator.outcome.score import judge
from simulator.session import Scenario
from simulator.validity.chapter import Table
from simulator.words import _

SIDE, STRIPE, PUNCTURES, SEED = 160, 14, 5, 1
"""Cells along a side of the flat patch, rows left out, punctures in every other cell (2,000 per cm²), and a seed."""
BLAMELESS = {
    "stroke_overlap": {"in_band": 1.0, "owed": True}, "pass_excess": 0.0, "depth_compliance": 1.0, "dial_choice": 1.0,
}  # fmt: skip
STEADY = {
    "glide_in_band": 1.0, "steadiness": 0.0, "landing_still_ms": {"p50": 0.0}, "drag_um_p95": 0.0,
    "turns_in_contact": 0, "amber_share": None,
}  # fmt: skip
"""All that is not dose is as good as can be, so that the scores differ by the dose alone."""


def fields() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Punctures by cell [row, col]: with a stripe left out, and the same cells shuffled."""
    stripe = np.full((SIDE, SIDE), PUNCTURES, np.int64)
    stripe[60 : 60 + STRIPE] = 0
    scattered = np.random.default_rng(SEED).permutation(stripe.ravel()).reshape(stripe.shape)
    return stripe, scattered


def judged(scenario: Scenario, count: NDArray[np.int64]) -> dict[str, Any]:
    """Metrics of dose, the variation of single cells without any window, and the score."""
    plan, cells, none = scenario.plans[0], np.ones(count.shape, bool), np.zeros_like(count)
    box = (slice(0, SIDE), slice(0, SIDE))
    measured = coverage.measure(Patch(plan, 1, box, scenario.cell_um, cells, cells, count, none, none, none))
    score = judge({plan.zone: measured | BLAMELESS}, STEADY, scenario.plans, scenario.rubric, [])
    return measured | {"cv_of_cells": round(float(count.std() / count.mean()), 4), "score": score.total}


def table(scenario: Scenario) -> Table:
    """Both fields side by side."""
    found = [judged(scenario, count) for count in fields()]
    shown = ("cv_of_cells", "cv", "cu", "coverage", "bare", "largest_gap_cm2", "score")
    rows = tuple((name, *(f"{one[name]:g}" for one in found)) for name in shown)
    note = _("The variation of single cells is the same to the last digit; gap, bare skin and score are far apart.")
    head = (_("metric"), _("a stripe of 7 mm left out"), _("as many cells here and there"))
    return Table(_("A stripe against scattered cells"), head, rows, note)
