"""Hair: strands combed back over the head, and single hairs of brows and lashes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.pictures.colour import Linear
from simulator.pictures.relief import Curves
from simulator.pictures.sheet import (
    Points,
    Sheet,
    blurred,
    distance,
    enlarged,
    fill,
    inner_distance,
    mirrored,
    noise,
    step,
    strokes,
    whole,
)
from simulator.pictures.spread import Field

Numbers = NDArray[np.float64]
"""One number a hair, [n]."""

DEEP = np.array([0.012, 0.011, 0.012], np.float32)
BRIGHT = np.array([0.135, 0.126, 0.124], np.float32)
"""Linear colour of dark hair in shade and where it catches the light."""
SEED = 21


def combed(sheet: Sheet, drawing: dict[str, Any], curves: Curves, melanin: float) -> tuple[Linear, Field]:
    """Colour and cover of the hair of the head, darker on darker skin; single strands show at the hairline."""
    cx, cy = drawing["hair_from_mm"]
    dx, dy = sheet.x_mm - np.float32(cx), sheet.y_mm - np.float32(cy)
    angle = np.arctan2(dx, -dy) + 0.005 * noise(sheet, 30.0, SEED, 1)
    radius = np.hypot(dx, dy)
    fine = _strands(angle, radius, 0.24, 12.0, 1)
    lock = _strands(angle, radius, 1.1, 26.0, 2)
    back, line = _depth(sheet, curves)
    sheen = np.exp(-0.5 * ((back - 17) / 7) ** 2) * (0.7 - 0.25 * np.clip(dx / 70, -1, 1))
    sheen += 0.30 * np.exp(-0.5 * ((back - 2) / 6) ** 2)
    value = np.clip(0.34 + 0.17 * fine + 0.10 * lock, 0, 1) * (0.55 + 0.9 * sheen) * (0.15 + 0.85 * step(0, 14, back))
    bright = BRIGHT * np.float32(np.interp(melanin, (0.15, 0.40), (1, 0.5)))
    rgb = DEEP + (bright - DEEP) * np.clip(value, 0, 1)[..., None] ** np.float32(1.25)
    loose = 0.5 * np.tanh(1.3 * fine) * step(11, 1, np.abs(line))
    cover = step(0.10, 0.80, step(-3.0, 11.0, line) + 0.5 * loose)
    cover = np.maximum(cover, step(3.0, 0.4, back))
    cover *= blurred(sheet, fill(sheet, np.concatenate([curves["hair_top"], [[cx + 60, 150], [cx - 60, 150]]])), 0.12)
    sideburn = step(131, 118, sheet.y_mm + 1.8 * lock)
    return rgb, cover * np.where(np.abs(dx) > 55, sideburn, np.float32(1))


def _strands(angle: Field, radius: Field, width_mm: float, length_mm: float, seed: int) -> Field:
    """Noise drawn out along lines of equal angle, unit variance; widths hold at 90 mm from where the hair is combed."""
    from scipy import ndimage

    cells = int(2 * np.pi * 90 / width_mm), int(300 / length_mm)
    table = np.random.default_rng((SEED, seed)).standard_normal(cells, np.float32)
    place = (angle / (2 * np.pi) + 0.5) * cells[0], radius / length_mm
    return 1.35 * ndimage.map_coordinates(table, place, order=1, mode="grid-wrap")


def _depth(sheet: Sheet, curves: Curves) -> tuple[Field, Field]:
    """How far inside the head's outline, and how far behind the hairline a place lies, in mm (negative on the face)."""
    rough = whole(sheet.size_mm, 2.0)
    back = inner_distance(rough, fill(rough, curves["head"]))
    region = fill(rough, np.concatenate([curves["hair_top"], curves["hairline"][::-1]])) > 0.5
    box, away, _ = distance(rough, curves["hairline"], 16.0)
    line = np.full_like(back, 16.0)
    line[box] = away
    return enlarged(back, rough, sheet), enlarged(np.where(region, line, -line), rough, sheet)


