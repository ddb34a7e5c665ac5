"""Scenario files: the shipped ones hold, every fault of a bad one is told at once, and nothing hostile gets in."""

from __future__ import annotations

import json
import math
import re
import shutil
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.checks import doses
from simulator.checks.scenario import check
from simulator.errors import ScenarioError
from simulator.files import places, positions, scenario, schema
from simulator.files.assemble import whole
from simulator.files.document import MOST_BYTES, parse
from simulator.needling.zones import Shape

PLACES = places.find()
IDS = [listed.id for listed in scenario.list_scenarios(PLACES)]
FLAT = scenario.load("flat-patch", PLACES)


def texts(**changed: str) -> dict[str, str]:
    return {**FLAT.texts, **changed}


def replaced(old: str, new: str, kind: str = "scenario") -> dict[str, str]:
    assert old in FLAT.texts[kind], old
    return texts(**{kind: FLAT.texts[kind].replace(old, new)})


def faults(given: dict[str, str]) -> list:
    with pytest.raises(ScenarioError) as caught:
        scenario.from_texts(given)
    return list(caught.value.faults)


@pytest.mark.parametrize("name", IDS)
def test_shipped_scenarios_hold_and_make_sense(name: str) -> None:
    found = scenario.load(name, PLACES)
    assert found.id == name
    assert [f for f in check(found) if f.severity != "hint"] == []
    assert name in scenario.show(found)


def test_flat_patch_is_what_everyone_counts_on() -> None:
    assert (FLAT.grid.rows, FLAT.grid.cols, FLAT.cell_um) == (200, 200, 500)
    assert FLAT.site.zones[0].polygon_um.tolist() == [[10000, 10000], [90000, 10000], [90000, 90000], [10000, 90000]]
    plan, device = FLAT.plans[0], FLAT.device
    assert (plan.depth_low_um, plan.depth_high_um, plan.cap_um) == (350, 650, 1000)
    assert (plan.target_low_per_cm2, plan.target_high_per_cm2, plan.passes) == (1300, 2600, 1)
    assert (plan.overlap, plan.glide_mm_s) == ((0.10, 0.50), (10, 30))
    assert (len(device.needles_um), device.period_us, device.tip_um, device.spread_um) == (14, 8547, 6000, 150)
    assert (device.dial_max_um, device.dial_step_um, FLAT.dial_start_um) == (2500, 250, 500)
    assert device.duty[1] == (250, 205)
    assert device.loss_by_force[1] == (300, 200)
    assert device.loss_by_tilt[2] == (200, 100)
    assert FLAT.rubric.measures["coverage.coverage"].low == 0.95


def test_face_has_its_five_zones_a_mole_and_the_rim_of_the_eye() -> None:
    face = scenario.load("face-fine-lines", PLACES)
    wanted = ["cheek_left", "temple_left", "nose_dorsum", "upper_lip", "periorbital_left"]
    assert [plan.zone for plan in face.plans] == wanted
    (mole,) = face.lesions
    assert (mole.name, mole.margin_um, face.titles["mole"]) == ("mole", 2000, "Mole on the cheek")
    reach = np.hypot(*(mole.polygon_um - [156000, 168000]).T)
    assert len(mole.polygon_um) == 48
    assert abs(reach - 2000).max() < 2
    zones = face.zones()
    assert (zones.no_go[zones.no_go_names.index("mole") + 1 == zones.no_go].size) > 0
    assert "orbit_left" in zones.no_go_names
    assert isinstance(face.site.no_go[0], Shape)


