"""No word is cut off and no button is too small for its text: on every screen, at every scale."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from pygame_gui.elements import UIButton  # noqa: E402
from test_judging import answered  # noqa: E402
from test_progress import keep  # noqa: E402

from simulator import session, words  # noqa: E402
from simulator.app import ways  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens.class_assign import Assign  # noqa: E402
from simulator.app.screens.class_board import ClassBoard  # noqa: E402
from simulator.app.screens.class_new import NewClass  # noqa: E402
from simulator.app.screens.class_show import Show  # noqa: E402
from simulator.app.screens.compare import Compare  # noqa: E402
from simulator.app.screens.desk import Desk  # noqa: E402
from simulator.app.screens.first import lesson  # noqa: E402
from simulator.app.screens.heal import Heal  # noqa: E402
from simulator.app.screens.judge import Judge  # noqa: E402
from simulator.app.screens.lesson import LessonScreen  # noqa: E402
from simulator.app.screens.notice import Notice  # noqa: E402
from simulator.app.screens.replay import Replay  # noqa: E402
from simulator.app.screens.revealed import Revealed  # noqa: E402
from simulator.app.screens.studio import Studio  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.files import classroom, judgements, places, recording  # noqa: E402
from simulator.files.classroom_forms import AssignmentForm, ClassForm, TaskForm  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.standing.judging import Rated  # noqa: E402
from simulator.words import LANGUAGES  # noqa: E402

SMALL = [((900, 600), 2.5), ((640, 480), 1.0)]
"""Too small for every word, but nothing fails there."""
WINDOWS = [((1280, 800), 1.0), ((1920, 1080), 1.5), ((2560, 1600), 2.5)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with some of everything."""
    made = tmp_path_factory.mktemp("clipping")
    program = seat(made, 1.0)
    begun = datetime.now().astimezone() - timedelta(days=6)
    for number, skill in enumerate(("novice", "hasty", "novice", "competent", "expert", "expert", "hasty")):
        started = (begun + timedelta(days=number)).isoformat(timespec="seconds")
        keep(program, f"run-{number}", "Heron-27", skill, started)
    keep(program, "other", "Otter-3", "hasty", begun.isoformat(timespec="seconds"))
    keep(program, "another", "Otter-3", "competent", begun.isoformat(timespec="seconds"))
    for rater, points in (("Heron-27", 2), ("Otter-9", 5)):
        judgements.save(program.library.folder, Rated("other", rater, (answered(points),)))
    task = load("flat-patch", program.places)
    texts = (TaskForm(id=task.id, title=task.title, texts=dict(task.texts)),)
    given = {"id": "week-1", "title": "Week 1", "klass": "Class A", "made": "2020-01-01T08:00:00+01:00"}
    week = AssignmentForm(**given, due="2030-01-01", members=KLASS.members, tasks=texts)
    classroom.take(program.places, classroom.save_assignment(program.places, week))
    classroom.save_class(program.places, KLASS)
    for run in ("run-0", "other"):
        classroom.collect(program.places, KLASS.id, program.library.path(run))
    return made


def seat(home: Path, scale: float, language: str = "en") -> Program:
    found = places.find(home)
    places.speak(language)
    return Program(Style(scale), found, Library(found.runs), "Heron-27")


@pytest.fixture(autouse=True)
def screen() -> Iterator[None]:
    pygame.display.init()
    pygame.font.init()
    yield
    pygame.quit()
    places.speak("en")


def of(program: Program, run_id: str) -> recording.Recording:
    return recording.read(program.library.path(run_id))


def heal(program: Program) -> Heal:
    """The longest words of healing."""
    return Heal(program, of(program, "run-1"))


KLASS = ClassForm(id="class-a", title="Class A", members=("Heron-27", "Otter-3"))


def studio(program: Program, step: int) -> Studio:
    """A draft of something with several zones."""
    shown = ways.studio(program).copy(load("small-zones", program.places), 0)
    shown.step = step
    return shown


def assigned(program: Program) -> Notice:
    """What is said when a file was written, with all its buttons."""
    asked = Assign(program, KLASS, KLASS.members, ["flat-patch"])
    asked.resize(pygame.display.get_window_size())
    told = asked.write()
    assert isinstance(told, Notice)
    return told


SCREENS: dict[str, Callable[[Program], object]] = {
    "home": ways.home,
    "progress": ways.progress,
    "today": ways.today,
    "studio": ways.studio,
    **{f"studio {step}": lambda program, step=step: studio(program, step) for step in range(5)},
    "photo": ways.photo,
    "class board": lambda program: ClassBoard(program, KLASS),
    "why": lambda program: ClassBoard(program, KLASS).why("flat-patch"),
    "person": lambda program: ClassBoard(program, KLASS).person("Otter-3"),
    "propose a mark": lambda program: ClassBoard(program, KLASS).propose(),
    "assigned": assigned,
    "assign": lambda program: Assign(program, KLASS, KLASS.members),
    "new class": NewClass,
    "lesson for a class": lambda program: Show(program, [of(program, "run-1")], 0, lambda: None).vote(70),
    "note": lambda program: Replay(program, of(program, "run-1")).note(),
    "learn": ways.learn,
    "setup": ways.setup,
    "calibrate": ways.calibrate,
    "self-test": ways.selftest,
    "keys": ways.keys,
    "lesson": lambda program: LessonScreen(program, 4),
    "first": ways.first,
    "doors": lambda program: ways.doors(program, session.begin(lesson(program), 1)),
    "treat": lambda program: Treat(program, load("whole-face", program.places)),
    "result": lambda program: ways.result(program, of(program, "run-1")),
    "result of the best": lambda program: ways.result(program, of(program, "run-5")),
    "replay": lambda program: Replay(program, of(program, "run-1")),
    "compare": lambda program: Compare(program, of(program, "run-1")),
    "heal": heal,
    "desk": Desk,
    "judge": lambda program: Judge(program, of(program, "another")),
    "revealed": lambda program: Revealed(program, of(program, "other")),
}


