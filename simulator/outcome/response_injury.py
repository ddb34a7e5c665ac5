"""What one session does to tissue: how much of it is reached, and where holes merge or tear into a wound.

A needle parts tissue and its hole closes; one that comes down where another has been parts nothing new, and some
slide into a hole that is open. So the stimulus saturates with density, as the area does that discs thrown at random
cover, while harm waits until holes join: discs of area A, n of them per area, form clusters that grow as n · A nears
1.128 and have no end beyond it (continuum percolation).
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.outcome.response_parameters import Injury

Values = NDArray[Any]
"""Floats of any width and shape, all of one shape within a call."""

MOST_LOG_ODDS = 60.0


class Trauma(NamedTuple):
    """What needles did, per cell: density, mean depth, and mean sideways tear of a needle beyond the skin's slack."""

    per_mm2: Values
    depth_mm: Values
    tear_mm: Values

    def and_also(self, other: Trauma) -> Trauma:
        """Both on the same day: densities add, depth and tear are means over all needles."""
        total = self.per_mm2 + other.per_mm2
        some = np.where(total > 0, total, 1)
        depth = (self.per_mm2 * self.depth_mm + other.per_mm2 * other.depth_mm) / some
        tear = (self.per_mm2 * self.tear_mm + other.per_mm2 * other.tear_mm) / some
        return Trauma(total, depth, tear)


class Tissue(NamedTuple):
    """What lies under the surface, per cell or for all cells, and the skin type from 1 to 6."""

    epidermis_mm: Values
    dermis_mm: Values
    skin_type: int

    @property
    def thickness_mm(self) -> Values:
        return self.epidermis_mm + self.dermis_mm


class Reach(NamedTuple):
    """Shares from 0 to 1 and one depth: which part of the tissue a session reaches."""

    signal: Values
    """Area within reach of a signal from some needle: 1 − exp(−n π r²)."""
    contact: Values
    """Area that some needle has parted, each place once."""
    dermis: Values
    """Depth of the tracks in the dermis as a share of the dermis; deeper tracks reach no more of it."""
    track_mm: Values
    """Length of a track below the epidermis."""


def reach(trauma: Trauma, tissue: Tissue, injury: Injury) -> Reach:
    """Which part of the tissue these needles reach."""
    return Reach(
        signal=covered(trauma.per_mm2, math.pi * injury.signal_radius_mm**2),
        contact=covered(trauma.per_mm2, math.pi * injury.contact_radius_mm**2),
        dermis=dermis_reached(trauma, tissue),
        track_mm=_track_mm(trauma, tissue),
    )


def dermis_reached(trauma: Trauma, tissue: Tissue) -> Values:
    """Share of the depth of the dermis that the tracks run through, at most 1."""
    return np.minimum(_track_mm(trauma, tissue) / tissue.dermis_mm, 1)


def _track_mm(trauma: Trauma, tissue: Tissue) -> Values:
    return np.maximum(trauma.depth_mm - tissue.epidermis_mm, 0)


def covered(per_mm2: Values, area_mm2: float) -> Values:
    """Share of an area that is covered by discs thrown at random: 1 − exp(−n A)."""
    return 1 - np.exp(-area_mm2 * per_mm2)


def harm(trauma: Trauma, tissue: Tissue, inflamed: Values, injury: Injury) -> Values:
    """Share of the tissue that will scar: near an injury, deep enough, and merged or torn to a critical size.

    Neither depth nor size scars alone. Tissue that is still inflamed counts needles (1 + weight · inflamed)-fold.
    """
    per_mm2 = trauma.per_mm2 * (1 + injury.inflamed_weight * inflamed)
    excluded = _excluded_mm2(trauma.tear_mm, injury.hole_mm)
    near = 1 - np.exp(-excluded * per_mm2)
    return near * _large(per_mm2 * excluded, trauma.tear_mm, injury) * _deep(trauma.depth_mm, tissue, injury)


def _excluded_mm2(tear_mm: Values, hole_mm: float) -> Values:
    """Area around one slit in which the centre of another touches it, directions at random: π d² + 4 d L + 2 L² / π.

    Slits of any length join at the same number of others within this area (Balberg's rule).
    """
    return math.pi * hole_mm**2 + 4 * hole_mm * tear_mm + 2 / math.pi * tear_mm**2


def _large(neighbours: Values, tear_mm: Values, injury: Injury) -> Values:
    """From 0 to 1 as merged injuries pass the critical diameter.

    Diameter = (hole + tear) · (1 − x)^(−power / 2), x = distinct holes / percolation; without end for x ≥ 1.
    """
    distinct = _distinct(neighbours / 4, injury.slide_share)
    closed = np.maximum(1 - distinct / injury.percolation, 1e-30)
    size = 2 * np.log((injury.hole_mm + tear_mm) / injury.merged_mm) - injury.cluster_power * np.log(closed)
    return _logistic(injury.merged_steepness / 2 * size)


def _distinct(number: Values, slide: float) -> Values:
    """Number × area u of holes that stand for themselves, of a number × area h of needles.

    A needle that meets an open hole slides into it with a chance of s: du/dh = 1 − s (1 − exp(−u)), so that
    u = ln((exp((1 − s) h) − s) / (1 − s)).
    """
    grown = np.exp(np.minimum((1 - slide) * number, MOST_LOG_ODDS))
    return np.log((grown - slide) / (1 - slide))


def _deep(depth_mm: Values, tissue: Tissue, injury: Injury) -> Values:
    """From 0 to 1 as the depth passes 0.56 mm or a third of the skin, whichever comes first."""
    thickness = tissue.thickness_mm
    threshold = np.minimum(injury.scar_depth_mm, injury.scar_depth_share * thickness)
    return _logistic((depth_mm - threshold) / (injury.scar_depth_width * thickness))


def _logistic(log_odds: Values) -> Values:
    return 1 / (1 + np.exp(np.clip(-log_odds, -MOST_LOG_ODDS, MOST_LOG_ODDS)))
