"""The command line: which commands there are and what they take; the work is done by the rooms below, imported late."""

from __future__ import annotations

import argparse
import difflib
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from simulator.cli_speech import DONE, UNUSABLE, warn
from simulator.cli_values import days, density, depth_mm, gain, interval, scale, seed, sessions, skin_type, workers
from simulator.errors import NeedlepassError
from simulator.files import places
from simulator.operators.habits import GRIPS, SKILLS
from simulator.words import LANGUAGES, _

WINDOW: dict[str, Any] = {"trainee": "", "scale": None, "dark": None, "latch": None, "absolute": None, "gain": 1.0}
"""How the window opens unless told otherwise; None is as it is remembered."""


class Parser(argparse.ArgumentParser):
    """Wrong usage is one line on standard error, with the word that was probably meant."""

    def error(self, message: str) -> NoReturn:
        """Ends the program with status 2."""
        wrong = re.search(r"invalid choice: '?([^' ]*)'? \(choose from (.*)\)", message)
        if wrong:
            known = re.findall(r"[\w-]+", wrong[2])
            close = difflib.get_close_matches(wrong[1], known, 1)
            text = _("`{name}` is not known; did you mean `{close}`?") if close else _("`{name}` is not known.")
            message = text.format(name=wrong[1], close="".join(close))
        text = _("{program}: {message} See `{program} --help`.")
        ended = message if message[-1] in ".?" else f"{message}."
        self.exit(UNUSABLE, text.format(program=self.prog, message=ended) + "\n")


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status of one command; every fault is one clear line on standard error, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        places.speak(_spoken(argv))
        arguments = parser().parse_args(argv)
        module, _dot, function = arguments.run.partition(".")
        return int(getattr(import_module(f"simulator.{module}"), function)(arguments))
    except SystemExit as end:
        return int(end.code or DONE)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read along has enough
        return DONE
    except NeedlepassError as error:
        warn(str(error))
    except OSError as error:
        warn(_("{file}: {reason}.").format(file=error.filename or "needlepass", reason=error.strerror or error))
    except KeyboardInterrupt:
        warn(_("Stopped; nothing was left half-written."))
    return UNUSABLE


