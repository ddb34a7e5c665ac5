"""The page of a cohort: causes first, averages last."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from simulator.files import judgements
from simulator.pictures import maps
from simulator.pictures.png import data_uri
from simulator.report import charts, cohort, drawn, page, words
from simulator.report.charts import Axis, Chart, Line
from simulator.report.cohort import Group, Taken
from simulator.report.standing import rule_in_words, standing_in_words
from simulator.report.told import Kit
from simulator.session import begin
from simulator.standing import agreement, reliability
from simulator.standing.judging import Rated, to_settle
from simulator.words import _, in_figures

MOST_CAUSES = 8
OFF = maps.Scale(0.0, 1.0, (0.25, 0.5))
"""Shares of people who are off at a place, with lines at a quarter and at half of them."""


def render(taken: list[Taken], assets: Path, folder: Path) -> str:
    """The page of all runs that could be read."""
    kit, bank = page.kit(assets), judgements.load_bank(assets / "judgement" / "default.toml")
    rated, _faults = judgements.everything(folder)
    found = cohort.groups(taken)
    known = {one.summary["run"]["id"] for one in taken if not one.fault}
    said = [one for one in rated if one.run_id in known]
    raters = _raters(said, [(item.id, _(item.title)) for item in bank.items])
    sections = [_section(group, kit) for group in found]
    return page.render(sections, assets, "cohort", raters=raters, faults=[one.fault for one in taken if one.fault])


def _section(group: Group, kit: Kit) -> dict[str, Any]:
    scenario, people = group.scenario, group.people
    passed = [one for one in people if one.standing.passed]
    near = [one for one in people if one.near]
    common = [cause for cause in group.causes if len(cause.runs) > 1]
    return {
        "title": _(scenario.title),
        "people": len(people),
        "runs": len(group.runs),
        "passed": len(passed),
        "near": len(near),
        "rule": rule_in_words(scenario.pass_rule),
        "causes": [_cause(cause, len(people), group, kit) for cause in common[:MOST_CAUSES]],
        "hard": _hard_map(group, kit),
        "who": [
            {
                "name": one.trainee or "–",
                "sign": "●" if one.standing.passed else "◐" if one.near else "○",
                "stands": standing_in_words(scenario.pass_rule, one.standing, len(one.scores)),
                "near": one.near,
                "runs": len(one.scores),
                "last": one.scores[-1],
                "median": float(np.median(one.scores[-5:])),
            }
            for one in sorted(people, key=lambda one: (one.standing.passed, one.near, one.trainee))
        ],
        "curve": _curve(group),
        "spreads": [
            {"name": _(words.PART_NAMES[one.part]), "one": one, "verdict": _telling(one)} for one in group.spreads
        ],
    }


def _telling(one: cohort.Spread) -> str:
    """Whether a part tells people apart."""
    if one.dull and one.relation is None:
        return _("does not tell people apart: nearly everybody has the same")
    if one.dull:
        return _("does not go along with the other parts (correlation {r:.2f})").format(r=one.relation)
    if one.relation is None:
        return _("too few people to say")
    return _("tells people apart (correlation with the others {r:.2f})").format(r=one.relation)


def _cause(cause: Any, of: int, group: Group, kit: Kit) -> dict[str, Any]:
    titles = {plan.zone: plan.title for plan in group.scenario.plans}
    remark = next((one for one in kit.coach.remarks if one.fits(cause.example)), None)
    place = ", ".join(part for part in (titles.get(cause.zone, cause.zone), cause.where) if part)
    return {
        "count": len(cause.runs),
        "of": of,
        "fault": _(words.FAULTS[cause.example.kind.split(".")[0]]),
        "place": place,
        "example": remark.spoken(cause.example) if remark else "",
        "drill": _(remark.drill) if remark else "",
        "who": ", ".join(group.people[number].trainee or "–" for number in cause.runs),
    }


def _hard_map(group: Group, kit: Kit) -> drawn.Map:
    """One map over all people: at each place, how many are off."""
    scenario, best = group.scenario, kit.sheet.knowledge.best()
    skin = begin(scenario, 0).skin
    nobody = drawn.treated(scenario, [(0.0, skin)])
    person = drawn.person(scenario, nobody, best)
    colours = kit.colours["viridis"]
    made = maps.legend(OFF, colours, drawn.LEGEND_PX)
    ticks = tuple(
        (tick / drawn.LEGEND_PX[0], f"{share * 100:.0f} %")
        for tick, share in zip(made.ticks_px, (0.0, 0.25, 0.5, 1.0), strict=True)
    )
    picture = data_uri(drawn.over(scenario, group.hard, OFF, (person, colours)))
    about = _("share of the people whose dose is off, too little or too much")
    return drawn.Map(_("Hardest places"), about, picture, (), data_uri(made.rgba, "PNG"), ticks)


def _curve(group: Group) -> Chart | None:
    """Scores over attempts: everybody's line, and the median as a wide one."""
    most = max(len(one.scores) for one in group.people)
    if most < 2:
        return None
    x, y = Axis(1, most, charts.WIDTH), Axis(0, 100, charts.HEIGHT)
    pieces = tuple(
        charts.points([(x.at(n), charts.HEIGHT - y.at(score)) for n, score in enumerate(one.scores, 1)])
        for one in group.people
        if len(one.scores) > 1
    )
    middles = [float(np.median([one.scores[n] for one in group.people if len(one.scores) > n])) for n in range(most)]
    median = charts.points([(x.at(n), charts.HEIGHT - y.at(score)) for n, score in enumerate(middles, 1)])
    mark = group.runs[-1].summary["pass_mark"]
    step = max(1, most // 10)
    return Chart(
        _("Learning curves"),
        _("Score of every attempt: each trainee thin, the median of all wide. Shaded: from the mark on."),
        _("attempt"),
        _("points"),
        (Line(_("each trainee"), pieces), Line(_("median"), (median,), "", True)),
        (),
        ((0.0, 0.0, charts.WIDTH, charts.HEIGHT - (charts.HEIGHT - y.at(100)) - y.at(mark)),),
        tuple((x.at(n), str(n)) for n in range(1, most + 1, step)),
        tuple((charts.HEIGHT - y.at(v), in_figures(v, "g")) for v in (0, mark, 100)),
    )


def _raters(said: list[Rated], items: Iterable[tuple[str, str]]) -> dict[str, Any] | None:
    """How far raters agree; None where no run was judged twice."""
    rows = []
    for item, title in items:
        pairs = agreement.paired(said, item)
        if len(pairs) >= agreement.LEAST_PAIRS:
            first, second = ([pair[side] for pair in pairs] for side in (0, 1))
            rows.append((title, len(pairs), agreement.kappa(first, second)))
    if not rows:
        return None
    table, severity = agreement.means(said), _severity(said)
    icc = reliability.agreement(table) if len(table) >= 2 and table.std() > 0 else None
    return {"rows": rows, "icc": icc, "runs": len(table), "disputes": to_settle(said), "severity": severity}


def _severity(said: list[Rated]) -> list[tuple[str, int, float]]:
    """Every rater: runs, and how far the mean of all marks lies from that of the other raters of the same runs."""
    by_run: dict[str, dict[str, float]] = {}
    for one in said:
        if one.last is not None and one.last.mean is not None:
            by_run.setdefault(one.run_id, {})[one.rater] = one.last.mean
    away: dict[str, list[float]] = {}
    for marks in by_run.values():
        for rater, mean in marks.items():
            others = [value for other, value in marks.items() if other != rater]
            if others:
                away.setdefault(rater, []).append(mean - sum(others) / len(others))
    return [(rater, len(values), float(np.mean(values))) for rater, values in sorted(away.items())]
