"""Kills the program at random moments of as many runs as asked for, and says how much of the hand each lost."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from desk import MOST_LOST_US, display, killed


def main(times: int) -> int:
    """Kills as often as asked; 1 where more than a tenth of a second was lost once."""
    chance, worst = random.Random(1), 0
    with display() as screen, TemporaryDirectory() as folder:
        for number in range(times):
            lost_us = killed(screen, Path(folder) / str(number), chance.uniform(0.05, 3.0))
            worst = max(worst, lost_us)
            sys.stdout.write(f"{number + 1:4}  lost {lost_us / 1000:6.1f} ms   worst {worst / 1000:6.1f} ms\n")
            sys.stdout.flush()
    return int(worst > MOST_LOST_US)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
