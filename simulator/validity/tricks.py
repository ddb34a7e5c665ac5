"""Cheap tricks: hands that do something else than what was asked, in the hope of a score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from simulator.needling.hand import Act, Hand, Samples, join, samples
from simulator.operators.operate import operate
from simulator.operators.wander import normal
from simulator.session import Scenario
from simulator.validity import edits
from simulator.validity.chapter import Floats
from simulator.validity.paths import Lane, Path, stroke

LOW, HIGH, MIDDLE, LANE = 10.0, 90.0, 50.0, 4.2
"""The square of the flat patch, its middle, and the spacing of lanes that its plan asks for, in mm."""


class Trick(NamedTuple):
    """A trick in words, and its hand for a scenario and a seed."""

    title: str
    hand: Callable[[Scenario, int], Hand]


def drawn(points_mm: object, speed_mm_s: float) -> Hand:
    """One stroke through points, in contact from the first to the last."""
    return Hand(stroke(np.asarray(points_mm, np.float64), speed_mm_s, 300_000))


def strokes(lines_mm: Sequence[object], speed_mm_s: float) -> Hand:
    """Several strokes one after the other."""
    lines = tuple(np.asarray(line, np.float64) for line in lines_mm)
    return Path("trick", "", strokes=lines, speed_mm_s=speed_mm_s).hand()


def lanes(y_mm: Floats, x_mm: tuple[float, float] = (6.0, 94.0), speed_mm_s: float = 20.0) -> Hand:
    """Straight lanes at places, to and fro."""
    return Path("trick", "", tuple(Lane(float(y), *x_mm, speed_mm_s) for y in y_mm)).hand()


def stamps(pitch_mm: float, contact_s: float, step_mm: float = 0.0) -> Hand:
    """Contacts on a square lattice, each standing or gliding over a short step."""
    at = np.arange(LOW + pitch_mm / 2, HIGH, pitch_mm)
    x, y = (c.ravel() for c in np.meshgrid(at, at))
    count = np.arange(len(x))
    t = np.stack([count * (contact_s + 0.1), count * (contact_s + 0.1) + contact_s], axis=1).ravel() * 1e6
    x = np.stack([x - step_mm / 2, x + step_mm / 2], axis=1).ravel()
    return Hand(samples(np.rint(t), np.rint(x * 1000), np.rint(np.repeat(y, 2) * 1000), np.arange(len(x)) % 2 == 0))


def pieces(length_mm: float) -> Hand:
    """All lanes in pieces of one length, end to end, lifted between them."""
    starts = np.arange(6.0, 94.0, length_mm)
    return strokes([[(x, y), (min(x + length_mm, 94.0), y)] for y in raster_mm() for x in starts], 20)


def corners(stop_s: float) -> Hand:
    """Lanes to and fro without a lift, standing at the end of each before going on to the next."""
    parts, t_us = [], 300_000
    for number, y in enumerate(raster_mm()):
        part = stroke(np.array([(6.0, y), (94.0, y)])[:: 1 if number % 2 == 0 else -1], 20, t_us)
        part.down[-1] = True
        stand_us, over_us = int(part.t_us[-1] + stop_s * 1e6), 210_000
        parts += [part, samples([stand_us], part.x_um[-1:], part.y_um[-1:], [True])]
        t_us = stand_us + over_us
    parts[-1].down[-1] = False
    return Hand(join(parts))


def loops(speed_mm_s: float) -> Hand:
    """Lanes of small loops."""
    share = np.linspace(0, 1, 4000)
    loop = 1.5 * np.stack([np.cos(80 * np.pi * share), np.sin(80 * np.pi * share)], axis=1)
    middle = np.stack([6 + 88 * share, np.zeros_like(share)], axis=1)
    return strokes([np.array([0, y]) + middle + loop for y in raster_mm()], speed_mm_s)


def rings(radius_mm: float, apart_mm: float) -> Hand:
    """Rings beside rings."""
    turn, at = np.linspace(0, 2 * np.pi, 100), np.arange(LOW, HIGH + 1, apart_mm)
    ring = radius_mm * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return strokes([np.array([x, y]) + ring for y in at for x in at], 30)


def raster_mm(spacing_mm: float = LANE) -> Floats:
    """Places of lanes over the whole patch."""
    return np.arange(LOW + spacing_mm / 2, HIGH, spacing_mm)


def zigzag(spacing_mm: float, square: bool, speed_mm_s: float = 20.0) -> Hand:
    """Lanes to and fro without a lift, slanted from side to side, or straight with square corners."""
    sides = [(6.0, 94.0) if n % 2 == 0 else (94.0, 6.0) for n in range(len(raster_mm(spacing_mm)))]
    rise = 0.0 if square else spacing_mm / 2
    places = zip(sides, raster_mm(spacing_mm), strict=True)
    return drawn([p for (x0, x1), y in places for p in ((x0, y - rise), (x1, y + rise))], speed_mm_s)


def spiral(inward: bool, spacing_mm: float = LANE, speed_mm_s: float = 20.0) -> Hand:
    """One round line from the middle to beyond the corners, or back."""
    turn = np.linspace(0, 2 * np.pi * 60 / spacing_mm, 20_000)
    line = MIDDLE + (turn * spacing_mm / (2 * np.pi) * np.stack([np.cos(turn), np.sin(turn)])).T
    return drawn(line[::-1] if inward else line, speed_mm_s)


def square_spiral(scenario: Scenario, seed: int) -> Hand:
    """One angular line from the middle outwards."""
    del scenario, seed
    points, x, y = [(MIDDLE, MIDDLE)], MIDDLE, MIDDLE
    for n in range(42):
        dx, dy = ((1, 0), (0, 1), (-1, 0), (0, -1))[n % 4]
        x, y = x + dx * LANE * (n // 2 + 1), y + dy * LANE * (n // 2 + 1)
        points.append((x, y))
    return drawn(points, 20)


def border(scenario: Scenario, seed: int) -> Hand:
    """Round and round along the border."""
    del scenario, seed
    corners = [(12, 12), (88, 12), (88, 88), (12, 88)]
    return drawn(corners * 4 + corners[:1], 20)


def scribble(scenario: Scenario, seed: int) -> Hand:
    """Loops all over the patch at speed."""
    del scenario
    t = np.linspace(0, 90, 20_000)
    phase = normal(seed, "scribble", np.arange(2))
    return drawn(MIDDLE + 42 * np.stack([np.sin(1.7 * t + phase[0]), np.sin(2.3 * t + phase[1])], axis=1), 120)


def walk(step_mm: float, speed_mm_s: float) -> Callable[[Scenario, int], Hand]:
    """A random walk over the patch that turns back at its border."""

    def hand(scenario: Scenario, seed: int) -> Hand:
        """Six hundred steps."""
        del scenario
        steps = [np.cumsum(normal(seed, f"walk {axis}", np.arange(600))) * step_mm for axis in "xy"]
        folded = [np.abs((s + 40) % 160 - 80) + LOW for s in steps]
        return drawn(np.stack(folded, axis=1), speed_mm_s)

    return hand


def teleport(scenario: Scenario, seed: int) -> Hand:
    """Jumps from place to place in contact, at rest between them."""
    del scenario
    places = np.rint(1000 * (MIDDLE + 20 * normal(seed, "jump", np.arange(800)))).reshape(2, 400)
    t = (np.arange(400) * 150_000).repeat(2)
    t[1::2] += 145_000
    x, y = (c.repeat(2) for c in places)
    return Hand(samples(t, x, y, np.arange(800) < 799))


def experts(edit: Callable[[Samples, Scenario], Samples], *acts: Act) -> Callable[[Scenario, int], Hand]:
    """What an expert did, tampered with."""

    def hand(scenario: Scenario, seed: int) -> Hand:
        """The hand as it looks this way."""
        made = operate(scenario, "expert", "pen", seed)
        return Hand(edit(made.samples, scenario), acts)

    return hand


def as_it_is(s: Samples, scenario: Scenario) -> Samples:
    """The samples."""
    del scenario
    return s


def stopped_at(share: float) -> Callable[[Samples, Scenario], Samples]:
    """The first share of the samples."""
    return lambda s, scenario: s[s.t_us <= share * s.t_us[-1]]


def hastened(factor: int) -> Callable[[Samples, Scenario], Samples]:
    """So many times as fast, so many times over."""

    def edit(s: Samples, scenario: Scenario) -> Samples:
        """One round after the other."""
        del scenario
        once = edits.changed(s, t_us=s.t_us // factor)
        rounds = [edits.changed(once, t_us=once.t_us + n * (int(once.t_us[-1]) + 300_000)) for n in range(factor)]
        return join(rounds)

    return edit


def moved(x_um: int) -> Callable[[Samples, Scenario], Samples]:
    """All of it so much to the side."""
    return lambda s, scenario: edits.changed(s, x_um=s.x_um + x_um)


def always_down(s: Samples, scenario: Scenario) -> Samples:
    """Never lifted."""
    del scenario
    return edits.changed(s, down=np.arange(len(s)) < len(s) - 1)


def broken(s: Samples, scenario: Scenario) -> Samples:
    """Lifted for every second half second."""
    del scenario
    return edits.changed(s, down=s.down & (s.t_us // 500_000 % 2 == 0))
