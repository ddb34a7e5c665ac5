"""How far a prediction can be trusted: the same reading under many draws of the parameters, as a band."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.chance import uniform
from simulator.outcome.response_course import Floats
from simulator.outcome.response_parameters import Knowledge, Parameters

DRAWS, CELLS = 100, 300
"""Draws of a band, and cells that stand for a skin in each of them."""
LOW, HIGH = 10.0, 90.0
"""Percentiles between which the band lies."""
SEED = 1


class Band(NamedTuple):
    """A reading at the best guess, and what eight of ten draws lie between; arrays of the reading's own shape."""

    low: Floats
    best: Floats
    high: Floats


def draws(read: Callable[[Parameters], Floats], knowledge: Knowledge, count: int = DRAWS, seed: int = SEED) -> Floats:
    """The reading under every draw [count, …]; draws of the same seed are paired, whatever is read."""
    return np.array([read(knowledge.drawn(seed, index)) for index in range(count)])


def band(read: Callable[[Parameters], Floats], knowledge: Knowledge, count: int = DRAWS, seed: int = SEED) -> Band:
    """The reading as a band."""
    low, high = np.percentile(draws(read, knowledge, count, seed), [LOW, HIGH], axis=0)
    return Band(low, np.asarray(read(knowledge.best())), high)


def some_cells(mask: NDArray[np.bool_], most: int = CELLS, seed: int = SEED) -> NDArray[np.int64]:
    """Flat numbers of cells drawn from a mask, the same for the same mask; all of them where they are few."""
    cells = np.nonzero(mask.ravel())[0]
    if len(cells) <= most:
        return cells
    return cells[np.floor(uniform(seed, "cells", np.arange(most)) * len(cells)).astype(np.int64)]
