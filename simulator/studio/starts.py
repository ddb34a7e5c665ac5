"""What a draft begins as: another scenario, a site, the strip of a run, or a photo with its scale."""

from __future__ import annotations

from collections.abc import Iterable

import tomlkit

from simulator.checks.scenario import check
from simulator.files.document import read_text
from simulator.files.form import free_id
from simulator.files.places import Places
from simulator.files.scenario import find
from simulator.files.variation import strip
from simulator.session import Scenario
from simulator.studio import areas, edits
from simulator.studio.draft import Draft, build
from simulator.studio.mends import mend

MOST_MENDS = 10
PATCH = "flat-patch"
"""What is copied where nothing else is there to be copied."""


def from_scenario(scenario: Scenario, taken: Iterable[str], title: str) -> Draft:
    """A copy with an id and a title of its own; its comments come with it."""
    made = edits.renamed(Draft(scenario.texts["scenario"], scenario.texts["site"]), free_id(title, taken), title)
    return edits.put(made, "version", None)


def from_site(site: str, places: Places, taken: Iterable[str], title: str) -> Draft:
    """A scenario on a site that is shipped: its first zone, at its routine depth where the site names one."""
    text = read_text(places.assets / "sites" / f"{site}.toml")
    zones = tomlkit.parse(text)["zones"]
    name, zone = next(iter(zones.items()))  # type: ignore[union-attr]
    low, high = (float(end) for end in zone.get("routine_mm", (0.5, 0.5)))
    setting = min(max(round((low + high) / 2 / 0.25) * 0.25, 0.25), 1.5)
    made = Draft(read_text(find(PATCH, places)), text)
    for old in list(edits.planned(made)):
        made = edits.plan(made, old, None)
    cap = max(float(zone.get("cap_mm", setting + 0.5)), setting + edits.SCATTER_MM)
    usual = edits.Plan(setting, cap, edits.dose(1, "usual"), 1, "lines with lift", (0.1, 0.5), (10, 30))
    made = edits.plan(made, str(name), usual)
    made = edits.put(edits.put(made, "dial_start_mm", setting), "kind", "section")
    made = edits.put(made, "level", 2)
    return mended(edits.renamed(made, free_id(title, taken), title), places)


def mended(draft: Draft, places: Places) -> Draft:
    """The draft without the problems that have a mend."""
    for _turn in range(MOST_MENDS):
        scenario = build(draft, places).scenario
        problems = [one for one in check(scenario) if one.severity == "problem"] if scenario else []
        made = next((m for one in problems if scenario and (m := mend(draft, scenario, one))), None)
        if made is None:
            return draft
        draft = made
    return draft


def from_run(scenario: Scenario, zone: str, at_um: tuple[int, int], taken: Iterable[str], title: str) -> Draft:
    """The place where somebody failed, as a drill of half a minute."""
    part = strip(scenario, zone, at_um)
    return edits.put(from_scenario(part, taken, title), "kind", "drill")


def from_photo(
    size_mm: tuple[float, float], points: edits.Points, places: Places, taken: Iterable[str], title: str
) -> Draft:
    """A zone that was traced over a photo: only the outline comes into the draft, never the picture."""
    made = Draft(read_text(find(PATCH, places)), read_text(places.assets / "sites" / "patch.toml"))
    site = tomlkit.parse(made.site)
    site["width_mm"], site["height_mm"] = (round(side, 1) for side in size_mm)
    made = made._replace(site=tomlkit.dumps(site))
    made = areas.outline(edits.put(made, "kind", "section"), "patch", points)
    return mended(edits.renamed(made, free_id(title, taken), title), places)
