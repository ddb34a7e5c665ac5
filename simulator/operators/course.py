"""The course of one lane: straight on where it may, bent where the tip must keep off, broken where it cannot pass."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.operators.reach import Mask
from simulator.operators.wander import Floats

Piece = tuple[NDArray[np.int64], Floats]
"""Part of a lane in a straightened zone: whole columns, and the row in each."""

BEND = 0.5
"""A lane steps aside by this share of the spacing at most; what is in the way for longer breaks it (proposal)."""


class Layout(NamedTuple):
    """How lanes are laid, all in cells: spacing, first lane inside the border, run past it, half the tip, needles."""

    spacing: float
    inset: float
    overrun: int
    half_tip: float
    needles: tuple[tuple[float, float], ...]


def course(wanted: Mask, free: Mask, row: float, layout: Layout) -> list[Piece]:
    """Pieces of the lane at a row: where the zone goes beyond what the lanes beside cover, run past, and allowed."""
    alone = max(layout.spacing - layout.half_tip, 1.0)
    near = slice(max(int(np.ceil(row - alone)), 0), max(int(row + alone) + 1, 0))
    needed = np.logical_or.reduce(wanted[near], axis=0)
    limit = int(BEND * layout.spacing)
    bend, passable = _bend(free, row, limit)
    pieces = []
    for first, end in _stretches(_grown(needed, layout.overrun) & passable):
        if end - first >= 2 * layout.half_tip and needed[first:end].any():
            pieces.append((np.arange(first, end), row + _detour(bend[first:end], limit)))
    return pieces


def _bend(free: Mask, row: float, limit: int) -> tuple[NDArray[np.int64], Mask]:
    """Per column the smallest step aside to an allowed cell, and whether there is one within the limit."""
    steps = np.array(sorted(range(-limit, limit + 1), key=abs))
    rows = int(np.rint(row)) + steps
    inside = (rows >= 0) & (rows < free.shape[0])
    options = free[np.clip(rows, 0, free.shape[0] - 1)] & inside[:, None]
    return steps[np.argmax(options, axis=0)], options.any(axis=0)


def _detour(bend: NDArray[np.int64], width: int) -> Floats:
    """A smooth way round that never steps aside less than the bend: the widest bend near by, then its running mean."""
    from scipy import ndimage

    size = 2 * width + 1
    sides = (ndimage.maximum_filter1d(np.maximum(sign * bend, 0), size) for sign in (1, -1))
    up, down = (eased(side.astype(np.float64), size) for side in sides)
    return up - down


def eased(curve: Floats, size: int) -> Floats:
    """The running mean over an odd number of places, the ends held."""
    half = size // 2
    total = np.concatenate([[0.0], np.cumsum(np.pad(curve, half, mode="edge"))])
    mean: Floats = (total[2 * half + 1 :] - total[: -2 * half - 1]) / (2 * half + 1)
    return mean


def _grown(use: Mask, cells: int) -> Mask:
    """A row of cells grown at both ends of every stretch, or shrunk where `cells` is negative."""
    grow = -cells if cells < 0 else cells
    padded = np.pad(~use if cells < 0 else use, grow, constant_values=cells < 0)
    count = np.concatenate([[0], np.cumsum(padded)])
    touched: Mask = count[2 * grow + 1 :] - count[: -2 * grow - 1] > 0
    return ~touched if cells < 0 else touched


def _stretches(use: Mask) -> list[tuple[int, int]]:
    """First and end of every unbroken stretch."""
    edges = np.nonzero(np.diff(np.concatenate([[False], use, [False]]).astype(np.int8)))[0]
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
