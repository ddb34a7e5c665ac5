"""How fast the window is: work per frame, start to first frame, and memory, each in a program of its own."""

from __future__ import annotations

import dataclasses
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pygame

from simulator import session
from simulator.app import ways
from simulator.app.program import Program
from simulator.app.screens.home_cards import time_in_words
from simulator.app.screens.treat_header import Button, Shown
from simulator.app.screens.treat_view import Moment, View
from simulator.app.style import Style
from simulator.app.window import Window
from simulator.bench import FRAME_US, THREE_MINUTES, Figure
from simulator.errors import DisplayError
from simulator.files import places
from simulator.files.library import Library
from simulator.files.scenario import load
from simulator.needling.hand import Hand
from simulator.operators.operate import operate
from simulator.operators.raster import raster
from simulator.pictures.kinds import DOSE
from simulator.session import Scenario
from simulator.words import _

SECONDS, ROUNDS = 15, 3
TURN, FLOORS, WARM_UP = 30, 6, 2
"""Frames and floors in a turn, and how many at the beginning of each are not counted."""
SHEET_UM, CELL_UM = 128_000, 250
"""A sheet of 512 × 512 cells."""
MOST_START_S, MOST_MEMORY_MB = 1.2, 300.0
PATIENCE_S = 120


def figures() -> list[Figure]:
    """The figures of the window; a DisplayError where none can be opened."""
    found = []
    for scale in (1.0, 2.0):
        measured = _child("frames", scale)
        found += [_frame(measured, part, scale) for part in ("p50", "p99")]
    memory_mb = _child("memory", 1.0)["memory_mb"]
    _child("start", 1.0)  # warms up
    start_s = _child("start", 1.0)["start_s"]
    bound = _("at most {most:g} s").format(most=MOST_START_S)
    found.append(Figure("start", _("start to first frame"), start_s, "s", None, bound, start_s <= MOST_START_S))
    if memory_mb is not None:
        bound, met = _("at most {most:g} MB").format(most=MOST_MEMORY_MB), memory_mb <= MOST_MEMORY_MB
        found.append(Figure("memory", _("memory in play, at its most"), memory_mb, "MB", None, bound, met))
    return found


def _frame(measured: dict[str, Any], part: str, scale: float) -> Figure:
    """Work per frame against repainting the whole skin picture from its array and flipping."""
    title = _("work per frame, {part}, 512 × 512 skin, interface at {scale:.0%}").format(part=part, scale=scale)
    took, floor = measured[part], measured["floor"]
    bound = _("at most the floor") if part == "p99" else _("none")
    return Figure(f"frame-{part}-{scale:.0%}", title, took, "ms", floor, bound, part != "p99" or took <= floor)


def _child(what: str, scale: float) -> dict[str, Any]:
    """What another program of this house measured and printed."""
    code = f"from simulator.app import bench_frames; bench_frames.{what}({scale}, {time.monotonic()})"
    command, home = [sys.executable, "-c", code], Path(__file__).resolve().parents[2]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=PATIENCE_S)
    if done.returncode:
        raise DisplayError(done.stderr.strip().splitlines()[-1])
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def start(scale: float, since_s: float) -> None:
    """Prints the time from `since_s` (monotonic) until the home screen has been shown."""
    with TemporaryDirectory() as folder:
        window, program = _opened(scale, Path(folder))
        screen = ways.home(program)
        screen.resize(window.surface.get_size())
        screen.tick(0)
        screen.draw(window.surface)
        pygame.display.flip()
        _answer({"start_s": time.monotonic() - since_s})
        screen.close()


def frames(scale: float, _since_s: float) -> None:
    """Prints work per frame and floor in ms, measured in turns over a run.

    The run is gone through several times, and the median of each frame counts: its work is the same every time, what
    differs is what else the machine had to do.
    """
    with TemporaryDirectory() as folder:
        window, program = _opened(scale, Path(folder))
        scenario = _wide(load("flat-patch", program.places))
        rounds = [_run(window.surface, program, scenario) for _round in range(ROUNDS)]
        took, floors = np.median([one[0] for one in rounds], axis=0), [floor for one in rounds for floor in one[1]]
        p50, p99 = np.percentile(took, (50, 99)).tolist()
        _answer({"p50": p50, "p99": p99, "floor": float(np.median(floors))})


