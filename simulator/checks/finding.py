"""What a rule finds in a scenario: how grave it is, where in the file, and what it is in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from simulator.session import Scenario

Severity = Literal["problem", "warning", "hint"]


class Finding(NamedTuple):
    """A problem makes a scenario unfit, a warning makes it doubtful, a hint could make it better; `remedy` mends it."""

    severity: Severity
    path: str
    text: str
    remedy: str


Rule = Callable[[Scenario], Iterator[Finding]]
