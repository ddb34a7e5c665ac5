"""The command that asks how true the score is: a table on the terminal, a page, or a list for programs."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import Any

from simulator.cli_speech import ANSWER_IS_NO, DONE, must_be_free, progress, say, warn
from simulator.files import places, safely, scenario
from simulator.validity import page
from simulator.validity.chapter import Chapter
from simulator.validity.inquiry import FULL, QUICK, inquire
from simulator.words import _

SCENARIO = "flat-patch"
PIPED_WIDTH = 160
"""Letters in a line where no terminal says how wide it is."""


def validity(arguments: Namespace) -> int:
    """Prints every figure with its bound; 1 where one is not met."""
    found = places.find(arguments.home)
    if arguments.output:
        must_be_free(arguments.output, arguments.force)
    chapters = inquire(scenario.load(SCENARIO, found), QUICK if arguments.quick else FULL, _watched)
    if arguments.output:
        template = (found.assets / "pages" / "validity.html").read_text(encoding="utf-8")
        safely.write_whole(arguments.output, page.render(chapters, template, _form(arguments.quick)).encode())
        warn(_("The page is in {file}.").format(file=arguments.output))
    if arguments.json:
        say(json.dumps([_plain(chapter) for chapter in chapters], indent=2, ensure_ascii=False))
    else:
        _tell(chapters)
    return DONE if all(figure.met is not False for chapter in chapters for figure in chapter.figures) else ANSWER_IS_NO


def _watched(items: Iterable[Any], total: int, title: str) -> Iterator[Any]:
    """The items with a bar where someone is there to see it, else with a line for each part of the inquiry."""
    if not sys.stderr.isatty():
        warn(_("{title}: {count} …").format(title=title, count=total))
    yield from progress(items, total, title)


def _form(quick: bool) -> str:
    if quick:
        return _("The short form: few seeds. Bounds that ask for more are given for information only.")
    return _("The long form: all seeds.")


def _plain(chapter: Chapter) -> dict[str, Any]:
    """A chapter's figures for programs."""
    return {
        "chapter": chapter.name,
        "title": chapter.title,
        "figures": [figure._asdict() for figure in chapter.figures],
    }


def _tell(chapters: list[Chapter]) -> None:
    """One table of all figures, chapter by chapter."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else PIPED_WIDTH)
    table = Table(box=box.SIMPLE_HEAD, title=_("How true the score is"), title_justify="left")
    for head in (_("state"), _("figure"), _("found"), _("bound"), _("note")):
        table.add_column(head, overflow="fold")
    for chapter in chapters:
        table.add_row("", chapter.title, style="bold")
        for figure in chapter.figures:
            state = f"{page.sign(figure.met)} {page.verdict(figure.met)}"
            table.add_row(state, figure.title, figure.said, figure.bound, figure.note)
        table.add_section()
    console.print(table)
