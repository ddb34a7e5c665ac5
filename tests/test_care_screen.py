"""Care on the screen: everything that is right can be reached by mouse alone and by keyboard alone, and it is kept."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from caring import NUMBING, POSTPONE, SPARE, caring, right  # noqa: E402
from desk import Desk, display, wait_for  # noqa: E402
from test_treat_run import Player, kept  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app import ways  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens import treat_record  # noqa: E402
from simulator.app.screens.care import Care  # noqa: E402
from simulator.app.screens.care_after import Aftercare  # noqa: E402
from simulator.app.screens.devices import Devices  # noqa: E402
from simulator.app.screens.home import Home  # noqa: E402
from simulator.app.screens.prepare import Prepare  # noqa: E402
from simulator.app.screens.result import Result  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.files import places, recording  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.pictures.lesion import LOOKS, Lesion  # noqa: E402
from simulator.pictures.person import bare, spots  # noqa: E402
from simulator.pictures.skin import draw_site  # noqa: E402
from simulator.session import Scenario  # noqa: E402

FLAT = load("flat-patch", places.find())
FACE = load("face-fine-lines", places.find())


pytestmark = pytest.mark.usefixtures("screen")


SHORT = f"""
[care]
fixed = ["cold_sore_covered"]
neighbours = 1
skin_neighbours = 1
steps = ["identity", "consent", "hands", "numbing", "numbing_off", "cartridge"]
after = ["redness", "sun"]
{NUMBING}"""


def frames(shown: Any, size: tuple[int, int] = (1280, 800), times: int = 3) -> None:
    """The screen in a window of a size, for some frames."""
    surface = (
        pygame.display.set_mode(size) if pygame.display.get_window_size() != size else pygame.display.get_surface()
    )
    shown.resize(size)
    for _frame in range(times):
        frame(shown, surface)


def frame(shown: Any, surface: Any = None) -> None:
    shown.tick(getattr(shown, "_now_us", 0) + 20_000)
    shown.draw(surface or pygame.display.get_surface())


def by_keyboard(shown: Any, number: int) -> None:
    """Tab as often as it takes, and Enter."""
    for _tab in range(number + 1):
        shown.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_TAB, mod=0, unicode=""))
    shown.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode=""))


def by_mouse(shown: Any, number: int) -> None:
    """The wheel until it is seen, and a click in its middle."""
    target = shown._page.focus.targets[number]
    column = next((c for c in shown._page.columns if target.ui_container is c.sheet), None)
    if column is not None:
        column.show(target.rect)
        assert column.rect.contains(target.rect), "a button that cannot be seen whole"
    pygame.mouse.set_pos(target.rect.center)
    pygame.event.pump()
    frame(shown)
    frame(shown)
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        at = target.rect.center
        shown.handle(pygame.event.Event(kind, button=1, pos=at, touch=False))
    for event in pygame.event.get():
        shown.handle(event)


def reachable(shown: Any, press: Callable[[Any, int], None]) -> set[tuple[str, int]]:
    """All acts that the buttons of a page can do, also those that come up by pressing others; those that lead on are
    left alone.
    """
    found: set[tuple[str, int]] = set()
    steps = getattr(shown, "_steps", None)
    todo = [("", number) for number in range(len(shown._page.focus.targets) - len(shown.foot().left) - 1)]
    for is_open, number in todo:
        if steps:
            steps._open = is_open
        shown.again()
        frame(shown)
        shown._page.focus.at = None
        before, count = list(shown.acts), len(shown._page.focus.targets)
        press(shown, number)
        found |= {(act.what, act.value) for act in shown.acts[len(before) :]}
        if steps and steps._open and not is_open:
            todo += [(steps._open, number + n + 1) for n in range(len(shown._page.focus.targets) - count)]
        shown.acts[:] = before
    return found


def wanted(plan: Any, seed: int) -> set[tuple[str, int]]:
    """What is right; figures for numbing may be any that the band allows."""
    return {
        (what, value) for what, value, _takes in right(plan, seed) if not what.startswith(("numb.a", "numb.m", "mark"))
    }


WAYS = [(by_keyboard, (1280, 800), 1.0), (by_mouse, (1024, 768), 1.0)]


@pytest.mark.parametrize(("press", "size", "scale"), WAYS)
def test_all_that_is_right_can_be_done(
    program: Program, press: Any, size: tuple[int, int], scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(treat_record, "seed", lambda: 11)
    program.style = Style(scale)
    scenario = caring(FLAT, SHORT)
    care, found = Care(program, scenario), set()
    for at in range(len(care.pages)):
        care.at, care._turned = at, True
        frames(care, size)
        if care.pages[at] == "skin":
            for placed in care.case.skin:
                care.act(("mark.x", placed.spot.x_um), ("mark.y", placed.spot.y_um))
        found |= reachable(care, press)
    record = treat_record.begin(program, scenario, treat_record.Before(11), 6.0)
    after = Aftercare(program, record, session.begin(scenario, 11), care.plan)
    frames(after, size)
    found |= reachable(after, press)
    after.close()
    missing = wanted(care.plan, 11) - found
    assert not missing


def test_the_skin_is_pointed_at_by_keys_alone_and_what_is_plain_is_plain(program: Program) -> None:
    care = Care(program, caring(FACE, SPARE.format(lesion="mole"), "spare"))
    care.at = care.pages.index("skin")
    frames(care)
    (placed, *_harmless) = care.case.skin
    for axis, back, on in ((0, pygame.K_LEFT, pygame.K_RIGHT), (1, pygame.K_UP, pygame.K_DOWN)):
        away = (placed.spot.x_um, placed.spot.y_um)[axis] / 1000 - care._spots._ring[axis]
        for _press in range(round(abs(away) / 2)):
            key = on if away > 0 else back
            care.handle(pygame.event.Event(pygame.KEYDOWN, key=key, mod=pygame.KMOD_SHIFT, unicode=""))
    texts = len(care._page.focus.targets)
    care.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_m, mod=0, unicode="m"))
    assert care.case.found_at(*care._spots._marks()[0]) == placed
    assert len(care._page.focus.targets) > texts, "it is asked what to do"
    care.act(("mark.x", 1_000), ("mark.y", 1_000))
    frame(care)
    assert care.case.found_at(1_000, 1_000) is None


def taken_up(care: Care) -> Treat:
    """The treat screen that follows."""
    prepare = care.begin()
    assert isinstance(prepare, Prepare)
    prepare.draw(pygame.display.get_surface())
    treat = prepare.tick(0)
    assert isinstance(treat, Treat)
    return treat


def treated(program: Program, care: Care) -> Aftercare:
    """The device is taken up, a lane is made, and the run is finished."""
    treat = taken_up(care)
    player = Player(treat)
    player.lane()
    after = treat.finish()
    treat.close()
    assert isinstance(after, Aftercare)
    frames(after)
    return after


def test_a_run_with_care_before_and_after_is_kept_and_scores_the_same_again(program: Program) -> None:
    care = Care(program, caring(FLAT))
    frames(care)
    for what, value, _takes in right(care.plan, care.seed, told=False):
        care.act((what, value))
    after = treated(program, care)
    for what, value, _takes in right(care.plan, care.seed)[len(right(care.plan, care.seed, told=False)) :]:
        after.act((what, value))
    result = after.goodbye()
    after.close()
    assert isinstance(result, Result)
    record = kept(program)
    times = [act.t_us for act in record.hand.acts]
    assert times == sorted(times) and times[0] < record.hand.held_us < times[-1]
    again = session.conclude(record.scenario, session.replay(record))
    assert again.parts["care"] is not None and again.parts["care"].points == again.parts["care"].weight
    (row,) = program.library.runs()
    assert row.score == again.score.total
    assert not program.library.interrupted()


def test_whoever_leaves_before_the_goodbye_goes_on_another_time(program: Program) -> None:
    care = Care(program, caring(FLAT))
    frames(care)
    care.choose("care.cold_sore_covered", 1)
    after = treated(program, care)
    after.choose("after.sun", 1)
    home = after.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode=""))
    assert isinstance(home, Home)
    after.close()
    (path,) = program.library.interrupted()
    again = ways.resume(program, path)
    again.draw(pygame.display.get_surface())
    treat = again.tick(0)
    assert isinstance(treat, Treat)
    player = Player(treat, now_us=90_000_000)
    player.lane(-10)
    told = treat.finish()
    assert isinstance(told, Aftercare), "the patient still has to be told"
    treat.close()
    told.goodbye()
    acts = kept(program).hand.acts
    assert [act.what for act in acts if act.what.startswith(("care", "after"))] == [
        "care.cold_sore_covered",
        "after.sun",
    ]


def test_who_treats_nothing_has_a_kept_and_scored_run_without_a_stroke(program: Program) -> None:
    care = Care(program, caring(FLAT, POSTPONE, "postpone"))
    frames(care)
    for what, value, _takes in right(care.plan, care.seed, told=False):
        care.act((what, value))
    result = care.postpone()
    assert isinstance(result, Result)
    record = kept(program)
    assert not len(record.hand.samples)
    (row,) = program.library.runs()
    assert row.verdict == "pass" and row.score == session.conclude(record.scenario, session.replay(record)).score.total
    frames(result)


def test_starting_again_means_another_patient_and_escape_leaves_nothing(program: Program) -> None:
    care = Care(program, caring(FLAT))
    frames(care)
    treat = taken_up(care)
    player = Player(treat)
    player.lane(frames=10)
    other = treat.restart()
    treat.close()
    assert isinstance(other, Care) and other.seed != care.seed
    assert not program.library.interrupted() and not list(program.places.runs.glob("*.run"))
    frames(other)
    assert isinstance(other.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode="")), Home)


def test_the_clock_of_the_treatment_begins_when_the_device_is_taken_up(program: Program) -> None:
    care = Care(program, caring(FLAT))
    frames(care)
    care._now_us = care._since_us + 95_000_000
    care.choose("care.cold_sore_covered", 1)
    treat = taken_up(care)
    Player(treat).lane(frames=10)
    assert treat.record.hand.held_us == 95_000_001
    assert treat.view.strip.time_us(treat.view.strip.track.x) == 95_000_000
    treat.close()


def test_every_look_of_the_bank_is_drawn_and_no_two_are_alike() -> None:
    plan = caring(FLAT).care
    assert plan is not None
    assert {item.look for item in plan.bank.items.values() if item.where == "skin"} == set(LOOKS)
    for melanin in (0.03, 0.3):
        plain = draw_site(FLAT.site.drawing, (20, 20), melanin, 6.0).rgb.astype(int)
        seen = {
            look: draw_site(FLAT.site.drawing, (20, 20), melanin, 6.0, None, [Lesion(10, 10, 4, look)]).rgb.astype(int)
            for look in LOOKS
        }
        for look, rgb in seen.items():
            changed = np.abs(rgb - plain).max(axis=2)
            assert (changed > 12).sum() > 40, f"{look} cannot be seen"
            assert changed[:12].max() == 0, f"{look} reaches too far"
        assert len({rgb.tobytes() for rgb in seen.values()}) == len(LOOKS)


def test_what_the_seed_puts_on_the_skin_is_seen_while_treating_too(program: Program) -> None:
    scenario = caring(FLAT)
    known = spots(scenario, 11)
    assert len(known) == 2 and spots(scenario, 11) == known != spots(scenario, 12)
    assert not np.array_equal(bare(scenario, 4.0, seed=11).rgb, bare(scenario, 4.0).rgb)
    assert spots(FACE, 11) == spots(FACE, None), "a scenario without care is one person"
    care = Care(program, scenario)
    care.seed = 11
    treat = taken_up(care)
    at = known[0]
    scale = treat.view.camera.base
    x, y = round(at.x_mm * scale), round(at.y_mm * scale)
    treat.resize((1280, 800))
    plain = Treat(program, FLAT)
    one, other = (
        pygame.surfarray.array3d(t.view.stage._skin)[x - 8 : x + 8, y - 8 : y + 8].astype(int) for t in (treat, plain)
    )
    assert np.abs(one - other).max() > 12
    treat.close()
    plain.close()


def test_care_by_mouse_in_the_real_window(tmp_path: Path) -> None:
    own = tmp_path / "postpone.toml"
    scenario: Scenario = caring(FLAT, POSTPONE, "postpone")
    own.write_text(scenario.texts["scenario"], encoding="utf-8")
    with display() as name:
        desk = Desk(name, tmp_path / "home", str(own))
        try:
            desk.window()
            time.sleep(1.5)
            for x, y in ((277, 216), (640, 300), (1220, 764), (560, 216), (150, 764)):
                before = desk.seen()
                desk.x("mousemove", x, y, "click", 1)
                if (x, y) != (150, 764):
                    wait_for(lambda: desk.seen() != before, 10, f"nothing came of a click at {x}, {y}")  # noqa: B023
                    time.sleep(0.3)
            path = wait_for(lambda: next((desk.home / "runs").glob("*.run"), None), 20, "the run was not kept")
        finally:
            desk.close()
    record = recording.read(path)
    what = [act.what for act in record.hand.acts]
    assert what[-1] == "postpone" and any(name.startswith("care.") for name in what)
    assert any(name.startswith("why.") for name in what) and not len(record.hand.samples)


def test_where_the_device_is_left_open_it_is_chosen_and_kept(program: Program) -> None:
    scenario = load("right-hand", program.places)
    assert len(scenario.devices) == 3
    devices = ways.treat(program, scenario)
    assert isinstance(devices, Devices)
    frames(devices)
    by_keyboard(devices, 1)
    other = scenario.devices[1].device
    prepare = devices.go_on()
    prepare.draw(pygame.display.get_surface())
    treat = prepare.tick(0)
    assert isinstance(treat, Treat) and treat.scenario.device == other
    player = Player(treat)
    player.lane(frames=20)
    treat.finish()
    treat.close()
    record = kept(program)
    assert record.scenario.device == other
    assert isinstance(ways.treat(program, load("flat-patch", program.places)), Prepare), "nothing to choose there"
    again = ways.treat(program, scenario)
    frames(again)
    assert isinstance(again.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode="")), Home)
