"""A run as a film for pages: which cells gained how many punctures in every second, and where the tip was."""

from __future__ import annotations

import base64
import zlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator import session
from simulator.needling.puncture import Ints
from simulator.needling.run import Run
from simulator.session import Recording

SECOND_US = 1_000_000
DEPTH_STEP_UM = 50
"""Width of a bar of the histogram of depths."""
PLACES_A_SECOND = 5
"""How often the place of the tip is told."""


class Film(NamedTuple):
    """What a page needs in order to show a run again; times count from when the device was taken up.

    `gains` are, for every second, the cells (index into the sheet, rising) and their punctures; `places` [n, 3] are x
    and y in µm and whether the tip was down, five a second; `depths` are punctures in bars of 50 µm.
    """

    run: Run
    gains: list[tuple[Ints, Ints]]
    places: Ints
    depths: Ints


def shoot(recording: Recording) -> Film:
    """Plays a recording second by second, the way every recording is played."""
    hand, scenario = recording.hand, recording.scenario
    run = session.begin(scenario, recording.header.seed)
    begin_us, end_us, before_us = hand.held_us, max(hand.end_us, hand.held_us) + 1, 0
    count, gains = run.skin.count.ravel().copy(), []
    depths = np.zeros(1, np.int64)
    for until_us in [*range(begin_us + SECOND_US, end_us, SECOND_US), end_us]:
        done = run.advance(hand.between(before_us, until_us))
        before_us = until_us
        depths = _added(depths, np.bincount(done.depth_um.clip(0) // DEPTH_STEP_UM))
        now = run.skin.count.ravel()
        cells = np.flatnonzero(now != count)
        gains.append((cells, now[cells] - count[cells]))
        count[cells] = now[cells]
    return Film(run, gains, _places(recording, begin_us, len(gains)), depths)


def _added(a: Ints, b: Ints) -> Ints:
    """Sums of two rows, the shorter one filled up with nothing."""
    longer, shorter = (a, b) if len(a) >= len(b) else (b, a)
    return longer + np.pad(shorter, (0, len(longer) - len(shorter)))


def _places(recording: Recording, begin_us: int, seconds: int) -> Ints:
    samples = recording.hand.samples
    if not len(samples):
        return np.zeros((0, 3), np.int64)
    times = begin_us + np.arange(seconds * PLACES_A_SECOND + 1) * (SECOND_US // PLACES_A_SECOND)
    last = np.clip(np.searchsorted(samples.t_us, times, "right") - 1, 0, len(samples) - 1)
    return np.stack([samples.x_um[last], samples.y_um[last], samples.down[last]], axis=1).astype(np.int64)


def packed(gains: list[tuple[Ints, Ints]]) -> str:
    """Base64 of the deflated gains: for every second how many cells, then for each the way from the cell before (from
    -1 at the beginning) and its punctures, as numbers of seven bits a byte, the lowest first (LEB128).
    """
    rows = [np.concatenate([[len(cells)], np.column_stack([np.diff(cells, prepend=-1), more]).ravel()])
            for cells, more in gains]  # fmt: skip
    numbers = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    return base64.b64encode(zlib.compress(_leb128(numbers), 6)).decode()


def unpacked(text: str) -> list[tuple[Ints, Ints]]:
    """The gains again."""
    numbers = _numbers(zlib.decompress(base64.b64decode(text)))
    found, at = [], 0
    while at < len(numbers):
        count = int(numbers[at])
        pairs = numbers[at + 1 : at + 1 + 2 * count].reshape(count, 2)
        found.append((np.cumsum(pairs[:, 0]) - 1, pairs[:, 1].copy()))
        at += 1 + 2 * count
    return found


def _leb128(numbers: Ints) -> bytes:
    """Whole numbers of 35 bits at most."""
    parts = np.stack([(numbers >> shift) & 127 for shift in range(0, 35, 7)], axis=1)
    length = np.maximum(1, (numbers[:, None] >= 1 << np.arange(0, 35, 7)).sum(axis=1))
    follows = np.arange(5) < length[:, None] - 1
    kept = np.arange(5) < length[:, None]
    return (parts | follows * 128)[kept].astype(np.uint8).tobytes()


def _numbers(data: bytes) -> Ints:
    octets = np.frombuffer(data, np.uint8).astype(np.int64)
    if not len(octets):
        return octets
    ends = np.flatnonzero(octets < 128)
    first = np.concatenate([[0], ends[:-1] + 1])
    place = np.arange(len(octets)) - np.repeat(first, ends - first + 1)
    return np.add.reduceat((octets & 127) << (7 * place), first)


def zones_packed(label: NDArray[np.uint8]) -> str:
    """Base64 of the deflated numbers of the zones that cells are judged in, row by row; 0 where nothing is."""
    return base64.b64encode(zlib.compress(label.astype(np.uint8).tobytes(), 9)).decode()


def places_packed(places: Ints) -> str:
    """Base64 of the deflated places: x and y in units of 10 µm as int16, little endian, then whether down, each [n]."""
    columns = np.concatenate([places[:, 0] // 10, places[:, 1] // 10, places[:, 2]])
    return base64.b64encode(zlib.compress(columns.clip(-32768, 32767).astype("<i2").tobytes(), 9)).decode()
