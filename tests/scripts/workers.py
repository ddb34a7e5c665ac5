"""Scores the same runs with one worker and with two, in interleaved pairs, and prints every ratio.

Run it with a Python that has the test requirements: `python tests/scripts/workers.py [RUNS] [PAIRS]`. 1,000 runs in
five pairs take some five minutes. It ends with status 1 where the best pair is below the bound.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from simulator.cli_score import judge_all
from simulator.files import places, recording, scenario
from simulator.needling.run import PHYSICS
from simulator.operators.operate import operate
from simulator.session import Header, Recording

LEAST, MADE = 1.6, 20
"""How much faster two workers must be, and how many different runs are made; the rest are copies of them."""


def make(folder: Path, count: int) -> list[Path]:
    """So many run files of the flat patch, by hands of every skill."""
    patch = scenario.load("flat-patch", places.find())
    skills = ("expert", "competent", "novice", "hasty")
    paths = []
    for number in range(count):
        path = folder / f"{number:04}.run"
        if number < MADE:
            header = Header(path.stem, "", number, PHYSICS, "", "operator", 1.0, 0.0, "none", "operator")
            hand = operate(patch, skills[number % len(skills)], "pen", number)
            recording.write(Recording(header, patch, hand), path)
        else:
            shutil.copyfile(paths[number % MADE], path)
        paths.append(path)
    return paths


def timed(paths: list[Path], workers: int) -> float:
    """Seconds that so many workers need."""
    since = time.perf_counter()
    judged = list(judge_all(paths, None, workers))
    assert all(one.found for one in judged)
    return time.perf_counter() - since


def main(count: int, pairs: int) -> int:
    """Prints each pair, and the best."""
    with tempfile.TemporaryDirectory() as folder:
        paths = make(Path(folder), count)
        best = 0.0
        for pair in range(pairs):
            one, two = timed(paths, 1), timed(paths, 2)
            best = max(best, one / two)
            text = f"pair {pair + 1}: one worker {one:6.1f} s, two {two:6.1f} s, {one / two:.2f} times as fast"
            print(text, flush=True)
    print(f"best of {pairs}: {best:.2f} times as fast, bound {LEAST}")
    return int(best < LEAST)


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:]]
    sys.exit(main(*(numbers + [1000, 5][len(numbers) :])))
