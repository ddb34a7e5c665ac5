"""Home and result: what they show first, what leads where, and that everything fits or can be scrolled to."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from simulator import session  # noqa: E402
from simulator.app import portraits, ways  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens import home_cards, home_work, result_maps, result_panels  # noqa: E402
from simulator.app.screens.desk import Desk  # noqa: E402
from simulator.app.screens.home import Home  # noqa: E402
from simulator.app.screens.result import Result  # noqa: E402
from simulator.app.screens.result_maps import Spot  # noqa: E402
from simulator.app.screens.result_tip import known_at, words  # noqa: E402
from simulator.app.screens.setup import Setup  # noqa: E402
from simulator.app.screens.studio_list import StudioList  # noqa: E402
from simulator.app.screens.today import Today  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.files import places  # noqa: E402
from simulator.files.index import Row  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.outcome import summary  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.needling.hand import Hand, samples  # noqa: E402
from simulator.outcome import moments  # noqa: E402
from simulator.pictures.kinds import KINDS, figures, scale_of  # noqa: E402
from simulator.report import standing as results  # noqa: E402
from simulator.report import words as result_words  # noqa: E402
from simulator.session import Header, Recording, Scenario  # noqa: E402
from simulator.standing.reliability import repeat_error  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = [((1280, 800), 1.0), ((1280, 800), 1.5), ((1280, 800), 2.0), ((1920, 1080), 1.0)]
STARTED = "2026-11-24T16:20:00+01:00"


@pytest.fixture(autouse=True)
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A display of any size; a portrait of skin is even, drawing it is another test's business."""
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 800))
    monkeypatch.setattr(portraits, "make", _even)
    yield
    pygame.quit()


STAGE, NIGHT = pygame.Color("#D3DBE0"), pygame.Color("#151C22")


def _even(folder: Path, scenario: Scenario, ground: pygame.Color = STAGE) -> pygame.Surface:
    size = (scenario.site.width_um * 4 // 1000, scenario.site.height_um * 4 // 1000)
    portrait = pygame.Surface(size)
    portrait.fill((200, 160, 140))
    return portrait


@pytest.fixture
def program(tmp_path: Path) -> Program:
    found = places.find(tmp_path)
    return Program(Style(), found, Library(found.runs), "Heron-27")


@pytest.fixture(scope="module")
def patch() -> Scenario:
    return load("flat-patch", places.find())


def lanes(spacing_um: int, until_um: int = 90_000, first_um: int = 13_000) -> Hand:
    """Straight lanes over the patch from top to bottom, 20 mm/s, at 100 Hz, each landed and lifted in motion."""
    t, x, y, down = [], [], [], []
    now = 0
    for number, at in enumerate(range(first_um, until_um, spacing_um)):
        way = np.arange(9_000, 91_001, 200)
        way = way if number % 2 == 0 else way[::-1]
        t += (now + np.arange(len(way)) * 10_000).tolist()
        x += way.tolist()
        y += [at] * len(way)
        down += [True] * (len(way) - 1) + [False]
        now = t[-1] + 500_000
    return Hand(samples(t, x, y, down))


def recording(scenario: Scenario, hand: Hand, run_id: str = "run-1", trainee: str = "Heron-27") -> Recording:
    return Recording(Header(run_id, trainee, 7, 1, STARTED, "mouse", 1.0, 6.0, "hold", "live"), scenario, hand)


def keep(program: Program, run: Recording) -> float:
    outcome = session.conclude(run.scenario, session.replay(run))
    program.library.keep(run, summary(run.scenario, run.header, outcome))
    return outcome.score.total


def shown(screen: Any, size: tuple[int, int] = (1280, 800), frames: int = 12) -> pygame.Surface:
    """The window after some frames, enough for all work that is done piece by piece."""
    surface = pygame.Surface(size)
    screen.resize(size)
    for frame in range(frames):
        assert screen.tick(frame * 16_667) is screen
        screen.draw(surface)
    return surface


def settled(home: Home) -> pygame.Surface:
    """The window once every picture has been drawn."""
    for _round in range(400):
        shown(home)
        if len(home.shelf.pictures) == len(home.shelf.cards):
            break
    return shown(home, frames=8)


def key(code: int) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode="", scancode=0)


