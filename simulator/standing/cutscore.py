"""A mark proposed by contrasting groups: where those who can and those who learn are told apart best, and how badly.

The mark is where the normal curves of both groups cross between their means; who is on the wrong side is counted, and
expected from the curves. Method: contrasting groups (Jørgensen 2018); one value a person, the mean of their runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erf, log, sqrt
from typing import NamedTuple

import numpy as np

from simulator.errors import NeedlepassError
from simulator.words import _

FEWEST, ENOUGH = 3, 10
"""People of a group: with fewer nothing is proposed; with fewer than `ENOUGH` a mark stays provisional (convention)."""
RESAMPLED, SEED = 2000, 1


class Cut(NamedTuple):
    """The mark, its 95 % interval from resampled people, and shares of people on the wrong side of it: learners who
    pass and able ones who do not, as they were observed and as the curves expect them; and how many people there were.
    """

    mark: float
    low: float
    high: float
    passing: tuple[float, float]
    failing: tuple[float, float]
    people: tuple[int, int]

    @property
    def provisional(self) -> bool:
        """Whether too few people stand behind it."""
        return min(self.people) < ENOUGH


def contrasting(able: Sequence[float], learning: Sequence[float]) -> Cut:
    """The mark from scores, one a person. A NeedlepassError where the groups are too small or not apart."""
    if min(len(able), len(learning)) < FEWEST:
        text = _("Two groups of at least {few} people are needed: {able} able ones, {learning} who learn.")
        raise NeedlepassError(text.format(few=FEWEST, able=len(able), learning=len(learning)))
    groups = np.asarray(able, float), np.asarray(learning, float)
    mark = crossing(*_shape(groups[0]), *_shape(groups[1]))
    if mark is None:
        if groups[0].mean() > groups[1].mean():
            raise NeedlepassError(
                _("The groups lie over each other: no score tells them apart, no mark can be proposed.")
            )
        raise NeedlepassError(_("Those who can do not score higher than those who learn: no mark can be proposed."))
    chance = np.random.default_rng(SEED)
    drawn = [tuple(_shape(chance.choice(group, len(group))) for group in groups) for _n in range(RESAMPLED)]
    found = [cut for a, b in drawn if (cut := crossing(*a, *b)) is not None]
    low, high = np.percentile(found, [2.5, 97.5]) if found else (mark, mark)
    (mean_a, sd_a), (mean_b, sd_b) = (_shape(group) for group in groups)
    return Cut(
        mark,
        float(low),
        float(high),
        (float((groups[1] >= mark).mean()), 1 - _below(mark, mean_b, sd_b)),
        (float((groups[0] < mark).mean()), _below(mark, mean_a, sd_a)),
        (len(able), len(learning)),
    )


def in_words(device: str, cut: Cut) -> list[str]:
    """The proposal for a class of input device, with everything that speaks against it."""
    head = _(
        "{device}: mark {mark:.1f} (95 %: {low:.1f} to {high:.1f}), from {able} able and {learning} learning people."
    )
    learners = _("Learners who would pass: {seen:.0%} observed, {expected:.0%} expected from the curves.")
    others = _("Able people who would not: {seen:.0%} observed, {expected:.0%} expected from the curves.")
    able, learning = cut.people
    told = [
        head.format(device=device, mark=cut.mark, low=cut.low, high=cut.high, able=able, learning=learning),
        learners.format(seen=cut.passing[0], expected=cut.passing[1]),
        others.format(seen=cut.failing[0], expected=cut.failing[1]),
    ]
    if cut.provisional:
        told.append(_("Provisional: fewer than {enough} people in one of the groups.").format(enough=ENOUGH))
    return told


def crossing(mean_a: float, sd_a: float, mean_b: float, sd_b: float) -> float | None:
    """Where two normal densities cross between their means; None where the first is not the higher one."""
    if mean_a <= mean_b:
        return None
    if min(sd_a, sd_b) == 0 or abs(sd_a - sd_b) < 1e-9 * sd_a:
        share = sd_b / (sd_a + sd_b) if sd_a + sd_b else 0.5  # without spread it lies at that group's mean
        return mean_b + share * (mean_a - mean_b)
    square = 1 / (2 * sd_b**2) - 1 / (2 * sd_a**2)
    linear = mean_a / sd_a**2 - mean_b / sd_b**2
    rest = mean_b**2 / (2 * sd_b**2) - mean_a**2 / (2 * sd_a**2) + log(sd_b / sd_a)
    root = linear**2 - 4 * square * rest
    if root < 0:
        return None
    places = [(-linear + way * sqrt(root)) / (2 * square) for way in (-1, 1)]
    return next((place for place in places if mean_b <= place <= mean_a), None)


def _shape(scores: np.ndarray) -> tuple[float, float]:
    """Mean and standard deviation of a group."""
    return float(scores.mean()), float(scores.std(ddof=1))


def _below(mark: float, mean: float, sd: float) -> float:
    """The share of a normal curve under a mark."""
    return float(mean < mark) if sd == 0 else 0.5 * (1 + erf((mark - mean) / (sd * sqrt(2))))
