"""The report: one page that holds everything, needs no network and no file beside it, and allows no other script."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from simulator.files import coach, judgements, parameters
from simulator.pictures.maps import read_colours
from simulator.report import charts, drawn, judged, told
from simulator.report.told import Kit
from simulator.session import Recording
from simulator.standing.judging import Rated
from simulator.words import _, language, mark

FOOTER = mark(
    "Scoring checked against computed truth and computed hands. No evidence yet that scores predict results on people."
)


def kit(assets: Path) -> Kit:
    """Everything that pages are made with, from the folder of assets."""
    colours = {name: read_colours(assets, name) for name in ("cividis", "viridis")}
    return Kit(colours, coach.load(assets / "coach" / "default.toml"), parameters.load(assets))


class Maker:
    """Makes the sections of a page; a person is drawn once for all runs of a scenario."""

    def __init__(self, assets: Path) -> None:
        self._kit, self._people = kit(assets), dict[str, drawn.Person]()
        self._bank = judgements.load_bank(assets / "judgement" / "default.toml")

    def section(self, recording: Recording, said: Sequence[Rated] = ()) -> dict[str, Any]:
        """The section of a run, with what raters have committed about it."""
        run, scenario = told.concluded(recording, self._kit), recording.scenario
        if scenario.digest not in self._people:
            self._people[scenario.digest] = drawn.person(scenario, run.known.person, run.known.best)
        section = told.section(recording, self._kit, run, self._people[scenario.digest])
        return section | {"judged": judged.told(said, scenario, self._bank)}


def report(recordings: Iterable[Recording], assets: Path, form: bool = False) -> str:
    """The page of some runs, a section each; with `form` one sheet of paper for each trainee instead."""
    maker = Maker(assets)
    return render([maker.section(one) for one in recordings], assets, "form" if form else "report")


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
        language=language(),
        **more,
        data=data,
        _=_,
    )


def _digest(text: str) -> str:
    """As a Content-Security-Policy names what it allows."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
