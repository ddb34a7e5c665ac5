"""Six lessons: each one thing, judged stroke by stroke, waiting until it has been done."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from simulator.app.screens.trial import Stroke, Trial
from simulator.outcome.plan import ZonePlan
from simulator.words import _, mark

STILL_US = 80_000
"""Standing no longer than this before the glide is landing in motion (a proposal)."""
STEEP = 2.0
"""A stroke that goes twice as far one way as the other goes that way."""

Judge = Callable[[Trial, int, list[str]], str]
"""What is to be better about a stroke, by its number and what was said of those before it; nothing where it is good."""


class Lesson(NamedTuple):
    """Its id and name, the skin it is on, what it says, how many good strokes it waits for, and who judges them."""

    id: str
    title: str
    scenario: str
    text: str
    need: int
    judge: Judge


def _plan(trial: Trial, stroke: Stroke) -> ZonePlan:
    """The plan of the zone that a stroke was made in; the first one's beside all zones."""
    zone = trial.view.reading.zone_at(*stroke.middle_um)
    plans = {plan.zone: plan for plan in trial.scenario.plans}
    return plans.get(zone or "", trial.scenario.plans[0])


def pace(trial: Trial, number: int, said: list[str]) -> str:
    """The speed that gives the zone its dose."""
    stroke = trial.strokes[number]
    low, high = trial.view.reading.green_mm_s
    if stroke.speed_mm_s > high:
        return _("That was {speed:.0f} mm/s: slower.").format(speed=stroke.speed_mm_s)
    return "" if stroke.speed_mm_s >= low else _("That was {speed:.0f} mm/s: faster.").format(speed=stroke.speed_mm_s)


def landing(trial: Trial, number: int, said: list[str]) -> str:
    """Gliding as the needles enter."""
    still_us = trial.strokes[number].still_us
    if still_us <= STILL_US:
        return ""
    return _("The tip stood {ms:.0f} ms: begin to glide before you press.").format(ms=still_us / 1000)


def overlap(trial: Trial, number: int, said: list[str]) -> str:
    """A third of the last furrow is covered."""
    if not number:
        return ""
    stroke, last, tip_um = trial.strokes[number], trial.strokes[number - 1], trial.scenario.device.tip_um
    share = 1 - abs(stroke.middle_um[1] - last.middle_um[1]) / tip_um
    low, high = _plan(trial, stroke).overlap
    if share < low:
        return _("{share:.0f} % of it lay on the last one: closer.").format(share=max(100 * share, 0))
    return (
        "" if share <= high else _("{share:.0f} % of it lay on the last one: further apart.").format(share=100 * share)
    )


def crossing(trial: Trial, number: int, said: list[str]) -> str:
    """Three lanes across, then three down."""
    wide, high = (abs(way) for way in trial.strokes[number].way_um)
    if said[:number].count("") < 3:
        return "" if wide > STEEP * high else _("First three lanes from side to side.")
    return "" if high > STEEP * wide else _("Now three lanes from top to bottom.")


def depth(trial: Trial, number: int, said: list[str]) -> str:
    """The dial is right before the first stroke of every field; three strokes in each."""
    stroke = trial.strokes[number]
    plan, reaches_um = _plan(trial, stroke), stroke.dial_um - trial.scenario.device.loss_um
    if not plan.depth_low_um <= reaches_um <= plan.depth_high_um:
        text = _("{zone} wants {low:.2f} to {high:.2f} mm; turn the wheel with the tip lifted.")
        return text.format(zone=plan.title, low=plan.depth_low_um / 1000, high=plan.depth_high_um / 1000)
    here = [n for n in range(number) if not said[n] and _plan(trial, trial.strokes[n]) is plan]
    return "" if len(here) < 3 else _("Now the other field, with its own depth.")


def rim(trial: Trial, number: int, said: list[str]) -> str:
    """Near the line, not over it."""
    before = trial.strokes[number - 1].beyond if number else 0
    crossed = trial.strokes[number].beyond > before
    return _("Needles crossed the line: end the lane a tip's width before it.") if crossed else ""


FIRST = "first-lanes.toml"
LESSONS = (
    Lesson("pace", mark("Hold and glide"), FIRST,
           mark("Glide so that the needle of the gauge stays in the green. Three lanes."), 3, pace),
    Lesson("landing", mark("Land and lift in motion"), FIRST,
           mark("Let the hand glide already when you press, and let go before it stops. Three lanes."), 3, landing),
    Lesson("overlap", mark("Overlap"), FIRST,
           mark("Lay each lane so that it covers a third (○) of the last furrow. Four lanes."), 4, overlap),
    Lesson("crossing", mark("Cross-hatching"), "crosshatch",
           mark("Three lanes from side to side, then three from top to bottom."), 6, crossing),
    Lesson("depth", mark("Depth by zone"), "depth-change",
           mark("Two fields, two depths: set the dial before the tip touches the next field. Three lanes in each."), 6,
           depth),
    Lesson("rim", mark("Keep off the rim"), "no-go-edge",
           mark("Four lanes towards the line; none may cross it."), 4, rim),
)  # fmt: skip
