"""How fast the window is: work per frame, start to first frame, and memory, each in a program of its own."""

from __future__ import annotations

import dataclasses
import gc
import json
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pygame

from simulator import session
from simulator.app import ways
from simulator.app.program import Program
from simulator.app.screens.treat_header import Button, Shown
from simulator.app.screens.treat_view import Moment, View
from simulator.app.style import Style
from simulator.app.window import Window
from simulator.bench import FRAME_US, THREE_MINUTES, Figure
from simulator.errors import DisplayError
from simulator.files import places
from simulator.files.library import Library
from simulator.files.scenario import load
from simulator.operators.raster import raster
from simulator.session import Scenario
from simulator.words import _

SECONDS = 15
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
    memory_mb = measured["memory_mb"]
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
    """Prints work per frame and floor in ms, measured in turns over a run, and the memory that it took."""
    with TemporaryDirectory() as folder:
        window, program = _opened(scale, Path(folder))
        took, floors = _run(window.surface, program, _wide(load("flat-patch", program.places)))
        p50, p99 = np.percentile(took, (50, 99)).tolist()
        _answer({"p50": p50, "p99": p99, "floor": float(np.median(floors)), "memory_mb": _memory_mb()})


def _run(surface: pygame.Surface, program: Program, scenario: Scenario) -> tuple[list[float], list[float]]:
    """Works through a run as the treat screen does: the hand in one frame, the skin in the next.

    After each floor everything is painted again, untimed, since the floor has painted over it.
    """
    run, hand = session.begin(scenario, 1), raster(THREE_MINUTES)
    view = View(program, scenario, run, surface.get_size())
    shown = Shown(scenario.title, "", "00:00", "", Button("pause", icon="pause"), ())
    took: list[float] = []
    floors: list[float] = []
    gc.collect()
    gc.freeze()
    for now_us in range(0, SECONDS * 1_000_000, FRAME_US):
        at = int(np.searchsorted(hand.samples.t_us, now_us, "right")) - 1
        place = (int(hand.samples.x_um[max(at, 0)]), int(hand.samples.y_um[max(at, 0)]))
        since = time.perf_counter()
        if now_us // FRAME_US % 2:
            view.age(now_us)
        else:
            part = hand.between(now_us - 2 * FRAME_US, now_us)
            view.take(part, run.advance(part))
        view.move(place, (0.0, 0.0))
        changed = view.show(surface, Moment(now_us, place, 0.0, scenario.dial_start_um), shown)
        if changed is None:
            pygame.display.flip()
        elif changed:
            pygame.display.update(changed)
        took.append((time.perf_counter() - since) * 1000)
        floors.append(_floor(surface, view))
        view.forget()
        view.show(surface, Moment(now_us, place, 0.0, scenario.dial_start_um), shown)
    return took[60:], floors[60:]


def _floor(surface: pygame.Surface, view: View) -> float:
    """Time in ms to repaint the whole skin picture from its array and flip."""
    rgb = view.stage.live.rgb
    since = time.perf_counter()
    picture = pygame.image.frombuffer(rgb.data, (rgb.shape[1], rgb.shape[0]), "RGB")
    surface.blit(picture, view.camera.scroll)
    pygame.display.flip()
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
