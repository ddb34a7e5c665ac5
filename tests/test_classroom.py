"""A class: names, assignments as files, bundles that come back, and a board that names what was planted."""

from __future__ import annotations

import json
import os
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from learners import WEAK  # noqa: E402
from test_treat_run import Player  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app import ways  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screen import Screen  # noqa: E402
from simulator.app.screens.class_assign import Assign  # noqa: E402
from simulator.app.screens.class_board import ClassBoard  # noqa: E402
from simulator.app.screens.class_new import NewClass  # noqa: E402
from simulator.app.screens.class_person import Person, told  # noqa: E402
from simulator.app.screens.class_show import Show  # noqa: E402
from simulator.app.screens.class_why import Why  # noqa: E402
from simulator.app.screens.home import Home  # noqa: E402
from simulator.app.screens.home_given import given, in_words  # noqa: E402
from simulator.app.screens.note_new import NewNote  # noqa: E402
from simulator.app.screens.notice import Notice  # noqa: E402
from simulator.app.screens.replay import Replay  # noqa: E402
from simulator.app.screens.studio_list import StudioList  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.errors import LibraryError  # noqa: E402
from simulator.files import classroom, notes, outcome, places, privacy, recording, variation  # noqa: E402
from simulator.files.classroom_forms import MOST_PEOPLE, MOST_TASKS, AssignmentForm, ClassForm, TaskForm  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.notes import NoteForm  # noqa: E402
from simulator.files.places import Places  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.needling.hand import Hand, samples  # noqa: E402
from simulator.operators.habits import SKILLS, Skill  # noqa: E402
from simulator.operators.operate import operate  # noqa: E402
from simulator.report import board  # noqa: E402
from simulator.session import Header, Recording  # noqa: E402

FLAT = load("flat-patch", places.find())
PEOPLE = ("Heron-1", "Otter-2", "Finch-3")


pytestmark = pytest.mark.usefixtures("screen")


def seat(home: Path, who: str) -> Program:
    found = places.find(home)
    return Program(Style(), found, Library(found.runs), who)


def assignment(members: tuple[str, ...] = PEOPLE, **more: object) -> AssignmentForm:
    values: dict[str, object] = {
        "id": "week-1", "title": "Week 1", "klass": "Class A", "made": "2026-11-01T08:00:00+01:00", "due": "2026-11-27",
        "members": members, "tasks": (TaskForm(id=FLAT.id, title=FLAT.title, texts=dict(FLAT.texts)),),
    }  # fmt: skip
    return AssignmentForm(**(values | more))  # type: ignore[arg-type]


def made(library: Library, run_id: str, who: str, skill: str | Skill, seed: int, helped: bool = False) -> Path:
    """A kept run, begun in the order of its seed."""
    hand = operate(FLAT, skill, "pen", seed)
    if helped:
        from simulator.needling.hand import Act

        hand = Hand(hand.samples, tuple(sorted((*hand.acts, Act(600_000, "ghost", 1)))))
    started = f"2026-11-{10 + seed // 60:02d}T10:{seed % 60:02d}:00+01:00"
    run = Recording(Header(run_id, who, seed, 1, started, "relative", 1.0, 6.0, "hold", "live"), FLAT, hand)
    told = session.conclude(FLAT, session.replay(run), run.header.device_class)
    return library.keep(run, outcome.summary(FLAT, run.header, told))


def test_names_come_out_of_lists_and_tables() -> None:
    assert classroom.names("Anna\nBen, Cleo;Dan\tEva\n\n Anna \n") == ("Anna", "Ben", "Cleo", "Dan", "Eva")
    assert classroom.names(" \n,;") == ()


def test_taking_and_collecting_twice_is_harmless(tmp_path: Path) -> None:
    teacher, trainee = places.find(tmp_path / "t"), places.find(tmp_path / "a")
    path = classroom.save_assignment(teacher, assignment())
    for _ in range(2):
        assert classroom.take(trainee, path) == assignment()
    assert len(classroom.taken(trainee)) == 1
    library = Library(trainee.runs)
    runs = [made(library, f"run-{n}", PEOPLE[0], "expert", n) for n in range(3)]
    bundle = classroom.bundle(trainee, assignment(), PEOPLE[0], runs)
    assert classroom.bundle(trainee, assignment(), PEOPLE[0], runs).read_bytes() == bundle.read_bytes()
    first, wrong = classroom.collect(teacher, "class-a", bundle)
    again, _wrong = classroom.collect(teacher, "class-a", bundle)
    assert len(first) == 3 and again == [] and wrong == []
    assert classroom.collect(teacher, "class-a", runs[0]) == ([], []), "a run by itself is known, too"
    assert len(classroom.collected(teacher, "class-a")) == 3


