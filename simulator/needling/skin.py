"""The skin: what punctures leave in it, as whole numbers per cell."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.puncture import Ints, Poses, Punctures
from simulator.needling.strokes import stretches
from simulator.needling.zones import Zones

SCATTER_UM = 150
"""Punctures count as too deep only beyond the cap plus the device's own scatter."""
SLACK_UM = 100
"""Lateral travel that skin gives way to without tearing (convention of this project)."""

FIELDS = ("count", "depth_sum_um", "deep_count", "visits", "directions", "drag_um")


class Limits(NamedTuple):
    """Depth window and cap of every zone in µm, arrays [zones + 1]; entry 0 is outside and has no limit."""

    low_um: Ints
    high_um: Ints
    cap_um: Ints


@dataclass(slots=True)
class Skin:
    """Grid, zones and integer fields [row, col]; `tally` [zones + 1, 3]: punctures in the window, above it, and by how
    many µm.
    """

    zones: Zones
    limits: Limits
    count: NDArray[np.int64] = field(init=False)
    depth_sum_um: NDArray[np.int64] = field(init=False)
    deep_count: NDArray[np.int64] = field(init=False)
    visits: NDArray[np.int64] = field(init=False)
    directions: NDArray[np.uint8] = field(init=False)
    drag_um: NDArray[np.int64] = field(init=False)
    last_stroke: NDArray[np.int64] = field(init=False)
    tally: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        shape = (self.zones.grid.rows, self.zones.grid.cols)
        for name in (*FIELDS, "last_stroke"):
            setattr(self, name, np.zeros(shape, np.uint8 if name == "directions" else np.int64))
        self.tally = np.zeros((len(self.zones.names) + 1, 3), np.int64)

    def take(self, punctures: Punctures, poses: Poses, stroke: Ints, drag_um: Ints) -> None:
        """Punctures enter the fields; `stroke` and `drag_um` are per pose."""
        cell, on = self.zones.grid.cells(punctures.x_um, punctures.y_um)
        if not on.all():
            cell, punctures = cell[on], Punctures(*(c[on] for c in punctures))
        depth, zone = punctures.depth_um, self.zones.label.reshape(-1).take(cell).astype(np.intp)
        np.add.at(self.count.reshape(-1), cell, 1)
        np.add.at(self.depth_sum_um.reshape(-1), cell, depth)
        self._weigh(cell, zone, depth)
        if drag_um.size and drag_um.max() > SLACK_UM:
            np.add.at(self.drag_um.reshape(-1), cell, np.maximum(drag_um - SLACK_UM, 0).take(punctures.pose))
        self._visit(cell, stroke.take(punctures.pose))
        self._head(cell, _octant(poses), punctures.pose)

    def _weigh(self, cell: Ints, zone: Ints, depth: Ints) -> None:
        """Depth against window and cap of the zone; comparisons are skipped where nothing can lie outside."""
        deepest = int(depth.max()) if depth.size else 0
        if deepest > self.limits.cap_um.min() + SCATTER_UM:
            deep = depth > self.limits.cap_um.take(zone) + SCATTER_UM
            np.add.at(self.deep_count.reshape(-1), cell[deep], 1)
        over = np.maximum(depth - self.limits.high_um.take(zone), 0)
        fits = (over == 0) & (depth >= self.limits.low_um.take(zone))
        size = len(self.tally)
        self.tally[:, 0] += np.bincount(zone[fits], minlength=size)
        if over.any():
            self.tally[:, 1] += np.bincount(zone[over > 0], minlength=size)
            self.tally[:, 2] += np.bincount(zone, over, size).astype(np.int64)  # whole numbers far below 2⁵³: exact

    def _visit(self, cell: Ints, stroke: Ints) -> None:
        """A cell counts a visit whenever the stroke that enters it is another than the last one that did."""
        visits, last = self.visits.reshape(-1), self.last_stroke.reshape(-1)
        for first, end in stretches(stroke):
            entered, number = cell[first:end], stroke[first]
            entered = entered[last.take(entered) != number]
            last[entered] = number
            visits[entered] += 1  # buffered on purpose: once a cell, however many needles

    def _head(self, cell: Ints, octant: NDArray[np.uint8], pose: Ints) -> None:
        """Every cell notes the directions in which it was crossed; most runs know one or two of the four."""
        directions = self.directions.reshape(-1)
        present = np.bincount(octant)
        every = octant.take(pose) if np.count_nonzero(present) > 1 else None
        for bit in np.nonzero(present)[0].astype(np.uint8):
            directions[cell if every is None else cell[every == bit]] |= bit

    def fingerprint(self) -> str:
        """SHA-256 over the integer fields: equal exactly when the skin is."""
        digest = hashlib.sha256(repr(tuple(self.zones.grid)).encode())
        for name in FIELDS:
            values = getattr(self, name)
            digest.update(name.encode() + values.astype(values.dtype.newbyteorder("<"), copy=False).tobytes())
        return digest.hexdigest()


_OCTANT = np.array([8, 1, 2, 0, 4, 1, 2, 0], np.uint8)
"""By flat, steep (both: standing) and whether x and y grow together."""


def _octant(poses: Poses) -> NDArray[np.uint8]:
    """Direction of every pose as a bit: 1 horizontal, 2 vertical, 4 and 8 the diagonals, 0 standing; tan 22.5° in
    integers.
    """
    across, along = np.abs(poses.dx_um), np.abs(poses.dy_um)
    flat, steep = along * 100_000 <= across * 41_421, across * 100_000 <= along * 41_421
    slash = (poses.dx_um > 0) == (poses.dy_um > 0)
    return _OCTANT.take(flat + 2 * steep + 4 * slash)
