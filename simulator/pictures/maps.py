"""Maps of a field over skin, and their legends: colour, a white line at the edges of the band, hatch far outside it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.pictures.colour import Rgb8, luminance, to_srgb
from simulator.pictures.spread import Field, spread

Rgba = NDArray[np.uint8]
"""A picture [h, w, 4] in sRGB with its cover."""
Colours = NDArray[np.uint8]
"""A table [256, 3] of sRGB colours whose lightness rises with the value."""

LIGHT, DARK = (255, 255, 255), (10, 15, 20)
HATCH_PX, HATCH_LINE_PX = 7, 2
"""Distance and width of the hatch lines, along a row."""
FLAT = 0.0066
"""A field that rises by less than this share of its scale a cell is level: no edge can be seen in it."""
CALM_CELLS = 2.0
"""Sigma in cells of the smoothing under the line: lanes 4 mm apart leave a third of their ripple."""
COVER = 238
"""Cover of a map, so that a little of the skin's shading shows through."""


class Scale(NamedTuple):
    """How values become colours: ends of the scale, the plan's band, and the values beyond which a map is hatched.

    For zones with different targets, values are shares of each zone's own plan, and one scale serves all.
    """

    low: float
    high: float
    band: tuple[float, float]
    too_little: float = -np.inf
    too_much: float = np.inf


class Legend(NamedTuple):
    """A bar of colours [h, w, 4], and where along it the low end, the band's edges and the high end lie, in pixels."""

    rgba: Rgba
    ticks_px: tuple[float, float, float, float]


def read_colours(assets: Path, name: str) -> Colours:
    """The table `cividis` (Nuñez et al. 2018) or `viridis` (van der Walt & Smith 2015) from the folder of assets."""
    return np.asarray(np.load(assets / "maps" / f"{name}.npy", allow_pickle=False), np.uint8)


def field_map(values: NDArray[np.floating], scale: Scale, colours: Colours, px_per_cell: float) -> Rgba:
    """A field [rows, cols] as a picture over the skin; cells that are NaN show nothing.

    Light hatch marks far too little, dark hatch far too much, so that nothing is told by colour alone.
    """
    rows_at, cols_at = ((np.arange(round(n * px_per_cell)) + 0.5) / px_per_cell - 0.5 for n in values.shape)
    known = np.isfinite(values).astype(np.float32)
    share = spread(known, rows_at, cols_at)
    smooth = spread(np.nan_to_num(values, nan=0.0).astype(np.float32), rows_at, cols_at)
    smooth /= np.maximum(share, np.float32(1e-3))
    rgba = np.empty((*smooth.shape, 4), np.uint8)
    rgba[..., :3] = colours[_places(smooth, scale)]
    rgba[..., 3] = np.clip((share - 0.35) * 4, 0, 1) * COVER
    _hatch(rgba, smooth, scale)
    calm, flat = spread(_calmed(values), rows_at, cols_at), FLAT * (scale.high - scale.low) / px_per_cell
    line = np.maximum(*(_edge(calm, edge, flat) for edge in scale.band))
    line *= share > 0.5
    rgba[..., :3] = rgba[..., :3] + (255 - rgba[..., :3]) * line[..., None]
    return rgba


def cell_map(values: NDArray[np.floating], scale: Scale, colours: Colours) -> Rgba:
    """The same field with one pixel for each cell, plain colours and hatch: what a page can colour by itself."""
    known = np.isfinite(values)
    filled = np.where(known, values, 0.0)
    rgba = np.empty((*values.shape, 4), np.uint8)
    rgba[..., :3] = colours[_places(filled, scale)]
    _hatch(rgba, filled, scale)
    rgba[..., 3] = known * np.uint8(255)
    return rgba


