"""Over many runs: planted causes are counted, and a new rubric says whom it would turn before it is published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from faults import held, without
from strokes import raster

from simulator.cli import main
from simulator.files import outcome as outcomes
from simulator.files import places, recording
from simulator.needling.hand import Hand, Samples
from simulator.needling.run import PHYSICS
from simulator.operators.operate import operate
from simulator.outcome.cohort import Cause, causes
from simulator.outcome.finding import Finding
from simulator.session import Header, Recording, Scenario, begin, conclude

SIZE = 40
RUBRIC = places.find().assets / "rubrics" / "default.toml"


def hurried(hand: Hand) -> Hand:
    """The same way in half the time."""
    s = hand.samples
    rest = (getattr(s, n) for n in Samples.__slots__[1:])
    return Hand(Samples(s.t_us // 2, *rest), tuple(a._replace(t_us=a.t_us // 2) for a in hand.acts))


def deep(hand: Hand) -> Hand:
    """Every dial setting two steps deeper."""
    return Hand(hand.samples, tuple(a._replace(value=a.value + 500) if a.what == "dial" else a for a in hand.acts))


def planted(face: Scenario) -> tuple[list[tuple[Finding, ...]], dict[str, set[int]]]:
    """Forty experts, four causes in 15, 9, 6 and 3 of them; one run may have two."""
    draw = np.random.default_rng(11)
    truth = {
        name: set(draw.choice(SIZE, count, replace=False).tolist())
        for name, count in {"stand": 15, "hurry": 9, "nose": 6, "deep": 3}.items()
    }
    truth["hurry"] -= truth["stand"]  # twice the speed hides what else the hand does
    cohort = []
    for number in range(SIZE):
        hand = operate(face, "expert", "pen", number)
        if number in truth["nose"]:
            hand = without(face, "nose_dorsum", number)
        if number in truth["deep"]:
            hand = deep(hand)
        if number in truth["stand"]:
            hand = held(hand, 300_000, 0)
        if number in truth["hurry"]:
            hand = hurried(hand)
        run = begin(face, number)
        run.advance(hand)
        cohort.append(conclude(face, run).findings)
    return cohort, truth


def test_four_planted_causes_are_named_with_their_counts(face: Scenario) -> None:
    cohort, truth = planted(face)
    found = causes(cohort)
    named: dict[str, Callable[[Cause], bool]] = {
        "stand": lambda c: c.family == "landing.still",
        "hurry": lambda c: c.family == "speed.fast",
        "nose": lambda c: (c.family, c.zone) == ("gap.zone", "nose_dorsum"),
        "deep": lambda c: c.family in ("depth.off", "critical.dial_over_cap") and c.zone == "periorbital_left",
    }
    for name, fits in named.items():
        runs = set().union(*(set(c.runs) for c in found if fits(c)))
        hits = len(runs & truth[name])
        assert hits / len(truth[name]) >= 0.9, (name, runs, truth[name])
        assert hits / max(len(runs), 1) >= 0.9, (name, runs, truth[name])


def test_a_run_counts_once_for_a_cause(face: Scenario) -> None:
    run = begin(face, 1)
    run.advance(hurried(operate(face, "expert", "pen", 1)))
    findings = conclude(face, run).findings
    assert all(len(c.runs) == len(set(c.runs)) <= 2 for c in causes([findings, findings]))
    assert causes([]) == ()


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, flat_patch: Scenario) -> Path:
    folder = tmp_path_factory.mktemp("cohort")
    for number, spacing in enumerate((4200, 5200, 5800)):
        header = Header(f"run-{number}", "", number, PHYSICS, "", "mouse", 1.0, 7.0, "hold", "operator")
        kept = Recording(header, flat_patch, raster(spacing))
        run = begin(flat_patch, number)
        run.advance(kept.hand)
        found = outcomes.summary(flat_patch, header, conclude(flat_patch, run, header.device_class))
        recording.write(kept, folder / f"{number}.run", found)
    return folder


def test_compare_says_who_changes_verdict(runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strict = tmp_path / "strict.toml"
    text = RUBRIC.read_text(encoding="utf-8").replace("version = 1", "version = 2")
    strict.write_text(text.replace("in_band = { low = 0.85, margin = 0.6 }", "in_band = { low = 1.0, margin = 0.01 }")
                      .replace("coverage = { low = 0.95, margin = 0.35 }", "coverage = { low = 1.0, margin = 0.02 }"),
                      encoding="utf-8")  # fmt: skip
    assert main(["rubric", "compare", str(RUBRIC), str(strict), str(runs)]) == 0
    out = capsys.readouterr().out
    assert "1.run" in out and "0.run" not in out and "of 3 runs change verdict" in out
    assert main(["rubric", "compare", str(RUBRIC), str(RUBRIC), str(runs)]) == 0
    assert "0 of 3 runs change verdict" in capsys.readouterr().out


def test_causes_are_told_in_words(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["causes", str(runs), "--least", "1"]) == 0
    assert "of 3: " in capsys.readouterr().out
    assert main(["causes", str(runs / "0.run")]) == 0
    assert "Nothing that 2 or more of 1" in capsys.readouterr().out


def test_a_file_that_is_no_run_is_said_and_the_others_counted(
    runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.run"
    bad.write_bytes(b"no run")
    assert main(["causes", str(runs), str(bad), "--least", "1"]) == 2
    said = capsys.readouterr()
    assert "bad.run" in said.err and "of 3: " in said.out