def labels(screen: Any) -> list[str]:
    return [target.text for target in screen._page.focus.targets if target.text]


def press(screen: Any, label: str) -> Any:
    target = next(t for t in screen._page.focus.targets if t.text.startswith(label))
    return screen._page._actions[target]()


# Home


def test_home_shows_every_scenario_before_its_first_frame_and_pictures_after_it(program: Program) -> None:
    home = Home(program)
    assert {card.scenario.id for card in home.shelf.cards} >= {"flat-patch", "face-fine-lines"}
    assert not home.shelf.pictures
    settled(home)
    assert set(home.shelf.pictures) == {card.scenario.id for card in home.shelf.cards}


def test_nothing_slow_is_imported_before_the_first_frame() -> None:
    code = (
        "import sys, pygame, tempfile, pathlib\n"
        "pygame.display.init(); pygame.font.init(); s = pygame.display.set_mode((1280, 800))\n"
        "from simulator.app.program import Program\n"
        "from simulator.app.style import Style\n"
        "from simulator.app import ways\n"
        "from simulator.files import places\n"
        "from simulator.files.library import Library\n"
        "found = places.find(pathlib.Path(tempfile.mkdtemp()))\n"
        "home = ways.home(Program(Style(), found, Library(found.runs), ''))\n"
        "home.resize((1280, 800)); home.tick(0)\n"
        "assert home.draw(s) is None\n"
        "slow = {'scipy', 'sqlalchemy', 'matplotlib', 'PIL'} & set(sys.modules)\n"
        "slow |= {m for m in sys.modules if m.startswith('simulator.pictures.')}\n"
        "assert not slow, f'imported before the first frame: {slow}'\n"
    )
    env = os.environ | {"SDL_VIDEODRIVER": "dummy"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, env=env)
    assert done.returncode == 0, done.stderr


def test_a_card_tells_how_the_trainees_own_runs_went(program: Program, patch: Scenario) -> None:
    good = keep(program, recording(patch, lanes(4_200), "good"))
    keep(program, recording(patch, lanes(9_000), "poor"))
    keep(program, recording(load("face-fine-lines", program.places), lanes(4_200), "other", "Wren-3"))
    home = Home(program)
    shown(home)
    cards = {card.scenario.id: card.standing for card in home.shelf.cards}
    assert cards["flat-patch"] == home_cards.Standing(2, good, False, "0 of 2 in a row"), "the last one decides"
    assert cards["face-fine-lines"] == home_cards.NOT_TRIED


def test_what_is_not_passed_comes_next(patch: Scenario) -> None:
    face = load("face-fine-lines", places.find())
    passed = home_cards.card(patch, home_cards.Standing(1, 90.0, True))
    assert home_cards.next_card([passed, home_cards.card(face)]).scenario is face
    assert home_cards.next_card([passed]).scenario is patch
    assert home_cards.next_card([home_cards.card(patch), home_cards.card(face)], "flat-patch").scenario is face
    assert home_cards.next_card([]) is None


def test_an_interrupted_run_is_offered_and_discarding_it_ends_that(program: Program, patch: Scenario) -> None:
    run = recording(patch, lanes(4_200), "cut")
    journal = program.library.begin(run.header, patch)
    journal.append(run.hand.between(0, 20_000_000))
    home = Home(program)
    shown(home)
    assert labels(home)[:4] == ["Continue", "Start again", "Discard", "Today: 5 min"]
    assert home.shelf.interrupted.title == patch.title
    assert home.shelf.interrupted.when.endswith("at 00:19")
    assert press(home, "Discard") is home
    assert labels(home)[:2] == ["Keep it", "Discard"], "what cannot be undone is asked once"
    press(home, "Keep it")
    assert labels(home)[:3] == ["Continue", "Start again", "Discard"] and program.library.interrupted()
    press(home, "Discard")
    assert press(home, "Discard") is home
    assert home.shelf.interrupted is None
    assert not program.library.interrupted()
    assert [row.run_id for row in program.library.runs()] == ["cut"], "it was an attempt, and is kept as one"
    assert labels(home)[0] == "Today: 5 min"


