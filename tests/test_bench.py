"""The benchmark: its floor is the agreed one, it measures in turns, and it says plainly what is not met."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import numpy as np
import pytest

from simulator import bench, cli_bench
from simulator.bench import Figure
from simulator.cli import main
from simulator.files import coach, places
from simulator.needling import hand as hands
from simulator.operators.raster import raster
from simulator.session import Scenario, begin

WORDS = coach.load(places.find().assets / "coach" / "default.toml")
FLOOR = (
    "z = splitmix(idx); X = (px[:,None]+ox).ravel(); Y = (py[:,None]+oy).ravel(); c = (Y//500)*W + X//500; "
    "bincount(c); bincount(c, d); bincount(c, d)"
)


def test_the_floor_is_kept_word_for_word() -> None:
    assert FLOOR in inspect.getsource(bench.floor_of)


def test_the_run_that_is_scored_lasts_three_minutes_at_240_hz() -> None:
    hand = raster(bench.THREE_MINUTES)
    assert 170 <= hand.end_us / 1e6 <= 190
    down = hand.samples.t_us[hand.samples.down]
    assert np.median(np.diff(down)) == pytest.approx(1e6 / 240, abs=20)


def test_scoring_is_measured_from_file_to_outcome(flat_patch: Scenario, tmp_path: Path) -> None:
    figure, coached = bench.scoring(flat_patch, WORDS, tmp_path)
    found = bench.score_file(tmp_path / "bench.run")
    assert found["zones"]["patch"]["coverage"] > 0.9
    assert figure.floor and figure.ratio == pytest.approx(figure.value / figure.floor)
    assert figure.met == (figure.ratio <= 8 and figure.value <= 100)
    assert coached.met == (coached.ratio <= 12 and coached.value <= 150)
    assert figure.value < 400, "four times the bound, on a machine that others may be using"


def test_live_frames_are_the_whole_hand_and_keep_up_with_the_device(flat_patch: Scenario) -> None:
    hand = raster(bench.THREE_MINUTES)
    parts = bench.frames_of(hand)
    assert np.array_equal(hands.join([part.samples for part in parts]).t_us, hand.samples.t_us)
    figure = bench.live(flat_patch)
    assert figure.floor == pytest.approx(1638, abs=1)
    assert figure.met and figure.value > 5 * figure.floor


def test_the_floor_makes_every_puncture_of_the_run(flat_patch: Scenario) -> None:
    run = begin(flat_patch, 1)
    made = run.advance(raster(bench.THREE_MINUTES))
    poses = run.poses()[0]
    assert len(poses) * len(flat_patch.device.needles_um) == len(made.t_us)
    bench.floor_of(poses, flat_patch.device, flat_patch.grid.cols)()


def test_work_and_floor_take_turns() -> None:
    order: list[str] = []
    bench.interleaved(lambda: order.append("work"), lambda: order.append("floor"), rounds=3)
    assert order == ["floor", "work"] * 4


def test_figures_of_the_window_stand_among_the_others(
    flat_patch: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {name: Figure(name, name, 1.0, "ms", 2.0, "", True) for name in ("scoring", "live", "window", "help")}
    monkeypatch.setattr(bench, "scoring", lambda *_: [known["scoring"]])
    monkeypatch.setattr(bench, "live", lambda *_: known["live"])
    monkeypatch.setattr(bench, "start_of_help", lambda: known["help"])
    without = bench.figures(flat_patch, WORDS, tmp_path)
    among = bench.figures(flat_patch, WORDS, tmp_path, lambda: [known["window"]])
    assert [one.name for one in without] == ["scoring", "live", "help"]
    assert [one.name for one in among] == ["scoring", "live", "window", "help"]


@pytest.mark.parametrize("met", [True, False])
def test_the_table_and_the_status_say_what_is_not_met(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, met: bool
) -> None:
    found = [
        Figure("a", "a thing", 1234.5, "ms", 617.25, "at most 1 ms", met),
        Figure("b", "b", 3, "s", None, "", True),
    ]
    monkeypatch.setattr(cli_bench.benchmark, "figures", lambda *_: found)
    assert main(["bench"]) == (0 if met else 1)
    out = capsys.readouterr().out
    assert "1,234.5 ms" in out and "617.2 ms" in out and "2.00" in out
    assert ("NO" in out) != met
    assert main(["bench", "--json"]) == (0 if met else 1)
    rows = json.loads(capsys.readouterr().out)
    assert [row["ratio"] for row in rows] == [2.0, None]
