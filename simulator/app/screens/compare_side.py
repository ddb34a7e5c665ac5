"""One of two runs that are compared: its map so far, where the tip is, and its figures at this moment."""

from __future__ import annotations

from time import perf_counter_ns
from typing import NamedTuple

import pygame

from simulator import session
from simulator.app import parts
from simulator.app.screens.replay_hand import Led
from simulator.app.screens.result_maps import View, paint
from simulator.app.style import Style
from simulator.outcome.fields import Fields
from simulator.outcome.plan import PARTS
from simulator.pictures.kinds import Kind
from simulator.pictures.maps import Colours
from simulator.report.alignment import Course, course
from simulator.session import Outcome, Recording
from simulator.words import _

TRAIL_US, TRAIL_STEP_US = 1_500_000, 30_000
"""How long the way of the tip stays to be seen behind it, and in which steps it is drawn."""
CALM_NS = 200_000_000
"""A map that changes is drawn again after so long, or after ten times as long as drawing it took."""


class Figures(NamedTuple):
    """What was reached by a moment, over all zones, as shares; None where there is nothing to measure yet."""

    covered: float | None
    even: float | None
    in_band: float | None
    right_depth: float | None


class Side:
    """A run that can be set to any of its times."""

    def __init__(self, recording: Recording, colours: dict[str, Colours]) -> None:
        self.recording, self.scenario, self.colours = recording, recording.scenario, colours
        whole = session.conclude(self.scenario, session.replay(recording), recording.header.device_class)
        self.total: Outcome = whole
        self.course: Course = course(whole.evidence.motion, self.scenario.plans)
        self.led = Led(recording.hand, self.scenario)
        self.at_us = 0
        self._begin()
        self._measure()

    @property
    def begin_us(self) -> int:
        """When the device was taken up."""
        return self.recording.hand.held_us

    @property
    def end_us(self) -> int:
        """Its last moment."""
        return max(self.recording.hand.end_us, self.begin_us + 1)

    def parts(self) -> dict[str, float | None]:
        """Points of every part of the whole run."""
        return {name: part.points if (part := self.total.parts.get(name)) else None for name in PARTS}

    def go(self, t_us: int, at_once: bool, patient: bool = False) -> bool:
        """Sets the run to a time; answers whether the map and the figures are new, which can wait where `patient`."""
        t_us = min(max(t_us, self.begin_us), self.end_us + 1)
        if t_us < self.at_us:
            self._begin()
        self._run.advance(self.recording.hand.between(self.at_us, t_us))
        self.at_us = t_us
        due = not patient and perf_counter_ns() - self._measured_ns > max(CALM_NS, 10 * self._took_ns)
        if self._measured_us == t_us or not (at_once or due):
            return False
        self._measure()
        return True

    def _begin(self) -> None:
        self._run = session.begin(self.scenario, self.recording.header.seed)
        self.at_us = 0

    def _measure(self) -> None:
        begun_ns = perf_counter_ns()
        outcome = session.conclude(self.scenario, self._run)
        self.fields: Fields = session.fields(self.scenario, outcome)
        self.figures = _figures(outcome)
        self._measured_us, self._measured_ns = self.at_us, perf_counter_ns()
        self._took_ns = self._measured_ns - begun_ns

    def picture(self, kind: Kind, view: View, ground: pygame.Surface) -> pygame.Surface:
        """The map of a kind as it stands, over grey skin."""
        shown = pygame.Surface(view.rect.size)
        paint(shown, kind, view._replace(rect=shown.get_rect()), ground, self)
        return shown

    def draw_tip(self, style: Style, surface: pygame.Surface, view: View) -> None:
        """The tip as a ring, filled while it is in the skin, and the way that it has just come."""
        at_um = self.led.place(self.at_us)
        if at_um is None:
            return
        trail: list[tuple[int, int]] = []
        for t_us in range(max(self.at_us - TRAIL_US, self.begin_us), self.at_us + 1, TRAIL_STEP_US):
            if self.led.height(t_us) == 0 and (place := self.led.place(t_us)):
                trail.append(view.px(*place))
            else:
                _way(style, surface, trail)
                trail = []
        _way(style, surface, trail)
        radius = max(style.px(5), round(self.scenario.device.tip_um / 2000 * view.px_per_mm))
        ring = pygame.Rect(0, 0, 2 * radius, 2 * radius)
        ring.center = view.px(*at_um)
        down = self.led.height(self.at_us) == 0
        style.frame(surface, ring, "panel", radius=radius / style.scale, width=5)
        style.frame(surface, ring, "text", radius=radius / style.scale, width=3 if down else 1.5)
        if down:
            parts.disc(style, surface, ring.center, True)


def _way(style: Style, surface: pygame.Surface, trail: list[tuple[int, int]]) -> None:
    """A line that stands out from every colour of a map."""
    if len(trail) > 1:
        for colour, width in (("panel", 5), ("text", 2)):
            pygame.draw.lines(surface, style.colour[colour], False, trail, style.px(width))


def _figures(outcome: Outcome) -> Figures:
    zones = outcome.zones.values()
    lanes = [(zone["stroke_overlap"]["in_band"], zone["judged_cm2"]) for zone in zones]
    depths, even = ([(zone[name], zone["judged_cm2"]) for zone in zones] for name in ("depth_compliance", "cu"))
    return Figures(_mean([(z["coverage"], z["judged_cm2"]) for z in zones]), _mean(even), _mean(lanes), _mean(depths))


def _mean(values: list[tuple[float | None, float]]) -> float | None:
    """Weighed by area; zones without a value do not count."""
    known = [(value, area) for value, area in values if value is not None]
    whole = sum(area for _value, area in known)
    return sum(value * area for value, area in known) / whole if whole else None


def percent(share: float | None) -> str:
    """A share as people read it."""
    return "–" if share is None else _("{share:.0f} %").format(share=max(100 * share, 0))
