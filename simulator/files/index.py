"""The list of runs in a small database: only a memory of what the run files say, made anew whenever it is damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

_VERSION = 2


class Row(NamedTuple):
    """One run as the list shows it, score and verdict as concluded; `fault` says why a file cannot be read.

    `parts` are the shares of the parts, `lost` the kinds of findings with their points, both as JSON; `helped` counts
    looks at the dose map.
    """

    file: str
    size: int
    changed_ns: int
    run_id: str
    scenario_id: str
    scenario_title: str
    trainee: str
    started: str
    duration_s: float
    score: float | None
    verdict: str | None
    fault: str
    parts: str = "{}"
    lost: str = "[]"
    helped: int = 0


def brought_up_to_date(database: Path, files: list[Path], row_of: Callable[[Path], Row]) -> list[Row]:
    """A row for every file, by time of start. Only new and changed files are read; a damaged database is made anew."""
    if not files:
        return []
    from sqlalchemy.exc import DatabaseError, OperationalError

    try:
        return _synchronised(database, files, row_of)
    except OperationalError:  # locked for long, or the folder cannot be written: the files say it all the same
        return _in_order([row_of(path) for path in files])
    except DatabaseError:
        for part in (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))):
            part.unlink(missing_ok=True)
        return _synchronised(database, files, row_of)


def _synchronised(database: Path, files: list[Path], row_of: Callable[[Path], Row]) -> list[Row]:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    engine = create_engine(f"sqlite:///{database}", poolclass=NullPool, connect_args={"timeout": 10})
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        connection.exec_driver_sql("PRAGMA synchronous=NORMAL")
        connection.commit()
    with engine.begin() as connection:
        table = _table(connection)
        known = {row.file: Row(*row) for row in connection.execute(table.select())}
        rows = [_current(known.get(path.name), path, row_of) for path in files]
        gone = known.keys() - {row.file for row in rows}
        _store(connection, table, [row for row in rows if known.get(row.file) != row], gone)
    return _in_order(rows)


def _in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.started, row.run_id))


def _current(known: Row | None, path: Path, row_of: Callable[[Path], Row]) -> Row:
    """The known row where the file is still the one it was made from."""
    stat = path.stat()
    if known is not None and (known.size, known.changed_ns) == (stat.st_size, stat.st_mtime_ns):
        return known
    return row_of(path)


def _store(connection: Connection, table: Table, changed: list[Row], gone: Iterable[str]) -> None:
    stale = [*gone, *(row.file for row in changed)]
    for name in stale:
        connection.execute(table.delete().where(table.c.file == name))
    if changed:
        connection.execute(table.insert(), [row._asdict() for row in changed])


def _table(connection: Connection) -> Table:
    """The table of runs, made where it is missing."""
    from sqlalchemy import BigInteger, Column, Float, MetaData, String, Table

    types = {"size": BigInteger, "changed_ns": BigInteger, "duration_s": Float, "score": Float, "helped": BigInteger}
    table = Table(f"runs_{_VERSION}", MetaData())
    for name in Row._fields:
        table.append_column(Column(name, types.get(name, String), primary_key=name == "file"))
    table.create(connection, checkfirst=True)
    return table
