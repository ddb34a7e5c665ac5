"""A course of sessions on one skin: each session sets its drivers once, and any later day is a weighted sum of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.outcome.response_chains import DRIVERS, QUANTITIES, Chains, chains
from simulator.outcome.response_injury import Tissue, Trauma, Values, covered, harm, reach
from simulator.outcome.response_parameters import Parameters

Floats = NDArray[np.float64]


class Session(NamedTuple):
    """What was done on one day; days count from any start, the first session need not be at 0."""

    day: float
    trauma: Trauma


class Aftercare(NamedTuple):
    """What the days after a session are like; each of these makes it worse."""

    sun: bool = False
    """Sun on fresh skin: more pigment."""
    harsh: bool = False
    """Acids, retinoids, perfume on open skin: more inflammation."""
    occluded: bool = False
    """Skin kept under a film: channels close more slowly."""


GOOD_CARE = Aftercare()


BLOCK = 1 << 15
"""Cells are taken so many at a time: what a session passes through then stays in the processor's cache."""


class Healing(NamedTuple):
    """A skin that was treated in `sessions`: drivers [session, …cells] by name, and how quantities answer them."""

    sessions: tuple[Session, ...]
    tissue: Tissue
    drivers: dict[str, Values]
    chains: Chains
    parameters: Parameters

    @property
    def days(self) -> Floats:
        """The days of the sessions [sessions]."""
        return np.array([session.day for session in self.sessions])

    def at(self, quantity: str, day: float) -> Values:
        """One quantity on the grid at one day, baseline 0."""
        total: Any = None
        way = -1.0 if quantity == "pih_risk" else 1.0
        for driver, answer in self.chains.answers[quantity]:
            part = weighted(way * answer.at(day - self.days), self.drivers[driver])
            total = part if total is None else np.add(total, part, out=total)
        return risk(total) if quantity == "pih_risk" else total

    def curve(self, quantity: str, days: ArrayLike, where: Values | None = None) -> Floats:
        """One quantity as the mean of all cells, or of those in the mask, at many days [days]."""
        since = np.asarray(days, np.float64)[:, None] - self.days
        total: Floats = np.zeros(len(since))
        for driver, answer in self.chains.answers[quantity]:
            total = total + answer.at(since) @ self.mean(self.drivers[driver], where)
        return risk(-total) if quantity == "pih_risk" else total

    def mean(self, values: Values, where: Values | None = None) -> Floats:
        """The mean over all cells, or those in the mask, session by session [sessions]."""
        flat = values.reshape(len(self.sessions), -1)
        cells = flat if where is None else flat[:, where.ravel()]
        return np.mean(cells, axis=1, dtype=np.float64)

    def day(self, day: float, where: Values | None = None) -> dict[str, float]:
        """All quantities of one day."""
        return {name: float(self.curve(name, [day], where)[0]) for name in QUANTITIES}


def follow(sessions: Iterable[Session], tissue: Tissue, parameters: Parameters, care: Aftercare = GOOD_CARE) -> Healing:
    """The healing of a skin after these sessions; their order does not matter, those of one day are one.

    Tissue is given cell by cell like the sessions, or once for all cells.
    """
    course = in_order(sessions)
    signs = parameters.signs
    slow_hours = signs.pore_occluded_hours if care.occluded else signs.pore_slow_hours
    linear = chains(parameters.growth, signs, slow_hours)
    first = course[0].trauma.per_mm2 if course else np.zeros(1)
    stack = {name: np.empty((len(course), first.size), first.dtype) for name in DRIVERS}
    for number, session in enumerate(course):
        before = Before.of(course[:number], session.day, linear)
        flat = Trauma(*(field.ravel() for field in session.trauma))
        for start in range(0, first.size, BLOCK):
            cells = slice(start, start + BLOCK)
            some = Trauma(*(field[cells] for field in flat))
            left = before.left({name: rows[:number, cells] for name, rows in stack.items()})
            for name, values in _drivers(some, _under(tissue, cells), left, parameters, care).items():
                stack[name][number, cells] = values
    drivers = {name: rows.reshape(len(course), *first.shape) for name, rows in stack.items()}
    return Healing(course, tissue, drivers, linear, parameters)


