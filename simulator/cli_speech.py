"""What the command line says: tables, warnings, progress, and no to writing over a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from simulator.errors import NeedlepassError
from simulator.words import _

T = TypeVar("T")

DONE, ANSWER_IS_NO, UNUSABLE = 0, 1, 2
"""Exit statuses: done; a check failed or a run does not verify; wrong usage or input that cannot be read."""
PATIENCE_S = 1.0
"""Work that takes longer than this shows how far it is."""


def say(text: str) -> None:
    """An answer, on standard output."""
    sys.stdout.write(text + "\n")


def warn(text: str) -> None:
    """Something to know beside the answer, on standard error."""
    sys.stderr.write(text + "\n")


def table(head: list[str], rows: list[list[str]]) -> str:
    """Columns in a fixed width, the last one as long as it is."""
    lines = [head, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head) - 1)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]).rstrip()
        for line in lines
    )


def must_be_free(path: Path, force: bool) -> None:
    """Refuses a file that is there already, unless it may be written over."""
    if path.exists() and not force:
        text = _("{file} is there already and was left alone. Choose another name, or add --force to write over it.")
        raise NeedlepassError(text.format(file=path))
    if not path.parent.is_dir():
        raise NeedlepassError(_("There is no folder {folder}. Make it first.").format(folder=path.parent))


def progress(items: Iterable[T], total: int, title: str) -> Iterator[T]:
    """The items; once that takes longer than a second a bar on standard error, where someone is there to see it."""
    waiting, since = iter(items), time.monotonic()
    if not sys.stderr.isatty():
        yield from waiting
        return
    for done, item in enumerate(waiting, 1):
        yield item
        if time.monotonic() - since > PATIENCE_S:
            yield from _with_bar(waiting, (done, total), title)
            return


def _with_bar(items: Iterator[T], done_of: tuple[int, int], title: str) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, completed=done_of[0], total=done_of[1])
        for item in items:
            yield item
            bar.advance(task)
