"""The record of a run that is being played: header, journal, the hand so far, and what becomes of it in the end."""

from __future__ import annotations

import secrets
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from simulator import session
from simulator.app.pen import Grip
from simulator.app.program import Program, Settings
from simulator.app.stamp import stamp
from simulator.files import audit, outcome
from simulator.files.journal import Journal
from simulator.needling.hand import NO_HAND, NO_SAMPLES, Act, Hand, join
from simulator.needling.pieces import Pieces
from simulator.needling.run import PHYSICS, Run
from simulator.session import Header, Recording, Scenario
from simulator.standing.rules import ATTEMPT
from simulator.words import _


def _joined(parts: list[Hand]) -> Hand:
    return Hand(join([part.samples for part in parts]), tuple(act for part in parts for act in part.acts))


class Record:
    """Writes down a hand piece by piece, so that whatever happens to the program little of it is lost."""

    def __init__(self, program: Program, journal: Journal, recording: Recording) -> None:
        self._library, self._journal = program.library, journal
        self.header, self.scenario = recording.header, recording.scenario
        self._parts = Pieces(_joined)
        self._parts.add(recording.hand)

    @property
    def hand(self) -> Hand:
        """All of it so far."""
        return self._parts.whole() or NO_HAND

    def add(self, hand: Hand) -> None:
        """The next piece; a LibraryError where it cannot be written yet (it is kept, and written with the next one)."""
        if len(hand.samples) or hand.acts:
            self._parts.add(hand)
            self._journal.append(hand)

    def interrupt(self) -> None:
        """Leaves the run as it is, to be continued another time; a run without any contact is not kept."""
        self._journal.close(complete=False)
        if not self.hand.samples.down.any():
            self._discard(_("nothing was touched"))

    def _discard(self, why: str) -> None:
        """Leaves nothing of the run but that there was one."""
        self._library.discard(self._journal.path)
        audit.add(self._library.folder, stamp(self.header.trainee), "discard", about=self.header.run_id, why=why)

    def keep(self, run: Run) -> Recording:
        """Makes a run file, with its outcome beside it."""
        recording = Recording(self.header, self.scenario, self.hand)
        concluded = session.conclude(self.scenario, run, self.header.device_class)
        found = outcome.summary(self.scenario, self.header, concluded)
        self._journal.close()
        self._library.keep(recording, found)
        audit.add(self._library.folder, stamp(self.header.trainee), "keep", about=self.header.run_id)
        return recording

    def give_up(self, run: Run, time_us: int) -> None:
        """Puts the run away at its time: as an attempt where it was carried far enough, else without a trace."""
        if attempted(self.hand, self.scenario, time_us):
            self.keep(run)
        else:
            self._journal.close(complete=False)
            self._discard(_("given up early"))


def attempted(hand: Hand, scenario: Scenario, time_us: int) -> bool:
    """Whether a run that ends at a time was carried far enough to be an attempt, however it ended."""
    return bool(hand.samples.down.any()) and time_us - hand.held_us >= ATTEMPT * scenario.minutes * 60e6


class Before(NamedTuple):
    """The seed of a run, the acts of care before the device was taken up, and sessions before this one (which, and how
    many days ago).
    """

    seed: int
    acts: tuple[Act, ...] = ()
    earlier: tuple[tuple[str, float], ...] = ()


class Lying(NamedTuple):
    """How the pen lies when the clock starts: dial, motor and place (None: as usual), and the recording's time."""

    dial_um: int
    rate_hz: int | None
    at_um: tuple[int, int] | None
    clock_us: int


def lying(hand: Hand, scenario: Scenario) -> Lying:
    """As the hand has left it."""

    def last(what: str) -> int | None:
        return next((act.value for act in reversed(hand.acts) if act.what == what), None)

    at = (int(hand.samples.x_um[-1]), int(hand.samples.y_um[-1])) if len(hand.samples) else None
    clock_us = hand.end_us + 1 if at or hand.acts else 0
    return Lying(last("dial") or scenario.dial_start_um, last("rate"), at, clock_us)


def untouched(record: Record) -> Recording:
    """The run in which nothing was treated, kept with its outcome."""
    run = session.begin(record.scenario, record.header.seed)
    run.advance(record.hand)
    return record.keep(run)


def put_away(program: Program, path: Path) -> None:
    """An interrupted run that nobody wants to go on with: an attempt is scored and kept, anything less is removed."""
    journal, recording = Journal.resume(path)
    run = session.replay(recording)
    Record(program, journal, recording).give_up(run, recording.hand.end_us)


def seed() -> int:
    """A seed for a run that is played: nobody can know it beforehand."""
    return secrets.randbits(31)


def begin(program: Program, scenario: Scenario, before: Before, px_per_mm: float) -> Record:
    """The record of a new run, with what was done before the device was taken up."""
    settings, now = program.settings, datetime.now().astimezone()
    header = Header(
        run_id=program.library.free_id(f"{scenario.id}-{now:%Y%m%d-%H%M%S}"),
        trainee=program.trainee,
        seed=before.seed,
        physics=PHYSICS,
        started=now.isoformat(timespec="seconds"),
        input=_input(settings),
        gain=_gain(settings, px_per_mm),
        px_per_mm=px_per_mm,
        contact=settings.contact,
        source="live",
        earlier=before.earlier,
    )
    record = Record(program, program.library.begin(header, scenario), Recording(header, scenario, NO_HAND))
    record.add(Hand(NO_SAMPLES, before.acts))
    return record


def grip(settings: Settings) -> Grip:
    """How the hand is read, exactly."""
    gain, counts = (Fraction(str(value)) for value in (settings.gain, settings.counts_per_mm))
    return Grip(settings.relative, settings.contact == "latch", gain, counts)


def _gain(settings: Settings, px_per_mm: float) -> float:
    """mm of skin for each mm of hand: chosen with a mouse; on glass by the picture, where that was measured."""
    if settings.relative or settings.glass_px_per_mm is None:
        return settings.gain
    return round(settings.glass_px_per_mm / px_per_mm, 4)


def _input(settings: Settings) -> str:
    """What the record says of the pointer."""
    return f"relative, {settings.counts_per_mm:g} counts/mm" if settings.relative else "absolute"
