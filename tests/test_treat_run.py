"""A run on the treat screen without a real display: shown, kept, continued, and what happens when a disk is full."""

from __future__ import annotations

import os
import weakref
from pathlib import Path

import numpy as np
import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from simulator import session  # noqa: E402
from simulator.app import ways  # noqa: E402
from simulator.app.pointer import ABSOLUTE, GAP  # noqa: E402
from simulator.app.program import Program, Settings  # noqa: E402
from simulator.app.screens.replay import Replay  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.app.screens.treat_hand import Lane  # noqa: E402
from simulator.app.screens.treat_hud import Covered, Hud, Listed, Under, plan_panel  # noqa: E402
from simulator.app.screens.treat_strip import Pace, Strip, TimeLine  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.app.window import Window  # noqa: E402
from simulator.errors import LibraryError  # noqa: E402
from simulator.files import journal, places, recording  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.scenario import load  # noqa: E402

FLAT = load("flat-patch", places.find())
FRAME_US = 16_667


pytestmark = pytest.mark.usefixtures("screen")


class Player:
    """Plays a screen frame by frame on a clock of its own."""

    def __init__(self, screen: Treat | Replay, now_us: int = 7_000_000) -> None:
        self.screen, self.now_us = screen, now_us
        self.surface = pygame.display.get_surface()
        screen.resize(self.surface.get_size())
        self.frame()

    def frame(self, times: int = 1) -> None:
        for _ in range(times):
            self.now_us += FRAME_US
            self.screen.tick(self.now_us)
            self.screen.draw(self.surface)

    def do(self, kind: int, **what: object) -> object:
        self.now_us += 100
        return self.screen.handle(pygame.event.Event(kind, t_us=self.now_us, **what))

    def key(self, key: int) -> object:
        return self.do(pygame.KEYDOWN, key=key, mod=0, unicode="")

    def glide(self, counts: int, frames: int) -> None:
        for _ in range(frames):
            self.do(pygame.MOUSEMOTION, rel=(counts, 0), pos=(640, 400), buttons=(1, 0, 0), touch=False)
            self.frame()

    def lane(self, counts: int = 10, frames: int = 60) -> None:
        self.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(640, 400), touch=False)
        self.frame(6)
        self.glide(counts, frames)
        self.do(pygame.MOUSEBUTTONUP, button=1, pos=(640, 400), touch=False)
        self.frame(6)


def kept(program: Program) -> recording.Recording:
    (path,) = program.places.runs.glob("*.run")
    return recording.read(path)


