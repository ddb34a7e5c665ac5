"""A draft: a scenario and its site as texts with their comments, and the drafts before and after it."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any, NamedTuple

from simulator.errors import Fault, ScenarioError
from simulator.files.places import Places
from simulator.files.scenario import resolved
from simulator.session import Scenario

MOST_UNDONE = 50


class Draft(NamedTuple):
    """The texts of two TOML files; whatever else a scenario needs is found by the names in them."""

    scenario: str
    site: str


@lru_cache(maxsize=8)
def read(text: str) -> dict[str, Any]:
    """The values of one of the texts, not to be changed; a draft is looked at in every frame, and changes seldom."""
    return tomllib.loads(text)


class Work(NamedTuple):
    """The draft now, those that can be gone back to, and those that can be gone forward to again."""

    now: Draft
    past: tuple[Draft, ...] = ()
    future: tuple[Draft, ...] = ()

    def did(self, draft: Draft) -> Work:
        """The next draft; what was undone is given up, and only so many steps can be undone."""
        if draft == self.now:
            return self
        return Work(draft, (*self.past, self.now)[-MOST_UNDONE:])

    def instead(self, draft: Draft) -> Work:
        """Another draft in the place of the one now, as with the letters of a word: one step back takes all away."""
        return Work(draft, self.past)

    def undone(self) -> Work:
        """One step back, where there is one."""
        if not self.past:
            return self
        return Work(self.past[-1], self.past[:-1], (self.now, *self.future))

    def redone(self) -> Work:
        """One step forward again."""
        if not self.future:
            return self
        return Work(self.future[0], (*self.past, self.now), self.future[1:])


class Built(NamedTuple):
    """What a draft comes to: a scenario, or everything that is wrong with its form."""

    scenario: Scenario | None
    faults: tuple[Fault, ...]


def build(draft: Draft, places: Places) -> Built:
    """The scenario of a draft."""
    try:
        return Built(resolved(draft.scenario, places, draft.site), ())
    except ScenarioError as error:
        return Built(None, error.faults)