@pytest.mark.parametrize("data", [b"", b"PK nonsense", b"{}", b'{"format": 1}', b"\xff" * 100])
def test_what_cannot_be_read_is_a_sentence_and_costs_nothing(tmp_path: Path, data: bytes) -> None:
    here = places.find(tmp_path)
    for name in ("a.assignment", "a.bundle"):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(LibraryError, match=name):
            classroom.take(here, tmp_path / name) if name.endswith("assignment") else classroom.collect(
                here, "c", tmp_path / name
            )
    assert classroom.taken(here) == [] and classroom.collected(here, "c") == []


def test_states_follow_the_rule(tmp_path: Path) -> None:
    library, one = Library(tmp_path), assignment()

    def state(*runs: tuple[str, bool], rule: AssignmentForm = one) -> str:
        known = [
            board.know(made(library, f"r{n}-{skill}-{helped}-{len(runs)}", "x", skill, n, helped))
            for n, (skill, helped) in enumerate(runs)
        ]
        return board.cell(known, rule).state

    assert state() == "not begun"
    assert state(("hasty", False)) == "under way"
    assert state(("expert", False), ("hasty", False), ("expert", False)) == "met"
    assert state(*[("hasty", False)] * 5) == "stuck"
    assert state(("expert", True), ("expert", True)) == "aided only"
    assert state(("expert", True), ("expert", True), rule=assignment(help=True)) == "met"


def test_an_edited_run_is_shown_and_counts_for_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path)
    path = made(library, "poor", "Heron-1", "hasty", 1)
    kept, told = recording.read(path), recording.read_outcome(path)
    better = operate(FLAT, "expert", "pen", 1)
    forged = Recording(
        kept.header, FLAT, Hand(samples(*[getattr(better.samples, c) for c in ("t_us", "x_um", "y_um", "down")]))
    )
    (tmp_path / "forged.run").write_bytes(recording.to_bytes(forged, told))
    told = board.told(tmp_path / "forged.run")
    assert not (told.checked or told.edited), "what it says of itself is not checked yet"
    known = board.know(tmp_path / "forged.run")
    assert board.told(tmp_path / "forged.run") == known and known.checked
    assert known.edited and not board.know(path).edited
    assert board.cell([known, known], assignment()).state != "met"


PLANTED = ("speed", "depth", "turning")


def forty(folder: Path, runs: int) -> dict[str, str]:
    """So many runs each of forty people: first as a beginner, then with the one weakness that was planted."""
    library, truth = Library(folder), {}
    for number in range(40):
        who, cause = f"Trainee-{number:02d}", PLANTED[number % len(PLANTED)]
        truth[who] = cause
        made(library, f"{who}-0", who, SKILLS["novice"], number)
        for run in range(1, runs):
            made(library, f"{who}-{run}", who, WEAK[cause], 40 * run + number)
    return truth