def test_twelve_faults_are_told_at_once_with_line_path_and_remedy(tmp_path: Path) -> None:
    shutil.copytree(PLACES.assets, tmp_path / "assets")
    bad = tmp_path / "bad.toml"
    bad.write_text(
        """format = 1
id = "Bad One"
titel = "A title"
brief = 7
kind = "dril"
level = 1.5
minutes = nan
concerns = []
answer = "treat"
site = "pach"
skin_type = "VII"
device = "pen-14"
rubric = "default"
cell_mm = 0.00001
dial_start_mm = "0.5mm"

[zones.patch]
depth_mm = [0.65, 0.35]
target_per_cm2 = [1300, 2600]
passes = 1
technique = "lines with lift"
overlap = [0.10, 1.50]
glide_mm_s = [10]
""",
        encoding="utf-8",
    )
    here = PLACES._replace(assets=tmp_path / "assets", scenarios=(tmp_path,))
    with pytest.raises(ScenarioError) as caught:
        scenario.load("bad", here)
    told = [(f.line, f.path) for f in caught.value.faults]
    assert [path for line, path in told] == [
        *("title", "id", "titel", "brief", "kind", "level", "minutes", "concerns", "site", "skin_type", "cell_mm"),
        *("dial_start_mm", "zones.patch.cap_mm", "zones.patch.depth_mm", "zones.patch.overlap.1"),
        "zones.patch.glide_mm_s",
    ]
    assert [line for line, _ in told] == [None, 2, 3, 4, 5, 6, 7, 8, 10, 11, 14, 15, 17, 18, 22, 23]
    by_path = {f.path: str(f) for f in caught.value.faults}
    assert all(str(bad) in text for text in by_path.values())
    assert all(f.remedy for f in caught.value.faults)
    assert "Did you mean `title`?" in by_path["titel"]
    assert "Did you mean `drill`?" in by_path["kind"]
    assert "Did you mean `patch`?" in by_path["site"]
    assert "Write a number (mm), without quotes" in by_path["dial_start_mm"]
    assert "nan" in by_path["minutes"]
    assert len(scenario.list_scenarios(here)[0].faults) == len(told)


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e999", "-0.0", str(2**63), "9" * 4300, "-1e30", "true"])
@pytest.mark.parametrize(
    "kind_and_line",
    [
        ("scenario", "minutes = 2.0"),
        ("scenario", "cell_mm = 0.5"),
        ("scenario", "dial_start_mm = 0.5"),
        ("scenario", "cap_mm = 1.0"),
        ("scenario", "level = 1"),
        ("scenario", "passes = 1"),
        ("site", "width_mm = 100"),
        ("site", "dermis_mm = 1.2"),
        ("device", "rate_hz = 117"),
        ("device", "spread_mm = 0.15"),
        ("rubric", "pass_mark = 80.0"),
    ],
)
def test_only_finite_numbers_within_their_range_get_in(kind_and_line: tuple[str, str], number: str) -> None:
    kind, line = kind_and_line
    key = line.split(" = ")[0]
    told = faults(replaced(line, f"{key} = {number}", kind))
    number_of_line = next(n for n, text in enumerate(FLAT.texts[kind].split("\n"), 1) if text.startswith(line))
    assert [f for f in told if f.line == number_of_line], told
    assert all(f.path.endswith(key) for f in told if f.path)


def test_numbers_in_free_tables_are_numbers_too() -> None:
    (told,) = faults(replaced('kind = "patch"', "relief = [{ mm = nan }]", "site"))
    assert (told.path, told.line) == ("drawing.relief.0.mm", 17)


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ("[zones.patch]", "[zones.pach]", "zones.pach", "Did you mean `patch`?"),
        ('site = "patch"', 'site = "face"', "id", "its id is patch"),
        ("cell_mm = 0.5", "cell_mm = 0.05\n[[lesions]]\nname = 'patch'", "lesions.0.name", "area of the site"),
        ("format = 1", "format = 2", "format", "This version reads format 1"),
        ('skin_type = "II"', "skin_type = 1979-05-27", "", "date"),
        ("passes = 1", "passes = 1\npasses = 2", "", "cannot be read"),
        ("passes = 1", "passes = ", "", "passes ="),
        ("overlap = [0.10, 0.50]", "overlap = [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "", "16 deep"),
        ("passes = 1", "a.b.c.d.e.f.g.h.i = 1", "", "more than 8 parts"),
        ("passes = 1", f"passes = [{'1,' * 10_001}]", "", "at most 10000"),
    ],
)
def test_other_faults_are_told_where_they_are(old: str, new: str, path: str, words: str) -> None:
    told = faults(replaced(old, new))
    assert any(f.path == path and words in str(f) for f in told), told


def test_a_grid_of_a_thousand_million_cells_is_refused_before_it_is_made() -> None:
    told = faults(texts(scenario=FLAT.texts["scenario"].replace("cell_mm = 0.5", "cell_mm = 0.05"),
                        site=FLAT.texts["site"].replace("= 100\n", "= 1000\n")))  # fmt: skip
    assert [f.path for f in told] == ["cell_mm"]
    assert "Write 0.25 or more" in told[0].remedy


