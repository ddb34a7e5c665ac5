"""Areas of a draft: outlines of zones, no-go areas with margins, and spots to keep off; each edit is another draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import tomlkit
from tomlkit import TOMLDocument

from simulator.studio.draft import Draft, read
from simulator.studio.edits import Points, in_scenario, in_site, plan


def outlines(draft: Draft) -> dict[str, list[tuple[float, float]]]:
    """The corners of every zone of the site, in mm."""
    return _areas(draft, "zones")


def lines(draft: Draft) -> dict[str, list[tuple[float, float]]]:
    """The corners of every no-go area of the site, in mm."""
    return _areas(draft, "no_go")


def at(draft: Draft, place_mm: tuple[float, float]) -> str | None:
    """The zone of the site that a place lies in, of several the smallest; None in none."""
    from shapely import Point, Polygon

    found = {name: Polygon(points).buffer(0) for name, points in outlines(draft).items()}
    own = [name for name, area in found.items() if area.contains(Point(place_mm))]
    return min(own, key=lambda name: float(found[name].area), default=None)


def _areas(draft: Draft, table: str) -> dict[str, list[tuple[float, float]]]:
    found = read(draft.site).get(table, {})
    return {name: [(float(x), float(y)) for x, y in area["points_mm"]] for name, area in found.items()}


def outline(draft: Draft, zone: str, points: Points) -> Draft:
    """Another outline of a zone of the site."""

    def _change(document: TOMLDocument) -> None:
        document["zones"][zone]["points_mm"] = _rounded(points)  # type: ignore[index]

    return in_site(draft, _change)


def add_zone(draft: Draft, zone: str, title: str, points: Points) -> Draft:
    """A new zone of the site, as thick as the first one there, with edges as they are drawn."""

    def _change(document: TOMLDocument) -> None:
        zones: Any = document["zones"]
        first = next(iter(zones.values()))
        table = tomlkit.table()
        table["title"], table["points_mm"], table["smooth"] = title, _rounded(points), False
        for name in ("epidermis_mm", "dermis_mm", "bone", "source"):
            table[name] = first[name]
        for name in ("routine_mm", "advanced_mm", "cap_mm"):
            if name in first:
                table[name] = first[name]
        zones[zone] = table

    return in_site(draft, _change)


def drop_zone(draft: Draft, zone: str) -> Draft:
    """A zone less, in the site and in the plan; the last one stays."""

    def _change(document: TOMLDocument) -> None:
        zones: Any = document["zones"]
        if len(zones) > 1:
            zones.pop(zone, None)

    made = in_site(draft, _change)
    return made if made == draft else plan(made, zone, None)


def no_go(draft: Draft, name: str, title: str, points: Points, margin_mm: float = 2.0) -> Draft:
    """A no-go area of the site with its margin."""

    def _change(document: TOMLDocument) -> None:
        table: Any = document.setdefault("no_go", tomlkit.table(is_super_table=True))
        area = table[name] if name in table else tomlkit.table()
        area["title"], area["points_mm"], area["smooth"], area["margin_mm"] = title, _rounded(points), False, margin_mm
        if name not in table:
            table[name] = area

    return in_site(draft, _change)


class Spot(NamedTuple):
    """A mole, a sore or a scar to keep off."""

    name: str
    title: str
    at_mm: tuple[float, float]
    radius_mm: float
    margin_mm: float


def spots(draft: Draft) -> list[Spot]:
    """Those of the scenario."""
    found = read(draft.scenario).get("lesions", [])
    return [
        Spot(one["name"], one["title"], (one["at_mm"][0], one["at_mm"][1]), one["radius_mm"], one["margin_mm"])
        for one in found
    ]


def put_spots(draft: Draft, wanted: Sequence[Spot]) -> Draft:
    """All spots of the scenario."""

    def _change(document: TOMLDocument) -> None:
        document.pop("lesions", None)
        if wanted:
            rows = tomlkit.aot()
            for spot in wanted:
                row = tomlkit.table()
                row["name"], row["title"], row["at_mm"] = spot.name, spot.title, [round(v, 2) for v in spot.at_mm]
                row["radius_mm"], row["margin_mm"] = spot.radius_mm, spot.margin_mm
                rows.append(row)
            document["lesions"] = rows

    return in_scenario(draft, _change)


def _rounded(points: Points) -> list[list[float]]:
    return [[round(float(x), 2), round(float(y), 2)] for x, y in points]


def smoothed(draft: Draft) -> frozenset[str]:
    """The zones of the site whose outlines are drawn as curves through their corners."""
    return frozenset(name for name, zone in read(draft.site)["zones"].items() if zone.get("smooth", True))


def title_of(draft: Draft, zone: str) -> str:
    """What a zone of the site is called."""
    zones = read(draft.site)["zones"]
    return str(zones[zone]["title"]) if zone in zones else zone
