"""Why each part of the score lost points, in a sentence: what, where, when, and what to do about it."""

from __future__ import annotations

from simulator.outcome.gate import clock
from simulator.outcome.places import Evidence, find, where
from simulator.outcome.plan import PARTS, Rubric
from simulator.outcome.score import Loss, Part, Score
from simulator.words import _, in_figures, mark

SENTENCES = {
    "coverage.coverage": mark(
        "{zone}, {where}: {value} of the area reached the planned dose, full marks need {want}. Nearest stroke at"
        " {time}. Lay the missing lanes there."
    ),
    "coverage.overtreated": mark(
        "{zone}, {where}: {value} of the area got more than one and a half times the most the plan allows, around"
        " {time}. Do not go back over finished lanes."
    ),
    "coverage.largest_gap_cm2": mark(
        "{zone}, {where}: {value} in one piece got less than half its dose. Nearest stroke at {time}. Let the "
        "ring overlap the last furrow by a third."
    ),
    "evenness.cu": mark(
        "{zone}, {where}: evenness {value}, full marks need {want}; the dose is furthest off there, around "
        "{time}. Keep speed and lane distance the same from lane to lane."
    ),
    "evenness.coverage": mark(
        "{zone}: evenness counts in full from 80 % coverage, {value} were reached. Cover the zone first, {where} "
        "is the emptiest."
    ),
    "evenness.overtreated": mark(
        "{zone}, {where}: {value} of the area got more than one and a half times the most the plan allows; an even "
        "dose counts in full only where at most 20 % did. Glide faster, or go over it once less, as around {time}."
    ),
    "overlap.in_band": mark(
        "{zone}, {where}: {value} of neighbouring lanes overlap as planned, full marks need {want}; the furthest "
        "off at {time}. Lead the next lane so that the ring covers a third of the last."
    ),
    "overlap.pass_excess": mark(
        "{zone}, {where}: {value} of the area was entered by more than twice as many strokes as passes are planned, up "
        "to {want} is full marks; most at {time}. Lay each lane once, at the speed that one pass needs."
    ),
    "depth.depth_compliance": mark(
        "{zone}, {where}: {value} of the punctures came to lie in the planned depth, full marks need {want}, seen"
        " at {time}. Check the dial before you land in a new zone."
    ),
    "depth.dial_choice": mark(
        "{zone}, {where}: the dial was inside the plan for {value} of the way, full marks need {want}, off at "
        "{time}. Turn the dial while the tip is lifted, before the zone."
    ),
    "technique.glide_in_band": mark(
        "{value} of the way was glided in the speed band, full marks need {want}; furthest off at {time}, {zone}."
        " Watch the gauge, and let the hand set one calm speed."
    ),
    "technique.steadiness": mark(
        "Speed within a stroke varied by {value}, up to {want} is full marks; most at {time}, {zone}. Glide from "
        "the shoulder, in one breath."
    ),
    "technique.landing_still_ms": mark(
        "The tip stood {value} before it glided off, up to {want} is full marks; longest at {time}, {zone}. Begin"
        " to glide before you touch down."
    ),
    "technique.drag_um_p95": mark(
        "Needles dragged {value} sideways in the skin, up to {want} is full marks; most at {time}, {zone}. Glide "
        "slower, the deeper the needles go."
    ),
    "technique.turns_in_contact": mark(
        "{value} turns without lifting, none is planned; the first at {time}, {zone}. Lift at the end of each "
        "lane."
    ),
    "technique.taut_share": mark(
        "{value} of the strokes fell on held skin, full marks need {want}; the first on slack skin at {time}. Set two "
        "fingers beside the section before you land in it."
    ),
    "technique.wet_share": mark(
        "{value} of the strokes fell on fresh gel, full marks need {want}; the first on dry skin at {time}. Renew the "
        "gel before you begin a section."
    ),
    "technique.answer": mark(
        "What happened at {time} was answered to {value}. Lift within a second and a half, settle it, and go on "
        "only then."
    ),
    "technique.amber_share": mark(
        "{value} of the punctures lay in the amber margin of a no-go line, the ring came nearest at {time}, "
        "{zone}. Keep the whole ring outside the amber line."
    ),
}  # fmt: skip
ANY_METRIC = mark("{zone}: {measure} {value}, full marks at {want}.")
"""For metrics that a rubric of one's own may ask for."""
NOTHING_LOST = {
    "coverage": mark("Every zone got its planned dose, without a gap that counts."),
    "evenness": mark("The dose is even in every zone."),
    "overlap": mark("Neighbouring lanes overlap as planned."),
    "depth": mark("The depth fits the plan in every zone."),
    "technique": mark("Glide, landing and lift are all within their bands."),
    "care": mark("Every finding, step and choice that was asked for was right."),
}
NO_CONTACT = mark("Nothing touched the skin. Press to lower the tip, and glide.")
NO_CONTACT_IN = mark("{zone}: nothing touched the skin here. Press to lower the tip, and glide.")
ABSENT = {
    "overlap.in_band": mark(
        "{zone}: no two lanes lie beside each other, where there is room for them. Lay straight lanes next to each "
        "other, each a third over the last."
    ),
    "technique.steadiness": mark(
        "No stroke lasted a second, so there is no steady speed to see. Glide every lane in one go, from end to end."
    ),
}
"""What is said of a metric that is not defined although the skin was touched."""
UNITS = {
    "largest_gap_cm2": (".2f", " cm²"),
    "cu": (".2f", ""),
    "landing_still_ms": (".0f", " ms"),
    "drag_um_p95": (".0f", " µm"),
    "turns_in_contact": (".0f", ""),
}
"""How a metric is written, and its unit; shares where it is not listed."""


