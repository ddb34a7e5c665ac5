"""What a patient would notice, as functions of the states: a concern lies at a depth, and collagen there fills it.

Everything here is a teaching figure. Where no published number stands behind a concern, its basis says illustrative.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from simulator.outcome.response_course import Floats, Healing, weighted
from simulator.outcome.response_injury import Values, dermis_reached
from simulator.outcome.response_parameters import Benefits
from simulator.words import mark

ILLUSTRATIVE = mark("illustrative")
LEAST_SHARE = 1e-6
"""Keeps a session that reached no dermis, and formed nothing, from dividing by it."""
FAR_DAYS = 14.0
"""Redness is looked for over so many days after a session."""


class Concern(NamedTuple):
    """`depth_mm` is how deep it lies; `per_gain` turns a gain of linked collagen there into `unit`."""

    title: str
    depth_mm: float
    per_gain: float
    unit: str
    basis: str


def concerns(benefits: Benefits) -> dict[str, Concern]:
    """The concerns that collagen in some layer of the skin helps, by name."""
    b, share = benefits, mark("share of what this model can give")
    return {
        "texture": Concern(
            mark("Texture"), b.texture_depth_mm, b.texture_per_gain, mark("grades of improvement"), "Ablon 2018"
        ),
        "fine lines": Concern(
            mark("Fine lines"), b.fine_lines_depth_mm, b.fine_lines_per_gain, mark("wrinkle grades"), "Ablon 2018"
        ),
        "scars": Concern(mark("Scars"), b.scars_depth_mm, b.scars_per_gain, mark("share of the score"), "Dogra 2014"),
        "stretch marks": Concern(mark("Stretch marks"), b.stretch_marks_depth_mm, 0.0, share, ILLUSTRATIVE),
        "pores": Concern(mark("Pores"), b.pores_depth_mm, 0.0, share, ILLUSTRATIVE),
    }


def gain_there(healing: Healing, depth_mm: float) -> Values:
    """Stimulus [session, …cells] for a layer from the surface down to a depth.

    A session formed collagen over its share of the dermis; of the layer it reached depth / layer, at most all.
    """
    made = np.empty_like(healing.drivers["formed"])
    for number, session in enumerate(healing.sessions):
        reached = np.minimum(session.trauma.depth_mm / depth_mm, 1)
        share = dermis_reached(session.trauma, healing.tissue)
        made[number] = healing.drivers["formed"][number] * reached / np.maximum(share, LEAST_SHARE)
    return made


def filled(healing: Healing, concern: Concern, day: float) -> Values:
    """How far a concern is filled on the grid: 0 as before, 1 all that this model can give."""
    answer = healing.chains.answers["collagen_crosslinked"][0][1]
    gain = weighted(answer.at(day - healing.days), gain_there(healing, concern.depth_mm))
    share: Values = np.clip(gain / healing.parameters.growth.collagen_ceiling, 0, 1)
    return share


def filling(healing: Healing, concern: Concern, days: ArrayLike, where: Values | None = None) -> Floats:
    """The same as the mean over cells, at many days [days]."""
    answer = healing.chains.answers["collagen_crosslinked"][0][1]
    since = np.asarray(days, np.float64)[:, None] - healing.days
    gain = answer.at(since) @ healing.mean(gain_there(healing, concern.depth_mm), where)
    return np.clip(gain / healing.parameters.growth.collagen_ceiling, 0, 1)


def figure(concern: Concern, filled_share: Floats, ceiling: float) -> Floats:
    """The concern in its own unit; where no published number exists, the filled share itself."""
    return filled_share * ceiling * concern.per_gain if concern.per_gain else filled_share


def radiance(healing: Healing, days: ArrayLike, where: Values | None = None) -> Floats:
    """Gloss from a fuller epidermis, 0 to 1 (illustrative): the depth of the needles does not enter it."""
    thicker = healing.curve("epidermis", days, where)
    return np.clip(thicker / healing.parameters.benefits.epidermis_full, 0, 1)


def absorption(healing: Healing, days: ArrayLike, where: Values | None = None) -> Floats:
    """How many times more of a product enters while channels are open (illustrative; 1.0 to 2.2 was measured once)."""
    still_open = healing.curve("tewl", days, where) / healing.parameters.signs.barrier_gain
    return 1 + healing.parameters.benefits.absorption_gain * still_open


def net_benefit(healing: Healing, day: float, label: Values | None = None) -> float:
    """Gain of collagen in the least treated quarter of every zone, less the weighted scar; zones weigh by area.

    `label` is the zone of every cell, 0 where nothing counts; without it all cells are one zone.
    """
    gain, scar = (np.ravel(healing.at(name, day)).astype(np.float64) for name in ("collagen_total", "scar"))
    zone = np.ones(len(gain), np.int64) if label is None else np.ravel(label)
    counted = zone > 0
    if not counted.any():
        return 0.0
    harm = healing.parameters.benefits.scar_weight * float(scar[counted].mean())
    return least_treated(gain, zone) - harm


def least_treated(values: Floats, zone: Values) -> float:
    """Mean over the least treated quarter of every zone, zones weighing by area; `zone` is 0 where nothing counts.

    That quarter stands for the whole because a patchy gain is seen: the same idea as the low-quarter uniformity of a
    dose.
    """
    parts = [values[zone == number] for number in np.unique(zone[zone > 0])]
    least = [len(part) * low_quarter(part) for part in parts]
    return float(np.array(least).sum() / np.count_nonzero(zone > 0))


def low_quarter(values: Floats) -> float:
    """The mean of the lowest quarter of some values, at least of one."""
    quarter = max(len(values) // 4, 1)
    return float(np.partition(values, quarter - 1)[:quarter].mean())


def red_hours(healing: Healing, where: Values | None = None) -> float:
    """For how many hours after the last session the mean redness can be seen; 0 where it never can."""
    if not healing.sessions:
        return 0.0
    since = np.arange(0, FAR_DAYS, 1 / 96)
    over = healing.curve("redness_da", healing.days[-1] + since, where) - healing.parameters.signs.redness_visible_da
    seen = np.nonzero(over >= 0)[0]
    if not len(seen):
        return 0.0
    last = int(seen[-1])
    if last + 1 == len(since):
        return FAR_DAYS * 24
    between = over[last] / (over[last] - over[last + 1])
    return float(24 * (since[last] + between * (since[1] - since[0])))
