"""The command that measures this machine against the project's own bounds."""

from __future__ import annotations

import json
import os
import tempfile
from argparse import Namespace
from importlib.util import find_spec
from pathlib import Path

from simulator import bench as benchmark
from simulator.bench import Figure
from simulator.cli_speech import ANSWER_IS_NO, DONE, say, table, warn
from simulator.files import coach, places, scenario
from simulator.words import _


def bench(arguments: Namespace) -> int:
    """Prints all figures with their bounds; 1 where one is not met."""
    where = places.find(arguments.home)
    plan, words = scenario.load("flat-patch", where), coach.load(where.assets / "coach" / "default.toml")
    window = _frames if find_spec("simulator.app.bench_frames") else None
    with tempfile.TemporaryDirectory() as folder:
        found = benchmark.figures(plan, words, Path(folder), window)
    if arguments.json:
        say(json.dumps([{**figure._asdict(), "ratio": figure.ratio} for figure in found], indent=2, ensure_ascii=False))
    else:
        say(in_rows(found))
    return DONE if all(figure.met for figure in found) else ANSWER_IS_NO


def _frames() -> list[Figure]:
    """The figures of the window; none, and a sentence, where no window can be opened."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from simulator.app import bench_frames
    from simulator.errors import DisplayError

    try:
        return bench_frames.figures()
    except DisplayError as error:
        warn(_("The window was not measured: {reason}").format(reason=error))
        return []


def in_rows(found: list[Figure]) -> str:
    """The figures as a small table."""
    head = [_("figure"), _("absolute"), _("floor"), _("ratio"), _("met"), _("bound")]
    rows = [
        [
            figure.title,
            f"{figure.value:,.1f} {figure.unit}",
            f"{figure.floor:,.1f} {figure.unit}" if figure.floor else "",
            f"{figure.ratio:.2f}" if figure.ratio else "",
            _("yes") if figure.met else _("NO"),
            figure.bound,
        ]
        for figure in found
    ]
    return table(head, rows)
