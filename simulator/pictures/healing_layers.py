"""What healing skin is drawn from and no day changes: its highlights, its dots, and the chance of every place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from simulator.pictures.sheet import Sheet, blurred, noise
from simulator.pictures.skin import MOST_SHINE, SHINE_POWER, Look
from simulator.pictures.spread import Field, spline

if TYPE_CHECKING:
    from scipy.sparse import csr_array

AROUND_MM = 5.0
"""Over places of this size shine changes no mean: skin that shines more is not lighter skin (chosen by eye)."""
DOT_SHARE, MOST_PER_MM2 = 0.018, 60
"""So many punctures still show as dots an hour after, of so many at most (chosen by eye)."""
DOT_MM, LEAST_PX_PER_MM = 0.07, 4
"""The size of a dot, and the least scale at which it can be drawn that small."""
BAND_ROWS = 64
"""So many rows of pixels are worked on at a time: larger arrays would be fetched from the system for every picture."""


class Reader(NamedTuple):
    """Reads fields of the grid at the pixels of a window: matrices for rows, columns, and colours of columns."""

    down: csr_array
    across: csr_array
    colours_across: csr_array
    bands: tuple[tuple[slice, csr_array], ...]

    def wider(self, low: Field) -> Field:
        """A field [rows, cols, 3] at the columns of pixels, still with the rows of the grid, [rows, 3 w]."""
        return np.ascontiguousarray((self.colours_across @ low.reshape(len(low), -1).T).T)

    def wide(self, low: Field) -> Field:
        """A field [rows, cols] on the pixels, [h, w]."""
        found: Field = self.down @ np.ascontiguousarray((self.across @ low.T).T)
        return found

    def coarser(self, step: int) -> Reader:
        """The same for every so manieth pixel."""
        return reader(self.down[::step], self.across[::step])


def reader(down: csr_array, across: csr_array) -> Reader:
    """From the matrices that read rows and columns."""
    from scipy import sparse

    colours = sparse.csr_array(sparse.kron(across, sparse.eye_array(3, dtype=np.float32)))
    rows = [slice(first, first + BAND_ROWS) for first in range(0, down.shape[0], BAND_ROWS)]
    return Reader(down, across, colours, tuple((band, down[band]) for band in rows))


def reads(sheet: Sheet, cells: Sheet) -> Reader:
    """What reads the cells at the pixels of a sheet."""
    rows = sheet.y_mm[:, 0] * np.float32(cells.px_per_mm) - 0.5 - cells.row0
    cols = sheet.x_mm[0] * np.float32(cells.px_per_mm) - 0.5 - cells.col0
    return reader(spline(rows, cells.rows), spline(cols, cells.cols))


def in_colours(field: Field) -> Field:
    """The same for each channel, [h, w, 3]: three times the memory, and a tenth of the time to multiply with."""
    return np.repeat(field[..., None], 3, axis=-1)


def highlights(sheet: Sheet, look: Look) -> Field:
    """How much more the skin's film shines than around there, in linear light [h, w]; 0 where there is no skin."""
    shine = np.float32(MOST_SHINE) * (look.gloss / np.float32(255)) ** np.float32(1 / SHINE_POWER)
    return (shine - blurred(sheet, shine, AROUND_MM)) * (look.body / np.float32(255))


def dots(sheet: Sheet, per_mm2: Field, skin: Field) -> Field:
    """Some of the punctures as dots, 0 to 1, where a dot is not smaller than can be seen."""
    if sheet.px_per_mm < LEAST_PX_PER_MM:
        return np.zeros_like(skin)
    share = np.clip(per_mm2, 0, MOST_PER_MM2) * np.float32(DOT_SHARE / sheet.px_per_mm**2)
    there = np.random.default_rng(5).random(skin.shape, np.float32) < share
    strength = there * np.float32(sheet.px_per_mm / LEAST_PX_PER_MM)
    return np.clip(1.6 * blurred(sheet, strength, DOT_MM), 0, 1) * skin


def chances(cells: Sheet) -> Field:
    """For every cell a number from 0 to 1, all equally often, that varies as smoothly as dark marks do."""
    field = noise(cells, 3.5, 77, 3)
    order = np.argsort(field, axis=None)
    out = np.empty(field.size, np.float32)
    out[order] = (np.arange(field.size, dtype=np.float32) + 0.5) / field.size
    return out.reshape(field.shape)


def mottling(cells: Sheet, share: float) -> Field:
    """How many times as red as the mean a cell gets: flushed skin is never evenly red."""
    return 1 + np.float32(share) * noise(cells, 2.6, 78, 2)
