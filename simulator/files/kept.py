"""Forms as files of their own: written whole or not at all, and read where they can be."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from simulator.files import strict
from simulator.files.form import Form
from simulator.files.safely import write_whole

F = TypeVar("F", bound=Form)


def as_bytes(form: Form) -> bytes:
    """A form as it stands in a file: the same bytes for the same values."""
    return strict.dump(form.model_dump(mode="json"))


def write(path: Path, form: Form) -> None:
    """Puts it there; a LibraryError where that fails."""
    write_whole(path, as_bytes(form))


def read(path: Path, kind: type[F]) -> F | None:
    """What a file holds; none where it is none of this kind, or cannot be read."""
    try:
        return kind.model_validate_json(path.read_bytes())
    except (ValidationError, ValueError, OSError):
        return None
