"""How far each zone has come: coverage and mean dose, measured again only where needles have struck."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.needling.puncture import Punctures
from simulator.needling.run import Run
from simulator.outcome.dose import WIDE_UM, Patch, cut, window
from simulator.outcome.plan import ZonePlan

REFRESH_US = 250_000
"""A zone is measured at most four times a second."""

Span = tuple[int, int, int, int]
"""Rows and columns of the sheet, from and up to."""


class Progress(NamedTuple):
    """Coverage in whole per cent (a share of the judged area with its dose) and mean dose per cm²."""

    percent: int
    dose_per_cm2: int


class Cover:
    """Measures the zones of a run while it goes on."""

    def __init__(self, run: Run, plans: tuple[ZonePlan, ...]) -> None:
        self._map = run.skin.zones
        self._zones = [Zone(patch) for patch in cut(run.skin, plans)]
        self._struck: dict[int, Span] = {}
        self._measured_us = 0
        self.zones: list[Progress | None] = [None] * len(plans)

    def take(self, punctures: Punctures) -> None:
        """New punctures, which the skin has taken in already."""
        if not len(punctures.t_us):
            return
        cell, on = self._map.grid.cells(punctures.x_um, punctures.y_um)
        cell = cell[on]
        label = self._map.label.ravel()[cell]
        judged = np.bincount(label[self._map.judged.ravel()[cell]], minlength=len(self._zones) + 1)
        for number in np.unique(label[label > 0]).tolist():
            row, col = np.divmod(cell[label == number], self._map.grid.cols)
            span = int(row.min()), int(row.max()) + 1, int(col.min()), int(col.max()) + 1
            self._struck[number] = _union(self._struck.get(number, span), span)
            self._zones[number - 1].punctures += int(judged[number])

    def due(self, now_us: int) -> bool:
        """Whether it is time to measure again."""
        return now_us - self._measured_us >= REFRESH_US

    def measure(self, now_us: int) -> bool:
        """Measures one of the zones that were struck; answers whether there was one."""
        if not self._struck:
            return False
        self._measured_us = now_us
        self._measure(next(iter(self._struck)))
        return True

    def measure_all(self) -> None:
        """Measures every zone that was struck."""
        for number in list(self._struck):
            self._measure(number)

    def _measure(self, number: int) -> None:
        self.zones[number - 1] = self._zones[number - 1].measure(self._struck.pop(number))


class Zone:
    """Which judged cells of a zone have their dose by now; the same figures as the outcome's, kept up to date."""

    def __init__(self, patch: Patch) -> None:
        self._patch = patch  # a view of the run's own fields: always up to date
        self._reach = WIDE_UM // patch.cell_um
        cells = window(patch.judged.astype(np.int64), self._reach)
        self._window_cm2 = np.maximum(cells, 1) * patch.cell_cm2
        self._treated = np.zeros(patch.judged.shape, bool)
        self._count = 0
        self._judged = int(np.count_nonzero(patch.judged))
        self.punctures = 0

    def measure(self, struck: Span) -> Progress:
        """Progress once the windows around what was struck are counted again."""
        patch, reach = self._patch, self._reach
        near, wide = (self._box(struck, room) for room in (reach, 2 * reach))
        counts = window(np.where(patch.judged[wide], patch.count[wide], 0), reach)
        inner = tuple(slice(n.start - w.start, n.stop - w.start) for n, w in zip(near, wide, strict=True))
        treated = (counts[inner] / self._window_cm2[near] >= patch.plan.target_low_per_cm2) & patch.judged[near]
        self._count += int(np.count_nonzero(treated)) - int(np.count_nonzero(self._treated[near]))
        self._treated[near] = treated
        if not self._judged:
            return Progress(0, 0)
        mean = self.punctures / (self._judged * patch.cell_cm2)
        return Progress(round(100 * self._count / self._judged), round(mean))

    def _box(self, span: Span, room: int) -> tuple[slice, slice]:
        """A part of the zone's box, widened by a room on every side."""
        sides = zip((span[:2], span[2:]), self._patch.box, self._patch.judged.shape, strict=True)
        low_high = [(max(a - s.start - room, 0), min(b - s.start + room, n)) for (a, b), s, n in sides]
        return slice(*low_high[0]), slice(*low_high[1])


def _union(a: Span, b: Span) -> Span:
    return min(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), max(a[3], b[3])
