"""The lanes over a zone: of a few ways to lay them the most even one, in the order they are drawn."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.operators.course import Layout, Piece, course, eased
from simulator.operators.quality import quality
from simulator.operators.reach import Mask
from simulator.operators.wander import Floats

Path = NDArray[np.float64]
"""Points [n >= 2, 2] as x, y in µm, along which the middle of the tip is meant to go."""

STRIP_LANES = 3
"""A zone not wider than this many lanes is a strip: its lanes follow its own middle instead of a straight line."""
STEEPEST = 1.5
"""Lanes of a slanted strip are set further apart along a column, by this factor at most (a slant of 48°)."""
CLOSEST, WIDEST = 0.75, 1.25
"""Lanes may lie so much closer together or further apart than meant, to fit a zone: 47 to 12 % overlap for 30 %."""


def lanes(judged: Mask, allowed: Mask, layout: Layout, crosswise: bool, cell_um: int) -> list[Path]:
    """Lanes [n, 2] in µm that cover the judged cells as far as the tip's centre is allowed, to and fro.

    They run along the longer side of the zone, or across it where `crosswise` (every second pass).
    """
    cells = (judged.tobytes(), allowed.tobytes(), judged.shape)
    return [path * cell_um + cell_um / 2 for path in _lanes(cells, layout, crosswise)]


@lru_cache(maxsize=256)
def _lanes(cells: tuple[bytes, bytes, tuple[int, int]], layout: Layout, crosswise: bool) -> tuple[Path, ...]:
    """Lanes in cells; remembered, since they are the same for every seed."""
    judged, allowed = (np.frombuffer(data, bool).reshape(cells[2]) for data in cells[:2])
    rows, cols = (np.ptp(np.nonzero(judged.any(axis=axis))[0]) for axis in (1, 0))
    upright = bool(rows > cols) != crosswise
    if upright:
        judged, allowed = judged.T, allowed.T
    bed = _bed(judged & allowed if (judged & allowed).any() else judged, layout)
    wanted, free = (bed.straightened(area) for area in (judged, allowed))
    ways = [
        _drawn([course(wanted, free, float(row), layout) for row in rows], bed) for rows in _ways(wanted, free, layout)
    ]
    best = max(ways, key=lambda paths: quality(paths, judged, layout))
    return tuple(path[:, ::-1] if upright else path for path in best)


def _drawn(way: list[list[Piece]], bed: Bed) -> list[Path]:
    """Lanes in cells, every second one from the other end."""
    paths: list[Path] = []
    for number, pieces in enumerate(way):
        places = [bed.placed(piece) for piece in pieces]
        paths += [path[::-1] for path in places[::-1]] if number % 2 else places
    return paths


class Bed(NamedTuple):
    """How a strip is laid straight: per column the row of its middle, and how much longer its slant makes a column."""

    middle: Floats
    slant: Floats
    centre: int

    def straightened(self, area: Mask) -> Mask:
        """The area with its middle in the centre row; what comes from outside the sheet is empty."""
        across = np.arange(area.shape[0])[:, None] - self.centre
        rows = np.rint(self.middle + across * self.slant).astype(np.int64)
        inside = (rows >= 0) & (rows < area.shape[0])
        taken: Mask = area[np.clip(rows, 0, area.shape[0] - 1), np.arange(area.shape[1])[None, :]]
        return taken & inside

    def placed(self, piece: Piece) -> Path:
        """A piece of a lane where it lies on the sheet, in cells."""
        cols, rows = piece
        return np.stack([cols, self.middle[cols] + (rows - self.centre) * self.slant[cols]], axis=1)


def _bed(area: Mask, layout: Layout) -> Bed:
    """The bed of a strip; that of a zone wider than a strip leaves it as it is."""
    centre, thick = area.shape[0] // 2, np.count_nonzero(area, axis=0)
    filled = np.nonzero(thick)[0]
    if np.median(thick[filled]) > STRIP_LANES * layout.spacing:
        return Bed(np.full(area.shape[1], float(centre)), np.ones(area.shape[1]), centre)
    weight = np.cumsum(np.arange(area.shape[0])[:, None] * area, axis=0)[-1]
    middle = np.interp(np.arange(area.shape[1]), filled, weight[filled] / thick[filled])
    middle = eased(middle, 2 * int(layout.spacing) + 1)
    return Bed(middle, np.minimum(np.sqrt(1 + np.gradient(middle) ** 2), STEEPEST), centre)


def _ways(wanted: Mask, free: Mask, layout: Layout) -> list[Floats]:
    """Rows for the lanes, in several ways: evenly from border to border, or outwards from the middle.

    Borders are those of the widest column and of columns that are wider than a tenth, a quarter or half of all.
    """
    filled = np.nonzero(wanted.any(axis=1))[0]
    ways: list[Floats] = []
    for part in (0.0, 0.1, 0.25, 0.5):
        first, last = _borders(wanted, free, layout, part)
        middle, share = (first + last) / 2, max(last - first, 0.0) / layout.spacing
        for between in {max(int(share), 1), int(np.ceil(share)), round(share)} - {0}:
            spacing = min(max(share / between, CLOSEST), WIDEST) * layout.spacing
            ways.append(middle + (np.arange(between + 1.0) - between / 2) * spacing)
        for shift in (0.0, 0.5):
            rows = middle + (np.arange(-float(len(wanted)), len(wanted)) + shift) * layout.spacing
            ways.append(rows[(rows >= filled[0] - layout.half_tip) & (rows <= filled[-1] + layout.half_tip)])
    return ways


def _borders(wanted: Mask, free: Mask, layout: Layout, part: float) -> tuple[float, float]:
    """The first and last row for a lane: inside the border of all but `part` of the columns, and reachable."""
    columns = np.nonzero((wanted & free).any(axis=0))[0]
    columns = columns if len(columns) else np.nonzero(wanted.any(axis=0))[0]
    ends = []
    for area, inset in ((wanted[:, columns], layout.inset - 0.5), ((wanted & free)[:, columns], 0.0)):
        first, last = np.sort(np.argmax(area, axis=0)), np.sort(len(area) - 1 - np.argmax(area[::-1], axis=0))
        left_out = int(part * (len(columns) - 1))
        ends.append((float(first[left_out]) + inset, float(last[len(last) - 1 - left_out]) - inset))
    return max(first for first, _last in ends), min(last for _first, last in ends)
