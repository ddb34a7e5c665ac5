"""The command line: what scripts and assessors rely on, and one clear line for everything that is wrong."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator.cli import main, parser
from simulator.files import recording
from simulator.operators.habits import SKILLS

ROOT = Path(__file__).resolve().parent.parent
KEYS = {
    "format", "physics", "scenario", "run", "verdict", "score", "pass_mark", "parts", "critical", "zones", "technique",
    "sampling",
}  # fmt: skip
ZONE_KEYS = {
    "area_cm2", "judged_cm2", "density_per_cm2", "coverage", "omission", "overtreated", "bare", "largest_gap_cm2", "cu",
    "cv", "cv_chance", "du_lq", "hi", "scheduling", "conformity", "stroke_overlap", "pass_excess", "excess_dose",
    "depth_compliance", "wrong_depth_area", "over_depth_load", "depth_mean_mm", "dial_choice", "dah",
}  # fmt: skip


@pytest.fixture(scope="module")
def run_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("runs") / "competent.run"
    assert main(["simulate", "flat-patch", "--operator", "competent", "--seed", "7", "-o", str(path)]) == 0
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command."""
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def one_line(text: str) -> bool:
    return len(text.strip().splitlines()) == 1 and "Traceback" not in text


# What works


def test_scenarios_are_listed_for_people_and_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "scenario", "list")
    assert status == 0 and "flat-patch" in out and "face-fine-lines" in out
    status, out, _ = said(capsys, "scenario", "list", "--json")
    rows = {row["id"]: row for row in json.loads(out)}
    assert status == 0
    assert set(rows["flat-patch"]) == {
        "id", "title", "site", "concerns", "skin_type", "level", "kind", "minutes", "answer",
    }  # fmt: skip
    assert rows["flat-patch"]["answer"] in ("treat", "postpone", "spare")


def test_a_scenario_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "scenario", "show", "flat-patch")
    assert status == 0 and "1300-2600" in out and "consultation" not in out
    _, out, _ = said(capsys, "scenario", "show", "a-course-of-tablets")
    assert "Anticoagulant" in out and "right: postpone" in out and "30-90 cm²" in out
    _, out, _ = said(capsys, "scenario", "show", "right-hand")
    assert out.count("may be taken instead") == 2


