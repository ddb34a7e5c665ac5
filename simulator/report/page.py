"""The report: one page that holds everything, needs no network and no file beside it, and allows no other script."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.files import coach, judgements, parameters
from simulator.pictures.maps import read_colours
from simulator.report import charts, drawn, judged, told
from simulator.report.told import Kit
from simulator.session import Recording
from simulator.standing.judging import Rated
from simulator.words import _, mark

FOOTER = mark(
    "Scoring checked against computed truth and computed hands. No evidence yet that scores predict results on people."
)

NOTHING: Mapping[str, Sequence[Rated]] = {}


def kit(assets: Path) -> Kit:
    """Everything that pages are made with, from the folder of assets."""
    colours = {name: read_colours(assets, name) for name in ("cividis", "viridis")}
    return Kit(colours, coach.load(assets / "coach" / "default.toml"), parameters.load(assets))


def report(
    recordings: Iterable[Recording], assets: Path, form: bool = False, said: Mapping[str, Sequence[Rated]] = NOTHING
) -> str:
    """The page of some runs, a section each; with `form` one sheet of paper for each trainee instead.

    `said` are the judgements of runs by their ids: what is committed stands on the page.
    """
    made, people, sections = kit(assets), {}, []
    bank = judgements.load_bank(assets / "judgement" / "default.toml")
    for recording in recordings:
        run = told.concluded(recording, made)
        scenario = recording.scenario
        if scenario.digest not in people:
            people[scenario.digest] = drawn.person(scenario, run.known.person, run.known.best)
        section = told.section(recording, made, run, people[scenario.digest])
        sections.append(section | {"judged": judged.told(said.get(recording.header.run_id, ()), scenario, bank)})
    return render(sections, assets, "form" if form else "report")


def render(sections: list[dict[str, Any]], assets: Path, name: str, **more: Any) -> str:
    """A page from its template, with its style and its script inside and allowed by their digests alone."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    folder = assets / "pages"
    style, script = ((folder / f).read_text(encoding="utf-8") for f in ("report.css", "report.js"))
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def data(value: Any) -> Markup:
        """JSON that cannot end the element it stands in."""
        return Markup(json.dumps(value).replace("<", "\\u003c"))

    return environment.get_template(f"{name}.html").render(
        sections=sections,
        style=Markup(style),
        script=Markup(script),
        style_digest=_digest(style),
        script_digest=_digest(script),
        chart_size=(charts.WIDTH, charts.HEIGHT),
        pixels=drawn.PIXELS,
        footer=_(FOOTER),
        **more,
        data=data,
        _=_,
    )


def _digest(text: str) -> str:
    """As a Content-Security-Policy names what it allows."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
