"""Chapter 4: whether what has nothing to do with skill moves the score."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from simulator.needling.hand import Hand
from simulator.needling.run import PHYSICS
from simulator.operators.habits import GRIPS
from simulator.operators.operate import operate
from simulator.session import Header, Recording, Scenario, begin, conclude, replay
from simulator.validity.chapter import Chapter, Figure, Floats, Table, Watch, auc
from simulator.validity.grown import scored
from simulator.validity.people import LADDER, person
from simulator.validity.trial import read, tried
from simulator.validity.views import MOTION_HZ, RATES_HZ, USUAL_HZ, VIEWS, placed, read_at
from simulator.words import _, mark

FIRST_SEED = 300_001
MOST_SHIFT, AUC_BAND = 0.1, (0.45, 0.55)
"""Of a standard error, and of the chance to tell two views apart."""
UNTURNED = ("quarter", "quarter back")
"""Views that turn the lanes but not the tip: a ring of nine needles is not the same after a quarter turn."""
FRAMES_HZ = (5, 24, 60, 240)
TEXT = mark(
    "The motion of somebody between competent and novice, whose scores are spread from 65 to 95, is made at 1,000 "
    "samples a second and looked at in many ways. Each is compared with the same motion at 250 samples a second."
)


class Shift(NamedTuple):
    """A view by name and title: its scores, those of the usual view, and the mean change of every scored metric."""

    name: str
    title: str
    scores: Floats
    usual: Floats
    change: Floats

    @property
    def points(self) -> float:
        """Mean shift of the score."""
        return float((self.scores - self.usual).mean())

    @property
    def told_apart(self) -> float:
        """Chance that the score of this view is the higher one."""
        return auc(self.scores, self.usual)


def turned_tip(scenario: Scenario) -> Scenario:
    """The scenario with a tip that is turned by a quarter, as it would be if it turned with the hand."""
    needles = tuple((y, x) for x, y in scenario.device.needles_um)
    return replace(scenario, device=replace(scenario.device, needles_um=needles))


def motions(scenario: Scenario, count: int, pace: float = 1.0) -> list[Hand]:
    """Motions of somebody intermediate."""
    skill = person(LADDER["intermediate"])
    grip = GRIPS["pen"]._replace(rate_hz=MOTION_HZ, step_um=1)
    return [operate(scenario, skill._replace(pace=skill.pace * pace), grip, FIRST_SEED + n) for n in range(count)]


def measured(scenario: Scenario, hands: list[Hand]) -> tuple[Floats, Floats]:
    """Scores [n], and scored metrics [n, metric]."""
    found = [tried(scenario, hand, FIRST_SEED + n) for n, hand in enumerate(hands)]
    metrics = [[read(one, m) or 0.0 for m in scored(scenario)] for one in found]
    return np.array([one.score.total for one in found]), np.array(metrics)


def shifts(scenario: Scenario, count: int, watch: Watch) -> list[Shift]:
    """Every view of every motion."""
    side, made = scenario.site.width_um, motions(scenario, count)
    usual = [read_at(USUAL_HZ)(hand, side) for hand in made]
    turned = [placed(1, -1, swap=True)(hand, side) for hand in usual]
    todo = [(v.name, _(v.title), scenario, [v.see(hand, side) for hand in usual]) for v in VIEWS]
    todo.append(("quarter with tip", _("a quarter turn, the tip with it"), turned_tip(scenario), turned))
    for rate in RATES_HZ:
        title = _("{rate} samples a second").format(rate=rate)
        todo.append((f"rate {rate}", title, scenario, [read_at(rate)(hand, side) for hand in made]))
    for pace, title in ((0.93, _("7 % slower, same lanes")), (1.07, _("7 % faster, same lanes"))):
        paced = [read_at(USUAL_HZ)(hand, side) for hand in motions(scenario, count, pace)]
        todo.append((f"pace {pace}", title, scenario, paced))
    scores, metrics = measured(scenario, usual)
    found = []
    for name, title, asked, hands in watch(todo, len(todo), _("views of the same motion")):
        theirs, changed = measured(asked, hands)
        found.append(Shift(name, title, theirs, scores, (changed - metrics).mean(axis=0)))
    return found


def differing(scenario: Scenario, hand: Hand) -> tuple[int, int]:
    """How many ways to cut a hand into frames, and to fill in its record, change skin or score."""
    whole = tried(scenario, hand, 1)
    frames = 0
    for rate in FRAMES_HZ:
        run, step = begin(scenario, 1), 1_000_000 // rate
        for at in range(0, hand.end_us + 1, step):
            run.advance(hand.between(at, at + step))
        cut = conclude(scenario, run)
        frames += (cut.fingerprint, cut.score.total) != (whole.fingerprint, whole.score.total)
    usual = Header("v", "", 1, PHYSICS, "", "relative, mouse", 1.0, 6.0, "hold", "live")
    records = (usual, replace(usual, contact="latch"), replace(usual, gain=3.0), replace(usual, px_per_mm=12.0),
               replace(usual, input="absolute"))  # fmt: skip
    kept = [Recording(header, scenario, hand) for header in records]
    told = [conclude(one.scenario, replay(one), one.header.device_class).score.total for one in kept]
    return frames, sum(total != whole.score.total for total in told)


def chapter(scenario: Scenario, count: int, standard_error: float, watch: Watch) -> Chapter:
    """The chapter over so many motions, against a standard error in points."""
    found = shifts(scenario, count, watch)
    most = MOST_SHIFT * standard_error
    frames, records = differing(scenario, read_at(USUAL_HZ)(motions(scenario, 1)[0], scenario.site.width_um))
    irrelevant = [s for s in found if not s.name.startswith("pace") and s.name not in UNTURNED]
    figures = (
        _worst("shift", _("largest mean shift of the score"), irrelevant, most),
        _telling("auc", _("chance to tell two views apart, furthest from even"), irrelevant),
        Figure("frames", _("ways to cut a run into frames that change skin or score"), frames,
               f"{frames} / {len(FRAMES_HZ)}", _("none"), frames == 0),
        Figure("records", _("entries of hold or latch, gain, zoom and input that change the score"), records,
               f"{records} / 5", _("none"), records == 0),
        _worst("device", _("mean shift by a quarter turn under a tip that keeps its direction"),
               [s for s in found if s.name in UNTURNED], most,
               _("nine needles on the outer ring leave another profile across lanes of the other direction; where the "
                 "tip turns with the hand that holds it, nothing shifts")),
        _worst("pace", _("mean shift by a speed within the band on the same lanes"),
               [s for s in found if s.name.startswith("pace")], most,
               _("the dose follows from speed and spacing, so on the same lanes speed is no matter of taste")),
    )  # fmt: skip
    head = (_("view"), _("shift, points"), _("s.d."), _("chance"), *scored(scenario))
    rows = tuple((s.title, f"{s.points:+.2f}", f"{(s.scores - s.usual).std():.2f}", f"{s.told_apart:.3f}",
                  *(f"{v:+.4g}" for v in np.round(s.change, 4))) for s in found)  # fmt: skip
    note = _("Columns from the fifth on: mean change of a metric in its own unit.")
    return Chapter("nuisance", _("What does not matter"), _(TEXT), figures, (Table(_("By view"), head, rows, note),))


def _worst(name: str, title: str, found: list[Shift], most: float, why: str = "") -> Figure:
    worst = max(found, key=lambda s: abs(s.points))
    over = [s.title for s in found if abs(s.points) >= most]
    note = _("{view}; {count} of {all} at or above the bound").format(view=worst.title, count=len(over), all=len(found))
    bound = _("below {most:.2f} points, {share} of a standard error").format(most=most, share=MOST_SHIFT)
    said = _("{points:+.2f} points").format(points=worst.points)
    return Figure(name, title, worst.points, said, bound, not over, f"{note}: {why}" if why else note)


def _telling(name: str, title: str, found: list[Shift]) -> Figure:
    worst = max(found, key=lambda s: abs(s.told_apart - 0.5))
    met = AUC_BAND[0] <= worst.told_apart <= AUC_BAND[1]
    bound = _("{low} to {high}").format(low=AUC_BAND[0], high=AUC_BAND[1])
    return Figure(name, title, worst.told_apart, f"{worst.told_apart:.3f}", bound, met, worst.title)
