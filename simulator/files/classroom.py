"""What goes between a teacher and a class: the class, assignments as single files, and bundles of runs coming back."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from pydantic import ValidationError

from simulator.errors import LibraryError, NeedlepassError, RunError
from simulator.files import kept, recording
from simulator.files.classroom_forms import AssignmentForm, ClassForm
from simulator.files.places import Places
from simulator.files.safely import write_whole
from simulator.words import _

ASSIGNMENT, BUNDLE = ".assignment", ".bundle"
MOST_BUNDLE_BYTES, MOST_RUNS = 256 << 20, 2000


class Went(Protocol):
    """How a run went, as a list or a board knows it."""

    @property
    def helped(self) -> int: ...
    @property
    def verdict(self) -> str | None: ...


F = TypeVar("F", ClassForm, AssignmentForm)


class Handed(NamedTuple):
    """One run that came back: its bytes, and what they are known by."""

    name: str
    data: bytes
    digest: str


def save_class(places: Places, one: ClassForm) -> None:
    """Keeps a class."""
    kept.write(places.own / "classes" / one.id / "class.json", one)


def classes(places: Places) -> list[ClassForm]:
    """All classes that can be read."""
    found = (kept.read(path, ClassForm) for path in sorted((places.own / "classes").glob("*/class.json")))
    return [one for one in found if one is not None]


def names(pasted: str) -> tuple[str, ...]:
    """Names as they come out of a list or a table: one a line, or between commas; each once."""
    found = (
        part.strip() for line in pasted.splitlines() for part in line.replace(";", ",").replace("\t", ",").split(",")
    )
    return tuple(dict.fromkeys(one[:200] for one in found if one))


def save_assignment(places: Places, one: AssignmentForm, folder: str = "handed-out") -> Path:
    """The file to hand out; the teacher's own copy is kept as well."""
    path = places.own / folder / f"{one.id}{ASSIGNMENT}"
    kept.write(path, one)
    return path


def met(one: AssignmentForm, runs: Sequence[Went]) -> bool:
    """Whether enough of the last runs pass, by the rule of an assignment; help counts only where it is allowed."""
    counted = [run for run in runs if one.help or not run.helped]
    return sum(run.verdict == "pass" for run in counted[-one.of :]) >= one.good


def counts(one: AssignmentForm, started: str) -> bool:
    """Whether a run was begun after an assignment was made; one of which nobody knows when it began is none of it."""
    try:
        return datetime.fromisoformat(started) >= datetime.fromisoformat(one.made)
    except (ValueError, TypeError):
        return False


def handed_out(places: Places) -> list[AssignmentForm]:
    """What this teacher has handed out, the latest first."""
    return _assignments(places.own / "handed-out")


def taken(places: Places) -> list[AssignmentForm]:
    """What this trainee has been given."""
    return _assignments(places.own / "assignments")


def _assignments(folder: Path) -> list[AssignmentForm]:
    found = [kept.read(path, AssignmentForm) for path in sorted(folder.glob(f"*{ASSIGNMENT}"))]
    return sorted((one for one in found if one is not None), key=lambda one: one.made, reverse=True)


def take(places: Places, path: Path) -> AssignmentForm:
    """Takes an assignment that was handed over as a file; taking it twice is taking it once."""
    try:
        data = path.read_bytes()
        one = AssignmentForm.model_validate_json(data)
        for task in one.tasks:
            task.scenario()
    except (ValidationError, ValueError, OSError, NeedlepassError) as error:
        text = _("{file} is no assignment that can be read ({reason}). Ask for it again.")
        reason = str(error).splitlines()[0][:200]
        raise LibraryError(text.format(file=path, reason=reason)) from error
    write_whole(places.own / "assignments" / f"{one.id}{ASSIGNMENT}", data)
    return one


def bundle(places: Places, one: AssignmentForm, person: str, runs: Sequence[Path]) -> Path:
    """The runs of a person for an assignment as one file; the same runs give the same file."""
    whole = io.BytesIO()
    letters = hashlib.sha256(person.encode()).hexdigest()[:8]
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        manifest = {"format": 1, "assignment": one.id, "person": person}
        archive.writestr(_entry("manifest.json"), json.dumps(manifest, ensure_ascii=False, sort_keys=True))
        for path in sorted(runs):
            archive.writestr(_entry(f"runs/{path.name}"), path.read_bytes())
    path = places.own / "to-hand-in" / f"{one.id}-{letters}{BUNDLE}"
    write_whole(path, whole.getvalue())
    return path


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))


def unbundle(path: Path) -> Iterator[Handed]:
    """The runs in a bundle, or the one that a file is; a LibraryError where it is neither."""
    try:
        if path.stat().st_size > MOST_BUNDLE_BYTES:
            raise ValueError(_("longer than {most} MB").format(most=MOST_BUNDLE_BYTES >> 20))
        if path.suffix == ".run":
            data = path.read_bytes()
            yield Handed(path.stem, data, hashlib.sha256(data).hexdigest())
            return
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if one.filename.startswith("runs/") and not one.is_dir()]
            if len(members) > MOST_RUNS or sum(one.file_size for one in members) > MOST_BUNDLE_BYTES:
                raise ValueError(_("too many runs"))
            if any(one.compress_type != zipfile.ZIP_STORED for one in members):
                raise ValueError(_("packed again by another program"))
            for member in members:
                data = archive.read(member)
                yield Handed(Path(member.filename).stem, data, hashlib.sha256(data).hexdigest())
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        text = _("{file} is no bundle that can be read ({reason}). Ask for it again.")
        raise LibraryError(text.format(file=path, reason=error)) from error


def collect(places: Places, klass: str, path: Path) -> tuple[list[Path], list[str]]:
    """Puts the runs of a bundle to those of a class: new files, and what is wrong with others; twice is once."""
    folder, new, wrong = places.own / "classes" / klass / "runs", [], []
    for handed in unbundle(path):
        target = folder / f"{handed.digest[:20]}.run"
        if target.is_file():
            continue
        write_whole(target, handed.data)
        try:
            recording.peek(target)
        except RunError as error:
            target.unlink()
            wrong.append(str(error).replace(str(target), f"{path.name}: {handed.name}"))
            continue
        new.append(target)
    return new, wrong


def collected(places: Places, klass: str) -> list[Path]:
    """All runs of a class."""
    return sorted((places.own / "classes" / klass / "runs").glob("*.run"))


def person_of(path: Path) -> str:
    """Whose runs a bundle holds; nobody's where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return str(json.loads(archive.read("manifest.json"))["person"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return ""


def known_person(path: Path) -> str | None:
    """Whose run was known by a file beside it, the run itself being gone; None where it does not say."""
    try:
        return str(json.loads(path.read_bytes())["known"]["trainee"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(places: Places, person: str) -> None:
    """Takes a name out of every class and every assignment that it stands in."""
    for klass in classes(places):
        if person in klass.members:
            save_class(places, _without(klass, person))
    for folder in ("handed-out", "assignments"):
        for one in _assignments(places.own / folder):
            if person in one.members:
                save_assignment(places, _without(one, person), folder)


def _without(one: F, person: str) -> F:
    left = tuple(name for name in one.members if name != person)
    return one.model_copy(update={"members": left})
