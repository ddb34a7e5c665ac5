"""The step of trying: treat it now, let the reference hand try, and see what hands of every kind would score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from simulator import session
from simulator.app import ways
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Option, Sheet
from simulator.operators.operate import operate
from simulator.outcome.response_patient import in_brief
from simulator.report.drawn import treated
from simulator.session import Scenario
from simulator.words import _, mark

if TYPE_CHECKING:
    from simulator.app.screens.studio import Studio

HANDS = (
    ("expert", "pen", mark("reference hand")),
    ("competent", "pen", mark("good hand, pen")),
    ("competent", "mouse", mark("good hand, mouse")),
    ("novice", "mouse", mark("beginner, mouse")),
)
SEED, LONG_S = 1, 600.0
"""Every hand makes one run under this seed; plans that take longer than so many seconds are not tried in the window."""


class Scored(NamedTuple):
    """What one hand reached, how long it took, whether it made a critical error, and what cost it most."""

    title: str
    points: float
    minutes: float
    critical: bool
    lost: str


class Hands(NamedTuple):
    """All hands, and what the model says of the reference hand's skin half a year later: gain and scar, 0 to 1."""

    scores: tuple[Scored, ...]
    scar: float


def hands(scenario: Scenario, parameters: object) -> Iterator[Hands]:
    """What hands of every kind make of it, one hand at a time; the reference hand comes first (2 s on a face)."""
    scar, found = None, list[Scored]()
    for one in _scores(scenario):
        found.append(one)
        scar = _scar(scenario, parameters) if scar is None else scar
        yield Hands(tuple(found), scar)


def _scar(scenario: Scenario, parameters: object) -> float:
    """The scar that the model has where the reference hand was, half a year later."""
    run = session.begin(scenario, SEED)
    run.advance(operate(scenario, "expert", "pen", SEED))
    healed = in_brief(treated(scenario, [(0.0, run.skin)]))(parameters)  # type: ignore[arg-type]
    return float(min(max(healed.curve("scar", [180.0])[0], 0.0), 1.0))


def _scores(scenario: Scenario) -> Iterator[Scored]:
    for skill, grip, title in HANDS:
        run, hand = session.begin(scenario, SEED), operate(scenario, skill, grip, SEED)
        run.advance(hand)
        outcome = session.conclude(scenario, run)
        parts = [part for part in outcome.parts.values() if part is not None]
        worst = max(parts, key=lambda part: part.weight - part.points, default=None)
        lost = worst.reason if worst is not None and worst.weight - worst.points > 0.5 else ""
        yield Scored(title, outcome.score.total, hand.end_us / 60e6, bool(outcome.critical), lost)


def fill(sheet: Sheet, studio: Studio) -> None:
    """Two ways to try it, and what came of it."""
    sheet.chips([Option(_("Try it: treat it now"), 0)], lambda _n: treat(studio))
    sheet.chips([Option(_("Let the reference hand try"), 0)], lambda n: ask(studio, n))
    solved = studio.solved
    if solved is None and studio.solving is not None:
        sheet.text(_("The reference hand is at work …"))
        return
    if solved is None:
        sheet.text(_("The reference hand works on it without a window and says what can be reached."))
        return
    best = solved.scores[0]
    lines = [_("Best reachable: {points:.0f} points in {minutes:.1f} minutes.")]
    lines[0] = lines[0].format(points=best.points, minutes=best.minutes)
    if best.lost:
        lines.append(best.lost)
    lines.append(_("Scar in the model, half a year later: {scar:.0%} of the worst it knows.").format(scar=solved.scar))
    sheet.panel(_("The reference hand"), "\n".join(lines))
    others = [
        _("{hand}: {points:.0f} points").format(hand=_(one.title), points=one.points) for one in solved.scores[1:]
    ]
    if len(solved.scores) < len(HANDS):
        others.append(_("Others are still at it …"))
    sheet.panel(_("Other computed hands"), "\n".join(others))


def ask(studio: Studio, _number: int) -> Screen:
    """Lets all hands try, one a frame."""
    from simulator.files import parameters

    if studio.scenario is not None and not studio.faults:
        sheet = parameters.load(studio.program.places.assets)
        return studio.solve(hands(studio.scenario, sheet.knowledge.best()))
    return studio.again()


def treat(studio: Studio) -> Screen:
    """The draft as it is, treated now; the way back leads to the studio."""
    if studio.scenario is None or studio.faults:
        return studio.again()
    studio.save()
    studio.program.studio = studio
    return ways.consult(studio.program, studio.scenario)
