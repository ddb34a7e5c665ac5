"""The words of the result: names of faults, verdicts and why, and what is known of one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from simulator.outcome.coach import Advice
from simulator.outcome.plan import PARTS, Rubric
from simulator.session import Outcome, Scenario
from simulator.words import _, mark

PART_NAMES = {
    "coverage": mark("Coverage"),
    "evenness": mark("Evenness"),
    "overlap": mark("Overlap"),
    "depth": mark("Depth"),
    "technique": mark("Technique"),
    "care": mark("Care"),
}
CITED, CONVENTION = "●", "○"
"""What stands beside every number that is taught: whether somebody else has written it down, or we have."""
SIGNS = mark("● cited   ○ convention of this project")
SAFETY = mark(
    "Needlepass trains planning and the path of the hand on a screen. It does not train pressure, angle, skin feel, "
    "infection control or the care of a person. Nothing here permits you to treat anyone. Follow your school, your "
    "supervisor, the device's instructions and the law of your country."
)
"""Stands at the first start and before anything assessed, in every language, word for word."""
FAULTS = {
    "nothing": mark("Nothing treated"),
    "gap": mark("A gap"),
    "thin": mark("Too little dose"),
    "hot": mark("Too much in one place"),
    "uneven": mark("Uneven dose"),
    "spacing": mark("Distance of lanes"),
    "depth": mark("Depth outside the plan"),
    "speed": mark("Glide speed"),
    "landing": mark("Standing still at landing"),
    "turn": mark("Turns without a lift"),
    "amber": mark("Close to a no-go line"),
    "upkeep": mark("Slack or dry skin"),
    "event": mark("What the patient needed"),
    "critical": mark("Critical error"),
    "care": mark("Before and after the needles"),
}
"""A short name for every family of findings: the word before the dot of their kind."""


def fault(advice: Advice) -> str:
    """What is wrong, in two or three words."""
    return _(FAULTS[advice.finding.kind.split(".")[0]])


def verdict(outcome: Outcome) -> str:
    """The verdict as a title."""
    return verdict_of(outcome.score.verdict)


def verdict_of(verdict: str) -> str:
    """A verdict by its name, as a title."""
    if verdict == "pass":
        return _("Met this scenario's standard on this screen")
    return _("Not met yet") if verdict == "fail" else _("Too close to tell: repeat")


def why(outcome: Outcome, rubric: Rubric) -> str:
    """What decided the verdict."""
    if outcome.critical:
        return _("A critical error decides, whatever the points.")
    if outcome.score.verdict == "too close to call":
        return _("Within one standard error of the mark: repeat to decide.")
    low = [part for part in PARTS if outcome.score.values.get(part, 1.0) < rubric.floor]
    if low:
        names = ", ".join(_(PART_NAMES[part]) for part in low)
        share = f"{rubric.floor * 100:.0f}"
        return _("Each part needs {share} % of its points; too low: {parts}.").format(share=share, parts=names)
    if outcome.score.verdict == "pass":
        return _("Above the mark, every part above its floor, no critical error.")
    return _("Every part is above its floor, but the total is below the mark.")


def subtitle(scenario: Scenario, outcome: Outcome, started: str, today: date) -> str:
    """Which run this is: scenario, length, and when it began, where that is known (ISO 8601)."""
    seconds = round(outcome.duration_s)
    words = {"title": _(scenario.title), "length": f"{seconds // 60}:{seconds % 60:02d}"}
    if not started:
        return _("{title} · {length}").format(**words)
    begun = datetime.fromisoformat(started)
    if begun.date() == today:
        return _("{title} · {length} · today {clock}").format(**words, clock=f"{begun:%H:%M}")
    return _("{title} · {length} · {day}").format(**words, day=f"{begun:%d.%m.%Y}")


def cited(sources: Sequence[str]) -> frozenset[str]:
    """Which numbers of a plan are cited, by what its scenario says of its sources: `depth` and `passes` may be; glide,
    dose and overlap never are.
    """
    own = [line for line in sources if "convention" not in line and "without a source" not in line]
    depth = any(line.startswith("Depths") or " mm" in line for line in own)
    passes = any(re.search(r"[0-9] passes", line) for line in own)
    return frozenset(name for name, holds in (("depth", depth), ("passes", passes)) if holds)
