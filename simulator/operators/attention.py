"""Attention: what a hand that is not human does beside gliding, section by section, and what it does when called.

Every figure is a proposal, not fitted to the scorer: plausible sizes of what a person forgets, chosen before scoring.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from simulator.needling.chance import uniform
from simulator.needling.hand import Act, Hand, Samples, join, samples
from simulator.needling.upkeep import DRY_US, RIGHT
from simulator.operators.glide import stations
from simulator.operators.lanes import Path
from simulator.operators.timeline import Timeline
from simulator.outcome import during
from simulator.session import Scenario

SECTION_UM = 48_000
"""A section is at most so wide and so high: one film of gel, one place of the fingers."""
BESIDE_UM = 13_000
"""From the border of a section to the fingers that hold it."""
SHORTEST_UM = 3_000
"""Shorter pieces of a lane are left to the section that the rest of it lies in."""
FINGER_S, GEL_S = 0.8, 1.5
"""Time to set a finger, and to spread gel (proposal)."""
RENEW_US = DRY_US * 3 // 4
"""Gel is renewed before the next lane from this age on (proposal)."""
SEES_S, SETTLES_S = 3.0, 6.0
"""From the lift until an answer is given, and until the hand goes on (proposal)."""


class Attention(NamedTuple):
    """How much a hand remembers: shares of sections that are stretched and gelled, time until it lifts when something
    happens, and the share of events that it answers rightly.
    """

    stretches: float = 1.0
    gels: float = 1.0
    reacts_s: float = 0.7
    answers: float = 1.0


ATTENTION: dict[str, Attention] = {
    "expert": Attention(),
    "competent": Attention(0.95, 0.95, 0.9, 1.0),
    "novice": Attention(0.5, 0.5, 2.0, 0.5),
    "hasty": Attention(0.2, 0.2, 2.6, 0.2),
    "timid": Attention(0.8, 0.8, 1.0, 0.9),
}
"""proposal, not fitted to the scorer; by skill, and as the competent one where it is not listed"""


class Section(NamedTuple):
    """A part of a zone that is treated in one go: its edges in µm, and the pieces of the lanes that lie in it."""

    left_um: float
    top_um: float
    right_um: float
    bottom_um: float
    lanes: list[Path]

    @property
    def middle_um(self) -> tuple[int, int]:
        return round((self.left_um + self.right_um) / 2), round((self.top_um + self.bottom_um) / 2)


def sections(lanes: list[Path], asked: bool) -> list[Section]:
    """The lanes of a zone by sections, row by row; one section with all of them where nothing is asked of the other
    hand.
    """
    if not lanes:
        return []
    every = np.concatenate(lanes)
    low, high = every.min(axis=0) - 1.0, every.max(axis=0) + 1.0
    if not asked:
        return [_section(low, high, lanes)]
    counts = np.maximum(np.ceil((high - low) / SECTION_UM), 1).astype(np.int64)
    step = (high - low) / counts
    found = []
    for row in range(int(counts[1])):
        for col in range(int(counts[0])):
            corner = low + step * (col, row)
            pieces = [piece for lane in lanes for piece in _inside(lane, corner, corner + step)]
            if pieces:
                found.append(_section(corner, corner + step, pieces))
    return found


def _section(low: Path, high: Path, lanes: list[Path]) -> Section:
    return Section(float(low[0]), float(low[1]), float(high[0]), float(high[1]), lanes)


def _inside(lane: Path, low: Path, high: Path) -> Iterator[Path]:
    """The pieces of a lane that lie in a box."""
    _, places = stations(lane, 0.0)
    inside = np.concatenate([[False], ((places >= low) & (places < high)).all(axis=1), [False]])
    edges = np.nonzero(inside[1:] != inside[:-1])[0]
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        piece = places[first : min(end + 1, len(places))]
        if len(piece) > 1 and float(np.abs(piece[-1] - piece[0]).max()) >= SHORTEST_UM:
            yield piece


class Tending:
    """The other hand of one operator on one timeline."""

    def __init__(self, scenario: Scenario, attention: Attention, seed: int, timeline: Timeline) -> None:
        self.treatment, self._attention, self._seed, self._timeline = scenario.treatment, attention, seed, timeline
        self._number = 0
        self._gelled_s: float | None = None

    def prepare(self, section: Section) -> None:
        """Fingers beside a section and gel on it, unless they are forgotten or not asked for."""
        if self.treatment is None:
            return
        self._number += 1
        x, y = section.middle_um
        if self.treatment.stretch and self._remembers("stretch", self._attention.stretches):
            half = round((section.right_um - section.left_um) / 2) + BESIDE_UM
            for side in (-half, half):
                self._timeline.place("stretch", x + side, y, FINGER_S)
        self._gelled_s = None
        if self.treatment.gel and self._remembers("gel", self._attention.gels):
            self._gel(section)

    def before_lane(self, section: Section) -> None:
        """Gel that is about to dry is renewed."""
        if self._gelled_s is not None and (self._timeline.now_s - self._gelled_s) * 1e6 > RENEW_US:
            self._gel(section)

    def _gel(self, section: Section) -> None:
        self._timeline.place("gel", *section.middle_um, GEL_S)
        self._gelled_s = self._timeline.now_s

    def _remembers(self, what: str, share: float) -> bool:
        return bool(uniform(self._seed, f"attention {what}", self._number)[0] < share)


def attend(hand: Hand, scenario: Scenario, attention: Attention, seed: int) -> Hand:
    """The same hand, which lifts when something happens, answers, and goes on; after a stall from where it began."""
    upkeep = during.begin(scenario.treatment, scenario.device, seed)
    if upkeep is None or upkeep.due is None:
        return hand
    upkeep.follow(hand)
    if upkeep.event_us is None:
        return hand
    stop_us = upkeep.event_us + round(attention.reacts_s * 1e6)
    back_us = upkeep.event_us if upkeep.due.stalls else stop_us
    right = bool(uniform(seed, "attention answer", 0)[0] < attention.answers)
    later_us = stop_us + round(SETTLES_S * 1e6) - back_us
    before, after = hand.between(0, stop_us), hand.between(back_us, hand.end_us + 1)
    if not len(before.samples) or not len(after.samples):
        return hand
    held = _held(before.samples, stop_us, back_us + later_us - 1)
    answer = Act(stop_us + round(SEES_S * 1e6), "answer", RIGHT if right else RIGHT + 1)
    moved = tuple(act._replace(t_us=act.t_us + later_us) for act in after.acts if act.t_us >= stop_us)
    return Hand(join([before.samples, held, later(after.samples, later_us)]), (*before.acts, answer, *moved))


def _held(before: Samples, from_us: int, until_us: int) -> Samples:
    """The tip in the air where it was."""
    x, y = int(before.x_um[-1]), int(before.y_um[-1])
    return samples([from_us, until_us], [x, x], [y, y], [False, False])


def later(moved: Samples, by_us: int) -> Samples:
    """The same samples at a later time."""
    rest = (moved.x_um, moved.y_um, moved.down, moved.force_mn, moved.tilt_ddeg, moved.tilt_dir_ddeg)
    return Samples(moved.t_us + by_us, *rest)
