"""From the hand to needle strokes, and from needle strokes to punctures: exact whole numbers at every step."""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.chance import bits
from simulator.needling.clock import Pace, strokes
from simulator.needling.device import Device, read_off
from simulator.needling.hand import Samples

Ints = NDArray[np.int64]

LOOK_BACK_US = 100_000
"""Speed and direction are the displacement over this time before a stroke (convention of this project)."""

_LOW_32, _S32 = np.uint64(0xFFFFFFFF), np.uint64(32)


class Poses(NamedTuple):
    """One row per needle stroke in contact, all arrays of one length n (rows in order of time)."""

    strike: Ints
    """Number of the stroke since the start: at one rate its time is strike × period."""
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


NO_POSES = Poses(*(np.zeros(0, np.int64) for _ in Poses._fields))


class Punctures(NamedTuple):
    """One row per needle entry, arrays [n]; `pose` says which row of the poses made it."""

    pose: Ints
    t_us: Ints
    x_um: Ints
    y_um: Ints
    depth_um: Ints


NO_PUNCTURES = Punctures(*(np.zeros(0, np.int64) for _ in Punctures._fields))


def place_at(samples: Samples, t_us: Ints) -> Ints:
    """Where the tip is at times between the first and the last sample, [x or y, times]: straight lines from sample to
    sample, rounded to µm, the same in all directions.
    """
    i = np.searchsorted(samples.t_us, t_us, "right") - 1
    place = np.array([samples.x_um, samples.y_um])
    from_place, t0 = place.take(i, 1), samples.t_us.take(i)
    i += 1
    return from_place + _divide((t_us - t0) * (place.take(i, 1) - from_place), samples.t_us.take(i) - t0)


def _divide(a: Ints, b: Ints) -> Ints:
    """a / b rounded to the nearest whole number, halves away from zero, so that mirrored hands stay mirrored."""
    size = np.abs(a)
    size += size
    size += b
    size //= b + b
    return np.where(a < 0, -size, size)


def strike(
    samples: Samples, landing_us: Ints, dials: tuple[Ints, Ints], span: tuple[int, int], clock: tuple[Pace, ...]
) -> Poses:
    """Poses at every needle stroke of the clock with span[0] <= t < span[1] at which the tip is in contact.

    `landing_us` [samples] is the start of the contact a sample belongs to; `dials` are times and values of the dial.
    """
    k, t = strokes(clock, span)
    i = np.searchsorted(samples.t_us, t, "right") - 1
    touching = samples.down.take(i)
    if not touching.any():
        return NO_POSES
    if not touching.all():
        k, t, i = k[touching], t[touching], i[touching]
    landing = landing_us.take(i)
    before = np.maximum(t - LOOK_BACK_US, landing)
    at, count = place_at(samples, np.concatenate([t, before])), len(t)
    x, y = at[:, :count]
    dx, dy = at[:, :count] - at[:, count:]
    dial = dials[1].take(np.searchsorted(dials[0], t, "right") - 1)
    return Poses(k, t, x, y, landing, dx, dy, t - before, samples.force_mn.take(i), samples.tilt_ddeg.take(i), dial)


def enter(poses: Poses, device: Device, seed: int) -> Punctures:
    """Every needle of every stroke that reaches below the surface: place = pose + offset, depth = dial + spread −
    loss.
    """
    count, (across, along) = len(device.needles_um), _offsets(device.needles_um)
    x = (poses.x_um[:, None] + across).ravel()
    y = (poses.y_um[:, None] + along).ravel()
    loss = read_off(device.loss_by_force, poses.force_mn) + read_off(device.loss_by_tilt, poses.tilt_ddeg)
    index = (poses.strike[:, None] * count + np.arange(count)).ravel()
    depth = np.repeat(poses.dial_um - loss, count) + scatter(seed, index, device.spread_um)
    pose = np.repeat(np.arange(len(poses)), count)
    return _real(Punctures(pose, poses.t_us.take(pose), x, y, depth))


def roll(poses: Poses, step_um: Ints, rolled_um: int, device: Device, seed: int) -> Punctures:
    """Every needle of every row of a drum that comes down while it rolls: row k where k · pitch have been rolled.

    `step_um` is the way to every pose, `rolled_um` what the drum had rolled before the first. A row lies across the way
    rolled, at the very place where its distance was reached; depth as for a pen.
    """
    after = rolled_um + np.cumsum(step_um)
    before = after - step_um
    hits = after // device.pitch_um - before // device.pitch_um
    at = np.repeat(np.arange(len(poses)), hits)
    if not len(at):
        return NO_PUNCTURES
    within = np.arange(len(at)) - np.repeat(np.cumsum(hits) - hits, hits)
    row = before[at] // device.pitch_um + 1 + within
    dx, dy = poses.dx_um[at], poses.dy_um[at]
    length = np.maximum(np.sqrt(dx * dx + dy * dy), 1.0)  # of whole numbers below 2⁵³: exact
    beyond = after[at] - row * device.pitch_um
    count, (across, _along) = len(device.needles_um), _offsets(device.needles_um)
    aside = (across[None, :] + (row % 2 * device.stagger_um)[:, None]).ravel()
    back, pose = np.repeat(beyond, count), np.repeat(at, count)
    ux, uy = np.repeat(dx / length, count), np.repeat(dy / length, count)
    x = poses.x_um[pose] - np.rint(ux * back + uy * aside).astype(np.int64)
    y = poses.y_um[pose] - np.rint(uy * back - ux * aside).astype(np.int64)
    index = (row[:, None] * count + np.arange(count)).ravel()
    loss = read_off(device.loss_by_force, poses.force_mn) + read_off(device.loss_by_tilt, poses.tilt_ddeg)
    depth = (poses.dial_um - loss)[pose] + scatter(seed, index, device.spread_um)
    return _real(Punctures(pose, poses.t_us[pose], x, y, depth))


def turned(device: Device, way_um: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Where the needles stand around the tip in µm; the row of a drum lies across its way, and is none without one."""
    if not device.pitch_um:
        return device.needles_um
    length = max(sqrt(way_um[0] * way_um[0] + way_um[1] * way_um[1]), 1.0)
    return tuple((round(-way_um[1] / length * x), round(way_um[0] / length * x)) for x, _ in device.needles_um)


def _real(punctures: Punctures) -> Punctures:
    """The punctures that reach below the surface."""
    if punctures.depth_um.size and punctures.depth_um.min() <= 0:
        real = punctures.depth_um > 0
        return Punctures(*(column[real] for column in punctures))
    return punctures


@cache
def _offsets(needles_um: tuple[tuple[int, int], ...]) -> Ints:
    """Where the needles stand, [x or y, needles]."""
    return np.array(needles_um, np.int64).T.copy()


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


def drag_um(poses: Poses, device: Device, period_us: Ints) -> Ints:
    """How far a needle travels sideways while in the skin at every stroke: speed · duty · period, in µm.

    A needle of a drum goes in and out as the drum turns over it: its duty is nothing, so it drags nothing.
    """
    length = np.sqrt(poses.dx_um * poses.dx_um + poses.dy_um * poses.dy_um)  # of whole numbers below 2⁵³: exact
    travel = np.rint(length).astype(np.int64) * period_us * read_off(device.duty, poses.dial_um)
    return travel // np.maximum(1000 * poses.window_us, 1)  # at the landing itself neither time nor way has passed
