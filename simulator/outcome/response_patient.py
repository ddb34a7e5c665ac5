"""One treated person: skins as they were left, what lies under them and what was planned; what can be asked of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.needling.skin import Skin
from simulator.needling.zones import Zones
from simulator.outcome.plan import ZonePlan
from simulator.outcome.response_band import DRAWS, SEED, Band, band, draws, some_cells
from simulator.outcome.response_benefit import concerns, filling, net_benefit, radiance, red_hours
from simulator.outcome.response_chains import QUANTITIES
from simulator.outcome.response_counterfactual import AS_DONE, variants
from simulator.outcome.response_course import GOOD_CARE, Aftercare, Floats, Healing, Session, follow
from simulator.outcome.response_injury import Tissue
from simulator.outcome.response_parameters import Knowledge, Parameters
from simulator.outcome.response_skin import felt, thinned, tissue
from simulator.outcome.site import Layers

NEXT_SESSION_DAYS = 28.0
"""When the session of "one session more" would be (four weeks, as in most studies)."""
JUDGED_DAYS = 180.0
"""So long after the last session a course is compared with another."""


class Patient(NamedTuple):
    """Sessions on the grid, tissue and zones under them, and the plan of every zone in their order."""

    sessions: tuple[Session, ...]
    tissue: Tissue
    zones: Zones
    plans: tuple[ZonePlan, ...]

    @property
    def judged(self) -> NDArray[np.bool_]:
        """The cells that means are taken over: those that the run is judged on."""
        return self.zones.judged

    @property
    def label(self) -> NDArray[np.int64]:
        """The zone of every judged cell from 1 on; 0 where nothing counts."""
        return np.where(self.zones.judged, self.zones.label, 0).astype(np.int64)


class Standing(NamedTuple):
    """What one course comes to, half a year after its last session; `against` is its net benefit less that as done."""

    net_benefit: Band
    collagen_total: float
    scar: float
    red_hours: float
    against: Band


def patient(
    skins: Sequence[tuple[float, Skin]], plans: tuple[ZonePlan, ...], layers: Mapping[str, Layers], skin_type: int
) -> Patient:
    """The person whose skin was left like this on these days."""
    zones = skins[0][1].zones
    sessions = tuple(Session(day, felt(skin)) for day, skin in skins)
    return Patient(sessions, tissue(zones, layers, skin_type), zones, plans)


def heal(person: Patient, parameters: Parameters, care: Aftercare = GOOD_CARE) -> Healing:
    """The healing on the whole grid; ask it `at(quantity, day)`."""
    return follow(person.sessions, person.tissue, parameters, care)


def in_brief(
    person: Patient,
    sessions: Sequence[Session] | None = None,
    care: Aftercare = GOOD_CARE,
    where: NDArray[np.bool_] | None = None,
) -> Callable[[Parameters], Healing]:
    """The healing of some hundred cells that stand for the skin, for any parameters: quick enough to ask often."""
    cells = some_cells(person.judged if where is None else where)
    told = person.sessions if sessions is None else sessions
    pairs = [(session.day, *thinned(session.trauma, person.tissue, cells)) for session in told]
    course = [Session(day, trauma) for day, trauma, _under in pairs]
    under = pairs[0][2]
    return lambda parameters: follow(course, under, parameters, care)


def curves(
    person: Patient, knowledge: Knowledge, days: Sequence[float], count: int = DRAWS, seed: int = SEED
) -> dict[str, Band]:
    """Every quantity, every concern's filled share and radiance over the days, each as a band [days]."""
    healing = in_brief(person)
    names = (*QUANTITIES, *concerns(knowledge.best().benefits), "radiance")

    def read(parameters: Parameters) -> Floats:
        """All curves under one set of parameters [names, days]."""
        healed = healing(parameters)
        states = [healed.curve(name, days) for name in QUANTITIES]
        gains = [filling(healed, concern, days) for concern in concerns(parameters.benefits).values()]
        return np.array([*states, *gains, radiance(healed, days)])

    found = band(read, knowledge, count, seed)
    return {name: Band(*(part[at] for part in found)) for at, name in enumerate(names)}


def compared(
    person: Patient, knowledge: Knowledge, interval_days: float = NEXT_SESSION_DAYS, count: int = DRAWS
) -> dict[str, Standing]:
    """The course as done and what it might have been, by name; differences are taken draw by draw."""
    courses = variants(person.sessions, person.zones, person.plans, interval_days)
    label = person.label.ravel()[some_cells(person.judged)]
    read = {name: _net(in_brief(person, course), _end(course), label) for name, course in courses.items()}
    drawn = {name: draws(one, knowledge, count) for name, one in read.items()}
    best = knowledge.best()
    found = {}
    for name, course in courses.items():
        healed, day = in_brief(person, course)(best), _end(course)
        net, base = float(read[name](best)), float(read[AS_DONE](best))
        found[name] = Standing(
            _banded(drawn[name], net),
            float(healed.curve("collagen_total", [day])[0]),
            float(healed.curve("scar", [day])[0]),
            red_hours(healed),
            _banded(drawn[name] - drawn[AS_DONE], net - base),
        )
    return found


def _end(course: Sequence[Session]) -> float:
    return max(session.day for session in course) + JUDGED_DAYS


def _net(
    healing: Callable[[Parameters], Healing], day: float, label: NDArray[np.int64]
) -> Callable[[Parameters], Floats]:
    return lambda parameters: np.array(net_benefit(healing(parameters), day, label))


def _banded(values: Floats, best: float) -> Band:
    low, high = np.percentile(values, [10, 90])
    return Band(low, np.array(best), high)
