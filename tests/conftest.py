"""What all tests share: no window by accident, shipped places, and no skipped test where CI runs them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from simulator.files import places, scenario
from simulator.session import Scenario

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
