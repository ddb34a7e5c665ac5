"""A patient who comes back, drills that vary by the day, stamps, and a hand that sees nothing but the gel."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from test_progress import keep  # noqa: E402
from test_treat_run import Player  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app import course, ways  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens import treat_before  # noqa: E402
from simulator.app.screens.heal import Heal  # noqa: E402
from simulator.app.screens.prepare import Prepare  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.app.screens.treat_record import Before  # noqa: E402
from simulator.checks.solving import solve  # noqa: E402
from simulator.files import places, recording  # noqa: E402
from simulator.files.journal import Journal  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.files.variation import of_day, strip  # noqa: E402
from simulator.needling.hand import Hand, samples  # noqa: E402
from simulator.operators.operate import operate  # noqa: E402
from simulator.pictures.live import LiveSkin  # noqa: E402
from simulator.pictures.person import drawn  # noqa: E402
from simulator.session import Header, Scenario  # noqa: E402

HERE = places.find()
FLAT = load("flat-patch", HERE)
DAY = date(2026, 11, 25)
DRILLS = sorted(path.stem for path in (HERE.scenarios[0] / "drills").glob("*.toml"))


pytestmark = pytest.mark.usefixtures("screen")


def healing(program: Program, record: recording.Recording) -> Heal:
    prepare = ways.heal(program, record)
    prepare.draw(pygame.display.get_surface())
    shown = prepare.tick(0)
    assert isinstance(shown, Heal)
    shown.resize((1280, 800))
    return shown


def test_the_next_session_begins_on_the_skin_that_the_last_one_left(program: Program) -> None:
    keep(program, "first", "Heron-27", "hasty", "2026-11-01T10:00:00+01:00")
    first = recording.read(program.library.path("first"))
    heal = healing(program, first)
    assert heal.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_t, mod=0)) is heal, "not from the first week"
    heal.look("year")
    heal._book(3)
    prepare = heal.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_t, mod=0))
    assert isinstance(prepare, Prepare)
    prepare.draw(pygame.display.get_surface())
    treat = prepare.tick(0)
    assert isinstance(treat, Treat)
    assert treat.record.header.earlier == (("first", 3.0),)
    bare = treat_before.skin(program, first.scenario, 1, treat.view.camera.base, ())
    before, after = (rgb.astype(int) for rgb in (bare.rgb, treat.view.stage.live.rgb))
    zone = treat.run.skin.zones.judged
    assert before.shape == after.shape and zone.any()
    redder = (after[..., 0] - after[..., 1]).mean() - (before[..., 0] - before[..., 1]).mean()
    assert redder > 0.5, "three days after it is still red"
    assert treat.run.skin.count.sum() == 0, "and the new session is scored on its own"
    player = Player(treat)
    player.frame(4)
    player.lane()
    player.screen.finish()
    second = next(run for run in map(recording.read, program.places.runs.glob("*.run")) if run.header.earlier)
    assert second.header.earlier == (("first", 3.0),) and second.scenario.digest == first.scenario.digest
    again = healing(program, second)
    assert [s.day for s in again.known.person.sessions] == [-3.0, 0.0]
    assert course.follows(second, 28) == (("first", 31.0), (second.header.run_id, 28.0))


def test_what_earlier_sessions_left_shows_in_the_model(program: Program) -> None:
    for name in ("first", "second"):
        keep(program, name, "Heron-27", "competent", "2026-11-01T10:00:00+01:00")
    run = recording.read(program.library.path("second"))
    alone = healing(program, run)
    later = session.replay(run)
    from simulator.files import parameters
    from simulator.report.known import Known

    sheet = parameters.load(program.places.assets)
    both = Known(run.scenario, later, sheet, course.skins(program.library, (("first", 28.0),)))
    assert both.side().benefit > alone.known.side().benefit, "two sessions give more than one"
    assert course.skins(program.library, (("gone", 28.0),)) == ()


def test_an_interrupted_session_of_a_course_is_continued_as_one(program: Program) -> None:
    keep(program, "first", "Heron-27", "competent", "2026-11-01T10:00:00+01:00")
    treat = Treat(program, FLAT, before=Before(3, (), (("first", 28.0),)))
    player = Player(treat)
    player.frame(4)
    player.lane()
    treat.close()
    (path,) = program.places.runs.glob("*.journal")
    journal, record = Journal.resume(path)
    assert record.header.earlier == (("first", 28.0),)
    again = Player(Treat(program, record.scenario, (journal, record)))
    again.frame(3)
    again.screen.finish()
    assert any(run.header.earlier for run in map(recording.read, program.places.runs.glob("*.run")))


def test_a_recording_without_a_course_is_written_as_before(tmp_path: Path) -> None:
    header = Header("a", "x", 1, 1, "2026-11-25T10:00:00+01:00", "mouse", 1.0, 6.0, "hold", "live")
    data = recording.to_bytes(recording.Recording(header, FLAT, operate(FLAT, "expert", "pen", 1)), None)
    assert b"earlier" not in data


def test_drills_vary_by_the_day_and_stay_solvable() -> None:
    for name in DRILLS:
        base = load(name, HERE)
        week = [of_day(base, DAY + timedelta(days=n)) for n in range(7)]
        assert [one.digest for one in week] == [of_day(base, DAY + timedelta(days=n)).digest for n in range(7)]
        assert {one.id for one in week} == {name} and {one.title for one in week} == {base.title}
        if base.kind == "drill":
            assert len({one.digest for one in week}) >= 3, name
            areas = {int(one.zones().judged.sum()) for one in week}
            assert max(areas) - min(areas) <= 0.01 * max(areas), "a mirror changes no area"
        else:
            assert week == [base] * 7
        worst = min(week, key=lambda one: one.plans[0].target_low_per_cm2)
        assert solve(worst).verdict == "pass", name


@pytest.mark.parametrize("name", ["flat-patch", "whole-face", "acne-scars-cheeks", "left-hand", "roller-lanes"])
def test_the_strip_that_went_wrong_is_half_a_minute_of_the_same_plan(name: str) -> None:
    base = load(name, HERE)
    plan = base.plans[-1]
    outline = next(shape for shape in base.site.zones if shape.name == plan.zone).polygon_um
    for at in (outline[0], outline.mean(0), outline.max(0)):
        made = strip(base, plan.zone, (int(at[0]), int(at[1])))
        assert [one.zone for one in made.plans] == [plan.zone] and made.care is None and made.treatment is None
        assert made.plans[0].target_low_per_cm2 == plan.target_low_per_cm2
        inside, whole = made.zones().cells(plan.zone), base.zones().cells(plan.zone)
        assert inside.any() and (inside & ~whole).sum() <= 0.02 * inside.sum(), "a part of the same zone"
        assert operate(made, "expert", "pen", 1).end_us < 60e6
    assert solve(made).verdict == "pass", "a reference hand can do it"
    assert strip(made, plan.zone, (int(at[0]), int(at[1]))).id == made.id == f"{base.id}-strip"


def test_the_result_leads_to_the_strip(program: Program) -> None:
    keep(program, "first", "Heron-27", "hasty", "2026-11-01T10:00:00+01:00")
    result = ways.result(program, recording.read(program.library.path("first")))
    result.resize((1280, 800))
    prepare = result.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a, mod=0, unicode="a"))
    assert isinstance(prepare, Prepare) and prepare.scenario.id == "flat-patch-strip"
    found = result.seen.advice[0].finding
    (zone,) = prepare.scenario.zones().names
    row, col = found.y_um // prepare.scenario.cell_um, found.x_um // prepare.scenario.cell_um
    near = prepare.scenario.zones().cells(zone)[max(row - 8, 0) : row + 9, max(col - 8, 0) : col + 9]
    assert near.any(), "it is about the very place"


def test_there_are_enough_drills_of_one_skill_each() -> None:
    assert len(DRILLS) >= 15
    assert load("stamps", HERE).plans[0].technique == "stamp"
    assert load("six-minutes", HERE).minutes == 6


@pytest.mark.parametrize(("skill", "least", "most"), [("expert", 85, 100), ("novice", 0, 65)])
def test_stamps_tell_hands_apart(skill: str, least: float, most: float) -> None:
    scenario = load("stamps", HERE)
    hand = operate(scenario, skill, "pen", 4)
    run = session.begin(scenario, 4)
    run.advance(hand)
    outcome = session.conclude(scenario, run)
    assert least <= outcome.score.total <= most
    assert outcome.technique["stamps"] > 30 and outcome.technique["stamp_share"] > 0.95
    assert not outcome.critical


SPEED_MM_S, LIFT_S = 20.0, 0.6
SEEN_LEVELS = 3.0
"""A furrow is seen where it changes the picture by so many levels of 255."""


def by_gel_alone(scenario: Scenario) -> Hand:
    """A hand that lays one lane after the other and knows of the last one only what the gel shows in the picture."""
    zone = next(shape for shape in scenario.site.zones if shape.name == scenario.plans[0].zone).polygon_um
    (left, top), (right, bottom) = zone.min(0), zone.max(0)
    tip = scenario.device.tip_um
    look = drawn(scenario, 6, (211, 219, 224))
    skin, run = LiveSkin(look), session.begin(scenario, 1)
    clean = look.rgb.astype(np.float32)
    rows: list[tuple[int, int, int, bool]] = []
    y, t = int(top) + tip // 3, 500_000
    while True:
        ends = (int(left) - 3000, int(right) + 3000)[:: 1 if len(rows) % 2 == 0 else -1]
        steps = round((ends[1] - ends[0]) / (SPEED_MM_S * 10) if ends[1] > ends[0] else (ends[0] - ends[1]) / 200)
        xs = np.linspace(*ends, abs(steps) + 1)
        lane = [(t + 10_000 * n, round(x), y, 0 < n < len(xs) - 1) for n, x in enumerate(xs)]
        rows += lane
        hand = Hand(samples(*zip(*lane, strict=True)))
        made = run.advance(hand)
        down = [row for row in lane if row[3]]
        skin.glide([row[1] for row in down], [row[2] for row in down], tip, [row[0] for row in down])
        skin.add(made.x_um, made.y_um, made.depth_um, made.t_us)
        t = lane[-1][0] + round(LIFT_S * 1e6)
        skin.step_all(t)
        if y >= bottom - tip // 3:
            return Hand(samples(*zip(*rows, strict=True)))
        y = edge_um(skin, clean, (int(left), int(right)), y, tip) + tip // 2 - round(0.3 * tip)


def edge_um(skin: LiveSkin, clean: np.ndarray, across: tuple[int, int], near_um: int, tip_um: int) -> int:
    """The lower edge of the furrow that was ploughed last, as the picture shows it."""
    scale = skin.look.px_per_mm / 1000
    cols = slice(round((across[0] + 10_000) * scale), round((across[1] - 10_000) * scale))
    first, last = round(near_um * scale), round((near_um + tip_um) * scale)
    changed = np.abs(skin.rgb[first:last, cols].astype(np.float32).mean(2) - clean[first:last, cols].mean(2))
    wet = skin.look.body[first:last, cols] > 200
    share = (wet & (changed > SEEN_LEVELS)).sum(1) / np.maximum(wet.sum(1), 1)
    seen = share > 0.5
    rows = np.nonzero(seen)[0]
    return round((first + (rows[-1] if len(rows) else 0)) / scale)


@pytest.mark.parametrize("name", ["flat-patch", "stretch-marks-flank"])
def test_a_hand_that_sees_only_the_gel_leaves_no_gap(name: str) -> None:
    scenario = load(name, HERE)
    hand, run = by_gel_alone(scenario), session.begin(scenario, 1)
    run.advance(hand)
    outcome = session.conclude(scenario, run)
    (zone,) = outcome.zones.values()
    assert zone["largest_gap_cm2"] <= 0.5, zone
    assert zone["coverage"] > 0.9 and zone["stroke_overlap"]["mean"] > 0.1
