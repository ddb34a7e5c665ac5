"""What the heal screen knows of one treated person: curves with their bands, what might have been, and what to tell."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.files.parameters import Sheet
from simulator.needling.run import Run
from simulator.outcome.response_band import band
from simulator.outcome.response_benefit import concerns, filling, radiance, red_hours
from simulator.outcome.response_counterfactual import AS_DONE, EVEN, variants
from simulator.outcome.response_course import Aftercare, Healing, Session
from simulator.outcome.response_patient import Patient, curves, in_brief, patient
from simulator.pictures.healing import FILLED_BY
from simulator.session import Scenario
from simulator.words import _, mark

HOUR = 1 / 24
DAYS = np.concatenate([[HOUR], np.geomspace(1 / 12, 365, 90)])
"""Days that curves are drawn through."""
SHOWN = ("redness_da", "collagen_crosslinked", "elastin")
USUAL_DAYS = 28.0
"""Interval that a booked session is compared with (four weeks, as in most studies)."""
CALM = 0.10
"""Skin counts as inflamed as long as more than this share of its highest signal is left (convention)."""
HALF_A_YEAR = 180.0
CARES: tuple[tuple[str, Aftercare], ...] = (
    (mark("Good care"), Aftercare()),
    (mark("Sun"), Aftercare(sun=True)),
    (mark("Harsh products"), Aftercare(harsh=True)),
    (mark("Under a film"), Aftercare(occluded=True)),
)


class Side(NamedTuple):
    """What the model gives at half a year, as shares of what it can give or of the worst: benefit, scar, dark marks."""

    benefit: float
    low: float
    high: float
    scar: float
    dark: float


class Known:
    """One person after one run; everything slow is worked out once."""

    def __init__(self, scenario: Scenario, run: Run, sheet: Sheet) -> None:
        self.scenario, self.knowledge, self.best = scenario, sheet.knowledge, sheet.knowledge.best()
        skin_type = scenario.skin_type.number
        self.person: Patient = patient([(0.0, run.skin)], scenario.plans, scenario.site.layers, skin_type)
        self.bands = curves(self.person, self.knowledge, DAYS.tolist(), 60)
        self.courses = variants(self.person.sessions, self.person.zones, self.person.plans, USUAL_DAYS)
        even = in_brief(self.person, self.courses[EVEN])(self.best)
        self.even = {name: even.curve(name, DAYS) for name in SHOWN}
        self.red = band(lambda drawn: np.array(red_hours(self._healing(drawn))), self.knowledge, 40)

    def _healing(self, parameters: object) -> Healing:
        return in_brief(self.person)(parameters)  # type: ignore[arg-type]

    @property
    def concern(self) -> str | None:
        """The first concern of the scenario that the model fills; None where it is about technique alone."""
        return next((FILLED_BY[name][0] for name in self.scenario.concerns if name in FILLED_BY), None)

    def other(self, course: str) -> Patient:
        """The same person after another course."""
        return self.person._replace(sessions=tuple(self.courses[course]))

    def cared(self, care: Aftercare) -> Healing:
        """Healing of some cells under an aftercare."""
        return in_brief(self.person, care=care)(self.best)

    def side(self, course: str = AS_DONE) -> Side:
        """Benefit and harm half a year after the last session."""
        sessions = self.courses[course]
        day = max(s.day for s in sessions) + HALF_A_YEAR
        spread = band(lambda p: self._benefit(in_brief(self.person, sessions)(p), day), self.knowledge, 40)
        healed = in_brief(self.person, sessions)(self.best)
        scar, dark = (float(np.clip(healed.curve(name, [day])[0], 0, 1)) for name in ("scar", "pih_risk"))
        return Side(float(spread.best), float(spread.low), float(spread.high), scar, dark)

    def _benefit(self, healed: Healing, day: float) -> NDArray[np.float64]:
        if self.concern is None:
            return radiance(healed, [day])[0]
        return filling(healed, concerns(healed.parameters.benefits)[self.concern], [day])[0]

    @lru_cache(maxsize=512)  # noqa: B019 - lives as long as the screen
    def booked(self, day: float) -> tuple[float, float]:
        """Collagen and scar half a year after a second session on a day, each against the usual interval's."""
        last = self.person.sessions[-1]
        found = []
        for interval in (day, USUAL_DAYS):
            course = [*self.person.sessions, Session(interval, last.trauma)]
            healed = in_brief(self.person, course)(self.best)
            end = [interval + HALF_A_YEAR]
            found.append((healed.curve("collagen_crosslinked", end)[0], healed.curve("scar", end)[0]))
        (collagen, scar), (usual, usual_scar) = found
        return float(collagen / max(usual, 1e-9) - 1), float(scar - usual_scar)

    def inflamed_until(self) -> float:
        """The last day on which the skin still signals from this session."""
        days = np.arange(0.25, 90, 0.25)
        over = self.cared(Aftercare()).chains.signalling.at(days) > CALM
        return float(days[over][-1]) if over.any() else 0.0


def amount(share: float) -> str:
    """A share of what this model can give, in words; a figure would promise too much."""
    steps = ((0.03, _("hardly any")), (0.30, _("little")), (0.60, _("about half")), (0.92, _("most")))
    return next((words for most, words in steps if share < most), _("all"))


def span_in_words(low_hours: float, high_hours: float) -> str:
    """From so long to so long, in hours or days."""
    if high_hours < 1:
        return _("less than an hour")
    if high_hours <= 48:
        return _("{low:.0f} to {high:.0f} hours").format(low=max(low_hours, 1), high=max(high_hours, low_hours + 1))
    return _("{low:.0f} to {high:.0f} days").format(low=max(low_hours / 24, 1), high=max(high_hours / 24, 2))


def day_in_words(day: float) -> str:
    """A time after the session."""
    if day < 0.9:
        hours = max(round(day * 24), 1)
        return _("1 hour") if hours == 1 else _("{hours} hours").format(hours=hours)
    if day >= 360:
        return _("1 year")
    days = round(day)
    return _("1 day") if days == 1 else _("{days} days").format(days=days)


def to_tell(known: Known) -> list[str]:
    """What a person treated like this is told; times are model output, the rest is usual advice (convention)."""
    red = _("Redness like a mild sunburn for {span}; it fades by itself.")
    barrier = _("Half of the openings have closed after {hours:.0f} hours. On the first day nothing but a bland gel.")
    return [
        red.format(span=span_in_words(float(known.red.low), float(known.red.high))),
        barrier.format(hours=_hours_open(known)),
        _("No sun, sauna or sport for three days, sunscreen every day for two weeks."),
        _("No acids, retinoids or perfume for a week; do not scratch."),
        _("Come back if redness grows after the third day, or with pain, pus or fever."),
    ]


def _hours_open(known: Known) -> float:
    """Hours until half of the open channels have closed."""
    hours = np.arange(0.25, 96, 0.25)
    healed = known.cared(Aftercare())
    start = healed.curve("tewl", [1e-3])[0]
    closed = np.nonzero(healed.curve("tewl", hours / 24) < 0.5 * start)[0]
    return float(hours[closed[0]]) if len(closed) else 96.0


