"""Scenarios from their files: TOML texts in, one checked scenario out, or everything that is wrong at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from simulator import session
from simulator.errors import Fault, ScenarioError
from simulator.files import assemble, care, care_sense, references
from simulator.files.assemble import Forms
from simulator.files.document import Document, odd_numbers, parse, read_text
from simulator.files.form import Form
from simulator.files.places import Places
from simulator.files.schema import FORMS, MOST_CHOICES
from simulator.files.wording import checked, did_you_mean
from simulator.session import Scenario
from simulator.words import _, language

NAMES = tuple(FORMS)[:5]
"""The texts that make a scenario: scenario, site, device, skin_types, rubric."""
CHOICES = tuple(f"device-{number}" for number in range(2, 2 + MOST_CHOICES))
MORE = (*tuple(FORMS)[5:], *CHOICES)
"""The texts that stand beside them where a scenario asks for what is in them: care, and devices to choose from."""


class Listed(NamedTuple):
    """One scenario file of a folder: the scenario, or what is wrong with it."""

    id: str
    path: Path
    scenario: Scenario | None
    faults: tuple[Fault, ...]


def load(wanted: str | Path, places: Places) -> Scenario:
    """The scenario with an id, or in a file; a ScenarioError with every fault of it and of the files that it names."""
    path = find(wanted, places)
    return resolved(read_text(path), places, called=str(path))


def resolved(text: str, places: Places, site: str | None = None, called: str = "scenario.toml") -> Scenario:
    """The scenario of a text and of the files that it names; its site may be a text that is in no file yet."""
    texts, names = {"scenario": text}, {"scenario": called}
    document = parse(called, text)
    faults = []
    for kind, file in references.files(document, places.assets, places.sites).items():
        if kind == "site" and site is not None:
            texts[kind], names[kind] = site, "site.toml"
        elif isinstance(file, Fault):
            faults.append(file)
        else:
            texts[kind], names[kind] = read_text(file), str(file)
    if faults or not {*NAMES} <= texts.keys():
        raise ScenarioError(*_in_file_order([*faults, *_read(texts, names)[1]]))
    return from_texts(texts, names)


def from_texts(texts: Mapping[str, str], names: Mapping[str, str] | None = None) -> Scenario:
    """The scenario in the texts of `NAMES` and some of `MORE`, which alone decide what it is; `names` is how messages
    call them.
    """
    known = [name for name in (*NAMES, *MORE) if name in texts]
    if len(known) < len(texts) or not {*NAMES} <= {*known}:
        raise ValueError(f"a scenario is made of {NAMES} and perhaps {MORE}, not of {tuple(texts)}")
    called = names or {name: f"{name}.toml" for name in known}
    return _from_texts(tuple((name, texts[name], called[name]) for name in known), language())


@lru_cache(maxsize=64)
def _from_texts(parts: tuple[tuple[str, str, str], ...], _language: str) -> Scenario:
    texts = {name: text for name, text, _called in parts}
    forms, faults = _read(texts, {name: called for name, _text, called in parts})
    if faults:
        raise ScenarioError(*_in_file_order(faults))
    found = assemble.scenario(_of_one(forms), digest(texts), texts)
    found = assemble.with_devices(found, [forms[kind] for kind in CHOICES if kind in forms])
    return care.with_care(found, forms["scenario"].care, forms.get("care"))


def choose(scenario: Scenario, device_id: str) -> Scenario:
    """The scenario with one of the devices that it allows; a ScenarioError names those where it does not."""
    try:
        return session.choose(scenario, device_id)
    except ValueError as error:
        text = _("{device} may not be used in this scenario.").format(device=device_id[:40])
        known = [tool.device.id for tool in scenario.devices]
        raise ScenarioError(Fault(scenario.id, None, "devices", text, did_you_mean(device_id, known))) from error


def forms(scenario: Scenario) -> Forms:
    """The files of a scenario in their forms, with all that the house's own types leave out."""
    return _of_one(_read(scenario.texts, {name: name for name in scenario.texts})[0])


def _of_one(forms: Mapping[str, Any]) -> Forms:
    """The forms without those of the devices that may be chosen instead."""
    return Forms(**{kind: form for kind, form in forms.items() if kind not in CHOICES})


