"""One run on its three ways to a result: played frame by frame, kept and read back, and scored again from its file."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from strokes import pieces
from thresholds import anywhere, near

from simulator.cli_score import judge
from simulator.files import journal, recording
from simulator.files.journal import Journal
from simulator.files.outcome import digest, summary
from simulator.needling.hand import Hand
from simulator.needling.run import PHYSICS
from simulator.session import Header, Recording, Scenario, begin, conclude, replay


class Digests(NamedTuple):
    """Digests of the canonical results of one run: equal exactly when their bytes are."""

    live: str
    journal: str
    kept: str
    rescored: str


def header(seed: int) -> Header:
    return Header(f"r-{seed}", "Ada", seed, PHYSICS, "2026-01-01T00:00:00+00:00", "relative", 1.0, 7.0, "hold", "live")


def frames(hand: Hand, seed: int) -> list[Hand]:
    """The hand in frames: cut at random times, at the times of samples, or as often as a picture is drawn."""
    if seed % 3 == 0 or not len(hand.samples):
        return pieces(hand, seed)
    if seed % 3 == 1:
        draw = np.random.default_rng(seed)
        inner = np.unique(draw.choice(hand.samples.t_us, 30) + draw.integers(0, 2, 30)).tolist()
    else:
        inner = list(range(hand.begin_us + 1, hand.end_us, max(16_667, (hand.end_us - hand.begin_us) // 120)))
    return [hand.between(a, b) for a, b in pairwise([0, *inner, max(hand.end_us, inner[-1]) + 1])]


def three_ways(scenario: Scenario, hand: Hand, seed: int, folder: Path) -> Digests:
    """The digests of a run that is played live into a journal, kept in a file, read back, and scored again."""
    who, run = header(seed), begin(scenario, seed)
    under_way, whole = folder / "under-way.journal", folder / "whole.run"
    writer = Journal.begin(under_way, who, scenario)
    for frame in frames(hand, seed):
        run.advance(frame)
        writer.append(frame)
    writer.close()
    live = summary(scenario, who, conclude(scenario, run, who.device_class))
    recorded, complete = journal.read(under_way)
    assert complete
    recording.write(recorded, whole, live)
    kept = recording.read_outcome(whole)
    rescored = judge(None, whole)
    assert kept is not None and rescored.found is not None, rescored.fault
    found = Digests(digest(live), digest(_result(recorded)), digest(kept), digest(rescored.found))
    under_way.unlink()
    whole.unlink()
    return found


def _result(kept: Recording) -> dict[str, object]:
    outcome = conclude(kept.scenario, replay(kept), kept.header.device_class)
    return summary(kept.scenario, kept.header, outcome)


def generated(scenarios: tuple[Scenario, Scenario], seed: int) -> tuple[Scenario, Hand]:
    """The run of a seed: every other one near a threshold, one in five over a face."""
    scenario = scenarios[seed % 5 == 0]
    return scenario, (near if seed % 2 == 0 else anywhere)(scenario, seed)
