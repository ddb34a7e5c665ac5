"""A sheet of skin as pixels: where each pixel lies in millimetres, and how shapes in millimetres fall on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.needling import outline
from simulator.pictures.spread import SPREAD_OF_NOISE, Field, spread

Window = tuple[float, float, float, float]
"""A part of a sheet: x0, y0, x1, y1 in mm."""
Points = NDArray[np.float64]
"""Points [n, 2] as x, y in mm."""
Box = tuple[slice, slice]
"""A part of a picture, rows and columns."""


class Sheet(NamedTuple):
    """A window on a sheet of `size_mm`, its pixels on the lattice of the whole sheet starting at `col0`, `row0`."""

    size_mm: tuple[float, float]
    px_per_mm: float
    col0: int
    row0: int
    cols: int
    rows: int

    @property
    def x_mm(self) -> NDArray[np.float32]:
        """Middles of the columns, [1, cols]."""
        return ((np.arange(self.col0, self.col0 + self.cols) + 0.5) / self.px_per_mm).astype(np.float32)[None]

    @property
    def y_mm(self) -> NDArray[np.float32]:
        """Middles of the rows, [rows, 1]."""
        return ((np.arange(self.row0, self.row0 + self.rows) + 0.5) / self.px_per_mm).astype(np.float32)[:, None]

    def to_px(self, points_mm: ArrayLike) -> Points:
        """Places in pixels of this window; pixel (0, 0) reaches from 0 to 1."""
        return np.asarray(points_mm, np.float64) * self.px_per_mm - (self.col0, self.row0)

    def box(self, low_mm: ArrayLike, high_mm: ArrayLike) -> Box:
        """The pixels between two corners, cut at the window's edge; may be empty."""
        (x0, y0), (x1, y1) = np.floor(self.to_px(low_mm)), np.ceil(self.to_px(high_mm))
        rows, cols = np.clip([y0, y1], 0, self.rows), np.clip([x0, x1], 0, self.cols)
        return slice(int(rows[0]), int(rows[1])), slice(int(cols[0]), int(cols[1]))

    def only(self, box: Box) -> Sheet:
        """The window that a box of this one shows."""
        rows, cols = box
        return self._replace(
            col0=self.col0 + cols.start,
            row0=self.row0 + rows.start,
            cols=cols.stop - cols.start,
            rows=rows.stop - rows.start,
        )


def whole(size_mm: tuple[float, float], px_per_mm: float) -> Sheet:
    """The sheet without a cut."""
    return part(size_mm, px_per_mm, (0.0, 0.0, *size_mm))


def part(size_mm: tuple[float, float], px_per_mm: float, window_mm: Window, margin_mm: float = 0.0) -> Sheet:
    """The window, widened by a margin on every side, on the pixel lattice of the whole sheet."""
    x0, y0, x1, y1 = (round(v * px_per_mm) for v in window_mm)
    pad = int(np.ceil(margin_mm * px_per_mm))
    return Sheet(size_mm, px_per_mm, x0 - pad, y0 - pad, x1 - x0 + 2 * pad, y1 - y0 + 2 * pad)


def curve(points_mm: ArrayLike, closed: bool = False) -> Points:
    """The smooth curve through points, the same one that zones are judged by."""
    return outline.smooth(np.rint(np.asarray(points_mm, np.float64) * 1000).astype(np.int64), closed) / 1000


def mirrored(points_mm: ArrayLike, midline_mm: float) -> Points:
    """The points on the other side of a vertical midline."""
    return np.asarray(points_mm, np.float64) * (-1, 1) + (2 * midline_mm, 0)


def fill(sheet: Sheet, *polygons_mm: ArrayLike) -> Field:
    """How much of each pixel the polygons cover, 0 to 1."""
    from PIL import Image, ImageDraw

    fine = Image.new("L", (3 * sheet.cols, 3 * sheet.rows), 0)
    pen = ImageDraw.Draw(fine)
    for polygon in polygons_mm:
        pen.polygon([tuple(p) for p in 3 * sheet.to_px(polygon) - 0.5], fill=255)
    return np.asarray(fine.reduce(3), np.float32) / np.float32(255)


