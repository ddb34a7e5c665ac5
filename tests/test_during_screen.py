"""The other hand and the patient on the treat screen: keys, buttons, panels, what is drawn, and a raised hand in the
real window.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from desk import Desk, display, wait_for  # noqa: E402
from test_treat_run import Player  # noqa: E402
from treatments import asking, certain  # noqa: E402

from simulator.app.program import Program  # noqa: E402
from simulator.app.screens.replay import Replay  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.app.screens.treat_patient import LEVELS, LINES, level  # noqa: E402
from simulator.files import places, recording  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.needling.hand import Act  # noqa: E402
from simulator.pictures.film import Film  # noqa: E402
from simulator.pictures.finger import finger  # noqa: E402
from simulator.session import Scenario, conclude, replay  # noqa: E402

FLAT = load("flat-patch", places.find())
MM = 31.5


pytestmark = pytest.mark.usefixtures("screen")


def playing(program: Program, scenario: Scenario) -> tuple[Player, Treat]:
    treat = Treat(program, scenario)
    return Player(treat), treat


def go(player: Player, treat: Treat, x_mm: float, y_mm: float) -> None:
    """Moves the lifted tip to a place."""
    ways = (round((to * 1000 - at) / 1000 * MM) for to, at in zip((x_mm, y_mm), treat.pen.at_um, strict=True))
    player.do(pygame.MOUSEMOTION, rel=tuple(ways), pos=(640, 400), buttons=(0, 0, 0), touch=False)
    player.frame(4)


def press(player: Player, down: bool = True, button: int = 1) -> None:
    player.do(pygame.MOUSEBUTTONDOWN if down else pygame.MOUSEBUTTONUP, button=button, pos=(640, 400), touch=False)
    player.frame(8)


def acts(treat: Treat) -> list[Act]:
    return [act for act in treat.run.acts if act.what not in ("dial", "gap")]


def colour(treat: Treat, x_mm: float, y_mm: float) -> Any:
    scale = treat.view.camera.base
    return np.array(treat.view.stage._skin.get_at((round(x_mm * scale), round(y_mm * scale)))[:3]).astype(int)


def test_keys_set_fingers_and_gel_at_the_tip_and_they_are_seen(program: Program) -> None:
    player, treat = playing(program, asking(FLAT))
    go(player, treat, 15, 50)
    bare = colour(treat, 15, 50)
    player.key(pygame.K_s)
    player.frame(6)
    go(player, treat, 85, 50)
    player.key(pygame.K_s)
    go(player, treat, 50, 50)
    before = colour(treat, 60, 60), treat.view.stage.live.rgb.copy()
    player.key(pygame.K_g)
    player.frame(60)
    what = [act.what for act in acts(treat)]
    assert what == ["stretch.x", "stretch.y"] * 2 + ["gel.x", "gel.y"]
    assert [round(act.value, -3) for act in acts(treat)] == [15_000, 50_000, 85_000, 50_000, 50_000, 50_000]
    assert treat.run.upkeep is not None and treat.run.upkeep.held(50_000, 50_000)
    glove = colour(treat, 15, 50)
    assert bare[0] > bare[2] and glove[2] > glove[0] + 20
    assert not np.array_equal(treat.view.stage.live.rgb, before[1])
    player.do(pygame.KEYDOWN, key=pygame.K_s, mod=pygame.KMOD_SHIFT, unicode="S")
    player.frame(6)
    assert acts(treat)[-1].what == "stretch.off"
    assert np.abs(colour(treat, 15, 50) - bare).max() < 40 and colour(treat, 15, 50)[0] > colour(treat, 15, 50)[2]


def test_the_other_hand_rests_while_the_tip_works_and_where_nothing_is_asked(program: Program) -> None:
    player, treat = playing(program, asking(FLAT))
    press(player)
    for key in (pygame.K_s, pygame.K_g, pygame.K_a):
        player.key(key)
    press(player, button=3)
    assert treat._acts.panel is None and not acts(treat)
    press(player, down=False)
    plain, other = playing(program, FLAT)
    for key in (pygame.K_s, pygame.K_g, pygame.K_a):
        plain.key(key)
    press(plain, button=3)
    assert other.view.during is None and other._acts.panel is None and not acts(other)
    assert not other.view.stage.laid


def test_the_mouse_alone_can_do_all_of_it(program: Program) -> None:
    player, treat = playing(program, asking(FLAT))
    go(player, treat, 20, 50)
    press(player, button=3)
    assert treat._acts.panel is not None and not treat.relative, "a cursor to press with"
    page = treat._acts.panel._page
    words = [target.text for target in page.focus.targets]
    assert len(words) == 6
    page._actions[page.focus.targets[0]]()
    player.frame(6)
    assert treat._acts.panel is None and treat.relative
    assert [act.what for act in acts(treat)] == ["stretch.x", "stretch.y"]
    treat.pen.switch(player.now_us, relative=False)
    player.frame(6)
    assert treat.view.during is not None
    for name, what in (("gel", "gel.y"), ("stretch", "stretch.y")):
        place = treat.view.during._buttons[name].center
        player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=place, touch=False)
        player.do(pygame.MOUSEBUTTONUP, button=1, pos=place, touch=False)
        player.frame(6)
        assert acts(treat)[-1].what == what
    assert not treat.run.skin.count.any(), "a button is no place to needle"


def test_a_raised_hand_is_seen_and_can_be_answered_by_key(program: Program) -> None:
    player, treat = playing(program, certain(FLAT, "raised hand", (0.4, 0.5)))
    player.key(pygame.K_a)
    assert treat._acts.panel is None, "nothing has happened yet"
    press(player)
    player.glide(5, 40)
    told = treat.view.during._told
    assert told.event == "raised hand" and told.seen
    press(player, down=False)
    player.key(pygame.K_a)
    player.frame(2)
    assert treat._acts.panel is not None and not treat.relative
    choices = treat._acts.panel._question.choices
    right = next(n for n, (text, _action) in enumerate(choices) if text.startswith("Ask"))
    clock_us = treat.pen.time_us(player.now_us)
    player.frame(30)
    assert treat.pen.time_us(player.now_us) > clock_us + 400_000, "the clock goes on"
    player.key(pygame.K_1 + right)
    player.frame(12)
    assert treat._acts.panel is None and treat.relative
    assert [(act.what, act.value) for act in acts(treat)] == [("answer", 1)]
    assert not treat.view.during._told.event
    found = conclude(treat.scenario, treat.run)
    assert found.technique["answer"] == 1.0 and not found.critical


def test_escape_and_a_lost_focus_close_what_is_asked(program: Program) -> None:
    player, treat = playing(program, asking(FLAT))
    press(player, button=3)
    player.key(pygame.K_ESCAPE)
    assert treat._acts.panel is None and treat._panel is None
    press(player, button=3)
    player.do(pygame.WINDOWFOCUSLOST)
    player.frame(2)
    assert treat._acts.panel is None and treat._panel is not None


def test_a_needle_in_a_finger_asks_what_comes_first_once_it_is_lifted(program: Program) -> None:
    player, treat = playing(program, asking(FLAT))
    go(player, treat, 50, 50)
    player.key(pygame.K_s)
    player.frame(4)
    press(player)
    player.glide(5, 30)
    assert treat.run.upkeep.sticks and treat._acts.panel is None
    press(player, down=False)
    assert treat._acts.panel is not None
    for wanted in ("Stop", "Tell", "Wash", "Report"):
        choices = treat._acts.panel._question.choices
        player.key(pygame.K_1 + next(n for n, (text, _action) in enumerate(choices) if text == wanted))
        player.frame(3)
    assert treat._acts.panel is None
    player.frame(6)
    assert [act.value for act in acts(treat) if act.what == "stick"] == [1, 2, 3, 4]
    found = conclude(treat.scenario, treat.run)
    assert found.technique["needlestick_steps"] == 4
    assert [c.rule for c in found.critical] == ["needlestick"]
    assert treat._acts.panel is None, "asked once"


def test_a_stalled_motor_is_silent_and_leaves_nothing(program: Program) -> None:
    player, treat = playing(program, certain(FLAT, "stalled motor", (0.4, 0.5)))
    press(player)
    player.glide(5, 40)
    assert treat._acts.silent(treat.pen, player.now_us)
    struck = treat.run.skin.count.sum()
    player.glide(5, 20)
    assert treat.run.skin.count.sum() == struck


def test_nothing_is_drawn_that_has_not_changed(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    player, treat = playing(program, asking(FLAT, signs=False))
    player.frame(30)
    laid: list[str] = []
    lay = treat.view.stage.lay
    monkeypatch.setattr(treat.view.stage, "lay", lambda name, *rest: (laid.append(name), lay(name, *rest)))
    player.frame(60)
    assert not laid
    press(player)
    player.glide(5, 120)
    assert laid == ["patient"], "one new face for the first contact"


def test_a_replay_shows_fingers_and_the_event_again_at_their_times(program: Program) -> None:
    scenario = asking(FLAT, events=["raised hand"], event_share=1.0, event_after_s=[0.4, 0.5])
    player, treat = playing(program, scenario)
    go(player, treat, 20, 50)
    player.key(pygame.K_s)
    go(player, treat, 50, 50)
    press(player)
    player.glide(3, 50)
    event_us = treat.run.upkeep.event_us
    press(player, down=False)
    player.key(pygame.K_RETURN)
    treat.finish()
    (path,) = program.places.runs.glob("*.run")
    kept = recording.read(path)
    assert replay(kept).upkeep.event_us == event_us
    again = Replay(program, kept)
    Player(again)
    assert again.view.during is not None
    for at_us, seen in ((event_us - 50_000, False), (event_us + 300_000, True), (event_us - 50_000, False)):
        again.clock.playing = True
        again.seek(at_us)
        again.clock.playing = False
        shown = Player(again, 9_000_000)
        shown.frame(14)
        assert bool(again.view.during._told.event) == seen
        assert len(again.view.during._standing) == 1
        assert "keys" not in again.view.stage.laid, "there is no other hand in a replay"


def test_faces_and_lines_follow_the_discomfort() -> None:
    assert len(LINES) == len(LEVELS) + 1
    levels = [level(felt / 10) for felt in range(101)]
    assert levels == sorted(levels) and set(levels) == set(range(len(LINES)))


def test_a_finger_comes_from_the_side_it_should_and_is_true_to_scale() -> None:
    for away, axis, sign in (((1, 0), 1, 1), ((-1, 0), 1, -1), ((0, 1), 0, 1), ((0, -1), 0, -1)):
        rgba, (x, y) = finger(6.0, away)
        solid = rgba[..., 3] > 128
        middle = np.argwhere(solid).mean(axis=0) - (y, x)
        assert sign * middle[axis] > 10 and abs(middle[1 - axis]) < 1
        tip = np.argwhere(solid).min(axis=0) - (y, x) if sign > 0 else np.argwhere(solid).max(axis=0) - (y, x)
        assert abs(abs(int(tip[axis])) - 48) <= 1, "a radius of 8 mm at 6 px/mm"


def test_a_film_shines_less_and_less_until_it_is_dry() -> None:
    film, gloss = Film((128, 128), 6.0), np.full((64, 64), 255, np.uint8)
    assert film.over(None, gloss, (0, 0), 0.0) is None
    film.spread((0, 0, 128, 128), 0.0)
    means = []
    for age_us in (1e6, 60e6, 120e6, 179e6):
        shade = film.over(None, gloss, (0, 0), age_us)
        assert shade is not None
        means.append(float(shade.mean()))
    assert means == sorted(means, reverse=True) and means[-1] < 0.5 * means[0]
    furrow = np.full((64, 64), -20, np.float32)
    assert film.over(furrow, gloss, (0, 0), 181e6) is None, "dry skin takes no furrow"
    film.spread((0, 0, 128, 128), 181e6)
    assert film.over(furrow, gloss, (0, 0), 182e6) is not None


def test_with_the_mouse_alone_one_can_pause_and_finish(program: Program) -> None:
    plain, treat = playing(program, FLAT)
    press(plain)
    press(plain, button=3)
    assert treat._panel is None, "not while the tip works"
    press(plain, down=False)
    press(plain, button=3)
    assert treat._panel is not None and not treat.relative, "and there is a cursor"
    plain, treat = playing(program, asking(FLAT))
    press(plain, button=3)
    assert treat._acts.panel is not None and treat._panel is None
    names = [name for name, _does in treat._acts.panel._question.choices]
    plain.do(pygame.KEYDOWN, key=pygame.K_1 + names.index("Pause or finish"), mod=0, unicode="")
    assert treat._acts.panel is None and treat._panel is not None
    treat.go_on()
    assert treat._panel is None


@pytest.mark.parametrize("frames", (0, 1, 2, 3, 4))
def test_a_key_pressed_while_the_tip_is_still_lifting_is_not_lost(program: Program, frames: int) -> None:
    player, treat = playing(program, asking(FLAT))
    go(player, treat, 50, 50)
    press(player)
    player.do(pygame.MOUSEBUTTONUP, button=1, pos=(640, 400), touch=False)
    player.frame(frames)
    player.key(pygame.K_g)
    player.frame(6)
    assert [act.what for act in acts(treat)] == ["gel.x", "gel.y"]
    assert acts(treat)[0].t_us >= treat.run.poses()[0].t_us[-1], "the tip has lifted by then"


def still(desk: Desk) -> int:
    """The number of samples once moving the mouse brings no more of them; 0 before."""
    before = len(desk.hand().samples)
    desk.x("mousemove_relative", 3, 0)
    time.sleep(0.2)
    return before if len(desk.hand().samples) == before else 0


@pytest.mark.alone
def test_a_raised_hand_in_the_real_window(tmp_path: Path) -> None:
    scenario = certain(FLAT, "raised hand", (0.8, 0.9))
    own = tmp_path / "raised.toml"
    own.write_text(scenario.texts["scenario"], encoding="utf-8")
    with display() as name:
        desk = Desk(name, tmp_path / "home", str(own))
        try:
            desk.window()

            def moves() -> bool:
                desk.x("mousemove_relative", 3, 0)
                return len(desk.hand().samples) > 1

            wait_for(moves, 15, "the hand does not arrive")
            desk.press()
            desk.glide(20, 0, 20)
            desk.release()
            desk.key("a")
            before = wait_for(lambda: still(desk), 10, "the pen still follows the mouse")
            desk.glide(5, 0, 20)
            time.sleep(0.2)
            assert len(desk.hand().samples) == before, "while it is asked the mouse is a cursor"
            for key in ("1", "a", "2", "a", "3"):  # one of the three is right, whatever their order
                desk.key(key)
                time.sleep(0.2)
            desk.key("Return", "Return")
            path = wait_for(lambda: next((desk.home / "runs").glob("*.run"), None), 20, "the run was not kept")
        finally:
            desk.close()
    kept = recording.read(path)
    answers = [act.value for act in kept.hand.acts if act.what == "answer"]
    assert answers and answers[-1] == 1
    found = conclude(kept.scenario, replay(kept))
    assert found.technique["event"] == "raised hand" and not found.critical
    assert found.technique["stopped_s"] < 1.5
    assert found.technique["answer"] == (1.0 if len(answers) == 1 else 0.5)
    stored = recording.read_outcome(path)
    assert stored is not None and stored["technique"]["answer"] == found.technique["answer"]
