"""A recording as one self-contained, sealed file: header, the texts of its scenario, and the hand."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Fault, RunError, ScenarioError
from simulator.files import columns, header, sealed, strict
from simulator.files.header import LIMITS, HeaderForm
from simulator.files.safely import write_whole
from simulator.files.scenario import MORE, NAMES, choose, digest, from_texts
from simulator.needling.hand import Hand, samples
from simulator.session import Recording
from simulator.words import _

MOST_FILE_BYTES, MOST_TEXT_BYTES, MOST_JSON_BYTES = 64 << 20, 1 << 20, 4 << 20
"""Declared limits: the whole file, one text of the scenario, and header or outcome."""

_HEADER, _OUTCOME = "header.json", "outcome.json"
_MEMBERS = (_HEADER, *(f"{name}.toml" for name in (*NAMES, *MORE)), *(f"{name}.npy" for name in LIMITS), _OUTCOME)


class Peek(NamedTuple):
    """What a list of runs shows of one, read without its hand."""

    header: HeaderForm
    outcome: dict[str, Any] | None


def write(recording: Recording, path: Path, outcome: dict[str, Any] | None = None) -> None:
    """Keeps a recording, and beside it the outcome as it was concluded."""
    write_whole(path, to_bytes(recording, outcome))


def to_bytes(recording: Recording, outcome: dict[str, Any] | None = None) -> bytes:
    """The bytes of a run file: the same recording and outcome give the same ones."""
    hand = recording.hand.samples
    packed = {name: columns.pack(np.asarray(getattr(hand, name), np.int64)) for name in LIMITS}
    firsts = {name: first for name, (first, _data) in packed.items()}
    members = {_HEADER: strict.dump(header.form(recording, firsts))}
    members |= {f"{name}.toml": text.encode() for name, text in recording.scenario.texts.items()}
    members |= {f"{name}.npy": data for name, (_first, data) in packed.items()}
    if outcome is not None:
        members[_OUTCOME] = strict.dump(outcome)
    return sealed.seal(members)


def read(path: Path) -> Recording:
    """The recording in a file; a RunError where a bit differs from what was written, or anything is beyond a limit."""
    with _opened(path) as archive:
        form = _header(archive)
        names = (*NAMES, *(name for name in MORE if f"{name}.toml" in archive.namelist()))
        texts = {name: sealed.member(archive, f"{name}.toml", MOST_TEXT_BYTES).decode() for name in names}
        if digest(texts) != form.scenario.digest:
            raise _refused(path, _("the scenario inside is not the one that was run."))
        hand = Hand(samples(**{name: _column(archive, name, form) for name in LIMITS}), form.acts_of_hand())
    try:
        scenario = choose(from_texts(texts, {name: f"{path}/{name}.toml" for name in texts}), form.device)
    except ScenarioError as error:
        raise RunError(*error.faults) from error
    return Recording(form.run.header(), scenario, hand)


def peek(path: Path) -> Peek:
    """The header and the outcome of a run file, without its hand."""
    with _opened(path) as archive:
        return Peek(_header(archive), _outcome(archive))


def read_outcome(path: Path) -> dict[str, Any] | None:
    """The outcome that was kept with a recording; None where there is none."""
    return peek(path).outcome


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive in a file; what turns out to be wrong with it becomes a RunError that names the file."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_FILE_BYTES + 1)
        if len(data) > MOST_FILE_BYTES:
            raise ValueError(f"longer than {MOST_FILE_BYTES >> 20} MB")
        with sealed.unseal(data, _MEMBERS) as archive:
            yield archive
    except OSError as error:
        text = _("cannot be read ({reason}).").format(reason=error.strerror or error)
        raise RunError(Fault(str(path), None, "", text, _("Give the name of a file that exists."))) from error
    except ValueError as error:
        text = _("is not a run file as it was written ({reason}).").format(reason=error)
        raise _refused(path, text) from error


def _header(archive: zipfile.ZipFile) -> HeaderForm:
    return header.checked(sealed.member(archive, _HEADER, MOST_JSON_BYTES))


def _outcome(archive: zipfile.ZipFile) -> dict[str, Any] | None:
    if _OUTCOME not in archive.namelist():
        return None
    return strict.table(sealed.member(archive, _OUTCOME, MOST_JSON_BYTES))


def _column(archive: zipfile.ZipFile, name: str, form: HeaderForm) -> NDArray[np.int64]:
    """One column of the hand within its limits."""
    data = sealed.member(archive, f"{name}.npy", columns.HEADER_BYTES + 8 * form.samples)
    column = columns.unpack(form.firsts[name], data, form.samples)
    low, high = LIMITS[name]
    if len(column) and not (low <= column.min() and column.max() <= high):
        raise ValueError(f"{name} from {column.min()} to {column.max()}, allowed are {low} to {high}")
    return column


def _refused(path: Path, text: str) -> RunError:
    return RunError(Fault(str(path), None, "", text, _("Use an undamaged copy of the file.")))
