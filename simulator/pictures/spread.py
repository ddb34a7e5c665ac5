"""Smooth fields from coarse ones: values on a lattice, spread over any pixels by cubic B-splines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Field = NDArray[np.floating]
"""One value a pixel, [h, w]; float32 wherever a picture is drawn."""

SPREAD_OF_NOISE = 151 / 315
"""Standard deviation that spreading leaves of unit noise on the lattice: the integral of the squared B-spline."""


def spline(at: NDArray[np.floating], count: int, wrap: bool = False) -> csr_array:
    """The matrix [len(at), count] that reads a lattice at places given in its steps, held or wrapped at its ends."""
    from scipy.sparse import csr_array

    first = np.floor(at).astype(np.int64)
    t = (at - first).astype(np.float32)
    weights = np.stack([(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3], 1) / 6
    index = first[:, None] + np.arange(-1, 3)
    index = index % count if wrap else np.clip(index, 0, count - 1)
    start = np.arange(0, 4 * len(at) + 1, 4)
    return csr_array((weights.astype(np.float32).ravel(), index.ravel(), start), (len(at), count))


def spread(values: Field, rows_at: NDArray[np.floating], cols_at: NDArray[np.floating], wrap: bool = False) -> Field:
    """Lattice values [rows, cols] read at every crossing of the given rows and columns."""
    down = spline(rows_at, values.shape[0], wrap) @ values
    return np.ascontiguousarray((spline(cols_at, values.shape[1], wrap) @ down.T).T)
