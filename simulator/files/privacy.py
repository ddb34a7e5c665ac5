"""What there is about one person in the folders of this program: to hand it over whole, or to leave nothing of it.

Every kind of file that the program writes is listed here with how it belongs to people; a test fails where one is not.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from simulator.errors import LibraryError, NeedlepassError
from simulator.files import audit, classroom, journal, judgements, notes, recording, settings
from simulator.files.places import Places
from simulator.files.safely import not_written, write_whole
from simulator.session import Header
from simulator.words import _

ANOTHER = "another person"
FILE_LETTERS = 20
"""So many letters keep the files of two runs apart."""


class Whose(NamedTuple):
    """Which files are whose: runs of every person by id, so that what hangs on a run can be found."""

    person: str
    runs: frozenset[str]


class Kind(NamedTuple):
    """One kind of file: where it lies, what it is, and whether a file of it belongs to a person."""

    folder: str
    pattern: str
    what: str
    belongs: Callable[[Path, Whose], bool]


def _run(path: Path, whose: Whose) -> bool:
    return path.stem in whose.runs


def _judgement(path: Path, whose: Whose) -> bool:
    """What was said of a person's runs, and what the person has said of others'."""
    try:
        rated = judgements.read(path)
    except NeedlepassError:  # its name tells of the run at least
        return any(path.name.startswith(f"{run}.") for run in whose.runs)
    return rated.run_id in whose.runs or rated.rater == whose.person


def _letters(path: Path, whose: Whose) -> bool:
    """A small map is named by letters that stand for its run."""
    return path.name.split("-")[0] in {judgements.code(run, FILE_LETTERS) for run in whose.runs}


def _settings(path: Path, whose: Whose) -> bool:
    return settings.read(path.parent).trainee == whose.person


def _handed(path: Path, whose: Whose) -> bool:
    header = _header(path)
    return header is not None and header.trainee == whose.person


def _handed_known(path: Path, whose: Whose) -> bool:
    run = path.with_suffix(".run")
    return _handed(run, whose) if run.exists() else classroom.known_person(path) == whose.person


def _bundled(path: Path, whose: Whose) -> bool:
    return (notes if path.suffix == notes.NOTE else classroom).person_of(path) == whose.person


def _nobody(path: Path, whose: Whose) -> bool:
    return False


KINDS = (
    Kind("runs", "*.run", "a run", _run),
    Kind("runs", "*.journal", "a run that was interrupted", _run),
    Kind("runs", f"*{judgements.SUFFIX}", "a judgement", _judgement),
    Kind("runs", "index.sqlite*", "the list of runs, made anew from the files", _nobody),
    Kind("runs", audit.NAME, "the audit log, whose entries are looked at one by one", _nobody),
    Kind("runs", audit.LOCK, "there while somebody adds to the log", _nobody),
    Kind("cache", "desk/*.png", "the dose map of a run, small", _letters),
    Kind("cache", "portraits/*.png", "the skin of a scenario", _nobody),
    Kind("scenarios", "**/*.toml", "scenarios of one's own", _nobody),
    Kind("own", "drafts/*.draft", "a draft of a scenario", _nobody),
    Kind("own", "sites/*.toml", "sites of one's own", _nobody),
    Kind("own", "versions/*.toml", "versions of scenarios before the last one", _nobody),
    Kind("own", "photos/*.png", "a photo that was traced, kept by consent", _nobody),
    Kind("own", "classes/*/class.json", "a class: names are taken out one by one", _nobody),
    Kind("own", "classes/*/runs/*.run", "a run that was handed in", _handed),
    Kind("own", "classes/*/runs/*.known", "what is known of such a run", _handed_known),
    Kind("own", "handed-out/*.assignment", "an assignment: names are taken out one by one", _nobody),
    Kind("own", "assignments/*.assignment", "an assignment that was given", _nobody),
    Kind("own", "handed-out/*.html", "a sheet to be printed", _nobody),
    Kind("own", "*/*.note", "a note on a run", _bundled),
    Kind("own", "to-hand-in/*.bundle", "runs of a person, to be handed in", _bundled),
    Kind("settings", settings.NAME, "settings of this machine, with the name of who sat here last", _settings),
)


def _folder(places: Places, kind: Kind) -> Path:
    known = {"runs": places.runs, "cache": places.cache, "settings": places.settings, "scenarios": places.scenarios[-1]}
    return (known | {"own": places.own})[kind.folder]


def whose(places: Places, person: str) -> Whose:
    """The runs of a person, finished and interrupted."""
    found = set()
    for path in sorted(places.runs.glob("*.run")):
        header = _header(path)
        if header is not None and header.trainee == person:
            found |= {path.stem, header.run_id}
    for path in sorted(places.runs.glob("*.journal")):
        if _begun_by(path) == person:
            found.add(path.stem)
    return Whose(person, frozenset(found))


def _header(path: Path) -> Header | None:
    """Who made a run; a file that cannot be read is nobody's until somebody has looked at it."""
    try:
        return recording.peek(path).header.run.header()
    except NeedlepassError:
        return None


