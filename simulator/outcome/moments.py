"""The worst moments of a run: a few seconds each, for a replay to go to."""

from __future__ import annotations

from typing import NamedTuple

from simulator.outcome.finding import Finding

MOST = 3
BEFORE_US, LONGEST_US = 1_000_000, 6_000_000
"""A moment begins a second before its fault, and is over after a few: longer nobody watches (conventions)."""


class Moment(NamedTuple):
    """From when to when (µs) something went wrong that cost points."""

    first_us: int
    last_us: int
    finding: Finding


def worst(findings: tuple[Finding, ...], end_us: int, most: int = MOST) -> tuple[Moment, ...]:
    """At most `most` moments that do not overlap, the dearest first; what nothing touched has no moment."""
    found: list[Moment] = []
    for finding in findings:
        moment = _moment(finding, end_us)
        if len(found) < most and moment and all(_apart(moment, other) for other in found):
            found.append(moment)
    return tuple(found)


def _moment(finding: Finding, end_us: int) -> Moment | None:
    """The span of a finding that its place lies in, or the nearest to it, cut to a length that can be watched."""
    if finding.t_us < 0:
        return None
    spans = finding.spans or ((finding.t_us, finding.t_us),)
    first, last = min(spans, key=lambda span: max(span[0] - finding.t_us, finding.t_us - span[1], 0))
    if last - first > LONGEST_US - 2 * BEFORE_US:
        first = min(max(first, finding.t_us - LONGEST_US // 2 + BEFORE_US), last)
        last = min(last, first + LONGEST_US - 2 * BEFORE_US)
    return Moment(max(first - BEFORE_US, 0), min(last + BEFORE_US, end_us), finding)


def _apart(a: Moment, b: Moment) -> bool:
    return a.last_us <= b.first_us or b.last_us <= a.first_us
