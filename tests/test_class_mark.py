"""A mark that a school's own people stand for: from runs that were handed in to the mark that a scenario judges by."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from test_classroom import FLAT, assignment, made, seat  # noqa: E402
from test_treat_run import Player  # noqa: E402

from simulator.app.program import Program  # noqa: E402
from simulator.app.screens.class_board import ClassBoard  # noqa: E402
from simulator.app.screens.class_mark import ABLE, LEARNING, OUT, ProposeMark  # noqa: E402
from simulator.app.screens.notice import Notice  # noqa: E402
from simulator.app.screens.studio import Studio  # noqa: E402
from simulator.app.screens.studio_list import StudioList  # noqa: E402
from simulator.files import classroom, recording  # noqa: E402
from simulator.files.classroom_forms import ClassForm  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.scenario import find, load  # noqa: E402
from simulator.standing.cutscore import Cut, contrasting  # noqa: E402
from simulator.studio import edits  # noqa: E402

STAFF, CLASS = tuple(f"Staff-{n}" for n in range(4)), tuple(f"Heron-{n}" for n in range(4))

pytestmark = pytest.mark.usefixtures("screen")


def proposed(home: Path) -> tuple[Program, ProposeMark, dict[str, list[float]]]:
    """Staff and learners in two classes, each person with two runs, and everybody's scores."""
    teacher, library, scores = seat(home / "teacher", "Teacher"), Library(home / "elsewhere"), dict[str, list[float]]()
    for klass, people, skills in (("staff", STAFF, ("expert", "competent")), ("class-a", CLASS, ("novice", "hasty"))):
        classroom.save_class(teacher.places, ClassForm(id=klass, title=klass, members=people))
        for number, who in enumerate(people):
            for run in range(2):
                path = made(library, f"{who}-{run}", who, skills[number % 2], 10 * number + run)
                classroom.collect(teacher.places, klass, path)
                told = recording.read_outcome(path)
                assert told is not None
                scores.setdefault(who, []).append(told["score"])
    classroom.save_assignment(teacher.places, assignment((*STAFF, *CLASS), klass="class-a"))
    board = ClassBoard(teacher, ClassForm(id="class-a", title="class-a", members=CLASS))
    Player(board).frame(2)
    screen = board.propose()
    assert isinstance(screen, ProposeMark)
    Player(screen).frame(2)
    return teacher, screen, scores


def told_apart(screen: ProposeMark) -> Cut:
    for who in (*STAFF, *CLASS):
        screen.put(who, ABLE if who in STAFF else LEARNING)
    cut = screen.cut()
    assert isinstance(cut, Cut)
    return cut


def test_everybody_counts_once_with_the_mean_of_their_runs(tmp_path: Path) -> None:
    _teacher, screen, scores = proposed(tmp_path)
    assert screen.people("mouse") == sorted((*STAFF, *CLASS)) and screen.devices == ["mouse"]
    assert isinstance(screen.cut(), str), "before anybody is in a group there is a sentence instead"
    cut = told_apart(screen)
    means = {who: sum(own) / len(own) for who, own in scores.items()}
    assert cut == contrasting([means[who] for who in STAFF], [means[who] for who in CLASS])
    screen.put(STAFF[0], OUT)
    assert screen.cut() == contrasting([means[who] for who in STAFF[1:]], [means[who] for who in CLASS])


def test_it_becomes_the_mark_of_the_next_version_and_says_how_many_stand_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher, screen, _scores = proposed(tmp_path)
    cut = told_apart(screen)
    studio = screen.use(cut)
    assert isinstance(studio, Studio) and studio.scenario is not None and studio.step == 2
    own = studio.scenario.rubric
    assert own.mark("mouse") == (round(cut.mark, 1), 0) and own.mark("mouse").provisional, "too few people"
    assert own.mark("pen").mark == FLAT.rubric.mark("pen").mark
    monkeypatch.setattr("simulator.standing.cutscore.ENOUGH", 4)
    studio = screen.use(cut)
    assert isinstance(studio, Studio) and studio.scenario is not None
    assert studio.scenario.rubric.mark("mouse") == (round(cut.mark, 1), 8)
    Player(studio).frame(30)
    assert not studio.told.problems
    notice = studio.publish()
    assert isinstance(notice, Notice)
    kept = load(find(studio.id, teacher.places), teacher.places)
    assert kept.rubric.mark("mouse") == (round(cut.mark, 1), 8) and not kept.rubric.mark("mouse").provisional
    player = Player(notice)
    player.frame(2)
    following = notice.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode=""))
    assert isinstance(following, StudioList), "it leads to where one came from"
    again = following.open(kept, 0)
    again.did(edits.put(again.work.now, "marks", None))
    assert again.scenario is not None and again.scenario.rubric.mark("mouse") == FLAT.rubric.mark("mouse")


def test_a_run_that_was_edited_stands_for_nothing(tmp_path: Path) -> None:
    teacher, screen, scores = proposed(tmp_path)
    before = told_apart(screen)
    handed_in = classroom.collected(teacher.places, "staff")
    (path,) = [one for one in handed_in if recording.peek(one).header.run.run_id == f"{STAFF[0]}-0"]
    kept, told = recording.read(path), recording.read_outcome(path)
    assert told is not None
    path.write_bytes(recording.to_bytes(kept, told | {"score": 20.0}))
    assert screen.score(STAFF[0]) == pytest.approx(scores[STAFF[0]][1])
    assert told_apart(screen).people == before.people
