"""The shape of a body part: a height field in mm towards the viewer, built from small operations given as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from simulator.pictures.sheet import (
    Points,
    Sheet,
    blurred,
    curve,
    distance,
    fill,
    inner_distance,
    mirrored,
    step,
)
from simulator.pictures.spread import Field

Op = Mapping[str, Any]
Curves = Mapping[str, Points]


def base(sheet: Sheet, data: Op, midline_mm: float, inside_mm: Field) -> Field:
    """The large form: a profile along the midline, the curvature across it, and a rounded rim."""
    z = np.zeros_like(inside_mm)
    if "profile_mm" in data:
        z += column(sheet, data["profile_mm"], data.get("profile_blur_mm", 0))
    if "half_width_mm" in data:
        half = column(sheet, data["half_width_mm"], data.get("half_width_blur_mm", 0))
        inner, outer = data["across_power"]
        t = np.minimum(np.abs(sheet.x_mm - np.float32(midline_mm)) / half, np.float32(0.985))
        z -= np.float32(data["across_mm"]) * (1 - (1 - t**inner) ** np.float32(1 / outer))
    for rim in data.get("rim", ()):
        q = np.clip(1 - np.clip(inside_mm + 0.6, 0, None) / np.float32(rim["radius_mm"]), 0, 0.97)
        drop = np.float32(rim["mm"]) * (1 - np.sqrt(1 - q**2))
        z -= drop * _fade_y(sheet, rim)
    return z


def _fade_y(sheet: Sheet, rim: Op) -> Field:
    """1 at every row, or rising from the first to the second of the heights that a rim gives."""
    first, last = rim.get("fade_y_mm", (-2.0, -1.0))
    return step(first, last, sheet.y_mm)


def column(sheet: Sheet, table: Sequence[Sequence[float]], blur_mm: float) -> Field:
    """A table of (y, value) read at every row, [rows, 1], smoothed along y."""
    from scipy import ndimage

    y, value = zip(*table, strict=True)
    read = np.interp(sheet.y_mm[:, 0], y, value)
    if blur_mm:
        read = ndimage.gaussian_filter1d(read, blur_mm * sheet.px_per_mm)
    return read.astype(np.float32)[:, None]


def raise_by(sheet: Sheet, z: Field, ops: Sequence[Op], midline_mm: float, curves: Curves) -> None:
    """Add every operation to the height field in place; `mirror` adds it on the other side of the midline too."""
    for op in ops:
        _OPERATIONS[op["op"]](sheet, z, op, midline_mm, curves)


def gauss(sheet: Sheet, z: Field, op: Op, midline_mm: float, curves: Curves) -> None:
    """A hill exp(−½ r^power) with its sigmas in mm, turned by `rot` radians."""
    power, (sx, sy) = op.get("power", 2.0), op["sigma_mm"]
    reach = 4 * max(sx, sy)
    for (x, y), side in _sides(op, op["at_mm"], midline_mm):
        box = sheet.box((x - reach, y - reach), (x + reach, y + reach))
        dx, dy = sheet.x_mm[:, box[1]] - np.float32(x), sheet.y_mm[box[0]] - np.float32(y)
        c, s = np.float32(np.cos(side * op.get("rot", 0.0))), np.float32(np.sin(side * op.get("rot", 0.0)))
        r2 = ((c * dx + s * dy) / np.float32(sx)) ** 2 + ((c * dy - s * dx) / np.float32(sy)) ** 2
        z[box] += np.float32(op["mm"]) * np.exp(-0.5 * (r2 if power == 2 else r2 ** np.float32(power / 2)))


def dome(sheet: Sheet, z: Field, op: Op, midline_mm: float, curves: Curves) -> None:
    """A round lid over an ellipse, level at its edge."""
    rx, ry = op["radii_mm"]
    for (x, y), _ in _sides(op, op["at_mm"], midline_mm):
        box = sheet.box((x - rx, y - ry), (x + rx, y + ry))
        dx, dy = sheet.x_mm[:, box[1]] - np.float32(x), sheet.y_mm[box[0]] - np.float32(y)
        e = np.clip(1 - (dx / np.float32(rx)) ** 2 - (dy / np.float32(ry)) ** 2, 0, 1)
        z[box] += np.float32(op["mm"]) * e * e * (1.6 - 0.6 * e)


def line(sheet: Sheet, z: Field, op: Op, midline_mm: float, curves: Curves) -> None:
    """A ridge or furrow along a curve, faded over the share of its length that `ends` gives."""
    points = curves[op["curve"]] if "curve" in op else curve(op["points_mm"])
    sigma, (begin, end) = op["sigma_mm"], op.get("ends", (0, 0))
    for path, _ in _sides(op, points, midline_mm):
        box, away, along = distance(sheet, np.asarray(path), 4 * sigma)
        height = np.float32(op["mm"]) * np.exp(-0.5 * (away / np.float32(sigma)) ** 2)
        height *= faded(along, begin, end)
        z[box] += blurred(sheet, height, 0.45 * sigma) if sigma > 1.2 else height


def faded(along: Field, begin: float, end: float) -> Field:
    """1 along a line, falling to 0 over the given shares at its ends."""
    rise = step(0, begin, along) if begin else np.ones_like(along)
    return rise * step(1, 1 - end, along) if end else rise


def ridge(sheet: Sheet, z: Field, op: Op, midline_mm: float, curves: Curves) -> None:
    """A crest along the midline, its height and width given along y."""
    away = np.abs(sheet.x_mm - np.float32(midline_mm)) / column(sheet, op["sigma_mm"], 0)
    z += column(sheet, op["height_mm"], 1.0) * np.exp(-0.5 * away ** np.float32(op["power"]))


def inflate(sheet: Sheet, z: Field, op: Op, midline_mm: float, curves: Curves) -> None:
    """A cushion over a closed curve, steep at its edge and level inside."""
    cover = fill(sheet, curves[op["region"]])
    cushion = 1 - np.exp(-np.clip(inner_distance(sheet, cover), 0, None) / np.float32(op["length_mm"]))
    z += np.float32(op["mm"]) * blurred(sheet, cover, op["blur_mm"]) * cushion


_OPERATIONS: dict[str, Callable[[Sheet, Field, Op, float, Curves], None]] = {
    "gauss": gauss,
    "dome": dome,
    "line": line,
    "ridge": ridge,
    "inflate": inflate,
}


def _sides(op: Op, points: Any, midline_mm: float) -> Iterator[tuple[Points, int]]:
    """The points as given, and on the other side where the operation is mirrored."""
    yield np.asarray(points, np.float64), 1
    if op.get("mirror"):
        yield mirrored(points, midline_mm), -1


def tinted(sheet: Sheet, spots: Sequence[Op], midline_mm: float) -> Field:
    """1 + the shares of soft spots: where something is more or less than elsewhere."""
    field = np.ones((sheet.rows, sheet.cols), np.float32)
    for spot in spots:
        gauss(sheet, field, {**spot, "mm": spot["share"]}, midline_mm, {})
    return field
