"""The audit log: who did what, when and why, with what it was before; each entry holds the digest of the one before.

The chain runs over digests of the entries' contents, so contents can be taken away, as a person who is deleted must be,
and what is left can still be verified. What was cut off at the end cannot be seen without a copy of the last digest.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from simulator.errors import LibraryError
from simulator.files import strict
from simulator.files.safely import not_written, write_whole
from simulator.words import _

NAME, LOCK = "audit.jsonl", "audit.lock"
TURNS, TURN_S = 200, 0.01
"""An entry takes milliseconds: a lock that is two seconds old has been left behind."""
START = "0" * 64


class Entry(NamedTuple):
    """One line: its number, the digest of the line before, that of its content, and the content, None once deleted."""

    number: int
    before: str
    digest: str
    content: dict[str, Any] | None

    @property
    def chained(self) -> str:
        """What the next entry holds."""
        return hashlib.sha256(f"{self.number}:{self.before}:{self.digest}".encode()).hexdigest()


class Stamp(NamedTuple):
    """Who acts, when (ISO 8601), and some letters drawn by chance, so that a digest does not give away its content."""

    who: str
    when: str
    salt: str


def add(folder: Path, stamp: Stamp, what: str, **more: Any) -> Entry:
    """Appends an entry (`about`, `old`, `new`, `why` as far as there are any) and flushes it to the disk."""
    content, path = {**stamp._asdict(), "what": what, **more}, folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder), path.open("ab") as file:
            file.truncate(_whole(path))  # what a crash has torn off was never an entry
            known = entries(folder)
            before = known[-1].chained if known else START
            entry = Entry(len(known), before, _digest(content), content)
            file.write(_line(entry))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise not_written(path, error) from error
    return entry


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two windows do not add at once: one waits for the other, or takes over what a crash has left behind."""
    lock = folder / LOCK
    for turn in range(2 * TURNS):
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            time.sleep(TURN_S)
        if turn == TURNS:
            lock.unlink(missing_ok=True)
    else:
        raise LibraryError(_("{path} stays locked. Remove that file if no other window is open.").format(path=lock))
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _whole(path: Path) -> int:
    """How many bytes of the log are whole lines."""
    data = path.read_bytes()
    return data.rfind(b"\n") + 1


def entries(folder: Path) -> list[Entry]:
    """All entries in order; a LibraryError where a line cannot be read."""
    path, found = folder / NAME, []
    if not path.is_file():
        return []
    for number, line in enumerate(path.read_bytes()[: _whole(path)].splitlines(), 1):
        try:
            table = strict.table(line)
            found.append(Entry(table["number"], table["before"], table["digest"], table["content"]))
        except (ValueError, KeyError) as error:
            text = _("{path}:{line}: is no entry of an audit log ({reason}). Nothing was added.")
            raise LibraryError(text.format(path=path, line=number, reason=error)) from error
    return found


def faults(folder: Path) -> list[str]:
    """What is wrong with the chain, in words; nothing where it holds."""
    found, before = [], START
    for number, entry in enumerate(entries(folder)):
        if entry.number != number or entry.before != before:
            found.append(_("Entry {number}: does not follow the one before it.").format(number=number))
        if entry.content is not None and _digest(entry.content) != entry.digest:
            found.append(_("Entry {number}: its content was changed.").format(number=number))
        before = entry.chained
    return found


def forget(folder: Path, gone: set[str]) -> int:
    """Takes the content away from all entries in which one of these texts occurs; answers from how many."""
    known, count = entries(folder), 0
    kept = []
    for entry in known:
        if entry.content is not None and any(named(text, one) for text in gone for one in strings(entry.content)):
            entry, count = entry._replace(content=None), count + 1
        kept.append(entry)
    if count:
        write_whole(folder / NAME, b"".join(_line(entry) for entry in kept))
    return count


def named(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word of its own: Heron-2 does not stand in Heron-27."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def strings(value: Any) -> set[str]:
    """All texts in a value, however deep."""
    if isinstance(value, str):
        return {value}
    parts = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    return set().union(*map(strings, parts)) if parts else set()


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(strict.dump(content)).hexdigest()


def _line(entry: Entry) -> bytes:
    return json.dumps(entry._asdict(), sort_keys=True, ensure_ascii=False).encode() + b"\n"
