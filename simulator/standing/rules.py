"""Pass rules: from one verdict to many; they look at the last attempts, never at the best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from simulator.standing import curve

Kind = Literal["single", "two in a row", "two in a row plus ten", "cusum"]

ATTEMPT = 0.10
"""A run carried past this share of its expected contact is an attempt, however it ended."""


class Rule(NamedTuple):
    """How many runs make a pass; p0, p1, alpha, beta and runs are those of the learning curve.

    Sources: two in a row plus ten, the laparoscopy standard (FLS); learning curve, Biau & Porcher 2010.
    """

    kind: Kind = "single"
    p0: float = 0.3
    p1: float = 0.1
    alpha: float = 0.1
    beta: float = 0.3
    runs: int = 40


class Attempt(NamedTuple):
    """One attempt in order of time: its verdict, and how far it was carried as a share of the expected contact."""

    verdict: str
    progress: float = 1.0


class Standing(NamedTuple):
    """Where somebody stands under a rule: passed or not, good attempts so far, and how many more it takes at least."""

    passed: bool
    good: int
    missing: int


def standing(rule: Rule, attempts: Sequence[Attempt]) -> Standing:
    """The standing after all attempts; what was not carried far enough does not count either way."""
    counted = [a.verdict == "pass" for a in attempts if a.verdict == "pass" or a.progress > ATTEMPT]
    if rule.kind == "cusum":
        return _by_curve(rule, counted)
    if rule.kind == "single":
        good = bool(counted and counted[-1])
        return Standing(good, int(good), int(not good))
    row = _row(counted)
    if rule.kind == "two in a row":
        return Standing(row >= 2, min(row, 2), max(2 - row, 0))
    return _plus_ten(counted)


def _row(passed: list[bool]) -> int:
    """How many of the last attempts passed one after the other."""
    count = 0
    for good in reversed(passed):
        if not good:
            break
        count += 1
    return count


def _plus_ten(passed: list[bool]) -> Standing:
    """Two in a row, then ten more passes, not necessarily in a row; a fail of the first two begins anew."""
    begun = next((at + 2 for at in range(len(passed) - 1) if passed[at] and passed[at + 1]), None)
    if begun is None:
        row = _row(passed)
        return Standing(False, row, 12 - row)
    more = min(sum(passed[begun:]), 10)
    return Standing(more == 10, 2 + more, 10 - more)


def _by_curve(rule: Rule, passed: list[bool]) -> Standing:
    """The learning curve signals once and for all; until then as many passes are missing as the limit asks for."""
    chosen, _reach = curve.plan(rule.p0, rule.p1, rule.alpha, rule.beta, rule.runs)
    sums, at = curve.follow(chosen, passed)
    left = chosen.limit - (sums[-1] if sums else 0.0)
    missing = 0 if at else max(-int(-left // chosen.success), 1)
    return Standing(at is not None, sum(passed), missing)
