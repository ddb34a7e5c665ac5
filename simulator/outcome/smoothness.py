"""SPARC, the spectral arc length of the speed: shown, never scored."""

from __future__ import annotations

import numpy as np

from simulator.outcome.exact import SHOWN, Floats, percentile
from simulator.outcome.motion import Motion

RATE_HZ, PADDING, CUT_OFF_HZ, AMPLITUDE = 100.0, 4, 10.0, 0.05
"""Settings of Balasubramanian 2012, with the cut-off at 10 Hz as in its reference implementation."""


def sparc(speed: Floats, rate_hz: float = RATE_HZ) -> float | None:
    """The spectral arc length of a speed profile sampled at `rate_hz`; None when it has no movement in it.

    Source: Balasubramanian, Melendez-Calderon & Burdet 2012. exp(−5t²) on −1 ≤ t < 1 at 100 Hz gives −1.41403.
    """
    if len(speed) < 2 or not speed.any():
        return None
    points = int(2 ** (np.ceil(np.log2(len(speed))) + PADDING))
    frequency = np.arange(points // 2 + 1) * rate_hz / points
    magnitude = np.abs(np.fft.rfft(speed, points))
    magnitude = magnitude / magnitude.max()
    kept = frequency <= CUT_OFF_HZ
    frequency, magnitude = frequency[kept], magnitude[kept]
    loud = np.nonzero(magnitude >= AMPLITUDE)[0]
    frequency, magnitude = frequency[loud[0] : loud[-1] + 1], magnitude[loud[0] : loud[-1] + 1]
    if len(frequency) < 2:
        return None
    steps = np.diff(frequency) / (frequency[-1] - frequency[0])
    return -float(np.sqrt(steps**2 + np.diff(magnitude) ** 2).sum())


def median_sparc(motion: Motion) -> float | None:
    """The median over strokes, each read at 100 Hz."""
    values = []
    for first, last in motion.spans(motion.stroke):
        t = motion.t_us[first:last]
        if last - first > 8:
            ticks = np.arange(t[0], t[-1], int(1e6 / RATE_HZ))
            values.append(sparc(np.interp(ticks, t, motion.speed_mm_s[first:last])))
    return percentile(np.array([v for v in values if v is not None]), 50, SHOWN)