def test_what_was_hardly_begun_is_discarded_without_a_trace(program: Program, patch: Scenario) -> None:
    run = recording(patch, lanes(4_200), "cut")
    program.library.begin(run.header, patch).append(run.hand.between(0, 3_000_000))
    home = Home(program)
    shown(home)
    press(home, "Discard")
    assert "Nothing of it will be left" in home_work.doubt_in_words(home.shelf.interrupted)
    press(home, "Discard")
    assert not program.library.interrupted() and not program.library.runs()


def test_continue_goes_on_and_start_again_puts_the_old_run_away(
    program: Program, patch: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = recording(patch, lanes(4_200), "cut")
    program.library.begin(run.header, patch).append(run.hand.between(0, 20_000_000))
    home = Home(program)
    shown(home)
    monkeypatch.setattr(ways, "resume", lambda _program, path: ("resume", path))
    monkeypatch.setattr(ways, "treat", lambda _program, scenario: ("treat", scenario.id))
    assert press(home, "Continue") == ("resume", program.library.folder / "cut.journal")
    assert press(home, "Start again") is home
    assert press(home, "Discard and start again") == ("treat", "flat-patch")
    assert not program.library.interrupted()


def test_a_journal_that_cannot_be_read_is_said_and_can_be_discarded(program: Program) -> None:
    program.library.folder.mkdir(parents=True)
    (program.library.folder / "lost.journal").write_bytes(b"no journal")
    home = Home(program)
    shown(home)
    assert home.shelf.interrupted.recording is None
    assert "journal" in home.shelf.interrupted.about
    assert labels(home)[0] == "Discard"
    press(home, "Discard")
    press(home, "Discard")
    assert home.shelf.interrupted is None


@pytest.mark.parametrize(
    ("today", "words_of_it"),
    [
        (date(2026, 11, 24), "Interrupted today, 16:20, at 07:24"),
        (date(2026, 11, 25), "Interrupted yesterday, 16:20, at 07:24"),
        (date(2026, 12, 1), "Interrupted on 24.11.2026, 16:20, at 07:24"),
    ],
)
def test_when_a_run_was_interrupted(today: date, words_of_it: str) -> None:
    assert home_cards.interrupted_in_words(STARTED, 444_000_000, today) == words_of_it


def test_filters_count_what_there_is_and_narrow_the_grid(program: Program) -> None:
    home = Home(program)
    shown(home)
    chips = [text for text in labels(home) if text[-1].isdigit()]
    assert chips[0] == f"All  {len(home.shelf.cards)}"
    everything = len(home._page.focus.targets)
    press(home, "Face")
    assert len(home._page.focus.targets) < everything
    press(home, "All")
    assert len(home._page.focus.targets) == everything


def test_keys_start_what_comes_next_and_what_is_focused(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "treat", lambda _program, scenario: scenario.id)
    home = Home(program)
    shown(home)
    assert isinstance(home.handle(key(pygame.K_RETURN)), Today), "five minutes without choosing"
    home.program.today = None
    home.handle(key(pygame.K_TAB))
    home.handle(key(pygame.K_TAB))
    assert home.handle(key(pygame.K_RETURN)) == home_cards.next_card(home.shelf.cards).scenario.id
    home.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_TAB, mod=pygame.KMOD_SHIFT, unicode="", scancode=0))
    back = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_TAB, mod=pygame.KMOD_SHIFT, unicode="", scancode=0)
    home.handle(back)
    assert isinstance(home.handle(key(pygame.K_RETURN)), Setup), "the last of all is the way to the settings"
    home.handle(back)
    assert isinstance(home.handle(key(pygame.K_RETURN)), StudioList)
    home.handle(back)
    assert isinstance(home.handle(key(pygame.K_RETURN)), Desk)
    home.handle(back)
    home.handle(back)
    assert home.handle(key(pygame.K_RETURN)) == home.shelf.cards[-1].scenario.id


