"""What is marked on the time line of a replay: worst moments, and events to go to."""

from __future__ import annotations

import numpy as np

from simulator import session
from simulator.app.program import Program
from simulator.app.screens.treat_strip import Mark
from simulator.files import coach
from simulator.needling.hand import Hand
from simulator.outcome import moments
from simulator.outcome.coach import speak
from simulator.session import Outcome, Recording
from simulator.words import _

KINDS = {"dial": "dial", "gap": "gap", "peek": "peek"}
"""Acts that are marked, and the kind of their mark."""


def legend() -> str:
    """What the marks mean."""
    return _(
        "Time line: triangle – dial turned; diamond – critical error; two bars – gap in sampling; ring – dose map seen."
    )


def marks(hand: Hand, outcome: Outcome) -> tuple[Mark, ...]:
    """Turns of the dial, gaps, looks at the dose map and critical errors, in order of time."""
    found = [
        Mark(act.t_us, KINDS[act.what]) for act in hand.acts if act.what in KINDS and (act.what != "peek" or act.value)
    ]
    found += [Mark(round(error.t_s * 1e6), "critical") for error in outcome.critical]
    return tuple(sorted(mark for mark in found if mark.t_us >= hand.held_us))


def worst(program: Program, recording: Recording, outcome: Outcome) -> list[tuple[moments.Moment, str]]:
    """The worst moments of a recording with what the coach says of them, in the order of what they cost."""
    words = coach.load(program.places.assets / "coach" / "default.toml")
    advice = speak(outcome.findings, words)
    found = moments.worst(tuple(one.finding for one in advice), recording.hand.end_us)
    return [(one, next(a.text for a in advice if a.finding is one.finding)) for one in found]


def concluded(recording: Recording) -> Outcome:
    """What the recording comes to."""
    return session.conclude(recording.scenario, session.replay(recording), recording.header.device_class)


def edges(hand: Hand) -> tuple[np.ndarray, np.ndarray]:
    """Times at which contact changes, and what it changes to."""
    down = hand.samples.down
    changes = np.nonzero(np.diff(down, prepend=False))[0]
    return hand.samples.t_us[changes], down[changes]
