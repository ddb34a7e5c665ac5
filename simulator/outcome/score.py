"""The score: bands over metrics, parts over bands, one total, and the gate that no total can pass over."""

from __future__ import annotations

from typing import Any, NamedTuple

from simulator.outcome.care_marks import Marks
from simulator.outcome.exact import total
from simulator.outcome.gate import Critical
from simulator.outcome.plan import PARTS, Rubric, ZonePlan

FLOOR = 0.05
"""A zone's share of a part, or a metric's of technique, is at least this in the harmonic mean: a missed 1 % zone costs
16 %, a missed half 90 %, and one of five metrics that fails altogether takes technique down to a fifth."""
ENOUGH = 0.8
"""Evenness counts in full only where so much of the area got no less than the planned dose, and so much not far more:
a uniform half dose is even, and useless; so is a uniform double one."""


class Loss(NamedTuple):
    """Points lost by one metric, in one zone ("" for the whole run), with the value that lost them."""

    part: str
    measure: str
    zone: str
    points: float
    value: float | None


class Part(NamedTuple):
    """One part of the score: points reached, points possible, and the sentence that says why."""

    points: float
    weight: float
    reason: str


class Score(NamedTuple):
    """Total 0–100, verdict, and what they are made of; `losses` is sorted, worst first."""

    total: float
    verdict: str
    pass_mark: float
    provisional: bool
    values: dict[str, float]
    weights: dict[str, float]
    losses: tuple[Loss, ...]


def judge(
    zones: dict[str, dict[str, Any]],
    technique: dict[str, Any],
    plans: tuple[ZonePlan, ...],
    rubric: Rubric,
    critical: list[Critical],
    device_class: str = "",
) -> Score:
    """The score of measured zones and technique under a rubric. Values are shares of a part, weights sum to 100."""
    mark = rubric.mark(device_class)
    values: dict[str, float] = {}
    losses: list[Loss] = []
    for part in ("coverage", "evenness", "overlap", "depth"):
        asked = [p for p in plans if part != "overlap" or zones[p.zone]["stroke_overlap"]["owed"]]
        if asked:
            values[part], lost = _over_zones(part, {p.zone: zones[p.zone] for p in asked}, rubric)
            losses += lost
    values["technique"], lost = _technique(technique, rubric)
    weights = weigh(rubric, values)
    losses = [loss._replace(points=loss.points * weights[loss.part]) for loss in losses + lost]
    points = round(total_points(values, weights), 1)
    enough = all(values[part] >= rubric.floor for part in values)
    said = verdict(points, mark.mark, rubric.standard_error, enough and not critical)
    return Score(points, said, mark.mark, mark.provisional, values, weights, _sorted(losses))


def with_care(score: Score, care: Marks, rubric: Rubric, critical: list[Critical]) -> Score:
    """The score with the part care beside the others; care alone where nothing was treated and nothing should be."""
    if "care" not in rubric.weights:
        return score
    others = {} if care.rightly else score.values
    values = others | {"care": care.worth}
    weights = weigh(rubric, values)
    losses = [
        loss._replace(points=loss.points * weights[loss.part] / score.weights[loss.part])
        for loss in score.losses
        if loss.part in others
    ]
    losses += [Loss("care", slip.measure, "", slip.cost * weights["care"], None) for slip in care.slips]
    points = round(total_points(values, weights), 1)
    gates_open = all(value >= rubric.floor for value in values.values()) and not critical
    error = None if care.rightly else rubric.standard_error  # that of a hand, which answers do not have
    said = verdict(points, score.pass_mark, error, gates_open)
    return score._replace(total=points, verdict=said, values=values, weights=weights, losses=_sorted(losses))


def total_points(values: dict[str, float], weights: dict[str, float]) -> float:
    """The weighted sum of the parts, 0–100."""
    import numpy as np

    return total(np.array([values[part] * weights[part] for part in PARTS if part in values]))


def weigh(rubric: Rubric, values: dict[str, float]) -> dict[str, float]:
    """Weights of the parts that were asked for, as points of 100; those of overlap go to coverage and evenness
    otherwise.
    """
    weights = {part: rubric.weights[part] for part in PARTS if part in values}
    if "overlap" not in values and "coverage" in values:
        both = rubric.weights["coverage"] + rubric.weights["evenness"]
        for part in ("coverage", "evenness"):
            weights[part] += rubric.weights["overlap"] * rubric.weights[part] / both
    whole = sum(round(w * 1e6) for w in weights.values())
    return {part: 100 * round(w * 1e6) / whole for part, w in weights.items()}