@pytest.mark.parametrize(("size", "scale"), WINDOWS)
def test_every_card_and_button_of_home_can_be_reached(program: Program, size: tuple[int, int], scale: float) -> None:
    program.style = Style(scale)
    home = Home(program)
    shown(home, size)
    column = home._page.columns[0]
    for _ in home._page.focus.targets:
        home.handle(key(pygame.K_TAB))
        rect = home._page.focus.at.rect
        inside = home._page.focus.at.ui_container is column.sheet
        assert column.rect.contains(rect) or rect.height > column.rect.height or not inside
        assert rect.left >= column.rect.left and rect.top >= 0
        assert rect.right <= column.rect.right


def test_home_draws_only_when_something_changed(program: Program) -> None:
    home = Home(program)
    surface = settled(home)
    home.tick(10**6)
    assert home.draw(surface) == []
    home.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=(10, 10), rel=(1, 1), buttons=(0, 0, 0), touch=False))
    home.tick(10**6 + 16_667)
    assert home.draw(surface) is None


def test_faulty_files_are_counted_not_shown(program: Program) -> None:
    own = program.places.scenarios[1]
    own.mkdir(parents=True)
    text = (program.places.scenarios[0] / "drills" / "flat-patch.toml").read_text(encoding="utf-8")
    (own / "broken.toml").write_text(text.replace("minutes", "minuets"), encoding="utf-8")
    home = Home(program)
    assert home.shelf.faulty == ["broken.toml"]
    assert "broken" not in {card.scenario.id for card in home.shelf.cards}


# Result


@pytest.fixture
def poor(program: Program, patch: Scenario) -> Result:
    """Lanes too far apart, over the upper part of the patch only."""
    return Result(program, recording(patch, lanes(7_000, 60_000)))


def test_the_first_thing_to_fix_stands_first_and_alone(poor: Result) -> None:
    shown(poor)
    advice = poor.seen.advice
    assert len(advice) > 1
    fix, score = poor._page.columns[0], poor._page.columns[1]
    assert fix.rect.bottom < score.rect.top
    assert poor.shown == 1
    assert f"{len(advice) - 1} more (M)" in labels(poor)


def test_a_key_shows_the_others_and_hides_them_again(poor: Result) -> None:
    shown(poor)
    assert poor.handle(key(pygame.K_m)) is poor
    assert poor.shown == len(poor.seen.advice)
    assert "First only (M)" in labels(poor)
    poor.handle(key(pygame.K_m))
    assert poor.shown == 1


def test_the_place_of_the_first_thing_is_ringed_on_its_map(poor: Result) -> None:
    surface = shown(poor)
    fix = poor.seen.advice[0].finding
    number = next(n for n, kind in enumerate(KINDS) if fix.part in kind.parts)
    view = poor._placed.maps.views[number]
    left, top = poor._placed.origin
    x, y = view.px(fix.x_um, fix.y_um)
    radius = max(10, round(5.0 * view.px_per_mm))
    ring = {surface.get_at((left + x + radius + d, top + y))[:3] for d in range(-3, 4)}
    assert poor.style.colour["panel"][:3] in ring


