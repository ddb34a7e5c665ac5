"""One error at a time, growing in nine levels from none to much, in a hand that is otherwise an expert's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from simulator.needling.hand import Act, Hand
from simulator.operators.habits import SKILLS
from simulator.operators.operate import operate
from simulator.session import Scenario
from simulator.validity import edits
from simulator.words import mark

LEVELS = 9

Make = Callable[[Scenario, float, int], Hand]
"""The hand for a scenario, a size of the error, and a seed; the seed's own errors are the same at every size."""


class Growing(NamedTuple):
    """An error by name and title, its unit, its size from none to much, what follows it, and the hand.

    `follows` are metrics with the sign of their change; the first is the one that the error is the own error of.
    """

    name: str
    title: str
    unit: str
    sizes: tuple[float, float]
    follows: tuple[str, ...]
    make: Make

    def size(self, level: int) -> float:
        """The size of the error at a level from 0 to 8."""
        return self.sizes[0] + (self.sizes[1] - self.sizes[0]) * level / (LEVELS - 1)


def habit(field: str) -> Make:
    """An expert with one habit changed."""

    def make(scenario: Scenario, size: float, seed: int) -> Hand:
        changed: dict[str, Any] = {field: size}
        return operate(scenario, SKILLS["expert"]._replace(**changed), "pen", seed)

    return make


def edited(edit: Callable[[Hand, float, int], Hand]) -> Make:
    """An expert's hand, edited."""

    def make(scenario: Scenario, size: float, seed: int) -> Hand:
        return edit(operate(scenario, "expert", "pen", seed), size, seed)

    return make


def strip(scenario: Scenario, length_mm: float, seed: int) -> Hand:
    """An expert who lifts over the middle of every lane for a length of it."""
    middle_um = scenario.site.width_um // 2
    return edits.lifted(operate(scenario, "expert", "pen", seed), middle_um, round(length_mm * 1000))


def too_deep(scenario: Scenario, off_um: float, seed: int) -> Hand:
    """An expert whose needles reach further than they ought to all along."""
    hand = operate(scenario, "expert", "pen", seed)
    return Hand(hand.samples, (Act(0, "dial", scenario.dial_start_um + round(off_um)), *hand.acts))


def wrong_dial(scenario: Scenario, share: float, seed: int) -> Hand:
    """An expert who turns the dial a step too far for the last share of the run."""
    hand = operate(scenario, "expert", "pen", seed)
    wrong = Act(round(hand.end_us * (1 - share)), "dial", scenario.dial_start_um + scenario.device.dial_step_um)
    return Hand(hand.samples, (*hand.acts, wrong)) if share else hand


GROWING = (
    Growing("lane", mark("lanes beside their lines, s.d."), "mm", (0.25, 2.25),
            ("-stroke_overlap.in_band", "+stroke_overlap.sd"), habit("lane_mm")),
    Growing("sway", mark("sway along lanes, s.d."), "mm", (0.15, 1.75), (), habit("wobble_mm")),
    Growing("pace", mark("speed from lane to lane, s.d."), "", (0.03, 0.43), ("-cu", "+cv"), habit("pace_sd")),
    Growing("surge", mark("speed along lanes, s.d."), "", (0.04, 0.68), ("+steadiness",), habit("surge_sd")),
    Growing("apart", mark("overlap that lanes are meant to have"), "", (0.30, -0.50),
            ("-stroke_overlap.mean",), habit("overlap")),
    Growing("strip", mark("length of every lane left out in the middle"), "mm", (0.0, 11.2),
            ("+largest_gap_cm2",), strip),
    Growing("short", mark("how far lanes run past the border"), "mm", (3.0, -9.0),
            ("-coverage", "+omission"), habit("overrun_mm")),
    Growing("again", mark("part that is gone over twice more"), "", (0.0, 0.36),
            ("+overtreated", "+excess_dose"), edited(edits.gone_over_again)),
    Growing("often", mark("part that is gone over four times, four times as fast"), "", (0.0, 0.8),
            ("+pass_excess",), edited(edits.hurried)),
    Growing("depth", mark("needles deeper than meant"), "µm", (0.0, 240.0),
            ("-depth_compliance", "+depth_mean_mm", "+over_depth_load"), too_deep),
    Growing("dial", mark("part of the run with the dial a step too far"), "", (0.0, 0.6),
            ("-dial_choice",), wrong_dial),
    Growing("fast", mark("speed as a multiple of the planned one"), "×", (1.0, 2.6),
            ("+drag_um_p95", "+glide_mm_s.p50", "-density_per_cm2"), habit("pace")),
    Growing("slow", mark("speed below the planned one, as a multiple"), "×", (1.0, 0.36),
            ("-glide_mm_s.p50", "+density_per_cm2"), habit("pace")),
    Growing("rush", mark("part of the lanes glided at double speed"), "", (0.0, 0.72),
            ("-glide_in_band",), edited(edits.rushed)),
    Growing("stand", mark("standing in contact at both ends of a lane"), "ms", (0.0, 240.0),
            ("+landing_still_ms.p50", "+lift_still_ms.p50"), habit("still_ms")),
    Growing("hook", mark("lanes ended by a turn back in the skin"), "", (0.0, 16.0),
            ("+turns_in_contact",), edited(edits.hooked)),
    Growing("joined", mark("part of the lane changes without a lift"), "", (0.0, 0.8),
            ("-lift_offs", "+turns_in_contact"), habit("joined")),
)  # fmt: skip
