"""Edits of a draft: each answers another draft, and whatever it does not touch stays as it was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import tomlkit
from tomlkit import TOMLDocument

from simulator.studio.draft import Draft, read

DOSES = {"light": 0.6, "usual": 1.0, "strong": 1.6}
"""Factors of the usual dose, 1,300 to 2,600 punctures per cm² for each pass (conventions of this project)."""
USUAL_PER_CM2 = (1300, 2600)
SCATTER_MM = 0.15
"""A window reaches so far to both sides of the setting that is meant: needles of the devices scatter by it."""
ROUND_TO = 50

Points = Sequence[tuple[float, float]]


class Plan(NamedTuple):
    """What is planned in a zone, in the words of the studio."""

    setting_mm: float
    cap_mm: float
    dose: tuple[int, int]
    passes: int
    technique: str
    overlap: tuple[float, float]
    glide_mm_s: tuple[float, float]


def in_scenario(draft: Draft, change: Callable[[TOMLDocument], None]) -> Draft:
    return draft._replace(scenario=_changed(draft.scenario, change))


def in_site(draft: Draft, change: Callable[[TOMLDocument], None]) -> Draft:
    return draft._replace(site=_changed(draft.site, change))


def _changed(text: str, change: Callable[[TOMLDocument], None]) -> str:
    document = tomlkit.parse(text)
    change(document)
    return tomlkit.dumps(document)


def value(draft: Draft, key: str) -> Any:
    """What stands at a key of the scenario; None where nothing does."""
    return read(draft.scenario).get(key)


def put(draft: Draft, key: str, value: Any) -> Draft:
    """Another value at a key of the scenario, or none."""

    def _change(document: TOMLDocument) -> None:
        if value is None:
            document.pop(key, None)
        elif key in document:
            document[key] = value
        else:
            document.add(key, tomlkit.item(value))
            _lift(document, key)

    return in_scenario(draft, _change)


def _lift(document: TOMLDocument, key: str) -> None:
    """A new key stands before the first table, where TOML wants it."""
    tables = [name for name, held in document.items() if isinstance(held, dict | list) and _is_table(held)]
    if not tables:
        return
    moved = {name: document.pop(name) for name in list(document) if name in tables}
    for name, held in moved.items():
        document[name] = held


def _is_table(held: Any) -> bool:
    return isinstance(held, tomlkit.items.Table | tomlkit.items.AoT) or type(held).__name__ == "OutOfOrderTableProxy"


def planned(draft: Draft) -> dict[str, Plan]:
    """The plan of every zone that is to be treated, in order."""
    return {name: _plan(table) for name, table in read(draft.scenario).get("zones", {}).items()}


def _plan(table: dict[str, Any]) -> Plan:
    low, high = (float(end) for end in table["depth_mm"])
    return Plan(
        round((low + high) / 2, 3),
        float(table["cap_mm"]),
        (int(table["target_per_cm2"][0]), int(table["target_per_cm2"][1])),
        int(table["passes"]),
        str(table["technique"]),
        (float(table["overlap"][0]), float(table["overlap"][1])),
        (float(table["glide_mm_s"][0]), float(table["glide_mm_s"][1])),
    )


def plan(draft: Draft, zone: str, plan: Plan | None) -> Draft:
    """Another plan of a zone; a new zone comes last, and one without a plan is not treated."""

    def _change(document: TOMLDocument) -> None:
        zones = document.setdefault("zones", tomlkit.table(is_super_table=True))
        if plan is None:
            zones.pop(zone, None)
            return
        table = zones[zone] if zone in zones else tomlkit.table()
        _write(table, plan)
        if zone not in zones:
            zones[zone] = table

    return in_scenario(draft, _change)


def _write(table: Any, plan: Plan) -> None:
    """Only what has changed is written, so that comments behind other values stay."""
    low, high = max(plan.setting_mm - SCATTER_MM, 0.0), plan.setting_mm + SCATTER_MM
    wanted: dict[str, Any] = {
        "depth_mm": [round(low, 3), round(high, 3)],
        "cap_mm": plan.cap_mm,
        "target_per_cm2": list(plan.dose),
        "passes": plan.passes,
        "technique": plan.technique,
        "overlap": list(plan.overlap),
        "glide_mm_s": list(plan.glide_mm_s),
    }
    before = _plan(dict(table)) if "depth_mm" in table else None
    for name, new in wanted.items():
        field = "setting_mm" if name == "depth_mm" else "dose" if name == "target_per_cm2" else name
        if before is None or getattr(before, field) != getattr(plan, field):
            comment = table[name].trivia.comment if name in table else ""
            table[name] = new
            if comment and name != "depth_mm":
                table[name].comment(comment.lstrip("# "))


def dose(passes: int, strength: str) -> tuple[int, int]:
    """Punctures per cm² for all passes together, by a word."""
    low, high = (round(end * passes * DOSES[strength] / ROUND_TO) * ROUND_TO for end in USUAL_PER_CM2)
    return low, high


def strength(plan: Plan) -> str:
    """The word that a dose comes nearest to."""
    middle = sum(plan.dose) / 2 / max(plan.passes, 1)
    usual = sum(USUAL_PER_CM2) / 2
    return min(DOSES, key=lambda word: abs(DOSES[word] * usual - middle))


def renamed(draft: Draft, id: str, title: str) -> Draft:
    """Another id and title; the site gets an id of its own that goes with it."""
    made = put(put(put(draft, "id", id), "title", title), "site", f"{id}-site")

    def _change(document: TOMLDocument) -> None:
        document["id"] = f"{id}-site"

    return in_site(made, _change)