def named(folder: Path, truth: dict[str, str]) -> tuple[float, float, float]:
    """Seconds for a first board of runs as they say they went, and the worst precision and recall of the causes that
    it names; once they are checked it says the same.
    """
    paths = sorted(folder.glob("*.run"))
    begun = time.perf_counter()
    known, wrong = board.read(paths, board.told)
    found = board.board(assignment(tuple(truth)), known)
    took = time.perf_counter() - begun
    assert not any(cell.checked for cell in found.cells.values())
    checked = board.board(assignment(tuple(truth)), board.read(paths)[0])
    assert {place: cell.state for place, cell in found.cells.items()} == {
        place: cell.state for place, cell in checked.cells.items()
    }
    assert all(cell.checked and not cell.edited for cell in checked.cells.values())
    whose = [[(one.skill.id, one.people) for one in told.reasons[FLAT.id]] for told in (found, checked)]
    assert whose[0] == whose[1]
    reasons = found.reasons[FLAT.id]
    assert not wrong and {reason.skill.id for reason in reasons} == set(PLANTED)
    precision, recall = [], []
    for reason in reasons:
        whose = {who for who, cause in truth.items() if cause == reason.skill.id}
        hit = len(whose & set(reason.people))
        precision.append(hit / len(reason.people))
        recall.append(hit / len(whose))
        assert reason.example.trainee in reason.people
    assert {found.cells[who, FLAT.id].attempts for who in truth} == {len(paths) // len(truth)}
    return took, min(precision), min(recall)


def test_the_board_names_what_was_planted(tmp_path: Path) -> None:
    """Two runs each; twenty in scripts/board_long.py."""
    took, precision, recall = named(tmp_path, forty(tmp_path, 2))
    assert took < 5 and precision >= 0.9 and recall >= 0.9


def test_from_a_class_to_the_board_through_three_libraries(tmp_path: Path) -> None:
    teacher = seat(tmp_path / "teacher", "Teacher")
    new = NewClass(teacher)
    Player(new).frame(3)
    new._named("Class A")
    new._put("\n".join(PEOPLE))
    shown = new.make()
    assert isinstance(shown, ClassBoard) and shown.klass.members == PEOPLE
    assign = shown.assign()
    Player(assign).frame(3)
    assert isinstance(assign, Assign) and assign.write() is assign, "an empty basket is no assignment"
    assign.put([one.id for one in assign.scenarios].index("flat-patch"))
    assert isinstance(assign.write(), Notice)
    (file,) = (tmp_path / "teacher" / "handed-out").glob("*.assignment")
    bundles = []
    for who, skills in zip(PEOPLE, (("expert", "expert"), ("hasty", "hasty"), ()), strict=True):
        trainee = seat(tmp_path / who, who)
        home = Home(trainee)
        home = home.handle(pygame.event.Event(pygame.DROPFILE, file=str(file)))
        player = Player(home)
        player.frame(4)
        for number, skill in enumerate(skills):
            later(trainee, f"{who}-{number}", who, skill, number)
        (mine,) = given(trainee, trainee.library.runs())
        assert (not mine.left) == (who == PEOPLE[0]) and len(mine.runs) == len(skills)
        if skills:
            assert isinstance(home.hand_in(mine), Notice)
            bundles += list((tmp_path / who / "to-hand-in").glob("*.bundle"))
        home.close()
    board_shown = ClassBoard(teacher, shown.klass)
    player = Player(board_shown)
    for bundle in bundles:
        board_shown.handle(pygame.event.Event(pygame.DROPFILE, file=str(bundle)))
        player.frame(2)
    cells = board_shown.board.cells
    assert [cells[who, "flat-patch"].state for who in PEOPLE] == ["met", "under way", "not begun"]
    why = board_shown.why("flat-patch")
    assert isinstance(why, Why) and why.reasons[0].people == (PEOPLE[1],)
    Player(why).frame(3)
    drill = why.give(why.reasons[0])
    assert isinstance(drill, Assign) and drill.members == (PEOPLE[1],) and len(drill.basket) == 1


def later(trainee: Program, run_id: str, who: str, skill: str, seed: int) -> None:
    """A run that was begun after the assignment was made."""
    hand = operate(FLAT, skill, "pen", seed)
    header = Header(run_id, who, seed, 1, f"2099-01-01T10:0{seed}:00+01:00", "relative", 1.0, 6.0, "hold", "live")
    run = Recording(header, FLAT, hand)
    told = session.conclude(FLAT, session.replay(run), header.device_class)
    trainee.library.keep(run, outcome.summary(FLAT, header, told))


def test_a_watched_folder_is_collected_by_itself(tmp_path: Path) -> None:
    teacher = seat(tmp_path / "t", "Teacher")
    classroom.save_assignment(teacher.places, assignment())
    klass = ClassForm(id="class-a", title="Class A", members=PEOPLE, watched=str(tmp_path / "share"))
    player = Player(ClassBoard(teacher, klass))
    player.frame(4)
    trainee = places.find(tmp_path / "a")
    runs = [made(Library(trainee.runs), "run", PEOPLE[0], "expert", 1)]
    (tmp_path / "share").mkdir()
    bundle = classroom.bundle(trainee, assignment(), PEOPLE[0], runs)
    (tmp_path / "share" / bundle.name).write_bytes(bundle.read_bytes())
    player.frame(150)
    assert player.screen.board.cells[PEOPLE[0], "flat-patch"].attempts == 1


@pytest.mark.parametrize(
    ("today", "said"), [((2026, 11, 25), "due Friday"), ((2026, 11, 1), "due 27.11."), ((2026, 12, 1), "was due")]
)
def test_home_says_until_when(tmp_path: Path, today: tuple[int, int, int], said: str) -> None:
    trainee = seat(tmp_path, PEOPLE[0])
    classroom.take(trainee.places, classroom.save_assignment(places.find(tmp_path / "t"), assignment()))
    (mine,) = given(trainee, [])
    assert said in in_words(mine, date(*today)) and "1 left" in in_words(mine, date(*today))


def test_nothing_of_somebody_is_left_in_classes(tmp_path: Path) -> None:
    teacher: Places = places.find(tmp_path)
    classroom.save_class(teacher, ClassForm(id="class-a", title="Class A", members=PEOPLE))
    classroom.save_assignment(teacher, assignment())
    classroom.take(teacher, classroom.save_assignment(teacher, assignment()))
    run = made(Library(teacher.runs), "hx-77", PEOPLE[0], "expert", 1)
    classroom.collect(teacher, "class-a", classroom.bundle(teacher, assignment(), PEOPLE[0], [run]))
    board.read(classroom.collected(teacher, "class-a"))
    assert privacy.unknown(teacher) == []
    _count, left = privacy.delete(teacher, PEOPLE[0])
    assert left == []
    assert classroom.classes(teacher)[0].members == PEOPLE[1:]
    assert classroom.collected(teacher, "class-a") == []


def test_the_teacher_finds_classes_in_the_studio(tmp_path: Path) -> None:
    teacher = seat(tmp_path, "Teacher")
    classroom.save_class(teacher.places, ClassForm(id="class-a", title="Class A", members=PEOPLE))
    shown = ways.studio(teacher)
    Player(shown).frame(3)
    assert isinstance(shown, StudioList)
    texts = [getattr(one, "text", "") for one in shown._page.focus.targets]
    assert len(texts) >= 6
    assert isinstance(shown.board(classroom.classes(teacher.places)[0], 0), ClassBoard)


def pinned(home: Path, text: str = "Lift before you turn") -> tuple[Program, NoteForm]:
    """A run of a trainee in the same library as the teacher, with a note pinned to its sixth second."""
    trainee = seat(home, PEOPLE[0])
    path = made(trainee.library, "run-1", PEOPLE[0], "novice", 1)
    at = recording.read(path).hand.samples
    spot = int(at.x_um[at.down][60]), int(at.y_um[at.down][60])
    note = NoteForm(
        run="run-1", person=PEOPLE[0], title=FLAT.title, made="2026-11-20T10:00:00+01:00",
        t_us=int(at.t_us[at.down][60]), x_um=spot[0], y_um=spot[1], zone=FLAT.plans[0].zone, text=text,
    )  # fmt: skip
    notes.pin(trainee.places, note)
    return trainee, note


def settled(screen: Screen | None, frames: int = 30) -> Screen:
    """The screen that somebody sees after so many frames."""
    assert screen is not None
    surface = pygame.display.get_surface()
    screen.resize(surface.get_size())
    for number in range(frames):
        following = screen.tick(7_000_000 + number * 16_667)
        if following is not screen:
            screen = following
            screen.resize(surface.get_size())
        screen.draw(surface)
    return screen


def test_a_note_is_seen_at_the_next_start_shown_tried_and_put_away(tmp_path: Path) -> None:
    trainee, note = pinned(tmp_path)
    home = settled(Home(trainee))
    assert isinstance(home, Home) and home.shelf.notes == [note]
    replay = settled(home.show_note(note))
    assert isinstance(replay, Replay) and abs(replay.clock.at_us - note.t_us) <= 1_000_000 and replay.clock.playing
    assert note.text in replay._said()
    treated = settled(home.try_note(note))
    assert isinstance(treated, Treat) and treated.scenario.digest != FLAT.digest
    treated.close()
    home.put_away_note(note)
    assert notes.kept(trainee.places, PEOPLE[0]) == [] and notes.pinned(trainee.places, PEOPLE[0]) == [note]


def test_a_note_is_handed_over_as_a_file_and_belongs_to_one_person(tmp_path: Path) -> None:
    teacher, trainee = places.find(tmp_path / "t"), places.find(tmp_path / "a")
    _program, note = pinned(tmp_path / "with-run")
    path = notes.pin(teacher, note)
    for _ in range(2):
        assert notes.take(trainee, path) == note
    assert notes.kept(trainee, PEOPLE[0]) == [note] and notes.kept(trainee, PEOPLE[1]) == []
    assert notes.kept(teacher, PEOPLE[0]) == [], "whoever writes it is not told of it"
    bad = tmp_path / "bad.note"
    bad.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(LibraryError, match=r"bad\.note"):
        notes.take(trainee, bad)
    assert not privacy.unknown(teacher) and not privacy.unknown(trainee)
    for home in (teacher, trainee):
        assert privacy.delete(home, PEOPLE[0])[1] == [] and notes.pinned(home, PEOPLE[0]) == []


def test_why_leads_to_a_note_in_four_clicks_and_one_sentence(tmp_path: Path) -> None:
    """Why?, six seconds of it, the balloon, the words, pin: and the way back leads to the causes again."""
    trainee, _note = pinned(tmp_path)
    replay = settled(ways.replay(trainee, recording.read(trainee.library.path("run-1"))))
    assert isinstance(replay, Replay)
    writing = settled(replay._key(pygame.K_m), 3)
    assert isinstance(writing, NewNote) and not replay.clock.playing
    assert writing.pin() is writing, "an empty note is no note"
    writing._typed("Here it tore.")
    assert writing.leave() is replay
    writing = replay.note()
    assert isinstance(writing, NewNote) and writing.words == "Here it tore.", "what was written is there again"
    pinned_now = writing.pin()
    assert isinstance(pinned_now, Notice) and "Here it tore." in pinned_now.text
    assert pinned_now.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode="")) is replay
    texts = {one.text for one in notes.pinned(trainee.places, PEOPLE[0])}
    assert texts == {"Lift before you turn", "Here it tore."}
    replay.see(writing.t_us)
    settled(replay, 5)
    assert "Here it tore." in replay._said()


