"""Chapter 1: what is measured on paths with a known truth, and how far it is off."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple

from simulator.session import Scenario
from simulator.validity import stripe
from simulator.validity.calculation import known
from simulator.validity.chapter import Chapter, Figure, Table, Watch
from simulator.validity.paths import Path, all_paths
from simulator.validity.trial import read, tried
from simulator.words import _, mark

MOST_OFF = 0.005
"""Largest error as a share of the metric's range."""
RANGES = {
    "density_per_cm2": 5200.0, "drag_um_p95": 250.0, "largest_gap_cm2": 64.0, "time_s": 60.0, "depth_mean_mm": 2.5,
    "strokes": 1.0, "lift_offs": 1.0, "turns_in_contact": 1.0, "steadiness": 0.45, "glide_mm_s.p10": 50.0,
    "glide_mm_s.p50": 50.0, "glide_mm_s.p90": 50.0,
}  # fmt: skip
"""Range of a metric in its own unit: 1 for shares, whole numbers exactly, speed and drag to the end of amber, dose to
twice the plan's upper end, gaps to the whole patch, time to a minute."""

TEXT = mark(
    "Straight lanes, slanted ones, waves, rings, lanes left out, cut short, repeated, at two speeds and at several "
    "depths. What they must come to follows from the number of needles, the rate of the device, speed and geometry; "
    "no puncture is simulated for it. A share of the area is compared only where whole punctures do not leave it open."
)


class Compared(NamedTuple):
    """One metric of one path: what is known, what was measured, and the error as a share of the range."""

    metric: str
    path: Path
    known: float
    measured: float | None
    off: float


def compare(scenario: Scenario, path: Path) -> list[Compared]:
    """All that is known of a path against what the route makes of it."""
    plan = scenario.plans[0]
    window = (plan.depth_low_um + path.window_um, plan.depth_high_um + path.window_um)
    shifted = replace(plan, depth_low_um=window[0], depth_high_um=window[1])
    asked = replace(scenario, plans=(shifted,))
    outcome = tried(asked, path.hand(), 1)
    found = []
    for metric, truth in known(path, scenario.device, shifted).items():
        measured = read(outcome, metric)
        off = 1.0 if measured is None else abs(measured - truth) / RANGES.get(metric, 1.0)
        found.append(Compared(metric, path, truth, measured, off))
    return found


def chapter(scenario: Scenario, every: int, watch: Watch) -> Chapter:
    """The chapter on every so manieth path."""
    paths = all_paths()[::every]
    by_metric: dict[str, list[Compared]] = defaultdict(list)
    for path in watch(paths, len(paths), _("paths with a known truth")):
        for one in compare(scenario, path):
            by_metric[one.metric].append(one)
    everything = [one for ones in by_metric.values() for one in ones]
    worst = max(everything, key=lambda one: one.off)
    off = {(one.path.family, one.path.name) for one in everything if one.off > MOST_OFF}
    figures = (
        Figure("paths", _("paths whose truth is known by calculation"), len(paths), str(len(paths)), _("at least 200"),
               len(paths) >= 200 if every == 1 else None),
        Figure("largest_error", _("largest error, as a share of the range of its metric"), worst.off,
               f"{worst.off:.2%}", _("at most {most:.1%} on every path").format(most=MOST_OFF), not off,
               _("{count} comparisons; the worst is {metric} of {path}").format(
                   count=len(everything), metric=worst.metric, path=f"{_(worst.path.family)}, {worst.path.name}")),
    )  # fmt: skip
    head = (_("metric"), _("paths"), _("range"), _("largest error"), _("known"), _("measured"), _("where"))
    rows = [_row(max(ones, key=lambda one: one.off), len(ones)) for ones in by_metric.values()]
    tables = (Table(_("By metric"), head, tuple(rows)), stripe.table(scenario))
    return Chapter("truth", _("Truth by calculation"), _(TEXT), figures, tables)


def _row(worst: Compared, count: int) -> tuple[str, ...]:
    measured = "–" if worst.measured is None else f"{worst.measured:g}"
    where = f"{_(worst.path.family)}: {worst.path.name}"
    reach = f"{RANGES.get(worst.metric, 1.0):g}"
    return worst.metric, str(count), reach, f"{worst.off:.3%}", f"{worst.known:.5g}", measured, where
