"""A teacher in the real window, with a real mouse: gives something out, finds why, and leaves a note."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from both import Both  # noqa: E402
from desk import display, wait_for  # noqa: E402
from learners import WEAK  # noqa: E402
from test_classroom import FLAT, PEOPLE, assignment, made  # noqa: E402

from simulator.app import ways  # noqa: E402
from simulator.app.screens.class_why import Why  # noqa: E402
from simulator.app.screens.note_new import NewNote  # noqa: E402
from simulator.app.screens.replay import Replay  # noqa: E402
from simulator.files import classroom, notes, places, settings  # noqa: E402
from simulator.files.classroom_forms import ClassForm  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.words import _  # noqa: E402

MOST_CLICKS, MOST_S = 8, 120


def teacher(home: Path) -> None:
    """A class of three with one assignment, and two weak runs of everybody."""
    settings.change(home / "settings", welcomed=True, set_up=True, trainee="Teacher", language="en")
    here, library = places.find(home), Library(home / "elsewhere")
    classroom.save_class(here, ClassForm(id="class-a", title="Class A", members=PEOPLE))
    classroom.save_assignment(here, assignment())
    for number, who in enumerate(PEOPLE):
        for seed in (number, 10 + number):
            path = made(library, f"run-{seed}", who, WEAK["spacing"], seed)
            classroom.collect(here, "class-a", path)


def done(both: Both, what: str) -> None:
    print(f"{what}: {both.seconds:.0f} s, {both.clicks} clicks")
    assert both.seconds <= MOST_S and both.clicks <= MOST_CLICKS, what


@pytest.mark.alone
def test_assign_why_and_note_each_in_two_minutes_and_eight_clicks(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    for one in (home, elsewhere):
        teacher(one)
    with display() as name:
        both = Both(name, home, elsewhere, "Teacher")
        try:
            both.begin(ways.home(both.program))
            both.click("Teach")
            both.row(0)
            both.click("Assign")
            titles = [_(one.title) for one in both.screen.scenarios]  # type: ignore[attr-defined]
            both.row(titles.index(FLAT.title))
            both.click("Write the file")
            given = wait_for(lambda: classroom.handed_out(places.find(home))[1:], 10, "nothing was handed out")
            done(both, "assigned")
            assert {one.members for one in given} == {PEOPLE} and {one.tasks[0].id for one in given} == {FLAT.id}

            both.click("Home")
            both.restart()
            both.click("Teach")
            both.row(0)
            both.click("Week 1")
            both.click("Why?")
            why = both.screen
            assert isinstance(why, Why) and why.reasons[0].skill.id == "spacing"
            assert set(why.reasons[0].people) == set(PEOPLE)
            done(both, "found why")

            both.restart()
            both.click("Six seconds")
            replay = both.screen
            assert isinstance(replay, Replay)
            both.press(replay.view._header._buttons["note"].center)
            time.sleep(1.0)
            both.screen = replay.note()
            both.settle()
            assert isinstance(both.screen, NewNote)
            both.type(0, "Lanes closer: a third of the tip.")
            both.click("Pin it here")
            done(both, "left a note")
            both.click("Back to the run")
        finally:
            both.close()
    (path,) = (home / "handed-out").glob("*.note")
    note = notes.read(path)
    assert note is not None and note.text == "Lanes closer: a third of the tip." and note.person in PEOPLE
    trainee = places.find(tmp_path / "trainee")
    assert notes.take(trainee, path) == note and notes.kept(trainee, note.person) == [note]
