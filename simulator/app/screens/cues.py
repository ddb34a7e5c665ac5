"""Cues of guidance: each is on, off, or fades by the part of the score that it teaches, and can return."""

from __future__ import annotations

import json
from typing import NamedTuple

from simulator.app.program import Program
from simulator.files import settings
from simulator.files.index import Row
from simulator.files.settings import Mode
from simulator.needling.chance import uniform
from simulator.standing.fading import level
from simulator.words import mark

MODES: tuple[Mode, ...] = ("on", "fading", "off")


class Cue(NamedTuple):
    """What it is called in a recording and on screen, the part of the score that it fades by (none: the whole), and
    how it is until somebody chooses.
    """

    name: str
    title: str
    part: str
    usual: Mode


CUES = (
    Cue("gauge", mark("Speed gauge"), "technique", "on"),
    Cue("plan", mark("Plan of the zone"), "depth", "on"),
    Cue("map", mark("Dose map"), "coverage", "on"),
    Cue("lane", mark("Example hand"), "", "on"),
    Cue("hint", mark("Where the next lane belongs"), "overlap", "off"),
    Cue("sound", mark("Ticks every 5 mm"), "technique", "fading"),
)


class Cues:
    """What somebody has chosen, and how much of each cue is left as their runs stand."""

    def __init__(self, program: Program, pass_mark: float) -> None:
        known = settings.read(program.places.settings)
        self.modes: dict[str, Mode] = {cue.name: known.cues.get(cue.name, cue.usual) for cue in CUES}
        self.modes["gauge"] = known.gauge
        rows = [row for row in program.library.runs() if row.trainee == program.trainee and row.score is not None]
        self.levels = {cue.name: level([(_points(row, cue.part), pass_mark) for row in rows]) for cue in CUES}

    def shown(self, name: str, seed: int, number: int) -> bool:
        """Whether it helps this time (a stroke, a look, a run): the same for the same run."""
        if self.modes[name] == "fading":
            return float(uniform(seed, name, number)[0]) < self.levels[name]
        return self.modes[name] == "on"


def _points(row: Row, part: str) -> float:
    """Out of 100: of one part where the run has it, else of the whole."""
    share = json.loads(row.parts).get(part) if part else None
    return (row.score or 0.0) if share is None else 100.0 * float(share)
