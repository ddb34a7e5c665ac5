"""What one file says of another: a scenario names a site and its zones, a device, a skin type and a rubric."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from simulator.errors import Fault
from simulator.files import care_sense
from simulator.files.document import Document
from simulator.files.positions import Path as Place
from simulator.files.schema import MOST_CHOICES
from simulator.files.wording import did_you_mean
from simulator.needling.grid import MAX_SIDE
from simulator.words import _

FOLDERS = {"site": "sites", "device": "devices", "rubric": "rubrics"}


def files(document: Document, assets: Path, sites: Path | None = None) -> dict[str, Path | Fault]:
    """The files that a scenario names, or what is wrong with a name; a name is never a path. Sites are looked for in
    `sites` as well, but those that are shipped come first.
    """
    found: dict[str, Path | Fault] = {}
    for kind, folder in FOLDERS.items():
        named = document.data.get(kind)
        known = {path.stem: path for path in sorted((assets / folder).glob("*.toml"))}
        if kind == "site" and sites is not None:
            known = {path.stem: path for path in sorted(sites.glob("*.toml"))} | known
        if not isinstance(named, str):
            continue  # the form of the scenario says so, with its line
        if named in known:
            found[kind] = known[named]
        else:
            found[kind] = _unknown(document, (kind,), named, known)
    known = {path.stem: path for path in sorted((assets / "devices").glob("*.toml"))}
    for kind, (place, other) in _choices(document).items():
        found[kind] = known[other] if other in known else _unknown(document, place, other, known)
    found["skin_types"] = assets / "skin" / "types.toml"
    bank = care_sense.file(document, assets)
    return found if bank is None else {**found, "care": bank}


def between(documents: dict[str, Document]) -> list[Fault]:
    """What does not fit between files that can be read, whatever else is wrong with their form."""
    scenario = documents.get("scenario")
    if scenario is None:
        return []
    faults = [*_names_twice(scenario)]
    if "site" in documents:
        faults += [*_unknown_zones(scenario, documents["site"]), *_grid_too_large(scenario, documents["site"])]
        faults += _spots_named_like_areas(scenario, documents["site"])
    if "skin_types" in documents:
        known = _table(documents["skin_types"].data, "types")
        named = scenario.data.get("skin_type")
        if isinstance(named, str) and known and named not in known:
            text = _("{name} is not among the skin types.").format(name=named[:40])
            faults.append(scenario.fault(("skin_type",), text, did_you_mean(named, known)))
    named = {kind: scenario.data.get(kind) for kind in FOLDERS}
    for kind, name in (named | {kind: name for kind, (_place, name) in _choices(scenario).items()}).items():
        if kind in documents and isinstance(name, str):
            faults += _other_id(documents[kind], name)
    return faults


def absent(documents: dict[str, Document]) -> list[Fault]:
    """Devices to choose from that the scenario names and whose text is not there."""
    scenario, text = documents["scenario"], _("the file of `{name}` is not there.")
    missing = {kind: choice for kind, choice in _choices(scenario).items() if kind not in documents}
    remedy = _("Use an undamaged copy of the file.")
    return [scenario.fault(place, text.format(name=name), remedy) for place, name in missing.values()]


def _choices(scenario: Document) -> dict[str, tuple[Place, str]]:
    """The devices that may be taken instead of the one that is named first: place and name, by the kind of its text."""
    listed = scenario.data.get("devices")
    found: dict[str, Place] = {}
    for number, name in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(name, str) and name != scenario.data.get("device"):
            found.setdefault(name, ("devices", number))
    return {f"device-{n}": (place, name) for n, (name, place) in enumerate([*found.items()][:MOST_CHOICES], 2)}


def _unknown(document: Document, place: Place, name: str, known: Iterable[str]) -> Fault:
    return document.fault(place, _("there is no `{name}` here.").format(name=name[:40]), did_you_mean(name, known))


def _table(data: dict[str, Any], key: str) -> dict[str, Any]:
    """A table of a file that may not have it, or have something else in its place."""
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def _unknown_zones(scenario: Document, site: Document) -> Iterator[Fault]:
    known = _table(site.data, "zones")
    planned = _table(scenario.data, "zones")
    for table in ("zones", "done"):
        for name in _table(scenario.data, table):
            if name not in known:
                text = _("the site has no such zone.")
                yield scenario.fault((table, name), text, did_you_mean(name, known))
            elif table == "done" and name in planned:
                text = _("this zone is to be treated: it cannot have been done already.")
                yield scenario.fault((table, name), text, _("Keep it in one of the two tables."))


def _grid_too_large(scenario: Document, site: Document) -> Iterator[Fault]:
    """The sheet in cells beyond the declared limit, found before anything of that size is made."""
    cell = scenario.data.get("cell_mm")
    sides = [site.data.get(key) for key in ("width_mm", "height_mm")]
    numbers = [n for n in (cell, *sides) if isinstance(n, int | float) and not isinstance(n, bool) and 0 < n < 1e9]
    if len(numbers) == 3 and max(numbers[1:]) > MAX_SIDE * numbers[0]:
        text = _("cells of {cell:g} mm divide this site into more than {most} along a side.")
        remedy = _("Write {least:g} or more.").format(least=-(-max(numbers[1:]) * 100 // MAX_SIDE) / 100)
        yield scenario.fault(("cell_mm",), text.format(cell=numbers[0], most=MAX_SIDE), remedy)


def _spot_names(scenario: Document) -> list[tuple[int, str]]:
    spots = scenario.data.get("lesions")
    named = enumerate(spots) if isinstance(spots, list) else ()
    return [(n, s["name"]) for n, s in named if isinstance(s, dict) and isinstance(s.get("name"), str)]


def _names_twice(scenario: Document) -> Iterator[Fault]:
    names = [name for _number, name in _spot_names(scenario)]
    for number, name in _spot_names(scenario):
        if name in names[:number]:
            text = _("{name} is already the name of another lesion.").format(name=name)
            yield scenario.fault(("lesions", number, "name"), text, _("Give every lesion a name of its own."))


def _spots_named_like_areas(scenario: Document, site: Document) -> Iterator[Fault]:
    taken = {**_table(site.data, "zones"), **_table(site.data, "no_go")}
    for number, name in _spot_names(scenario):
        if name in taken:
            text = _("{name} is already the name of an area of the site.").format(name=name)
            yield scenario.fault(("lesions", number, "name"), text, _("Choose another name."))


def _other_id(document: Document, wanted: str) -> Iterator[Fault]:
    stated = document.data.get("id")
    if isinstance(stated, str) and stated != wanted:
        text = _("the file is named {wanted}, but its id is {stated}.").format(wanted=wanted, stated=stated[:40])
        yield document.fault(("id",), text, _("Make both the same."))
