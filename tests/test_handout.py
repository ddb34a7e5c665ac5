"""The sheet of a lesson: true to size on paper, whole in itself, and with everything that the plan says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.files import places
from simulator.files.scenario import list_scenarios, load
from simulator.report.handout import AROUND_MM, PAPER_MM, handout, paper

HERE = places.find()
FLAT = load("flat-patch", HERE)
SCENARIOS = [one.scenario for one in list_scenarios(HERE) if one.scenario]


def test_a_patch_is_as_large_on_paper_as_skin() -> None:
    sheet = paper(FLAT)
    assert sheet.scale == 1 and sheet.size_mm == (80 + 2 * AROUND_MM, 80 + 2 * AROUND_MM) == sheet.box[2:]
    assert sheet.columns == tuple(range(10, 91, 10)) and sheet.tip_mm == FLAT.device.tip_um / 1000


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.id)
def test_every_plan_fits_the_paper_with_its_numbers_inside(scenario) -> None:
    sheet = paper(scenario)
    assert sheet.size_mm[0] <= PAPER_MM[0] and sheet.size_mm[1] <= PAPER_MM[1]
    assert sheet.size_mm[0] * sheet.scale == pytest.approx(sheet.box[2])
    left, top, wide, high = sheet.box
    assert [area.number for area in sheet.zones] == list(range(1, len(scenario.plans) + 1))
    for area in sheet.zones:
        assert left < area.x < left + wide and top < area.y < top + high


def test_the_page_holds_the_plan_and_needs_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheet.html"
    assert (
        main(
            ["--home", str(tmp_path), "scenario", "print", "flat-patch", "neck-front", "-o", str(out), "--title", "W<1"]
        )
        == 0
    )
    text = out.read_text(encoding="utf-8")
    assert text.count('<section class="sheet"') == 4 and "W&lt;1" in text
    for words in ("0.35 – 0.65", "1,300 – 2,600", "10% – 50%", 'width="90.00mm" height="90.00mm"'):
        assert words in text
    assert not re.findall(r'(?:href|src)="(?!data:)', text), "something lies outside the page"
    assert main(["--home", str(tmp_path), "scenario", "print", "flat-patch", "-o", str(out)]) != 0, "written over"
    assert out.read_text(encoding="utf-8") == text and "sheet.html" in capsys.readouterr().err
    assert handout([FLAT], HERE.assets, "x") == handout([FLAT], HERE.assets, "x")
