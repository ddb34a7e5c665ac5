"""Hands for tests: straight rasters with known truth, and wild ones that go everywhere."""

from __future__ import annotations

import numpy as np

from simulator.needling.hand import Act, Hand, Samples, join, samples


def lane(
    t0_us: int, start_um: tuple[int, int], end_um: tuple[int, int], speed_mm_s: float, rate_hz: int = 240
) -> Samples:
    """One straight stroke at constant speed, lifted with its last sample."""
    way_um = float(np.hypot(end_um[0] - start_um[0], end_um[1] - start_um[1]))
    count = max(int(way_um / 1000 / speed_mm_s * rate_hz), 1)
    share = np.arange(count + 1) / count
    t = t0_us + np.rint(share * way_um / speed_mm_s * 1000).astype(np.int64)
    x, y = (np.rint(a + (b - a) * share).astype(np.int64) for a, b in zip(start_um, end_um, strict=True))
    return samples(t, x, y, np.arange(count + 1) < count)


def raster(
    spacing_um: int = 4200, speed_mm_s: float = 20.0, x_um: tuple[int, int] = (4000, 96000), skip: tuple[int, ...] = ()
) -> Hand:
    """Lanes to and fro over the flat patch, the first half a spacing below its upper edge.

    Numbers in `skip` are left out.
    """
    parts, t = [], 0
    for number, y in enumerate(range(10_000 + spacing_um // 2, 90_001, spacing_um)):
        if number not in skip:
            ends = x_um if number % 2 == 0 else x_um[::-1]
            parts.append(lane(t, (ends[0], y), (ends[1], y), speed_mm_s))
            t = int(parts[-1].t_us[-1]) + 300_000
    return Hand(join(parts))


def wild(seed: int, seconds: float = 4.0) -> Hand:
    """A hand that wanders, jumps, dwells, lifts and turns the dial at random times, on and off the sheet."""
    draw = np.random.default_rng(seed)
    count = int(draw.integers(2, int(seconds * 200)))
    t = np.cumsum(draw.integers(1, int(seconds * 2e6 / count) + 2, count))
    step = draw.normal(0, draw.choice([0, 50, 400, 3000]), (2, count)).astype(np.int64)
    drift = draw.integers(-300, 300, (2, 1))
    x, y = np.cumsum(step + drift, axis=1) + draw.integers(0, 100_000, (2, 1))
    down = np.cumsum(draw.random(count) < 0.02) % 2 == int(draw.integers(2))
    times = np.sort(draw.integers(0, int(t[-1]) + 1, int(draw.integers(0, 8))))
    acts = tuple(Act(int(at), "dial", int(draw.integers(0, 11)) * 250) for at in times)
    force, tilt = draw.integers(0, 3000, count), draw.integers(0, 300, count)
    return Hand(samples(t, x, y, down, force_mn=force, tilt_ddeg=tilt), acts)


def pieces(hand: Hand, seed: int, most: int = 60) -> list[Hand]:
    """The hand cut into frames at random times."""
    draw = np.random.default_rng(seed)
    cuts = np.sort(draw.integers(0, hand.end_us + 2, int(draw.integers(0, most))))
    edges = [0, *cuts.tolist(), hand.end_us + 1]
    return [hand.between(a, b) for a, b in zip(edges[:-1], edges[1:], strict=True)]