def digest(texts: Mapping[str, str]) -> str:
    """SHA-256 over the texts: two scenarios with the same digest are the same to the last character."""
    canonical = json.dumps(dict(texts), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def find(wanted: str | Path, places: Places) -> Path:
    """The file of a scenario that is named by its id or by its path."""
    known = {file.stem: file for folder in reversed(places.scenarios) for file in files(folder)}
    if str(wanted) in known:
        return known[str(wanted)]
    path = Path(wanted)
    if path.suffix == ".toml" or path.name != str(wanted):
        return path
    text = _("there is no scenario `{id}`.").format(id=wanted)
    raise ScenarioError(Fault(str(wanted), None, "", text, did_you_mean(str(wanted), sorted(known))))


def list_scenarios(places: Places) -> list[Listed]:
    """Every scenario file, in the order of folders and names; one with faults is listed with them."""
    found: dict[str, Listed] = {}
    for folder in places.scenarios:
        for path in files(folder):
            if path.stem not in found:
                found[path.stem] = _listed(path, places)
    return list(found.values())


def show(scenario: Scenario) -> str:
    """A scenario in words: what it is, and the plan of every zone."""
    head = _(
        "{title} ({id})\n{kind} on {site}, skin type {skin}, {device}, about {minutes:g} minutes\n\n{brief}\n\n"
        "dial starts at {dial:g} mm; rubric {rubric}; digest {digest}\n"
    )
    row = _(
        "{title}: depth {low:g}-{high:g} mm, cap {cap:g} mm, {dose_low}-{dose_high} punctures/cm², passes: {passes}, "
        "{technique}, overlap {lap_low:.0%}-{lap_high:.0%}, glide {slow:g}-{fast:g} mm/s"
    )
    rows = [
        row.format(
            title=plan.title, low=plan.depth_low_um / 1000, high=plan.depth_high_um / 1000, cap=plan.cap_um / 1000,
            dose_low=plan.target_low_per_cm2, dose_high=plan.target_high_per_cm2, passes=plan.passes,
            technique=plan.technique, lap_low=plan.overlap[0], lap_high=plan.overlap[1], slow=plan.glide_mm_s[0],
            fast=plan.glide_mm_s[1],
        )
        for plan in scenario.plans
    ]  # fmt: skip
    others = [_("may be taken instead: {device}").format(device=tool.device.title) for tool in scenario.devices[1:]]
    spots = [_("keep off: {title}").format(title=scenario.lesion_titles[spot.name]) for spot in scenario.lesions]
    return "\n".join([
        head.format(
            title=_(scenario.title), id=scenario.id, kind=scenario.kind, site=scenario.site.title,
            skin=scenario.skin_type.id, device=scenario.device.title, minutes=scenario.minutes, brief=scenario.brief,
            dial=scenario.dial_start_um / 1000, rubric=scenario.rubric.id, digest=scenario.digest[:12],
        ),
        *rows,
        *spots,
        *others,
        *(care.described(scenario.care) if scenario.care else ()),
    ])  # fmt: skip


def files(folder: Path) -> list[Path]:
    """The files of a library: in the folder itself, and in folders one level below."""
    return sorted([*folder.glob("*.toml"), *folder.glob("*/*.toml")])


def _listed(path: Path, places: Places) -> Listed:
    try:
        scenario = load(path, places)
    except ScenarioError as error:
        return Listed(path.stem, path, None, error.faults)
    return Listed(scenario.id, path, scenario, ())


def _read(texts: Mapping[str, str], names: Mapping[str, str]) -> tuple[dict[str, Any], list[Fault]]:
    """The forms of the texts that are there, and all faults of form, number and reference."""
    forms: dict[str, Any] = {}
    documents: dict[str, Document] = {}
    faults: list[Fault] = []
    for kind, text in texts.items():
        document, form, wrong = _read_one(kind, names[kind], text, language())
        faults += wrong
        if document is not None:
            documents[kind], forms[kind] = document, form
    faults += references.between(documents)
    return forms, faults + ([] if faults else care_sense.all_of(documents, forms) + references.absent(documents))


@lru_cache(maxsize=256)
def _read_one(
    kind: str, name: str, text: str, _language: str
) -> tuple[Document | None, Form | None, tuple[Fault, ...]]:
    """One text as document and form, with all that is wrong with it; many scenarios share a site or a bank."""
    try:
        document = parse(name, text)
    except ScenarioError as error:
        return None, None, error.faults
    form, wrong = checked(document, FORMS["device" if kind in CHOICES else kind])
    return document, form, (*odd_numbers(document), *wrong)


def _in_file_order(faults: list[Fault]) -> list[Fault]:
    """Faults file by file, in the order of the files' first faults, by line within each; one for every path."""
    files = list(dict.fromkeys(fault.file for fault in faults))
    once = {(fault.file, fault.path or fault.text): fault for fault in reversed(faults)}
    return sorted(once.values(), key=lambda fault: (files.index(fault.file), fault.line or 0))
