"""What a teacher has pinned to a second and a place of somebody's run: a file of its own, until it is put away."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

from pydantic import Field

from simulator.errors import LibraryError
from simulator.files import kept as files
from simulator.files.classroom_forms import Line
from simulator.files.form import Form, Format
from simulator.files.header import RUN_ID, Time
from simulator.files.places import Places
from simulator.files.safely import write_whole
from simulator.words import _

NOTE = ".note"
MOST_LETTERS = 1000
Way = Annotated[int, Field(ge=-(2**24), le=2**24)]


class NoteForm(Form):
    """One note: whose run, when (µs of its clock), where (µm of its site), in which zone, and the words."""

    format: Format = 1
    run: Annotated[str, Field(pattern=RUN_ID)]
    person: Line
    title: Line
    made: Annotated[str, Field(max_length=40)]
    t_us: Time
    x_um: Way
    y_um: Way
    zone: Line = ""
    text: Annotated[str, Field(min_length=1, max_length=MOST_LETTERS, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]


def pin(places: Places, note: NoteForm) -> Path:
    """The file to hand over; where the run lies in this very library, its trainee has it at once."""
    path = _write(places.own / "handed-out", note)
    if (places.runs / f"{note.run}.run").is_file():
        _write(places.own / "notes", note)
    return path


def _write(folder: Path, note: NoteForm) -> Path:
    data = files.as_bytes(note)
    path = folder / f"{hashlib.sha256(data).hexdigest()[:16]}{NOTE}"
    write_whole(path, data)
    return path


def take(places: Places, path: Path) -> NoteForm:
    """A note that was handed over as a file; taking it twice is taking it once."""
    note = read(path)
    if note is None:
        raise LibraryError(_("{file} is no note that can be read. Ask for it again.").format(file=path))
    _write(places.own / "notes", note)
    return note


def read(path: Path) -> NoteForm | None:
    """The note in a file; none where it cannot be read."""
    return files.read(path, NoteForm)


def person_of(path: Path) -> str:
    """To whose run a note is pinned; nobody's where it cannot be read."""
    note = read(path)
    return "" if note is None else note.person


def kept(places: Places, person: str) -> list[NoteForm]:
    """What has been pinned to this person's runs and not been put away, the latest first."""
    return sorted(_in([places.own / "notes"], person), key=lambda note: note.made, reverse=True)


def pinned(places: Places, person: str) -> list[NoteForm]:
    """Everything that is pinned to this person's runs, by the one who has written it and the one who has it."""
    return list(dict.fromkeys(_in([places.own / "notes", places.own / "handed-out"], person)))


def _in(folders: list[Path], person: str) -> list[NoteForm]:
    found = [read(path) for folder in folders for path in sorted(folder.glob(f"*{NOTE}"))]
    return [note for note in found if note is not None and note.person == person]


def put_away(places: Places, note: NoteForm) -> None:
    """It has been read; the teacher's copy stays."""
    for path in (places.own / "notes").glob(f"*{NOTE}"):
        if read(path) == note:
            path.unlink(missing_ok=True)
