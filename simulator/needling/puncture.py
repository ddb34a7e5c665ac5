"""From the hand to needle strokes, and from needle strokes to punctures: exact whole numbers at every step."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.chance import bits
from simulator.needling.device import Device, read_off
from simulator.needling.hand import Samples

Ints = NDArray[np.int64]

LOOK_BACK_US = 100_000
"""Speed and direction are the displacement over this time before a stroke (convention of this project)."""

_LOW_32, _S32 = np.uint64(0xFFFFFFFF), np.uint64(32)


class Poses(NamedTuple):
    """One row per needle stroke in contact, all arrays of one length n (rows in order of time)."""

    strike: Ints
    """Number of the stroke since the start: its time is strike × period."""
    t_us: Ints
    x_um: Ints
    y_um: Ints
    landing_us: Ints
    """Time at which the contact began that this stroke belongs to."""
    dx_um: Ints
    dy_um: Ints
    """Displacement over the last 100 ms, or since the landing while that is younger."""
    window_us: Ints
    """Length of that look back."""
    force_mn: Ints
    tilt_ddeg: Ints
    dial_um: Ints

    def __len__(self) -> int:
        return len(self.t_us)


class Punctures(NamedTuple):
    """One row per needle entry, arrays [n]; `pose` says which row of the poses made it."""

    pose: Ints
    t_us: Ints
    x_um: Ints
    y_um: Ints
    depth_um: Ints


def place_at(samples: Samples, i: Ints, t_us: Ints) -> tuple[Ints, Ints]:
    """Where the tip is at times between samples i and i + 1: a straight line, rounded to µm, the same in all
    directions.
    """
    t0 = samples.t_us[i]
    span, part = samples.t_us[i + 1] - t0, t_us - t0
    return tuple(c[i] + _divide(part * (c[i + 1] - c[i]), span) for c in (samples.x_um, samples.y_um))  # type: ignore[return-value]


def _divide(a: Ints, b: Ints) -> Ints:
    """a / b rounded to the nearest whole number, halves away from zero, so that mirrored hands stay mirrored."""
    return np.sign(a) * ((2 * np.abs(a) + b) // (2 * b))


def strike(
    samples: Samples, landing_us: Ints, dials: tuple[Ints, Ints], span: tuple[int, int], period_us: int
) -> Poses:
    """Poses at every needle stroke k · period with span[0] <= t < span[1] at which the tip is in contact.

    `landing_us` [samples] is the start of the contact a sample belongs to; `dials` are times and values of the dial.
    """
    k = np.arange(-(-span[0] // period_us), -(-span[1] // period_us), dtype=np.int64)
    t = k * period_us
    i = np.searchsorted(samples.t_us, t, "right") - 1
    touching = samples.down[i]
    k, t, i = k[touching], t[touching], i[touching]
    x, y = place_at(samples, i, t)
    landing = landing_us[i]
    before = np.maximum(t - LOOK_BACK_US, landing)
    bx, by = place_at(samples, np.searchsorted(samples.t_us, before, "right") - 1, before)
    dial = dials[1][np.searchsorted(dials[0], t, "right") - 1]
    return Poses(k, t, x, y, landing, x - bx, y - by, t - before, samples.force_mn[i], samples.tilt_ddeg[i], dial)


def enter(poses: Poses, device: Device, seed: int) -> Punctures:
    """Every needle of every stroke that reaches below the surface: place = pose + offset, depth = dial + spread −
    loss.
    """
    count = len(device.needles_um)
    offsets = np.array(device.needles_um, np.int64)
    x = (poses.x_um[:, None] + offsets[:, 0]).ravel()
    y = (poses.y_um[:, None] + offsets[:, 1]).ravel()
    loss = read_off(device.loss_by_force, poses.force_mn) + read_off(device.loss_by_tilt, poses.tilt_ddeg)
    index = (poses.strike[:, None] * count + np.arange(count)).ravel()
    depth = np.repeat(poses.dial_um - loss, count) + scatter(seed, index, device.spread_um)
    pose = np.repeat(np.arange(len(poses)), count)
    if depth.size and depth.min() <= 0:
        real = depth > 0
        pose, x, y, depth = pose[real], x[real], y[real], depth[real]
    return Punctures(pose, poses.t_us.take(pose), x, y, depth)


def scatter(seed: int, index: Ints, spread_um: int) -> Ints:
    """Sum of two even draws on ± spread / 2 for every needle entry, in whole µm: the device tolerance (our reading)."""
    half = spread_um // 2
    faces, shift = np.uint64(2 * half + 1), 2 * half
    high = bits(seed, "depth", index)
    low = high & _LOW_32
    high >>= _S32
    for drawn in (low, high):  # in place: this is the largest array of a run
        drawn *= faces
        drawn >>= _S32
    low += high
    return low.view(np.int64) - shift


def drag_um(poses: Poses, device: Device) -> Ints:
    """How far a needle travels sideways while in the skin at every stroke: speed · duty · period, in µm."""
    length = np.sqrt((poses.dx_um**2 + poses.dy_um**2).astype(np.float64))
    travel = np.rint(length).astype(np.int64) * device.period_us * read_off(device.duty, poses.dial_um)
    return np.where(poses.window_us > 0, travel // (1000 * np.maximum(poses.window_us, 1)), 0)
