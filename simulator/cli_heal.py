"""Commands that show what skin does with it: heal runs, or a uniform course. Model output for training, no promise."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import numpy as np

from simulator import cli_heal_picture
from simulator.cli_score import runs_in
from simulator.cli_speech import DONE, UNUSABLE, say, table, warn
from simulator.errors import NeedlepassError
from simulator.files import parameters, places, recording
from simulator.files.parameters import Sheet
from simulator.files.wording import did_you_mean
from simulator.outcome.response_band import band
from simulator.outcome.response_benefit import ILLUSTRATIVE, absorption, concerns, figure, red_hours
from simulator.outcome.response_chains import QUANTITIES
from simulator.outcome.response_course import Aftercare, Session, follow
from simulator.outcome.response_injury import Tissue, Trauma
from simulator.outcome.response_patient import Patient, compared, curves, in_brief, patient
from simulator.session import Recording, replay
from simulator.words import _, mark

DECIMALS = 6
LABEL = mark("Model output for training: how skin may answer, not what a person will see; it never enters a mark.")
CARE = {
    mark("good aftercare"): Aftercare(),
    mark("sun on fresh skin"): Aftercare(sun=True),
    mark("harsh products"): Aftercare(harsh=True),
    mark("under a film"): Aftercare(occluded=True),
}


def heal(arguments: Namespace) -> int:
    """The predicted response of runs: each by itself, or all as sessions of one course."""
    sheet = parameters.load(places.find(arguments.home).assets)
    if arguments.parameters:
        say(known_numbers(sheet))
        if not arguments.files:
            return DONE
    if not arguments.files:
        raise NeedlepassError(_("Name the runs to heal, or ask for --parameters."))
    runs, faults = _read(runs_in(arguments.files))
    for fault in faults:
        warn(fault)
    courses = [[run] for run in runs] if arguments.interval_days is None else [runs] if runs else []
    if arguments.picture and courses:
        cli_heal_picture.draw(courses[0][0][1].scenario, _treated(courses[0], arguments), sheet, arguments)
    told = [_told(course, sheet, arguments) for course in courses]
    if arguments.json:
        say(json.dumps(told, indent=2, ensure_ascii=False))
    elif told:
        say("\n\n".join(in_words(one) for one in told))
    return UNUSABLE if faults else DONE


def course(arguments: Namespace) -> int:
    """The predicted response to a uniform treatment, day by day."""
    home = places.find(arguments.home)
    sheet = parameters.load(home.assets)
    kind = parameters.device_kind(arguments.device, home.assets)
    values = sheet.knowledge.best()
    depth_mm = max(arguments.depth_mm - getattr(values.injury, f"tenting_{kind}_mm"), 0.0)
    layers = _layers(arguments.site, sheet)
    felt = Trauma(*(np.array([value]) for value in (arguments.density_per_cm2 / 100, depth_mm, 0.0)))
    tissue = Tissue(np.array([layers.epidermis_mm]), np.array([layers.dermis_mm]), arguments.skin_type)
    sessions = [Session(number * arguments.interval_days, felt) for number in range(arguments.sessions)]
    healing = follow(sessions, tissue, values)
    rows = [_row(day, healing.day(day)) for day in arguments.days]
    say(json.dumps(rows, indent=2) if arguments.json else _(LABEL) + "\n\n" + in_columns(rows))
    return DONE


def known_numbers(sheet: Sheet) -> str:
    """Every number of the model with unit, status and source."""
    head = [_("number"), _("value"), _("unit"), _("status"), "±", _("what it is"), _("source")]
    rows = [
        [f"{r.group}.{r.name}", f"{r.value:.4g}", r.unit, _(r.status), f"{r.spread:.0%}", r.meaning, r.source]
        for r in sheet.knowledge.rows
    ]
    return table(head, rows)


def in_words(told: dict[str, Any]) -> str:
    """One course in words: days, concerns, recovery, and what might have been."""
    head = _("{title}, skin type {skin}, sessions on day {days}").format(
        title=told["scenario"]["title"], skin=told["skin_type"], days=", ".join(f"{day:g}" for day in told["sessions"])
    )
    benefit = [
        [_(name), _share(one["low"][-1], one["filled"][-1], one["high"][-1]), _(one["basis"])]
        for name, one in told["benefit"].items()
    ]
    last = _("day {day:g}, of all this model can give").format(day=told["days"][-1]["day"])
    after = [[_(n), f"{c['red_hours']:.0f} h", f"{c['pih_risk']:.1%}"] for n, c in told["aftercare"].items()]
    instead = [
        [_(n), f"{c['net_benefit']:+.3f}", f"{c['scar']:.3f}", _span(c["against"])] for n, c in told["instead"].items()
    ]
    return "\n\n".join([
        "\n".join([", ".join(told["files"]), head, _(LABEL)]),
        in_columns(told["days"]),
        table([_("concern"), last, _("basis")], benefit),
        table([_("aftercare"), _("redness seen for"), _("risk of dark marks")], after),
        table([_("course"), _("collagen less scar"), _("scar"), _("against as done")], instead),
    ])  # fmt: skip


def in_columns(rows: list[dict[str, float]]) -> str:
    """Days as rows, quantities as columns."""
    return table(
        [_("day"), *QUANTITIES], [[f"{row['day']:g}", *(f"{row[name]:+.3f}" for name in QUANTITIES)] for row in rows]
    )


def _share(low: float, best: float, high: float) -> str:
    return f"{best:.0%} ({low:.0%}-{high:.0%})"


def _span(against: dict[str, float]) -> str:
    return f"{against['best']:+.3f} ({against['low']:+.3f} … {against['high']:+.3f})"


def _read(paths: list[Path]) -> tuple[list[tuple[Path, Recording]], list[str]]:
    """The runs that can be read, and what is wrong with the others."""
    runs, faults = [], []
    for path in paths:
        try:
            runs.append((path, recording.read(path)))
        except (NeedlepassError, OSError) as error:
            faults.append(str(error))
    return runs, faults


def _told(course: list[tuple[Path, Recording]], sheet: Sheet, arguments: Namespace) -> dict[str, Any]:
    """Everything there is to say of one course, as plain values."""
    plan = course[0][1].scenario
    if any(run.scenario.digest != plan.digest for _path, run in course):
        raise NeedlepassError(_("Sessions of one course must be runs of one scenario."))
    person, days = _treated(course, arguments), arguments.days
    bands = curves(person, sheet.knowledge, days)
    return {
        "format": 1,
        "label": LABEL,
        "parameters": sheet.knowledge.version,
        "files": [str(path) for path, _run in course],
        "scenario": {"id": plan.id, "title": plan.title, "digest": plan.digest},
        "skin_type": plan.skin_type.id,
        "sessions": [session.day for session in person.sessions],
        "days": [_row(day, {name: bands[name].best[at] for name in QUANTITIES}) for at, day in enumerate(days)],
        "band": {name: {"low": _list(bands[name].low), "high": _list(bands[name].high)} for name in QUANTITIES},
        "zones": _zones(person, sheet, days),
        **_noticed(person, sheet, days, bands),
        "instead": _instead(person, sheet),
    }


def _treated(course: list[tuple[Path, Recording]], arguments: Namespace) -> Patient:
    """The person whom these runs treated, one after the other."""
    plan, step = course[0][1].scenario, arguments.interval_days or 0.0
    skins = [(number * step, replay(run).skin) for number, (_path, run) in enumerate(course)]
    return patient(skins, plan.plans, plan.site.layers, plan.skin_type.number)


def _zones(person: Patient, sheet: Sheet, days: list[float]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in person.zones.names:
        cells = person.zones.judged_cells(name)
        if cells.any():
            healing = in_brief(person, where=cells)(sheet.knowledge.best())
            found[name] = [_row(day, healing.day(day)) for day in days]
    return found


def _noticed(person: Patient, sheet: Sheet, days: list[float], bands: dict[str, Any]) -> dict[str, Any]:
    """What the person would notice: concerns, recovery, and what aftercare changes."""
    best = sheet.knowledge.best()
    benefit = {}
    for name, one in concerns(best.benefits).items():
        value = figure(one, bands[name].best, best.growth.collagen_ceiling)
        benefit[name] = {**_banded(bands[name]), "value": _list(value), "unit": one.unit, "basis": one.basis}
    brief = in_brief(person)
    healing = brief(best)
    hours = band(lambda drawn: np.array(red_hours(brief(drawn))), sheet.knowledge)
    benefit["radiance"] = {**_banded(bands["radiance"]), "basis": ILLUSTRATIVE}
    end = max(healing.days) + 28
    return {
        "benefit": benefit,
        "absorption": {"fold": _list(absorption(healing, days)), "basis": ILLUSTRATIVE},
        "red_hours": {name: round(float(value), 1) for name, value in zip(hours._fields, hours, strict=True)},
        "aftercare": {name: _cared(person, sheet, care, end) for name, care in CARE.items()},
    }


def _cared(person: Patient, sheet: Sheet, care: Aftercare, day: float) -> dict[str, float]:
    healing = in_brief(person, care=care)(sheet.knowledge.best())
    one_day_on = float(healing.curve("tewl", [healing.days[-1] + 1])[0])
    risk = float(healing.curve("pih_risk", [day])[0])
    return {
        "red_hours": round(red_hours(healing), 1),
        "pih_risk": round(risk, DECIMALS),
        "tewl_next_day": round(one_day_on, DECIMALS),
    }


def _instead(person: Patient, sheet: Sheet) -> dict[str, Any]:
    return {
        name: {
            "net_benefit": round(float(one.net_benefit.best), DECIMALS),
            "collagen_total": round(one.collagen_total, DECIMALS),
            "scar": round(one.scar, DECIMALS),
            "red_hours": round(one.red_hours, 1),
            "against": {k: round(float(v), DECIMALS) for k, v in zip(one.against._fields, one.against, strict=True)},
        }
        for name, one in compared(person, sheet.knowledge).items()
    }


def _banded(found: Any) -> dict[str, list[float]]:
    return {"filled": _list(found.best), "low": _list(found.low), "high": _list(found.high)}


def _row(day: float, values: dict[str, Any]) -> dict[str, float]:
    return {
        "day": int(day) if day == int(day) else day,
        **{name: round(float(values[name]), DECIMALS) + 0.0 for name in QUANTITIES},
    }


def _list(values: Any) -> list[float]:
    return [round(float(value), DECIMALS) + 0.0 for value in values]


def _layers(site: str, sheet: Sheet) -> Any:
    """The thickness at a site; one side of the body is as the other."""
    name = site.strip().lower().replace("-", "_").replace(" ", "_").removesuffix("_left").removesuffix("_right")
    if name not in sheet.sites:
        text = _("There is no site `{site}`. {hint}")
        raise NeedlepassError(text.format(site=site[:40], hint=did_you_mean(name, sheet.sites)))
    return sheet.sites[name]
