"""The figures of a zone as a row of words, the same on the screen and on a page."""

from __future__ import annotations

from typing import Any

from simulator.words import in_figures, mark

HEADS = (
    (mark("Area"), mark("cm²")),
    (mark("Dose"), mark("per cm²")),
    (mark("Coverage"), mark("%")),
    (mark("Evenness"), mark("0 to 1")),
    (mark("Overlap"), mark("mean %")),
    (mark("Depth"), mark("mean mm")),
)
"""What the columns after the zone's name show, with units."""


def row_of(zone: dict[str, Any]) -> tuple[str, ...]:
    """The figures of a zone, a dash for what is not defined."""
    overlap = zone["stroke_overlap"]["mean"]
    return (
        _written(".1f", zone["judged_cm2"]),
        _written(".0f", zone["density_per_cm2"]),
        _written(".0f", _percent(zone["coverage"])),
        _written(".2f", zone["cu"]),
        _written(".0f", _percent(overlap)),
        _written(".2f", zone["depth_mean_mm"]),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100


def _written(how: str, value: float | None) -> str:
    return "–" if value is None else in_figures(value, how).replace("-", "–")
