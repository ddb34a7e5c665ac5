"""A result can be trusted: live is stored is re-scored, elsewhere too, and neither a change of the scorer nor one of a
file goes by unsaid.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from pathlib import Path

import frozen
import numpy as np
import pytest
from rescored import LONG, masks, rescore
from routes import generated, header, three_ways
from strokes import lane, raster
from tampering import OTHER_SCENARIO, changed, made_consistent, members, said, with_changed_bytes, with_changed_texts
from thresholds import KINDS, near

from simulator.cli_score import judge, verify
from simulator.errors import RunError
from simulator.files import journal, recording, scenario, sealed
from simulator.files.journal import Journal
from simulator.files.outcome import summary
from simulator.needling.hand import Hand, Samples, join
from simulator.operators.operate import operate
from simulator.session import Recording, Scenario, begin, conclude, replay

RUNS = 100
TEXT_CHANGES, BYTE_CHANGES = 2000, 3000


def test_live_stored_and_rescored_results_are_the_same_bytes(
    flat_patch: Scenario, face: Scenario, tmp_path: Path
) -> None:
    differ, live = [], set()
    for seed in range(RUNS):
        digests = three_ways(*generated((flat_patch, face), seed), seed, tmp_path)
        live.add(digests.live)
        if len(set(digests)) > 1:
            differ.append((seed, digests))
    assert not differ
    assert len(live) == RUNS


def _richer(hand: Hand) -> list[Hand]:
    """The hand as a live run saw it that judged finer values than it keeps: a µm, a µs, a mN or a µm of dial off."""
    s = hand.samples
    rest = (s.down, s.force_mn, s.tilt_ddeg, s.tilt_dir_ddeg)
    return [
        Hand(Samples(s.t_us, s.x_um + 1, s.y_um, *rest), hand.acts),
        Hand(Samples(s.t_us + 1, s.x_um, s.y_um, *rest), hand.acts),
        Hand(Samples(s.t_us, s.x_um, s.y_um, s.down, s.force_mn + 1, s.tilt_ddeg, s.tilt_dir_ddeg), hand.acts),
        Hand(s, tuple(act._replace(value=act.value + 1) for act in hand.acts)),
    ]


def test_hands_near_thresholds_show_a_live_run_that_is_richer_than_its_record(flat_patch: Scenario) -> None:
    seen: Counter[str] = Counter()
    for seed in range(6 * len(KINDS)):
        hand, who = near(flat_patch, seed), header(seed)
        found = []
        for played in (hand, *_richer(hand)):
            run = begin(flat_patch, seed)
            run.advance(played)
            found.append(summary(flat_patch, who, conclude(flat_patch, run)))
        seen[KINDS[seed % len(KINDS)].__name__] += any(other != found[0] for other in found[1:])
    assert all(seen[kind.__name__] >= 5 for kind in KINDS), seen


def test_hands_near_thresholds_lie_on_both_sides_of_them(flat_patch: Scenario) -> None:
    plan, low, high = flat_patch.plans[0], 0, 0
    sides: dict[str, set[bool]] = {"speed": set(), "overlap": set(), "cap": set(), "strokes": set(), "dwell": set()}
    for seed in range(12 * len(KINDS)):
        kind = KINDS[seed % len(KINDS)].__name__
        run = begin(flat_patch, seed)
        run.advance(near(flat_patch, seed))
        found = conclude(flat_patch, run)
        if kind == "speed_at_an_edge":
            sides["speed"] |= {bool(v) for v in found.evidence.motion.speed_mm_s > plan.glide_mm_s[1]}
        if kind == "overlap_at_an_edge":
            laps = [s.overlap for s in found.evidence.spacings[plan.zone]]
            low += sum(0 < lap - plan.overlap[0] < 0.001 for lap in laps)
            high += sum(0 < plan.overlap[0] - lap < 0.001 for lap in laps)
        if kind == "contact_over_the_cap":
            sides["cap"].add(any(error.rule == "dial_over_cap" for error in found.critical))
        if kind == "turn_at_an_edge":
            sides["strokes"].add(found.technique["strokes"] > 2)
        if kind == "stands_at_an_edge":
            sides["dwell"].add(found.technique["dwell_s"] > 0)
    sides["overlap"] = {bool(low), not high}
    assert all(side == {True, False} for side in sides.values()), sides


def test_another_processor_finds_the_same(flat_patch: Scenario, face: Scenario, tmp_path: Path) -> None:
    skills = (("expert", "pen"), ("novice", "pen"), ("edge-hugger", "mouse"), ("expert", "mouse"))
    for number, (skill, grip) in enumerate(skills):
        kept = Recording(header(number), flat_patch, operate(flat_patch, skill, grip, number))
        recording.write(kept, tmp_path / f"{number}.run")
    for name, hand in (("raster", raster()), ("tight", raster(spacing_um=3000, skip=(5,)))):
        recording.write(Recording(header(9), flat_patch, hand), tmp_path / f"{name}.run")
    recording.write(Recording(header(10), face, near(face, 10)), tmp_path / "near.run")
    possible = masks(sys.executable)
    plain = rescore(sys.executable, tmp_path, possible[0])
    assert sum(min(run["samples"], run["strokes"]) > LONG for run in plain["runs"].values()) >= 5
    narrow = next((m for m in possible if m.name == "baseline, libm without FMA"), possible[-1])
    masked = rescore(sys.executable, tmp_path, narrow)
    assert masked["runs"] == plain["runs"]
    if plain["features"]:
        assert not masked["features"]


def test_the_masks_change_the_arithmetic_below(tmp_path: Path) -> None:
    possible = masks(sys.executable)
    plain, masked = (rescore(sys.executable, tmp_path, mask) for mask in (possible[0], possible[-1]))
    fused = sys.platform == "linux" and {"FMA3", "X86_V3"} & set(plain["features"])
    assert plain["forbidden"] != masked["forbidden"] or not fused


@pytest.mark.parametrize("name", frozen.names())
def test_a_golden_run_scores_what_it_did(name: str) -> None:
    before, now = frozen.expected()[name], frozen.scored(name)
    wrong = [f"{name}, {way} rubric: {said}" for way in before if (said := frozen.complaint(before[way], now[way]))]
    assert not wrong, "\n".join(wrong)


def test_golden_runs_are_of_both_scenarios_and_small() -> None:
    names, entries = frozen.names(), frozen.expected()
    assert len(names) >= 12
    assert sorted(entries) == names
    assert {recording.peek(frozen.FOLDER / f"{name}.run").header.scenario.id for name in names} == {
        "flat-patch", "face-fine-lines",
    }  # fmt: skip
    assert {entry["own"]["values"]["verdict"] for entry in entries.values()} >= {"pass", "fail"}
    assert sum(file.stat().st_size for file in frozen.FOLDER.iterdir()) < 1_500_000
    for entry in entries.values():
        assert all(told["digest"] == frozen.digest(told["values"]) for told in entry.values())


SCORER_CHANGES = [
    ("simulator.needling.skin.SCATTER_UM", 149, "needles-in-the-eye"),
    ("simulator.outcome.technique.FIRST_MM_UM", 1100, "flat-patch-novice-mouse"),
    ("simulator.outcome.score.FLOOR", 0.06, "face-fine-lines-stampede-mouse"),
    ("simulator.outcome.dose.NARROW_UM", 1500, "turning-in-the-skin"),
    ("simulator.needling.puncture.LOOK_BACK_US", 99_000, "face-fine-lines-expert-pen"),
]


@pytest.mark.parametrize(("where", "value", "name"), SCORER_CHANGES, ids=lambda part: str(part).split(".")[-1])
def test_a_changed_scorer_is_noticed(monkeypatch: pytest.MonkeyPatch, where: str, value: float, name: str) -> None:
    if where.endswith(("SCATTER_UM", "NARROW_UM")):
        monkeypatch.setattr("simulator.outcome.coverage.NARROW_UM", 1500)
        monkeypatch.setattr("simulator.outcome.depth.NARROW_UM", 1500)
    monkeypatch.setattr(where, value)
    before, now = frozen.expected()[name]["own"], frozen.scored(name)["own"]
    assert frozen.complaint(before, now).startswith(frozen.UNBUMPED)
    bumped = {**now, "versions": {**now["versions"], "physics": now["versions"]["physics"] + 1}}
    assert "write it anew" in frozen.complaint(before, bumped)


def test_a_changed_rubric_is_noticed(monkeypatch: pytest.MonkeyPatch, flat_patch: Scenario) -> None:
    name = "flat-patch-novice-mouse"
    kept = recording.read(frozen.FOLDER / f"{name}.run")
    text = frozen.shipped(kept).texts["rubric"]
    for new, words in (
        (text.replace("\ncoverage = 30", "\ncoverage = 31"), frozen.UNBUMPED),
        (text.replace("\ncoverage = 30", "\ncoverage = 31").replace("version = ", "version = 9"), "write it anew"),
    ):
        other = scenario.from_texts({**kept.scenario.texts, "rubric": new})
        monkeypatch.setattr(frozen, "shipped", lambda kept, other=other: other)
        assert words in frozen.complaint(frozen.expected()[name]["shipped"], frozen.scored(name)["shipped"])


def test_a_new_metric_is_no_change() -> None:
    name = "flat-patch-novice-mouse"
    before, now = frozen.expected()[name]["own"], frozen.scored(name)["own"]
    now["values"]["technique"]["a_new_one"] = 1.0
    assert not frozen.complaint(before, now)
    del now["values"]["technique"]["steadiness"]
    assert "steadiness" in frozen.complaint(before, now)


@pytest.fixture
def short_run(flat_patch: Scenario, tmp_path: Path) -> Path:
    """A small run file with its outcome."""
    kept = Recording(header(3), flat_patch, Hand(lane(0, (20_000, 30_000), (60_000, 30_000), 20.0)))
    outcome = conclude(flat_patch, replay(kept), kept.header.device_class)
    path = tmp_path / "short.run"
    recording.write(kept, path, summary(flat_patch, kept.header, outcome))
    return path


def test_a_changed_byte_of_a_scenario_inside_a_run_is_refused(short_run: Path) -> None:
    found = with_changed_texts(short_run, TEXT_CHANGES, 8)
    assert found.total() == TEXT_CHANGES
    assert not found["read"], found
    assert found["another scenario"] > TEXT_CHANGES // 20, found


def test_a_changed_byte_of_a_run_file_is_refused(short_run: Path) -> None:
    assert with_changed_bytes(short_run, BYTE_CHANGES, 9) == {"seal": BYTE_CHANGES}


def test_a_changed_scenario_is_never_scored_by_the_commands(
    short_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = members(short_run)
    parts["scenario.toml"] = parts["scenario.toml"].replace(b"cap_mm = 1.0", b"cap_mm = 1.5")
    short_run.write_bytes(sealed.seal(parts))
    assert judge(None, short_run).found is None
    assert verify(Namespace(files=[short_run])) == 2
    assert OTHER_SCENARIO in capsys.readouterr().err


RENAMED = [
    ("scenario", b"cap_mm = 1.0", b"cap_mm = 1.5"),
    ("scenario", b"# effective depth window", b"# effective depth widow"),
    ("site", b'id = "patch"', b'id = "patch" '),
    ("device", b"format = 1", b"format = 1 "),
    ("skin_types", b"format = 1", b"format  = 1"),
    ("rubric", b"pass_mark = 80.0", b"pass_mark = 10.0"),
    ("rubric", b"floor = 0.5", b"floor = 0.1"),
]


@pytest.mark.parametrize(("kind", "old", "new"), RENAMED, ids=lambda part: str(part)[:24])
def test_a_scenario_changed_together_with_its_digest_does_not_verify(
    short_run: Path, capsys: pytest.CaptureFixture[str], kind: str, old: bytes, new: bytes
) -> None:
    made_consistent(short_run, kind, old, new)
    assert said(short_run) == "read"
    assert verify(Namespace(files=[short_run])) == 1
    assert "scenario.digest" in capsys.readouterr().err


def test_a_changed_byte_of_a_scenario_inside_a_journal_is_refused(flat_patch: Scenario, tmp_path: Path) -> None:
    path, draw = tmp_path / "one.journal", np.random.default_rng(10)
    writer = Journal.begin(path, header(4), flat_patch)
    begun = path.stat().st_size
    writer.append(Hand(join([lane(0, (20_000, 30_000), (60_000, 30_000), 20.0)])))
    writer.close()
    data = path.read_bytes()
    for _ in range(500):
        path.write_bytes(changed(data[:begun], draw) + data[begun:])
        with pytest.raises(RunError):
            journal.read(path)