def _under(tissue: Tissue, cells: slice) -> Tissue:
    epidermis, dermis = (layer if layer.size == 1 else layer.ravel()[cells] for layer in tissue[:2])
    return Tissue(epidermis, dermis, tissue.skin_type)


def in_order(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Sessions by day, with those of the same day as one."""
    by_day: dict[float, list[Trauma]] = {}
    for session in sessions:
        by_day.setdefault(float(session.day), []).append(session.trauma)
    return tuple(Session(day, _as_one(by_day[day])) for day in sorted(by_day))


def _as_one(traumas: Sequence[Trauma]) -> Trauma:
    whole = traumas[0]
    for trauma in traumas[1:]:
        whole = whole.and_also(trauma)
    return whole


class Left(NamedTuple):
    """What earlier sessions left in some cells; 0 before the first."""

    signalling: Any
    scarred: Any
    collagen: Any


class Before(NamedTuple):
    """How much every earlier session still counts on the day of a later one, [sessions] each."""

    signalling: Floats
    scarring: Floats
    committed: Floats

    @classmethod
    def of(cls, sessions: Sequence[Session], day: float, chains: Chains) -> Before:
        """The weights of sessions on a day."""
        since = day - np.array([session.day for session in sessions])
        return cls(chains.signalling.at(since), chains.scarring.at(since), chains.committed.at(since))

    def left(self, drivers: dict[str, Values]) -> Left:
        """What the drivers [session, cells] of those sessions have come to."""
        if not len(self.signalling):
            return Left(0.0, 0.0, 0.0)
        return Left(
            np.minimum(weighted(self.signalling, drivers["touched"]), 1),
            np.minimum(weighted(self.scarring, drivers["harmed"]), 1),
            weighted(self.committed, drivers["formed"]),
        )


def _drivers(trauma: Trauma, tissue: Tissue, left: Left, parameters: Parameters, care: Aftercare) -> dict[str, Values]:
    """What one session sets. Tissue that still signals cannot be switched on again, nor a full dermis filled."""
    injury, growth, signs = parameters.injury, parameters.growth, parameters.signs
    there = reach(trauma, tissue, injury)
    harmed = harm(trauma, tissue, left.signalling, injury) * (1 - left.scarred)
    room = np.maximum(there.dermis - left.collagen / growth.collagen_ceiling, 0)
    stimulus = injury.signal_share * there.signal + (1 - injury.signal_share) * there.contact
    irritated = signs.harsh_factor if care.harsh else 1.0
    inflamed = irritated / injury.unit_depth_mm * there.signal * there.track_mm
    hazard = getattr(signs, f"pih_type_{tissue.skin_type}") * (signs.sun_factor if care.sun else 1.0)
    return {
        "flush": covered(trauma.per_mm2 * trauma.depth_mm, 1 / injury.flush_mm_per_mm2),
        "inflamed": inflamed,
        "touched": there.signal * np.minimum(trauma.depth_mm / tissue.epidermis_mm, 1),
        "formed": stimulus * room * (1 - harmed) * (1 - left.signalling),
        "opened": covered(trauma.per_mm2, math.pi / 4 * injury.hole_mm**2) * trauma.depth_mm,
        "harmed": harmed,
        "pigment": hazard * inflamed * (1 + signs.pih_harm * harmed),
    }


def weighted(weights: Floats, rows: Values) -> Values:
    """Σ weight · row over the first axis, in the precision of the rows."""
    if len(rows) == 1:
        return rows[0] * float(weights[0])
    total: Values = np.einsum("s,sn->n", weights.astype(rows.dtype), rows.reshape(len(rows), -1))
    return total.reshape(rows.shape[1:])


def risk(against: Values) -> Values:
    """The probability of a summed hazard that comes with its sign turned: 1 − exp(−hazard), written over it."""
    return np.subtract(1, np.exp(against, out=against), out=against)
