"""A class of forty with twenty runs each and planted causes: how long the board takes, and how well it names them."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["SDL_VIDEODRIVER"] = "dummy"
sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from test_classroom import forty, named


def main(runs: int) -> int:
    """1 where the board is slower than five seconds, or names a cause with less than nine in ten."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        truth = forty(folder, runs)
        begun = time.perf_counter()
        took, precision, recall = named(folder, truth)
        checked = time.perf_counter() - begun - took
    text = f"40 people, {runs} runs each: board in {took:.2f} s, all runs checked in {checked:.1f} s"
    sys.stdout.write(f"{text}, precision {precision:.2f}, recall {recall:.2f}\n")
    return int(took > 5 or precision < 0.9 or recall < 0.9)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