def laid_over(ground: Rgb8, rgba: Rgba, corner_px: tuple[int, int]) -> Rgb8:
    """A picture [h, w, 3] with another over it, whose upper left corner is at x, y; what lies beyond is cut off."""
    out = np.array(ground)
    x, y = corner_px
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + rgba.shape[1], out.shape[1]), min(y + rgba.shape[0], out.shape[0])
    if right > left and bottom > top:
        over = rgba[top - y : bottom - y, left - x : right - x].astype(np.float32)
        cover = over[..., 3:] / np.float32(255)
        part = out[top:bottom, left:right]
        part[:] = np.rint(part + (over[..., :3] - part) * cover)
    return out


def legend(scale: Scale, colours: Colours, size_px: tuple[int, int]) -> Legend:
    """The scale as a bar of width × height pixels: rising to the right, or upwards where it is higher than wide."""
    width, height = size_px
    length, thick = max(size_px), min(size_px)
    values = (np.arange(length, dtype=np.float32) + 0.5) / length * (scale.high - scale.low) + scale.low
    field = np.broadcast_to(values, (thick, length))
    field = field if width >= height else field.T[::-1]
    rgba = np.empty((*field.shape, 4), np.uint8)
    rgba[..., :3] = colours[_places(field, scale)]
    rgba[..., 3] = 255
    _hatch(rgba, field, scale)
    ticks = [(v - scale.low) / (scale.high - scale.low) * length for v in (scale.low, *scale.band, scale.high)]
    for edge in ticks[1:3]:
        at = slice(max(round(edge) - 1, 0), round(edge) + 1)
        if width >= height:
            rgba[:, at, :3] = LIGHT
        else:
            rgba[::-1][at, :, :3] = LIGHT
    first, *middle, last = ticks if width >= height else [length - t for t in ticks]
    return Legend(rgba, (first, middle[0], middle[1], last))


def grey(rgb: Rgb8) -> Rgb8:
    """The picture without its colours and somewhat paler: the ground beneath a map."""
    light = luminance(rgb)[..., None]
    return to_srgb(np.broadcast_to(0.26 + 0.62 * light, rgb.shape))


def _calmed(values: NDArray[np.floating]) -> Field:
    """The field without its ripple from lane to lane, which would draw a line along every lane at the band's edge."""
    from scipy import ndimage

    known = np.isfinite(values)
    sums, shares = (
        ndimage.gaussian_filter(part.astype(np.float32), CALM_CELLS, mode="constant")
        for part in (np.where(known, values, 0.0), known)
    )
    calm: Field = sums / np.maximum(shares, np.float32(1e-3))
    return calm


def _places(values: Field, scale: Scale) -> NDArray[np.uint8]:
    """Index into the colours for every value, held at the ends of the scale."""
    place = (values - np.float32(scale.low)) * np.float32(255 / (scale.high - scale.low))
    return np.clip(place + np.float32(0.5), 0, 255).astype(np.uint8)


def _hatch(rgba: Rgba, values: Field, scale: Scale) -> None:
    """Draw light lines rising to the right where values are far too low, dark ones falling where far too high."""
    row, col = np.arange(values.shape[0])[:, None], np.arange(values.shape[1])[None]
    rgba[((row + col) % HATCH_PX < HATCH_LINE_PX) & (values < scale.too_little), :3] = LIGHT
    rgba[((row - col) % HATCH_PX < HATCH_LINE_PX) & (values > scale.too_much), :3] = DARK


def _edge(values: Field, level: float, flat: float) -> Field:
    """A line about 1.5 px wide where the field crosses a level, 0 to 1; none where it rises less than `flat` a pixel.

    A plateau that lies on the level has no edge there: only where it falls away is a line to be seen.
    """
    down, right = np.gradient(values)
    slope = np.maximum(np.hypot(down, right), np.float32(1e-9))
    line = np.clip(np.float32(1.3) - np.abs(values - np.float32(level)) / slope, 0, 1)
    return line * np.clip(slope / np.float32(flat) - np.float32(0.5), 0, 1)
