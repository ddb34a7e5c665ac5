"""Settings, calibration, the self-test and cues: what is chosen holds at once, is remembered, and can be measured."""

from __future__ import annotations

import os

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from test_progress import keep  # noqa: E402
from test_treat_run import Player, kept  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app import ways  # noqa: E402
from simulator.app.program import ASSUMED_COUNTS, Asked, Program, settings_of, style_of  # noqa: E402
from simulator.app.screens import cues  # noqa: E402
from simulator.app.screens import setup as setup_screen  # noqa: E402
from simulator.app.screens.calibrate import CARD_MM, Calibrate  # noqa: E402
from simulator.app.screens.cues import CUES, Cues  # noqa: E402
from simulator.app.screens.selftest import LASTS_US, SelfTest  # noqa: E402
from simulator.app.screens.setup import Setup, choices  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.app.screens.treat_pull import MOST_MM, Pull  # noqa: E402
from simulator.app.screens.treat_record import Before, begin  # noqa: E402
from simulator.app.sound import Motor, Ticks, chatter, chime, hum_of  # noqa: E402
from simulator.files import places, settings  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.words import LANGUAGES, _, language  # noqa: E402

FLAT = load("flat-patch", places.find())


pytestmark = pytest.mark.usefixtures("screen")


def take(shown: Setup, name: str, value: object) -> None:
    choice = next(one for one in choices() if one.name == name)
    shown.take(choice, [held for _text, held in choice.values].index(value))


def test_what_is_chosen_holds_at_once_and_at_the_next_start(program: Program) -> None:
    player = Player(ways.setup(program))
    shown = player.screen
    for name, value in (
        ("left_handed", True), ("latch", True), ("scale", 1.5), ("dark", True), ("reduced_motion", True),
        ("sound", False), ("language", "de"),
    ):  # fmt: skip
        take(shown, name, value)
        player.frame(2)
    known = settings.read(program.places.settings)
    assert (known.left_handed, known.latch, known.scale, known.dark) == (True, True, 1.5, True)
    assert program.style.scale == 1.5 and program.style.dark and program.style.mirrored
    assert program.settings == settings_of(known, Asked()) and program.settings.contact == "latch"
    assert language() == "de" and shown.titles()[0] == _("Settings") != "Settings"
    assert not program.settings.sound and Motor(117, 1000, program.settings.sound).silent
    assert style_of(known, Asked(scale=2.0, dark=False)).scale == 2.0, "the command line has the last word"
    home = shown.leave()
    assert settings.read(program.places.settings).set_up
    home.close()


def test_every_language_can_be_chosen_and_changes_the_page(program: Program) -> None:
    player, titles = Player(ways.setup(program)), set()
    for code in LANGUAGES:
        take(player.screen, "language", code)
        player.frame(2)
        titles.add(player.screen.titles()[0])
    assert len(titles) == len(LANGUAGES)


