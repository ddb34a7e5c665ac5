"""The studio: a draft is a list of values, keeps its comments, is never lost, and covers nothing that others wrote."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")
import pygame_gui  # noqa: E402
from edited import MOST_LOST_US, kills  # noqa: E402
from test_progress import keep  # noqa: E402
from test_treat_run import Player  # noqa: E402

from simulator.app import ways  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens import studio_try  # noqa: E402
from simulator.app.screens.care_asked import Sheet  # noqa: E402
from simulator.app.screens.notice import Notice  # noqa: E402
from simulator.app.screens.studio import STEPS, Studio  # noqa: E402
from simulator.app.screens.studio_list import StudioList  # noqa: E402
from simulator.app.screens.studio_photo import TracePhoto  # noqa: E402
from simulator.app.screens.studio_publish import Asked, publish  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.checks.areas import widths  # noqa: E402
from simulator.checks.scenario import check  # noqa: E402
from simulator.errors import NeedlepassError  # noqa: E402
from simulator.files import drafts, form, places, privacy, recording  # noqa: E402
from simulator.files.scenario import find, load  # noqa: E402
from simulator.studio import areas, brush, edits, mends, photo, starts  # noqa: E402
from simulator.studio.draft import MOST_UNDONE, Draft, Work, build  # noqa: E402

HERE = places.find()
FLAT = load("flat-patch", HERE)


pytestmark = pytest.mark.usefixtures("screen")


def copy() -> Draft:
    return starts.from_scenario(FLAT, ["flat-patch"], "My patch")


def comments(text: str) -> list[str]:
    return [line.split("#", 1)[1].strip() for line in text.splitlines() if "#" in line]


def test_a_copy_is_another_scenario_with_the_same_comments() -> None:
    draft = copy()
    built = build(draft, HERE)
    assert built.scenario is not None and built.scenario.id == "my-patch" and not built.faults
    assert comments(draft.scenario) == comments(FLAT.texts["scenario"]) != []
    assert form.free_id("My patch", ["my-patch", "my-patch-2"]) == "my-patch-3"
    assert form.free_id("Größe: süß!", []) == "groesse-suess"


def test_edits_change_what_they_name_and_leave_the_rest() -> None:
    draft = copy()
    before = tomllib.loads(draft.scenario)
    plan = edits.planned(draft)["patch"]
    made = edits.plan(draft, "patch", plan._replace(setting_mm=0.75, passes=2, dose=edits.dose(2, "strong")))
    made = edits.put(edits.put(made, "minutes", 3.0), "pass_mark", 85.0)
    after = tomllib.loads(made.scenario)
    assert after["zones"]["patch"]["depth_mm"] == [0.6, 0.9] and after["zones"]["patch"]["passes"] == 2
    assert after["minutes"] == 3.0 and after["pass_mark"] == 85.0
    for key in ("title", "brief", "goal", "sources", "device"):
        assert after[key] == before[key]
    assert set(comments(made.scenario)) >= {c for c in comments(draft.scenario) if "convention" in c}
    scenario = build(made, HERE).scenario
    assert scenario is not None and scenario.rubric.pass_mark == 85.0
    assert edits.strength(edits.planned(made)["patch"]) == "strong"
    assert edits.put(made, "pass_mark", None) != made


def edited(draft: Draft, act: str, number: int) -> Draft:
    """One of some edits, whose value is told by a number."""
    if act == "depth":
        plan = edits.planned(draft)["patch"]._replace(setting_mm=0.25 * (1 + number % 4), cap_mm=1.5)
        return edits.plan(draft, "patch", plan)
    if act == "outline":
        return areas.outline(draft, "patch", [(10, 10), (80 + number % 9, 10), (50, 90)])
    if act == "spot":
        return areas.put_spots(draft, [areas.Spot("mole", "Mole", (30 + number % 20, 30), 2, 3)])
    return edits.put(draft, act, 1.0 + number % 7 if act == "minutes" else f"Title {number}")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["depth", "minutes", "outline", "spot", "title", "undo", "redo"]), max_size=60))
def test_any_number_of_edits_can_be_undone_and_done_again(acts: list[str]) -> None:
    work, seen = Work(copy()), 0
    for number, act in enumerate(acts):
        draft = work.now
        if act == "undo":
            work = work.undone()
        elif act == "redo":
            work = work.redone()
        else:
            seen += 1
            changed = edited(draft, act, number)
            work = work.did(changed)
        assert build(work.now, HERE).scenario is not None
        assert len(work.past) <= MOST_UNDONE
    assert len(work.past) <= max(seen, 1)
    last, steps = work.now, len(work.past)
    for _ in range(steps):
        work = work.undone()
    for _ in range(steps):
        work = work.redone()
    assert work.now == last


def test_every_scenario_and_every_site_can_be_begun_from() -> None:
    for path in sorted(HERE.scenarios[0].glob("*/*.toml")):
        draft = starts.from_scenario(load(path, HERE), [], "A copy")
        assert build(draft, HERE).scenario is not None, path
    for path in sorted((HERE.assets / "sites").glob("*.toml")):
        built = build(starts.from_site(path.stem, HERE, [], "On a site"), HERE)
        assert built.scenario is not None, (path, built.faults)
        problems = [one for one in check(built.scenario) if one.severity == "problem"]
        assert not problems, (path, problems)


def test_the_brush_grows_and_shrinks_an_outline() -> None:
    square = [(20.0, 20.0), (60.0, 20.0), (60.0, 60.0), (20.0, 60.0)]

    def area(points: edits.Points) -> float:
        x, y = np.array(points).T
        return abs(float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum())) / 2

    larger = brush.painted(square, (60, 40), 6, True)
    assert area(larger) - area(square) == pytest.approx(np.pi * 36 / 2, rel=0.1)
    smaller = brush.painted(square, (60, 40), 6, False)
    assert area(square) - area(smaller) == pytest.approx(np.pi * 36 / 2, rel=0.1)
    assert len(larger) < 60, "no more corners than it needs"
    assert brush.painted(square, (40, 40), 6, True) == square, "what is inside changes nothing"
    assert brush.painted(square, (40, 40), 90, False) == square, "a zone is never painted away"
    back = brush.painted(brush.painted(square, (60, 40), 6, True), (66.5, 40), 6.5, False)
    assert area(back) == pytest.approx(area(square), rel=0.01), "and what is not painted keeps its edge"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: edits.plan(d, "patch", edits.planned(d)["patch"]._replace(cap_mm=0.25)), "cap_mm"),
        (lambda d: edits.put(d, "dial_start_mm", 0.6), "dial_start_mm"),
        (lambda d: edits.put(d, "minutes", 0.5), "minutes"),
        (lambda d: edits.plan(d, "patch", edits.planned(d)["patch"]._replace(dose=(40_000, 60_000))), "target_per_cm2"),
        (lambda d: edits.put(d, "level", 7), "level"),
        (lambda d: edits.put(d, "sources", []), "sources"),
        (lambda d: edits.put(edits.plan(d, "patch", edits.planned(d)["patch"]._replace(passes=9)), "skin_type", "VI"),
         "passes"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_mended_at_one_press(change: object, path: str) -> None:
    draft = change(copy())  # type: ignore[operator]
    scenario = build(draft, HERE).scenario
    assert scenario is not None
    finding = next(one for one in check(scenario) if one.path.endswith(path))
    made = mends.mend(draft, scenario, finding)
    assert made is not None
    mended = build(made, HERE).scenario
    assert mended is not None and not [one for one in check(mended) if one.path == finding.path]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no real kill signal on this system")
def test_who_is_killed_while_editing_loses_five_seconds_at_most(tmp_path: Path) -> None:
    """Twenty real kills at random moments, each taken up where the last one left; 500 in scripts/kill_edits.py."""
    told = kills(tmp_path, 20, 1)
    assert told["kills"] == 20 and told["changes"] > 20 and max(told["lost_us"]) > 0
    assert max(told["lost_us"]) <= MOST_LOST_US
    assert [path.suffix for path in (tmp_path / "drafts").glob("*.draft")] == [".draft"]


def test_a_draft_is_kept_every_few_seconds_and_comes_back(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    player = Player(studio)
    player.frame(10)
    studio.did(edits.put(studio.work.now, "minutes", 3.0))
    player.frame(5 * 60 + 30)
    (kept,) = drafts.saved(program.places)
    assert tomllib.loads(kept.scenario)["minutes"] == 3.0
    studio.go(2)
    studio.did(edits.put(studio.work.now, "minutes", 4.0))
    studio.close()
    (again,) = drafts.saved(program.places)
    back = StudioList(program).go_on(again, 0)
    assert back.work.now == studio.work.now and back.step == 2


def test_steps_lead_to_a_published_file_and_runs_keep_their_version(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    player = Player(studio)
    for step in range(len(STEPS)):
        studio.go(step)
        player.frame(40)
    assert not studio.told.problems
    studio_try.ask(studio, 0)
    assert studio.solved is None, "the page that says so is seen first"
    player.frame(2)
    assert [one.title for one in studio.solved.scores] == ["reference hand"], "the others follow, one a frame"
    player.frame(10)
    best, *others = studio.solved.scores
    assert best.points > 90 > others[-1].points and best.minutes < 4
    player.frame(3)
    told = studio.publish()
    assert isinstance(told, Notice) and not drafts.saved(program.places)
    first = load(studio.id, program.places)
    assert first.version == 1 and not [one for one in check(first) if one.severity == "problem"]
    path = drafts.published(program.places, studio.id)
    assert comments(path.read_text()) == comments(FLAT.texts["scenario"]), "comments survive"
    again = StudioList(program).open(first, 0)
    again.did(edits.put(again.work.now, "minutes", 3.0))
    assert isinstance(again.publish(), Notice)
    second = load(studio.id, program.places)
    assert second.version == 2 and second.minutes == 3.0 and second.digest != first.digest
    assert (program.places.own / "versions" / f"{studio.id}-1.toml").is_file()


def test_a_file_that_changed_on_the_disk_is_asked_about_and_never_covered(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    Player(studio).frame(40)
    studio.publish()
    again = StudioList(program).open(load(studio.id, program.places), 0)
    Player(again).frame(40)
    path = drafts.published(program.places, studio.id)
    somebody = path.read_text().replace("minutes = 2.0", "minutes = 2.5")
    path.write_text(somebody)
    again.did(edits.put(again.work.now, "minutes", 6.0))
    asked = again.publish()
    assert isinstance(asked, Asked) and path.read_text() == somebody
    assert asked.leave() is again
    assert isinstance(publish(again, anyway=True), Notice)
    assert (program.places.own / "versions" / f"{studio.id}-1.toml").read_text() == somebody


def test_a_waiting_draft_and_an_older_site_are_never_lost(program: Program) -> None:
    studio = ways.studio(program).copy(FLAT, 0)
    studio.resize((1280, 800))
    assert isinstance(publish(studio), Notice)
    published = load(find(studio.id, program.places), program.places)
    again = StudioList(program).open(published, 0)
    again.did(edits.put(again.work.now, "title", "Half done"))
    again.leave()
    back = StudioList(program).open(published, 0)
    assert edits.value(back.work.now, "title") == "Half done", "the draft that waits is gone on with"
    site = program.places.sites / f"{published.site.id}.toml"
    before = site.read_bytes()
    site.write_bytes(before + b"# changed by somebody else\n")
    assert isinstance(publish(back), Asked), "another site is another file, too"
    assert isinstance(publish(back, anyway=True), Notice)
    kept = program.places.own / "versions" / f"{studio.id}-1.site.toml"
    assert kept.read_bytes() == before + b"# changed by somebody else\n"
    assert privacy.unknown(program.places) == []


def test_a_scenario_with_problems_is_not_published(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    studio.did(edits.put(studio.work.now, "level", 7))
    Player(studio).frame(60)
    assert studio.publish() is studio and not drafts.published(program.places, studio.id).exists()


def test_it_is_tried_in_the_window_and_the_way_back_leads_to_the_draft(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    Player(studio).frame(10)
    prepare = studio_try.treat(studio)
    prepare.draw(pygame.display.get_surface())
    treat = prepare.tick(0)
    assert isinstance(treat, Treat) and treat.scenario.id == studio.id
    Player(treat).frame(3)
    assert treat.leave() is studio
    treat.close()


def test_the_place_where_a_run_failed_becomes_a_drill(program: Program) -> None:
    keep(program, "poor", "Heron-27", "hasty", "2026-11-01T10:00:00+01:00")
    studio = StudioList(program).run(program.library.path("poor"), 0)
    assert isinstance(studio, Studio) and studio.scenario.kind == "drill"
    assert studio.scenario.minutes == 0.5 and studio.scenario.id != "flat-patch"


def dragged(player: Player, begin: tuple[int, int], end: tuple[int, int]) -> None:
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=begin)
    for share in (0.5, 1.0):
        at = tuple(round(a + (b - a) * share) for a, b in zip(begin, end, strict=True))
        player.do(pygame.MOUSEMOTION, pos=at, rel=(1, 1), buttons=(1, 0, 0))
        player.frame()
    player.do(pygame.MOUSEBUTTONUP, button=1, pos=end)
    player.frame()


def test_zones_are_drawn_with_the_pointer(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    player = Player(studio)
    player.frame(3)
    px = lambda x, y: tuple(round(v) for v in studio.canvas.px((x, y)))  # noqa: E731
    dragged(player, px(90, 90), px(80, 80))
    corners = areas.outlines(studio.work.now)["patch"]
    assert corners[2] == pytest.approx((80, 80), abs=0.4)
    studio.tool.choose(1)
    player.frame()
    dragged(player, px(90, 40), px(92, 40))
    assert len(areas.outlines(studio.work.now)["patch"]) > 4
    studio.undo()
    studio.tool.choose(3)
    for at in ((15, 15), (30, 15), (30, 30), (15, 15)):
        player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=px(*at))
    player.frame()
    assert set(areas.outlines(studio.work.now)) == {"patch", "zone"} == set(edits.planned(studio.work.now))
    studio.tool.choose(4)
    for at in ((50, 50), (60, 50), (60, 60)):
        player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=px(*at))
    player.do(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="")
    assert list(areas.lines(studio.work.now)) == ["line"]
    studio.tool.choose(5)
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=px(40, 70))
    assert [spot.name for spot in areas.spots(studio.work.now)] == ["mole"]
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=px(40, 70))
    assert areas.spots(studio.work.now) == []
    built = build(studio.work.now, program.places)
    assert built.scenario is not None and len(built.scenario.plans) == 2


def test_a_drag_and_a_word_are_one_step_each(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    player = Player(studio)
    player.frame(3)
    before, way = studio.work.now, [studio.canvas.px((x, x)) for x in (90, 88, 86, 84, 82)]
    pixels = [(round(x), round(y)) for x, y in way]
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=pixels[0])
    for at in pixels[1:]:
        player.do(pygame.MOUSEMOTION, pos=at, rel=(1, 1), buttons=(1, 0, 0))
        assert studio.work.now == before and studio.tool.seen().shape is not None, "seen, and not yet an edit"
    player.do(pygame.MOUSEBUTTONUP, button=1, pos=pixels[-1])
    assert areas.outlines(studio.work.now)["patch"][2] == pytest.approx((82, 82), abs=0.4)
    assert len(studio.work.past) == 1 and studio.work.past[0] == before
    for letters in ("L", "La", "Lan", "Lanes"):
        studio.typed("title", edits.put(studio.work.now, "title", letters))
    studio.typed("goal", edits.put(studio.work.now, "goal", "To glide."))
    assert len(studio.work.past) == 3 and edits.value(studio.work.now, "title") == "Lanes"
    studio.undo()
    studio.undo()
    assert edits.value(studio.work.now, "title") == edits.value(before, "title")


def picture_file(path: Path) -> bytes:
    """A photo with everything in its metadata that must not come along."""
    from PIL import Image

    rng = np.random.default_rng(7)
    image = Image.fromarray(rng.integers(0, 255, (300, 400, 3), np.uint8))
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = "CANARY-DESCRIPTION", "CANARY-ARTIST", 6
    image.save(path, "JPEG", exif=exif, comment=b"CANARY-COMMENT", quality=90)
    return path.read_bytes()


def test_a_photo_is_traced_and_nothing_of_it_is_published(program: Program, tmp_path: Path) -> None:
    data = picture_file(tmp_path / "skin.jpg")
    assert b"CANARY" in data
    player = Player(ways.photo(program))
    trace = player.screen
    assert isinstance(trace, TracePhoto)
    player.do(pygame.DROPFILE, file=str(tmp_path / "skin.jpg"))
    player.frame(3)
    assert trace.photo.rgb.shape == (400, 300, 3), "held upright"

    def click(x: float, y: float) -> None:
        at = (trace._rect.x + x * trace._scale, trace._rect.y + y * trace._scale)
        player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(round(at[0]), round(at[1])))
        player.frame()

    click(50, 50)
    click(221.2, 50)
    assert trace.photo.px_per_mm == pytest.approx(2.0, rel=0.02)
    for at in ((60, 60), (240, 60), (240, 300), (60, 300)):
        click(*at)
    studio = trace.go_on()
    assert isinstance(studio, Studio) and studio.under is not None
    size = studio.scenario.site
    assert (size.width_um, size.height_um) == pytest.approx((150_000, 200_000), rel=0.03)
    Player(studio).frame(60)
    assert isinstance(studio.publish(), Notice) and studio.under is None
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "skin.jpg"]
    assert written
    for path in written:
        held = path.read_bytes()
        assert b"CANARY" not in held and b"\xff\xd8\xff" not in held and b"\x89PNG" not in held, path
        assert not any(data[n : n + 24] in held for n in range(400, len(data) - 24, 997)), path


def test_what_is_no_picture_is_a_sentence(tmp_path: Path) -> None:
    for name, data in (("a.jpg", b""), ("b.png", b"\x89PNG nothing"), ("c.jpg", b"\xff\xd8\xff" + b"x" * 99)):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(NeedlepassError, match=name):
            photo.read(tmp_path / name)
    with pytest.raises(NeedlepassError):
        photo.read(tmp_path / "missing.png")
    with pytest.raises(NeedlepassError, match="further apart"):
        photo.Photo(np.zeros((10, 10, 3), np.uint8)).scaled((0, 0), (3, 0), 85.6)


def test_runs_of_an_own_scenario_carry_its_site(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    Player(studio).frame(40)
    studio.publish()
    scenario = load(studio.id, program.places)
    player = Player(Treat(program, scenario))
    player.frame(4)
    player.lane()
    player.screen.finish()
    (path,) = program.places.runs.glob("*.run")
    drafts.published(program.places, studio.id).unlink()
    for site in program.places.sites.glob("*.toml"):
        site.unlink()
    assert recording.read(path).scenario.digest == scenario.digest
    with pytest.raises(NeedlepassError):
        find(studio.id, program.places)


def test_one_comes_nearer_and_what_is_under_the_pointer_stays(program: Program) -> None:
    studio = StudioList(program).copy(load("whole-face", program.places), 0)
    player = Player(studio)
    player.frame(3)
    canvas = studio.canvas
    pixel = tuple(round(v) for v in canvas.px((125, 110)))
    scales, places_mm = [canvas.px_per_mm], [canvas.mm(pixel)]
    for _n in range(4):
        assert canvas.near(1, pixel)
        scales.append(canvas.px_per_mm)
        places_mm.append(canvas.mm(pixel))
    assert scales == pytest.approx([scales[0] * zoom for zoom in (1, 1.5, 2, 3, 4)])
    assert [y for _x, y in places_mm] == pytest.approx([places_mm[0][1]] * 5, abs=0.5)
    assert places_mm[-1] == pytest.approx(places_mm[-2], abs=0.2), "as soon as there is more skin than view"
    player.frame(2)
    before = areas.outlines(studio.work.now)
    away = {(zone, p): np.hypot(*np.subtract(canvas.px(p), pixel)) for zone, points in before.items() for p in points}
    zone, corner = min(away, key=away.__getitem__)
    studio.tool.zone = zone
    begin = tuple(round(v) for v in canvas.px(corner))
    assert canvas.holds(begin)
    dragged(player, begin, (begin[0] + 12, begin[1]))
    moved = [p for p, q in zip(areas.outlines(studio.work.now)[zone], before[zone], strict=True) if p != q]
    assert len(moved) == 1 and moved[0][0] - corner[0] == pytest.approx(12 / canvas.px_per_mm, abs=0.2)
    free, middle = tuple(canvas.view.center), canvas.mm(canvas.view.center)
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=free)
    player.do(pygame.MOUSEMOTION, pos=(free[0] - 40, free[1]), rel=(-40, 0), buttons=(1, 0, 0))
    player.do(pygame.MOUSEBUTTONUP, button=1, pos=(free[0] - 40, free[1]))
    now = canvas.mm(canvas.view.center)
    assert now[0] - middle[0] == pytest.approx(40 / canvas.px_per_mm, abs=0.5) and studio.tool.active == zone
    while canvas.near(-1):
        pass
    assert canvas.px_per_mm == pytest.approx(scales[0]) and canvas.view.contains(canvas.rect)
    assert not canvas.near(-1)


@pytest.mark.parametrize("shake", [0, 3])
def test_a_click_into_another_zone_takes_it(program: Program, shake: int) -> None:
    studio = StudioList(program).copy(load("whole-face", program.places), 0)
    player = Player(studio)
    player.frame(3)
    other = next(name for name in edits.planned(studio.work.now) if name != studio.tool.active)
    points = np.array(areas.outlines(studio.work.now)[other])
    pixel = tuple(round(v) for v in studio.canvas.px(tuple(points.mean(0))))
    player.do(pygame.MOUSEBUTTONDOWN, button=1, pos=pixel)
    player.do(pygame.MOUSEMOTION, pos=(pixel[0] + shake, pixel[1]), rel=(shake, 0), buttons=(1, 0, 0))
    player.do(pygame.MOUSEBUTTONUP, button=4, pos=pixel)
    assert studio.tool.busy, "a notch of the wheel is no letting go"
    player.do(pygame.MOUSEBUTTONUP, button=1, pos=pixel)
    assert studio.tool.active == other and len(studio.work.past) == 0


def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is put onto sheets from now on."""
    told: list[str] = []
    heading = Sheet.heading

    def noted(sheet: Sheet, text: str, *more: str) -> None:
        told.append(text)
        heading(sheet, text, *more)

    monkeypatch.setattr(Sheet, "heading", noted)
    return told


