"""Drafts of scenarios on the disk, and what is published of them: nothing that is there already is covered unasked."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from simulator.errors import LibraryError
from simulator.files import kept
from simulator.files.form import Form, Format, Id, Long
from simulator.files.places import Places
from simulator.files.safely import write_whole
from simulator.words import _

ENDING = ".draft"


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
    return places.own / "drafts"


def save(places: Places, draft: DraftForm) -> None:
    """Puts the draft there, whole or not at all."""
    kept.write(folder(places) / f"{draft.id}{ENDING}", draft)


def saved(places: Places) -> list[DraftForm]:
    """All drafts that can be read, by name."""
    found = [kept.read(path, DraftForm) for path in sorted(folder(places).glob(f"*{ENDING}"))]
    return [draft for draft in found if draft is not None]


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
    site = _site(places, _text(path))
    return hashlib.sha256(path.read_bytes() + (site.read_bytes() if site.is_file() else b"")).hexdigest()


def unchanged(places: Places, draft: DraftForm) -> bool:
    """Whether it says what the published file and its site say, the number of the version apart."""
    path = published(places, draft.id)
    if not path.is_file():
        return False
    text = _text(path)
    site = _site(places, text)
    area = _values(_text(site) if site.is_file() else draft.site)
    values = [_values(one) for one in (text, draft.scenario)]
    for one in values:
        one.pop("version", None)
    return values[0] == values[1] and area == _values(draft.site)


def title(draft: DraftForm) -> str:
    """What a draft is called by whoever writes it."""
    return str(_values(draft.scenario).get("title", draft.id))


def _text(path: Path) -> str:
    """What stands in a file; letters that are none are no reason to lose it."""
    return path.read_bytes().decode(errors="replace")


def _site(places: Places, scenario: str) -> Path:
    """The file of one's own that a scenario's site would lie in."""
    return places.sites / f"{_values(scenario).get('site', '')}.toml"


def next_version(places: Places, id: str) -> int:
    """The number of the version that would be published now."""
    path = published(places, id)
    if not path.is_file():
        return 1
    held = _values(_text(path)).get("version", 1)
    return held + 1 if isinstance(held, int) else 2


def _values(text: str) -> dict[str, Any]:
    """What stands in a TOML text; nothing where it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def publish(places: Places, draft: DraftForm, anyway: bool = False) -> Path:
    """Puts a scenario, which names its version, and its site where everybody finds them; answers the file.

    The version before is kept under `versions`, with its site. A `Changed` where somebody else has written
    one of them meanwhile, unless it is to be done `anyway`: then that one is kept as well.
    """
    path = published(places, draft.id)
    if digest(places, draft.id) != draft.opened and not anyway:
        text = _("{file} has been changed since you began: look at it, then publish anyway or keep it as it is.")
        raise Changed(text.format(file=path))
    if path.is_file():
        old, before = path.read_bytes(), places.own / "versions"
        name = f"{draft.id}-{next_version(places, draft.id) - 1}"
        write_whole(before / f"{name}.toml", old)
        if (site := _site(places, _text(path))).is_file():
            write_whole(before / f"{name}.site.toml", site.read_bytes())
    write_whole(_site(places, draft.scenario), draft.site.encode())
    write_whole(path, draft.scenario.encode())
    return path


def as_form(id: str, texts: tuple[str, str], step: int = 0, opened: str = "") -> DraftForm:
    """A draft as it is kept."""
    values: dict[str, Any] = {"id": id, "scenario": texts[0], "site": texts[1], "step": step, "opened": opened}
    return DraftForm(**values)