def ways_along(player: Player, *counts: int) -> None:
    for count in counts:
        place = player.screen._place().center
        player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=place, touch=False)
        assert player.screen.relative, "measured as it is read while treating"
        for _step in range(10):
            player.do(pygame.MOUSEMOTION, rel=(count // 10, 0), pos=place, buttons=(1, 0, 0), touch=False)
        player.do(pygame.MOUSEBUTTONUP, button=1, pos=place, touch=False)
        player.frame()


def test_three_ways_along_a_card_measure_the_mouse(program: Program) -> None:
    player = Player(ways.calibrate(program))
    assert isinstance(player.screen, Calibrate)
    ways_along(player, 50)
    assert player.screen.ways == [], "too short"
    ways_along(player, 4000, 4010, 5000)
    assert settings.read(program.places.settings).counts_per_mm is None, "ways that differ measure nothing"
    ways_along(player, 4000, 4050, 3980)
    measured = settings.read(program.places.settings).counts_per_mm
    assert measured == pytest.approx(4000 / CARD_MM[0])
    assert program.settings.counts_per_mm == measured != ASSUMED_COUNTS
    treat = Player(Treat(program, FLAT))
    treat.frame(4)
    at = treat.screen.pen.at_um
    treat.do(pygame.MOUSEMOTION, rel=(4000, 0), pos=(640, 400), buttons=(0, 0, 0), touch=False)
    moved = treat.screen.pen.at_um[0] - at[0]
    assert moved == pytest.approx(min(1000 * CARD_MM[0], 120_000 - at[0]), abs=5), "a card of hand is a card of skin"
    treat.screen.close()


def test_a_card_on_the_glass_says_how_large_a_hand_is_there(program: Program) -> None:
    program.asked = Asked(absolute=True)
    program.settings = settings_of(settings.read(program.places.settings), program.asked)
    player = Player(ways.calibrate(program))
    assert player.screen.glass
    before = player.screen._place().width
    player.key(pygame.K_PLUS)
    assert player.screen._place().width == before + 2
    player.screen.fits()
    px_per_mm = settings.read(program.places.settings).glass_px_per_mm
    assert px_per_mm == pytest.approx((before + 2) / CARD_MM[0], rel=0.01)
    record = begin(program, FLAT, Before(1), 2 * px_per_mm)
    assert record.header.gain == pytest.approx(0.5, abs=1e-3), "a mm of glass is half a mm of skin at this scale"
    record.interrupt()


def test_the_self_test_measures_delay_and_sampling(program: Program) -> None:
    player = Player(ways.selftest(program))
    test = player.screen
    assert isinstance(test, SelfTest)
    frames = LASTS_US // 16_667 + 5
    for number in range(frames):
        for step in range(2):
            player.now_us += 8000
            at = (500 + number % 100, 400 + step)
            motion = pygame.event.Event(pygame.MOUSEMOTION, t_us=player.now_us, rel=(1, 0), pos=at, buttons=(0, 0, 0))
            test.handle(motion)
        if number % 50 == 10:
            player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=at)
        if number % 50 == 20:
            player.do(pygame.MOUSEBUTTONUP, button=1, pos=at)
        player.now_us += 667 - 16_667 + 16_667
        test.tick(player.now_us)
        test.draw(player.surface)
        if test.results:
            break
    assert [one.unit for one in test.results] == ["ms", "ms", "Hz", "ms"]
    picture, sound, rate, away = test.results
    assert rate.value == pytest.approx(125, rel=0.1) and rate.met
    assert picture.value is not None and sound.value is not None
    assert away.value == pytest.approx(16.667, rel=0.05) and away.met
    player.frame(3)
    test.close()
    kept = settings.read(program.places.settings)
    assert kept.tested["rate_hz"] == pytest.approx(125, rel=0.1) and kept.tested_on
    assert "125 Hz" in setup_screen._tested(kept) and "not tested" in setup_screen._tested(settings.Remembered())


def test_each_cue_fades_by_the_part_that_it_teaches(program: Program) -> None:
    for name in ("gauge", "map", "hint"):
        if name == "gauge":
            settings.change(program.places.settings, gauge="fading")
        else:
            held = settings.read(program.places.settings).cues
            settings.change(program.places.settings, cues=held | {name: "fading"})
    assert set(Cues(program, 80.0).levels.values()) == {1.0}, "everything at first"
    for number in range(4):
        keep(program, f"good-{number}", "Heron-27", "expert", f"2026-11-2{number}T10:00:00+01:00")
    faded = Cues(program, 80.0)
    assert faded.levels["map"] == faded.levels["hint"] == 0.0
    assert not any(faded.shown(name, 5, n) for name in ("map", "hint") for n in range(50))
    for number in range(4):
        keep(program, f"poor-{number}", "Heron-27", "hasty", f"2026-11-2{number + 4}T10:00:00+01:00")
    back = Cues(program, 80.0)
    assert back.levels["map"] == 1.0 and all(back.shown("map", 5, n) for n in range(50)), "it returns"
    assert {cue.part for cue in CUES} >= {"coverage", "overlap", "depth", "technique"}
    assert cues.MODES == ("on", "fading", "off")


def test_cues_that_are_off_are_not_shown_and_hints_are_written_down(program: Program) -> None:
    settings.change(program.places.settings, cues={"map": "off", "plan": "off", "hint": "on", "lane": "off"})
    player = Player(Treat(program, FLAT))
    player.frame(4)
    treat = player.screen
    player.key(pygame.K_c)
    assert not treat.view.peeking, "no map"
    player.key(pygame.K_e)
    assert treat._aids.ghost.shown == 0
    assert not treat.view.reading.told, "the plan is to be known"
    player.lane()
    player.frame(10)
    lane = treat._aids.hint._last
    assert lane is not None
    (above, _a), (below, _b) = treat._aids.hint.beside_um(lane)
    apart = FLAT.device.tip_um * (1 - sum(FLAT.plans[0].overlap) / 2)
    assert {round(abs(side[1] - lane[0][1])) for side in (above, below)} == {round(apart)}
    treat.finish()
    acts = kept(program).hand.acts
    assert [act.value for act in acts if act.what == "plan"] == [0]
    assert [act.value for act in acts if act.what == "hint"] == [1]
    (row,) = program.library.runs()
    assert row.helped == 1
    treat.close()


def test_skin_that_clings_follows_by_one_and_a_half_millimetres_at_most() -> None:
    pull, at, now_us = Pull(), 0, 0
    for _step in range(100):
        at, now_us = at + 400, now_us + 16_667
        x, y = pull.look(now_us, (at, 0), clings=True)
        assert 0 <= x <= MOST_MM and y == 0
    assert x == pytest.approx(MOST_MM)
    for _step in range(30):
        now_us += 16_667
        x, y = pull.look(now_us, (at, 0), clings=False)
    assert x < 0.01, "and falls back"
    assert Pull().look(1000, (5000, 0), clings=False) == (0.0, 0.0)


def test_slack_skin_is_drawn_along_on_the_stage_and_held_skin_is_not(program: Program) -> None:
    player = Player(Treat(program, load("held-and-gelled", program.places)))
    player.frame(4)
    seen = []
    show = player.screen.view.stage.show
    player.screen.view.stage.show = lambda surface, tip: (seen.append(tip.pull_mm), show(surface, tip))[1]
    player.lane()
    assert max(abs(x) for x, _y in seen) > 1.0
    at = player.screen.pen.at_um
    for what, aside in (("stretch", -15_000), ("stretch", 15_000), ("gel", 0)):
        for axis, value in zip("xy", (at[0], at[1] + aside), strict=True):
            player.screen.pen.act(player.now_us, f"{what}.{axis}", value)
    player.frame(30)
    seen.clear()
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(640, 400), touch=False)
    player.frame(6)
    player.glide(-10, 6)
    assert max(abs(x) for x, _y in seen) < 0.05
    player.screen.close()


