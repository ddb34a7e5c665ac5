"""The report: what it holds is what was scored, it needs nothing else, and nothing in it can act but its own script."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from caring import caring
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import session
from simulator.cli import main
from simulator.files import judgements, outcome, places, recording
from simulator.files.scenario import load
from simulator.needling.hand import Hand, samples
from simulator.operators.operate import operate
from simulator.outcome.motion import Motion
from simulator.pictures import maps
from simulator.report import charts, film, page, told
from simulator.report.page import FOOTER
from simulator.session import Header, Recording
from simulator.standing.judging import Judgement, Note, Rated

FOUND = places.find()
FLAT = load("flat-patch", FOUND)
WICKED = '<script>alert("x")</script>&amp;'


@lru_cache
def made(skill: str = "hasty", care: bool = False, trainee: str = "Heron-27") -> Recording:
    scenario = caring(FLAT) if care else FLAT
    header = Header("r1", trainee, 5, 1, "2026-11-20T10:00:00+00:00", "relative, 31.5", 1.0, 6.0, "hold", "live")
    return Recording(header, scenario, operate(scenario, skill, "mouse", 5))


@lru_cache
def written(form: bool = False) -> str:
    return page.report([made(), made("expert", True, WICKED)], FOUND.assets, form)


class Outline(HTMLParser):
    """Tags in order, with their attributes, and the text of every element of some kinds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"style": [], "script": [], "footer": [], "h1": [], "h2": [], "h3": []}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)
        if tag in self.inside:
            self.inside[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        for tag in set(self._open) & self.inside.keys():
            self.inside[tag][-1] += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def films(text: str) -> list[dict[str, object]]:
    shown = re.findall(r'<script type="application/json" id="film-\d+">(.*?)</script>', text)
    return [json.loads(one) for one in shown]


def test_the_film_adds_up_to_the_skin_at_every_second() -> None:
    for number, run in enumerate((made(), made("expert", True))):
        gains = film.unpacked(films(written())[number]["gains"])
        begin_us, count = run.hand.held_us, np.zeros(FLAT.grid.rows * FLAT.grid.cols, np.int64)
        for second, (cells, more) in enumerate(gains, 1):
            assert (np.diff(cells) > 0).all() and (more > 0).all()
            count[cells] += more
            if second % 13 == 0 or second == len(gains):
                begun = session.begin(run.scenario, run.header.seed)
                begun.advance(run.hand.between(0, begin_us + second * film.SECOND_US))
                assert np.array_equal(count, begun.skin.count.ravel())
        assert np.array_equal(count, session.replay(run).skin.count.ravel()), "and at the end to the whole run"


@given(st.lists(st.dictionaries(st.integers(0, 250_000), st.integers(1, 70_000), max_size=30), max_size=6))
@settings(max_examples=60)
def test_gains_are_packed_without_loss(seconds: list[dict[int, int]]) -> None:
    gains = [
        (np.array(sorted(one), np.int64), np.array([one[cell] for cell in sorted(one)], np.int64)) for one in seconds
    ]
    back = film.unpacked(film.packed(gains))
    assert len(back) == len(gains)
    for (cells, more), (cells_back, more_back) in zip(gains, back, strict=True):
        assert np.array_equal(cells, cells_back) and np.array_equal(more, more_back)


def test_the_film_knows_depths_and_places() -> None:
    run = made()
    shot = film.shoot(run)
    assert shot.depths.sum() == shot.run.skin.count.sum(), "every puncture of a sheet without edges has its depth"
    at = film.PLACES_A_SECOND * 7
    t_us = run.hand.held_us + 7 * film.SECOND_US
    row = int(np.searchsorted(run.hand.samples.t_us, t_us, "right")) - 1
    samples = run.hand.samples
    expected = [int(column[row]) for column in (samples.x_um, samples.y_um, samples.down)]
    assert shot.places[at].tolist() == expected


def test_the_page_needs_nothing_and_allows_nothing_else() -> None:
    for form in (False, True):
        text = written(form)
        seen = Outline(text)
        for _tag, attributes in seen.tags:
            for name in ("src", "href", "srcset", "action", "data"):
                value = attributes.get(name)
                assert value is None or value.startswith(("data:image/", "#")), value
            assert "style" not in attributes and not any(name.startswith("on") for name in attributes)
        assert not re.search(r"https?://|//[a-z]+\.|@import|url\(", re.sub(r"data:image/[^\"]+", "", text))
        policy = next(a["content"] for a in seen.of("meta") if a.get("http-equiv") == "Content-Security-Policy")
        rules = dict(rule.strip().split(" ", 1) for rule in str(policy).split(";"))
        assert rules["default-src"] == "'none'" and rules["img-src"] == "data:" and "unsafe" not in str(policy)
        scripts = re.findall(r"<script>(.*?)</script>", text, re.S)
        styles = re.findall(r"<style>(.*?)</style>", text, re.S)
        for rule, found in (("script-src", scripts), ("style-src", styles)):
            for one in found:
                digest = base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()
                assert rules[rule] == f"'sha256-{digest}'"
        assert len(styles) == 1 and len(scripts) == (0 if form else 1)


def test_words_of_others_stay_words() -> None:
    text = written()
    assert "<script>alert" not in text and html.escape(WICKED) in html.unescape(text).replace(
        WICKED, html.escape(WICKED)
    )
    assert text.count("</script>") == 3, "two films and the script of the page"
    assert text.count("<h2") == 2


def test_numbers_of_the_page_are_those_of_the_score() -> None:
    text = html.unescape(written())
    for run in (made(), made("expert", True, WICKED)):
        found = session.conclude(run.scenario, session.replay(run), run.header.device_class)
        summary = outcome.summary(run.scenario, run.header, found)
        assert f'<div class="total">{found.score.total:.1f}</div>' in text
        for needed in (outcome.digest(summary), found.fingerprint, run.scenario.digest):
            assert needed in text
        for part in found.parts.values():
            assert part is None or (part.reason in text and f"{part.points:.1f} / {part.weight:g}" in text)
        for error in found.critical:
            assert error.text in text


def test_the_page_can_be_read_by_everyone() -> None:
    seen = Outline(written())
    levels = [int(tag[1]) for tag, _a in seen.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))
    for picture in (*seen.of("img"),):
        assert picture.get("alt") or "hidden" in picture
    for drawing in (*seen.of("svg"), *seen.of("canvas")):
        assert drawing.get("aria-label") or drawing.get("aria-hidden") == "true"
    assert seen.of("html")[0]["lang"] == "en" and all(cell.get("scope") for cell in seen.of("th"))
    assert all(FOOTER in one for one in seen.inside["footer"])
    assert "Predicted, not promised: model output for training" in written()