def brows(sheet: Sheet, curves: Curves, midline_mm: float) -> Field:
    """Cover of both brows: hairs that rise at the head of the brow and lie down towards its tail."""
    r = np.random.default_rng(8)
    count = 900
    along = r.beta(1.3, 1.25, count)
    across = r.uniform(0.02, 0.98, count) * np.interp(along, [0, 0.18], [0.72, 1])
    top, bottom = curves["brow_top"], curves["brow_bottom"]
    root = _at(top, along) * (1 - across[:, None]) + _at(bottom, along) * across[:, None]
    lift = np.interp(along, [0, 0.15, 0.45, 1], [1.15, 0.75, 0.38, 0.12]) * np.where(across > 0.35, 1, 0.25)
    heading = _heading(top, along) - lift + r.normal(0, 0.12, count)
    length = np.interp(along, [0, 0.2, 0.6, 1], [4.5, 6, 6, 4.2]) * r.uniform(0.7, 1.15, count)
    strength = r.uniform(0.35, 0.85, count) * np.interp(along, [0, 0.05, 0.22, 0.85, 1], [0.15, 0.35, 1, 1, 0.6])
    hairs = _hairs(root, heading, length, r.normal(0.10, 0.08, count), start=0.35)
    single = _both_sides(sheet, hairs, 0.16, strength, midline_mm)
    return np.clip(0.80 * single + 0.55 * blurred(sheet, single, 1.1), 0, 0.92)


def lashes(sheet: Sheet, curves: Curves, midline_mm: float) -> Field:
    """Cover of the lashes of both closed lids."""
    r = np.random.default_rng(9)
    count = 96
    along = np.clip(np.linspace(0.10, 1, count) + r.normal(0, 0.010, count), 0, 1)
    heading = np.interp(along, [0, 0.5, 1], [1.75, 1.35, 0.62]) + r.normal(0, 0.08, count)
    length = np.interp(along, [0, 0.4, 0.8, 1], [1.6, 3.4, 5.0, 4.2]) * r.uniform(0.7, 1.1, count)
    hairs = _hairs(_at(curves["lash"], along), heading, length, np.full(count, -0.22))
    return np.clip(1.05 * _both_sides(sheet, hairs, 0.15, r.uniform(0.45, 0.85, count), midline_mm), 0, 0.95)


def _hairs(root: Points, heading: Numbers, length: Numbers, bend: Numbers, start: float = 0.0) -> NDArray[np.float64]:
    """Bent hairs [n, 6, 2] from their roots, beginning `start` of their length behind them."""
    t = np.linspace(0, 1, 6)[None, :, None]
    ahead = np.stack([np.cos(heading), np.sin(heading)], 1)[:, None]
    aside = ahead[..., ::-1] * (-1, 1)
    return root[:, None] + length[:, None, None] * ((t - start) * ahead + bend[:, None, None] * t**2 * aside)


def _both_sides(
    sheet: Sheet, hairs: NDArray[np.float64], width_mm: float, strength: Numbers, midline_mm: float
) -> Field:
    lines = [*hairs, *mirrored(hairs, midline_mm)]
    return strokes(sheet, lines, width_mm, np.concatenate([strength, strength]))


def _at(line: Points, share: Numbers) -> Points:
    """Places at shares of a curve's points."""
    index = np.arange(len(line)) / (len(line) - 1)
    return np.stack([np.interp(share, index, line[:, axis]) for axis in (0, 1)], -1)


def _heading(line: Points, share: Numbers) -> Numbers:
    """Direction of a curve at shares of its points, in radians."""
    dx, dy = (np.gradient(line[:, axis]) for axis in (0, 1))
    return np.interp(share, np.arange(len(line)) / (len(line) - 1), np.arctan2(dy, dx))
