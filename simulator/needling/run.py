"""A run: device, skin and seed; every hand, live or stored or made, advances it through this one method."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from simulator.needling.clock import Pace, paces, periods_us
from simulator.needling.device import Device
from simulator.needling.hand import NO_SAMPLES, Act, Hand, Samples, join
from simulator.needling.pieces import Pieces
from simulator.needling.puncture import (
    LOOK_BACK_US,
    NO_POSES,
    NO_PUNCTURES,
    Ints,
    Poses,
    Punctures,
    drag_um,
    enter,
    roll,
    strike,
)
from simulator.needling.skin import Skin
from simulator.needling.strokes import START, Strokes, StrokeTrack, number
from simulator.needling.upkeep import Upkeep

PHYSICS = 1
"""What a hand means. A changed meaning is a new number.

1  strokes at k · period, straight lines between samples, depth = dial + spread − loss, strokes split at turns > 60°.
   Drums came without a new number, since no pen means anything else: rows at k · pitch rolled, across the way. So did
   the act `rate`, which only pens with several rates heed: strokes at k · period since the rate was set.
"""


Part = tuple[Poses, Strokes, Ints]


def _joined(parts: list[Part]) -> Part:
    poses = Poses(*(np.concatenate(c) for c in zip(*(p[0] for p in parts), strict=True)))
    strokes = Strokes(*(np.concatenate(c) for c in zip(*(p[1] for p in parts), strict=True)))
    return poses, strokes, np.concatenate([p[2] for p in parts])


@dataclass(slots=True)
class Run:
    """What a hand has done to a skin so far: from `begin_us`, the first sample, to `treated_us`, the last sample or act
    of the treatment itself; acts of care may come before, and after it up to `end_us`.
    """

    device: Device
    skin: Skin
    seed: int
    dial_um: int
    upkeep: Upkeep | None = None
    acts: list[Act] = field(default_factory=list)
    begin_us: int = 0
    end_us: int = 0
    treated_us: int = 0
    sample_count: int = 0
    _tail: Samples = NO_SAMPLES
    _landing: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _rolled_um: int = 0
    _track: StrokeTrack = START
    _parts: Pieces[Part] = field(default_factory=lambda: Pieces(_joined))

    def advance(self, hand: Hand) -> Punctures:
        """The punctures that the next part of the hand makes; parts must follow each other in time.

        Strokes are decided up to the last sample; what lies beyond it waits for the next part.
        """
        self._follow(hand)
        old = len(self._tail)
        if old + len(hand.samples) == 0:
            return NO_PUNCTURES
        samples = join([self._tail, hand.samples])
        landing = self._land(samples, old)
        since = int(samples.t_us[max(old - 1, 0)])
        dials = [(-1, self.dial_um)] + [(a.t_us, a.value) for a in self.acts if a.what == "dial"]
        turned = np.array(dials, np.int64).T
        clock = paces(self.device, self.acts)
        poses = strike(samples, landing, (turned[0], turned[1]), (since, int(samples.t_us[-1])), clock)
        self._shorten(samples, landing)
        return self._enter(poses, clock)

    def _enter(self, poses: Poses, clock: tuple[Pace, ...]) -> Punctures:
        poses = self.upkeep.struck(poses) if self.upkeep is not None else poses
        if not len(poses):
            return NO_PUNCTURES
        strokes, self._track = number(poses, self._track)
        drag = drag_um(poses, self.device, periods_us(clock, poses.t_us))
        reached, drag = self.upkeep.weigh(poses, drag) if self.upkeep is not None else (poses, drag)
        if self.device.pitch_um:
            punctures = roll(reached, strokes.step_um, self._rolled_um, self.device, self.seed)
            self._rolled_um += int(strokes.step_um.sum())
        else:
            punctures = enter(reached, self.device, self.seed)
        self.skin.take(punctures, poses, strokes.number, drag)
        self._parts.add((poses, strokes, drag))
        return punctures

    def _follow(self, hand: Hand) -> None:
        first = min([int(hand.samples.t_us[0])] if len(hand.samples) else [], default=None)
        late = [a for a in hand.acts if a.t_us < self.end_us]
        if late or (first is not None and len(self._tail) and first <= self._tail.t_us[-1]):
            raise ValueError(f"a hand must go on after {self.end_us} µs; this part begins at {first}, acts {late[:1]}")
        if first is not None and not self.sample_count:
            self.begin_us = first
        self.sample_count += len(hand.samples)
        self.acts.extend(hand.acts)
        if self.upkeep is not None:
            self.upkeep.follow(hand)
        self.end_us = max(self.end_us, hand.end_us)
        if any(act.treats for act in hand.acts) or first is not None:
            treated = Hand(hand.samples, tuple(act for act in hand.acts if act.treats))
            self.treated_us = max(self.treated_us, treated.end_us)

    def _land(self, samples: Samples, old: int) -> Ints:
        """The start of the contact that every sample belongs to; samples in the air get their own time."""
        down = samples.down
        apart = ~down
        apart[0] = True
        apart[1:] |= ~down[:-1]
        start = np.where(apart, samples.t_us, 0)
        start[:old] = self._landing
        return np.maximum.accumulate(start)

    def _shorten(self, samples: Samples, landing: Ints) -> None:
        """Keeps what later strokes look back to: 100 ms, or the sample before."""
        keep = max(int(np.searchsorted(samples.t_us, samples.t_us[-1] - LOOK_BACK_US, "right")) - 1, 0)
        self._tail, self._landing = samples[keep:], landing[keep:]

    def contact_us(self, t_us: Ints) -> int:
        """The time in contact that strokes at these times stand for: of each, the period of the motor then."""
        period: Ints = periods_us(paces(self.device, self.acts), t_us)
        return int(period.sum())

    def rate_hz(self) -> float | None:
        """Mean rate of samples in Hz; None of fewer than two."""
        span = self.treated_us - self.begin_us
        return round((self.sample_count - 1) * 1e6 / span, 1) if self.sample_count > 1 and span else None

    def poses(self) -> tuple[Poses, Strokes, Ints]:
        """All poses so far with their strokes and drag (µm per pose)."""
        return self._parts.whole() or (NO_POSES, number(NO_POSES, START)[0], np.zeros(0, np.int64))