def verdict(points: float, mark: float, standard_error: float | None, gates_open: bool) -> str:
    """pass, fail, or too close to call: a total within one standard error of the mark, where the rubric knows one."""
    if not gates_open:
        return "fail"
    if standard_error is not None and abs(points - mark) < standard_error:
        return "too close to call"
    return "pass" if points >= mark else "fail"


def value_of(measured: dict[str, Any], name: str) -> float | None:
    """A metric by name; for those that come as a group the member that is scored."""
    if name == "in_band":
        return measured["stroke_overlap"]["in_band"]
    found = measured[name]
    return found["p50"] if isinstance(found, dict) else found


def _bands(part: str, measured: dict[str, Any], rubric: Rubric) -> dict[str, tuple[float, float | None]]:
    """Share of full marks and value of every metric of a part."""
    found = {}
    for key, band in rubric.measures.items():
        if key.startswith(part + "."):
            name = key.removeprefix(part + ".")
            found[name] = (band.of(value_of(measured, name)), value_of(measured, name))
    if part == "evenness":
        covered, over = measured["coverage"] or 0.0, measured["overtreated"] or 0.0
        found["coverage"] = (min(1.0, covered / ENOUGH), covered)
        found["overtreated"] = (min(1.0, (1 - over) / ENOUGH), over)
    return found


def _over_zones(part: str, zones: dict[str, dict[str, Any]], rubric: Rubric) -> tuple[float, list[Loss]]:
    """Area-weighted harmonic mean of a part over zones, and what each metric lost of it (shares of the part)."""
    area: dict[str, float] = {zone: round((m["judged_cm2"] or 0) * 100) for zone, m in zones.items()}
    if not total_of(area):
        return 0.0, []
    bands = {zone: _bands(part, m, rubric) for zone, m in zones.items()}
    reached = {zone: _product([b for b, _ in found.values()]) for zone, found in bands.items()}
    value, lost = _harmonic(area, reached)
    losses = []
    for zone, found in bands.items():
        missing = total_of({name: 1 - b for name, (b, _) in found.items()})
        for name, (b, measured) in found.items():
            if b < 1:
                losses.append(Loss(part, name, zone, lost[zone] * (1 - b) / missing, measured))
    return value, losses


def _harmonic(weights: dict[str, float], reached: dict[str, float]) -> tuple[float, dict[str, float]]:
    """Weighted harmonic mean of shares, none below the floor and nothing where all are, and what each one lost of it.

    A plain mean would hide what is missing altogether.
    """
    burden = {name: weights[name] * (1 / max(share, FLOOR) - 1) for name, share in reached.items()}
    whole, everything = total_of(weights), total_of(burden)
    value = whole / (whole + everything)
    if everything and value < FLOOR + 1e-9:
        value = 0.0
    return value, {name: (1 - value) * own / everything if own else 0.0 for name, own in burden.items()}


def _technique(technique: dict[str, Any], rubric: Rubric) -> tuple[float, list[Loss]]:
    """Harmonic mean of the metrics of technique, times what the amber margins leave of it."""
    bands = _bands("technique", technique, rubric)
    middle, lost = _harmonic(dict.fromkeys(bands, 1.0), {n: b for n, (b, _) in bands.items()})
    losses = [Loss("technique", n, "", lost[n], v) for n, (b, v) in bands.items() if b < 1]
    margins = {n: bv for n, bv in _bands("margins", technique, rubric).items() if bv[1] is not None}
    kept = _product([b for b, _ in margins.values()])
    losses += [Loss("technique", n, "", middle * (1 - b), v) for n, (b, v) in margins.items() if b < 1]
    return middle * kept, losses


def total_of(numbers: dict[str, float]) -> float:
    """The sum of a few numbers, in their order."""
    import numpy as np

    return total(np.array(list(numbers.values()), float))


def _product(factors: list[float]) -> float:
    product = 1.0
    for factor in factors:
        product *= factor
    return product


def _sorted(losses: list[Loss]) -> tuple[Loss, ...]:
    return tuple(sorted(losses, key=lambda loss: (-loss.points, loss.part, loss.measure, loss.zone)))