class Told:
    """Everything that is written on a screen: what is cut off, left out, unknown, or lies over something else."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.cut: set[object] = set()
        self.shortened: set[tuple[str, str]] = set()
        self.unknown: set[str] = set()
        self._boxes: dict[int, tuple[pygame.Surface, list[tuple[str, pygame.Rect, tuple[int, int]]]]] = {}
        self._write, self._shorten = Style.write, Style.shortened

        def written(style: Style, on: pygame.Surface, text: str, at: tuple[int, int], *rest: str, **more: object):
            box = self._write(style, on, text, at, *rest, **more)  # type: ignore[arg-type]
            self.count += 1
            if text and (box.left < 0 or box.right > on.get_width() + 1):
                self.cut.add((text, box.left, box.right, on.get_width()))
            if text.strip():
                ink = self._ink(style, text, at, rest[0] if rest else "body", more, box)
                self._boxes.setdefault(id(on), (on, []))[1].append((text, ink, at))
            return box

        def shortened(style: Style, text: str, *rest: object) -> str:
            kept = self._shorten(style, text, *rest)  # type: ignore[arg-type]
            if kept != text:
                self.shortened.add((text, kept))
            return kept

        monkeypatch.setattr(Style, "write", written)
        monkeypatch.setattr(Style, "shortened", shortened)

    def listen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """From now on texts that the chosen language does not have are noted."""
        catalogue, unknown = words._catalogue, self.unknown
        known = getattr(catalogue, "_catalog", None)

        class Listening:
            def gettext(self, text: str) -> str:
                if known is not None and text not in known:
                    unknown.add(text)
                return catalogue.gettext(text)

        monkeypatch.setattr(words, "_catalogue", Listening())

    @staticmethod
    def _ink(
        style: Style, text: str, at: tuple[int, int], role: str, more: dict[str, object], box: pygame.Rect
    ) -> pygame.Rect:
        """What of the box is filled with letters."""
        width = more.get("width")
        wrapped = style.font(role).render(text, True, "black", None, max(int(str(width or 0)), 0))
        wide = min(wrapped.get_width(), box.width)
        left = {"center": at[0] - wide // 2, "right": at[0] - wide}.get(str(more.get("align", "left")), at[0])
        return pygame.Rect(left, box.y + style.px(3), wide, max(box.height - style.px(6), 1))

    def over(self) -> set[tuple[str, str]]:
        """Pairs of different texts at different places of one picture whose letters meet."""
        found = set()
        for _on, boxes in self._boxes.values():
            for number, (text, ink, at) in enumerate(boxes):
                for other, there, place in boxes[:number]:
                    both = ink.clip(there)
                    if text != other and at != place and both.width > 2 and both.height > 2:
                        found.add((other, text))
        return found


@pytest.mark.parametrize(("size", "scale"), WINDOWS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_no_word_is_cut_off(
    home: Path, name: str, language: str, size: tuple[int, int], scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    pygame.display.set_mode(size)
    surface, told = pygame.display.get_surface(), Told(monkeypatch)
    program = seat(home, scale, language)
    told.listen(monkeypatch)
    shown = SCREENS[name](program)
    try:
        shown.resize(size)
        for frame in range(1, 5):
            shown.tick(frame * 16_667)
            shown.draw(surface)
        page = getattr(shown, "_page", None)
        small = []
        for target in page.focus.targets if page else []:
            if isinstance(target, UIButton) and target.text:
                wide = program.style.measure(target.text, "strong")[0]
                if wide > target.rect.width or not surface.get_rect().inflate(0, 20_000).contains(target.rect):
                    small.append((target.text, wide, tuple(target.rect)))
        assert told.count > 2 and not told.cut and not small
        assert not told.over(), "words lie over each other"
        assert not told.shortened, "words were left out"
        assert not told.unknown, "a text that no catalogue has"
    finally:
        shown.close()


@pytest.mark.parametrize(("size", "scale"), SMALL)
@pytest.mark.parametrize("name", SCREENS)
def test_a_window_too_small_fails_nowhere(home: Path, name: str, size: tuple[int, int], scale: float) -> None:
    surface = pygame.display.set_mode(size)
    shown = SCREENS[name](seat(home, scale))
    try:
        shown.resize(size)
        for frame in range(1, 5):
            shown.tick(frame * 16_667)
            shown.draw(surface)
    finally:
        shown.close()
    assert pygame.transform.average_color(surface)[:3] != (0, 0, 0), "something is seen"
