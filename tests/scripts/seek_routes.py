"""Random routes of seeking through replays: how many end in another skin, other metrics or another picture.

Run it with a Python that has the test requirements: `python tests/scripts/seek_routes.py [RUNS] [ROUTES]`. 500 routes
over 20 runs take some minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).resolve().parents[n]) for n in (1, 2)]

import pygame
from test_replay_screen import compared, made


def main(runs: int = 20, routes: int = 500) -> int:
    """The exit status."""
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 800))
    with TemporaryDirectory() as folder:
        wrong = compared(made(Path(folder)), runs, routes)
    print(f"{routes} routes over {runs} runs: {wrong} end in another state")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
