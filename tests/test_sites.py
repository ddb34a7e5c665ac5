"""Sites: true to size, their zones on the body, every number with its source, and drawn in all six skin types."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import numpy as np
import pytest

from simulator.files import places
from simulator.files.document import parse
from simulator.files.schema import SiteForm, SkinTypesForm
from simulator.files.wording import checked
from simulator.needling.grid import sheet
from simulator.needling.outline import inside, smooth
from simulator.needling.zones import Shape, lay_out
from simulator.pictures.skin import draw_site

ASSETS = places.find().assets
IDS = sorted(path.stem for path in (ASSETS / "sites").glob("*.toml"))
SHEETS = [name for name in IDS if name.startswith(("patch", "strip"))]
"""Sheets for practice: no body, and no depths but those of a scenario."""
BODY = [name for name in IDS if name not in (*SHEETS, "face")]
TYPES = tomllib.loads((ASSETS / "skin" / "types.toml").read_text(encoding="utf-8"))["types"]


def form(name: str) -> SiteForm:
    path = ASSETS / "sites" / f"{name}.toml"
    found, faults = checked(parse(str(path), path.read_text(encoding="utf-8")), SiteForm)
    assert not faults, faults
    assert found is not None
    return found


def shapes(table: dict) -> tuple[Shape, ...]:
    points = {name: np.rint(np.array(one.points_mm) * 1000).astype(np.int64) for name, one in table.items()}
    return tuple(
        Shape(name, smooth(points[name]) if one.smooth else points[name], round(1000 * getattr(one, "margin_mm", 0)))
        for name, one in table.items()
    )


def test_every_part_of_the_body_that_is_treated_is_there() -> None:
    wanted = {"face", "neck", "decolletage", "hand-left", "hand-right", "abdomen", "thigh", "patch"}
    assert wanted <= set(IDS)
    kinds = {zone.removesuffix("_left").removesuffix("_right") for name in IDS for zone in form(name).zones}
    assert len(kinds) >= 12, kinds


@pytest.mark.parametrize("name", [name for name in IDS if name not in SHEETS])
def test_zones_have_depths_caps_and_sources(name: str) -> None:
    for zone, one in form(name).zones.items():
        assert one.routine_mm and one.advanced_mm is not None and one.cap_mm is not None, zone
        assert one.routine_mm[1] <= one.advanced_mm <= one.cap_mm, zone
        assert one.source, zone
        assert 0.3 < one.epidermis_mm + one.dermis_mm < 3, zone


@pytest.mark.parametrize("name", BODY)
def test_zones_lie_on_the_body_and_not_on_cloth(name: str) -> None:
    site = form(name)
    grid = sheet(round(site.width_mm * 1000), round(site.height_mm * 1000), 1000)
    look = draw_site(dict(site.drawing), (site.width_mm, site.height_mm), 0.1, 1.0)
    for shape in shapes(site.zones):
        cells = inside(shape.polygon_um, grid)
        bare = look.body[: grid.rows, : grid.cols][cells[: look.body.shape[0], : look.body.shape[1]]]
        assert (bare > 128).mean() > 0.97, shape.name


@pytest.mark.alone
def test_the_largest_site_is_laid_out_within_a_frame_or_three() -> None:
    took = {}
    for name in IDS:
        site = form(name)
        grid = sheet(round(site.width_mm * 1000), round(site.height_mm * 1000), 500)
        zones, no_go = shapes(site.zones), shapes(site.no_go)
        best = min(_timed(lambda g=grid, z=zones, n=no_go: lay_out(g, z, n, 6000)) for _round in range(3))
        took[name] = best
    assert max(took.values()) < 0.15, f"50 ms on a quiet machine: {took}"


def _timed(work) -> float:  # type: ignore[no-untyped-def]
    since = time.perf_counter()
    work()
    return time.perf_counter() - since


@pytest.mark.parametrize("name", BODY)
def test_every_site_is_drawn_in_light_and_dark_skin_and_darker_from_type_to_type(name: str) -> None:
    site = form(name)
    means = []
    for row in (TYPES["I"], TYPES["IV"], TYPES["VI"]):
        look = draw_site(dict(site.drawing), (site.width_mm, site.height_mm), row["melanin"], 1.0)
        skin = look.rgb[look.body > 250]
        assert len(skin) > 0.2 * look.body.size
        assert 4 < skin.std() < 80, "neither flat nor torn"
        means.append(float(skin.mean()))
    assert means == sorted(means, reverse=True)


def test_a_window_shows_what_the_whole_shows_there() -> None:
    site = form("hand-right")
    size = (site.width_mm, site.height_mm)
    whole = draw_site(dict(site.drawing), size, 0.1, 3.0).rgb
    part = draw_site(dict(site.drawing), size, 0.1, 3.0, (40.0, 80.0, 90.0, 140.0)).rgb
    assert np.abs(whole[240:420, 120:270].astype(int) - part).max() <= 6


def test_dark_skin_bears_less_and_says_so() -> None:
    path = ASSETS / "skin" / "types.toml"
    found, faults = checked(parse(str(path), path.read_text(encoding="utf-8")), SkinTypesForm)
    assert not faults and found is not None
    for name, row in found.types.items():
        dark = name in ("IV", "V", "VI")
        assert (row.cap_less_mm > 0) == dark and (row.most_passes <= 3) == dark
        assert row.pih_high >= row.pih_low
    text = Path(path).read_text(encoding="utf-8")
    assert "F9" in text and "F1" in text, "sources stand beside the numbers"
