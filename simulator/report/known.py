"""What the heal screen knows of one treated person: curves with their bands, what might have been, and what to tell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from simulator.files.parameters import Sheet
from simulator.needling.run import Run
from simulator.needling.skin import Skin
from simulator.outcome.response_band import Band, band, some_cells
from simulator.outcome.response_benefit import concerns, filled, least_treated, red_hours
from simulator.outcome.response_counterfactual import AS_DONE, EVEN, ONE_MORE, variants
from simulator.outcome.response_course import Aftercare, Healing, Session
from simulator.outcome.response_patient import Patient, curves, in_brief
from simulator.pictures.healing import FILLED_BY
from simulator.report.drawn import treated
from simulator.session import Scenario
from simulator.words import _, in_figures, mark

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
    """Half a year after a course: benefit as a share of what this model can give, and harm as a share of the worst.

    Benefit is that of the least treated quarter, since what a hand has missed is seen.
    """

    benefit: float
    scar: float
    dark: float


class Known:
    """One person after one run, on day 0, and sessions before it; everything slow is worked out once."""

    def __init__(self, scenario: Scenario, run: Run, sheet: Sheet, earlier: Sequence[tuple[float, Skin]] = ()) -> None:
        self.scenario, self.knowledge, self.best = scenario, sheet.knowledge, sheet.knowledge.best()
        self.person: Patient = treated(scenario, [*earlier, (0.0, run.skin)])
        self._courses = variants(self.person.sessions, self.person.zones, self.person.plans, USUAL_DAYS)
        even = in_brief(self.person, self._courses[EVEN])(self.best)
        self.even = {name: even.curve(name, DAYS) for name in SHOWN}
        touched = (self.person.sessions[-1].trauma.per_mm2 > 0) & self.person.judged
        self.treated = bool(touched.any())
        self._felt = touched if self.treated else self.person.judged
        healing = in_brief(self.person, where=self._felt)
        self.red = band(lambda drawn: np.array(red_hours(healing(drawn))), self.knowledge, 40)
        self._zone = self.person.label.ravel()[some_cells(self.person.judged)]
        self._sides: dict[tuple[str, float], Side] = {}
        self._two: dict[float, tuple[float, float]] = {}

    @cached_property
    def bands(self) -> dict[str, Band]:
        """What the curves are, and what is uncertain about them."""
        return curves(self.person, self.knowledge, DAYS.tolist(), 60)

    @property
    def concern(self) -> str:
        """The first concern of the scenario that the model fills; texture where it is about technique alone."""
        return next((FILLED_BY[name][0] for name in self.scenario.concerns if name in FILLED_BY), "texture")

    def course(self, name: str, next_day: float) -> list[Session]:
        """The sessions of a course; one session more would be on `next_day`."""
        sessions = self._courses[name]
        return [*sessions[:-1], sessions[-1]._replace(day=next_day)] if name == ONE_MORE else sessions

    def other(self, name: str, next_day: float) -> Patient:
        """The same person after another course."""
        return self.person._replace(sessions=tuple(self.course(name, next_day)))

    def cared(self, care: Aftercare) -> Healing:
        """Healing under an aftercare of some of the cells that were touched: what the patient feels and sees there."""
        return in_brief(self.person, care=care, where=self._felt)(self.best)

    def side(self, name: str = AS_DONE, next_day: float = USUAL_DAYS) -> Side:
        """Benefit and harm half a year after the last session of a course."""
        key = (name, next_day)
        if key not in self._sides:
            sessions = self.course(name, next_day)
            healed, day = in_brief(self.person, sessions)(self.best), sessions[-1].day + HALF_A_YEAR
            scar, dark = (float(np.clip(healed.curve(harm, [day])[0], 0, 1)) for harm in ("scar", "pih_risk"))
            self._sides[key] = Side(self._benefit(healed, day), scar, dark)
        return self._sides[key]

    @cached_property
    def benefit(self) -> Band:
        """The benefit of the course as done, and what is uncertain about it."""
        day, healing = self.person.sessions[-1].day + HALF_A_YEAR, in_brief(self.person)
        return band(lambda drawn: np.array(self._benefit(healing(drawn), day)), self.knowledge, 40)

    def _benefit(self, healed: Healing, day: float) -> float:
        share = filled(healed, concerns(healed.parameters.benefits)[self.concern], day)
        return least_treated(np.ravel(share), self._zone)

    def booked(self, day: float) -> tuple[float, float]:
        """Collagen and scar half a year after one session more on a day, each against the usual interval's."""
        (collagen, scar), (usual, usual_scar) = self._after_two(day), self._after_two(USUAL_DAYS)
        return collagen / max(usual, 1e-9) - 1, scar - usual_scar

    def _after_two(self, day: float) -> tuple[float, float]:
        """Collagen and scar half a year after one session more."""
        if day not in self._two:
            healed = in_brief(self.person, self.course(ONE_MORE, day))(self.best)
            collagen, scar = (
                float(healed.curve(name, [day + HALF_A_YEAR])[0]) for name in ("collagen_crosslinked", "scar")
            )
            self._two[day] = (collagen, scar)
        return self._two[day]

    def inflamed_until(self) -> float:
        """The last day on which the skin still signals from this session."""
        days = np.arange(0.25, 90, 0.25)
        over = self.cared(Aftercare()).chains.signalling.at(days) > CALM
        return float(days[over][-1]) if over.any() else 0.0

    def depths_mm(self) -> tuple[float, float]:
        """How deep the needles went on average in the zone treated least deep, and in the one treated deepest."""
        trauma, zones = self.person.sessions[-1].trauma, self.person.zones
        means = []
        for name in zones.names:
            cells = zones.judged_cells(name)
            touched = trauma.per_mm2[cells] > 0
            means += [float(trauma.depth_mm[cells][touched].mean())] if touched.any() else []
        return (min(means), max(means)) if means else (0.0, 0.0)


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
    if not known.treated:
        return [_("Nothing was treated in this run: there is nothing to tell.")]
    barrier = _("Half of the openings have closed after {hours:.0f} hours. On the first day nothing but a bland gel.")
    return [
        _red(known),
        barrier.format(hours=_hours_open(known)),
        _("No sun, sauna or sport for three days, sunscreen every day for two weeks."),
        _("No acids, retinoids or perfume for a week; do not scratch."),
        _("Come back if redness grows after the third day, or with pain, pus or fever."),
    ]


def _red(known: Known) -> str:
    """For how long redness and sensitivity last at the depth of this run."""
    low, high = (in_figures(depth, ".1f") for depth in known.depths_mm())
    span = span_in_words(float(known.red.low), float(known.red.high))
    if low == high:
        text = _("At {low} mm: redness and sensitivity like a mild sunburn for {span}; both fade by themselves.")
    else:
        text = _("At {low} to {high} mm: redness and sensitivity like a mild sunburn for {span}; both fade.")
    return text.format(low=low, high=high, span=span)


def _hours_open(known: Known) -> float:
    """Hours until half of the open channels have closed."""
    hours = np.arange(0.25, 96, 0.25)
    healed = known.cared(Aftercare())
    start = healed.curve("tewl", [1e-3])[0]
    closed = np.nonzero(healed.curve("tewl", hours / 24) < 0.5 * start)[0]
    return float(hours[closed[0]]) if len(closed) else 96.0
