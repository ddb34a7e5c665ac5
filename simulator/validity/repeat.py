"""Chapter 6: how far a single score can be depended on, and how many runs a verdict needs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.session import Scenario
from simulator.standing import reliability
from simulator.validity.chapter import Chapter, Figure, Floats, Table, Watch
from simulator.validity.people import score
from simulator.words import _, mark

FIRST_SEED = 500_001
ALL, CLOSE = (0.0, 2.5), (1.3, 1.8)
"""Skill from expert to beginner, and around the mark: chosen by skill, since choosing by score would flatter it."""
LEAST_ICC, LEAST_LOW, LEAST_WITHIN, MOST_DIFFERENCE = 0.90, 0.85, 0.75, 30.0
MOST_OFF, LEAST_RUNS = 0.02, 400
"""How far the share of wrong verdicts may lie from the one that the standard error predicts, and from how many runs."""
TEXT = mark(
    "The population: made people with a pen on the flat patch, spread evenly in skill from expert to beginner, each "
    "with several runs. Coefficients belong to this population; those of real people can only come from real people."
)


class Repeats(NamedTuple):
    """Skill of every person, and scores [person, repeat]."""

    skill: Floats
    scores: Floats


def repeats(scenario: Scenario, between: tuple[float, float], persons: int, runs: int, watch: Watch) -> Repeats:
    """Runs of people whose skill is spread evenly between two."""
    skill = np.linspace(*between, persons)
    scores = np.zeros((persons, runs))
    first = FIRST_SEED + round(1_000_000 * between[0])
    for at, run in watch(np.ndindex(persons, runs), persons * runs, _("people who repeat")):
        scores[at, run] = score(scenario, float(skill[at]), "pen", first + 1000 * at + run)
    return Repeats(skill, scores)


def wrong_verdicts(scores: Floats, mark_points: float) -> tuple[float, float]:
    """Share of single runs on the other side of the mark than the mean of the other runs: predicted, and seen.

    Predicted from each person's own mean and the standard error of all of them alike.
    """
    from scipy.stats import norm

    runs, error = scores.shape[1], reliability.standard_error(scores)
    others = (scores.sum(axis=1, keepdims=True) - scores) / (runs - 1)
    seen = float(((scores >= mark_points) != (others >= mark_points)).mean())
    wide = error * np.sqrt(1 + 1 / (runs - 1))
    middle = scores.mean(axis=1)
    above = norm.sf((mark_points - middle) / error)
    others_above = norm.sf((mark_points - middle) / (wide / np.sqrt(runs)))
    return float((above * (1 - others_above) + (1 - above) * others_above).mean()), seen


def chapter(scenario: Scenario, found: Repeats, close: Repeats) -> Chapter:
    """The chapter on repeated runs of all people, and of those close to the mark."""
    pooled, mark_points = reliability.agreement(found.scores), scenario.rubric.pass_mark
    difference = reliability.smallest_real_difference(found.scores)
    runs = reliability.runs_needed(found.scores, 0.9)
    figures = [
        Figure("icc", _("ICC(2,1), all people"), pooled.value, f"{pooled.value:.3f}", f"≥ {LEAST_ICC}",
               pooled.value >= LEAST_ICC,
               _("95 % limits {low:.3f} to {high:.3f}").format(low=pooled.low, high=pooled.high)),
        Figure("icc_low", _("lower limit of it"), pooled.low, f"{pooled.low:.3f}", f"≥ {LEAST_LOW}",
               pooled.low >= LEAST_LOW),
        Figure("srd", _("smallest real difference between two runs"), difference,
               _("{points:.1f} points").format(points=difference), _("at most {most:g} points of 100").format(
                   most=MOST_DIFFERENCE), difference <= MOST_DIFFERENCE),
        Figure("runs", _("runs whose mean is dependable to 0.9, all people"), runs, str(runs or "> 100"),
               _("stated"), None),
    ]  # fmt: skip
    figures += _at_the_mark(close.scores, mark_points, scenario.rubric.standard_error)
    return Chapter("repeat", _("Repeatability"), _(TEXT), tuple(figures), (_by_level(found),))


def _at_the_mark(close: Floats, mark_points: float, stated: float | None) -> list[Figure]:
    error = reliability.standard_error(close)
    predicted, seen = wrong_verdicts(close, mark_points)
    text = _("{count} people with means from {low:.0f} to {high:.0f} points, {runs} runs each")
    means = close.mean(axis=1)
    note = text.format(count=len(close), low=float(means.min()), high=float(means.max()), runs=close.shape[1])
    said = _("{points:.2f} points").format(points=error)
    bound = _("the rubric states {stated}").format(stated=stated) if stated else _("stated")
    text = _("within {off:.0%} of {predicted:.1%}, as the standard error predicts")
    off = text.format(off=MOST_OFF, predicted=predicted)
    return [
        Figure("sem", _("standard error of a single run near the mark"), error, said, bound, None, note),
        Figure("wrong", _("single runs on the other side of the mark than the mean of the others"), seen,
               f"{seen:.1%}", off, abs(seen - predicted) <= MOST_OFF if close.size >= LEAST_RUNS else None, note),
    ]  # fmt: skip


def _by_level(found: Repeats) -> Table:
    rows = []
    for low, high, title in ((0, 1, _("expert to competent")), (1, 1.5, _("competent to intermediate")),
                             (1.5, 2, _("intermediate to novice")), (2, 2.5, _("novice to beginner"))):  # fmt: skip
        part = found.scores[(found.skill >= low) & (found.skill <= high)]
        if len(part) < 3:
            continue
        icc, error = reliability.agreement(part), reliability.standard_error(part)
        needed = reliability.runs_needed(part, LEAST_WITHIN)
        rows.append((title, str(len(part)), f"{part.mean():.1f}", f"{error:.2f}", f"{1.96 * np.sqrt(2) * error:.1f}",
                     f"{icc.value:.2f} ({icc.low:.2f}–{icc.high:.2f})", str(needed or "> 100")))  # fmt: skip
    head = (_("people"), _("count"), _("mean"), _("standard error"), _("smallest real difference"), _("ICC(2,1)"),
            _("runs for {least}").format(least=LEAST_WITHIN))  # fmt: skip
    note = _("Within a narrow range of skill people differ little, so the same error leaves a lower coefficient.")
    return Table(_("By level of skill"), head, tuple(rows), note)