def test_the_board_is_there_at_once_and_runs_are_checked_without_holding_up_the_window(tmp_path: Path) -> None:
    teacher, library = seat(tmp_path / "teacher", "Teacher"), Library(tmp_path / "elsewhere")
    klass = ClassForm(id="class-a", title="Class A", members=PEOPLE)
    classroom.save_assignment(teacher.places, assignment())
    for number in range(4):
        classroom.collect(teacher.places, "class-a", made(library, f"run-{number}", PEOPLE[0], "novice", number))
    shown = ClassBoard(teacher, klass)
    cells = shown.board and shown.board.cells
    assert cells and cells[PEOPLE[0], FLAT.id].attempts == 4 and not cells[PEOPLE[0], FLAT.id].checked
    why = settled(Why(shown, FLAT.id), 12)
    assert isinstance(why, Why) and [one.checked for one in shown.known] == [True] * 4
    assert why.reasons[0].finding.t_us >= 0, "where it was is known as soon as the run has been played"
    assert shown.board is not None and shown.board.cells[PEOPLE[0], FLAT.id].checked


def test_a_lesson_goes_run_by_run_is_drawn_on_and_tells_scores_only_after_a_guess(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = seat(tmp_path / "teacher", "Teacher")
    library = Library(tmp_path / "elsewhere")
    klass = ClassForm(id="class-a", title="Class A", members=PEOPLE)
    classroom.save_class(teacher.places, klass)
    classroom.save_assignment(teacher.places, assignment())
    for number, who in enumerate(PEOPLE):
        cause = ("spacing", "depth", "edges")[number]
        classroom.collect(teacher.places, "class-a", made(library, f"run-{number}", who, WEAK[cause], number))
    why = Why(ClassBoard(teacher, klass), FLAT.id)
    screen, seen = why.lesson(), 0
    told: list[str] = []
    write = Style.write

    def noted(style: Style, on: object, text: str, *more: object, **others: object) -> object:
        told.append(text)
        return write(style, on, text, *more, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(Style, "write", noted)
    while screen is not why:
        lesson = settled(screen)
        assert isinstance(lesson, Show)
        texts = [one.text for one in lesson._page.focus.targets]  # type: ignore[union-attr]
        assert "under 40" in texts and lesson.guess is None
        player = Player(lesson)  # type: ignore[arg-type]
        player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(600, 400), touch=False)
        player.do(pygame.MOUSEMOTION, pos=(650, 420), rel=(50, 20), buttons=(1, 0, 0), touch=False)
        player.do(pygame.MOUSEBUTTONUP, button=1, pos=(650, 420), touch=False)
        player.frame(3)
        assert [len(line) for line in lesson.drawn] == [2] and not lesson.replay.clock.playing
        assert "drawn" in lesson.replay.view.stage.laid
        told.clear()
        lesson.resize((1280, 800))
        player.frame(3)
        points = f"{lesson.replay.outcome.score.total:.0f} points"
        assert told and points not in told and not any(who in text for who in PEOPLE for text in told)
        lesson.vote(70)
        player.frame(3)
        assert points in told
        player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(600, 400), touch=False)
        player.key(pygame.K_BACKSPACE)
        player.do(pygame.MOUSEMOTION, pos=(650, 420), rel=(50, 20), buttons=(1, 0, 0), touch=False)
        assert lesson.drawn == []
        seen += 1
        screen = lesson.on()
    assert seen in (len(why.reasons), len(why.reasons) + 1)