def parts(score: Score, evidence: Evidence, rubric: Rubric) -> dict[str, Part | None]:
    """All six parts with points, weight and the sentence of their worst loss; None where one was not asked for."""
    found: dict[str, Part | None] = {}
    for part in PARTS:
        if part not in score.values:
            found[part] = None
            continue
        worst = next((loss for loss in score.losses if loss.part == part), None)
        reason = sentence(worst, evidence, rubric) if worst else _(NOTHING_LOST[part])
        found[part] = Part(round(score.values[part] * score.weights[part], 1), round(score.weights[part], 1), reason)
    return found


def sentence(loss: Loss, evidence: Evidence, rubric: Rubric) -> str:
    """One loss in words."""
    slip = next((slip for slip in evidence.slips if loss.part == "care" and slip.measure == loss.measure), None)
    if slip is not None:
        return slip.said
    key = f"{loss.part}.{loss.measure}"
    place = find(evidence, loss.measure, loss.zone)
    if loss.value is None or place is None or not len(evidence.motion.t_us):
        return _absent(key, loss.zone, evidence)
    band = rubric.measures.get(key)
    want = (band.low if band.low is not None else band.high) if band else None
    return _(SENTENCES.get(key, ANY_METRIC)).format(
        zone=_title(evidence, place.zone) or _("outside the zones"),
        where=where(evidence, place),
        measure=loss.measure,
        value=written(loss.measure, loss.value),
        want=written(loss.measure, want),
        time=clock(place.t_us),
    )


def _absent(key: str, zone: str, evidence: Evidence) -> str:
    """Why a metric is not defined: nothing touched the skin, or what it asks for was not there."""
    title, touched = _title(evidence, zone), evidence.motion.zone
    numbers = [number for number, plan in enumerate(evidence.plans, 1) if plan.zone == zone]
    if key in ABSENT and len(touched if not zone else touched[touched == numbers[0]]):
        return _(ABSENT[key]).format(zone=title)
    return _(NO_CONTACT_IN).format(zone=title) if title else _(NO_CONTACT)


def written(measure: str, value: float | None) -> str:
    """A value of a metric with its unit."""
    if value is None:
        return "–"
    if measure in UNITS:
        how, unit = UNITS[measure]
        return in_figures(value, how) + unit
    return f"{value * 100:.0f} %" if value <= 1 else in_figures(value, "g")


def _title(evidence: Evidence, zone: str) -> str:
    return next((p.title for p in evidence.plans if p.zone == zone), "")
