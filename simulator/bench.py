"""How fast the house is: figures as ratios to a floor that is measured in turns with them, absolutes beside them."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy import bincount

from simulator.files import outcome, recording
from simulator.needling.chance import splitmix
from simulator.needling.device import Device
from simulator.needling.hand import Hand
from simulator.needling.puncture import Poses, scatter
from simulator.needling.run import PHYSICS
from simulator.operators.raster import Raster, raster
from simulator.outcome.coach import Advice, Coach, speak
from simulator.session import Header, Recording, Scenario, begin, conclude, replay
from simulator.words import _

ROUNDS = 15
FRAME_US = 16_667
LIVE_US = 30_000_000
"""So much of the run is played for the figure of live work."""
THREE_MINUTES = Raster(x0_mm=8, x1_mm=92, y0_mm=11, lanes=26, spacing_mm=3.1, speed_mm_s=12.4)
"""26 lanes of 84 mm at 12.4 mm/s and the ways between them: 181 s at 240 Hz, 0.28 million punctures."""

MOST_SCORING, MOST_COACHED, MOST_HELP_MS = (8.0, 100.0), (12.0, 150.0), 200.0
"""Bounds of scoring without and with the coach: times the floor, and ms."""


class Figure(NamedTuple):
    """One figure: what was measured, its absolute, the floor's absolute in the same unit, and the bound in words."""

    name: str
    title: str
    value: float
    unit: str
    floor: float | None
    bound: str
    met: bool

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of its floor."""
        return self.value / self.floor if self.floor else None


def figures(
    scenario: Scenario, words: Coach, folder: Path, frames: Callable[[], list[Figure]] | None = None
) -> list[Figure]:
    """All figures, in order; those of the window come from `frames`, where there is one. Files go to `folder`."""
    window = frames() if frames else []
    return [*scoring(scenario, words, folder), live(scenario), *window, start_of_help()]


def scoring(scenario: Scenario, words: Coach, folder: Path) -> list[Figure]:
    """File in, outcome and advice out for a three-minute run, in ms, against the least that its punctures need."""
    kept = Recording(_header(), scenario, raster(THREE_MINUTES))
    path = folder / "bench.run"
    recording.write(kept, path)
    least = floor_of(replay(kept).poses()[0], scenario.device, scenario.grid.cols)
    wanted: list[tuple[str, str, Callable[[], object], tuple[float, float]]] = [
        ("scoring", _("scoring a three-minute run, file in, outcome out"), lambda: score_file(path), MOST_SCORING),
        ("coached", _("the same with the coach's advice"), lambda: advise_file(path, words), MOST_COACHED),
    ]
    found = []
    for name, title, work, (ratio, most) in wanted:
        took, floor = interleaved(work, least)
        bound = _("at most {ratio:g} × the floor and {most:g} ms").format(ratio=ratio, most=most)
        found.append(Figure(name, title, took, "ms", floor, bound, took <= ratio * floor and took <= most))
    return found


def score_file(path: Path) -> dict[str, object]:
    """The outcome of a run file as plain values: what `score` does for each file."""
    kept = recording.read(path)
    return outcome.summary(kept.scenario, kept.header, conclude(kept.scenario, replay(kept), kept.header.device_class))


def advise_file(path: Path, words: Coach) -> tuple[Advice, ...]:
    """What the coach says of a run file."""
    kept = recording.read(path)
    return speak(conclude(kept.scenario, replay(kept), kept.header.device_class).findings, words)


def floor_of(poses: Poses, device: Device, columns: int) -> Callable[[], None]:
    """The floor: chance, places and three sums over the same punctures, and nothing else."""
    needles = np.array(device.needles_um, np.int64)
    index = (poses.strike[:, None] * len(needles) + np.arange(len(needles))).ravel()
    idx, W = index.astype(np.uint64), columns  # noqa: N806 - the floor is agreed word for word
    d = np.repeat(poses.dial_um, len(needles)) + scatter(1, index, device.spread_um)
    px, py, ox, oy = poses.x_um, poses.y_um, needles[:, 0], needles[:, 1]

    def floor() -> None:
        """Nothing but the sums."""
        z = splitmix(idx); X = (px[:,None]+ox).ravel(); Y = (py[:,None]+oy).ravel(); c = (Y//500)*W + X//500; bincount(c); bincount(c, d); bincount(c, d)  # noqa: E501, E702, N806, F841  # fmt: skip

    return floor


def live(scenario: Scenario) -> Figure:
    """Punctures that a run takes up each second of computing, frame by frame, against what the device makes."""
    parts = frames_of(raster(THREE_MINUTES).between(0, LIVE_US))
    rates = []
    for _round in range(3):
        run = begin(scenario, 1)
        since = time.perf_counter()
        made = [len(run.advance(part).t_us) for part in parts]
        rates.append(int(np.cumsum(made)[-1]) / (time.perf_counter() - since))
    floor = scenario.device.punctures_per_s
    rate = statistics.median(rates)
    title, bound = _("punctures taken up a second while live, at 60 frames a second"), _("more than the device makes")
    return Figure("live", title, rate, "1/s", floor, bound, rate > floor)


def frames_of(hand: Hand) -> list[Hand]:
    """The hand as a window sees it, 60 times a second."""
    return [hand.between(t, t + FRAME_US) for t in range(0, hand.end_us + 1, FRAME_US)]


def start_of_help() -> Figure:
    """Time from the command to the end of its help, in ms, against a bare Python."""
    took, floor = interleaved(
        lambda: _python("-m", "simulator", "--help"), lambda: _python("-c", "pass"), rounds=ROUNDS // 2
    )
    title, bound = _("`needlepass --help`, against a bare Python"), _("at most {most:g} ms").format(most=MOST_HELP_MS)
    return Figure("help", title, took, "ms", floor, bound, took <= MOST_HELP_MS)


def interleaved(work: Callable[[], object], floor: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Medians of both in ms, taken in turns so that a busy moment meets both; the first round only warms up."""
    took: list[tuple[float, float]] = []
    for _round in range(rounds + 1):
        first = time.perf_counter()
        floor()
        second = time.perf_counter()
        work()
        took.append(((time.perf_counter() - second) * 1000, (second - first) * 1000))
    works, floors = zip(*took[1:], strict=True)
    return statistics.median(works), statistics.median(floors)


def _python(*arguments: str) -> None:
    home = Path(__file__).resolve().parent.parent
    subprocess.run([sys.executable, *arguments], cwd=home, check=True, stdout=subprocess.DEVNULL)


def _header() -> Header:
    return Header("bench", "", 1, PHYSICS, "", "operator", 1.0, 0.0, "none", "operator")
