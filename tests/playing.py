"""A player that never tires: the real window on a virtual display, moved by real events, with every frame timed.

Run as a program it is the player; `play` starts one and answers what it has measured. Whatever happens to a desk
happens to it as well: another size, a lost focus, a window put away, a controller that is pulled out.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time
from array import array
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
COUNTS, RATE_HZ = 6, 100.0
"""What the mouse reports each time: 19 mm/s of hand at so many times a second."""
LANE_S, BACK_S = 1.6, 0.35
EVERY_S = 12.0
"""Something happens to the desk so often."""
LEFT, SAMPLE_HZ = 1, 48_000


class Frame(NamedTuple):
    """When it was begun and when it was seen, whether a run was under way, and how far the mouse had come by then."""

    begun_s: float
    seen_s: float
    playing: bool
    way: int


class Played(NamedTuple):
    """What was measured: ms from frame to frame while the tip is in use, MB in use from minute to minute, MB of what
    the run has written down by its end, ms from hand to picture and from press to sound, and what happened.
    """

    frames_ms: list[float]
    memory_mb: list[float]
    record_mb: float
    picture_ms: list[float]
    sound_ms: list[float]
    happened: dict[str, int]
    strokes: int
    kept: bool


def play(home: Path, screen: str, seconds: float, *, scenario: str = "flat-patch", sound: str = "disk") -> Played:
    """Plays for so long in the window of a display; the run is kept at the end."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ, "DISPLAY": screen, "SDL_VIDEODRIVER": "x11", "SDL_AUDIODRIVER": sound, "LC_ALL": "C.UTF-8",
        "SDL_DISKAUDIOFILE": str(home / "heard.raw"), "SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS": "1",
    }  # fmt: skip
    command = [sys.executable, __file__, str(home), scenario]
    player = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        fingers = Fingers(screen, home, player)
        fingers.play(seconds)
        _out, said = player.communicate(timeout=60)
    finally:
        player.kill()
    assert player.returncode == 0 and "Traceback" not in said, said[-3000:]
    told = json.loads((home / "played.json").read_text())
    frames = [Frame(*one) for one in told["frames"]]
    return Played(
        _between(frames), told["memory"], told["record"], _until_seen(fingers.sent, frames), _until_heard(fingers),
        fingers.happened, told["strokes"], told["kept"],
    )  # fmt: skip


class Fingers:
    """Moves the mouse of a display, presses, and does what happens to a desk."""

    def __init__(self, screen: str, home: Path, player: subprocess.Popen[str]) -> None:
        self._home, self._player, self._screen = home, player, screen
        self._x11, self._xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._at = ctypes.c_void_p(self._x11.XOpenDisplay(screen.encode()))
        self.sent: list[tuple[float, int]] = []
        self.presses: list[float] = []
        self.written: list[tuple[float, int]] = []
        self.happened: dict[str, int] = {}
        self.way = 0
        self.heard = home / "heard.raw"

    def move(self, dx: int, dy: int = 0) -> None:
        now = time.perf_counter()
        self._xtst.XTestFakeRelativeMotionEvent(self._at, dx, dy, 0)
        self._x11.XFlush(self._at)
        self.way += abs(dx) + abs(dy)
        self.sent.append((now, self.way))
        size = self.heard.stat().st_size if self.heard.exists() else 0
        if not self.written or size != self.written[-1][1]:
            self.written.append((now, size))  # it is written in blocks

    def button(self, down: bool) -> None:
        if down:
            self.presses.append(time.perf_counter())
        self._xtst.XTestFakeButtonEvent(self._at, LEFT, int(down), 0)
        self._x11.XFlush(self._at)

    def x(self, *words: object) -> str:
        environment = {**os.environ, "DISPLAY": self._screen}
        command = ["xdotool", *map(str, words)]
        done = subprocess.run(command, check=False, capture_output=True, timeout=20, text=True, env=environment)
        return done.stdout

    def glide(self, seconds: float, dx: int, dy: int = 0) -> None:
        begun, count = time.perf_counter(), round(seconds * RATE_HZ)
        for number in range(count):
            self.move(dx, dy)
            time.sleep(max(begun + (number + 1) / RATE_HZ - time.perf_counter(), 0))

    def play(self, seconds: float) -> None:
        """Lanes to and fro, now and then something else, and at last the run is finished."""
        begun = self._home / "begun"
        while not begun.exists():
            assert self._player.poll() is None, self._player.stderr and self._player.stderr.read()
            time.sleep(0.05)
        time.sleep(1.0)
        window = self.x("search", "--class", "needlepass").split()[0]
        end, soon, turn, way = time.perf_counter() + seconds, time.perf_counter() + EVERY_S, 0, 1
        while time.perf_counter() < end:
            self.button(True)
            time.sleep(0.12)
            self.glide(LANE_S, way * COUNTS)
            self.button(False)
            way = -way
            self.glide(BACK_S / 2, 0, 3 if turn % 2 else -3)
            time.sleep(BACK_S / 2)
            if time.perf_counter() > soon:
                self._happen(window, turn)
                turn, soon = turn + 1, time.perf_counter() + EVERY_S
        for _ in range(2):
            self.x("key", "--window", window, "Return")
            time.sleep(0.5)

    def _happen(self, window: str, turn: int) -> None:
        """Another size, a pause, a window put away, a controller that comes or goes."""
        name = ("resize", "pause", "put away", "controller")[turn % 4]
        if name == "resize":
            self.x("windowsize", window, *((1180, 760) if turn % 8 < 4 else (1280, 800)))
        elif name == "pause":
            self.x("key", "Escape")
        elif name == "put away":
            self.x("windowunmap", window)
            time.sleep(0.5)
            self.x("windowmap", window)
        elif (self._home / "plug").exists():
            (self._home / "plug").unlink()
        else:
            (self._home / "plug").touch()
        time.sleep(0.4)
        if name in ("pause", "put away"):
            self.x("windowfocus", window)
            self.x("key", "--window", window, "Return")
            time.sleep(0.4)
        self.happened[name] = self.happened.get(name, 0) + 1


