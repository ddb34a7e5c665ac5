"""What is marked on the time line of a replay: worst moments, and events to go to."""

from __future__ import annotations

from simulator import session
from simulator.app.program import Program
from simulator.app.screens.treat_strip import Mark
from simulator.files import coach
from simulator.files.library import HELP
from simulator.needling.hand import Hand
from simulator.outcome import moments
from simulator.outcome.cause import Touch, strokes_at
from simulator.outcome.coach import speak
from simulator.outcome.gate import clock
from simulator.outcome.motion import Motion
from simulator.session import Outcome, Recording
from simulator.words import _

MOST = 5
"""So many of the strokes that made a place are listed."""
KINDS = {"dial": "dial", "gap": "gap", "peek": "peek", "ghost": "peek", "hint": "peek"}
"""Acts that are marked, and the kind of their mark."""


def legend() -> str:
    """What the marks mean."""
    return _(
        "Time line: triangle – dial turned; diamond – critical error; two bars – gap in sampling; ring – help seen."
    )


def marks(hand: Hand, outcome: Outcome, blind: bool = False) -> tuple[Mark, ...]:
    """Turns of the dial, gaps, looks at the dose map and, unless `blind`, critical errors, in order of time."""
    shown = [act for act in hand.acts if act.what in KINDS and (act.what not in HELP or act.value)]
    found = [Mark(act.t_us, KINDS[act.what]) for act in shown]
    found += [Mark(round(error.t_s * 1e6), "critical") for error in outcome.critical if not blind]
    return tuple(sorted(mark for mark in found if mark.t_us >= hand.held_us))


class Asked:
    """A place that was clicked: the strokes that made it; asked about it again, it leads to one after the other."""

    def __init__(self, motion: Motion, tip_um: int) -> None:
        self._motion, self._tip_um = motion, tip_um
        self._place: tuple[int, int] | None = None
        self._strokes: tuple[Touch, ...] = ()
        self._next = 0

    def at(self, x_um: int, y_um: int) -> int | None:
        """The time (µs) to go to; None where a new place is asked about, or nothing has passed over it."""
        before, reach_um = self._place, self._tip_um // 4
        if before and (before[0] - x_um) ** 2 + (before[1] - y_um) ** 2 <= reach_um**2 and self._strokes:
            stroke, self._next = self._strokes[self._next], (self._next + 1) % len(self._strokes)
            return stroke.first_us
        self._place, self._next = (x_um, y_um), 0
        self._strokes = strokes_at(self._motion, x_um, y_um, self._tip_um // 2)
        return None

    def forget(self) -> None:
        """Nothing is asked about any more."""
        self._place, self._strokes = None, ()

    def said(self) -> str:
        """The strokes in words; empty where no place was asked about."""
        if self._place is None:
            return ""
        if not self._strokes:
            return _("No stroke passed over this place.")
        one = _("{time} at {speed:.0f} mm/s, dial {dial:.2f} mm")
        rows = [
            one.format(time=clock(stroke.first_us), speed=stroke.speed_mm_s, dial=stroke.dial_um / 1000)
            for stroke in self._strokes[:MOST]
        ]
        further = len(self._strokes) - MOST
        more = [_("and {count} more").format(count=further)] if further > 0 else []
        head = _("Strokes over this place, in the whole run. Click again to go to the first, and to the next.")
        return "\n".join([head, *rows, *more])


def worst(program: Program, recording: Recording, outcome: Outcome) -> list[tuple[moments.Moment, str]]:
    """The worst moments of a recording with what the coach says of them, in the order of what they cost."""
    words = coach.load(program.places.assets / "coach" / "default.toml")
    advice = speak(outcome.findings, words)
    found = moments.worst(tuple(one.finding for one in advice), recording.hand.end_us)
    return [(one, next(a.text for a in advice if a.finding is one.finding)) for one in found]


def concluded(recording: Recording) -> Outcome:
    """What the recording comes to."""
    return session.conclude(recording.scenario, session.replay(recording), recording.header.device_class)
