"""The first minute: four lanes, what nobody sees, three doors; and the words that stand where they should."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from claims import NEVER, SAFETY_WORDS, claims, sentences  # noqa: E402
from desk import Desk as Window  # noqa: E402
from desk import display, wait_for  # noqa: E402
from test_treat_run import Player  # noqa: E402

from simulator.app import ways  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens.desk import Desk  # noqa: E402
from simulator.app.screens.doors import Doors  # noqa: E402
from simulator.app.screens.first import LANES, NEXT_UM, First  # noqa: E402
from simulator.app.screens.home import Home  # noqa: E402
from simulator.app.screens.setup import Setup  # noqa: E402
from simulator.app.screens.studio_list import StudioList  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.files import places, settings  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.settings import Remembered  # noqa: E402
from simulator.report.words import SAFETY  # noqa: E402

pytestmark = pytest.mark.usefixtures("screen")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    found = places.find(tmp_path)
    return Program(Style(), found, Library(found.runs), "")


def lane(player: Player, counts: int = 11, frames: int = 125) -> None:
    """One lane from where the tip is."""
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(640, 400), touch=False)
    player.frame(6)
    player.glide(counts, frames)
    player.do(pygame.MOUSEBUTTONUP, button=1, pos=(640, 400), touch=False)
    player.frame(8)


def back(player: Player) -> None:
    """The lifted tip goes to the beginning of the dashed line."""
    first = player.screen
    dx, dy = int(first._left) - first.trial.pen.at_um[0], first.guide_um() - first.trial.pen.at_um[1]
    for _step in range(10):
        rel = (round(dx / 10 * 31.5 / 1000), round(dy / 10 * 31.5 / 1000))
        player.do(pygame.MOUSEMOTION, rel=rel, pos=(640, 400), buttons=(0, 0, 0), touch=False)
        player.frame()


def through(program: Program) -> Doors:
    """All four lanes, and the map, to the doors."""
    player = Player(First(program))
    player.frame(3)
    for number in range(LANES):
        assert len(player.screen.trial.strokes) == number
        lane(player)
        if number < LANES - 1:
            back(player)
    assert player.screen.trial.view.peeking, "the dose, which nobody sees on a patient"
    following = player.screen
    for _frame in range(60 * 6):
        player.now_us += 16_667
        following = player.screen.tick(player.now_us)
        if following is not player.screen:
            break
    assert isinstance(following, Doors)
    following.resize((1280, 800))
    return following


def test_four_lanes_lead_to_the_doors_and_nothing_is_kept(program: Program) -> None:
    doors = through(program)
    assert doors._said is not None and "mm/s" in doors._said[0]
    assert [len(shown) for _words, shown in doors._pictures] == [3, 3], "an hour, a day, a week, beside an even patch"
    assert not program.places.runs.exists() or not any(program.places.runs.iterdir())


def test_a_short_dab_is_no_lane_and_the_line_follows_the_hand(program: Program) -> None:
    player = Player(First(program))
    player.frame(3)
    before = player.screen.guide_um()
    lane(player, 5, 20)
    assert player.screen.trial.strokes == [] and player.screen.guide_um() == before
    back(player)
    lane(player)
    (stroke,) = player.screen.trial.strokes
    assert player.screen.guide_um() == (stroke.begin_um[1] + stroke.end_um[1]) // 2 + NEXT_UM


@pytest.mark.parametrize("way", ["escape", "right"])
def test_it_can_be_skipped_by_keyboard_and_by_mouse(program: Program, way: str) -> None:
    player = Player(First(program))
    player.frame(2)
    if way == "escape":
        doors = player.key(pygame.K_ESCAPE)
    else:
        doors = player.do(pygame.MOUSEBUTTONDOWN, button=3, pos=(640, 400), touch=False)
    assert isinstance(doors, Doors) and doors.run is None
    shown = Player(doors)
    shown.frame(3)


def test_a_name_is_typed_and_remembered_and_every_door_opens(program: Program) -> None:
    for door, screen in (("practise", Setup), ("assess", Desk), ("teach", StudioList)):
        doors = Player(ways.doors(program, None))
        doors.frame(2)
        doors.screen.name = ""
        for letter in "Heron 27x":
            doors.do(pygame.KEYDOWN, key=ord(letter.lower()), mod=0, unicode=letter)
        doors.key(pygame.K_BACKSPACE)
        assert isinstance(getattr(doors.screen, door)(), screen)
        assert program.trainee == "Heron 27"
        assert settings.read(program.places.settings) == Remembered(trainee="Heron 27", welcomed=True)
    doors = Player(ways.doors(program, None))
    doors.frame(2)
    setup = doors.key(pygame.K_RETURN)
    assert isinstance(setup, Setup), "Enter is the first door"
    liked = Player(setup)
    liked.frame(2)
    assert isinstance(liked.key(pygame.K_RETURN), Home) and settings.read(program.places.settings).set_up
    again = Player(ways.doors(program, None))
    again.frame(2)
    assert isinstance(again.key(pygame.K_RETURN), Home), "how one likes it is asked once"


def test_settings_that_cannot_be_read_are_those_of_a_first_start(tmp_path: Path) -> None:
    for data in (b"", b"{", b'{"format": 2}', b'{"welcomed": "yes"}', b"\xff"):
        (tmp_path / settings.NAME).write_bytes(data)
        assert settings.read(tmp_path) == Remembered()
    settings.write(tmp_path, Remembered(trainee="x", welcomed=True))
    assert settings.read(tmp_path).welcomed


def test_the_safety_sentences_stand_at_the_first_start_word_for_word(program: Program) -> None:
    assert SAFETY == SAFETY_WORDS
    drawn = []
    ink = Style._ink

    def inked(style: Style, text: str, *rest: object) -> pygame.Surface:
        drawn.append(text)
        return ink(style, text, *rest)  # type: ignore[arg-type]

    Style._ink = inked  # type: ignore[method-assign]
    try:
        Player(ways.doors(program, None)).frame(2)
    finally:
        Style._ink = ink  # type: ignore[method-assign]
    assert SAFETY_WORDS in drawn


def test_no_sentence_claims_what_nobody_can() -> None:
    assert len(list(sentences())) > 2000, "it has read something"
    for wrong in ("You are certified now", "clinically proven", "+40 % collagen", "expert medal", "no guarantees"):
        assert NEVER.search(wrong)
    assert claims() == []


@pytest.mark.alone
def test_from_launch_to_the_third_lane_in_the_real_window(tmp_path: Path) -> None:
    with display() as name:
        begun = time.monotonic()
        window = Window(name, tmp_path / "home", "")
        try:
            window.window()
            time.sleep(0.8)
            window.press()
            contact_s = time.monotonic() - begun
            for number in range(LANES):
                if number:
                    window.glide(-44, 4.2, 90)
                    window.press()
                window.glide(44, 0, 22)
                window.release()
                if number == 2:
                    third_s = time.monotonic() - begun
            time.sleep(5)
            remembered = tmp_path / "home" / "settings" / settings.NAME
            window.key("h", "i", "Return")
            wait_for(remembered.is_file, 20, "the doors did not open")
            assert settings.read(remembered.parent) == Remembered(trainee="hi", welcomed=True)
        finally:
            window.close()
    assert contact_s <= 8 and third_s <= 40
    assert not list((tmp_path / "home").glob("runs/*.run"))