def strokes(sheet: Sheet, lines: Sequence[Points], width_mm: float, strength: ArrayLike) -> Field:
    """Many fine lines drawn over one another, each as strong as given, 0 to 1."""
    from PIL import Image, ImageDraw

    fine = Image.new("L", (3 * sheet.cols, 3 * sheet.rows), 0)
    pen = ImageDraw.Draw(fine)
    width_px = max(1, round(3 * width_mm * sheet.px_per_mm))
    for line, alpha in zip(lines, np.asarray(strength), strict=True):
        pen.line([tuple(p) for p in 3 * sheet.to_px(line) - 0.5], fill=int(255 * alpha), width=width_px)
    return np.asarray(fine.reduce(3), np.float32) / np.float32(255)


def distance(sheet: Sheet, line_mm: Points, reach_mm: float) -> tuple[Box, Field, Field]:
    """The box of pixels near a line, their distance from it in mm, and where along it (0 to 1) they are nearest."""
    box = sheet.box(line_mm.min(0) - reach_mm, line_mm.max(0) + reach_mm)
    here = sheet.only(box)
    x, y = here.x_mm, here.y_mm
    away2 = np.full((y.shape[0], x.shape[1]), np.float32(reach_mm**2))
    along = np.zeros_like(away2)
    length = np.hypot(*np.diff(line_mm, axis=0).T)
    begin = np.concatenate([[0.0], np.cumsum(length)[:-1]]) / length.sum()
    for a, b, start, share in zip(line_mm[:-1], line_mm[1:], begin, length / length.sum(), strict=True):
        near = here.box(np.minimum(a, b) - reach_mm, np.maximum(a, b) + reach_mm)
        dx, dy = x[:, near[1]] - np.float32(a[0]), y[near[0]] - np.float32(a[1])
        ux, uy = (b - a).astype(np.float32)
        t = np.clip((dx * ux + dy * uy) / np.float32(max(ux * ux + uy * uy, 1e-9)), 0, 1)
        d2 = (dx - t * ux) ** 2 + (dy - t * uy) ** 2
        closer = d2 < away2[near]
        away2[near][closer] = d2[closer]
        along[near][closer] = (np.float32(start) + np.float32(share) * t)[closer]
    return box, np.sqrt(away2), along


def inner_distance(sheet: Sheet, cover: Field) -> Field:
    """Distance in mm to the edge of a filled region, positive inside."""
    from scipy import ndimage

    inside = cover > 0.5
    away = ndimage.distance_transform_edt(inside) - ndimage.distance_transform_edt(~inside)
    return (away / sheet.px_per_mm).astype(np.float32)


def blurred(sheet: Sheet, field: Field, sigma_mm: float) -> Field:
    """The field through a Gaussian, cut at three sigma."""
    from scipy import ndimage

    return ndimage.gaussian_filter(field, sigma_mm * sheet.px_per_mm, mode="nearest", truncate=3.0)


def noise(sheet: Sheet, cell_mm: float, seed: int, octaves: int = 1) -> Field:
    """Smooth noise of unit variance, a function of place on the whole sheet; octaves halve in size and strength."""
    total, power = np.zeros((sheet.rows, sheet.cols), np.float32), 0.0
    for octave in range(octaves):
        cell, gain = cell_mm / 2**octave, 0.5**octave
        cols, rows = (int(side / cell) + 4 for side in sheet.size_mm)
        lattice = np.random.default_rng((seed, octave)).standard_normal((rows, cols), np.float32)
        total += gain / SPREAD_OF_NOISE * spread(lattice, sheet.y_mm[:, 0] / cell + 1, sheet.x_mm[0] / cell + 1)
        power += gain**2
    return total / np.float32(np.sqrt(power))


def enlarged(field: Field, coarse: Sheet, sheet: Sheet) -> Field:
    """A field of a coarse sheet, on the pixels of a finer one."""
    rows_at = sheet.y_mm[:, 0] * coarse.px_per_mm - 0.5 - coarse.row0
    return spread(field, rows_at, sheet.x_mm[0] * coarse.px_per_mm - 0.5 - coarse.col0)


def step(low: float, high: float, x: Any) -> Field:
    """0 at `low`, 1 at `high`, smooth between."""
    t = np.clip((np.asarray(x, np.float32) - np.float32(low)) / np.float32(high - low), 0, 1)
    return t * t * (3 - 2 * t)