def test_contrast_of_text_on_its_ground() -> None:
    style = (FOUND.assets / "pages" / "report.css").read_text(encoding="utf-8")
    colours = {
        name: tuple(int(v[i : i + 2], 16) for i in (1, 3, 5)) for name, v in re.findall(r"--(\w+): (#\w{6})", style)
    }

    def light(rgb: tuple[int, ...]) -> float:
        parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    for ink in ("ink", "muted", "accent"):
        for ground in ("paper", "soft"):
            a, b = sorted((light(colours[ink]), light(colours[ground])))
            assert (b + 0.05) / (a + 0.05) >= 4.5


def test_a_form_has_three_things_and_two_maps_for_each_trainee() -> None:
    seen = Outline(written(True))
    sheets = [a for a in seen.of("section") if a.get("class") == "sheet"]
    assert len(sheets) == 2 and len(seen.of("image")) == 2 * 2 * 2, "two maps with their legends"
    run = told.concluded(made(), page.kit(FOUND.assets))
    assert 1 <= len(run.advice) <= 3
    assert all(html.unescape(written(True)).count(one.text) for one in run.advice)


def test_a_run_of_nothing_has_a_page(tmp_path: Path) -> None:
    still = samples([0, 5_000_000], [0, 0], [0, 0], [False, False])
    idle = replace(made(), hand=Hand(still, ()))
    text = page.report([idle], FOUND.assets)
    assert "0.0" in text and FOOTER in html.unescape(text)
    empty = replace(made(), hand=Hand(samples([], [], [], []), ()))
    assert FOOTER in html.unescape(page.report([empty], FOUND.assets))


