"""Lanes one after the other in time, with travel and turns of the dial, and the samples that a grip reports of it."""

from __future__ import annotations

import numpy as np

from simulator.needling.hand import Act, Hand, samples
from simulator.operators.glide import Track
from simulator.operators.habits import DIAL_STEP_S, TRAVEL_MM_S, Grip
from simulator.operators.wander import Floats, wander

START_S = 0.5
SHORTEST_TRAVEL_S = 0.2
JOIN_UM = 9000.0
"""A lane is joined to the last one without a lift only where the way between them is no longer than this."""
TREMOR_S = 0.05
"""Half a swing of a shake at 10 Hz."""


class Timeline:
    """What has been planned so far, in seconds and µm."""

    def __init__(self, dial_um: int, dial_step_um: int) -> None:
        self.dial_um, self._step_um = dial_um, dial_step_um
        self._acts: list[Act] = []
        self._parts: list[tuple[Floats, Floats, Floats]] = []
        self._contacts: list[list[float]] = []
        self.now_s = START_S

    def dial(self, dial_um: int) -> None:
        """Turns the dial while lifted, one step after the other; nothing where it is right already."""
        if dial_um != self.dial_um:
            self.now_s += DIAL_STEP_S * abs(dial_um - self.dial_um) / self._step_um
            self._acts.append(Act(round(self.now_s * 1e6), "dial", dial_um))
            self.dial_um = dial_um

    def place(self, what: str, x_um: int, y_um: int, takes_s: float) -> None:
        """Does something at a place while lifted: the pair of acts that says where."""
        self.now_s += takes_s
        self._acts += [Act(round(self.now_s * 1e6), f"{what}.{axis}", at) for axis, at in (("x", x_um), ("y", y_um))]

    def lane(self, track: Track, joined: bool) -> None:
        """Goes to the lane through the air, or in contact where it is near and `joined`, and glides it."""
        way_um = self._way_um(track)
        start_s = self.now_s + max(way_um / 1000 / TRAVEL_MM_S, SHORTEST_TRAVEL_S)
        dialled = bool(self._acts) and bool(self._contacts) and self._acts[-1].t_us > self._contacts[-1][1] * 1e6
        if joined and self._contacts and way_um <= JOIN_UM and not dialled:
            self._contacts[-1][1] = start_s + track.off_s
        else:
            self._contacts.append([start_s + track.on_s, start_s + track.off_s])
        self._parts.append((track.t_s + start_s, track.x_um, track.y_um))
        self.now_s = start_s + float(track.t_s[-1])

    def _way_um(self, track: Track) -> float:
        if not self._parts:
            return 0.0
        _, x, y = self._parts[-1]
        return float(np.sqrt((track.x_um[0] - x[-1]) ** 2 + (track.y_um[0] - y[-1]) ** 2))

    def hand(self, grip: Grip, seed: int) -> Hand:
        """The samples that the grip reports, shaken, rounded to its steps, at its rate; and the acts."""
        if not self._parts:
            return Hand(samples([], [], [], []), tuple(self._acts))
        t, x, y = (np.concatenate(column) for column in zip(*self._parts, strict=True))
        at_us = np.arange(0, int((self.now_s + SHORTEST_TRAVEL_S) * grip.rate_hz)) * 1_000_000 // grip.rate_hz
        at = at_us / 1e6
        shake = [1000 * grip.tremor_mm * wander(seed, f"tremor {axis}", at, TREMOR_S) for axis in "xy"]
        x_um, y_um = (_stepped(np.interp(at, t, c) + s, grip.step_um) for c, s in zip((x, y), shake, strict=True))
        down = np.searchsorted(np.array(self._contacts).ravel(), at, "right") % 2 == 1
        return Hand(samples(at_us, x_um, y_um, down), tuple(self._acts))


def _stepped(place_um: Floats, step_um: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.rint(place_um / step_um).astype(np.int64) * step_um
