"""Outlines of zones: smooth curves through given points, and which grid cells lie inside, in whole µm."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.needling.grid import Grid

Points = NDArray[np.int64]
"""Points [n, 2] as x, y in µm."""


def smooth(points_um: Points, closed: bool = True, per_span: int = 12) -> Points:
    """The uniform Catmull-Rom curve through the points, `per_span` steps between two of them, rounded to µm.

    Integer arithmetic, so an outline is the same on every machine. Source: Catmull & Rom 1974, tension ½.
    """
    p = np.asarray(points_um, np.int64)
    if p.ndim != 2 or p.shape[1] != 2 or len(p) < 2:
        raise ValueError(f"points_um must be [n >= 2, 2], not {p.shape}")
    if closed:
        before, start, end, after = np.roll(p, 1, 0), p, np.roll(p, -1, 0), np.roll(p, -2, 0)
    else:
        ends = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
        before, start, end, after = ends[:-3], ends[1:-2], ends[2:-1], ends[3:]
    s, n = np.arange(per_span)[None, :, None], per_span
    a, b, c, d = (q[:, None, :] for q in (before, start, end, after))
    cubic = -a + 3 * b - 3 * c + d
    square = 2 * a - 5 * b + 4 * c - d
    curve = 2 * b * n**3 + (c - a) * s * n**2 + square * s**2 * n + cubic * s**3
    curve = ((curve + n**3) // (2 * n**3)).reshape(-1, 2)
    return curve if closed else np.concatenate([curve, p[-1:]])


def inside(polygon_um: Points, grid: Grid) -> NDArray[np.bool_]:
    """Cells [row, col] whose centres lie inside the closed polygon (even-odd rule, decided in integers)."""
    x0, y0 = np.asarray(polygon_um, np.int64).T
    x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
    crossings = np.zeros((grid.rows, grid.cols + 1), np.int64)
    centre_y = grid.centres(grid.rows)
    for ax, ay, bx, by in zip(x0, y0, x1, y1, strict=True):
        low, high = (ay, by) if ay < by else (by, ay)
        rows = np.nonzero((centre_y >= low) & (centre_y < high))[0]
        if len(rows):
            x = ax + (centre_y[rows] - ay) * (bx - ax) // (by - ay)
            first = np.clip((2 * x + grid.cell_um) // (2 * grid.cell_um), 0, grid.cols)
            np.add.at(crossings, (rows, first), 1)
    return (np.cumsum(crossings, axis=1)[:, :-1] & 1).astype(bool)
