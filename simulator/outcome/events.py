"""Unannounced events: which one comes in a run and when, what is expected then, and what the answer was worth."""

from __future__ import annotations

from typing import NamedTuple

from simulator.needling.chance import uniform
from simulator.needling.upkeep import NEVER_US, RIGHT, Due, Upkeep
from simulator.outcome.band import Band
from simulator.outcome.exact import SHARE, rounded
from simulator.words import mark

STOP_US, LATE_US = 1_500_000, 3_000_000
"""The tip is lifted within this time of an event; from the other on the answer is worth nothing (convention)."""


class Kind(NamedTuple):
    """One kind of event: how it shows, and the answers that can be given, the right one first.

    `asks` wants that answer before the next contact, `away_us` wants the tip off the skin for so long.
    """

    seen: str
    said: str
    answers: tuple[str, ...]
    asks: bool = True
    away_us: int = 0
    lifted: bool = False
    stalls: bool = False


KINDS: dict[str, Kind] = {
    "raised hand": Kind(
        mark("The patient raises a hand."),
        mark("Please stop."),
        (
            mark("Ask what is the matter, and go on only after a yes"),
            mark("Say that it is nearly done, and go on"),
            mark("Turn the dial down, and go on"),
        ),
    ),
    "turned head": Kind(
        mark("The patient turns away."),
        mark("Sorry, I have to move."),
        (
            mark("Wait until everything lies still again"),
            mark("Follow with the tip, and go on"),
            mark("Press a little harder to keep the place"),
        ),
        asks=False,
        away_us=4_000_000,
    ),
    "pale": Kind(
        mark("The patient goes pale and sweats."),
        mark("I feel dizzy."),
        (
            mark("Stop, lay flat with the legs up, stay and watch"),
            mark("Give a glass of water, and go on"),
            mark("Go on more gently"),
        ),
    ),
    "unclean tip": Kind(
        mark("The tip has touched the pillow."),
        "",
        (
            mark("Take a fresh cartridge"),
            mark("Wipe the tip with antiseptic, and go on"),
            mark("Go on: it was only for a moment"),
        ),
        lifted=True,
    ),
    "stalled motor": Kind(
        mark("The motor has fallen silent."),
        "",
        (
            mark("Check the cartridge, and start the motor again"),
            mark("Press harder, and go on"),
            mark("Glide slower over the same place"),
        ),
        stalls=True,
    ),
}
"""By the names that a scenario may list; what is right is teaching convention, for a clinician to sign off."""


class Event(NamedTuple):
    """The event of one run: its kind, and the contact after which it comes."""

    kind: str
    contact_us: int

    @property
    def due(self) -> Due:
        kind = KINDS[self.kind]
        return Due(self.contact_us, kind.lifted, kind.stalls)


def drawn(kinds: tuple[str, ...], chance: float, after_us: tuple[int, int], seed: int) -> Event | None:
    """The event that a seed draws from those a scenario allows, or none; the same seed draws the same."""
    which, whether, when = (float(uniform(seed, f"event {part}", 0)[0]) for part in ("which", "whether", "when"))
    if not kinds or whether >= chance:
        return None
    low, high = after_us
    return Event(kinds[int(which * len(kinds))], low + int(when * (high - low)))


class Answered(NamedTuple):
    """How an event was answered: the times (µs) of it, of the end of contact and of the next landing, the first answer
    (0: none), and its worth from 0 to 1.
    """

    event_us: int
    stopped_us: int
    landed_us: int
    answer: int
    worth: float


def answered(kind: Kind, upkeep: Upkeep, end_us: int) -> Answered | None:
    """What was done about the event; None where it did not come.

    Contacts that begin before it is too late belong to a hand that has not seen it yet.
    """
    if upkeep.event_us is None:
        return None
    event_us, stopped_us, landed_us = upkeep.event_us, upkeep.event_us, NEVER_US
    for begin_us, until_us in contacts(upkeep, end_us):
        if begin_us < event_us + LATE_US:
            stopped_us = until_us
        else:
            landed_us = min(landed_us, begin_us)
    given = [value for t_us, value in upkeep.answers if event_us < t_us < landed_us]
    worth = Band(None, STOP_US, LATE_US - STOP_US).of(stopped_us - event_us)
    if kind.asks:
        worth *= 0.0 if RIGHT not in given else 1.0 if given[0] == RIGHT else 0.5
    if landed_us < event_us + kind.away_us:
        worth = 0.0
    return Answered(event_us, stopped_us, landed_us, given[0] if given else 0, rounded(worth, SHARE) or 0.0)


def contacts(upkeep: Upkeep, end_us: int) -> list[tuple[int, int]]:
    """Begin and end of every contact since the event, the one under way at it included."""
    found: list[tuple[int, int]] = []
    touching = not upkeep.edges or not upkeep.edges[0][1]
    since_us = upkeep.event_us or 0
    for t_us, down in upkeep.edges:
        if touching and not down:
            found.append((since_us, t_us))
        since_us, touching = t_us, down
    return [*found, (since_us, end_us)] if touching else found


def against_consent_us(upkeep: Upkeep, end_us: int) -> int | None:
    """When needles worked against a raised hand: in contact 3 s after it, before a right answer; None if never."""
    late_us = (upkeep.event_us or 0) + LATE_US
    for begin_us, until_us in contacts(upkeep, end_us):
        first_us = max(begin_us, late_us)
        if first_us < min(until_us, upkeep.settled_us):
            return first_us
    return None
