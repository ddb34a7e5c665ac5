"""The heal screen: first what to tell, then benefit and harm alike; dragged, keyed, and never a promise."""

from __future__ import annotations

import ast
import os
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from simulator.app import ways  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens import heal_compare, heal_maps, heal_picture, heal_said  # noqa: E402
from simulator.app.screens.heal import Heal  # noqa: E402
from simulator.app.screens.heal_line import WEEK, YEAR, Booking, Line  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.files import places  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.operators.operate import operate  # noqa: E402
from simulator.outcome.response_counterfactual import AS_DONE, EVEN, ONE_MORE, PLAN  # noqa: E402
from simulator.report import known as heal_known  # noqa: E402
from simulator.session import Header, Recording  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
BANNED = re.compile(
    r"guarantee|realistic|clinically|painless|risk-free|your patient will|certified|% (new |more |less )*collagen|"
    r"\+ ?\d+ ?%",
    re.I,
)
WINDOWS = [((1280, 800), 1.0), ((1920, 1080), 1.0), ((1280, 800), 1.5), ((1280, 800), 2.0)]


pytestmark = pytest.mark.usefixtures("screen")


def program(tmp_path: Path, scale: float = 1.0) -> Program:
    found = places.find(tmp_path)
    return Program(Style(scale), found, Library(found.runs), "Heron-27")


def recording(scenario_id: str = "flat-patch", skill: str = "competent") -> Recording:
    scenario = load(scenario_id, places.find())
    header = Header("r", "Heron-27", 3, 1, "2026-11-24T16:20:00+01:00", "mouse", 1.0, 6.0, "hold", "live")
    return Recording(header, scenario, operate(scenario, skill, "mouse", 3))


class Player:
    """A heal screen in a window, fed with events."""

    def __init__(self, screen: Heal, size: tuple[int, int] = (1280, 800)) -> None:
        self.screen, self.surface, self.now_us = screen, pygame.Surface(size), 0
        screen.resize(size)
        self.frame(6)

    def frame(self, count: int = 1) -> Any:
        changed: Any = []
        for _n in range(count):
            self.now_us += 16_667
            self.screen.tick(self.now_us)
            changed = self.screen.draw(self.surface)
        return changed

    def key(self, code: int) -> Any:
        answer = self.screen.handle(pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode="", scancode=0))
        self.frame()
        return answer

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        down, up = (pygame.event.Event(kind, button=1, pos=at) for kind, at in
                    ((pygame.MOUSEBUTTONDOWN, start), (pygame.MOUSEBUTTONUP, end)))  # fmt: skip
        self.screen.handle(down)
        self.screen.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=end, rel=(0, 0), buttons=(1, 0, 0)))
        self.screen.handle(up)
        self.frame()

    def pixels(self) -> np.ndarray:
        return pygame.surfarray.array3d(self.surface).astype(int)


@pytest.fixture
def player(tmp_path: Path) -> Player:
    return Player(Heal(program(tmp_path), recording()))


def test_the_first_view_is_the_first_week(player: Player) -> None:
    assert player.screen.view == "week"
    assert player.screen.day == pytest.approx(1 / 24)
    told = heal_known.to_tell(player.screen.known)
    assert 3 <= len(told) <= 6
    assert re.search(r"\d+ to \d+ (hours|days)", told[0])


def test_dragging_the_line_changes_day_and_skin(player: Player) -> None:
    red = player.pixels()
    left, right, y = player.screen._line.track
    player.drag((left, y), (right, y))
    assert player.screen.day == pytest.approx(7.0)
    place = player.screen._places.picture
    before, after = (
        p[place.x + 100 : place.right - 100, place.y + 100 : place.bottom - 60] for p in (red, player.pixels())
    )
    assert (before[..., 0] - before[..., 1]).mean() > (after[..., 0] - after[..., 1]).mean() + 5, "redness has gone"


def test_only_what_the_day_changes_is_painted_and_the_fine_picture_follows(player: Player) -> None:
    assert player.frame() == []
    assert player.screen.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=0, unicode="", scancode=0))
    changed = player.frame()
    assert changed is not None and player.screen._places.picture in changed
    assert player.screen.shown.coarse
    player.frame(12)
    assert not player.screen.shown.coarse
    assert player.frame() == []


