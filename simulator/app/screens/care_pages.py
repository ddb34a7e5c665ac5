"""Two pages of care: a finding that is judged, and the plan of every zone."""

from __future__ import annotations

from functools import partial

from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Option, Sheet, options
from simulator.outcome.care import TECHNIQUES, CarePlan, Case, mixed
from simulator.outcome.care_bank import Item
from simulator.session import Scenario
from simulator.words import _, in_figures, mark

ANSWERS = (mark("Treat as planned"), mark("Leave that area out"), mark("Postpone"), mark("Ask the prescriber"))
PLANNED = ("depth", "passes", "directions", "technique")
LABEL, DEEPEST_UM, CHIPS = 120, 2500, 12
"""Design pixels of the words before a row of the plan; depths that are offered, and how many of them."""


class Patient(Asking):
    """What these pages need to know of the screen that they belong to."""

    scenario: Scenario
    plan: CarePlan
    seed: int
    case: Case


def finding(sheet: Sheet, screen: Patient, item: Item, number: str = "") -> None:
    """What is said or seen, what to do about it, and why."""
    said = item.where == "said"
    title = _(item.topic.question) if said else _("What you see")
    text = _("“{text}”").format(text=_(item.text)) if said else _(item.text)
    sheet.panel(_("{number} · {title}").format(number=number, title=title) if number else title, text, "heading")
    act, why = f"care.{item.id}", f"why.{item.id}"
    sheet.heading(_("What do you do?"))
    answers = options([_(answer) for answer in ANSWERS], range(1, len(ANSWERS) + 1), screen.value(act))
    sheet.chips(answers, partial(screen.choose, act))
    order = mixed(screen.seed, f"why {item.id}", len(item.reasons))
    sheet.heading(_("Why?"))
    reasons = [_(item.reasons[n]) for n in order]
    sheet.rows(options(reasons, [n + 1 for n in order], screen.value(why)), partial(screen.choose, why))


def plan(sheet: Sheet, screen: Patient) -> None:
    """Depth, passes, directions and technique of every zone, chosen before anything is done."""
    sheet.panel(_("Your plan, zone by zone"), " ".join(screen.scenario.brief.split()))
    before = ""
    for zone in screen.plan.zones:
        sheet.heading(zone.title, "heading")
        rows = zip(PLANNED, _labels(), _offered(screen.scenario), strict=True)
        for what, label, (texts, values) in rows:
            name = f"plan.{zone.zone}.{what}"
            sheet.chips(options(texts, values, screen.value(name)), partial(screen.choose, name), label, LABEL)
        if before and _missing(screen, zone.zone):
            same = [Option(_("As in the zone above"), 1)]
            sheet.chips(same, partial(_copy, screen, before, zone.zone), " ", LABEL)
        before = zone.zone


def _labels() -> tuple[str, str, str, str]:
    return _("Depth, mm"), _("Passes"), _("Directions"), _("Technique")


def _offered(scenario: Scenario) -> tuple[tuple[list[str], list[int]], ...]:
    """Texts and values of what can be chosen: settings of this device's dial, numbers, techniques."""
    device = scenario.device
    dials = list(range(device.dial_step_um, min(device.dial_max_um, DEEPEST_UM) + 1, device.dial_step_um))
    dials = dials[:: -(-len(dials) // CHIPS)] if len(dials) > CHIPS else dials
    return (
        ([in_figures(dial / 1000, ".2f") for dial in dials], dials),
        ([str(n) for n in range(1, 9)], list(range(1, 9))),
        ([str(n) for n in range(1, 5)], list(range(1, 5))),
        ([_(name) for name in TECHNIQUES], list(range(1, len(TECHNIQUES) + 1))),
    )


def _missing(screen: Patient, zone: str) -> bool:
    return any(screen.value(f"plan.{zone}.{what}") is None for what in PLANNED)


def _copy(screen: Patient, from_zone: str, to_zone: str, _value: int) -> Screen:
    """What was chosen for one zone is chosen for another."""
    chosen = [(f"plan.{to_zone}.{what}", screen.value(f"plan.{from_zone}.{what}")) for what in PLANNED]
    return screen.act(*((name, value) for name, value in chosen if value is not None))