def main(home: Path, scenario: str) -> None:
    """The player's program: the real one, with a watch."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    sys.path.insert(0, str(ROOT))
    import pygame
    from virtual_pad import VirtualPad  # beside this file

    from simulator.app import ways
    from simulator.app.program import Program
    from simulator.app.screens.notice import Notice
    from simulator.app.screens.treat import Treat
    from simulator.app.style import Style
    from simulator.app.window import Window
    from simulator.files import places
    from simulator.files.header import LIMITS
    from simulator.files.library import Library
    from simulator.files.scenario import load

    found, window = places.find(home), Window(1.0)
    program = Program(Style(), found, Library(found.runs), "Player")
    frames = array("d")  # four numbers each, so that the watch itself needs little
    memory: list[float] = []
    last: list[Treat] = []
    pads: list[VirtualPad] = []
    way = strokes = 0
    begun = False
    show, offer, tick = window._show, window._offer, Treat.tick
    started = 0.0

    def ticked(screen: Treat, now_us: int) -> Any:
        nonlocal started
        started = time.perf_counter()
        return tick(screen, now_us)

    def shown(screen: Any) -> None:
        nonlocal begun
        whole = isinstance(screen, Treat) and screen.view.whole
        show(screen)
        playing = isinstance(screen, Treat) and screen._panel is None and not whole
        frames.extend((started, time.perf_counter(), playing, way))
        count = len(frames) // 4
        if isinstance(screen, Treat) and not begun:
            begun = True
            last.append(screen)
            (home / "begun").touch()
        if count % 3600 == 600:
            memory.append(int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6)
        if count % 60 == 0:
            wanted = (home / "plug").exists()
            if wanted and not pads:
                pads.append(VirtualPad())
            elif not wanted and pads:
                pads.pop().unplug()

    def offered(screen: Any, event: Any) -> Any:
        nonlocal way, strokes
        if event.type == pygame.MOUSEMOTION:
            way += abs(event.rel[0]) + abs(event.rel[1])
        strokes += event.type == pygame.MOUSEBUTTONDOWN and isinstance(screen, Treat)
        following = offer(screen, event)
        return following if following is screen or isinstance(following, Treat) else None  # the result ends it

    window._show, window._offer, Treat.tick = shown, offered, ticked  # type: ignore[method-assign]
    window.run(ways.cared(program, load(scenario, found)), lambda text: Notice(program, text))
    rows = [(begun_s, seen_s, bool(on), int(at)) for begun_s, seen_s, on, at in zip(*[iter(frames)] * 4, strict=True)]
    poses, strokes_of, drag = last[0].run.poses()
    hand = last[0].record.hand.samples
    kept = [*poses, *strokes_of, drag, *(getattr(hand, name) for name in LIMITS)]
    record = sum(one.nbytes for one in kept) / 1e6
    told = {"frames": rows, "memory": memory, "record": record, "strokes": strokes, "kept": any(found.runs.iterdir())}
    (home / "played.json").write_text(json.dumps(told))


def _between(frames: list[Frame]) -> list[float]:
    """From the beginning of one frame to that of the next, in ms, where both were of a run under way."""
    pairs = zip(frames, frames[1:], strict=False)
    return [round(1000 * (b.begun_s - a.begun_s), 3) for a, b in pairs if a.playing and b.playing]


def _until_seen(sent: list[tuple[float, int]], frames: list[Frame]) -> list[float]:
    """From every move until the first frame that shows it, in ms, while the run is under way."""
    ways = np.array([frame.way for frame in frames])
    took = []
    for now, way in sent[50:]:
        at = int(np.searchsorted(ways, way))
        if at < len(frames) and frames[at].playing and frames[max(at - 1, 0)].playing:
            took.append(round(1000 * (frames[at].seen_s - now), 3))
    return took


def _until_heard(fingers: Fingers) -> list[float]:
    """From every press until its first sample that is not silent, by what the sound card was given, in ms."""
    if not fingers.heard.exists():
        return []
    wave = np.fromfile(fingers.heard, np.int16)
    loud = np.nonzero(np.abs(wave) > 40)[0]
    times, sizes = np.array(fingers.written).T
    took = []
    for now in fingers.presses:
        at = int(np.interp(now, times, sizes)) // 2
        quiet, later = wave[max(at - SAMPLE_HZ // 20, 0) : at], loud[np.searchsorted(loud, at) :]
        if len(quiet) and np.abs(quiet).max() <= 40 and len(later):
            took.append(round(1000 * (int(later[0]) - at) / SAMPLE_HZ, 2))
    return took


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
