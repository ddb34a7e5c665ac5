"""Kills the studio at random moments of as many edits as asked for, and says how much of the work each lost.

The clock of the window runs as fast as the machine can; what is lost is told on that clock.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from edited import MOST_LOST_US, kills


def main(times: int) -> int:
    """1 where more than five seconds were lost once."""
    with TemporaryDirectory() as folder:
        told = kills(Path(folder), times, 1)
    worst = max(told["lost_us"])
    sys.stdout.write(f"{json.dumps(told)}\n{told['kills']} kills, worst {worst / 1e6:.2f} s\n")
    return int(worst > MOST_LOST_US)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