def test_what_is_wrong_is_said_once_at_its_field_or_with_the_way_there(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = StudioList(program).copy(load("whole-face", program.places), 0)
    player = Player(studio)
    player.frame(3)
    first, second = list(edits.planned(studio.work.now))[:2]
    plan = edits.planned(studio.work.now)[second]
    studio.did(edits.plan(studio.work.now, second, plan._replace(setting_mm=2.5)))
    player.frame(40)
    assert studio.told.problems >= 1 and {zone for _number, zone in studio.told.badges()} == {second}
    one = studio.told.findings[0]
    told = written(monkeypatch)
    studio.again()
    assert sum(one.text in text for text in told) == 1
    press = {getattr(target, "text", ""): target for target in studio._page.focus.targets}
    assert "Show it under Targets" in press
    studio.told._act(one, 1)
    assert studio.step == 2 and studio.tool.active == second
    told.clear()
    studio.again()
    assert sum(one.text in text for text in told) == 1 and "What is wrong" not in told, "it stands at its field"
    studio.tool.zone = first
    told.clear()
    studio.again()
    assert sum(one.text in text for text in told) == 1 and "What is wrong" in told


def test_widths_of_known_areas() -> None:
    area = np.zeros((200, 600), bool)
    area[80:120, 50:300] = True
    assert widths(area, 500) == pytest.approx((20, 20), abs=0.5)
    area[95:105, 300:550] = True  # and a handle, a quarter as wide
    assert widths(area, 500) == pytest.approx((20, 5), abs=0.5)
    area[95:105, 330:550] = False  # the stump of a handle is no more than a corner
    assert widths(area, 500) == pytest.approx((20, 20), abs=0.5)
    assert widths(np.zeros((3, 3), bool), 500) == (0, 0)
    rows, cols = np.mgrid[:300, :300]
    disc = np.hypot(rows - 150, cols - 150) < 100
    assert widths(disc, 500) == pytest.approx((100, 100), abs=1)


def test_what_was_only_looked_at_is_no_draft_and_nothing_is_published_twice(program: Program) -> None:
    listed = StudioList(program)
    studio = listed.copy(FLAT, 0)
    Player(studio).frame(3)
    assert isinstance(studio.leave(), StudioList) and drafts.saved(program.places) == []
    studio.did(edits.put(studio.work.now, "title", "My lanes"))
    studio.leave()
    (draft,) = drafts.saved(program.places)
    assert drafts.title(draft) == "My lanes"
    studio.go(4)
    Player(studio).frame(40)
    assert isinstance(studio.publish(), Notice)
    again = StudioList(program)
    (own,) = again.own
    opened = again.open(own, 0)
    Player(opened).frame(40)
    assert opened.publish() is opened and "nothing has changed" in opened._obstacle()
    opened.leave()
    assert drafts.saved(program.places) == []
    opened.did(edits.put(opened.work.now, "minutes", 3.0))
    assert not opened._obstacle() and isinstance(opened.publish(), Notice)
    assert drafts.next_version(program.places, own.id) == 3


def test_a_draft_is_thrown_away_only_when_that_is_said_twice(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    studio.did(edits.put(studio.work.now, "title", "My lanes"))
    studio.leave()
    (draft,) = drafts.saved(program.places)
    asked = StudioList(program).throw_away(draft, 0)
    assert isinstance(asked, Notice)
    Player(asked).frame(2)
    kept = asked.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode=""))
    assert isinstance(kept, StudioList) and len(drafts.saved(program.places)) == 1
    (throw,) = [act for words, act in asked._ways if words == "Throw it away"]
    assert isinstance(throw(), StudioList) and drafts.saved(program.places) == []


