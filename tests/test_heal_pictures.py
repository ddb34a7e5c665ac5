"""Pictures of healing: redder at first, filled later, patchy where the hand was; and marked in their pixels."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulator import session
from simulator.checks.people import CONCERNS
from simulator.cli import main
from simulator.files import parameters, places
from simulator.files.parameters import Sheet
from simulator.operators.raster import Raster, raster
from simulator.outcome.response_patient import Patient, patient
from simulator.pictures import export
from simulator.pictures.colour import contrast
from simulator.pictures.concern import DRAWN, Area, marks
from simulator.pictures.concern import places as places_of
from simulator.pictures.concern_pits import Pit, dent
from simulator.pictures.healing import Frame, HealedSkin, framed
from simulator.pictures.person import bare, change, concerns, drawn, to_linear_of, window_of
from simulator.session import Scenario

HOUR = 1 / 24
FRAME = Frame((25.0, 25.0, 65.0, 55.0), 6.0)
ASSETS = places.find().assets


@pytest.fixture(scope="module")
def known() -> Sheet:
    return parameters.load(ASSETS)


def skin(flat_patch: Scenario, melanin: tuple[str, float], concern: str) -> Scenario:
    type_ = replace(flat_patch.skin_type, id=melanin[0], melanin=melanin[1])
    plans = tuple(replace(p, depth_low_um=1350, depth_high_um=1650, cap_um=2000) for p in flat_patch.plans)
    return replace(flat_patch, skin_type=type_, concerns=(concern,), plans=plans, dial_start_um=1500)


def treated(scenario: Scenario, spacing_mm: float, sessions: int = 3) -> Patient:
    skins = []
    lanes = int(76 / spacing_mm) + 1
    for number in range(sessions):
        run = session.begin(scenario, number + 1)
        run.advance(raster(Raster(8, 92, 13, lanes, spacing_mm, 20)))
        skins.append((28.0 * number, run.skin))
    return patient(skins, scenario.plans, scenario.site.layers, scenario.skin_type.number)


def seen(scenario: Scenario, person: Patient, known: Sheet, frame: Frame = FRAME) -> HealedSkin:
    return HealedSkin(scenario, person, known.knowledge.best(), frame)


def redness(rgb: np.ndarray) -> float:
    """How much more red than green, in the mean, as a share."""
    return float(rgb[..., 0].mean() / rgb[..., 1].mean())


def left(healed: HealedSkin, rgb: np.ndarray) -> float:
    """How much of its concern is left in a picture: the slope of its light over that of the bare skin, on the marks."""
    share = (to_linear_of(rgb) / healed._light).mean(-1)
    marks_there = healed._seen[0][1].mean(-1)
    marks_there = marks_there - marks_there.mean()
    return float((share * marks_there).sum() / (marks_there**2).sum())


@pytest.mark.parametrize("melanin", [("II", 0.058), ("V", 0.29)])
def test_redness_comes_and_goes_and_scars_fill(flat_patch: Scenario, known: Sheet, melanin: tuple[str, float]) -> None:
    scenario = skin(flat_patch, melanin, "acne scars")
    person = treated(scenario, 4.2)
    last = person.sessions[-1].day
    healed = seen(scenario, person, known)
    before, hour, week, half_year = healed.before(), *(healed.at(last + day) for day in (HOUR, 7, 180))
    assert redness(hour) > 1.05 * redness(before)
    assert redness(week) < (redness(hour) + redness(before)) / 2
    assert left(healed, before) == pytest.approx(1, abs=0.15)
    assert left(healed, half_year) < 0.75 * left(healed, before)
    assert np.array_equal(before, healed.at(-1.0))


def test_an_even_run_is_told_from_a_patchy_one(flat_patch: Scenario, known: Sheet) -> None:
    scenario = skin(flat_patch, ("II", 0.058), "acne scars")
    even, patchy = (seen(scenario, treated(scenario, s, 1), known) for s in (3.1, 11.0))

    def stripes(healed: HealedSkin) -> float:
        ratio = healed.at(HOUR).astype(float)
        rows = (ratio[..., 0] / ratio[..., 1]).mean(1)
        return float(rows.std() / rows.mean())

    assert stripes(patchy) > 4 * stripes(even)


@pytest.mark.parametrize("melanin", [("I", 0.022), ("IV", 0.18), ("VI", 0.43)])
def test_fresh_skin_is_darker_and_shining_skin_is_not_lighter(
    flat_patch: Scenario, known: Sheet, melanin: tuple[str, float]
) -> None:
    scenario = skin(flat_patch, melanin, "technique")
    person = treated(scenario, 4.2)
    healed, last = seen(scenario, person, known), person.sessions[-1].day
    before, hour, half_year = (to_linear_of(rgb).mean((0, 1)) for rgb in (
        healed.before(), healed.at(last + HOUR), healed.at(last + 180)
    ))  # fmt: skip
    assert (hour < before).all() and hour[1] < 0.8 * before[1], "green most of all, and no channel brightens"
    assert half_year == pytest.approx(before, rel=0.03), "treatment bleaches nobody"


def test_a_light_dose_swells_less_than_a_full_one(flat_patch: Scenario, known: Sheet) -> None:
    deep = skin(flat_patch, ("II", 0.058), "acne scars")
    shallow = replace(deep, dial_start_um=400, plans=tuple(replace(p, depth_low_um=300) for p in deep.plans))
    hidden = []
    for scenario in (deep, shallow):
        healed = seen(scenario, treated(scenario, 4.2, 1), known)
        hidden.append(1 - left(healed, healed.at(HOUR)) / left(healed, healed.before()))
    assert hidden[0] > 1.5 * hidden[1]


def test_a_pit_is_drawn_out_to_where_it_ends(flat_patch: Scenario) -> None:
    sheet = window_of(flat_patch, 12.0)
    for pit in (Pit(0.4, 0.6, 2.0), Pit(1.3, 0.4, 5.0, rim=0.1), Pit(2.5, 0.4, 2.0)):
        for chance in (0.0, 0.37, 0.94):
            found = dent(sheet, (50.0, 50.0), pit, chance).height_mm
            edge = np.concatenate([found[[0, -1]].ravel(), found[:, [0, -1]].ravel()])
            assert found.min() < -0.95 * pit.depth_mm
            assert np.abs(edge).max() < 0.01 * pit.depth_mm, "a cut would be seen as a box"


def test_harm_is_drawn_as_well(flat_patch: Scenario, known: Sheet) -> None:
    scenario = skin(flat_patch, ("V", 0.29), "technique")
    healed = seen(scenario, treated(scenario, 2.1, 3), known)
    plain = healed.before().astype(float)
    month = healed.at(healed.healing.days[-1] + 30).astype(float)
    darker = (plain - month).mean(-1)
    assert darker.max() - np.median(darker) > 10, "dark marks are to be seen on type V"
    assert (darker - np.median(darker) > 8).mean() < 0.3, "and not everywhere"


@pytest.mark.parametrize("concern", sorted(DRAWN))
def test_every_concern_is_seen_where_it_is_treated_and_only_there(flat_patch: Scenario, concern: str) -> None:
    sheet = window_of(flat_patch, 5.0)
    treated_cells = np.zeros((200, 200), bool)
    treated_cells[60:140, 60:140] = True
    where = Area(treated_cells, 0.5, np.zeros((200, 200), np.float32))
    found = marks(concern, sheet, where, 3)
    assert found is not None
    changed = np.abs(change(sheet, found)).max(-1)
    assert changed[200:300, 200:300].max() > 0.02
    assert changed[:20].max() < 1e-3, "nothing far away"


def test_what_cannot_be_seen_is_not_drawn_and_all_others_are() -> None:
    assert set(CONCERNS) - set(DRAWN) == {"technique", "product absorption"}


def test_places_belong_to_the_person_and_not_to_the_window(flat_patch: Scenario) -> None:
    cells = np.ones((200, 200), bool)
    where = Area(cells, 0.5, np.zeros((200, 200), np.float32))
    assert places_of(where, 1, "acne scars", 5.2) == places_of(where, 1, "acne scars", 5.2)
    assert places_of(where, 1, "acne scars", 5.2) != places_of(where, 2, "acne scars", 5.2)
    scenario = replace(flat_patch, concerns=("acne scars",))
    whole = concerns(scenario, window_of(scenario, 5.0))[0].change
    part = concerns(scenario, window_of(scenario, 5.0, (30.0, 30.0, 60.0, 50.0)))[0].change
    assert np.abs(whole[150:250, 150:300] - part).max() < 0.02


def test_the_person_is_drawn_with_what_they_come_for(flat_patch: Scenario) -> None:
    plain = drawn(flat_patch, 4.0).rgb
    assert np.array_equal(plain, bare(flat_patch, 4.0).rgb), "technique is no concern that can be seen"
    scarred = drawn(replace(flat_patch, concerns=("acne scars",)), 4.0).rgb
    inner = slice(60, 340)
    assert np.abs(scarred[inner, inner].astype(int) - plain[inner, inner]).max() > 40
    assert np.abs(scarred[:8].astype(int) - plain[:8]).max() <= 1, "nothing far away, but for rounding"


@pytest.mark.alone
def test_a_day_is_drawn_within_a_frame(face: Scenario, known: Sheet) -> None:
    from simulator.operators.operate import operate

    run = session.begin(face, 1)
    run.advance(operate(face, "expert", "pen", 1))
    person = patient([(0.0, run.skin)], face.plans, face.site.layers, face.skin_type.number)
    healed = seen(face, person, known, framed(face, (624, 464)))
    assert healed.at(1.0).shape == (464, 624, 3)
    took = []
    for day in np.geomspace(HOUR, 360, 24):
        since = time.perf_counter()
        healed.at(float(day))
        took.append(time.perf_counter() - since)
    assert np.median(took) < 0.03, "a third of it on a quiet machine"


@pytest.mark.parametrize("size", [(640, 480), (300, 225), (202, 152)])
@pytest.mark.parametrize("ground", [(222, 186, 165), (105, 63, 37)])
def test_every_exported_picture_is_marked_in_its_pixels(size: tuple[int, int], ground: tuple[int, int, int]) -> None:
    plain = np.full((size[1], size[0], 3), ground, np.uint8)
    found = export.marked(plain, ASSETS / "fonts")
    assert found.shape == plain.shape
    for words in ("SIMULATED SKIN", "NOT A PATIENT", "NOT FOR ADVERTISING"):
        assert best_match(found[size[1] * 3 // 4 :], words) > 0.75, "read by its letters, wherever it stands"
    assert best_match(found[size[1] * 3 // 4 :], "NOT FOR A PATIENT") < 0.6, "the reader tells words apart"
    ink, letters = found[-2, 4], found[-size[1] // 4 :].reshape(-1, 3).max(0)
    assert contrast(ink, letters) > 12
    across = np.abs(found[: size[1] * 3 // 4].astype(int) - plain[: size[1] * 3 // 4]).max(-1)
    assert (across > 3).mean() > 0.01, "and faintly across the picture, where no crop loses it"


def best_match(rgb: np.ndarray, words: str) -> float:
    """The best correlation of a picture with these words, set in any size that can be read."""
    from PIL import Image, ImageDraw, ImageFont
    from scipy.signal import fftconvolve

    seen_there, best = rgb.mean(-1), 0.0
    for size in range(10, 19):
        font = ImageFont.truetype(str(ASSETS / "fonts" / "NotoSans-SemiBold.ttf"), 4 * size)
        _left, top, right, bottom = (round(v) for v in font.getbbox(words))
        letters = Image.new("L", (right, bottom - top), 0)
        ImageDraw.Draw(letters).text((0, -top), words, font=font, fill=255)
        look_for = np.asarray(letters.reduce(4), float)
        if look_for.shape[0] > seen_there.shape[0] or look_for.shape[1] > seen_there.shape[1]:
            continue
        look_for = look_for - look_for.mean()
        ones = np.ones_like(look_for)
        cross = fftconvolve(seen_there, look_for[::-1, ::-1], "valid")
        total, squares = (fftconvolve(field, ones, "valid") for field in (seen_there, seen_there**2))
        spread = np.sqrt(np.maximum(squares - total**2 / ones.size, 1) * (look_for**2).sum())
        best = max(best, float((cross / spread).max()))
    return best


def test_heal_writes_a_picture_and_leaves_others_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, picture = tmp_path / "a.run", tmp_path / "a.png"
    home = ["--home", str(tmp_path)]
    main([*home, "simulate", "flat-patch", "--operator", "expert", "--seed", "1", "-o", str(run)])
    wanted = [*home, "heal", str(run), "--days", "0,30,180", "--picture", str(picture)]
    assert main(wanted) == 0
    from PIL import Image

    with Image.open(picture) as found:
        assert found.size[0] > 1200 and found.mode == "RGB"
    kept = picture.read_bytes()
    assert main(wanted) == 2
    assert picture.read_bytes() == kept
    assert main([*wanted, "--force"]) == 0
    assert "written" in capsys.readouterr().out
