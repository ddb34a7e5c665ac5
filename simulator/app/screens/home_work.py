"""What home does piece by piece: scenarios before its first frame, then the library, then the pictures of the cards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Literal

from simulator.app.screens.home_cards import Card, Interrupted, card, interrupted, standings, unreadable
from simulator.app.screens.home_given import Given, given
from simulator.app.stamp import stamp
from simulator.errors import RunError
from simulator.files import audit, notes
from simulator.files.notes import NoteForm
from simulator.words import _

if TYPE_CHECKING:
    import pygame

    from simulator.app.program import Program
    from simulator.files.library import Library
    from simulator.session import Scenario

SIZE, MARGIN_MM = (480, 288), 6.0
"""Pixels of a card's picture, which cards cut above and below and the large panels at the sides, and skin around it."""


@dataclass(slots=True)
class Shelf:
    """What home knows so far; `pictures` by scenario id, `faulty` the names of files that cannot be used.

    `doubt` is the way on that would discard the interrupted run, and waits for an answer.
    """

    cards: list[Card] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)
    interrupted: Interrupted | None = None
    pictures: dict[str, pygame.Surface] = field(default_factory=dict)
    doubt: Literal["", "again", "discard"] = ""
    given: list[Given] = field(default_factory=list)
    notes: list[NoteForm] = field(default_factory=list)


def work(program: Program, shelf: Shelf) -> Iterator[None]:
    """Fills the shelf; every step ends where a frame may be shown, and nothing slow is imported before the first."""
    from simulator.files.scenario import list_scenarios

    listed = list_scenarios(program.places)
    scenarios = [one.scenario for one in listed if one.scenario]
    shelf.cards = [card(scenario) for scenario in sorted(scenarios, key=lambda s: (s.level, s.title))]
    shelf.faulty = [one.path.name for one in listed if not one.scenario]
    yield
    rules = {scenario.id: scenario.pass_rule for scenario in scenarios}
    rows = program.library.runs()
    went = standings(rows, program.trainee, rules)
    shelf.given = given(program, rows)
    shelf.notes = notes.kept(program.places, program.trainee)
    shelf.cards = [one._replace(standing=went.get(one.scenario.id, one.standing)) for one in shelf.cards]
    shelf.interrupted = last_interrupted(program.library)
    yield
    yield from _pictures(program, shelf)


def last_interrupted(library: Library) -> Interrupted | None:
    """The run that was interrupted last; one that cannot be read only where there is no other."""
    found, lost = [], []
    for path in library.interrupted():
        try:
            found.append((path, library.recover(path)))
        except RunError as error:
            lost.append(unreadable(path, str(error)))
    if not found:
        return lost[0] if lost else None
    path, recording = max(found, key=lambda one: datetime.fromisoformat(one[1].header.started))
    return interrupted(path, recording, len(found) - 1, datetime.now().astimezone().date())


def put_away(program: Program, run: Interrupted) -> None:
    """The interrupted run is offered no more: kept as an attempt where it was one, else removed."""
    if run.recording is None:
        program.library.discard(run.path)
        audit.add(program.library.folder, stamp(program.trainee), "discard", about=run.path.stem, why=_("unreadable"))
        return
    from simulator.app.screens import treat_record

    treat_record.put_away(program, run.path)


def doubt_in_words(run: Interrupted) -> str:
    """What becomes of an interrupted run that is discarded."""
    from simulator.app.screens.treat_record import attempted

    if run.recording and attempted(run.recording.hand, run.recording.scenario, run.recording.hand.end_us):
        return _("Discard this run? It got far enough to count as an attempt, with the score it has now.")
    return _("Discard this run? Nothing of it will be left.")


def _pictures(program: Program, shelf: Shelf) -> Iterator[None]:
    """Pictures that were made before, at once; then those that are missing, one by one."""
    from simulator.app import portraits

    missing, ground = [], program.style.colour["stage"]
    for one in shelf.cards:
        portrait = portraits.load(program.places.cache, one.scenario, ground)
        if portrait is None:
            missing.append(one.scenario)
        else:
            shelf.pictures[one.scenario.id] = card_picture(portrait, one.scenario, ground)
    yield
    for scenario in missing:  # a face takes seconds to draw, which nobody should have to wait for
        drawn: list[pygame.Surface] = []
        work = Thread(target=_draw, args=(drawn, program.places.cache, scenario, ground), daemon=True)
        work.start()
        while work.is_alive():
            yield
        if drawn:
            shelf.pictures[scenario.id] = card_picture(drawn[0], scenario, ground)
        yield


def _draw(drawn: list[pygame.Surface], folder: Path, scenario: Scenario, ground: pygame.Color) -> None:
    import pygame

    from simulator.app import portraits

    with suppress(pygame.error):  # the window was closed meanwhile: the file is there for the next start
        drawn.append(portraits.make(folder, scenario, ground))


def card_picture(portrait: pygame.Surface, scenario: Scenario, ground: pygame.Color) -> pygame.Surface:
    """As much of a portrait as its width at all that is treated, with the first zone of the plan at half its height."""
    from simulator.app import patient, portraits

    left, _top, right, _bottom = patient.section(scenario, MARGIN_MM)
    _left, top, _right, bottom = patient.framed(scenario, [scenario.plans[0].zone], MARGIN_MM)
    high, y = (right - left) * SIZE[1] / SIZE[0], (top + bottom) / 2
    return portraits.cut(portrait, (left, y - high / 2, right, y + high / 2), SIZE, ground)