def test_a_double_click_presses_one_button_only(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    studio.go(3)
    player = Player(studio)
    player.frame(3)

    def press() -> None:
        """The pointer is where the last step's way on lies."""
        last = studio._page.focus.targets[-1]
        event = pygame.event.Event(pygame_gui.UI_BUTTON_PRESSED, ui_element=last)
        studio.handle(event)

    press()
    player.frame(3)
    assert studio.step == 4
    press()
    assert studio.step == 4 and not (program.places.scenarios[-1] / f"{studio.id}.toml").exists(), "not published"
    player.frame(40)
    press()
    assert (program.places.scenarios[-1] / f"{studio.id}.toml").exists(), "a press of its own"


def test_what_was_found_in_a_zone_that_is_gone_is_no_longer_mended(program: Program) -> None:
    studio = StudioList(program).copy(load("whole-face", program.places), 0)
    player = Player(studio)
    zone = next(iter(edits.planned(studio.work.now)))
    studio.did(edits.plan(studio.work.now, zone, edits.planned(studio.work.now)[zone]._replace(setting_mm=2.5)))
    player.frame(40)
    found = [one for one in studio.told.findings if one.path.startswith(f"zones.{zone}")]
    assert found and studio.scenario is not None
    studio.did(edits.plan(studio.work.now, zone, None))
    assert [mends.mend(studio.work.now, studio.scenario, one) for one in found] == [None] * len(found)


def test_mend_keeps_what_was_typed_meanwhile(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    studio.did(edits.put(studio.work.now, "kind", "full"))
    player = Player(studio)
    player.frame(40)
    one = next(one for one in studio.told.findings if one.path == "kind")
    studio.typed("brief", edits.put(studio.work.now, "brief", "Somebody comes, and lanes are asked for."))
    studio.told._act(one, 0)
    assert edits.value(studio.work.now, "kind") != "full"
    assert edits.value(studio.work.now, "brief") == "Somebody comes, and lanes are asked for."


def test_a_published_file_that_is_no_text_ends_nothing(program: Program) -> None:
    studio = StudioList(program).copy(FLAT, 0)
    studio.did(edits.put(studio.work.now, "title", "My lanes"))
    path = drafts.published(program.places, studio.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes('title = "Größe"'.encode("latin-1"))
    studio.go(4)
    Player(studio).frame(40)
    asked = studio.publish()
    assert isinstance(asked, Asked), "somebody has put it there"
    assert isinstance(publish(studio, anyway=True), Notice)
    (before,) = (program.places.own / "versions").glob("*.toml")
    assert before.read_bytes() == 'title = "Größe"'.encode("latin-1"), "and it is kept as it was"
