"""Everything that a page says of one run, as plain values for its template."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import numpy as np

from simulator import session
from simulator.files import outcome as plain
from simulator.files.parameters import Sheet
from simulator.needling.run import PHYSICS
from simulator.outcome.coach import Advice, Coach, praise, speak
from simulator.outcome.dose import WIDE_UM
from simulator.outcome.fields import Fields
from simulator.outcome.gate import clock
from simulator.outcome.plan import PARTS
from simulator.pictures.kinds import DOSE, scale_of
from simulator.pictures.maps import Colours
from simulator.pictures.png import data_uri
from simulator.report import charts, drawn, film, words
from simulator.report.film import Film
from simulator.report.known import Known, amount, to_tell
from simulator.report.standing import certainty
from simulator.report.zones import HEADS, row_of
from simulator.session import Header, Outcome, Recording, Scenario
from simulator.words import _, in_figures

DAYS = (1.0, 7.0, 180.0)
"""Days whose predicted skin is shown."""


class Kit(NamedTuple):
    """What all pages are made with: colours of maps by name, the coach, the model of healing, and its parameters."""

    colours: dict[str, Colours]
    coach: Coach
    sheet: Sheet


class Run(NamedTuple):
    """One run and what it means."""

    header: Header
    scenario: Scenario
    outcome: Outcome
    fields: Fields
    film: Film
    advice: tuple[Advice, ...]
    known: Known


def concluded(recording: Recording, kit: Kit) -> Run:
    """Plays a recording and concludes it, the way every run is concluded."""
    shot, scenario = film.shoot(recording), recording.scenario
    found = session.conclude(scenario, shot.run, recording.header.device_class)
    fields = session.fields(scenario, found)
    advice = speak(found.findings, kit.coach)
    return Run(recording.header, scenario, found, fields, shot, advice, Known(scenario, shot.run, kit.sheet))


def section(recording: Recording, kit: Kit, run: Run, person: drawn.Person) -> dict[str, Any]:
    """The values of a run's part of the page."""
    scenario, outcome = run.scenario, run.outcome
    begin_us = recording.hand.held_us
    label = np.where(run.film.run.skin.zones.judged, run.film.run.skin.zones.label, 0)
    return {
        "title": _(scenario.title),
        "who": run.header.trainee,
        "when": _when(run.header.started),
        "length": clock(round(outcome.duration_s * 1e6)),
        "total": outcome.score.total,
        "mark": outcome.score.pass_mark,
        "provisional": outcome.score.provisional,
        "error": scenario.rubric.standard_error,
        "verdict": words.verdict(outcome),
        "why": words.why(outcome, scenario.rubric),
        "certainty": certainty(scenario.rubric.standard_error, None, 1),
        "critical": [{"text": one.text, "at": clock(round(one.t_s * 1e6))} for one in outcome.critical],
        "advice": [
            {
                "fault": words.fault(one),
                "said": one,
                "at": clock(one.finding.t_us),
                "timed": one.finding.t_us >= 0,
            }
            for one in run.advice
        ],
        "good": praise(outcome.zones, outcome.technique, kit.coach),
        "parts": _parts(outcome),
        "maps": drawn.all_maps(scenario, run.fields, person, kit.colours, run.advice),
        "heads": [(_(head), _(unit)) for head, unit in HEADS],
        "zones": [(plan.title, row_of(outcome.zones[plan.zone])) for plan in scenario.plans],
        "charts": (
            charts.dose_area(scenario, run.fields, label),
            charts.depths(scenario, run.film.depths),
            charts.speeds(scenario.plans, outcome.evidence.motion, begin_us),
        ),
        "healing": _healing(run, person),
        "provenance": _provenance(run, kit),
        "film": _film(run, person, (kit, begin_us), label),
        "ground": data_uri(person.grey),
        "device": scenario.device.title,
    }


def _parts(outcome: Outcome) -> list[dict[str, Any]]:
    return [
        {"name": _(words.PART_NAMES[name]), "points": part.points, "weight": part.weight, "reason": part.reason}
        for name in PARTS
        if (part := outcome.parts.get(name))
    ]


