"""The command that hands over: a page for an assessor, a sheet for the trainee, a cohort as page and tables."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from simulator.cli_score import as_csv, flat, runs_in
from simulator.cli_speech import DONE, UNUSABLE, must_be_free, progress, say, warn
from simulator.errors import NeedlepassError
from simulator.files import judgements, places, recording, safely
from simulator.report import cohort, cohort_page, page, xapi
from simulator.report.cohort import Taken
from simulator.standing.judging import Rated
from simulator.words import _, language

FEW, AT_ONCE = 4, 12
"""From so many runs on a page is made in several processes, which are given so many runs at a time at most."""


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


class Part(NamedTuple):
    """Sections of some runs, and what is wrong with the others."""

    sections: list[dict[str, Any]]
    faults: list[str]


def _page(arguments: Namespace) -> int:
    paths, said, faults = runs_in(arguments.files), dict[str, list[Rated]](), list[str]()
    for folder in dict.fromkeys(path.parent for path in paths):
        rated, unread = judgements.everything(folder)
        faults += unread
        for one in rated:
            said.setdefault(one.run_id, []).append(one)
    assets = places.find(arguments.home).assets
    parts = list(_parts(paths, assets, said, arguments.workers or os.cpu_count() or 1))
    sections = [section for part in parts for section in part.sections]
    faults += [fault for part in parts for fault in part.faults]
    for fault in faults:
        warn(fault)
    if not sections:
        raise NeedlepassError(_("No run could be read: no page was written."))
    text = page.render(sections, assets, "form" if arguments.form else "report")
    safely.write_whole(arguments.output, text.encode())
    say(_("{file} written: {count} runs.").format(file=arguments.output, count=len(sections)))
    return UNUSABLE if faults else DONE


def _parts(paths: list[Path], assets: Path, said: dict[str, list[Rated]], workers: int) -> Iterator[Part]:
    """The sections in the order of their runs; many runs in so many processes."""
    title = _("writing the page")
    if workers == 1 or len(paths) < FEW:
        yield from progress(_one_by_one(paths, assets, said), len(paths), title)
        return
    size = min(-(-len(paths) // workers), AT_ONCE)
    chunks = [paths[at : at + size] for at in range(0, len(paths), size)]
    with ProcessPoolExecutor(min(workers, len(chunks)), initializer=places.speak, initargs=(language(),)) as pool:
        yield from progress(pool.map(partial(_part, assets, said), chunks), len(chunks), title)


def _part(assets: Path, said: dict[str, list[Rated]], paths: list[Path]) -> Part:
    """Some runs, in a process of their own."""
    done = list(_one_by_one(paths, assets, said))
    return Part([s for part in done for s in part.sections], [f for part in done for f in part.faults])


def _one_by_one(paths: list[Path], assets: Path, said: dict[str, list[Rated]]) -> Iterator[Part]:
    maker = page.Maker(assets)
    for path in paths:
        try:
            kept = recording.read(path)
            yield Part([maker.section(kept, said.get(kept.header.run_id, ()))], [])
        except (NeedlepassError, OSError) as error:
            yield Part([], [str(error)])


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
    with ProcessPoolExecutor(min(workers, len(paths)), initializer=places.speak, initargs=(language(),)) as pool:
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