def test_the_motor_is_brighter_with_speed_and_chatters_over_bone() -> None:
    motor = Motor(117.0, 2_500)
    now_us, x = 0, 0
    for speed_mm_s in (0, 60):
        for _step in range(40):
            now_us, x = now_us + 16_667, x + round(speed_mm_s * 16.667)
            motor.feel(now_us, (x, 0), bone=False)
            motor.run(True, 500, 117.0, contact=True)
        loud = motor._sounds["bright"].get_volume()
        assert loud == pytest.approx(0.18 if speed_mm_s else 0.0, abs=0.02)
    assert motor._playing == "skin"
    motor.feel(now_us + 1, (x, 0), bone=True)
    motor.run(True, 500, 117.0, contact=True)
    assert motor._playing == "bone"
    wave, held = chatter(111).astype(float), hum_of(111).astype(float)
    assert abs(wave[0] - wave[-1]) <= abs(held[0] - held[-1]) + 500, "it repeats without a click"
    assert len(chime()) > 1000
    ticks = Ticks()
    ticks.enough()
    motor.close()


def test_bone_is_known_by_zone(program: Program) -> None:
    face = load("whole-face", program.places)
    assert face.site.bones and face.site.bones < {shape.name for shape in face.site.zones}
    run = session.begin(face, 1)
    assert run is not None
