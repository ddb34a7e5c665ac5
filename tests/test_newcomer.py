"""A newcomer in the real window: from the first start to progress, once by mouse alone and once by keys alone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from desk import Desk as Window  # noqa: E402
from desk import display, wait_for  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app import ways  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens.first import LANES, lesson  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.files import places, recording, settings  # noqa: E402
from simulator.files.library import Library  # noqa: E402

SIZE = (1280, 800)


def seat(home: Path) -> Program:
    """The same program in this process, to know where its buttons are."""
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode(SIZE)
    found = places.find(home)
    return Program(Style(), found, Library(found.runs), "New")


def middle(screen: object, text: str) -> tuple[int, int]:
    """Where a button of a screen is."""
    screen.resize(SIZE)
    target = next(one for one in screen._page.focus.targets if one.text.startswith(text))
    return target.rect.center


def pausing(program: Program, text: str) -> tuple[int, int]:
    """Where a button of the panel of a paused run is."""
    treat = Treat(program, lesson(program))
    treat.tick(1)
    treat._pause()
    place = next(one for one in treat._panel._page.focus.targets if one.text == text).rect.center
    treat.finish()
    treat._motor.close()
    treat.record._journal.path.unlink(missing_ok=True)
    for run in program.places.runs.glob("*.run"):
        run.unlink()
    return place


def changes(window: Window, act: Callable[[], object], why: str) -> None:
    """Does something, and waits until the picture is another and rests."""
    before = window.seen()
    act()
    wait_for(lambda: window.seen() != before, 15, why)
    time.sleep(0.6)


def lanes(window: Window, count: int) -> None:
    """Some lanes, one below the other."""
    for number in range(count):
        if number:
            window.glide(-44, 4.2, 90)
        window.press()
        window.glide(44, 0, 22)
        window.release()


@pytest.mark.alone
def test_from_the_first_start_to_progress_by_mouse_alone(tmp_path: Path) -> None:
    elsewhere, home = seat(tmp_path / "elsewhere"), tmp_path / "home"
    finish = pausing(elsewhere, "Finish")
    with display() as name:
        window = Window(name, home, "")

        def click(at: tuple[int, int], button: int = 1) -> None:
            window.x("mousemove", *at, "click", button)

        try:
            window.window()
            time.sleep(1)
            lanes(window, LANES)
            time.sleep(5)
            run = session.begin(lesson(elsewhere), 1)
            changes(window, lambda: click(middle(ways.doors(elsewhere, run), "I practise")), "the door did not open")
            assert settings.read(home / "settings").welcomed
            changes(window, lambda: click(middle(ways.setup(elsewhere), "left")), "the hand was not chosen")
            changes(window, lambda: click(middle(ways.setup(elsewhere), "right")), "the hand was not chosen again")
            changes(window, lambda: click(middle(ways.setup(elsewhere), "Done")), "settings cannot be left")
            changes(window, lambda: click(middle(ways.home(elsewhere), "Today")), "today did not begin")
            today = ways.today(elsewhere)
            changes(window, lambda: click(middle(today, "Begin")), "the warm-up did not begin")
            time.sleep(2)
            window.glide(-22, -6, 60)
            lanes(window, 3)
            changes(window, lambda: window.x("click", 3), "no pause")
            click(finish)
            kept = wait_for(lambda: next((home / "runs").glob("*.run"), None), 20, "the run was not kept")
            time.sleep(2)
            record = recording.read(kept)
            result = ways.result(elsewhere, record)
            changes(window, lambda: click(middle(result, "Healing")), "no healing")
            time.sleep(2)
            changes(window, lambda: click(middle(heal(elsewhere, record), "Result")), "no way back from healing")
            changes(window, lambda: click(middle(result, "Home")), "no way back from the result")
            changes(window, lambda: click(middle(today, "Leave")), "the day cannot be left")
            elsewhere.today = None
            changes(window, lambda: click(middle(ways.home(elsewhere), "Progress")), "no progress")
            changes(window, lambda: click(middle(ways.progress(elsewhere), "Assess")), "no desk")
            changes(window, lambda: click(middle(ways.desk(elsewhere), "Practise")), "no way back from the desk")
            changes(window, lambda: click(middle(ways.home(elsewhere), "Settings")), "no settings")
            settings.change(elsewhere.places.settings, set_up=True)
            for button, screen in (("Measure", ways.calibrate), ("Test it", ways.selftest), ("Keys", ways.keys)):
                found = middle(ways.setup(elsewhere), button)
                changes(window, lambda found=found: click(found), f"{button} does not open")
                back = middle(screen(elsewhere), "Done" if button == "Keys" else "Back")
                changes(window, lambda back=back: click(back), f"{button} cannot be left")
            assert window.program.poll() is None
        finally:
            window.close()
            pygame.quit()
    assert record.header.trainee == "" and record.scenario.id == "first-lanes"
    assert session.replay(record).skin.count.sum() > 1000


def heal(program: Program, record: recording.Recording) -> object:
    """The healing of a run, once it has been prepared."""
    prepare = ways.heal(program, record)
    prepare.draw(pygame.display.get_surface())
    return prepare.tick(0)


@pytest.mark.alone
def test_every_screen_is_reached_and_left_by_keys_alone(tmp_path: Path) -> None:
    with display() as name:
        window = Window(name, tmp_path / "home", "")
        try:
            window.window()
            time.sleep(1)
            for keys, why in (
                (("Escape",), "the first minute cannot be skipped"),
                (("N", "e", "w"), "a name cannot be typed"),
                (("Return",), "the door did not open"),
                (("Return",), "settings cannot be left"),
                (("Return",), "today did not begin"),
                (("Return",), "the warm-up did not begin"),
                (("Escape",), "no pause"),
                (("Return",), "the run does not go on"),
                (("Return",), "no question whether to finish"),
                (("Return",), "no result"),
                (("h",), "no healing"),
                (("Escape",), "no way back from healing"),
                (("c",), "no comparison"),
                (("Escape",), "no way back from the comparison"),
                (("Escape",), "no way back from the result"),
                (("Escape",), "the day cannot be left"),
                (("shift+Tab", "Return"), "no settings"),
                (("Escape",), "no way back from the settings"),
                (("shift+Tab", "shift+Tab", "Return"), "no studio"),
                (("Escape",), "no way back from the studio"),
                (("shift+Tab",) * 3 + ("Return",), "no desk"),
                (("Escape",), "no way back from the desk"),
                (("shift+Tab",) * 4 + ("Return",), "no progress"),
                (("Escape",), "no way back from progress"),
            ):
                changes(window, lambda keys=keys: window.key(*keys), why)
                time.sleep(1.2)
            assert window.program.poll() is None
        finally:
            window.close()
    assert settings.read(tmp_path / "home" / "settings").trainee == "New"
