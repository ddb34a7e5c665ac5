"""Golden runs: says what they score otherwise than when they were frozen, and freezes them anew when told to.

`python tests/scripts/golden.py` only tells. With `--write` it freezes today's results: do so after raising PHYSICS or
the version of the rubric, or for a metric that is new. With `--recordings` the recordings themselves are made anew.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import frozen
from faults import planted

from simulator.files import places, recording, scenario
from simulator.needling.hand import Hand
from simulator.needling.run import PHYSICS
from simulator.operators.operate import operate
from simulator.session import Header, Recording, Scenario

PLAYED = (
    ("flat-patch", "expert", "mouse"),
    ("flat-patch", "novice", "mouse"),
    ("flat-patch", "hasty", "touchpad"),
    ("flat-patch", "edge-hugger", "mouse"),
    ("face-fine-lines", "expert", "pen"),
    ("face-fine-lines", "competent", "mouse"),
    ("face-fine-lines", "stampede", "mouse"),
    ("face-fine-lines", "timid", "touchpad"),
)
FAULTS = ("a lane left out in the middle", "turning in the skin", "the dial left as it was", "needles in the eye")
SEED = 11


def hands() -> Iterator[tuple[str, str, Scenario, Hand]]:
    """Name, input, scenario and hand of every golden run."""
    by_name = {name: scenario.load(name, places.find()) for name in ("flat-patch", "face-fine-lines")}
    for name, skill, grip in PLAYED:
        yield f"{name}-{skill}-{grip}", grip, by_name[name], operate(by_name[name], skill, grip, SEED)
    for fault in planted(by_name["flat-patch"], by_name["face-fine-lines"]):
        if fault.name in FAULTS:
            yield fault.name.replace(" ", "-"), "operator", fault.scenario, fault.hand


def make_recordings() -> None:
    frozen.FOLDER.mkdir(exist_ok=True)
    for old in frozen.FOLDER.glob("*.run"):
        old.unlink()
    for name, grip, plan, hand in hands():
        who = Header(name, "golden", SEED, PHYSICS, "2026-01-01T00:00:00+00:00", grip, 1.0, 6.0, "none", "operator")
        recording.write(Recording(who, plan, hand), frozen.FOLDER / f"{name}.run")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="freeze what they score now")
    asked.add_argument("--recordings", action="store_true", help="make the recordings anew")
    given = asked.parse_args()
    if given.recordings:
        make_recordings()
    before = frozen.expected() if frozen.EXPECTED.exists() else {}
    entries = {name: frozen.frozen(name) for name in frozen.names()}
    told = 0
    for name, entry in entries.items():
        for way, now in entry.items():
            what = frozen.complaint(before[name][way], now) if name in before else "is new"
            told += bool(what)
            print(f"{name}, {way} rubric: {now['values']['score']} {now['values']['verdict']} {what}".rstrip())
    if given.write:
        frozen.EXPECTED.write_text(frozen.written(entries), encoding="utf-8")
    return 0 if given.write or not told else 1


if __name__ == "__main__":
    sys.exit(main())
