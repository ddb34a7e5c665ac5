"""Upkeep: skin that the other hand holds taut, gel that dries, a motor that may stall, and what they do to strokes.

Everything follows from acts, places and times in whole numbers, so that frames and cuts cannot matter. Acts come in
pairs at one time: `stretch.x` and `stretch.y` set a finger, `gel.x` and `gel.y` spread a film, in µm.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from simulator.needling.device import Device, read_off
from simulator.needling.hand import Act, Hand, Samples
from simulator.needling.puncture import Ints, Poses, turned

HOLD_UM = 40_000
"""Skin is taut so far around the middle between both fingers (convention of this project)."""
SPAN_UM = (20_000, 80_000)
"""Fingers that stand nearer or further apart hold nothing (convention of this project)."""
FINGER_UM = 8_000
"""Radius of the tip of a finger (convention of this project)."""
FILM_UM = 25_000
"""A film of gel reaches so far from its middle in x and in y: a section of 5 × 5 cm (teaching convention)."""
DRY_US = 180_000_000
"""A film is dry after this time (convention of this project)."""
RIGHT = 1
"""The value of the act `answer` that settles an event; other values are other answers."""
NEVER_US = 2**62


class Spot(NamedTuple):
    """A place in µm and the time in µs at which a finger was set there, gel was spread, or a needle struck a finger."""

    t_us: int
    x_um: int
    y_um: int


class Hold(NamedTuple):
    """Which fingers stand on the skin from a time on; at most two, the older one first."""

    since_us: int
    fingers: tuple[Spot, ...]

    @property
    def middle_um(self) -> tuple[int, int] | None:
        """The middle between both fingers; None where they hold nothing."""
        if len(self.fingers) < 2:
            return None
        (_, x0, y0), (_, x1, y1) = self.fingers
        apart2 = (x1 - x0) ** 2 + (y1 - y0) ** 2
        return ((x0 + x1) // 2, (y0 + y1) // 2) if SPAN_UM[0] ** 2 <= apart2 <= SPAN_UM[1] ** 2 else None


class Due(NamedTuple):
    """An event comes after so much contact in µs; one that is `lifted` waits for the next lift, one that `stalls`
    stops the motor until it is answered.
    """

    contact_us: int
    lifted: bool = False
    stalls: bool = False


@dataclass(slots=True)
class Upkeep:
    """What holds at each moment of a run. `edges` are the changes of contact since the event, `strokes` counts needle
    strokes, `taut` and `wet` those on held and on gelled skin; `slack_us` and `dry_us` are the first of the others.
    """

    device: Device
    stretch: bool
    gel: bool
    due: Due | None = None
    holds: list[Hold] = field(default_factory=lambda: [Hold(-1, ())])
    films: list[Spot] = field(default_factory=list)
    answers: list[tuple[int, int]] = field(default_factory=list)
    sticks: list[Spot] = field(default_factory=list)
    event_us: int | None = None
    edges: list[tuple[int, bool]] = field(default_factory=list)
    strokes: int = 0
    taut: int = 0
    wet: int = 0
    slack_us: int | None = None
    dry_us: int | None = None
    _across: dict[str, Act] = field(default_factory=dict)
    _contact_us: int = 0
    _last: tuple[int, bool] | None = None
    _stuck: dict[Spot, bool] = field(default_factory=dict)

    def follow(self, hand: Hand) -> None:
        """Takes note of the next part of a hand, before its strokes are made."""
        for act in hand.acts:
            self._do(act)
        if self.due is not None and len(hand.samples):
            self._watch(hand.samples, self.due)

    def _do(self, act: Act) -> None:
        if act.what in ("stretch.x", "gel.x"):
            self._across[act.what] = act
        elif act.what in ("stretch.y", "gel.y"):
            across = self._across.get(act.what[:-1] + "x", Act(0, "", 0))
            spot = Spot(act.t_us, across.value, act.value)
            if act.what == "gel.y":
                self.films.append(spot)
            else:
                self.holds.append(Hold(act.t_us, (*self.holds[-1].fingers[-1:], spot)))
        elif act.what == "stretch.off":
            self.holds.append(Hold(act.t_us, ()))
        elif act.what == "answer":
            self.answers.append((act.t_us, act.value))

    def _watch(self, samples: Samples, due: Due) -> None:
        """Waits for the event, and writes down every change of contact from then on."""
        last_us, touched = self._last or (int(samples.t_us[0]), False)
        t = np.concatenate([np.array([last_us], np.int64), samples.t_us])
        down = np.concatenate([np.array([touched], np.bool_), samples.down])
        if self.event_us is None:
            self._await(t, down, due)
        if self.event_us is not None:
            changed = np.nonzero((down[1:] != down[:-1]) & (t[1:] >= self.event_us))[0] + 1
            self.edges += [(int(t[i]), bool(down[i])) for i in changed]
        self._last = (int(t[-1]), bool(down[-1]))

    def _await(self, t: Ints, down: np.ndarray, due: Due) -> None:
        passed = self._contact_us + np.cumsum((t[1:] - t[:-1]) * down[:-1])
        self._contact_us = int(passed[-1])
        reached = np.nonzero(passed >= due.contact_us)[0]
        if not len(reached):
            return
        first = int(reached[0])
        if not due.lifted:
            self.event_us = int(t[first + 1]) - int(passed[first]) + due.contact_us
            return
        lifted = np.nonzero(~down[first + 1 :])[0]
        if len(lifted):
            self.event_us = int(t[first + 1 + int(lifted[0])])

    @property
    def settled_us(self) -> int:
        """When the event was answered rightly for the first time; far in the future where it was not."""
        return min((t for t, value in self.answers if value == RIGHT and t > (self.event_us or 0)), default=NEVER_US)

    def stalled(self, t_us: int) -> bool:
        """Whether the motor stands still at a time."""
        stalls = self.due is not None and self.due.stalls
        return stalls and self.event_us is not None and self.event_us <= t_us < self.settled_us

    def struck(self, poses: Poses) -> Poses:
        """The poses without those at which the motor stood still."""
        if self.due is None or not self.due.stalls or self.event_us is None:
            return poses
        runs = (poses.t_us < self.event_us) | (poses.t_us >= self.settled_us)
        return poses if runs.all() else Poses(*(column[runs] for column in poses))

    def weigh(self, poses: Poses, drag_um: Ints) -> tuple[Poses, Ints]:
        """The poses with the dial that is left of theirs, and their drag; both as they are on held and gelled skin."""
        dial, at = poses.dial_um, np.searchsorted(_times(self.holds), poses.t_us, "right") - 1
        taut, wet = self._taut(poses, at), self._wet(poses)
        self._count(poses, taut, wet)
        self._prick(poses, at)
        loss, more = np.zeros((2, len(poses)), np.int64)
        for spared, tables in ((taut, ("loss_slack", "drag_slack")), (wet, ("loss_dry", "drag_dry"))):
            if not spared.all():
                loss += np.where(spared, 0, read_off(getattr(self.device, tables[0]), dial))
                more += np.where(spared, 0, read_off(getattr(self.device, tables[1]), dial))
        left = {"dial_um": dial - loss}
        columns = (left.get(name, column) for name, column in zip(Poses._fields, poses, strict=True))
        return Poses(*columns), drag_um + drag_um * more // 1000

    def _count(self, poses: Poses, taut: np.ndarray, wet: np.ndarray) -> None:
        self.strokes += len(poses)
        self.taut += int(np.count_nonzero(taut))
        self.wet += int(np.count_nonzero(wet))
        if self.slack_us is None and not taut.all():
            self.slack_us = int(poses.t_us[np.argmin(taut)])
        if self.dry_us is None and not wet.all():
            self.dry_us = int(poses.t_us[np.argmin(wet)])

    def _taut(self, poses: Poses, at: Ints) -> np.ndarray:
        """At which poses the skin is held; all of them where that is not asked for."""
        taut = np.full(len(poses), not self.stretch)
        for number in range(int(at[0]), int(at[-1]) + 1) if self.stretch else ():
            middle = self.holds[number].middle_um
            if middle is not None:
                taut |= (at == number) & (_away2(poses, middle) <= HOLD_UM * HOLD_UM)
        return taut

    def _wet(self, poses: Poses) -> np.ndarray:
        """At which poses there is gel that is not dry yet; at all of them where that is not asked for."""
        wet = np.full(len(poses), not self.gel)
        for t_us, x_um, y_um in self.films if self.gel else ():
            if poses.t_us[-1] >= t_us and poses.t_us[0] < t_us + DRY_US:
                inside = np.maximum(np.abs(poses.x_um - x_um), np.abs(poses.y_um - y_um)) <= FILM_UM
                wet |= inside & (poses.t_us >= t_us) & (poses.t_us < t_us + DRY_US)
        return wet

    def _prick(self, poses: Poses, at: Ints) -> None:
        """Notes the first needle in every finger, in the order of time."""
        for number in range(int(at[0]), int(at[-1]) + 1):
            for finger in self.holds[number].fingers:
                if finger not in self._stuck:
                    self._look(poses, at == number, finger)
        self.sticks = sorted(self.sticks)  # a spot begins with its time

    def _look(self, poses: Poses, standing: np.ndarray, finger: Spot) -> None:
        reach2 = (FINGER_UM + self.device.tip_um) ** 2
        for row in np.nonzero(standing & (_away2(poses, (finger.x_um, finger.y_um)) <= reach2))[0].tolist():
            x, y = int(poses.x_um[row]) - finger.x_um, int(poses.y_um[row]) - finger.y_um
            needles = turned(self.device, (int(poses.dx_um[row]), int(poses.dy_um[row])))
            if any((x + dx) ** 2 + (y + dy) ** 2 <= FINGER_UM**2 for dx, dy in needles):
                self._stuck[finger] = True
                self.sticks.append(Spot(int(poses.t_us[row]), int(poses.x_um[row]), int(poses.y_um[row])))
                return

    def held(self, x_um: int, y_um: int) -> bool:
        """Whether the fingers that stand now hold the skin at a place."""
        middle = self.holds[-1].middle_um
        return middle is not None and (x_um - middle[0]) ** 2 + (y_um - middle[1]) ** 2 <= HOLD_UM * HOLD_UM

    def gelled(self, t_us: int, x_um: int, y_um: int) -> bool:
        """Whether there is gel at a place that is not dry at a time."""
        return any(
            max(abs(x_um - f.x_um), abs(y_um - f.y_um)) <= FILM_UM and f.t_us <= t_us < f.t_us + DRY_US
            for f in self.films[::-1]
        )


def _times(holds: list[Hold]) -> Ints:
    return np.array([hold.since_us for hold in holds], np.int64)


def _away2(poses: Poses, place_um: tuple[int, int]) -> Ints:
    """Squared distance from every pose to a place, in µm²."""
    x, y = poses.x_um - place_um[0], poses.y_um - place_um[1]
    return x * x + y * y
