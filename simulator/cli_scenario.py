"""Commands about scenarios: list them, say what is wrong with files, show one."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from simulator.cli_speech import ANSWER_IS_NO, DONE, say, table, warn
from simulator.errors import ScenarioError
from simulator.files import document, places, scenario
from simulator.session import Scenario
from simulator.words import _


def list_all(arguments: Namespace) -> int:
    """Every scenario that can be used; what is wrong with the others goes to standard error."""
    found = scenario.list_scenarios(places.find(arguments.home))
    for entry in found:
        for fault in entry.faults:
            warn(str(fault))
    rows = [row(entry.scenario) for entry in found if entry.scenario]
    if arguments.json:
        say(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        head = [_("id"), _("kind"), _("level"), _("minutes"), _("skin"), _("answer"), _("title")]
        keys = ("id", "kind", "level", "minutes", "skin_type", "answer", "title")
        say(table(head, [[str(entry[key]) for key in keys] for entry in rows]))
    return DONE


def row(found: Scenario) -> dict[str, Any]:
    """A scenario as a list shows it."""
    return {
        "id": found.id,
        "title": found.title,
        "site": found.site.id,
        "concerns": list(found.concerns),
        "skin_type": found.skin_type.id,
        "level": found.level,
        "kind": found.kind,
        "minutes": found.minutes,
        "answer": found.answer,
    }


def check(arguments: Namespace) -> int:
    """Says what is wrong with each file; a file that is no TOML at all cannot be checked and raises."""
    wrong = 0
    for path in arguments.files:
        faults = faults_of(path, places.find(arguments.home))
        wrong += bool(faults)
        for fault in faults:
            warn(str(fault))
        if not faults:
            say(_("{file}: nothing wrong.").format(file=path))
    return ANSWER_IS_NO if wrong else DONE


def faults_of(path: Path, where: places.Places) -> tuple[object, ...]:
    """Everything wrong with a scenario file and with the files that it names."""
    document.parse(str(path), document.read_text(path))
    try:
        scenario.load(path, where)
    except ScenarioError as error:
        return error.faults
    return ()


def show(arguments: Namespace) -> int:
    """One scenario in words."""
    say(scenario.show(scenario.load(arguments.scenario, places.find(arguments.home))))
    return DONE
