"""What home shows: a card for every scenario with how it went so far, and the run that was interrupted last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.report.standing import attempts
from simulator.report.standing import standing_in_words as standing_under
from simulator.session import Recording, Scenario
from simulator.standing.rules import Rule, standing
from simulator.words import _

if TYPE_CHECKING:
    from simulator.files.index import Row


class Standing(NamedTuple):
    """How a scenario went so far: number of runs, best score, whether its standard is met, and that in words."""

    runs: int = 0
    best: float | None = None
    passed: bool = False
    words: str = ""


NOT_TRIED = Standing()


class Card(NamedTuple):
    """One scenario in the words of its card."""

    scenario: Scenario
    title: str
    about: str
    effort: str
    standing: Standing


class Interrupted(NamedTuple):
    """A run that was not finished, in the words of its panel; without a recording its journal cannot be read."""

    path: Path
    recording: Recording | None
    when: str
    title: str
    about: str


def card(scenario: Scenario, standing: Standing = NOT_TRIED) -> Card:
    """A scenario as a card."""
    about = _("{site} · {skin_type} · {low:g}–{high:g} mm").format(
        site=scenario.site.title,
        skin_type=scenario.skin_type.id,
        low=min(plan.depth_low_um for plan in scenario.plans) / 1000,
        high=max(plan.depth_high_um for plan in scenario.plans) / 1000,
    )
    effort = _("Level {level} · {minutes:g} min").format(level=scenario.level, minutes=scenario.minutes)
    return Card(scenario, _(scenario.title), about, effort, standing)


def next_card(cards: Sequence[Card], waiting: str | None = None) -> Card | None:
    """What to practise next: the first scenario not passed yet, the one that waits to be gone on with last of all."""
    return min(cards, key=lambda c: (c.scenario.id == waiting, c.standing.passed), default=None)


def sites(cards: Iterable[Card]) -> dict[str, tuple[str, int]]:
    """Sites that have scenarios, by their titles (a copy of a site is the same place): title and number of cards, in
    the order of the cards.
    """
    found: dict[str, tuple[str, int]] = {}
    for one in cards:
        title = one.scenario.site.title
        found[title] = (title, found.get(title, ("", 0))[1] + 1)
    return found


def standing_in_words(standing: Standing) -> str:
    """Whether the standard of a scenario is met, or how far it is."""
    return standing.words or _("Not tried yet")


def standings(rows: Iterable[Row], trainee: str, rules: dict[str, Rule]) -> dict[str, Standing]:
    """How a trainee's kept runs went under the rule of each scenario, by its id; runs without a score do not count."""
    own: dict[str, list[Row]] = {}
    for row in rows:
        if row.trainee == trainee and row.score is not None and row.scenario_id in rules:
            own.setdefault(row.scenario_id, []).append(row)
    found = {}
    for scenario_id, runs in own.items():
        rule = rules[scenario_id]
        stands = standing(rule, attempts(runs))
        best = max(row.score for row in runs if row.score is not None)
        found[scenario_id] = Standing(len(runs), best, stands.passed, standing_under(rule, stands))
    return found


def interrupted(path: Path, recording: Recording, others: int, today: date) -> Interrupted:
    """An interrupted run in words; `others` are older ones that wait behind it."""
    when = interrupted_in_words(recording.header.started, recording.hand.end_us, today)
    about = _("All of it is kept, to within a tenth of a second.")
    if others:
        about = _("All of it is kept. Behind it wait older ones: {count}.").format(count=others)
    return Interrupted(path, recording, when, _(recording.scenario.title), about)


def unreadable(path: Path, reason: str) -> Interrupted:
    """An interrupted run of which nothing can be read any more."""
    return Interrupted(path, None, _("Interrupted"), path.stem, reason)


def interrupted_in_words(started: str, at_us: int, today: date) -> str:
    """When a run was begun (ISO 8601) and how far it got."""
    begun = datetime.fromisoformat(started)
    place = {"clock": f"{begun:%H:%M}", "at": time_in_words(at_us), "day": f"{begun:%d.%m.%Y}"}
    days = (today - begun.date()).days
    if days == 0:
        return _("Interrupted today, {clock}, at {at}").format(**place)
    if days == 1:
        return _("Interrupted yesterday, {clock}, at {at}").format(**place)
    return _("Interrupted on {day}, {clock}, at {at}").format(**place)


def time_in_words(t_us: int) -> str:
    """A time of a run as minutes and seconds."""
    return f"{t_us // 60_000_000:02d}:{t_us // 1_000_000 % 60:02d}"