def test_the_command_writes_pages_and_names_what_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad, out = tmp_path / "a.run", tmp_path / "b.run", tmp_path / "page.html"
    recording.write(made(), good)
    bad.write_bytes(b"nothing")
    assert main(["report", str(good), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>") and out.stat().st_size < 1_500_000
    assert main(["report", str(good), "-o", str(out)]) == 2, "what is there is left alone"
    assert "--force" in capsys.readouterr().err
    assert main(["report", str(good), str(bad), "-o", str(out), "--force"]) == 2
    assert "b.run" in capsys.readouterr().err and out.is_file()
    assert main(["report", str(bad), "-o", str(tmp_path / "none.html")]) == 2 and not (tmp_path / "none.html").exists()
    assert main(["report", str(good), "--form", "-o", str(tmp_path / "form.html")]) == 0


def test_dose_and_area_by_hand() -> None:
    """A zone whose left half has the middle of its plan and whose right half has nothing."""
    number = np.ones((10, 10), np.int64)
    share = np.zeros((10, 10))
    share[:, :5] = 1.0
    fields = session.fields(FLAT, session.conclude(FLAT, session.begin(FLAT, 1)))._replace(dose_share=share)
    chart = charts.dose_area(FLAT, fields, number)
    points = [tuple(map(float, point.split(","))) for point in chart.lines[0].pieces[0].split()]
    heights = {round(x / charts.WIDTH * 2.3333, 2): 1 - y / charts.HEIGHT for x, y in points}
    assert points[0] == (0.0, 0.0), "all of it has nothing or more"
    assert 0.5 in [round(h, 3) for h in heights.values()] and points[-1][1] == charts.HEIGHT
    middle = [1 - y / charts.HEIGHT for x, y in points if 0.05 < x / charts.WIDTH * 2.25 < 0.95]
    assert all(h == pytest.approx(0.5, abs=0.001) for h in middle)


def test_speeds_break_where_the_tip_was_lifted() -> None:
    n = 400
    t = np.concatenate([np.arange(n) * 8547, 6_000_000 + np.arange(n) * 8547]).astype(np.int64)
    ones, contact = np.ones(2 * n, np.int64), np.repeat([1, 2], n)
    speed = np.repeat([20.0, 40.0], n)
    motion = Motion(t, ones, ones, ones, speed, contact, contact, ones, ones, ones, ones, ones)
    chart = charts.speeds(FLAT.plans, motion, 0)
    assert len(chart.lines[0].pieces) == 2
    for piece, expected in zip(chart.lines[0].pieces, (20.0, 40.0), strict=True):
        heights = {float(point.split(",")[1]) for point in piece.split()}
        assert len(heights) == 1 and heights.pop() == pytest.approx(charts.HEIGHT * (1 - expected / 60), abs=0.1)


def test_a_map_of_cells_has_the_colours_and_the_hatch_of_its_scale() -> None:
    scale, colours = maps.Scale(0.0, 2.0, (0.8, 1.2), 0.4, 1.8), maps.read_colours(FOUND.assets, "cividis")
    values = np.full((14, 14), 1.0)
    values[:, 7:], values[7:, :7], values[0, 0] = 0.1, 1.9, np.nan
    shown = maps.cell_map(values, scale, colours)
    assert shown[0, 0, 3] == 0 and (shown[1:, :, 3] == 255).all()
    assert (shown[1:7, 0:7, :3] == colours[128]).all()
    assert {tuple(c) for c in shown[:, 7:, :3].reshape(-1, 3)} == {tuple(colours[13]), maps.LIGHT}
    assert {tuple(c) for c in shown[7:, :7, :3].reshape(-1, 3)} == {tuple(colours[242]), maps.DARK}


def test_what_raters_have_committed_stands_on_the_page_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recording.write(made(), tmp_path / "r1.run")
    bank = judgements.load_bank(FOUND.assets / "judgement" / "default.toml")
    ratings = tuple(sorted((item.id, 4) for item in bank.items))
    notes = (Note(65_000_000, bank.remarks[0].id), Note(7_000_000, text=WICKED))
    said = Judgement(judgements.name(bank), ratings, (("zone.patch", True),), notes, "2026-11-25T10:00:00+00:00")
    judgements.save(tmp_path, Rated("r1", "Rater-1", (said,)))
    judgements.save(tmp_path, Rated("r1", "Rater-2", (), said._replace(committed="")))
    out = tmp_path / "page.html"
    assert main(["report", str(tmp_path / "r1.run"), "-o", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "Rater-1" in text and "4.00" in text and f"01:05 {bank.remarks[0].title}" in text
    assert "Rater-2" not in text and "<script>alert" not in text
    (tmp_path / "r1.Rater-3.judgement").write_bytes(b"nothing")
    assert main(["report", str(tmp_path / "r1.run"), "-o", str(out), "--force"]) == 2
    assert "Rater-3" in capsys.readouterr().err and "Rater-1" in out.read_text(encoding="utf-8")
