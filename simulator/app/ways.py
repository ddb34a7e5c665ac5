"""Which screen follows which; every screen is imported when it is first gone to, so that the first frame comes soon."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.app.program import Program
from simulator.words import _

if TYPE_CHECKING:
    from simulator.app.screen import Screen
    from simulator.app.screens.replay import Replay
    from simulator.app.screens.treat_record import Before, Record
    from simulator.needling.run import Run
    from simulator.session import Recording, Scenario


def home(program: Program) -> Screen:
    """The list of scenarios; while the steps of a day are under way, the page that leads to the next one; from a draft
    that is being tried back to the studio.
    """
    if program.studio is not None:
        back, program.studio = program.studio, None
        return back
    if program.today is not None:
        return today(program)
    from simulator.app.screens.home import Home

    return Home(program)


def result(program: Program, recording: Recording) -> Screen:
    """The result of a kept run, computed from its recording."""
    from simulator.app.screens.result import Result

    return Result(program, recording)


def treat(program: Program, scenario: Scenario) -> Screen:
    """A new run of a scenario, with a choice of the device where it is left open."""
    if len(scenario.devices) > 1:
        from simulator.app.screens.devices import Devices

        return Devices(program, scenario)
    return consult(program, scenario)


def consult(program: Program, scenario: Scenario) -> Screen:
    """A new run with the scenario's device, from the consultation on where it asks for one."""
    if scenario.care is not None:
        from simulator.app.screens.care import Care

        return Care(program, scenario)
    return cared(program, scenario)


def cared(program: Program, scenario: Scenario, before: Before | None = None) -> Screen:
    """The treatment itself, after what has come before it."""
    from simulator.app.screens.prepare import Prepare

    def make() -> Screen:
        from simulator.app.screens.treat import Treat

        return Treat(program, scenario, before=before)

    return Prepare(program, scenario, make)


def after(program: Program, record: Record, run: Run) -> Screen:
    """What follows a treatment: the aftercare where the scenario asks for it, and then the result."""
    care = record.scenario.care
    if care is None or not care.after or not record.hand.samples.down.any():
        return result(program, record.keep(run))
    from simulator.app.screens.care_after import Aftercare

    return Aftercare(program, record, run, care)


def resume(program: Program, path: Path) -> Screen:
    """A run that was interrupted, from where its journal ends."""
    from simulator.app.screens.prepare import Prepare
    from simulator.files.journal import Journal

    journal, recording = Journal.resume(path)

    def make() -> Screen:
        from simulator.app.screens.treat import Treat

        return Treat(program, recording.scenario, (journal, recording))

    return Prepare(program, recording.scenario, make)


def heal(program: Program, recording: Recording) -> Screen:
    """What the model predicts for the skin of a kept run."""
    from simulator.app.screens.prepare import Prepare

    def make() -> Screen:
        from simulator.app.screens.heal import Heal

        return Heal(program, recording)

    return Prepare(program, recording.scenario, make)


def compare(program: Program, recording: Recording, chosen: str = "reference") -> Screen:
    """A kept run beside another of the same scenario."""
    from simulator.app.screens.prepare import Prepare

    def make() -> Screen:
        from simulator.app.screens.compare import Compare

        return Compare(program, recording, chosen)

    return Prepare(program, recording.scenario, make, _("Preparing both runs …"))


def today(program: Program) -> Screen:
    """Five minutes without choosing."""
    from simulator.app.screens.today import Today

    return Today(program)


def learn(program: Program) -> Screen:
    """The six lessons."""
    from simulator.app.screens.learn import Learn

    return Learn(program)


def lesson(program: Program, number: int) -> Screen:
    """One of them, where it was left."""
    from simulator.app.screens.lesson import LessonScreen

    left = program.lessons.pop(number, None)
    return left.back() if left and left.style is program.style else LessonScreen(program, number)


def setup(program: Program, then: Callable[[Program], Screen] | None = None) -> Screen:
    """How somebody likes it; then home, or wherever this was asked for."""
    from simulator.app.screens.setup import Setup

    return Setup(program, then or home)


def studio(program: Program) -> Screen:
    """Where scenarios are made."""
    from simulator.app.screens.studio_list import StudioList

    return StudioList(program)


def photo(program: Program) -> Screen:
    """A photo to trace over."""
    from simulator.app.screens.studio_photo import TracePhoto

    return TracePhoto(program)


def calibrate(program: Program) -> Screen:
    """One millimetre of hand is measured with a card."""
    from simulator.app.screens.calibrate import Calibrate

    return Calibrate(program)


def selftest(program: Program) -> Screen:
    """Whether this machine is quick enough."""
    from simulator.app.screens.selftest import SelfTest

    return SelfTest(program)


def keys(program: Program) -> Screen:
    """Which key does what."""
    from simulator.app.screens.keyboard import Keyboard

    return Keyboard(program)


def first(program: Program) -> Screen:
    """The first lanes of somebody who has never been here."""
    from simulator.app.screens.first import First

    return First(program)


def doors(program: Program, run: Run | None) -> Screen:
    """After the first lanes, or instead of them: who sits here, and what for."""
    from simulator.app.screens.doors import Doors

    return Doors(program, run)


def progress(program: Program) -> Screen:
    """How somebody comes on."""
    from simulator.app.screens.progress import Progress

    return Progress(program)


def desk(program: Program) -> Screen:
    """The runs that an assessor has to judge."""
    from simulator.app.screens.desk import Desk

    return Desk(program)


def judge(program: Program, recording: Recording) -> Screen:
    """A run without its score, to be judged."""
    from simulator.app.screens.prepare import Prepare

    def make() -> Screen:
        from simulator.app.screens.judge import Judge

        return Judge(program, recording)

    return Prepare(program, recording.scenario, make)


def revealed(program: Program, recording: Recording) -> Screen:
    """One's own judgement beside the others' and the score, once it is committed."""
    from simulator.app.screens.revealed import Revealed

    return Revealed(program, recording)


def replay(
    program: Program,
    recording: Recording,
    begin: Callable[[Replay], None] | None = None,
    then: Callable[[], Screen] | None = None,
) -> Screen:
    """A kept run, seen again from where `begin` goes to; then its result, or something else."""
    from simulator.app.screens.prepare import Prepare

    def _make() -> Screen:
        from simulator.app.screens.replay import Replay

        seen = Replay(program, recording)
        seen.then = then or seen.then
        if begin is not None:
            begin(seen)
        return seen

    return Prepare(program, recording.scenario, _make)
