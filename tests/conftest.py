"""What all tests share: no window by accident, shipped places, and no skipped test where CI runs them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.files import places, scenario
from simulator.session import Scenario

if TYPE_CHECKING:
    from simulator.app.program import Program

for name, value in {"SDL_AUDIODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}.items():
    os.environ.setdefault(name, value)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """On CI a skipped test counts as a failed one: what it needs belongs into `.ci/run`."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped on CI: {report.longrepr}"


@pytest.fixture(scope="session")
def flat_patch() -> Scenario:
    return scenario.load("flat-patch", places.find())


@pytest.fixture(scope="session")
def face() -> Scenario:
    return scenario.load("face-fine-lines", places.find())


@pytest.fixture
def screen() -> Iterator[None]:
    """A window of the usual size that nobody sees; what was spoken in it does not last."""
    import pygame

    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 800))
    yield
    places.speak("en")
    pygame.quit()


@pytest.fixture
def program(screen: None, tmp_path: Path) -> Program:
    """The program as somebody sits down at it for the first time, with folders of its own."""
    from simulator.app.program import Program
    from simulator.app.style import Style
    from simulator.files.library import Library

    found = places.find(tmp_path)
    return Program(Style(), found, Library(found.runs), "Heron-27")
