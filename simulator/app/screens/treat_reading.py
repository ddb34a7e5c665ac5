"""What the panels are told: where the tip is, what is planned there, how deep, how fast, how far each zone has come."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from simulator.app.screens.treat_cover import Progress
from simulator.app.screens.treat_hand import green_mm_s, red_mm_s
from simulator.app.screens.treat_hud import Covered, Depth, Listed, Speed, Under
from simulator.needling.zones import Zones
from simulator.pictures.tip import State
from simulator.report.words import cited
from simulator.session import Scenario
from simulator.words import _

AMBER_END_MM_S = 50.0
NEVER_MM_S = 1000.0
"""No needle of a drum glides in the skin, so no speed of it tears."""


class Moment(NamedTuple):
    """The pen as it is now, on the recording's clock."""

    now_us: int
    at_um: tuple[int, int]
    height: float
    dial_um: int


class Reading:
    """Reads the panels' values off a moment; between zones the plan of the last one stays."""

    def __init__(self, scenario: Scenario, zones: Zones) -> None:
        self.scenario, self.zones = scenario, zones
        self.active = 0
        self._cited = cited(scenario.sources)
        self.felt, self.told, self.percent = False, True, 0
        self.title, self.inside = scenario.plans[0].title, True
        self.set_rate(round(scenario.device.rate_hz))

    def set_rate(self, rate_hz: int) -> None:
        """The motor has this rate from now on, and other speeds give the zones their dose."""
        self._device = self.scenario.device.at_rate(rate_hz)
        self._greens = [green_mm_s(plan, self._device) for plan in self.scenario.plans]

    @property
    def fair_mm_s(self) -> tuple[float, float]:
        """The speeds around them that are no fault yet."""
        low, high = self.scenario.plans[self.active].glide_mm_s
        return low, max(AMBER_END_MM_S, high) if self._device.pitch_um else AMBER_END_MM_S

    @property
    def green_mm_s(self) -> tuple[float, float]:
        """The speeds that give the active zone its dose."""
        return self._greens[self.active]

    @property
    def bone(self) -> bool:
        """Whether there is bone right beneath the tip."""
        return self.inside and self.scenario.plans[self.active].zone in self.scenario.site.bones

    def look(self, at_um: tuple[int, int]) -> bool:
        """Takes note of what is under the tip; answers whether another zone has become the active one."""
        zone, before = self._read(self.zones.label, at_um), self.active
        if zone:
            self.active = zone - 1
        self.inside = bool(zone)
        self.title = self.scenario.plans[self.active].title if zone else self._outside(at_um)
        return self.active != before

    def zone_at(self, x_um: int, y_um: int) -> str | None:
        """The zone at a place."""
        zone = self._read(self.zones.label, (x_um, y_um))
        return self.scenario.plans[zone - 1].zone if zone else None

    def pace(self, speed_mm_s: float | None) -> State:
        """How the ring of the tip shows a speed."""
        low, high = self.green_mm_s
        if self.felt or speed_mm_s is None or low <= speed_mm_s <= high:
            return "in band"
        return "slow" if speed_mm_s < low else "fast"

    def values(self, moment: Moment, speed_mm_s: float | None, done: list[Progress | None]) -> dict[str, Any]:
        """What each panel shows, by its name."""
        scenario, device, now = self.scenario, self._device, done[self.active]
        self.percent = now.percent if now else 0
        plan, middle_um = scenario.plans[self.active], moment.dial_um - device.loss_um
        reach_um = (middle_um - device.spread_um, middle_um + device.spread_um)
        green, band = ((round(low), round(high)) for low, high in (self.green_mm_s, plan.glide_mm_s))
        amber, red = (NEVER_MM_S, NEVER_MM_S) if device.pitch_um else (AMBER_END_MM_S, red_mm_s(moment.dial_um))
        pace = (round(amber), round(red), round(device.motor_hz), len(device.rates_hz) > 1)
        rounded = None if speed_mm_s is None or self.felt else round(speed_mm_s)
        values: dict[str, Any] = {
            "plan": Under(self.title, plan, self.inside, self.told, self._cited),
            "coverage": Covered(plan, now.percent if now else 0, now.dose_per_cm2 if now else 0),
            "dial": Depth(moment.dial_um, plan, device, reach_um, self.told),
            "speed": Speed(rounded, green, band, *pace, self.felt),
        }
        if len(scenario.plans) > 1:  # a single zone has its panel already
            pairs = zip(scenario.plans, done, strict=True)
            listed = tuple((other.title, one.percent if one else None) for other, one in pairs)
            values["zones"] = Listed(listed, plan.title)
        return values

    def _outside(self, at_um: tuple[int, int]) -> str:
        number = self._read(self.zones.no_go, at_um)
        if number:
            return _("Keep off: {place}").format(place=self.scenario.titles[self.zones.no_go_names[number - 1]])
        return _("Outside the zones")

    def _read(self, numbers: np.ndarray, at_um: tuple[int, int]) -> int:
        """The number of the area at a place, 0 off the sheet."""
        grid = self.zones.grid
        row, col = at_um[1] // grid.cell_um, at_um[0] // grid.cell_um
        return int(numbers[row, col]) if 0 <= row < grid.rows and 0 <= col < grid.cols else 0
