"""Guidance that fades: how much of it is left after a row of runs; it goes as they get better, and can return.

Feedback that never stops holds learning back, and none at all does too (Schmidt & Wulf 1997); the steps are a proposal.
"""

from __future__ import annotations

from collections.abc import Sequence

STEP = 0.25
"""A run at the mark takes away so much of the guidance, one far below gives as much back."""
FAR = 10.0
"""Points below the mark from which on guidance returns; in between it stays as it is."""


def level(results: Sequence[tuple[float, float]]) -> float:
    """The share of strokes that are guided, after scores and marks in order of time: 1 at first, 0 without need."""
    left = 1.0
    for score, mark in results:
        if score >= mark:
            left -= STEP
        elif score < mark - FAR:
            left += STEP
        left = min(max(left, 0.0), 1.0)
    return left
