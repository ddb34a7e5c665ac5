"""The step of targets: depth and dose of every zone in words first, and how strictly it is judged."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from simulator.app.device_words import POINTERS
from simulator.app.screen import Screen
from simulator.app.screens import studio_try
from simulator.app.screens.care_asked import Option, Sheet
from simulator.files.scenario import forms
from simulator.report.words import CITED, CONVENTION
from simulator.studio import areas, edits
from simulator.words import _, in_figures, mark

if TYPE_CHECKING:
    from simulator.app.screens.studio import Studio

LABEL = 146
STRENGTHS = (("light", mark("light")), ("usual", mark("usual")), ("strong", mark("strong")))
TECHNIQUES = (("lines with lift", mark("lanes, lifted")), ("continuous lines", mark("lanes, joined")),
              ("circles", mark("circles")), ("stamp", mark("stamps")))  # fmt: skip
MARKS = (60.0, 70.0, 80.0, 85.0, 90.0)
STEP_MM = 0.25


def fill(sheet: Sheet, studio: Studio) -> None:
    """One zone at a time, and the mark."""
    draft, planned = studio.work.now, edits.planned(studio.work.now)
    names = list(planned)
    zone = studio.tool.active if studio.tool.active in planned else names[0]
    sheet.chips(
        [Option(_(areas.title_of(draft, n)), i, n == zone) for i, n in enumerate(names)], partial(_pick, studio)
    )
    plan = planned[zone]
    sheet.text(_band(studio, zone))
    settings = _settings(studio)
    options = [Option(in_figures(mm, ".2f"), n, mm == plan.setting_mm) for n, mm in enumerate(settings)]
    put = partial(_put, studio, zone)
    sheet.chips(options, lambda n: put(plan._replace(setting_mm=settings[n])), _("Depth, mm"), LABEL)
    studio.told.at(sheet, f"zones.{zone}.depth_mm", "dial_start_mm")
    caps = [mm for mm in settings if mm >= plan.setting_mm]
    options = [Option(in_figures(mm, ".2f"), n, mm == plan.cap_mm) for n, mm in enumerate(caps)]
    sheet.chips(options, lambda n: put(plan._replace(cap_mm=caps[n])), _("Never over"), LABEL)
    studio.told.at(sheet, f"zones.{zone}.cap_mm")
    word = edits.strength(plan)
    options = [Option(_(text), n, name == word) for n, (name, text) in enumerate(STRENGTHS)]
    sheet.chips(options, lambda n: put(plan._replace(dose=edits.dose(plan.passes, STRENGTHS[n][0]))), _("Dose"), LABEL)
    told = _("{low:,} to {high:,} punctures per cm² {sign}").format(
        low=plan.dose[0], high=plan.dose[1], sign=CONVENTION
    )
    sheet.text(told)
    studio.told.at(sheet, f"zones.{zone}.target_per_cm2")
    options = [Option(str(n), n, n == plan.passes) for n in range(1, 6)]
    sheet.chips(options, lambda n: put(plan._replace(passes=n, dose=edits.dose(n, word))), _("Passes"), LABEL)
    studio.told.at(sheet, f"zones.{zone}.passes")
    options = [Option(_(text), n, name == plan.technique) for n, (name, text) in enumerate(TECHNIQUES)]
    sheet.chips(options, lambda n: put(plan._replace(technique=TECHNIQUES[n][0])), _("How"), LABEL)
    _strictness(sheet, studio)


def _strictness(sheet: Sheet, studio: Studio) -> None:
    """The mark, and who would pass it."""
    held = edits.value(studio.work.now, "pass_mark") or 80.0
    options = [Option(in_figures(points, "g"), n, points == held) for n, points in enumerate(MARKS)]
    sheet.heading(_("How strictly: the mark out of 100 {sign}").format(sign=CONVENTION))
    sheet.chips(options, lambda n: studio.did(edits.put(studio.work.now, "pass_mark", MARKS[n])))
    _own_marks(sheet, studio)
    studio.told.at(sheet, "rubric")
    hands = studio.solved
    if hands is None and studio.solving is not None:
        sheet.text(_("The reference hand is at work …"))
        return
    if hands is None:
        sheet.chips([Option(_("What would hands of every kind score?"), 0)], partial(studio_try.ask, studio))
        return
    for hand in hands.scores:
        sign = _("passes") if hand.points >= held and not hand.critical else _("does not pass")
        sheet.text(_("{hand}: {points:.0f} points, {sign}").format(hand=_(hand.title), points=hand.points, sign=sign))


def _own_marks(sheet: Sheet, studio: Studio) -> None:
    """Marks that recorded people stand for, each for its device; they go before the one above."""
    marks = edits.value(studio.work.now, "marks") or {}
    if not marks:
        return
    told = _("{device}: {mark:g} from {people} recorded people")
    few = _("{device}: {mark:g}, provisional: too few people have been recorded")
    words = [
        (told if row["people"] else few).format(
            device=_(POINTERS.get(device, device)), mark=row["mark"], people=row["people"]
        )
        for device, row in marks.items()
    ]
    sheet.panel(_("Marks from your own people"), "\n".join(words))
    sheet.chips([Option(_("Leave them out"), 0)], lambda _n: studio.did(edits.put(studio.work.now, "marks", None)))


def _pick(studio: Studio, number: int) -> Screen:
    studio.tool.zone = list(edits.planned(studio.work.now))[number]
    return studio.again()


def _put(studio: Studio, zone: str, plan: edits.Plan) -> Screen:
    return studio.did(edits.plan(studio.work.now, zone, plan))


def _settings(studio: Studio) -> list[float]:
    """The steps of the dial that a plan may name."""
    scenario = studio.scenario
    step, most = (250, 2500) if scenario is None else (scenario.device.dial_step_um, scenario.device.dial_max_um)
    step = max(step, round(1000 * STEP_MM))
    return [n * step / 1000 for n in range(1, most // step + 1)][:10]


def _band(studio: Studio, zone: str) -> str:
    """What the site says of depth there, with its sign."""
    if studio.scenario is None:
        return ""
    form = forms(studio.scenario).site.zones.get(zone)
    if form is None or form.routine_mm is None:
        return _("No depth is known for this place {sign}").format(sign=CONVENTION)
    low, high = form.routine_mm
    text = _("Usual here: {low:g} to {high:g} mm {cited}; never over {cap:g} mm {convention}")
    cap = form.cap_mm if form.cap_mm is not None else high
    return text.format(low=low, high=high, cap=cap, cited=CITED, convention=CONVENTION)