def memory(scale: float, _since_s: float) -> None:
    """Prints the most memory that a run on the largest picture takes, a whole face, and its result after it."""
    with TemporaryDirectory() as folder:
        window, program = _opened(scale, Path(folder))
        scenario = load("face-fine-lines", program.places)
        run, hand = session.begin(scenario, 1), operate(scenario, "expert", "mouse", seed=1)
        view = View(program, scenario, run, window.surface.get_size())
        view.take(hand, run.advance(hand))
        view.catch_up(hand.end_us)
        view.peek(DOSE)
        session.conclude(scenario, run)
        _answer({"memory_mb": _memory_mb()})


def _run(surface: pygame.Surface, program: Program, scenario: Scenario) -> tuple[list[float], list[float]]:
    """Works through a run as the treat screen does: the hand in every third frame, the skin in those between.

    Half a second of frames, then a few floors, in turns, so that a busy moment of the machine meets both. The first of
    each is not counted: it finds the caches full of the other's pixels.
    """
    run, hand = session.begin(scenario, 1), raster(THREE_MINUTES)
    view = View(program, scenario, run, surface.get_size())
    took: list[float] = []
    floors: list[float] = []
    gc.collect()
    gc.freeze()
    for first in range(0, SECONDS * 1_000_000 // FRAME_US, TURN):
        took += [_timed(partial(_frame_of, view, hand, n, surface)) for n in range(first, first + TURN)][WARM_UP:]
        kept = surface.copy()
        floors += [_timed(partial(_repaint, surface, view)) for _n in range(FLOORS)][WARM_UP:]
        surface.blit(kept, (0, 0))
        pygame.display.flip()
    return took, floors


def _frame_of(view: View, hand: Hand, number: int, surface: pygame.Surface) -> None:
    """All the work of one frame."""
    now_us = number * FRAME_US
    at = max(int(np.searchsorted(hand.samples.t_us, now_us, "right")) - 1, 0)
    place, down = (int(hand.samples.x_um[at]), int(hand.samples.y_um[at])), bool(hand.samples.down[at])
    if number % 3:
        view.age(now_us)
    else:
        part = hand.between(now_us - 3 * FRAME_US, now_us)
        view.take(part, view.run.advance(part))
    if not down:
        view.move(place, (0.0, 0.0))
    shown = Shown(view.scenario.title, "", time_in_words(now_us), "", Button("pause", icon="pause"), ())
    moment = Moment(now_us, place, float(not down), view.scenario.dial_start_um)
    changed = view.show(surface, moment, shown)
    if changed is None:
        pygame.display.flip()
    elif changed:
        pygame.display.update(changed)


def _repaint(surface: pygame.Surface, view: View) -> None:
    """The floor: the whole skin picture is made a surface of its array, painted and flipped."""
    rgb = view.stage.live.rgb
    picture = pygame.surfarray.make_surface(rgb.swapaxes(0, 1))
    surface.blit(picture, view.camera.scroll)
    pygame.display.flip()


def _timed(work: Callable[[], None]) -> float:
    """Time of some work in ms, begun when nothing that was drawn before is on its way to the screen any more.

    SDL waits for the display's answer at the end of every update (XSync), of this one pixel too.
    """
    pygame.display.update(pygame.Rect(0, 0, 1, 1))
    since = time.perf_counter()
    work()
    return (time.perf_counter() - since) * 1000


def _wide(scenario: Scenario) -> Scenario:
    """The same task on a sheet of 512 × 512 cells."""
    site = dataclasses.replace(scenario.site, width_um=SHEET_UM, height_um=SHEET_UM)
    return dataclasses.replace(scenario, site=site, cell_um=CELL_UM)


def _opened(scale: float, home: Path) -> tuple[Window, Program]:
    found = places.find(home)
    window = Window(scale)
    return window, Program(Style(scale, False), found, Library(found.runs), "")


def _memory_mb() -> float | None:
    """The most memory this program has held; None where the system does not tell."""
    if find_spec("resource") is None:
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _answer(found: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
