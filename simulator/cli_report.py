"""The command that hands over: a page for an assessor, a sheet for the trainee, a cohort as page and tables."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from simulator.cli_score import as_csv, flat, runs_in
from simulator.cli_speech import DONE, UNUSABLE, must_be_free, progress, say, warn
from simulator.errors import NeedlepassError
from simulator.files import judgements, places, recording, safely
from simulator.report import cohort, cohort_page, page, xapi
from simulator.report.cohort import Taken
from simulator.session import Recording
from simulator.standing.judging import Rated
from simulator.words import _


def report(arguments: Namespace) -> int:
    """Writes what is asked for; what cannot be read is said, the rest is written all the same."""
    wanted = [arguments.output, arguments.csv, arguments.parquet, arguments.xapi]
    if not any(wanted):
        raise NeedlepassError(_("Say what to write: -o PAGE.html, or with --cohort also --csv, --parquet or --xapi."))
    for path in filter(None, wanted):
        must_be_free(path, arguments.force)
    if arguments.cohort:
        return _cohort(arguments)
    if not arguments.files or not arguments.output or any(wanted[1:]):
        raise NeedlepassError(_("Name runs and a page (-o PAGE.html); tables are written with --cohort FOLDER."))
    return _page(arguments)


def _page(arguments: Namespace) -> int:
    paths, faults, unreadable = runs_in(arguments.files), list[str](), list[Path]()
    read = progress(_read(paths, faults, unreadable), len(paths), _("writing the page"))
    said: dict[str, list[Rated]] = {}
    for folder in dict.fromkeys(path.parent for path in paths):
        rated, unread = judgements.everything(folder)
        faults += unread
        for one in rated:
            said.setdefault(one.run_id, []).append(one)
    text = page.report(read, places.find(arguments.home).assets, arguments.form, said)
    for fault in faults:
        warn(fault)
    if len(unreadable) == len(paths):
        raise NeedlepassError(_("No run could be read: no page was written."))
    safely.write_whole(arguments.output, text.encode())
    say(_("{file} written: {count} runs.").format(file=arguments.output, count=len(paths) - len(unreadable)))
    return UNUSABLE if faults else DONE


def _read(paths: list[Path], faults: list[str], unreadable: list[Path]) -> Iterator[Recording]:
    for path in paths:
        try:
            yield recording.read(path)
        except (NeedlepassError, OSError) as error:
            faults.append(str(error))
            unreadable.append(path)


def _cohort(arguments: Namespace) -> int:
    paths = runs_in([arguments.cohort, *arguments.files])
    if arguments.parquet:
        _parquet()
    taken = list(_take(paths, arguments.workers or os.cpu_count() or 1))
    good = [one for one in taken if not one.fault]
    for one in taken:
        if one.fault:
            warn(one.fault)
    if not good:
        raise NeedlepassError(_("No run could be read in {folder}.").format(folder=arguments.cohort))
    if arguments.output:
        text = cohort_page.render(taken, places.find(arguments.home).assets, arguments.cohort)
        safely.write_whole(arguments.output, text.encode())
    if arguments.csv:
        safely.write_whole(arguments.csv, as_csv([one.summary for one in good]).encode())
    if arguments.parquet:
        _write_parquet(good, arguments.parquet)
    if arguments.xapi:
        told = json.dumps(xapi.statements(good, arguments.xapi_home), indent=1, ensure_ascii=False)
        safely.write_whole(arguments.xapi, told.encode())
    for path in filter(None, (arguments.output, arguments.csv, arguments.parquet, arguments.xapi)):
        say(_("{file} written: {count} runs.").format(file=path, count=len(good)))
    return UNUSABLE if len(good) < len(taken) else DONE


def _take(paths: list[Path], workers: int) -> Iterator[Taken]:
    """Every run, in so many processes."""
    title = _("reading the cohort")
    if workers == 1 or len(paths) < 4:
        yield from progress(map(cohort.take, paths), len(paths), title)
        return
    with ProcessPoolExecutor(min(workers, len(paths))) as pool:
        yield from progress(pool.map(cohort.take, paths, chunksize=4), len(paths), title)


def _parquet() -> Any:
    """The library that writes Parquet, or how to get it."""
    try:
        from pyarrow import Table, parquet
    except ImportError as error:
        text = _("Parquet needs one more library: install needlepass with the extra `parquet`, or use --csv.")
        raise NeedlepassError(text) from error
    return Table, parquet


def _write_parquet(taken: list[Taken], path: Path) -> None:
    """The same table as the CSV, with numbers as numbers."""
    table, parquet = _parquet()
    rows = [dict(flat(one.summary)) for one in taken]
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name) for row in rows] for name in names}
    part = path.with_name(f".{path.name}.part")
    try:
        parquet.write_table(table.from_pydict(columns), part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
