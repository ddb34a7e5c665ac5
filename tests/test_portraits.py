"""Portraits of scenarios are kept as files, and drawn again when their scenario or the drawing has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
pygame = pytest.importorskip("pygame")

from simulator.app import patient, portraits  # noqa: E402
from simulator.session import Scenario  # noqa: E402

GROUND = pygame.Color(220, 225, 230)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    pygame.display.init()
    pygame.display.set_mode((8, 8))
    seen = patient.look

    def small(scenario: Scenario, px_per_mm: float, ground: pygame.Color) -> object:
        return seen(scenario, px_per_mm / 8, ground)

    monkeypatch.setattr(patient, "look", small)


@pytest.mark.usefixtures("drawn")
def test_a_changed_drawing_leaves_no_old_portrait(
    tmp_path: Path, flat_patch: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    portraits.make(tmp_path, flat_patch, GROUND)
    (first,) = (tmp_path / "portraits").iterdir()
    assert portraits.load(tmp_path, flat_patch, GROUND) is not None
    monkeypatch.setattr(portraits, "_drawn_by", lambda: "another")
    assert portraits.load(tmp_path, flat_patch, GROUND) is None
    portraits.make(tmp_path, flat_patch, GROUND)
    (second,) = (tmp_path / "portraits").iterdir()
    assert second != first


@pytest.mark.usefixtures("drawn")
def test_portraits_on_other_grounds_and_of_others_stay(tmp_path: Path, flat_patch: Scenario, face: Scenario) -> None:
    for scenario in (flat_patch, face):
        portraits.make(tmp_path, scenario, GROUND)
    portraits.make(tmp_path, flat_patch, pygame.Color(20, 22, 25))
    portraits.make(tmp_path, flat_patch, GROUND)
    assert len(list((tmp_path / "portraits").iterdir())) == 3
