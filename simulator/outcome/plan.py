"""What was to be done, as far as the outcome needs it: the plan of each zone, and the rubric that turns it into
points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from simulator.outcome.band import Band

Technique = Literal["lines with lift", "continuous lines", "circles", "stamp"]

PARTS = ("coverage", "evenness", "overlap", "depth", "technique", "care")


@dataclass(frozen=True, slots=True)
class ZonePlan:
    """The plan of one zone: effective depth window and cap (µm), dose target (punctures/cm²), passes, lanes, glide."""

    zone: str
    title: str
    depth_low_um: int
    depth_high_um: int
    cap_um: int
    target_low_per_cm2: int
    target_high_per_cm2: int
    passes: int
    technique: Technique
    overlap: tuple[float, float]
    glide_mm_s: tuple[float, float]


class Mark(NamedTuple):
    """A pass mark and how many people it was recorded from; of none it is provisional."""

    mark: float
    people: int

    @property
    def provisional(self) -> bool:
        return self.people == 0


@dataclass(frozen=True, slots=True)
class Rubric:
    """Weights, bands and floors. `measures` maps "part.measure" to its band; every figure is a proposal of this
    project.
    """

    id: str
    version: int
    pass_mark: float
    floor: float
    weights: dict[str, float]
    measures: dict[str, Band]
    critical: tuple[str, ...]
    standard_error: float | None = None
    marks: dict[str, Mark] = field(default_factory=dict)

    def mark(self, device_class: str) -> Mark:
        """The mark for a class of input device; one that nobody was recorded with is provisional."""
        return self.marks.get(device_class, Mark(self.pass_mark, 0))
