"""Rules of sense about people: what a level may do, what a skin type bears, what a concern is, what a rubric weighs."""

from __future__ import annotations

import math
from collections.abc import Iterator

from simulator.checks.finding import Finding
from simulator.files.wording import did_you_mean
from simulator.session import Scenario
from simulator.words import _

CONCERNS = (
    "technique", "fine lines", "wrinkles", "acne scars", "surgical scars", "stretch marks", "enlarged pores",
    "dullness", "product absorption",
)  # fmt: skip
"""What a scenario can be about; `technique` stands for no patient's concern."""
FACE_UM, BODY_UM = (500, 1000, 1500), (1000, 1500, 2000)
"""Deepest setting for levels 1 to 3 on the face and on the body: the ladder of a published framework (facts E1, E2;
which level stands for which step is inferred).
"""


def depth_for_the_level(scenario: Scenario) -> Iterator[Finding]:
    """A problem where a plan goes deeper than its level may; what scatters beyond a setting does not count."""
    if scenario.level > len(FACE_UM):
        text = _("There are three levels, not {level}.").format(level=scenario.level)
        yield Finding("problem", "level", text, _("Write 1, 2 or 3."))
        return
    face = scenario.site.id.startswith("face")
    most = (FACE_UM if face else BODY_UM)[scenario.level - 1]
    for plan in scenario.plans:
        setting = (plan.depth_low_um + plan.depth_high_um) // 2
        if setting > most:
            text = _("{zone}: a setting of {depth:g} mm is deeper than level {level} may go here, {most:g} mm.")
            text = text.format(zone=plan.title, depth=setting / 1000, level=scenario.level, most=most / 1000)
            yield Finding("problem", f"zones.{plan.zone}.depth_mm", text, _("Plan less depth, or a higher level."))


def passes_for_the_skin(scenario: Scenario) -> Iterator[Finding]:
    """A warning where a skin type is given more passes than is usual for it."""
    most = scenario.skin_type.most_passes
    for plan in scenario.plans:
        if plan.passes > most:
            text = _("{zone}: {passes} passes on skin type {skin}.")
            text = text.format(zone=plan.title, passes=plan.passes, skin=scenario.skin_type.id)
            remedy = _("At most {most} are usual on this skin type (convention, no source).")
            yield Finding("warning", f"zones.{plan.zone}.passes", text, remedy.format(most=most))


def concerns_are_known(scenario: Scenario) -> Iterator[Finding]:
    """A problem where a concern has no name that the pictures and the response know."""
    for number, concern in enumerate(scenario.concerns):
        if concern not in CONCERNS:
            text = _("{concern} is no concern that can be drawn.").format(concern=concern)
            yield Finding("problem", f"concerns.{number}", text, did_you_mean(concern, CONCERNS))


def something_to_spare(scenario: Scenario) -> Iterator[Finding]:
    """A problem where the right answer is to spare an area and there is none."""
    if scenario.answer == "spare" and not scenario.lesions:
        remedy = _("Add a table `[[lesions]]`, or write another answer.")
        yield Finding("problem", "answer", _("The right answer is to spare an area, but none is given."), remedy)


def weights_add_up(scenario: Scenario) -> Iterator[Finding]:
    """A problem where the weights of the rubric, without care, do not make a hundred."""
    whole = math.fsum(weight for part, weight in scenario.rubric.weights.items() if part != "care")
    if abs(whole - 100) > 1e-9:
        text = _("The weights of rubric {rubric} make {sum:g} without care.")
        text = text.format(rubric=scenario.rubric.id, sum=whole)
        yield Finding("problem", "rubric", text, _("Let them make 100."))
