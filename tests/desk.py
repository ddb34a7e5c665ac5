"""A desk for tests of the real window: a display of its own, a mouse, a keyboard, and the program running on it."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from simulator.files import journal
from simulator.files.library import Library
from simulator.needling.hand import Hand

ROOT = Path(__file__).resolve().parent.parent
COUNTS_PER_MM = 31.5
MOST_LOST_US = 100_000
"""A run that is killed may lose this much of its hand."""
STEP_S = 0.0005
"""What a step of the mouse itself takes."""


def wait_for(what: Callable[[], Any], seconds: float, why: str) -> Any:
    """The first true answer of `what`; fails with a reason when it takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited {seconds} s in vain: {why}")


@contextmanager
def display(size: str = "1280x800") -> Iterator[str]:
    """A virtual display on a number that the server chooses itself."""
    with TemporaryFile("w+") as answer, TemporaryDirectory() as frames:
        command = ["Xvfb", "-displayfd", str(answer.fileno()), "-screen", "0", f"{size}x24", "-noreset"]
        command += ["-fbdir", frames]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        server = subprocess.Popen(command, pass_fds=[answer.fileno()], **quiet)
        try:

            def number() -> str:
                answer.seek(0)
                return answer.read().strip()

            name = ":" + wait_for(number, 20, "the display did not start")
            _frames[name] = Path(frames) / "Xvfb_screen0"
            yield name
        finally:
            server.kill()
            server.wait(10)


_frames: dict[str, Path] = {}
"""Where each display keeps its pixels."""


class Desk:
    """One program on one display, with its folder of runs."""

    def __init__(self, screen: str, home: Path, scenario: str = "flat-patch") -> None:
        self.home = home
        self.environment = {**os.environ, "DISPLAY": screen, "SDL_AUDIODRIVER": "dummy", "SDL_VIDEODRIVER": "x11"}
        self.environment["LC_ALL"] = "C.UTF-8"  # the words of a test are English
        self.program = subprocess.Popen(
            [sys.executable, "-m", "simulator", "--home", str(home), *(["play", scenario] if scenario else [])],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        """Ends the program if it still runs, and lets go of everything."""
        self.program.kill()
        self.program.communicate(timeout=20)
        self.x("mouseup", 1, "keyup", "ctrl", "keyup", "c")

    def x(self, *words: object) -> str:
        """One xdotool command."""
        command = ["xdotool", *map(str, words)]
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=20
        ).stdout

    def seen(self) -> str:
        """Digest of what the display shows."""
        return hashlib.sha256(_frames[self.environment["DISPLAY"]].read_bytes()).hexdigest()

    def window(self) -> str:
        """The window, found by its class."""

        def found() -> str:
            assert self.program.poll() is None, self.program.stderr and self.program.stderr.read()
            command = ["xdotool", "search", "--class", "needlepass"]
            return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=20).stdout

        return str(wait_for(found, 20, "no window appeared")).split()[0]

    def journal(self) -> Path:
        """The journal of the run under way."""
        return wait_for(lambda: next((self.home / "runs").glob("*.journal"), None), 30, "no run began")

    def hand(self) -> Hand:
        """What the journal holds at this moment."""
        return journal.read(self.journal())[0].hand

    def key(self, *names: str) -> None:
        """Keys, one after the other."""
        for name in names:
            self.x("key", name)

    def glide(self, dx_mm: float, dy_mm: float, speed_mm_s: float, steps_hz: float = 100) -> None:
        """Moves the hand evenly, in whole counts of the mouse; nothing is lost to rounding."""
        seconds = (dx_mm**2 + dy_mm**2) ** 0.5 / speed_mm_s
        steps = max(1, round(seconds * steps_hz))
        counts = dx_mm * COUNTS_PER_MM / steps, dy_mm * COUNTS_PER_MM / steps
        at = [(round(counts[0] * n), round(counts[1] * n)) for n in range(steps + 1)]
        ways = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in zip(at, at[1:], strict=False)]
        script = "".join(f"mousemove_relative -- {x} {y}\nsleep {seconds / steps - STEP_S:.4f}\n" for x, y in ways)
        command = ["xdotool", "-"]
        subprocess.run(command, env=self.environment, check=True, input=script, text=True, timeout=60 + 2 * seconds)

    def press(self) -> None:
        """The button goes down, and the tip has come down."""
        self.x("mousedown", 1)
        time.sleep(0.1)

    def release(self) -> None:
        """The button goes up, and the tip has lifted."""
        self.x("mouseup", 1)
        time.sleep(0.06)


def killed(screen: str, home: Path, after_s: float) -> int:
    """Kills a run in contact after some time; answers how many µs of the hand are missing from its journal.

    A tip in contact is sampled every 10 ms, so the journal should reach up to the kill. Its clock is compared with ours
    by the reading that lagged behind least.
    """
    desk = Desk(screen, home)
    try:
        desk.window()
        desk.journal()
        desk.x("mousedown", 1)
        wait_for(lambda: desk.hand().samples.down.any(), 20, "no contact")
        end, ahead_us = time.monotonic() + after_s + 0.3, -(2**63)
        while time.monotonic() < end:
            desk.x("mousemove_relative", "--", random.choice((-3, 2)), 1)
            read_us = time.monotonic_ns() // 1000
            ahead_us = max(ahead_us, desk.hand().end_us - read_us)
        desk.program.kill()
        killed_us = time.monotonic_ns() // 1000 + ahead_us
        desk.program.communicate(timeout=20)
    finally:
        desk.close()
    (path,) = Library(home / "runs").interrupted()
    return killed_us - journal.read(path)[0].hand.end_us