def _begun_by(path: Path) -> str:
    """Whose interrupted run a journal is."""
    try:
        return journal.read(path)[0].header.trainee
    except NeedlepassError:
        return ""


def files_of(places: Places, owner: Whose) -> list[Path]:
    """All files that belong to a person."""
    return [
        path
        for kind in KINDS
        for path in sorted(_folder(places, kind).glob(kind.pattern))
        if path.is_file() and kind.belongs(path, owner)
    ]


def export(places: Places, person: str, out: Path) -> list[Path]:
    """Everything about a person, copied into a new folder: files as they are, but for the names of others in them."""
    owner = whose(places, person)
    if out.exists() and any(out.iterdir()):
        raise LibraryError(_("{folder} is not empty; name a new folder.").format(folder=out))
    written = []
    for path in files_of(places, owner):
        data = path.read_bytes()
        if path.suffix == judgements.SUFFIX:
            data = _without_others(path, person)
        target = out / _plain_name(path, person)
        write_whole(target, data)
        written.append(target)
    entries = [one.content for one in audit.entries(places.runs) if one.content and _about(one.content, owner)]
    told = [json.dumps(_hidden(content, owner), ensure_ascii=False, sort_keys=True) for content in entries]
    write_whole(out / "audit.jsonl", "".join(f"{line}\n" for line in told).encode())
    return [*written, out / "audit.jsonl"]


def _plain_name(path: Path, person: str) -> str:
    """A judgement by somebody else is named by its run alone."""
    if path.suffix != judgements.SUFFIX:
        return path.name
    rated = judgements.read(path)
    whom = person if rated.rater == person else judgements.code(rated.rater)
    run = rated.run_id if rated.rater != person else judgements.code(rated.run_id)
    return f"{run}.{whom}{judgements.SUFFIX}"


def _without_others(path: Path, person: str) -> bytes:
    """A judgement in which nobody but this person is named."""
    table = json.loads(path.read_bytes())
    if table["rater"] != person:
        table["rater"] = ANOTHER
    else:
        table["run"] = judgements.code(table["run"])
    return json.dumps(table, ensure_ascii=False, sort_keys=True).encode()


def _about(content: dict[str, object], owner: Whose) -> bool:
    names = {owner.person, *owner.runs}
    return any(audit.named(name, text) for name in names for text in audit.strings(content))


def _hidden(content: dict[str, object], owner: Whose) -> dict[str, object]:
    """An entry in which nobody but the person is named."""
    shown = {name: value for name, value in content.items() if name != "salt"}
    if shown.get("who") != owner.person:
        shown["who"] = ANOTHER
    elif isinstance(shown.get("about"), str) and shown["about"] not in owner.runs:
        shown["about"] = judgements.code(str(shown["about"]))
    return shown


def delete(places: Places, person: str) -> tuple[int, list[Path]]:
    """Takes away everything about a person; answers how many files that were, and in which their name still stands."""
    owner = whose(places, person)
    gone = files_of(places, owner)
    for path in [*gone, *places.runs.glob("index.sqlite*")]:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise not_written(path, error) from error
    classroom.forget(places, person)
    audit.forget(places.runs, {person, *owner.runs})
    return len(gone), list(left_over(places, {person, *owner.runs}))


def left_over(places: Places, texts: set[str]) -> Iterator[Path]:
    """Files of the program's folders in which one of these texts still stands, in any of the usual writings."""
    plain = [re.compile(rb"(?<![\w-])" + re.escape(text.encode()) + rb"(?![\w-])") for text in texts if text]
    others = [writing for text in texts if text for writing in writings(text)[1:]]
    folders = dict.fromkeys(_folder(places, kind) for kind in KINDS)
    for path in dict.fromkeys(path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*"))):
        if path.is_file():
            data = path.read_bytes() + path.name.encode()
            if any(one.search(data) for one in plain) or any(one in data for one in others):
                yield path


def writings(text: str) -> list[bytes]:
    """A text as it may stand in a file: UTF-8, UTF-16, hexadecimal, and base64 wherever it begins."""
    data = text.encode()
    found = [data, text.encode("utf-16-le"), text.encode("utf-16-be"), data.hex().encode(), data.hex().upper().encode()]
    for ahead in range(3):
        whole = base64.b64encode(b"\0" * ahead + data)
        first = -(-8 * ahead // 6)
        found.append(whole[first : len(whole) - 4 if len(whole) - 4 > first else None])
    return [one for one in found if len(one) >= 3]


def unknown(places: Places) -> list[Path]:
    """Files of the program's folders that no kind accounts for."""
    known = {path for kind in KINDS for path in _folder(places, kind).glob(kind.pattern)}
    folders = dict.fromkeys(_folder(places, kind) for kind in KINDS)
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path for path in dict.fromkeys(found) if path not in known]
