"""Paths whose truth can be written down: straight lanes on the flat patch, slanted ones, waves and rings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from simulator.needling.hand import Act, Hand, Samples, join, samples
from simulator.validity.chapter import Floats
from simulator.words import _, mark

RATE_HZ = 240
TURN_US = 300_000
APART = mark("{spacing} mm apart, {speed:g} mm/s")
LOW_MM, HIGH_MM, MIDDLE_MM = 10.0, 90.0, 50.0
"""The square of the flat patch, which is judged as a whole."""
WAVE_MM, WAVE_FROM_MM = 43.0, 7.0
"""Length of a wave, and where one begins: two of them fill the square and half a tip on either side."""


class Lane(NamedTuple):
    """One straight lane along x in mm and mm/s, in contact all along."""

    y_mm: float
    from_mm: float
    to_mm: float
    speed_mm_s: float


class Path(NamedTuple):
    """A hand and what it was made from: straight lanes, or points [n, 2] of strokes, each at one speed.

    `slant_deg` turns straight lanes about the middle of the sheet; `crosswise` swaps x and y; `window_um` shifts the
    depth window of the plan; `dial_um` is set at the start; height and distance are those of waves, the radius that of
    a ring.
    """

    family: str
    name: str
    lanes: tuple[Lane, ...] = ()
    strokes: tuple[Floats, ...] = ()
    speed_mm_s: float = 20.0
    spacing_mm: float | None = None
    slant_deg: float = 0.0
    crosswise: bool = False
    dial_um: int = 500
    window_um: int = 0
    height_mm: float = 0.0
    apart_mm: float = 0.0
    radius_mm: float = 0.0

    def hand(self) -> Hand:
        """The samples of all strokes one after the other, and the dial."""
        drawn = [(self._placed(line), speed) for line, speed in self._lines()]
        parts, t_us = [], TURN_US
        for line, speed in drawn:
            parts.append(stroke(line, speed, t_us))
            t_us = int(parts[-1].t_us[-1]) + TURN_US
        return Hand(join(parts), (Act(0, "dial", self.dial_um),))

    def _lines(self) -> list[tuple[Floats, float]]:
        if self.strokes:
            return [(line, self.speed_mm_s) for line in self.strokes]
        return [
            (np.array([[lane.from_mm, lane.y_mm], [lane.to_mm, lane.y_mm]])[:: 1 if number % 2 == 0 else -1], lane[3])
            for number, lane in enumerate(self.lanes)
        ]

    def measured(self) -> tuple[Floats, Floats]:
        """Lengths (mm) and speeds (mm/s) of all strokes in turn."""
        pairs = [(np.hypot(*np.diff(line, axis=0).T).sum(), speed) for line, speed in self._lines()]
        length, speed = np.array(pairs).T
        return length, speed

    def _placed(self, line_mm: Floats) -> Floats:
        angle = np.radians(self.slant_deg)
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        placed = (line_mm - MIDDLE_MM) @ turn + MIDDLE_MM if self.slant_deg else line_mm
        return placed[:, ::-1] if self.crosswise else placed


def stroke(line_mm: Floats, speed_mm_s: float, t0_us: int) -> Samples:
    """A stroke along a line at one speed, lifted with its last sample."""
    way = np.cumsum(np.concatenate([[0.0], np.hypot(*np.diff(line_mm, axis=0).T)]))
    count = max(int(way[-1] / speed_mm_s * RATE_HZ), 1)
    at = way[-1] * np.arange(count + 1) / count
    x, y = (np.rint(np.interp(at, way, line_mm[:, axis]) * 1000) for axis in (0, 1))
    return samples(t0_us + np.rint(at / speed_mm_s * 1e6), x, y, np.arange(count + 1) < count)


def raster(
    spacing_mm: float, speed_mm_s: float, offset_mm: float = 0.0, x_mm: tuple[float, float] = (4, 96)
) -> list[Lane]:
    """Lanes over the whole patch and two more beyond it on either side."""
    count = int((HIGH_MM - LOW_MM) / spacing_mm) + 5
    first = LOW_MM - 2 * spacing_mm + offset_mm
    return [Lane(first + spacing_mm * n, *x_mm, speed_mm_s) for n in range(count)]


def all_paths() -> list[Path]:
    """Every path, family by family."""
    families = (_rasters, _offsets, _stripes, _short, _slanted, _waves, _rings, _repeated, _depths, _two_speeds)
    return [path for family in families for path in family()]


def _rasters() -> Iterator[Path]:
    for spacing in (3.0, 3.6, 4.2, 4.8, 5.4, 6.0, 6.6, 7.2, 8.0, 9.0):
        for speed in (12.0, 16.0, 20.0, 28.0, 40.0):
            for crosswise in (False, True):
                text = _("{spacing} mm apart, {speed:g} mm/s, upright") if crosswise else APART
                name = _(text).format(spacing=spacing, speed=speed)
                lanes = tuple(raster(spacing, speed))
                yield Path("raster", name, lanes, spacing_mm=spacing, crosswise=crosswise)


def _offsets() -> Iterator[Path]:
    for number in range(12):
        offset = 0.35 * number
        yield Path(
            "offset", _("{offset:.2f} mm aside").format(offset=offset), tuple(raster(4.2, 20, offset)), spacing_mm=4.2
        )


def _stripes() -> Iterator[Path]:
    for spacing in (3.6, 4.2, 5.0):
        for left_out in (1, 2, 3, 4):
            for first in (5, 9):
                lanes = raster(spacing, 18)
                kept = tuple(lane for n, lane in enumerate(lanes) if not first <= n < first + left_out)
                text = _("{count} lanes left out from lane {first} on, {spacing} mm apart")
                yield Path("stripe", text.format(count=left_out, first=first + 1, spacing=spacing), kept)


def _short() -> Iterator[Path]:
    for end in (85.0, 80.0, 75.0, 70.0, 60.0, 50.0, 40.0, 30.0):
        for speed in (15.0, 20.0):
            lanes = tuple(raster(4.2, speed, x_mm=(4, end)))
            name = _("ends at {end:g} mm, {speed:g} mm/s").format(end=end, speed=speed)
            yield Path("short", name, lanes, spacing_mm=4.2)


def _slanted() -> Iterator[Path]:
    for slant in range(5, 90, 5):
        for spacing in (3.6, 4.2):
            lanes = [Lane(MIDDLE_MM + spacing * n, -20, 120, 18) for n in range(-17, 18)]
            name = _("{slant}°, {spacing} mm apart").format(slant=slant, spacing=spacing)
            yield Path("slant", name, tuple(lanes), spacing_mm=spacing, slant_deg=slant)


def _waves() -> Iterator[Path]:
    x = np.linspace(WAVE_FROM_MM - WAVE_MM, WAVE_FROM_MM + 3 * WAVE_MM, 4000)
    for spacing in (4.0, 5.0):
        for height in (1.0, 2.0, 3.0, 4.0, 5.0, 6.0):
            wave = height * np.sin(2 * np.pi * (x - WAVE_FROM_MM) / WAVE_MM)
            name = _("{height:g} mm high, {spacing:g} mm apart").format(height=height, spacing=spacing)
            inner = np.arange(LOW_MM + 3 + height, HIGH_MM - 3 - height, spacing).astype(np.float64)
            yield Path("wave inside", name, strokes=_copies(x, wave, inner), spacing_mm=spacing)
            beyond = (LOW_MM + spacing * (np.arange(int(80 / spacing) + 8) - 3.5)).astype(np.float64)
            yield Path("wave beyond", name, strokes=_copies(x, wave, beyond), height_mm=height, apart_mm=spacing)


def _copies(x_mm: Floats, wave_mm: Floats, at_mm: Floats) -> tuple[Floats, ...]:
    """The same curve over and over, shifted across."""
    return tuple(np.stack([x_mm, wave_mm + y], axis=1) for y in at_mm)


def _rings() -> Iterator[Path]:
    turn = np.linspace(0, 2 * np.pi * 0.98, 4000)
    for radius in (12.0, 18.0, 24.0, 30.0):
        for speed in (12.0, 20.0, 28.0):
            line = MIDDLE_MM + radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)
            name = _("radius {radius:g} mm, {speed:g} mm/s").format(radius=radius, speed=speed)
            yield Path("ring", name, strokes=(line,), speed_mm_s=speed, radius_mm=radius)


def _repeated() -> Iterator[Path]:
    for times in (2, 3, 4, 5):
        for spacing in (4.2, 5.0):
            lanes = tuple(raster(spacing, 25)) * times
            yield Path("repeated", _("{times} times, {spacing} mm apart").format(times=times, spacing=spacing), lanes)


def _depths() -> Iterator[Path]:
    for dial, shift in ((250, 0), (500, 0), (750, 0), (500, 30), (500, 60), (500, 90), (500, 120), (500, -60),
                        (500, -120), (750, 100), (750, 160), (250, -200)):  # fmt: skip
        text = _("dial {dial} µm, window {low}–{high} µm")
        name = text.format(dial=dial, low=350 + shift, high=650 + shift)
        yield Path("depth", name, tuple(raster(4.2, 20)), spacing_mm=4.2, dial_um=dial, window_um=shift)


def _two_speeds() -> Iterator[Path]:
    for every in (2, 3, 4, 5):
        for fast in (35.0, 45.0):
            speeds = [fast if n % every == 0 else 18.0 for n in range(24)]
            lanes = [lane._replace(speed_mm_s=v) for lane, v in zip(raster(4.2, 18), speeds, strict=True)]
            name = _("one lane in {every} at {fast:g} mm/s").format(every=every, fast=fast)
            yield Path("two speeds", name, tuple(lanes), spacing_mm=4.2)
