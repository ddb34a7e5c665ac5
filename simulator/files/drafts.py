"""Drafts of scenarios on the disk, and what is published of them: nothing that is there already is covered unasked."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Any

import tomlkit
from pydantic import Field, ValidationError

from simulator.errors import LibraryError
from simulator.files import strict
from simulator.files.form import Form, Format, Id
from simulator.files.places import Places
from simulator.files.safely import write_whole
from simulator.words import _

ENDING = ".draft"
Long = Annotated[str, Field(max_length=2_000_000)]


class DraftForm(Form):
    """A file of `drafts`: both texts, the step that was open, and the digest of the published file it goes back to."""

    format: Format = 1
    id: Id
    scenario: Long
    site: Long
    step: Annotated[int, Field(ge=0, le=20)] = 0
    opened: Annotated[str, Field(max_length=64)] = ""


class Changed(LibraryError):
    """The published file is not the one that the draft was made from."""


def folder(places: Places) -> Path:
    """Where drafts lie."""
    return places.scenarios[-1].parent / "drafts"


def save(places: Places, draft: DraftForm) -> None:
    """Puts the draft there, whole or not at all."""
    write_whole(folder(places) / f"{draft.id}{ENDING}", strict.dump(draft.model_dump(mode="json")))


def saved(places: Places) -> list[DraftForm]:
    """All drafts that can be read, by name."""
    found = [_read(path) for path in sorted(folder(places).glob(f"*{ENDING}"))]
    return [draft for draft in found if draft is not None]


def _read(path: Path) -> DraftForm | None:
    try:
        return DraftForm.model_validate_json(path.read_bytes())
    except (ValidationError, ValueError, OSError):
        return None


def discard(places: Places, id: str) -> None:
    """Leaves nothing of a draft."""
    (folder(places) / f"{id}{ENDING}").unlink(missing_ok=True)


def published(places: Places, id: str) -> Path:
    """The file that a draft is published as."""
    return places.scenarios[-1] / f"{id}.toml"


def digest(places: Places, id: str) -> str:
    """Of the published file and its site as they are now; empty where there is none."""
    path = published(places, id)
    if not path.is_file():
        return ""
    site = _site(places, path.read_text(encoding="utf-8"))
    return hashlib.sha256(path.read_bytes() + (site.read_bytes() if site.is_file() else b"")).hexdigest()


def _site(places: Places, scenario: str) -> Path:
    """The file of one's own that a scenario's site would lie in."""
    try:
        return places.sites / f"{tomlkit.parse(scenario)['site']}.toml"
    except (KeyError, tomlkit.exceptions.ParseError):
        return places.sites / ".toml"


def publish(places: Places, draft: DraftForm, anyway: bool = False) -> tuple[Path, int]:
    """Makes the next version of a scenario and its site; answers the file and the number of the version.

    The version before is kept under `versions`, with its site. A `Changed` where somebody else has written
    one of them meanwhile, unless it is to be done `anyway`: then that one is kept as well.
    """
    path = published(places, draft.id)
    if digest(places, draft.id) != draft.opened and not anyway:
        text = _("{file} has been changed since you began: look at it, then publish anyway or keep it as it is.")
        raise Changed(text.format(file=path))
    version = 1
    if path.is_file():
        old = path.read_text(encoding="utf-8")
        version = _version(old) + 1
        kept = places.scenarios[-1].parent / "versions"
        write_whole(kept / f"{draft.id}-{version - 1}.toml", old.encode())
        if (site := _site(places, old)).is_file():
            write_whole(kept / f"{draft.id}-{version - 1}.site.toml", site.read_bytes())
    task = tomlkit.parse(draft.scenario)
    if version > 1:
        task["version"] = version
        task = _before_tables(task, "version")
    write_whole(places.sites / f"{task['site']}.toml", draft.site.encode())
    write_whole(path, tomlkit.dumps(task).encode())
    return path, version


def _version(text: str) -> int:
    try:
        return int(str(tomlkit.parse(text).get("version", 1)))
    except (ValueError, tomlkit.exceptions.ParseError):
        return 1


def _before_tables(document: tomlkit.TOMLDocument, key: str) -> tomlkit.TOMLDocument:
    """A new key stands before the first table, where TOML wants it."""
    lines = tomlkit.dumps(document).splitlines(keepends=True)
    tables = [n for n, line in enumerate(lines) if line.startswith("[")]
    at = next((n for n, line in enumerate(lines) if line.startswith(f"{key} =")), None)
    if at is None or not tables or at < tables[0]:
        return document
    row = lines.pop(at)
    return tomlkit.parse("".join([*lines[: tables[0]], row, *lines[tables[0] :]]))


def as_form(id: str, texts: tuple[str, str], step: int = 0, opened: str = "") -> DraftForm:
    """A draft as it is kept."""
    values: dict[str, Any] = {"id": id, "scenario": texts[0], "site": texts[1], "step": step, "opened": opened}
    return DraftForm(**values)