def test_buttons_and_keys_lead_on(poor: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("home", "treat", "replay"):
        monkeypatch.setattr(ways, name, lambda *_args, name=name: name)
    shown(poor)
    assert (press(poor, "Home"), press(poor, "Replay"), press(poor, "Repeat")) == ("home", "replay", "treat")
    assert poor.handle(key(pygame.K_ESCAPE)) == "home"
    assert poor.handle(key(pygame.K_r)) == "treat"
    assert poor.handle(key(pygame.K_RETURN)) == "treat"


def test_a_click_on_a_map_says_what_is_there(poor: Result) -> None:
    shown(poor)
    view = poor._placed.maps.views[1]
    left, top = poor._placed.origin
    x, y = view.px(50_000, 27_000)
    poor.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(left + x, top + y), touch=False))
    assert poor.spot is not None
    assert abs(poor.spot.x_um - 50_000) < 1000
    assert poor.spot.map == 1
    known = known_at(poor.seen, poor.spot)
    row, col = poor.spot.y_um // 500, poor.spot.x_um // 500
    assert known.zone == "Patch"
    assert known.dose_per_cm2 == pytest.approx(poor.seen.fields.dose_per_cm2[row, col])
    assert known.depth_mm == pytest.approx(0.5, abs=0.1)
    assert known.visits == poor.seen.skin.visits[row, col] >= 1
    assert words(known)[0].endswith("punctures/cm²")
    poor.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(5, 5), touch=False))
    assert poor.spot is None


def test_a_place_without_a_puncture_is_said_so(poor: Result) -> None:
    known = known_at(poor.seen, Spot(0, 50_000, 80_000))
    assert known.depth_mm is None
    assert known.visits == 0
    assert words(known) == ["0 punctures/cm²", "no puncture here", "0 strokes"]
    assert known_at(poor.seen, Spot(0, -5_000, 80_000)) is None


@pytest.mark.parametrize(("size", "scale"), WINDOWS)
@pytest.mark.parametrize("more", [False, True], ids=["first", "all"])
def test_everything_of_the_result_fits_or_can_be_scrolled_to(
    program: Program, patch: Scenario, size: tuple[int, int], scale: float, more: bool
) -> None:
    program.style = Style(scale)
    result = Result(program, recording(patch, lanes(7_000, 60_000)))
    shown(result, size)
    if more:
        result.handle(key(pygame.K_m))
    window = pygame.Rect((0, 0), size)
    for column in result._page.columns:
        assert window.contains(column.rect)
        assert column._bar is not None or column.height <= column.rect.height
        column.scroll(10**6)
        assert column.height - column.top <= column.rect.height or column._bar is None
    buttons = [t for t in result._page.focus.targets if t.text in ("Home", "Replay", "Repeat")]
    assert len(buttons) == 3
    assert all(window.contains(button.rect) for button in buttons)
    for view in result._placed.maps.views:
        assert view.rect.width >= 150 * scale


def test_a_run_without_contact_has_a_result(program: Program, patch: Scenario) -> None:
    result = Result(program, recording(patch, Hand(samples([0, 10_000], [0, 0], [0, 0], [False, False]))))
    shown(result)
    assert result_words.verdict(result.seen.outcome) == "Not met yet"
    assert all(fix.finding.x_um == -1 for fix in result.seen.advice)


def test_a_perfect_run_passes_and_says_why(program: Program, patch: Scenario) -> None:
    result = Result(program, recording(patch, lanes(4_200, first_um=10_000, until_um=92_000)))
    shown(result)
    assert result_words.verdict(result.seen.outcome) == "Met this scenario's standard on this screen"
    assert result_words.why(result.seen.outcome, patch.rubric).startswith("Above the mark")


