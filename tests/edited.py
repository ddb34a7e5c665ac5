"""Somebody who builds a scenario, and is killed by a real signal again and again; how much is lost each time.

Run as a program: the folder that drafts lie under, how many kills, and a seed. It answers one line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from simulator.app.program import Program  # noqa: E402
from simulator.app.screens.studio import Studio  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.files import drafts, places  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.studio import edits, starts  # noqa: E402
from simulator.studio.draft import Draft, Work  # noqa: E402

FRAME_US, EVERY = 16_667, 12
"""A change in every twelfth frame of a clock that runs as fast as the machine can."""
LONGEST_S = 1.5
MOST_LOST_US = 5_000_000
"""A draft is saved so often."""
DONE = struct.Struct("<qq")


def seat(home: Path) -> Program:
    found = places.find(home)
    return Program(Style(), found, Library(found.runs), "Heron-27")


def kept(home: Path) -> tuple[Draft, int]:
    """The draft as it lies on the disk, and the number in its title; a new one where there is none yet."""
    saved = drafts.saved(places.find(home))
    if not saved:
        assert not list(drafts.folder(places.find(home)).glob("*.draft")), "a draft that cannot be read"
        return starts.from_scenario(load("flat-patch", places.find(home)), ["flat-patch"], "0"), 0
    (one,) = saved
    draft = Draft(one.scenario, one.site)
    return draft, int(edits.value(draft, "title"))


def edit(home: Path, out: int) -> None:
    """Changes a draft until the end, and says of every change when it was made."""
    import pygame

    pygame.display.init()
    pygame.font.init()
    surface = pygame.display.set_mode((640, 480))
    draft, number = kept(home)
    studio = Studio(seat(home), Work(draft), 3)
    studio.resize(surface.get_size())
    frame = 0
    while True:
        now_us, frame = frame * FRAME_US, frame + 1
        studio.tick(now_us)
        if frame % EVERY == 0:
            number += 1
            studio.did(edits.put(studio.work.now, "title", str(number)))
            os.write(out, DONE.pack(now_us, number))


def killed(home: Path, after_s: float) -> int:
    """How many µs of changes were lost when the program was killed so long after its first change."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            edit(home, writing)
        finally:
            os._exit(1)  # whatever happens, it is not the one that counts
    os.close(writing)
    told = os.read(reading, DONE.size)
    assert told, "nothing was changed at all"
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 1 << 20):
        told += more
    os.close(reading)
    made = [DONE.unpack_from(told, at) for at in range(0, len(told) - DONE.size + 1, DONE.size)]
    _draft, saved = kept(home)
    lost = [t_us for t_us, number in made if number > saved]
    return made[-1][0] - min(lost) if lost else 0


def kills(home: Path, count: int, seed: int) -> dict[str, Any]:
    """So many kills, in a process of its own; the number of changes, and what each kill lost."""
    command = [sys.executable, __file__, str(home), str(count), str(seed)]
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def main(home: Path, count: int, seed: int) -> None:
    """So many kills, and the most that was lost."""
    rng = random.Random(seed)
    lost = [killed(home, rng.uniform(0.0, LONGEST_S)) for _ in range(count)]
    print(json.dumps({"kills": count, "changes": kept(home)[1], "lost_us": lost}))


if __name__ == "__main__":
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
