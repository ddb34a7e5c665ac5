"""Stops along a replay: what is seen at some times, kept so that any other time is near one of them."""

from __future__ import annotations

import copy
from typing import Any

import pygame

from simulator.app.screens.treat_view import View
from simulator.needling.run import Run

APART_US, MOST = 80_000_000, 8
"""A stop every 80 s, or so many over a longer run: each takes some 35 MB on a whole face."""

Kept = tuple[Run, dict[str, Any]]
PARTS = ("_upkeep", "_glide", "reading", "during", "_rolling", "_speed")


class Stops:
    """Filled once from the beginning to the end; `back` puts a view to the last stop before a time."""

    def __init__(self, view: View, from_us: int, end_us: int) -> None:
        self._view = view
        apart = max(APART_US, -(-(end_us - from_us) // MOST))
        self.times_us = list(range(from_us, end_us, apart))
        self._kept: dict[int, Kept] = {}

    def keep(self, at_us: int, run: Run) -> None:
        """What is seen now, with everything brought up to date, is a stop."""
        self._kept[at_us] = self._copied(self._now(run))

    def before(self, t_us: int) -> int | None:
        """The last stop that was kept at or before a time."""
        return max((at for at in self._kept if at <= t_us), default=None)

    def back(self, at_us: int) -> Run:
        """The view is as it was at a stop; answers the run as it was then."""
        run, parts = self._copied(self._kept[at_us])
        view, stage = self._view, self._view.stage
        view.run = run
        for name in PARTS:
            setattr(view, name, parts[name])
        stage.put_back(parts["live"], parts["fingers"], parts["laid"])
        view.forget()
        return run

    def _now(self, run: Run) -> Kept:
        view = self._view
        parts = {name: getattr(view, name) for name in PARTS}
        return run, parts | {"live": view.stage.live, "fingers": view.stage.fingers, "laid": view.stage.laid}

    def _copied(self, kept: Kept) -> Kept:
        """A copy of all that changes; what never does is shared."""
        view = self._view
        shared = [view, view.stage, view.scenario, view.style, view.camera, view.program, kept[0].device]
        shared += [kept[0].skin.zones, kept[1]["live"].look, *view.scenario.plans, view.scenario.site]
        memo: dict[int, Any] = {id(one): one for one in shared}
        for surface, rect in [*kept[1]["fingers"], *kept[1]["laid"].values()]:
            memo[id(surface)], memo[id(rect)] = surface, pygame.Rect(rect)
        return copy.deepcopy(kept, memo)
