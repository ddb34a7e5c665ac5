"""Files that are there whole or not at all: written beside, flushed to the disk, then renamed."""

from __future__ import annotations

import os
from pathlib import Path

from simulator.errors import LibraryError
from simulator.words import _


def write_whole(path: Path, data: bytes) -> None:
    """Puts the bytes at the path; where that fails, what was there before is untouched and a LibraryError says why."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        settle(path.parent)
    except OSError as error:
        raise not_written(path, error) from error


def settle(folder: Path) -> None:
    """Flushes the names in a folder to the disk, on systems that can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def not_written(path: Path, error: OSError) -> LibraryError:
    """The sentence for a file that could not be written."""
    text = _("{path} could not be written ({reason}). Free some space or choose another folder; nothing old is lost.")
    return LibraryError(text.format(path=path, reason=error.strerror or error))