def test_limits_hold_at_the_limit_and_not_beyond() -> None:
    assert positions.breach("a.b.c.d.e.f.g.h = 1") is None
    assert positions.breach("a.b.c.d.e.f.g.h.i = 1") is not None
    assert positions.breach("a = " + "[" * 16 + "]" * 16) is None
    assert positions.breach("a = " + "[" * 17 + "]" * 17) is not None
    assert positions.breach(f"a = [{'1,' * 10_000}]") is None
    assert positions.breach(f"a = [{'1,' * 10_001}]") is not None
    assert parse("x", "#" * MOST_BYTES).data == {}
    with pytest.raises(ScenarioError, match="longer than"):
        parse("x", "#" * (MOST_BYTES + 1))


def test_lines_are_found_by_path() -> None:
    text = 'a = 1\n"b c".d = [\n  1,\n  {x = 2},\n]\n[t.u]\nv = 1\n[[l]]\nz = 1\n[[l]]\nz = 2\n[l.m]\nq = 3\n'
    lines = positions.lines(text)
    wanted = {
        ("a",): 1, ("b c", "d"): 2, ("b c", "d", 0): 3, ("b c", "d", 1, "x"): 4, ("t", "u"): 6, ("t", "u", "v"): 7,
        ("l", 0, "z"): 9, ("l", 1): 10, ("l", 1, "z"): 11, ("l", 1, "m", "q"): 13,
    }  # fmt: skip
    assert {path: lines.get(path) for path in wanted} == wanted


@pytest.mark.parametrize("name", IDS)
def test_the_round_trip_loses_nothing(name: str) -> None:
    found = scenario.load(name, PLACES)
    for kind, form in scenario.forms(found)._asdict().items():
        if form is None:
            assert kind in scenario.MORE and kind not in found.texts
            continue
        written = form.model_dump(mode="json", exclude_unset=True)
        assert written == tomllib.loads(found.texts[kind]), kind
        again = schema.FORMS[kind].model_validate_json(json.dumps(written))
        assert again == form


@settings(max_examples=300, deadline=None)
@given(st.floats(-5, 5, allow_nan=False), st.integers(-5000, 5000))
def test_millimetres_become_whole_micrometres_half_to_even(value: float, half_um: int) -> None:
    assert abs(whole(value) - value * 1000) <= 0.5 + 1e-9
    assert whole((2 * half_um + 1) / 2000) % 2 == 0
    assert whole(half_um / 1000) == half_um


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_text_is_told_or_means_what_it_says(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(scenario.NAMES))
    text = FLAT.texts[kind]
    at = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 12))
    new = data.draw(st.sampled_from(["", *'x9-.[]"=\n#{µ', "nan", "0x", "1e9"]))
    damaged = text[:at] + new + text[at + length :]
    try:
        found = scenario.from_texts(texts(**{kind: damaged}))
    except ScenarioError as error:
        assert all(f.text for f in error.faults)
        return
    form = getattr(scenario.forms(found), kind)
    assert form.model_dump(mode="json", exclude_unset=True) == tomllib.loads(damaged)


def test_the_digest_covers_every_character_of_every_text() -> None:
    for kind in scenario.NAMES:
        assert scenario.from_texts(texts(**{kind: FLAT.texts[kind] + "\n"})).digest != FLAT.digest
    assert scenario.from_texts(dict(reversed(FLAT.texts.items()))).digest == FLAT.digest


def test_line_ends_of_another_system_make_no_other_scenario(tmp_path: Path) -> None:
    (tmp_path / "flat-patch.toml").write_bytes(FLAT.texts["scenario"].replace("\n", "\r\n").encode("utf-8-sig"))
    assert scenario.load(tmp_path / "flat-patch.toml", PLACES).digest == FLAT.digest


@pytest.mark.parametrize(
    "name", ["../flat-patch", "flat-pach", "", "/etc/passwd", "a\0b", "x" * 300, "..", "CON", "\0.toml"]
)
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError):
        scenario.load(name, PLACES)


@pytest.mark.parametrize("name", ["../sites/patch", "..", "/etc/hostname", "patch\\u0000", "C:\\\\x", "x" * 300])
def test_a_scenario_names_no_path(name: str) -> None:
    text = FLAT.texts["scenario"].replace('site = "patch"', f'site = "{name}"')
    document = parse("here.toml", text)
    from simulator.files.references import files

    assert not isinstance(files(document, PLACES.assets)["site"], Path)