def _healing(run: Run, person: drawn.Person) -> dict[str, Any]:
    """The pictures and the sentences of the model."""
    known, side = run.known, run.known.side()
    shown = drawn.healing(person, known.person, DAYS)
    titles = (_("Before"), *(_("Day {day:g}").format(day=day) for day in DAYS))
    span = {"low": 100 * float(known.benefit.low), "high": 100 * float(known.benefit.high)}
    benefit = _("{amount} of what this model can give ({low:.0f} to {high:.0f} % with all its uncertainty)")
    return {
        "pictures": list(zip(titles, shown, strict=True)),
        "rows": [
            (_("Benefit half a year after"), benefit.format(amount=amount(side.benefit), **span)),
            (_("Scar, share of the worst that this model knows"), in_figures(side.scar, ".1%")),
            (_("Risk of dark marks"), in_figures(side.dark, ".1%")),
        ],
        "tell": to_tell(known),
    }


def _provenance(run: Run, kit: Kit) -> list[tuple[str, str]]:
    """Where every number comes from: versions, digests, device and sampling."""
    header, scenario, outcome = run.header, run.scenario, run.outcome
    sampling, summary = outcome.sampling, plain.summary(scenario, header, outcome)
    rate = sampling["rate_hz"]
    return [
        (_("run"), header.run_id),
        (_("scenario"), f"{scenario.id} · {scenario.digest}"),
        (_("rubric"), f"{scenario.rubric.id} · {scenario.rubric.version}"),
        (_("physics"), f"{PHYSICS}" if header.physics == PHYSICS else f"{header.physics} → {PHYSICS}"),
        (_("coach"), f"{kit.coach.id} · {kit.coach.version}"),
        (_("healing parameters"), str(kit.sheet.knowledge.version)),
        (_("device"), scenario.device.title),
        (_("seed"), str(header.seed)),
        (_("source"), {"live": _("played"), "operator": _("computed hand"), "import": _("imported")}[header.source]),
        (_("input"), f"{header.input} · {in_figures(header.gain, 'g')} mm/mm"),
        (
            _("sampling"),
            _("{rate} Hz, gaps: {gaps}").format(rate="–" if rate is None else f"{rate:.0f}", gaps=sampling["gaps"]),
        ),
        (_("fingerprint of the skin"), outcome.fingerprint),
        (_("digest of the outcome"), plain.digest(summary)),
    ]


def _film(run: Run, person: drawn.Person, told: tuple[Kit, int], label: np.ndarray) -> dict[str, Any]:
    """The replay: what the script of the page adds up, and how it is coloured."""
    scenario, shot, (kit, begin_us) = run.scenario, run.film, told
    scale, cell_cm2 = scale_of(DOSE, scenario.plans), scenario.cell_um**2 / 1e8
    middles = [(plan.target_low_per_cm2 + plan.target_high_per_cm2) / 2 for plan in scenario.plans]
    return {
        "rows": label.shape[0],
        "cols": label.shape[1],
        "reach": WIDE_UM // scenario.cell_um,
        "zones": film.zones_packed(label),
        "gains": film.packed(shot.gains),
        "seconds": len(shot.gains),
        "begin_s": begin_us // film.SECOND_US,
        "places": film.places_packed(shot.places),
        "rate": film.PLACES_A_SECOND,
        "tip_um": scenario.device.tip_um,
        "cell_um": scenario.cell_um,
        "cell_cm2": cell_cm2,
        "middles": middles,
        "window_mm": list(person.frame.window_mm),
        "px_per_mm": person.frame.px_per_mm,
        "low": float(np.float32(scale.low)),
        "factor": float(np.float32(255 / (scale.high - scale.low))),
        "too_little": scale.too_little,
        "too_much": scale.too_much,
        "colours": "".join(f"{r:02x}{g:02x}{b:02x}" for r, g, b in kit.colours[DOSE.colours].tolist()),
    }


def _when(started: str) -> str:
    return f"{datetime.fromisoformat(started):%d.%m.%Y, %H:%M}" if started else ""
