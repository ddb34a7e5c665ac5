"""Planted faults in a scenario file: each is told with file, line, key, what is wrong and what would be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.checks import solving
from simulator.checks.scenario import check
from simulator.cli import main
from simulator.files import places, scenario
from simulator.session import Scenario

SHIPPED = places.find().scenarios[0]
FLAT = (SHIPPED / "drills" / "flat-patch.toml").read_text(encoding="utf-8")
MOLE = '\n[[lesions]]\nname = "mole"\ntitle = "Mole"\nat_mm = [{at}]\nradius_mm = 2.0\nmargin_mm = 2.0\n'
DONE = "\n[done.patch]\n" + FLAT.split("[zones.patch]\n")[1]

FORM = [
    ('title = "Even', 'titel = "Even', "titel", "Did you mean `title`?"),
    ('id = "flat-patch"', 'id = "Flat Patch"', "id", "small letters and digits"),
    ('kind = "drill"', 'kind = "dril"', "kind", "Did you mean `drill`?"),
    ("level = 1", "level = 1.5", "level", "Write a whole number"),
    ("minutes = 2.0", "minutes = 0", "minutes", "more than 0"),
    ("minutes = 2.0", 'minutes = "2"', "minutes", "without quotes"),
    ('concerns = ["technique"]', "concerns = []", "concerns", "At least 1"),
    ('answer = "treat"', 'answer = "trat"', "answer", "Did you mean `treat`?"),
    ('site = "patch"', 'site = "pach"', "site", "Did you mean `patch`?"),
    ('skin_type = "II"', 'skin_type = "VII"', "skin_type", "I, II, III, IV, V, VI"),
    ('device = "pen-14"', 'device = "pen-41"', "device", "Did you mean `pen-1"),
    ('rubric = "default"', 'rubric = "strict"', "rubric", "Possible here"),
    ("cell_mm = 0.5", "cell_mm = 0.01", "cell_mm", "0.05 or more"),
    ("dial_start_mm = 0.5", "dial_start_mm = 50", "dial_start_mm", "5 or less"),
    ("[zones.patch]", "[zones.pach]", "zones.pach", "Did you mean `patch`?"),
    ("depth_mm = [0.35, 0.65]", "depth_mm = [0.65, 0.35]", "zones.patch.depth_mm", "smaller value first"),
    ("depth_mm = [0.35, 0.65]", "depth_mm = [0.35]", "zones.patch.depth_mm", "two numbers"),
    ("cap_mm = 1.0", "", "zones.patch.cap_mm", "Add `cap_mm"),
    ("passes = 1", "passes = 0", "zones.patch.passes", "1 or more"),
    ('technique = "lines with lift"', 'technique = "line with lift"', "zones.patch.technique", "lines with lift"),
    ("overlap = [0.10, 0.50]", "overlap = [10, 50]", "zones.patch.overlap.0", "0.95 or less"),
    ("glide_mm_s = [10, 30]", "glide_mm_s = 20", "zones.patch.glide_mm_s", "in square brackets"),
    ("difficulty = 1", "difficulty = 9", "difficulty", "5 or less"),
    ("minutes = 2.0", "minutes = nan", "minutes", "ordinary number"),
    ("passes = 1", "passes = 1\n[course]\nsessions = 1\ninterval_days = 28", "course.sessions", "2 or more"),
    ("glide_mm_s = [10, 30]", "glide_mm_s = [10, 30]" + DONE, "done.patch", "one of the two tables"),
]  # fmt: skip
"""Old and new text, the key that the message must name, and words of what would be right."""
SENSE = [
    ("depth_mm = [0.35, 0.65]", "depth_mm = [0.55, 0.70]", "zones.patch.depth_mm", "Its steps are 0.25 mm apart"),
    ("depth_mm = [0.35, 0.65]", "depth_mm = [0.45, 0.65]", "zones.patch.depth_mm", "as [0.35, 0.65]"),
    ("depth_mm = [0.35, 0.65]", "depth_mm = [0.95, 1.25]", "zones.patch.cap_mm", "1.1 mm or more"),
    ("depth_mm = [0.35, 0.65]", "depth_mm = [1.10, 1.40]", "zones.patch.depth_mm", "a higher level"),
    ("dial_start_mm = 0.5", "dial_start_mm = 0.6", "dial_start_mm", "nearest step is 0.5"),
    ("dial_start_mm = 0.5", "dial_start_mm = 1.5", "dial_start_mm", "1 mm or less"),
    ("[1300, 2600]", "[13000, 26000]", "zones.patch.target_per_cm2", "more passes"),
    ("minutes = 2.0", "minutes = 0.5", "minutes", "Write 2.5 or more"),
    ("minutes = 2.0", "minutes = 40.0", "minutes", "Write about 4"),
    ('kind = "drill"', 'kind = "full"', "kind", "name another kind"),
    ("level = 1", "level = 4", "level", "1, 2 or 3"),
    ('concerns = ["technique"]', 'concerns = ["acne scar"]', "concerns.0", "Did you mean `acne scars`?"),
    ('answer = "treat"', 'answer = "spare"', "answer", "[[lesions]]"),
    ('skin_type = "II"', 'skin_type = "V"', "zones.patch.passes", "At most 3"),
    ("glide_mm_s = [10, 30]", "glide_mm_s = [10, 30]" + MOLE.format(at="200.0, 20.0"), "lesions.0", "Keep every point"),
    ("glide_mm_s = [10, 30]", "glide_mm_s = [10, 30]" + MOLE.format(at="5.0, 5.0"), "lesions.0", "into a zone"),
    ("goal = ", "# goal = ", "goal", "one sentence"),
    ("difficulty = 1", "", "difficulty", "1` to 5"),
    ("sources = [", "sources = []\n# [", "sources", "convention of this project"),
    ('title = "Even lanes', 'title = "Even lanes and more lanes and yet more lanes', "title", "48 or fewer"),
    ("Glide the pen", "Glide the pen. " * 40, "brief", "420 or fewer"),
]  # fmt: skip


def planted(old: str, new: str) -> str:
    assert FLAT.count(old) >= 1, old
    text = FLAT.replace(old, new, 1)
    if old.startswith("sources"):
        text = re.sub(r'(?m)^(  "|\]).*$', "", text)
    if "skin_type" in old and new.endswith('"V"'):
        text = text.replace("passes = 1", "passes = 4").replace("[1300, 2600]", "[5200, 10400]")
    return text


@pytest.mark.parametrize(("old", "new", "path", "remedy"), FORM + SENSE, ids=lambda part: str(part)[:24])
def test_a_planted_fault_is_told_with_place_and_remedy(
    old: str, new: str, path: str, remedy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(planted(old, new), encoding="utf-8")
    status = main(["--home", str(tmp_path), "scenario", "check", "--quick", str(file)])
    told = capsys.readouterr()
    lines = [line for line in (told.err + told.out).splitlines() if f" {path}: " in line]
    assert lines and any(remedy in line for line in lines), told
    assert all(line.startswith(str(file)) for line in lines)
    severity = re.search(r"(Problem|Warning|Hint): ", lines[0])
    assert status == (1 if severity is None or "Problem" in told.err else 0)


def test_there_are_forty_planted_faults() -> None:
    assert len(FORM) + len(SENSE) >= 40


def test_lines_are_those_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(FLAT.replace("passes = 1", "passes = 0"), encoding="utf-8")
    main(["--home", str(tmp_path), "scenario", "check", str(file)])
    number = FLAT.splitlines().index("passes = 1") + 1
    assert capsys.readouterr().err.startswith(f"{file}:{number}: zones.patch.passes:")


def test_the_reference_hand_says_what_can_be_reached(
    flat_patch: Scenario, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = solving.solvable(flat_patch)
    assert found.severity == "hint" and re.search(r"reaches (9\d|100) points in \d\.\d minutes", found.text)
    file = tmp_path / "mine.toml"
    file.write_text(FLAT.replace("overlap = [0.10, 0.50]", "overlap = [0.80, 0.90]"), encoding="utf-8")
    assert main(["--home", str(tmp_path), "scenario", "check", str(file)]) == 1
    assert "The reference hand reaches" in capsys.readouterr().err


def test_a_folder_is_checked_file_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path), "scenario", "check", "--quick", str(SHIPPED)]) == 0
    assert capsys.readouterr().out.count("nothing wrong.") >= 30


def test_weights_that_do_not_add_up_are_told(flat_patch: Scenario) -> None:
    rubric = flat_patch.texts["rubric"].replace("coverage = 30", "coverage = 35")
    found = check(scenario.from_texts({**flat_patch.texts, "rubric": rubric}))
    assert ("problem", "rubric") in {(f.severity, f.path) for f in found}


def test_done_zones_are_read_and_not_judged(tmp_path: Path) -> None:
    face = (SHIPPED / "face" / "face-fine-lines.toml").read_text(encoding="utf-8")
    moved = face.replace("[zones.temple_left]", "[done.temple_left]")
    file = tmp_path / "over.toml"
    file.write_text(moved, encoding="utf-8")
    found = scenario.load(file, places.find())
    assert [plan.zone for plan in found.done] == ["temple_left"]
    assert "temple_left" not in [plan.zone for plan in found.plans]