def test_a_sound_scenario_is_checked_without_complaint(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = said(capsys, "scenario", "check", *sorted((ROOT / "scenarios" / "drills").glob("*.toml")))
    assert (status, err) == (0, "")


def test_score_json_is_a_list_with_every_key(capsys: pytest.CaptureFixture[str], run_file: Path) -> None:
    status, out, err = said(capsys, "score", "--json", run_file)
    found = json.loads(out)
    assert (status, err, len(found)) == (0, "", 1)
    assert set(found[0]) >= KEYS
    assert set(found[0]["zones"]["patch"]) == ZONE_KEYS
    assert set(found[0]["parts"]) == {"coverage", "evenness", "overlap", "depth", "technique", "care"}
    assert found[0]["run"]["seed"] == 7
    assert len(found[0]["run"]["fingerprint"]) == 64


def test_score_is_readable_and_recomputed_from_the_trace(
    capsys: pytest.CaptureFixture[str], run_file: Path, tmp_path: Path
) -> None:
    kept, outcome = recording.read(run_file), recording.read_outcome(run_file)
    assert outcome is not None
    liar = tmp_path / "liar.run"
    recording.write(kept, liar, outcome | {"score": 12.3, "verdict": "fail"})
    status, out, _ = said(capsys, "score", liar)
    assert status == 0
    assert f"{outcome['score']:.1f} of 100" in out and "12.3" not in out
    for part in ("coverage", "evenness", "overlap", "depth", "technique"):
        assert part in out


def test_score_exits_nought_whatever_the_verdict(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run = tmp_path / "timid.run"
    assert said(capsys, "simulate", "flat-patch", "--operator", "timid", "--seed", 1, "-o", run)[0] == 0
    status, out, _ = said(capsys, "score", run)
    assert status == 0 and "fail" in out


def test_another_rubric_changes_the_score_and_not_the_fingerprint(
    capsys: pytest.CaptureFixture[str], run_file: Path, tmp_path: Path
) -> None:
    strict = tmp_path / "strict.toml"
    text = (ROOT / "assets" / "rubrics" / "default.toml").read_text(encoding="utf-8")
    strict.write_text(text.replace("cu = { low = 0.92", "cu = { low = 0.99"), encoding="utf-8")
    own, other = (
        json.loads(said(capsys, "score", "--json", run_file, *more)[1])[0] for more in ((), ("--rubric", strict))
    )
    assert other["score"] < own["score"]
    assert other["run"]["fingerprint"] == own["run"]["fingerprint"]


def test_many_runs_in_a_table_by_two_workers(
    capsys: pytest.CaptureFixture[str], run_file: Path, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    status, _, err = said(capsys, "score", run_file, run_file, run_file.parent, "--csv", table, "--workers", 2)
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert (status, err, len(rows)) == (0, "", 3)
    assert {row["score"] for row in rows} == {rows[0]["score"]}
    assert float(rows[0]["zones.patch.cu"]) > 0.5


def test_export_and_import_are_a_round_trip(capsys: pytest.CaptureFixture[str], run_file: Path, tmp_path: Path) -> None:
    trace, again = tmp_path / "trace.csv", tmp_path / "again.run"
    assert said(capsys, "export", run_file, "-o", trace)[0] == 0
    assert said(capsys, "import", "flat-patch", trace, "-o", again)[0] == 0
    first, second = json.loads(said(capsys, "score", "--json", run_file, again)[1])
    assert first["run"]["fingerprint"] == second["run"]["fingerprint"]
    assert (first["score"], first["zones"]) == (second["score"], second["zones"])


def test_a_seed_on_the_command_line_goes_before_that_of_the_trace(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    trace = tmp_path / "trace.csv"
    trace.write_text("# seed = 3\nt_s,x_mm,y_mm,contact\n0,20,20,1\n2,60,20,0\n", encoding="utf-8")
    for more, seed in (((), 3), (("--seed", 9), 9)):
        run = tmp_path / f"{seed}.run"
        assert said(capsys, "import", "flat-patch", trace, "-o", run, *more)[0] == 0
        assert recording.read(run).header.seed == seed


@pytest.mark.parametrize("skill", SKILLS)
def test_the_same_command_makes_the_same_file(capsys: pytest.CaptureFixture[str], tmp_path: Path, skill: str) -> None:
    paths = [tmp_path / name for name in ("a.run", "b.run")]
    for path in paths:
        command = ("simulate", "flat-patch", "--operator", skill, "--grip", "touchpad", "--seed", 5, "-o", path)
        assert said(capsys, *command)[0] == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()


# Verify


def test_verify_says_yes_no_and_other_versions(
    capsys: pytest.CaptureFixture[str], run_file: Path, tmp_path: Path
) -> None:
    kept, outcome = recording.read(run_file), recording.read_outcome(run_file)
    assert outcome is not None
    assert said(capsys, "verify", run_file)[0] == 0
    cases = {
        "changed": (outcome | {"score": 99.9}, 1, "score"),
        "skin": (outcome | {"run": outcome["run"] | {"fingerprint": "0" * 64}}, 1, "run.fingerprint"),
        "none": (None, 1, "no outcome"),
        "older": (outcome | {"physics": 0, "score": 3.2}, 0, "3.2"),
    }
    for name, (stored, expected, word) in cases.items():
        path = tmp_path / f"{name}.run"
        recording.write(kept, path, stored)
        status, out, err = said(capsys, "verify", path)
        assert (status, word in out + err) == (expected, True), (name, out, err)


# What is wrong


@pytest.mark.parametrize(
    "arguments",
    [
        ("plya",),
        ("scenario", "shwo"),
        ("score",),
        ("simulate", "flat-patch", "--operator", "exprt", "--seed", "1", "-o", "x.run"),
        ("simulate", "flat-patch", "--operator", "expert", "--seed", "1e400", "-o", "x.run"),
        ("score", "x.run", "--workers", "0"),
        ("score", "x.run", "--workers", "1000000"),
        ("score", "there-is-none.run"),
        ("scenario", "show", "flat-pacht"),
        ("scenario", "check", "there-is-none.toml"),
        ("import", "flat-patch", "there-is-none.csv", "-o", "x.run"),
        ("export", "there-is-none.run", "-o", "x.csv"),
        ("play", "--scale", "nan"),
    ],
)
def test_wrong_usage_and_missing_files_are_one_line_and_status_two(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = said(capsys, *arguments)
    assert (status, out) == (2, "")
    assert one_line(err), err
    assert not list(tmp_path.iterdir()), "nothing may be left behind"


@pytest.mark.parametrize(("typed", "meant"), [("plya", "play"), ("scor", "score"), ("simluate", "simulate")])
def test_a_mistyped_command_is_guessed(capsys: pytest.CaptureFixture[str], typed: str, meant: str) -> None:
    status, _, err = said(capsys, typed)
    assert status == 2
    assert f"`{meant}`" in err


ROWS = "t_s,x_mm,y_mm,contact\n0,20,20,1\n1,40,20,1\n2,60,20,0\n"
HOSTILE = {
    "text in a number": ROWS.replace("40,20", "abc,20"),
    "nan": ROWS.replace("40,20", "nan,20"),
    "infinity": ROWS.replace("40,20", "1e999,20"),
    "huge": ROWS.replace("40,20", "1" * 400 + ",20"),
    "a gap": ROWS.replace("1,40,20,1", "1,,20,1"),
    "time running back": ROWS.replace("2,60", "0.5,60"),
    "time standing": ROWS.replace("2,60", "1,60"),
    "an unknown column": ROWS.replace("contact", "contcat"),
    "no header": ROWS.split("\n", 1)[1],
    "no rows": "",
    "bytes": "\x00\xff\x13" * 50,
    "a row too long": ROWS.replace("1,40,20,1", "1,40,20,1,7,7,7"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_trace_is_one_line_status_two_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    trace, run = tmp_path / "trace.csv", tmp_path / "out.run"
    trace.write_bytes(text.encode("latin-1"))
    since = time.perf_counter()
    status, _, err = said(capsys, "import", "flat-patch", trace, "-o", run)
    assert time.perf_counter() - since < 1
    assert status == 2 and one_line(err), (status, err)
    assert str(trace) in err
    assert not run.exists()


def test_a_damaged_run_is_refused_and_the_others_are_scored(
    capsys: pytest.CaptureFixture[str], run_file: Path, tmp_path: Path
) -> None:
    data = bytearray(run_file.read_bytes())
    data[len(data) // 2] ^= 1
    flipped, cut = tmp_path / "flipped.run", tmp_path / "cut.run"
    flipped.write_bytes(bytes(data))
    cut.write_bytes(run_file.read_bytes()[:5000])
    status, out, err = said(capsys, "score", "--json", flipped, run_file, cut)
    assert status == 2
    assert len(json.loads(out)) == 1
    assert len(err.strip().splitlines()) == 2
    assert said(capsys, "verify", flipped)[0] == 2


def test_a_scenario_with_faults_is_a_no_and_every_fault_has_its_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.toml"
    text = (ROOT / "scenarios" / "drills" / "flat-patch.toml").read_text(encoding="utf-8")
    wrong.write_text(text.replace("passes = 1", "passes = -1").replace("cap_mm = 1.0", 'cap_mm = "deep"'))
    status, out, err = said(capsys, "scenario", "check", wrong)
    lines = err.strip().splitlines()
    assert (status, out, len(lines)) == (1, "", 2)
    for line in lines:
        assert line.startswith(f"{wrong}:") and "zones.patch." in line
    broken = tmp_path / "broken.toml"
    broken.write_text("format = [1\n")
    status, _, err = said(capsys, "scenario", "check", broken)
    assert status == 2 and one_line(err)


@pytest.mark.parametrize("command", ["simulate", "import", "export", "score"])
def test_nothing_is_written_over_without_force(
    capsys: pytest.CaptureFixture[str], run_file: Path, tmp_path: Path, command: str
) -> None:
    there, trace = tmp_path / "there", tmp_path / "trace.csv"
    there.write_text("mine")
    trace.write_text(ROWS)
    arguments = {
        "simulate": ("simulate", "flat-patch", "--operator", "hasty", "--seed", 1, "-o", there),
        "import": ("import", "flat-patch", trace, "-o", there),
        "export": ("export", run_file, "-o", there),
        "score": ("score", run_file, "--csv", there),
    }[command]
    status, _, err = said(capsys, *arguments)
    assert status == 2 and one_line(err) and "--force" in err
    assert there.read_text() == "mine"
    assert said(capsys, *arguments, "--force")[0] == 0
    assert there.read_bytes() != b"mine"


def test_a_folder_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str], run_file: Path, tmp_path: Path) -> None:
    status, _, err = said(capsys, "export", run_file, "-o", tmp_path / "no" / "trace.csv")
    assert status == 2 and one_line(err)


# From outside


@pytest.mark.alone
def test_help_comes_at_once_and_needs_neither_numpy_nor_a_window() -> None:
    code = "import sys\nfrom simulator.cli import parser\nparser().format_help()\nprint(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"numpy", "pygame", "scipy", "rich", "pydantic"} & set(found.stdout.split())
    best = 9.0
    for _ in range(5):
        since = time.perf_counter()
        subprocess.run([sys.executable, "-m", "simulator", "--help"], cwd=ROOT, capture_output=True, check=True)
        best = min(best, time.perf_counter() - since)
    assert best <= 0.2


def test_commands_but_play_work_without_pygame(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "sys.modules['pygame'] = sys.modules['pygame_gui'] = None\n"
        "from simulator.cli import main\n"
        f"run = {str(tmp_path / 'a.run')!r}\n"
        "made = main(['simulate', 'flat-patch', '--operator', 'hasty', '--seed', '1', '-o', run])\n"
        "sys.exit(made or main(['scenario', 'list']) or main(['score', run]) or main(['verify', run]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_whoever_stops_reading_gets_no_traceback(run_file: Path) -> None:
    command = f"{sys.executable} -m simulator score --json {' '.join([str(run_file)] * 12)} | head -c 10"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""


def test_no_display_is_a_sentence(tmp_path: Path) -> None:
    quiet = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "simulator", "--home", str(tmp_path), "play", "flat-patch"]
    done = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "display" in done.stderr and "Traceback" not in done.stderr


def test_no_command_opens_the_window() -> None:
    assert parser().parse_args([]).run == "cli_window.play"
    assert parser().parse_args([]).scenario is None
    assert parser().parse_args(["play", "flat-patch"]).scenario == "flat-patch"


@pytest.mark.parametrize("typed", [["--scale", "1.5"], ["--scale", "1.5", "play"], ["play", "--scale", "1.5"]])
def test_the_window_can_be_told_how_to_open_before_and_after_play(typed: list[str]) -> None:
    found = parser().parse_args(typed)
    assert (found.scale, found.dark, found.run) == (1.5, None, "cli_window.play")
