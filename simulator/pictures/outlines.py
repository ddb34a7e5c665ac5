"""Outlines and overlays of a site: zones as lines in mm, no-go areas hatched, lesions ringed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.needling.zones import Shape
from simulator.pictures.maps import Rgba
from simulator.pictures.sheet import Points, Sheet, Window, distance, fill, part

HATCH_MM = 2.2
DASH_MM = 2.6
LINE_PX = 1.5
HATCH_COVER, EDGE_COVER = 0.42, 0.92


def polyline_mm(shape: Shape) -> Points:
    """The closed outline of a zone or no-go area in mm, its first point repeated at the end."""
    outline = np.asarray(shape.polygon_um, np.float64) / 1000
    return np.concatenate([outline, outline[:1]])


def no_go_overlay(
    shapes: tuple[Shape, ...], size_mm: tuple[float, float], px_per_mm: float, window_mm: Window | None = None
) -> Rgba:
    """White hatch and a dashed white edge over no-go areas, transparent elsewhere."""
    sheet = part(size_mm, px_per_mm, window_mm or (0.0, 0.0, *size_mm))
    cover = np.zeros((sheet.rows, sheet.cols), np.float32)
    for shape in shapes:
        line = polyline_mm(shape)
        rows, cols = sheet.box(line.min(0) - 1, line.max(0) + 1)
        stripe = np.abs(np.mod((sheet.x_mm[:, cols] + sheet.y_mm[rows]) / HATCH_MM, 1) - 0.5) * HATCH_MM * px_per_mm
        hatch = np.clip(1.3 - stripe, 0, 1) * fill(sheet, line)[rows, cols]
        np.maximum(cover[rows, cols], HATCH_COVER * hatch, out=cover[rows, cols])
        _dash(cover, sheet, line)
    return _white(cover)


def lesion_ring(r_mm: float, px_per_mm: float) -> Rgba:
    """A dashed white ring with a dark edge to lay around a lesion, centred on the picture."""
    radius = max((r_mm + 0.8) * px_per_mm, 5.0)
    at = np.arange(-int(radius) - 4, int(radius) + 5, dtype=np.float32)
    away, turn = np.hypot(at[None], at[:, None]), np.arctan2(at[:, None], at[None])
    dark, bright = (np.clip(width / 2 + 0.5 - np.abs(away - radius), 0, 1) for width in (4.5, 2.0))
    bright = bright * (np.mod(turn * (7 / np.pi), 2) < 1.3)
    rgba = np.zeros((*away.shape, 4), np.uint8)
    rgba[..., :3] = np.where(bright[..., None] > 0.3, 255, (0x17, 0x21, 0x2A))
    rgba[..., 3] = np.maximum(bright, 0.55 * dark) * 255
    return rgba


def _dash(cover: NDArray[np.float32], sheet: Sheet, line: Points) -> None:
    """Draw a dashed line into the cover in place, dashes of equal length all the way round."""
    box, away, along = distance(sheet, line, 1 + 2 / sheet.px_per_mm)
    count = max(round(float(np.hypot(*np.diff(line, axis=0).T).sum()) / DASH_MM), 4)
    stroke = np.clip(LINE_PX / 2 + 0.5 - away * sheet.px_per_mm, 0, 1) * (np.mod(along * count, 1) < 0.62)
    np.maximum(cover[box], EDGE_COVER * stroke, out=cover[box])


def _white(cover: NDArray[np.float32]) -> Rgba:
    rgba = np.full((*cover.shape, 4), 255, np.uint8)
    rgba[..., 3] = cover * 255
    return rgba