@pytest.mark.parametrize(
    "more",
    [
        {"due": "2026-13-45"},
        {"due": "soon"},
        {"made": "yesterday"},
        {"title": "a\0b"},
        {"members": ("a\nb",)},
        {"tasks": assignment().tasks * (MOST_TASKS + 1)},
    ],
)
def test_an_assignment_that_no_window_could_show_is_refused(tmp_path: Path, more: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        assignment(**more)  # type: ignore[arg-type]
    data = assignment().model_dump(mode="json") | {name: value for name, value in more.items() if name != "tasks"}
    path = tmp_path / "x.assignment"
    path.write_text(json.dumps(data | ({"tasks": data["tasks"] * 13} if "tasks" in more else {})))
    with pytest.raises(LibraryError, match=r"x\.assignment"):
        classroom.take(places.find(tmp_path), path)


@pytest.mark.parametrize("folder", ["~nobody-of-this-name/x", "x" * 5000, "/proc/1/fd/x"])
def test_a_folder_that_cannot_be_looked_into_is_no_harm(tmp_path: Path, folder: str) -> None:
    teacher = seat(tmp_path, "Teacher")
    classroom.save_assignment(teacher.places, assignment())
    board_shown = ClassBoard(teacher, ClassForm(id="class-a", title="Class A", members=PEOPLE))
    board_shown._watch(folder)
    Player(board_shown).frame(3)  # type: ignore[arg-type]
    assert [one.id for one in classroom.classes(teacher.places)] == ["class-a"], "the class can still be read"


def test_a_bundle_that_was_packed_again_is_refused(tmp_path: Path) -> None:
    here = places.find(tmp_path)
    path = tmp_path / "again.bundle"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("runs/a.run", b"x" * 1000)
    data = bytearray(path.read_bytes())
    data[45:50] = b"\xff" * 5
    path.write_bytes(bytes(data))
    with pytest.raises(LibraryError, match=r"again\.bundle"):
        classroom.collect(here, "class-a", path)


def test_home_and_board_count_the_same_runs(tmp_path: Path) -> None:
    """Begun after it was given, whatever the clock's zone, and on the very scenario that was given."""
    one = assignment(made="2026-11-10T11:00:00+02:00")
    assert classroom.counts(one, "2026-11-10T10:30:00+01:00") and not classroom.counts(one, "2026-11-10T09:30:00+01:00")
    assert not classroom.counts(one, "") and not classroom.counts(one, "2026-11-10T23:00:00")
    one, trainee = assignment(made="2026-11-12T11:00:00+02:00"), seat(tmp_path, PEOPLE[0])
    classroom.take(trainee.places, classroom.save_assignment(trainee.places, one))
    for seed in range(3):
        made(trainee.library, f"early-{seed}", PEOPLE[0], "expert", seed)
    known, _wrong = board.read(sorted(trainee.places.runs.glob("*.run")))
    assert board.board(one, known).cells[PEOPLE[0], FLAT.id].attempts == 0
    assert len(given(trainee, trainee.library.runs())[0].left) == 1
    other = variation.of_day(load("spacing", trainee.places), date(2026, 11, 20))
    assert other.digest != load("spacing", trainee.places).digest, "a drill is another one every day"


def test_too_many_names_or_scenarios_are_said_and_nothing_is_lost(tmp_path: Path) -> None:
    teacher = seat(tmp_path, "Teacher")
    new = NewClass(teacher)
    new.resize((1280, 800))
    new._put("\n".join(f"P{n}" for n in range(MOST_PEOPLE + 1)))
    assert new.make() is new and "at most" in new.foot().words
    klass = ClassForm(id="class-a", title="Class A", members=PEOPLE)
    assign = Assign(teacher, klass, PEOPLE)
    assign.resize((1280, 800))
    for number in range(MOST_TASKS + 1):
        assign.put(number)
    assert assign.write() is assign and "at most" in assign.foot().words
    assign.put(0)
    assert isinstance(assign.write(), Notice)


def test_a_run_without_a_name_can_have_a_note_and_a_strange_zone_is_a_sentence(tmp_path: Path) -> None:
    trainee = seat(tmp_path, "")
    made(trainee.library, "run-1", "", "novice", 1)
    replay = settled(ways.replay(trainee, recording.read(trainee.library.path("run-1"))))
    assert isinstance(replay, Replay)
    writing = replay.note()
    assert isinstance(writing, NewNote)
    writing.resize((1280, 800))
    writing._typed("Here\tit\0 tore.\nLift.")
    writing.pin()
    (note,) = notes.kept(trainee.places, "")
    assert note.text == "Hereit tore.\nLift."
    with pytest.raises(LibraryError, match="zone"):
        Home(trainee).try_note(note.model_copy(update={"zone": "elsewhere"}))
    for run in ("../x", "/etc/x", ""):
        with pytest.raises(ValidationError):
            NoteForm(**(note.model_dump() | {"run": run}))


def test_a_sheet_to_print_is_written_beside_the_assignments(tmp_path: Path) -> None:
    teacher = seat(tmp_path, "Teacher")
    klass = ClassForm(id="class-a", title="Class A", members=PEOPLE)
    assign = Assign(teacher, klass, PEOPLE, ("flat-patch",), "Week 1")
    for _ in range(2):
        assert isinstance(assign.print_sheet(), Notice)
    pages = sorted((tmp_path / "handed-out").glob("*.html"))
    assert len(pages) == 2 and all("Even lanes on a flat patch" in page.read_text("utf-8") for page in pages)
    assert not privacy.unknown(teacher.places)
    empty = Assign(teacher, klass, PEOPLE)
    empty.resize((1280, 800))
    assert empty.print_sheet() is empty


def test_every_run_of_somebody_can_be_seen_from_the_board(tmp_path: Path) -> None:
    teacher, library = seat(tmp_path / "teacher", "Teacher"), Library(tmp_path / "elsewhere")
    klass = ClassForm(id="class-a", title="Class A", members=PEOPLE)
    classroom.save_assignment(teacher.places, assignment())
    for number in range(3):
        helped = number == 1
        classroom.collect(
            teacher.places, "class-a", made(library, f"run-{number}", PEOPLE[0], "novice", number, helped)
        )
    shown = ClassBoard(teacher, klass)
    person = shown.person(PEOPLE[0])
    assert isinstance(person, Person)
    assert shown.board is not None and person.titles() == (PEOPLE[0], "Class A")
    runs = shown.board.cells[PEOPLE[0], FLAT.id].runs
    assert ["with help" in told(one) for one in runs] == [False, True, False]
    assert any("unchecked" in told(one) for one in runs)
    Player(person).frame(6)
    runs = shown.board.cells[PEOPLE[0], FLAT.id].runs
    assert not any("unchecked" in told(one) for one in runs), "while one looks they are checked"
    run = runs[0]
    replay = settled(person.see(run))
    assert isinstance(replay, Replay) and replay.recording.header.run_id == "run-0"
    assert replay.then() is person and person.leave() is shown


def test_a_cause_is_shown_for_six_seconds(tmp_path: Path) -> None:
    teacher, library = seat(tmp_path / "teacher", "Teacher"), Library(tmp_path / "elsewhere")
    klass = ClassForm(id="class-a", title="Class A", members=PEOPLE)
    classroom.save_assignment(teacher.places, assignment())
    classroom.collect(teacher.places, "class-a", made(library, "run-0", PEOPLE[0], "novice", 1))
    why = Why(ClassBoard(teacher, klass), FLAT.id)
    settled(why)
    replay = settled(why.show(why.reasons[0]), 20)
    assert isinstance(replay, Replay) and replay.clock.playing
    begun, player = replay.clock.at_us, Player(replay, 7_000_000 + 20 * 16_667)
    player.frame(6 * 60 + 30)
    assert not replay.clock.playing and 5_000_000 < replay.clock.at_us - begun <= 6_000_000
    player.key(pygame.K_SPACE)
    player.frame(60)
    assert replay.clock.playing and replay.clock.at_us - begun > 6_000_000, "and on, when that is wanted"


@pytest.mark.parametrize("score", [10**400, float("1e300"), -1, 101])
def test_a_score_that_nobody_can_have_is_played_before_it_is_shown(tmp_path: Path, score: object) -> None:
    path = made(Library(tmp_path), "poor", "Heron-1", "hasty", 1)
    kept, told = recording.read(path), recording.read_outcome(path)
    assert told is not None
    path.write_bytes(recording.to_bytes(kept, told | {"score": score}))
    known = board.told(path)
    assert known.checked and known.edited and 0 <= known.score <= 100
    (finding, *others) = told["findings"]
    path.write_bytes(recording.to_bytes(kept, told | {"findings": [finding | {"points": 10**400}, *others]}))
    assert board.told(path).checked


def test_what_cannot_be_remembered_is_known_all_the_same_and_moves_with_its_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(Library(tmp_path), "one", "Heron-1", "novice", 1)

    def full(*_what: object) -> None:
        raise LibraryError("no space")

    with monkeypatch.context() as patch:
        patch.setattr(board, "write_whole", full)
        assert board.know(path).checked and not path.with_suffix(".known").exists()
    known = board.know(path)
    moved = tmp_path / "elsewhere" / "two.run"
    moved.parent.mkdir()
    for one in (path, path.with_suffix(".known")):
        one.rename(moved.with_suffix(one.suffix))
    assert board.told(moved) == known._replace(path=str(moved))


def test_a_run_that_turns_out_to_be_damaged_takes_nobody_down(tmp_path: Path) -> None:
    teacher = seat(tmp_path / "teacher", "Teacher")
    klass = ClassForm(id="class-a", title="Class A", members=())
    classroom.save_assignment(teacher.places, assignment(()))
    classroom.collect(teacher.places, "class-a", made(Library(tmp_path / "elsewhere"), "one", "Guest", "novice", 1))
    shown = ClassBoard(teacher, klass)
    person, why = shown.person("Guest"), Why(shown, FLAT.id)
    for path in classroom.collected(teacher.places, "class-a"):
        path.write_bytes(b"PK")
    Player(person).frame(4)
    assert shown.known == [] and shown.said, "it is gone from the board, and that is said"
    Player(why).frame(3)
    assert why.lesson() is why


def test_what_is_left_of_a_run_belongs_to_its_person(tmp_path: Path) -> None:
    teacher: Places = places.find(tmp_path)
    path = made(Library(teacher.runs), "mu-1", "Müller", "novice", 1)
    classroom.collect(teacher, "class-a", path)
    (run,) = classroom.collected(teacher, "class-a")
    board.know(run)
    run.unlink()
    path.unlink()
    assert "Müller" in run.with_suffix(".known").read_text(encoding="utf-8")
    _count, left = privacy.delete(teacher, "Müller")
    assert left == [] and not run.with_suffix(".known").exists()
