"""The sheet of the response from its file: every number with unit, source and status, and the thickness of sites."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from simulator.errors import Fault, ScenarioError
from simulator.files.document import Document, odd_numbers, parse, read_text
from simulator.files.form import Form, Format, Id, Name, Text
from simulator.files.schema import DeviceForm
from simulator.files.wording import checked, did_you_mean
from simulator.outcome.response_chains import chains
from simulator.outcome.response_parameters import Knowledge, Parameter, groups
from simulator.outcome.site import Layers
from simulator.words import _

FILE = Path("response", "parameters.toml")


class ParameterForm(Form):
    """One number: what it is, how well it is known, and where it comes from."""

    value: Annotated[float, Field(gt=0, le=1e6)]
    unit: Annotated[str, Field(min_length=1, max_length=20)]
    status: Literal["measured", "fitted", "assumed"]
    spread: Annotated[float, Field(ge=0, le=2)]
    meaning: Annotated[Text, Field(min_length=1)]
    source: Annotated[Text, Field(min_length=1)]


class LayersForm(Form):
    """`[sites.<name>]`: thickness of the skin there."""

    epidermis_mm: Annotated[float, Field(gt=0, le=5)]
    dermis_mm: Annotated[float, Field(gt=0, le=20)]
    source: Text


class ResponseForm(Form):
    """The file: four groups of numbers, and sites."""

    format: Format
    id: Id
    version: Annotated[int, Field(ge=1, le=10_000)]
    injury: dict[Name, ParameterForm]
    growth: dict[Name, ParameterForm]
    signs: dict[Name, ParameterForm]
    benefits: dict[Name, ParameterForm]
    sites: Annotated[dict[Name, LayersForm], Field(min_length=1, max_length=200)]


class Sheet(NamedTuple):
    """What the file says: the numbers, and how thick the skin is at named sites."""

    knowledge: Knowledge
    sites: dict[str, Layers]


@lru_cache(maxsize=4)
def load(assets: Path) -> Sheet:
    """The sheet in a folder of assets; a ScenarioError with everything that is wrong with it."""
    path = assets / FILE
    document = parse(str(path), read_text(path))
    form, faults = checked(document, ResponseForm)
    faults = odd_numbers(document) + faults
    faults = faults or (_sense(document, form) if form else [])
    if faults or form is None:
        raise ScenarioError(*faults)
    return Sheet(_knowledge(form), {name: Layers(s.epidermis_mm, s.dermis_mm) for name, s in form.sites.items()})


def device_kind(name: str, assets: Path) -> str:
    """What a device is (a pen) by its id; a ScenarioError where there is none or its file is not as it must be."""
    known = sorted(path.stem for path in (assets / "devices").glob("*.toml"))
    path = assets / "devices" / f"{name}.toml"
    if name not in known:
        text = _("there is no device `{name}`.").format(name=name[:40])
        raise ScenarioError(Fault(name[:40], None, "", text, did_you_mean(name, known)))
    form, faults = checked(parse(str(path), read_text(path)), DeviceForm)
    if form is None:
        raise ScenarioError(*faults)
    return form.kind


def _knowledge(form: ResponseForm) -> Knowledge:
    rows = [
        Parameter(group, name, row.value, row.unit, row.status, row.spread, row.meaning, row.source)
        for group in groups()
        for name, row in getattr(form, group).items()
    ]
    return Knowledge(form.version, tuple(rows))


def _sense(document: Document, form: ResponseForm) -> list[Fault]:
    """Numbers that are missing or unknown, and rates that the exact solution cannot tell apart."""
    faults = []
    for group, names in groups().items():
        given = getattr(form, group)
        faults += [
            document.fault((group, name), _("is missing."), _("Add it; the response needs every number."))
            for name in names
            if name not in given
        ]
        faults += [
            document.fault((group, name), _("is no number of the response."), did_you_mean(name, names))
            for name in given
            if name not in names
        ]
    return faults or _same_rates(document, form)


def _same_rates(document: Document, form: ResponseForm) -> list[Fault]:
    values = _knowledge(form).best()
    try:
        chains(values.growth, values.signs, values.signs.pore_slow_hours)
    except ValueError as error:
        return [document.fault(("growth",), f"{error}.", _("Change one of the rates by a millionth or more."))]
    return []
