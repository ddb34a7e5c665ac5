"""Drags the time line of the heal screen over a year on the face, in a real window, and prints ms a frame.

Run it with a Python that has the test requirements, on a display: `python tests/scripts/heal_drag.py [FRAMES]`. It ends
with status 1 where more than one frame in twenty takes longer than 16 ms.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pygame

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from simulator.app.program import Program
from simulator.app.screens.heal import Heal
from simulator.app.style import Style
from simulator.app.window import Window
from simulator.files import places
from simulator.files.library import Library
from simulator.files.scenario import load
from simulator.operators.operate import operate
from simulator.outcome.response_counterfactual import ONE_MORE
from simulator.session import Header, Recording

MOST_MS, SHARE = 16.0, 95


def main(frames: int) -> int:
    """Prints median and 95th percentile of each view."""
    with TemporaryDirectory() as folder:
        found = places.find(Path(folder))
        window = Window(1.0)
        program = Program(Style(), found, Library(found.runs), "")
        face = load("face-fine-lines", found)
        header = Header("r", "", 1, 1, "", "operator", 1.0, 6.0, "none", "operator")
        screen = Heal(program, Recording(header, face, operate(face, "competent", "mouse", 1)))
        screen.resize(window.surface.get_size())
        worst = 0.0
        for view, against in (("week", None), ("year", None), ("year", ONE_MORE), ("maps", None)):
            screen.look(view)
            screen.compare(against)
            for number in range(10):
                screen.tick(number * 16_667)
                screen.draw(window.surface)
            took = _dragged(screen, window.surface, frames)
            middle, most = np.percentile(took, (50, SHARE))
            worst = max(worst, float(most))
            print(
                f"{view:5} {against or '':17}  median {middle:5.1f} ms   {SHARE}th percentile {most:5.1f} ms",
                flush=True,
            )
    return int(worst > MOST_MS)


def _dragged(screen: Heal, surface: pygame.Surface, frames: int) -> list[float]:
    left, right, y = screen._line.track
    screen.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(left, y)))
    took = []
    for number, x in enumerate(np.linspace(left, right, frames).astype(int)):
        since = time.perf_counter()
        screen.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=(int(x), y), rel=(1, 0), buttons=(1, 0, 0)))
        screen.tick(200_000 + number * 16_667)
        changed = screen.draw(surface)
        pygame.display.update(changed) if changed else pygame.display.flip()
        took.append((time.perf_counter() - since) * 1000)
    screen.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=(right, y)))
    return took


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