def test_every_fault_of_the_outcome_has_a_name(poor: Result) -> None:
    from simulator.outcome.finding import KNOWN

    assert {kind.split(".")[0] for kind in KNOWN} == set(result_words.FAULTS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_legends_hold_the_plans_band_with_far_too_little_and_too_much_outside_it(kind: Any, patch: Scenario) -> None:
    scale = scale_of(kind, patch.plans)
    low, high = scale.band
    assert scale.low < scale.too_little < low < high < scale.too_much < scale.high
    assert len(figures(kind, scale)) == 4


def test_the_result_has_its_portrait_one_frame_later(program: Program, patch: Scenario) -> None:
    result = Result(program, recording(patch, lanes(7_000, 60_000)))
    result.resize((1280, 800))
    result.tick(0)
    result.draw(pygame.Surface((1280, 800)))
    assert result.seen.portrait is None
    result.tick(16_667)
    assert result.seen.portrait is not None


# Portraits


def test_a_portrait_is_kept_and_a_damaged_file_is_made_anew(
    tmp_path: Path, patch: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert portraits.load(tmp_path, patch, STAGE) is None
    made = portraits.make(tmp_path, patch, STAGE)
    assert made.get_size() == (400, 400)
    kept = portraits.load(tmp_path, patch, STAGE)
    assert pygame.image.tobytes(kept, "RGB") == pygame.image.tobytes(made, "RGB")
    path = next((tmp_path / "portraits").iterdir())
    path.write_bytes(path.read_bytes()[:100])
    assert portraits.load(tmp_path, patch, STAGE) is None


def test_a_portrait_lies_on_the_ground_of_its_theme(
    tmp_path: Path, patch: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    light, dark = (portraits.make(tmp_path, patch, ground) for ground in (STAGE, NIGHT))
    assert light.get_at((1, 1))[:3] == tuple(STAGE)[:3] and dark.get_at((1, 1))[:3] == tuple(NIGHT)[:3]
    assert light.get_at((200, 200)) == dark.get_at((200, 200)), "the skin itself is the same"
    assert portraits.load(tmp_path, patch, NIGHT).get_at((1, 1))[:3] == tuple(NIGHT)[:3]


def test_a_cut_shows_the_part_asked_for_and_even_ground_around_the_sheet(patch: Scenario) -> None:
    portrait = pygame.Surface((400, 400))
    portrait.fill((10, 200, 10), (200, 200, 200, 200))
    cut = portraits.cut(portrait, (75.0, 75.0, 125.0, 125.0), (100, 100), NIGHT)
    assert cut.get_at((20, 20))[:3] == (10, 200, 10)
    assert cut.get_at((80, 80))[:3] == tuple(NIGHT)[:3]


def test_the_cards_picture_is_as_wide_as_what_is_treated(patch: Scenario) -> None:
    picture = home_work.card_picture(_even(Path(), patch), patch, STAGE)
    assert picture.get_size() == home_work.SIZE
    assert picture.get_at((5, 144))[:3] == (200, 160, 140)


# What a newcomer stumbled over


def test_a_run_of_an_operator_has_no_date_and_the_result_shows_none(program: Program, patch: Scenario) -> None:
    run = recording(patch, lanes(4_200))
    result = Result(program, run)
    words = result_words.subtitle(patch, result.seen.outcome, "", date(2026, 11, 24))
    assert words.startswith(patch.title) and words.count("·") == 1


def test_what_went_well_stands_with_the_score(program: Program, patch: Scenario) -> None:
    good = Result(program, recording(patch, lanes(4_200))).seen
    assert good.good and good.good.endswith("keep that.")
    without = dataclasses.replace(good, good=None)
    panels = [result_panels.score_panel(program.style, 400, seen) for seen in (good, without)]
    assert panels[0].get_height() > panels[1].get_height()


def test_numbers_on_a_map_never_cover_each_other(poor: Result) -> None:
    view = result_maps.View(pygame.Rect(0, 0, 250, 250), (0.0, 0.0, 100.0, 100.0))
    surface, badges = pygame.Surface((250, 250)), []
    for number in ("1", "2", "3", "4"):
        place = result_maps.mark_place(poor.style, surface, view, poor.seen.advice[0], (number, badges))
        assert view.rect.contains(place) and place.collidelist(badges) < 0
        badges.append(place)


def test_a_per_cent_sign_stands_off_its_figure_and_never_alone(program: Program) -> None:
    style = program.style
    assert style.measure("18%", "small") == style.measure("18 %", "small")
    assert style.measure("lanes 18%", "small", style.measure("lanes 18", "small")[0] + 4)[1] > style.px(16)


# Standing and moments


def test_neither_the_best_nor_a_break_changes_a_verdict(program: Program, patch: Scenario) -> None:
    def stands(*spacings_um: int) -> home_cards.Standing:
        rows = []
        for number, spacing_um in enumerate(spacings_um):
            outcome = session.conclude(patch, session.replay(recording(patch, lanes(spacing_um))))
            rows.append(row(number, outcome.score.verdict, outcome.score.total))
        return home_cards.standings(rows, "Heron-27", {patch.id: patch.pass_rule})[patch.id]

    assert stands(4_200, 4_200).passed
    assert not stands(4_200, 9_000, 4_200).passed, "two in a row, not the best two"
    assert not stands(4_200, 4_200, 9_000).passed, "the last ones decide"
    assert stands(4_200).words == "1 of 2 in a row"


def row(number: int, verdict: str, score: float) -> Row:
    started = f"2026-11-24T16:{number:02}:00+01:00"
    return Row("f", 1, 1, f"r{number}", "flat-patch", "", "Heron-27", started, 60.0, score, verdict, "")


def test_the_result_says_where_one_stands_and_how_good_one_run_is(program: Program, patch: Scenario) -> None:
    run = recording(patch, lanes(4_200))
    keep(program, run)
    result = Result(program, run)
    went = result.seen.went
    assert (went.standing.good, went.own_error, went.runs) == (1, None, 1)
    assert "computed hands" in results.certainty(patch.rubric.standard_error, went.own_error, went.runs)
    for number in range(2, 8):
        keep(program, recording(patch, lanes(4_200 + 300 * number), f"run-{number}"))
    again = results.went(program.library, recording(patch, lanes(4_200), "run-7"))
    assert again.runs == 7 and again.own_error > 0
    assert "your own last 7 runs" in results.certainty(4.5, again.own_error, again.runs)


def test_a_persons_own_error_is_hardly_moved_by_getting_better() -> None:
    draw = np.random.default_rng(4)
    noise = draw.normal(0, 5, 400)
    steady, better = repeat_error((70 + noise).tolist()), repeat_error((50 + noise + np.linspace(0, 45, 400)).tolist())
    assert steady == pytest.approx(5, rel=0.1) and better == pytest.approx(steady, rel=0.02)
    assert repeat_error([80.0] * 5) is None


def test_what_went_wrong_is_seen_again_with_one_key(
    program: Program, patch: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = recording(patch, lanes(8_000))
    keep(program, run)
    result = Result(program, run)
    shown(result)
    assert "See it (S)" in labels(result)
    went: list[tuple[int, int]] = []
    seen = SimpleNamespace(go_to=lambda *told: went.append(told))
    monkeypatch.setattr(ways, "replay", lambda _program, _recording, begin: (begin(seen), "replay")[1])
    assert result.handle(key(pygame.K_s)) == "replay" and went == [(0, 4_000_000)]


def test_worst_moments_are_short_apart_and_dearest_first(patch: Scenario) -> None:
    hand = lanes(8_000)
    outcome = session.conclude(patch, session.replay(recording(patch, hand)))
    found = moments.worst(outcome.findings, hand.end_us)
    assert 1 <= len(found) <= 3
    assert all(0 <= one.first_us < one.last_us <= hand.end_us for one in found)
    assert all(one.last_us - one.first_us <= moments.LONGEST_US for one in found)
    points = [one.finding.points for one in found]
    assert points == sorted(points, reverse=True)
    spans = sorted((one.first_us, one.last_us) for one in found)
    assert all(a[1] <= b[0] for a, b in zip(spans[:-1], spans[1:], strict=True))
