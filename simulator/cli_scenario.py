"""Commands about scenarios: list them, say what is wrong with files, show one."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from simulator.checks import scenario as checks
from simulator.checks import solving
from simulator.checks.finding import Finding
from simulator.cli_speech import ANSWER_IS_NO, DONE, must_be_free, progress, say, table, warn
from simulator.errors import ScenarioError
from simulator.files import document, places, safely, scenario
from simulator.files.schema import json_schema
from simulator.session import Scenario
from simulator.words import _, mark

SEVERITIES = {"problem": mark("Problem: {text}"), "warning": mark("Warning: {text}"), "hint": mark("Hint: {text}")}


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
    wrong, where = 0, places.find(arguments.home)
    more = () if arguments.quick else (solving.solvable,)
    files = [file for path in arguments.files for file in (scenario.files(path) if path.is_dir() else [path])]
    for path in progress(files, len(files), _("checking")):
        document.parse(str(path), document.read_text(path))
        try:
            found = checks.check(scenario.load(path, where), more)
        except ScenarioError as error:
            wrong += 1
            for fault in error.faults:
                warn(str(fault))
            continue
        wrong += any(finding.severity == "problem" for finding in found)
        _tell(path, found)
    return ANSWER_IS_NO if wrong else DONE


def _tell(path: Path, found: list[Finding]) -> None:
    """Problems to standard error, the rest as an answer; each with its line."""
    written = document.parse(str(path), document.read_text(path))
    for finding in found:
        inside = tuple(int(key) if key.isdigit() else key for key in finding.path.split(".") if key)
        text = _(SEVERITIES[finding.severity]).format(text=finding.text)
        fault = str(written.fault(inside, text, finding.remedy))
        (warn if finding.severity == "problem" else say)(fault)
    if not any(finding.severity in ("problem", "warning") for finding in found):
        say(_("{file}: nothing wrong.").format(file=path))


def schema(arguments: Namespace) -> int:
    """The JSON Schema of one kind of file, for editors that complete and check while one types."""
    say(json.dumps(json_schema(arguments.kind), indent=2, ensure_ascii=False))
    return DONE


def show(arguments: Namespace) -> int:
    """One scenario in words."""
    say(scenario.show(scenario.load(arguments.scenario, places.find(arguments.home))))
    return DONE


def print_sheet(arguments: Namespace) -> int:
    """A page to be printed before a lesson."""
    from simulator.report.handout import handout

    must_be_free(arguments.output, arguments.force)
    where = places.find(arguments.home)
    found = [scenario.load(name, where) for name in arguments.scenarios]
    text = handout(progress(found, len(found), _("drawing")), where.assets, arguments.title or _("Lesson"))
    safely.write_whole(arguments.output, text.encode())
    say(_("{file} written.").format(file=arguments.output))
    return DONE