def _spoken(argv: Sequence[str] | None) -> str:
    """The language that the arguments ask for, known before there are words to explain them in."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--language", default="en")
    try:
        return str(early.parse_known_args(argv)[0].language)
    except argparse.ArgumentError:
        return "en"  # said in full by the parser of all


def parser() -> Parser:
    """Everything that can be typed."""
    whole = Parser(prog="needlepass", description=_("A training simulator for microneedling pass technique."))
    whole.add_argument("--home", type=Path, metavar="FOLDER", help=_("keep runs and settings in this folder"))
    text = _("words in this language: {codes} (en; the window as it is remembered)").format(codes=", ".join(LANGUAGES))
    whole.add_argument("--language", choices=tuple(LANGUAGES), metavar="CODE", help=text)
    whole.set_defaults(run="cli_window.play", scenario=None, **WINDOW)
    _look(whole.add_argument_group(_("the window")))
    commands = whole.add_subparsers(metavar="COMMAND", title=_("commands (none opens the window)"))
    play = _command(commands, "play", "cli_window.play", _("open the window, straight at a scenario"))
    play.add_argument("scenario", nargs="?", metavar="SCENARIO", help=_("an id or a file"))
    _look(play)
    _scenario(_command(commands, "scenario", "", _("list scenarios, check files, show one")))
    _making(commands)
    _judging(commands)
    _comparing(commands)
    _healing(commands)
    _handing_over(commands)
    _keeping(commands)
    bench = _command(
        commands, "bench", "cli_bench.bench", _("the project's own benchmark, as ratios to a stated floor")
    )
    bench.add_argument("--json", action="store_true", help=_("print a list for programs"))
    _truth(_command(commands, "validity", "cli_validity.validity", _("how true the score is, against known truth")))
    return whole


def _command(commands: argparse._SubParsersAction[Parser], name: str, run: str, text: str) -> Parser:
    command = commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
    command.set_defaults(run=run)
    return command


def _look(play: argparse._ActionsContainer) -> None:
    """How the window opens; told before or after `play`, and what is not told says nothing."""

    def option(name: str, text: str, **form: Any) -> None:
        play.add_argument(name, default=argparse.SUPPRESS, help=text, **form)

    option("--trainee", _("whose runs these are"), metavar="NAME")
    option("--scale", _("size of the interface, 1 to 2.5"), type=scale, metavar="N")
    option("--dark", _("dark colours of high contrast"), action="store_true")
    option("--latch", _("press once to touch the skin, once more to lift"), action="store_true")
    option("--absolute", _("for tablet, touch and remote desktop"), action="store_true")
    option("--gain", _("mm of skin for each mm of hand"), type=gain, metavar="N")


def _scenario(command: Parser) -> None:
    verbs = command.add_subparsers(metavar="list|check|show|schema|print", required=True)
    listing = _command(verbs, "list", "cli_scenario.list_all", _("every scenario"))
    listing.add_argument("--json", action="store_true", help=_("print a list for programs"))
    check = _command(verbs, "check", "cli_scenario.check", _("what is wrong with scenario files"))
    check.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("scenario files, or folders of them"))
    check.add_argument("--quick", action="store_true", help=_("without letting the reference hand try"))
    schema = _command(verbs, "schema", "cli_scenario.schema", _("the form of a file, for editors (JSON Schema)"))
    kinds = ("scenario", "site", "device", "skin_types", "rubric", "care")
    schema.add_argument("kind", nargs="?", default="scenario", choices=kinds, help=_("which kind of file (scenario)"))
    show = _command(verbs, "show", "cli_scenario.show", _("one scenario in words"))
    show.add_argument("scenario", metavar="SCENARIO", help=_("an id or a file"))
    sheet = _command(verbs, "print", "cli_scenario.print_sheet", _("a lesson sheet with maps and a grid of paper"))
    sheet.add_argument("scenarios", nargs="+", metavar="SCENARIO", help=_("ids or files"))
    sheet.add_argument("--title", default="", help=_("stands above every sheet"))
    _output(sheet, "PAGE.html")


def _making(commands: argparse._SubParsersAction[Parser]) -> None:
    simulate = _command(commands, "simulate", "cli_runs.simulate", _("a synthetic operator's run"))
    simulate.add_argument("scenario", metavar="SCENARIO", help=_("an id or a file"))
    simulate.add_argument("--operator", required=True, choices=tuple(SKILLS), help=_("how well it works"))
    simulate.add_argument("--grip", default="pen", choices=tuple(GRIPS), help=_("what it holds (pen)"))
    simulate.add_argument("--device", metavar="ID", help=_("one of those that the scenario allows"))
    simulate.add_argument("--seed", required=True, type=seed, metavar="N", help=_("the same seed, the same run"))
    _output(simulate, "RUN")
    bring = _command(commands, "import", "cli_runs.bring_in", _("a trace from anywhere, as a run"))
    bring.add_argument("scenario", metavar="SCENARIO", help=_("an id or a file"))
    bring.add_argument("trace", type=Path, metavar="TRACE.csv", help=_("header t_s,x_mm,y_mm,contact and more"))
    bring.add_argument("--seed", type=seed, metavar="N", help=_("instead of the one in the trace"))
    _output(bring, "RUN")
    export = _command(commands, "export", "cli_runs.export", _("a run as a trace"))
    export.add_argument("file", type=Path, metavar="RUN")
    _output(export, "TRACE.csv")


def _judging(commands: argparse._SubParsersAction[Parser]) -> None:
    score = _command(commands, "score", "cli_score.score", _("scores runs from their stored traces"))
    score.add_argument("files", nargs="+", type=Path, metavar="RUN", help=_("run files, or folders of them"))
    form = score.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_("print a list for programs"))
    form.add_argument("--csv", type=Path, metavar="FILE", help=_("write a table, one row a run"))
    score.add_argument("--rubric", type=Path, metavar="FILE", help=_("judge by this rubric instead of each run's own"))
    score.add_argument("--workers", type=workers, default=1, metavar="N", help=_("work in so many processes"))
    score.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    verify = _command(commands, "verify", "cli_score.verify", _("compares runs with the outcome that is kept in them"))
    verify.add_argument("files", nargs="+", type=Path, metavar="RUN", help=_("run files, or folders of them"))


def _comparing(commands: argparse._SubParsersAction[Parser]) -> None:
    rubric = _command(commands, "rubric", "", _("what another rubric would change, or a mark"))
    verbs = rubric.add_subparsers(metavar="compare|mark", required=True)
    cut = _command(verbs, "mark", "cli_mark.propose", _("a mark that tells able people from learners"))
    cut.add_argument("able", type=Path, metavar="ABLE", help=_("a folder of runs by people who can"))
    cut.add_argument("learning", type=Path, metavar="LEARNING", help=_("a folder of runs by people who learn"))
    cut.add_argument("--workers", type=workers, default=1, metavar="N", help=_("work in so many processes"))
    compare = _command(verbs, "compare", "cli_cohort.compare", _("who changes verdict between two rubrics"))
    compare.add_argument("old", type=Path, metavar="OLD", help=_("a rubric file"))
    compare.add_argument("new", type=Path, metavar="NEW", help=_("another one"))
    compare.add_argument("files", nargs="+", type=Path, metavar="RUN", help=_("run files, or folders of them"))
    compare.add_argument("--all", action="store_true", help=_("also those that keep their verdict"))
    compare.add_argument("--workers", type=workers, default=1, metavar="N", help=_("work in so many processes"))
    common = _command(commands, "causes", "cli_cohort.common", _("what many runs have in common"))
    common.add_argument("files", nargs="+", type=Path, metavar="RUN", help=_("run files, or folders of them"))
    common.add_argument("--least", type=workers, default=2, metavar="N", help=_("in at least so many runs (2)"))


def _healing(commands: argparse._SubParsersAction[Parser]) -> None:
    heal = _command(commands, "heal", "cli_heal.heal", _("the predicted response of runs: model output for training"))
    heal.add_argument("files", nargs="*", type=Path, metavar="RUN", help=_("run files, or folders of them"))
    heal.add_argument("--interval-days", type=interval, metavar="N", help=_("as sessions of one course, so far apart"))
    heal.add_argument("--picture", type=Path, metavar="FILE.png", help=_("draw the skin before, and on these days"))
    heal.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    heal.add_argument("--parameters", action="store_true", help=_("print every number of the model with its source"))
    course = _command(commands, "course", "cli_heal.course", _("the predicted response to a uniform treatment"))
    course.add_argument("--site", required=True, metavar="SITE", help=_("cheek, abdomen and others"))
    course.add_argument("--skin-type", required=True, type=skin_type, metavar="N", help=_("1 to 6"))
    course.add_argument("--device", required=True, metavar="ID", help=_("a device by its id"))
    course.add_argument("--depth-mm", required=True, type=depth_mm, metavar="MM", help=_("setting of the dial"))
    course.add_argument("--density-per-cm2", required=True, type=density, metavar="N", help=_("punctures a session"))
    course.add_argument("--sessions", type=sessions, default=1, metavar="N", help=_("how many (1)"))
    course.add_argument("--interval-days", type=interval, default=28.0, metavar="N", help=_("between sessions (28)"))
    for command in (heal, course):
        text = _("counted from the first session (0,1,7,30,90,180)")
        command.add_argument("--days", type=days, default=days("0,1,7,30,90,180"), metavar="D,D", help=text)
        command.add_argument("--json", action="store_true", help=_("print a list for programs"))


def _handing_over(commands: argparse._SubParsersAction[Parser]) -> None:
    report = _command(commands, "report", "cli_report.report", _("one page for whoever judges, without the program"))
    report.add_argument("files", nargs="*", type=Path, metavar="RUN", help=_("run files, or folders of them"))
    report.add_argument("-o", "--output", type=Path, metavar="PAGE.html", help=_("the page to write"))
    report.add_argument("--form", action="store_true", help=_("instead a sheet of paper for each trainee"))
    report.add_argument("--cohort", type=Path, metavar="FOLDER", help=_("all runs of a folder together"))
    report.add_argument("--csv", type=Path, metavar="FILE", help=_("write the cohort as a table, one row a run"))
    report.add_argument("--parquet", type=Path, metavar="FILE", help=_("the same as Parquet (extra `parquet`)"))
    report.add_argument("--xapi", type=Path, metavar="FILE", help=_("write the cohort as xAPI statements (JSON)"))
    text = _("address that names of statements lie under (a reserved one)")
    report.add_argument("--xapi-home", default="https://needlepass.invalid", metavar="IRI", help=text)
    report.add_argument("--workers", type=workers, metavar="N", help=_("work in so many processes (all cores)"))
    report.add_argument("--force", action="store_true", help=_("write over a file that is there"))


def _keeping(commands: argparse._SubParsersAction[Parser]) -> None:
    library = _command(commands, "library", "", _("what is kept about people, and the audit log"))
    verbs = library.add_subparsers(metavar="export-person|delete-person|log", required=True)
    out = _command(verbs, "export-person", "cli_library.export_person", _("everything about one person, as files"))
    out.add_argument("person", metavar="NAME", help=_("the name or pseudonym in their runs"))
    out.add_argument("-o", "--output", required=True, type=Path, metavar="FOLDER", help=_("a new folder"))
    away = _command(verbs, "delete-person", "cli_library.delete_person", _("leave nothing of one person"))
    away.add_argument("person", metavar="NAME", help=_("the name or pseudonym in their runs"))
    away.add_argument("--yes", action="store_true", help=_("do not ask"))
    log = _command(verbs, "log", "cli_library.log", _("who did what, and whether the chain of entries holds"))
    log.add_argument("--values", action="store_true", help=_("also what it was before and after: marks may be seen"))


def _truth(validity: Parser) -> None:
    validity.add_argument("--quick", action="store_true", help=_("the short form: a minute instead of twenty"))
    validity.add_argument("-o", "--output", type=Path, metavar="PAGE.html", help=_("write a page"))
    validity.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    validity.add_argument("--json", action="store_true", help=_("print a list for programs"))


def _output(command: Parser, name: str) -> None:
    command.add_argument("-o", "--output", required=True, type=Path, metavar=name, help=_("the file to write"))
    command.add_argument("--force", action="store_true", help=_("write over a file that is there"))