@pytest.mark.parametrize(
    ("old", "new", "severity", "words"),
    [
        ("depth_mm = [0.35, 0.65]", "depth_mm = [0.55, 0.70]", "problem", "no dial step"),
        ("depth_mm = [0.35, 0.65]", "depth_mm = [0.45, 0.65]", "warning", "scatters"),
        ("cap_mm = 1.0", "cap_mm = 0.4", "problem", "below the setting"),
        ("dial_start_mm = 0.5", "dial_start_mm = 0.6", "problem", "no step"),
        ("dial_start_mm = 0.5", "dial_start_mm = 1.5", "hint", "starts above the cap"),
        ("[1300, 2600]", "[13000, 26000]", "problem", "leave 1011 to 5460"),
        ("minutes = 2.0", "minutes = 0.5", "problem", "1.3 minutes of contact alone"),
        ("minutes = 2.0", "minutes = 30.0", "hint", "30 are given"),
    ],
)
def test_rules_of_sense_find_what_they_are_for(old: str, new: str, severity: str, words: str) -> None:
    found = check(scenario.from_texts(replaced(old, new)))
    assert any(f.severity == severity and words in f.text for f in found), found


@pytest.mark.parametrize(
    ("new", "severity", "words"),
    [
        ("points_mm = [[10, 10], [110, 10], [90, 90], [10, 90]]", "problem", "leaves the sheet"),
        ("points_mm = [[10, 10], [90, 10], [90, 13], [10, 13]]", "warning", "only"),
        ("points_mm = [[0, 0], [1, 0], [1, 1], [0, 1]]", "problem", "nothing to be judged"),
        ("points_mm = [[10, 10], [90, 10], [90, 90], [10, 90]]\ncap_mm = 0.75", "problem", "above that of the region"),
    ],
)
def test_rules_of_sense_about_areas(new: str, severity: str, words: str) -> None:
    old = "points_mm = [[10, 10], [90, 10], [90, 90], [10, 90]]"
    found = check(scenario.from_texts(replaced(old, new, "site")))
    assert any(f.severity == severity and words in f.text for f in found), found


@pytest.mark.parametrize(("level", "advanced", "told"), [(1, 0.5, True), (3, 0.5, False), (3, 0.4, True)])
def test_depth_beyond_what_is_usual_is_told(level: int, advanced: float, told: bool) -> None:
    old = "points_mm = [[10, 10], [90, 10], [90, 90], [10, 90]]"
    site = FLAT.texts["site"].replace(old, f"{old}\nroutine_mm = [0.1, 0.3]\nadvanced_mm = {advanced}")
    plan = FLAT.texts["scenario"].replace("level = 1", f"level = {level}")
    found = check(scenario.from_texts(texts(site=site, scenario=plan)))
    assert any("deeper than what is usual here" in one.text for one in found) == told


def test_zones_in_danger_and_zones_on_zones_are_told() -> None:
    danger = '\n[no_go.eye]\ntitle = "Eye"\nmargin_mm = 3\npoints_mm = [[2, 20], [50, 20], [50, 50], [2, 50]]\n'
    second = FLAT.texts["site"][FLAT.texts["site"].index("[zones.patch]") : FLAT.texts["site"].index("[drawing]")]
    site = FLAT.texts["site"] + danger + second.replace("zones.patch", "zones.other")
    plan = FLAT.texts["scenario"][FLAT.texts["scenario"].index("[zones.patch]") :]
    both = FLAT.texts["scenario"] + "\n" + plan.replace("zones.patch", "zones.other")
    told = [f.text for f in check(scenario.from_texts(texts(site=site, scenario=both)))]
    assert any("beyond a no-go line: Eye" in text for text in told)
    assert any("overlaps a zone before it" in text for text in told)


def test_contact_time_is_area_times_dose_by_rate() -> None:
    assert math.isclose(doses.contact_s(FLAT), 64 * 1950 / (14 * 1e6 / 8547))


def test_the_schema_is_there_for_editors() -> None:
    for kind in scenario.NAMES:
        exported = json.dumps(schema.json_schema(kind))
        assert re.search('"additionalProperties": false', exported)
