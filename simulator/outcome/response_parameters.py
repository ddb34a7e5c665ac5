"""Every number that the response stands on: its value, and how well it is known, so that it can be drawn anew."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_type_hints

from simulator.needling.chance import uniform

Status = Literal["measured", "fitted", "assumed"]


class Parameter(NamedTuple):
    """One row of the sheet. `spread` is the relative s.d. of a log-normal draw; 0 is never drawn anew."""

    group: str
    name: str
    value: float
    unit: str
    status: Status
    spread: float
    meaning: str
    source: str


class Injury(NamedTuple):
    """What needles do to tissue: how far a hole reaches, and when holes become a wound that scars."""

    hole_mm: float
    signal_radius_mm: float
    contact_radius_mm: float
    signal_share: float
    unit_depth_mm: float
    flush_mm_per_mm2: float
    slide_share: float
    percolation: float
    cluster_power: float
    merged_mm: float
    merged_steepness: float
    scar_depth_mm: float
    scar_depth_share: float
    scar_depth_width: float
    inflamed_weight: float
    tenting_pen_mm: float
    tenting_stamp_mm: float
    tenting_roller_mm: float


class Growth(NamedTuple):
    """Rates of the chains, in 1/day, and what they make of one unit of stimulus."""

    flush_rate: float
    acute_rate: float
    signal_rate: float
    activation_rate: float
    secreting_rate: float
    collagen_iii_gain: float
    collagen_i_gain: float
    exchange_rate: float
    collagen_loss_rate: float
    type_iii_share: float
    collagen_ceiling: float
    crosslink_rate: float
    tropoelastin_gain: float
    tropoelastin_rate: float
    elastin_damage: float
    elastin_share: float
    elastin_rate: float
    epidermis_gain: float
    epidermis_rate: float
    scar_onset_rate: float
    scar_fading_rate: float


class Signs(NamedTuple):
    """How states show on the skin, and what they put at risk."""

    redness_flush_da: float
    redness_acute_da: float
    redness_late_da: float
    redness_visible_da: float
    barrier_gain: float
    pore_fast_hours: float
    pore_slow_hours: float
    pore_occluded_hours: float
    pore_slow_share: float
    pih_type_1: float
    pih_type_2: float
    pih_type_3: float
    pih_type_4: float
    pih_type_5: float
    pih_type_6: float
    pih_harm: float
    sun_factor: float
    harsh_factor: float


class Benefits(NamedTuple):
    """How deep a concern lies, and what collagen there is worth to it."""

    texture_depth_mm: float
    fine_lines_depth_mm: float
    scars_depth_mm: float
    stretch_marks_depth_mm: float
    pores_depth_mm: float
    texture_per_gain: float
    fine_lines_per_gain: float
    scars_per_gain: float
    epidermis_full: float
    absorption_gain: float
    scar_weight: float


class Parameters(NamedTuple):
    """The numbers alone, in their groups."""

    injury: Injury
    growth: Growth
    signs: Signs
    benefits: Benefits


class Knowledge(NamedTuple):
    """The sheet: all rows in the order of their file. The best guess is one call away, and so is any other draw."""

    version: int
    rows: tuple[Parameter, ...]

    def best(self) -> Parameters:
        """The values as they stand."""
        return _grouped({(row.group, row.name): row.value for row in self.rows})

    def drawn(self, seed: int, index: int) -> Parameters:
        """One draw from what could be true; the same seed and index, the same draw."""
        return _drawn(self.rows, seed, index)


def groups() -> dict[str, tuple[str, ...]]:
    """Names of the groups, and of the parameters that each must have."""
    hints: dict[str, Any] = get_type_hints(Parameters)
    return {name: hints[name]._fields for name in Parameters._fields}


@lru_cache(maxsize=512)
def _drawn(rows: tuple[Parameter, ...], seed: int, index: int) -> Parameters:
    """Kept, since every run is read under the same draws."""
    return _grouped({(row.group, row.name): row.value * _factor(row, seed, index) for row in rows})


def _factor(row: Parameter, seed: int, index: int) -> float:
    if not row.spread:
        return 1.0
    from statistics import NormalDist

    chance = float(uniform(seed, f"response {row.group}.{row.name}", index)[0])
    return math.exp(row.spread * NormalDist().inv_cdf(chance + 2.0**-54))


def _grouped(values: dict[tuple[str, str], float]) -> Parameters:
    hints: dict[str, Any] = get_type_hints(Parameters)
    return Parameters(*(hints[g](*(values[g, name] for name in hints[g]._fields)) for g in Parameters._fields))
