"""Rules of sense about words: what a scenario is for, where its numbers come from, and whether it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.checks.finding import Finding
from simulator.session import Scenario
from simulator.words import _

MOST_TITLE, LEAST_BRIEF, MOST_BRIEF, MOST_GOAL = 48, 40, 420, 160
"""Characters that fit where they are shown, and the fewest that say anything."""


def says_what_for(scenario: Scenario) -> Iterator[Finding]:
    """A hint where nothing says what is learned and how hard it is."""
    if not scenario.goal:
        text = _("Nothing says what is learned here.")
        yield Finding("hint", "goal", text, _('Add `goal = "…"`: one sentence.'))
    if scenario.difficulty is None:
        text = _("Nothing says how hard it is.")
        yield Finding("hint", "difficulty", text, _("Add `difficulty = 1` to 5."))


def names_its_sources(scenario: Scenario) -> Iterator[Finding]:
    """A warning where no source stands behind the numbers."""
    if not scenario.sources:
        text = _("No source is named for depths, doses and passes.")
        remedy = _('Add `sources = ["…"]`; write "convention of this project" where there is none.')
        yield Finding("warning", "sources", text, remedy)


def can_be_read(scenario: Scenario) -> Iterator[Finding]:
    """A warning where a text does not fit its place, a hint where a story says too little."""
    for key, text, most in (
        ("title", scenario.title, MOST_TITLE),
        ("brief", scenario.brief, MOST_BRIEF),
        ("goal", scenario.goal, MOST_GOAL),
    ):
        if len(text) > most:
            told = _("{count} characters do not fit where this is shown.").format(count=len(text))
            yield Finding("warning", key, told, _("Write {most} or fewer.").format(most=most))
    if len(scenario.brief) < LEAST_BRIEF:
        told = _("The story has {count} characters.").format(count=len(scenario.brief))
        yield Finding("hint", "brief", told, _("Say who comes, why, and what is asked."))
