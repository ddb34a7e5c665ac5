"""What a scenario asks of the hands during the treatment (held skin, fresh gel, an answer), and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from simulator.needling.device import Device
from simulator.needling.run import Run
from simulator.needling.upkeep import Spot, Upkeep
from simulator.outcome.band import Band
from simulator.outcome.events import KINDS, Event, against_consent_us, answered, drawn
from simulator.outcome.exact import share
from simulator.outcome.gate import Critical, clock
from simulator.outcome.plan import Rubric
from simulator.words import _, mark

STEPS = (mark("Stop"), mark("Tell"), mark("Wash"), mark("Report"))
"""What follows a needlestick, in this order; the act `stick` names them from 1 on."""
BANDS = {
    "taut_share": Band(0.90, None, 0.60),
    "wet_share": Band(0.90, None, 0.60),
    "answer": Band(1.0, None, 1.0),
}
"""Full marks and what is left of them for each thing that is asked for (a proposal of this project)."""
NEEDLESTICK = mark(
    "At {time} a needle struck your own finger. Set the fingers where no lane leads, and move them first."
)
WITHDRAWN = mark(
    "At {time} needles were working {late_s:.1f} s after the patient had raised a hand. Lift at once, ask, and go on "
    "only after a yes."
)


@dataclass(frozen=True, slots=True)
class Treatment:
    """`[treatment]` of a scenario: what the other hand has to do, what is told, and what may happen unannounced."""

    stretch: bool = False
    gel: bool = False
    signs: bool = False
    discomfort: bool = False
    numbing: str = "none"
    events: tuple[str, ...] = ()
    event_share: float = 0.0
    event_after_us: tuple[int, int] = (0, 0)

    def event(self, seed: int) -> Event | None:
        """The event that a seed draws."""
        return drawn(self.events, self.event_share, self.event_after_us, seed)


def begin(treatment: Treatment | None, device: Device, seed: int) -> Upkeep | None:
    """The upkeep of a run; None where a scenario asks for none."""
    if treatment is None:
        return None
    event = treatment.event(seed)
    return Upkeep(device, treatment.stretch, treatment.gel, event.due if event else None)


def measure(treatment: Treatment | None, run: Run) -> dict[str, Any]:
    """What became of it: shares of needle strokes on held and on gelled skin, the event and its answer, needlesticks.

    Nothing at all where a scenario asks for nothing.
    """
    upkeep = run.upkeep
    if treatment is None or upkeep is None:
        return {}
    event, found = treatment.event(run.seed), None
    if event is not None and upkeep.event_us is not None:
        found = answered(KINDS[event.kind], upkeep, run.treated_us)
    steps = [act.value for act in run.acts if act.what == "stick"]
    routine = sum(1 for wanted, done in zip((1, 2, 3, 4), steps, strict=False) if wanted == done)
    return {
        "taut_share": share(upkeep.taut, upkeep.strokes) if treatment.stretch else None,
        "wet_share": share(upkeep.wet, upkeep.strokes) if treatment.gel else None,
        "event": event.kind if event and found else None,
        "event_s": round(found.event_us / 1e6, 2) if found else None,
        "stopped_s": round((found.stopped_us - found.event_us) / 1e6, 2) if found else None,
        "first_answer": found.answer if found else None,
        "answer": found.worth if found else None,
        "needlesticks": len(upkeep.sticks),
        "needlestick_steps": routine if upkeep.sticks else None,
    }


def asked(rubric: Rubric, found: dict[str, Any], part: str) -> Rubric:
    """The rubric with a band for everything that was asked for and measured, in the part `care` or `technique`."""
    more = {f"{part}.{name}": band for name, band in BANDS.items() if found.get(name) is not None}
    return replace(rubric, measures=rubric.measures | more) if more else rubric


def moments(run: Run) -> dict[str, int]:
    """The times (µs) that belong to what was measured: the first slack and the first dry stroke, and the event."""
    if run.upkeep is None:
        return {}
    times = {"taut_share": run.upkeep.slack_us, "wet_share": run.upkeep.dry_us, "answer": run.upkeep.event_us}
    return {name: t_us for name, t_us in times.items() if t_us is not None}


def with_errors(critical: list[Critical], treatment: Treatment | None, run: Run) -> list[Critical]:
    """Critical errors in order of time, with needlesticks and needling against a withdrawn consent."""
    upkeep = run.upkeep
    if treatment is None or upkeep is None:
        return critical
    found = critical + [_error("needlestick", stick, _(NEEDLESTICK), {}) for stick in upkeep.sticks]
    event = treatment.event(run.seed)
    if event is not None and event.kind == "raised hand" and upkeep.event_us is not None:
        at_us = against_consent_us(upkeep, run.treated_us)
        if at_us is not None:
            late_s = round((at_us - upkeep.event_us) / 1e6, 1)
            found.append(_error("consent_withdrawn", _place(run, at_us), _(WITHDRAWN), {"late_s": late_s}))
    return sorted(found, key=lambda c: (c.t_s, c.rule, c.zone))


def _place(run: Run, t_us: int) -> Spot:
    """Where the tip was at a time in contact."""
    poses = run.poses()[0]
    if not len(poses):
        return Spot(t_us, -1, -1)
    row = min(int(np.searchsorted(poses.t_us, t_us)), len(poses) - 1)
    return Spot(t_us, int(poses.x_um[row]), int(poses.y_um[row]))


def _error(rule: str, at: Spot, text: str, numbers: dict[str, float | str]) -> Critical:
    time = clock(at.t_us)
    numbers = numbers | {"time": time}
    return Critical(rule, "", round(at.t_us / 1e6, 2), at.x_um, at.y_um, text.format(**numbers), numbers)