def test_a_finished_run_is_kept_with_the_outcome_that_its_hand_gives(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.lane()
    treat = player.screen
    fingerprint = treat.run.skin.fingerprint()
    player.key(pygame.K_RETURN)
    treat.finish()
    treat.close()
    record = kept(program)
    assert session.replay(record).skin.fingerprint() == fingerprint
    (row,) = program.library.runs()
    assert row.score == session.conclude(FLAT, session.replay(record)).score.total
    assert record.header.input == "relative, 31.5 counts/mm"
    assert not program.library.interrupted()


def test_an_interrupted_run_goes_on_where_it_stood(program: Program) -> None:
    first = Player(Treat(program, FLAT))
    first.do(pygame.MOUSEWHEEL, x=0, y=1)
    first.lane()
    first.screen.close()
    (path,) = program.library.interrupted()
    before = journal.read(path)[0].hand
    prepare = ways.resume(program, path)
    prepare.draw(pygame.display.get_surface())
    treat = prepare.tick(0)
    assert treat.run.skin.count.sum() > 0, "what was done is done"
    second = Player(treat, now_us=90_000_000)
    assert treat.pen.dial_um == 750
    assert treat.pen.at_um == (before.samples.x_um[-1], before.samples.y_um[-1])
    second.lane(-10)
    second.key(pygame.K_RETURN)
    treat.finish()
    hand = kept(program).hand
    assert (hand.samples.t_us[: len(before.samples)] == before.samples.t_us).all()
    assert (np.diff(hand.samples.t_us) > 0).all()
    assert [act.what for act in hand.acts] == ["dial", "pause"]
    assert session.replay(kept(program)).skin.fingerprint() == treat.run.skin.fingerprint()


def test_a_pause_stops_the_clock_and_lifts_the_tip(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(0, 0), touch=False)
    player.frame(20)
    assert player.screen.pen.down and player.screen.relative
    player.do(pygame.WINDOWFOCUSLOST)
    assert not player.screen.relative, "there is something to click"
    player.frame(100)
    player.key(pygame.K_ESCAPE)
    player.frame(6)
    hand = player.screen.record.hand
    assert not hand.samples.down[-1]
    assert hand.end_us < 40 * FRAME_US
    (pause,) = [act for act in hand.acts if act.what == "pause"]
    assert abs(pause.value - 100 * FRAME_US) < 2 * FRAME_US


def test_a_new_start_leaves_no_trace_of_a_run_that_was_hardly_begun(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.lane()
    seed = player.screen.run.seed
    player.key(pygame.K_r)
    player.lane()
    assert player.screen.run.seed != seed
    assert not list(program.places.runs.glob("*.run"))
    assert len(program.library.interrupted()) == 1


def test_a_run_given_up_late_counts_as_an_attempt(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.lane()
    player.frame(int(0.11 * FLAT.minutes * 60e6 / FRAME_US))
    player.key(pygame.K_r)
    assert len(program.library.runs()) == 1


def test_a_full_disk_pauses_and_says_why(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    player = Player(Treat(program, FLAT))
    treat = player.screen

    def full(_hand: object) -> None:
        raise LibraryError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(treat.record._journal, "append", full)
        player.glide(18, 1)
        player.frame(3)
        assert not treat.relative, "paused"
    player.key(pygame.K_ESCAPE)
    player.lane()
    player.key(pygame.K_RETURN)
    treat.finish()
    samples = kept(program).hand.samples
    assert np.ptp(samples.x_um) / 1000 == pytest.approx((18 + 600) / 31.5, abs=0.1), "nothing of the hand is missing"


def test_the_map_is_only_for_a_lifted_tip_and_every_look_is_counted(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(0, 0), touch=False)
    player.frame(10)
    player.key(pygame.K_c)
    assert not player.screen.view.peeking
    player.do(pygame.MOUSEBUTTONUP, button=1, pos=(0, 0), touch=False)
    player.frame(6)
    player.key(pygame.K_c)
    assert player.screen.view.peeking
    player.frame(3)
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(0, 0), touch=False)
    player.frame(3)
    assert not player.screen.view.peeking, "a press ends the look"
    assert [act.what for act in player.screen.record.hand.acts] == ["peek", "peek"]


def test_a_touch_is_read_by_its_place_and_the_record_says_so(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(640, 368), touch=True)
    player.frame(9)
    view = player.screen.view
    assert player.screen.pen.at_um == view.camera.um((640, 368))
    assert player.screen.pen.down and not player.screen.relative
    assert ("input", 0) in [(act.what, act.value) for act in player.screen.record.hand.acts]


def test_without_raw_motion_the_pointer_is_read_by_places(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.do(ABSOLUTE)
    player.do(pygame.MOUSEMOTION, rel=(1, 1), pos=(700, 300), buttons=(0, 0, 0), touch=False)
    assert player.screen.pen.at_um == player.screen.view.camera.um((700, 300))


def test_a_gap_in_the_air_is_not_the_hands(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.do(GAP, length_us=60_000)
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(0, 0), touch=False)
    player.frame(9)
    player.do(GAP, length_us=70_000)
    player.frame(3)
    assert [(act.what, act.value) for act in player.screen.record.hand.acts] == [("gap", 70_000)]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1280, 800), (1000, 640), (1920, 1080)])
def test_the_screen_fits_every_window(tmp_path: Path, scale: float, size: tuple[int, int]) -> None:
    pygame.display.set_mode(size)
    found = places.find(tmp_path)
    program = Program(Style(scale), found, Library(found.runs), "", Settings(contact="latch"))
    player = Player(Treat(program, FLAT))
    player.lane(frames=10)
    player.key(pygame.K_ESCAPE)
    player.frame(2)
    view = player.screen.view
    window = pygame.Rect((0, 0), size)
    assert view.camera.view.width >= 0.25 * size[0]
    places_taken = [*view._hud.places.values(), view.camera.view, view.strip.rect]
    assert all(window.contains(rect) for rect in places_taken)
    assert pygame.Rect(0, 0, 1, 1).unionall(places_taken).size <= size
    for number, rect in enumerate(places_taken):
        assert rect.collidelist(places_taken[number + 1 :]) < 0
    assert {"plan", "dial"} <= set(view._hud.places)


def test_a_window_of_another_size_goes_on_with_the_same_run(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.lane(frames=10)
    count = player.screen.run.skin.count.sum()
    for size in ((1920, 1080), (1000, 640), (1280, 800)):
        player.surface = pygame.display.set_mode(size)
        player.screen.resize(size)
        assert player.screen.draw(player.surface) is None, "all of it is painted"
        player.key(pygame.K_ESCAPE)
        player.screen.resize(size)
        player.frame(2)
        player.key(pygame.K_ESCAPE)
    assert player.screen.run.skin.count.sum() == count
    player.lane(frames=10)
    assert player.screen.run.skin.count.sum() > count


def test_what_changed_is_all_that_changed(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(0, 0), touch=False)
    player.frame(30)
    for _ in range(40):
        before = pygame.surfarray.array3d(player.surface)
        player.now_us += FRAME_US
        player.do(pygame.MOUSEMOTION, rel=(8, 3), pos=(0, 0), buttons=(1, 0, 0), touch=False)
        player.screen.tick(player.now_us)
        rects = player.screen.draw(player.surface)
        assert rects is not None
        differs = (pygame.surfarray.array3d(player.surface) != before).any(axis=2)
        for rect in rects:
            differs[rect.left : rect.right, rect.top : rect.bottom] = False
        assert not differs.any(), "something was painted that is not reported"


def test_a_replay_shows_what_was_done_and_can_be_sought(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.lane()
    player.lane(-10)
    player.key(pygame.K_RETURN)
    player.screen.finish()
    record = kept(program)
    whole = session.replay(record).skin.fingerprint()
    replay = Player(Replay(program, record))
    replay.key(pygame.K_4)
    replay.frame(round(record.hand.end_us / FRAME_US / 4) + 3)
    assert not replay.screen.clock.playing, "it has come to its end"
    assert replay.screen.run.skin.fingerprint() == whole
    replay.screen.seek(record.hand.end_us // 2)
    assert replay.screen.run.skin.fingerprint() != whole
    replay.screen.seek(record.hand.end_us + 1)
    assert replay.screen.run.skin.fingerprint() == whole


def test_a_replay_goes_from_one_worst_moment_to_the_next(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    player.lane()
    player.lane(-10)
    player.key(pygame.K_RETURN)
    player.screen.finish()
    replay = Player(Replay(program, kept(program)))
    replay.screen.go_to(0)
    found = replay.screen.moments
    assert found and replay.screen.clock.at_us == found[0][0].first_us
    replay.frame(2)
    assert replay.screen._said().startswith("1. ")
    replay.screen.seek(0)
    replay.key(pygame.K_n)
    firsts = sorted(one.first_us for one, _said in found)
    assert replay.screen.clock.at_us >= firsts[0]
    strip = replay.screen.view.strip
    at = (strip._x(found[0][0].first_us), strip.track.bottom + 6)
    assert strip.moment_at(at) == 0


def test_the_window_leaves_when_it_is_closed_and_says_what_went_wrong() -> None:
    window = Window(1.0)
    seen: list[str] = []

    class Page:
        relative = False

        def __init__(self, text: str) -> None:
            self.text = text

        def handle(self, event: pygame.event.Event) -> Page:
            return self

        def tick(self, now_us: int) -> Page:
            seen.append(self.text)
            if self.text == "faulty":
                raise LibraryError("It broke.")
            pygame.event.post(pygame.event.Event(pygame.QUIT))
            return self

        def draw(self, surface: pygame.Surface) -> None:
            surface.fill("black")

        def resize(self, size: tuple[int, int]) -> None: ...

        def close(self) -> None:
            seen.append(f"closed {self.text}")

    window.run(Page("faulty"), Page)
    assert seen[:2] == ["faulty", "closed faulty"]
    assert seen[2] == "It broke." and seen[-1] == "closed It broke."


def test_a_screen_that_was_left_is_forgotten_with_all_that_refers_in_circles() -> None:
    window, left = Window(1.0), []

    class Page:
        relative = False

        def __init__(self, number: int) -> None:
            self.number, self.me = number, self  # a circle, as widgets and their screens make it
            left.append(weakref.ref(self))

        def handle(self, event: pygame.event.Event) -> Page | None:
            return None if event.type == pygame.QUIT else self

        def tick(self, now_us: int) -> Page:
            if self.number == 3:
                pygame.event.post(pygame.event.Event(pygame.QUIT))
                return self
            return Page(self.number + 1)

        def draw(self, surface: pygame.Surface) -> None: ...

        def resize(self, size: tuple[int, int]) -> None: ...

        def close(self) -> None: ...

    window.run(Page(0), lambda text: Page(3))
    assert left[1]() is None


def test_the_brief_is_there_to_be_read_until_the_first_contact(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    stage = player.screen.view.stage
    assert len(stage._over) == 2, "bracket and brief"
    player.lane(frames=20)
    assert len(stage._over) == 1
    player.key(pygame.K_r)
    player.frame(3)
    assert len(stage._over) == 1, "whoever starts again has read it"


def test_beside_the_zones_it_is_said_whose_plan_is_shown(program: Program) -> None:
    player = Player(Treat(program, FLAT))
    reading = player.screen.view.reading
    assert reading.inside and reading.title == FLAT.plans[0].title
    reading.look((-5_000, -5_000))
    assert not reading.inside and reading.title == "Outside the zones"
    inside, outside = (pygame.Surface((300, 200)) for _ in range(2))
    rect = pygame.Rect(0, 0, 280, 160)
    for surface, shown in ((inside, True), (outside, False)):
        plan_panel(program.style, surface, rect, Under("Outside the zones", FLAT.plans[0], shown))
    assert pygame.image.tobytes(inside, "RGB") != pygame.image.tobytes(outside, "RGB")


def test_every_zone_is_named_on_the_strip_also_soon_after_another(program: Program) -> None:
    titles = {"a": "Left strip below the eye", "b": "Nose"}
    strip, surface = (
        Strip(program.style, pygame.Rect(0, 736, 1280, 64), TimeLine(120_000_000), titles),
        pygame.Surface((1280, 800)),
    )
    pace = Pace((15.0, 30.0), (10.0, 50.0))
    lanes = [Lane(2_000_000, 4_000_000, "a", 20.0), Lane(4_200_000, 6_000_000, "b", 20.0)]
    strip.show(surface, lanes[:1], pace, 4_100_000)
    assert strip._zone == "a"
    strip.show(surface, lanes, pace, 6_100_000)
    assert strip._zone == "a", "there is no room yet"
    strip.show(surface, [*lanes, Lane(14_500_000, 16_000_000, "b", 20.0)], pace, 16_100_000)
    assert strip._zone == "b"


def test_only_a_glide_far_off_is_hatched_on_the_strip(program: Program) -> None:
    strip, surface = (
        Strip(program.style, pygame.Rect(0, 736, 1280, 64), TimeLine(120_000_000), {}),
        pygame.Surface((1280, 800)),
    )
    pace = Pace((15.0, 30.0), (10.0, 50.0))
    lanes = [Lane(n * 10_000_000, n * 10_000_000 + 5_000_000, None, s) for n, s in enumerate((20.0, 32.0, 60.0))]
    strip.show(surface, lanes[:1], pace, 30_000_000)
    ((fair,), (poor,)) = (strip.show(surface, lanes[:count], pace, 30_000_000) for count in (2, 3))
    assert fair.height < strip.track.height <= poor.height


def test_no_panel_waits_for_ever_while_another_keeps_changing(program: Program) -> None:
    places_of = {name: pygame.Rect(0, 100 * n, 280, 90) for n, name in enumerate(("plan", "coverage", "zones"))}
    hud, surface = Hud(program.style, places_of), pygame.Surface((300, 400))
    plan = FLAT.plans[0]
    drawn = []
    for step in range(6):
        values = {
            "plan": Under(f"Zone {step}", plan, True),
            "coverage": Covered(plan, step, step),
            "zones": Listed((("Zone", 1),), "Zone"),
        }
        drawn += hud.show(surface, values)
    assert drawn[:3] == list(places_of.values()) and len(drawn) == 6
    assert drawn[3:] == [places_of["plan"], places_of["coverage"], places_of["plan"]]


def test_what_a_colleague_did_is_seen_and_not_scored(program: Program) -> None:
    plan = load("take-over-left", program.places)
    treat = Treat(program, plan)
    view = treat.view
    right, left = (
        plan.site.zones[[z.name for z in plan.site.zones].index(f"cheek_{side}")] for side in ("right", "left")
    )

    def redder(shape: object) -> float:
        x, y = (shape.polygon_um.mean(0) / 1000 * view.camera.base).astype(int)  # type: ignore[attr-defined]
        box = (slice(y - 12, y + 12), slice(x - 12, x + 12))
        now, before = view.stage.live.rgb[box].astype(float), view.stage.live.look.rgb[box].astype(float)
        return float((now[..., 0] / now[..., 1]).mean() - (before[..., 0] / before[..., 1]).mean())

    assert redder(right) > 0.02 > abs(redder(left))
    assert not view.run.skin.count.any()