def test_keys_alone_reach_everything(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    player.key(pygame.K_END)
    assert player.screen.day == pytest.approx(7.0)
    player.key(pygame.K_2)
    assert player.screen.view == "year" and player.screen.day > 30
    wipe = player.screen.wipe
    player.key(pygame.K_PERIOD)
    assert player.screen.wipe > wipe
    day = player.screen.booking.day
    player.key(pygame.K_MINUS)
    assert player.screen.booking.day == day - 1
    player.key(pygame.K_3)
    assert player.screen.view == "maps"
    player.key(pygame.K_1)
    for _n in range(6):
        player.key(pygame.K_TAB)
    assert player.screen._page.focus.at is not None
    monkeypatch.setattr(ways, "result", lambda _program, _recording: "result")
    assert player.key(pygame.K_ESCAPE) == "result"


def test_the_wipe_shows_before_on_its_left(player: Player) -> None:
    player.key(pygame.K_2)
    place = player.screen._places.picture
    player.drag((place.centerx, place.centery), (place.right - 30, place.centery))
    assert player.screen.wipe == pytest.approx(1, abs=0.06)
    mostly_before = player.pixels()
    player.key(pygame.K_HOME)
    assert (
        np.abs(
            player.pixels()[place.x + 40 : place.x + 300, 200:400]
            - mostly_before[place.x + 40 : place.x + 300, 200:400]
        ).max()
        <= 1
    )


def test_a_session_booked_too_early_is_told(player: Player) -> None:
    player.key(pygame.K_2)
    x, (_left, _right, y) = player.screen._line.x(28), player.screen._line.track
    player.drag((x, y), (player.screen._line.x(5), y))
    booking = player.screen.booking
    assert booking.day == 5 < booking.inflamed_until
    assert "too early" in heal_said.line(player.screen.known, booking)
    assert "calm" in heal_said.line(player.screen.known, booking._replace(day=40.0))


def test_a_run_without_contact_has_nothing_to_tell(tmp_path: Path) -> None:
    done = recording()
    hand = done.hand
    lifted = hand._replace(samples=replace(hand.samples, down=np.zeros_like(hand.samples.down)))
    player = Player(Heal(program(tmp_path), replace(done, hand=lifted)))
    assert heal_known.to_tell(player.screen.known) == ["Nothing was treated in this run: there is nothing to tell."]
    for view in ("year", "maps"):
        player.screen.look(view)  # type: ignore[arg-type]
        player.frame(6)
    assert player.screen.known.side().benefit == 0


def test_one_lane_is_told_as_long_as_it_is_red(tmp_path: Path) -> None:
    done = recording(skill="expert")
    known = Heal(program(tmp_path), done).known
    first = done.hand.between(0, done.hand.end_us // 8)
    alone = Heal(program(tmp_path), replace(done, hand=first)).known
    assert alone.red.best == pytest.approx(known.red.best, rel=0.35), "skin that was not touched dilutes nothing"


def test_aftercare_changes_the_skin_and_the_figures(player: Player) -> None:
    known = player.screen.known
    good, sun = (known.cared(care).curve("pih_risk", [28.0])[0] for _title, care in heal_known.CARES[:2])
    assert sun > good
    player.screen.tend(2)
    player.frame(6)
    assert player.screen.care == 2


@pytest.mark.parametrize(("size", "scale"), WINDOWS)
@pytest.mark.parametrize("view", ["week", "year", "maps"])
def test_every_view_fits_every_window(tmp_path: Path, size: tuple[int, int], scale: float, view: Any) -> None:
    player = Player(Heal(program(tmp_path, scale), recording()), size)
    player.screen.look(view)
    player.frame(5)
    window = pygame.Rect((0, 0), size)
    places_ = player.screen._places
    assert window.contains(places_.picture) and window.contains(places_.line) and window.contains(places_.column)
    assert not places_.picture.colliderect(places_.column) and not places_.line.colliderect(places_.picture)
    assert places_.picture.height >= 150


@pytest.mark.parametrize("ticks", [WEEK, YEAR])
def test_the_line_turns_days_into_places_and_back(ticks: tuple[float, ...]) -> None:
    line = Line(Style(), pygame.Rect(24, 560, 1232, 224), ticks)
    xs = [line.x(day) for day in ticks]
    assert np.ptp(np.diff(xs)) <= 1, "ticks stand at even distances"
    for day in np.geomspace(ticks[0], ticks[-1], 30):
        assert line.day(line.x(day)) == pytest.approx(day, rel=0.03)
    assert line.step(1.0, 1) > 1.0 > line.step(1.0, -1)
    assert line.books((line.x(28), line.track[2]), Booking(28.0, 10.0)) or ticks is WEEK


def test_amounts_are_words_and_rise() -> None:
    words = [heal_known.amount(share) for share in (0.0, 0.1, 0.5, 0.8, 1.0)]
    assert words == ["hardly any", "little", "about half", "most", "all"]


def written(player: Player, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every text that the screen writes in all its views, cares, comparisons and bookings."""
    texts: set[str] = set()
    write = Style.write

    def noted(style: Style, surface: Any, text: str, *rest: Any, **placing: Any) -> Any:
        texts.add(text)
        return write(style, surface, text, *rest, **placing)

    monkeypatch.setattr(Style, "write", noted)
    screen = player.screen
    for care in range(len(heal_known.CARES)):
        screen.tend(care)
        player.frame(2)
    for view in ("year", "maps"):
        screen.look(view)  # type: ignore[arg-type]
        for course in (None, *heal_compare.COURSES):
            screen.compare(course)
            player.frame(2)
    for day in (3, 5, 9, 20, 28, 45, 120):
        screen._book(day)
        player.frame(2)
    return texts | {heal_compare.title(course, 28) for course in heal_compare.COURSES}


def test_nothing_that_is_written_promises(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = written(player, monkeypatch)
    assert len(texts) > 60
    assert not [text for text in texts if BANNED.search(text)]
    assert {"Predicted, not promised: model output for training", "usual advice: convention"} <= texts


def test_banned_words_are_found() -> None:
    for text in ("+20 % collagen", "24 % more new collagen", "a realistic picture", "Guaranteed", "+7 %"):
        assert BANNED.search(text)
    for path in (ROOT / "simulator" / "app" / "screens").glob("heal*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not BANNED.search(node.value), f"{path.name}: {node.value}"


@pytest.mark.parametrize(("size", "scale"), WINDOWS)
@pytest.mark.parametrize("view", ["week", "year", "maps"])
def test_the_label_stands_in_full_on_every_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], scale: float, view: Any
) -> None:
    player = Player(Heal(program(tmp_path, scale), recording()), size)
    boxes, write = [], Style.write

    def noted(style: Style, surface: Any, text: str, *rest: Any, **placing: Any) -> Any:
        box = write(style, surface, text, *rest, **placing)
        if text == heal_picture.label():
            boxes.append(box)
        return box

    monkeypatch.setattr(Style, "write", noted)
    player.screen.look(view)
    player.frame()
    assert boxes and all(player.screen._places.picture.contains(box) for box in boxes)


def test_courses_are_compared_at_equal_size_and_on_the_left_of_the_wipe(tmp_path: Path) -> None:
    player = Player(Heal(program(tmp_path), recording(skill="novice")))
    screen, known = player.screen, player.screen.known
    screen.look("year")
    bars = heal_compare._columns(screen.style, 592, stacked=False)
    assert len({bar.size for bar in bars}) == 1, "harm is drawn as large as benefit"
    done, even, plan = (known.side(course).benefit for course in (AS_DONE, EVEN, PLAN))
    assert done < even <= plan + 0.01 and 0 < known.benefit.low < done < known.benefit.high
    screen._go(1 / 24)
    player.frame(14)
    place, before = screen._places.picture, player.pixels()
    screen.compare(EVEN)
    player.frame(14)
    changed = np.abs(player.pixels() - before).max(-1)
    left = changed[place.x + 120 : place.x + 280, place.y + 60 : place.bottom - 60]
    right = changed[place.centerx + 40 : place.right - 110, place.y + 60 : place.bottom - 60]
    assert (left > 10).mean() > 0.5 and right.max() == 0


def test_one_session_more_follows_the_booking(player: Player) -> None:
    known = player.screen.known
    usual, early = (known.side(ONE_MORE, day).benefit for day in (28.0, 5.0))
    assert known.side().benefit < early < usual
    player.key(pygame.K_2)
    for _n in range(3):
        player.key(pygame.K_MINUS)
    assert "day 25" in heal_compare.title(ONE_MORE, player.screen.booking.day)


def test_losses_are_words_and_rise() -> None:
    words = [heal_said.fraction(share) for share in (0.02, 0.1, 0.2, 0.25, 0.33, 0.5, 0.9)]
    assert words == ["a little", "a tenth", "a fifth", "a quarter", "a third", "half", "most"]


def test_maps_lie_where_the_skin_was_touched(player: Player) -> None:
    shown = player.screen.shown
    ground, place = shown.ground(), shown.field_place()
    gain, harm = heal_maps.fields(shown.skin.healing)
    assert gain.shape == harm.shape and np.nanmax(gain) > 0
    rows, cols = np.nonzero(np.isfinite(gain))
    per_cell = place.width / gain.shape[1]
    touched = pygame.Rect(0, 0, np.ptp(cols) * per_cell, np.ptp(rows) * per_cell)
    touched.topleft = (round(place.x + cols.min() * per_cell), round(place.y + rows.min() * per_cell))
    red = np.abs(shown.skin.coarser().at(1 / 24).astype(int) - ground).max(-1) > 6
    ys, xs = np.nonzero(red)
    seen = pygame.Rect(xs.min(), ys.min(), np.ptp(xs), np.ptp(ys))
    for side in ("left", "right", "top", "bottom"):
        assert abs(getattr(touched, side) - getattr(seen, side)) <= 8, side


@pytest.mark.alone
def test_dragging_on_the_face_keeps_up_with_the_screen(tmp_path: Path) -> None:
    player = Player(Heal(program(tmp_path), recording("face-fine-lines")))
    player.key(pygame.K_2)
    left, right, y = player.screen._line.track
    player.screen.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(left, y)))
    took = []
    for x in np.linspace(left, right, 60).astype(int):
        player.screen.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=(int(x), y), rel=(1, 0), buttons=(1, 0, 0)))
        since = time.perf_counter()
        player.frame()
        took.append((time.perf_counter() - since) * 1000)
    assert np.median(took) < 16, (
        "the bound is for nineteen frames of twenty on a quiet machine: `tests/scripts/heal_drag.py`"
    )
