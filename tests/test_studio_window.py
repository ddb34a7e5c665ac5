"""The studio in the real window, with a real mouse at the speed of a hand: from a copy, and from a photo, to a file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("pygame")

from both import Both
from desk import display, wait_for
from PIL import Image

from simulator.app import ways
from simulator.app.screens.studio import Studio
from simulator.checks.scenario import check
from simulator.cli import main
from simulator.files import places, settings
from simulator.files.scenario import find, load
from simulator.studio import areas, edits
from simulator.words import _

COPY_S, PHOTO_S = 300, 600
FLAT = load("flat-patch", places.find())


def seat(home: Path) -> None:
    settings.change(home / "settings", welcomed=True, set_up=True, trainee="Heron-27", language="en")


def made(home: Path, id: str) -> str:
    """The published file, which the command line finds nothing wrong with."""
    path = home / "scenarios" / f"{id}.toml"
    wait_for(path.is_file, 20, "nothing was published")
    assert main(["--home", str(home), "scenario", "check", str(path)]) == 0
    return path.read_text(encoding="utf-8")


def comments(text: str) -> list[str]:
    return [line.split("#", 1)[1].strip() for line in text.splitlines() if "#" in line]


@pytest.mark.alone
def test_a_copy_is_changed_mended_tried_and_published_in_five_minutes(tmp_path: Path) -> None:
    home = tmp_path / "home"
    seat(home)
    with display() as name:
        both = Both(name, home, tmp_path / "elsewhere", "Heron-27")
        try:
            both.begin(ways.home(both.program))
            both.click("Teach")
            titles = sorted(_(one.title) for one in both.screen.scenarios)  # type: ignore[attr-defined]
            both.row(1)
            both.row(titles.index(FLAT.title))
            studio = both.screen
            assert isinstance(studio, Studio)
            before = areas.outlines(studio.work.now)["patch"]
            at = studio.canvas.px(before[0])
            start = round(at[0]), round(at[1])
            both.drag([start, *((start[0] + 3 * n, start[1] + 2 * n) for n in range(1, 13))])
            assert areas.outlines(studio.work.now)["patch"] != before
            both.click("Next")
            both.click("Next")
            both.click("2.50")
            assert studio.told.problems, "too deep, and nothing said"
            while studio.told.problems:
                both.click("Mend")
            both.click("Next")
            both.click("Next")
            both.click("Let the reference hand")
            assert studio.solved is not None and studio.solved.scores[0].points > 80
            both.click("Publish")
            seconds = both.seconds
            text = made(home, studio.id)
        finally:
            both.close()
    assert seconds <= COPY_S
    assert set(comments(FLAT.texts["scenario"])) <= set(comments(text)), "a comment was lost"
    plan = tomllib.loads(text)["zones"]["patch"]
    there = places.find(home)
    site = tomllib.loads((home / "sites" / f"{tomllib.loads(text)['site']}.toml").read_text(encoding="utf-8"))
    assert site["zones"]["patch"]["points_mm"] != tomllib.loads(FLAT.texts["site"])["zones"]["patch"]["points_mm"]
    assert plan["depth_mm"] != tomllib.loads(FLAT.texts["scenario"])["zones"]["patch"]["depth_mm"]
    loaded = load(find(studio.id, there), there)
    assert [one for one in check(loaded) if one.severity == "problem"] == []
    print(f"copied, changed, mended, tried and published in {seconds:.0f} s with {both.clicks} clicks")


@pytest.mark.alone
def test_a_photo_becomes_a_scenario_in_ten_minutes(tmp_path: Path) -> None:
    home, photo = tmp_path / "home", tmp_path / "forearm.jpg"
    seat(home)
    rng = np.random.default_rng(1)
    pixels = rng.integers(120, 200, (600, 800, 3), dtype=np.uint8)
    exif = Image.Exif()
    exif[0x010E] = "secret-name"
    Image.fromarray(pixels).save(photo, exif=exif)
    with display() as name:
        both = Both(name, home, tmp_path / "elsewhere", "Heron-27")
        try:
            both.begin(ways.home(both.program))
            both.click("Teach")
            both.row(4)
            both.type(0, str(photo))
            both.click("Open")
            trace = both.screen
            rect = trace._rect  # type: ignore[attr-defined]
            for x, y in ((0.1, 0.9), (0.9, 0.9)):
                both.at((rect.x + round(rect.width * x), rect.y + round(rect.height * y)))
            for x, y in ((0.2, 0.2), (0.8, 0.2), (0.8, 0.75), (0.2, 0.75)):
                both.at((rect.x + round(rect.width * x), rect.y + round(rect.height * y)))
            both.click(trace.foot().on[0])  # type: ignore[attr-defined]
            studio = both.screen
            assert isinstance(studio, Studio)
            for _step in range(4):
                both.click("Next")
            for _turn in range(6):
                if studio.told.problems:
                    both.click("Mend")
            both.click("Publish")
            seconds = both.seconds
            text = made(home, studio.id)
        finally:
            both.close()
    assert seconds <= PHOTO_S
    for path in home.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"secret-name" not in data and photo.read_bytes()[600:700] not in data, path
    assert edits.planned(studio.work.now) and tomllib.loads(text)["zones"]
    print(f"traced and published in {seconds:.0f} s with {both.clicks} clicks")
