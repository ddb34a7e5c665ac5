"""The validity bench in its long form, as rows for the table of kept figures; twenty minutes or more.

Run it with a Python that has the test requirements: `python tests/scripts/validity_long.py`. The page is written
beside where an argument names it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from simulator.files import places, safely, scenario
from simulator.validity import page
from simulator.validity.chapter import Chapter
from simulator.validity.inquiry import FULL, inquire


def watched(items: Iterable[Any], total: int, title: str) -> Iterator[Any]:
    """The items; what they were and how long they took on standard error."""
    since = time.monotonic()
    yield from items
    sys.stderr.write(f"{title}: {total} in {time.monotonic() - since:.0f} s\n")


def rows(chapters: list[Chapter]) -> Iterator[str]:
    """A table of all figures in Markdown."""
    yield "| chapter | figure | found | bound | state |"
    yield "|---|---|---|---|---|"
    for chapter in chapters:
        for figure in chapter.figures:
            state = f"{page.sign(figure.met)} {page.verdict(figure.met)}"
            note = f" ({figure.note})" if figure.note else ""
            yield f"| {chapter.title} | {figure.title} | {figure.said}{note} | {figure.bound} | {state} |"


def main() -> int:
    """0 where every bound is met."""
    found = places.find()
    chapters = inquire(scenario.load("flat-patch", found), FULL, watched)
    print("\n".join(rows(chapters)))
    if len(sys.argv) > 1:
        template = (found.assets / "pages" / "validity.html").read_text(encoding="utf-8")
        safely.write_whole(Path(sys.argv[1]), page.render(chapters, template, "The long form.").encode())
    return int(any(figure.met is False for chapter in chapters for figure in chapter.figures))


if __name__ == "__main__":
    raise SystemExit(main())
