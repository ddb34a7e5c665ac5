"""Where on the skin a harmless finding may lie: inside a zone, clear of no-go areas and of other findings."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.needling.chance import bits
from simulator.needling.outline import Points

TRIES = 64
"""Places that are tried; a zone that has no room among them keeps its skin clear."""


class Lot(NamedTuple):
    """Where chance comes from: a seed and a purpose."""

    seed: int
    purpose: str


def free_place(
    room: tuple[Points, ...], away: tuple[Points, ...], others: list[tuple[int, int, int]], radius_um: int, lot: Lot
) -> tuple[int, int] | None:
    """The first place (µm) that chance proposes and that has room; None where none has.

    `others` are places with the distance in µm to be kept from them, beyond the own radius.
    """
    if not room:
        return None
    which, across, down = (bits(lot.seed, f"{lot.purpose} {axis}", np.arange(TRIES)) for axis in ("n", "x", "y"))
    for n in range(TRIES):
        outline = room[int(which[n]) % len(room)]
        low, high = outline.min(axis=0), outline.max(axis=0)
        x = int(low[0]) + int(across[n]) % max(int(high[0] - low[0]), 1)
        y = int(low[1]) + int(down[n]) % max(int(high[1] - low[1]), 1)
        clear = all((x - ox) ** 2 + (y - oy) ** 2 > (reach + radius_um) ** 2 for ox, oy, reach in others)
        ends = [(x, y), (x - radius_um, y), (x + radius_um, y), (x, y - radius_um), (x, y + radius_um)]
        inside = all(within(outline, *end) and not any(within(edge, *end) for edge in away) for end in ends)
        if clear and inside:
            return x, y
    return None


def within(outline: Points, x_um: int, y_um: int) -> bool:
    """Whether a place lies inside a closed outline, by the even-odd rule in whole numbers."""
    crossings = 0
    for (ax, ay), (bx, by) in zip(outline.tolist(), np.roll(outline, -1, axis=0).tolist(), strict=True):
        if min(ay, by) <= y_um < max(ay, by):
            crossings += ax + (y_um - ay) * (bx - ax) // (by - ay) > x_um
    return crossings % 2 == 1
