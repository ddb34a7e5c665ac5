"""The header of a recording as it stands in a file: who, with what, how many samples, and the acts."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, Field, ValidationError

from simulator.files import strict
from simulator.files.form import Form
from simulator.needling.hand import Act
from simulator.session import Header, Recording

MOST_SAMPLES = 2 * 3600 * 1000
"""Two hours at 1 kHz."""
MOST_US = 2 * 3600 * 1_000_000
LIMITS = {
    "t_us": (0, MOST_US),
    "x_um": (-2_000_000, 2_000_000),
    "y_um": (-2_000_000, 2_000_000),
    "down": (0, 1),
    "force_mn": (0, 100_000),
    "tilt_ddeg": (0, 900),
    "tilt_dir_ddeg": (-3600, 3600),
}
"""The columns of a hand and what they may hold."""
RUN_ID = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$"
ACT = r"^[a-z][a-z0-9_.-]{0,63}$"

F = TypeVar("F", bound=Form)
Time = Annotated[int, Field(ge=0, le=MOST_US)]
EarlierForm = tuple[Annotated[str, Field(pattern=RUN_ID)], Annotated[float, Field(gt=0, le=3650)]]
ActForm = tuple[Time, Annotated[str, Field(pattern=ACT)], Annotated[int, Field(ge=-(2**53), le=2**53)]]


def _in_order(acts: list[ActForm]) -> list[ActForm]:
    if any(later[0] < earlier[0] for earlier, later in zip(acts[:-1], acts[1:], strict=True)):
        raise ValueError("acts must stand in order of time")
    return acts


class WhoForm(Form):
    """Session.Header, key by key."""

    run_id: Annotated[str, Field(pattern=RUN_ID)]
    trainee: Annotated[str, Field(max_length=200)]
    seed: Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
    physics: Annotated[int, Field(ge=1, le=1_000_000)]
    started: Annotated[str, Field(max_length=40)]
    input: Annotated[str, Field(max_length=100)]
    gain: Annotated[float, Field(ge=0, le=1000)]
    px_per_mm: Annotated[float, Field(ge=0, le=10_000)]
    contact: Literal["hold", "latch", "none"]
    source: Literal["live", "operator", "import"]
    earlier: Annotated[list[EarlierForm], Field(max_length=20)] = Field(default_factory=list)

    def header(self) -> Header:
        return Header(**(self.model_dump() | {"earlier": tuple((name, days) for name, days in self.earlier)}))


class ScenarioRef(Form):
    """Which scenario was run."""

    id: str
    title: str
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class HeaderForm(Form):
    """`header.json`."""

    format: Literal[1]
    run: WhoForm
    scenario: ScenarioRef
    device: str
    samples: Annotated[int, Field(ge=0, le=MOST_SAMPLES)]
    end_us: Time
    firsts: dict[str, Annotated[int, Field(ge=-(2**33), le=2**33)]]
    acts: Annotated[list[ActForm], Field(max_length=100_000), AfterValidator(_in_order)]

    def acts_of_hand(self) -> tuple[Act, ...]:
        return tuple(Act(*act) for act in self.acts)


def checked(data: bytes) -> HeaderForm:
    """The header in its form; a ValueError with what is wrong, in one line."""
    form = _validated(HeaderForm, strict.table(data))
    if set(form.firsts) != set(LIMITS):
        raise ValueError("not every column has its first value")
    return form


def who(table: object) -> Header:
    """Who, with what, when, from the table that `table` makes; a ValueError with what is wrong."""
    return _validated(WhoForm, table).header()


def table(who: Header) -> dict[str, Any]:
    """Who, with what, when, as a table."""
    known = {name: getattr(who, name) for name in WhoForm.model_fields}
    earlier = [list(one) for one in known.pop("earlier")]
    return known | ({"earlier": earlier} if earlier else {})


def _validated(form: type[F], value: object) -> F:
    try:
        return form.model_validate_json(json.dumps(value))
    except ValidationError as error:
        found = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False)[:5]]
        raise ValueError("; ".join(found)) from error


def form(recording: Recording, firsts: dict[str, int]) -> dict[str, Any]:
    """The header of a recording as a table."""
    scenario, hand = recording.scenario, recording.hand
    return {
        "format": 1,
        "run": table(recording.header),
        "scenario": {"id": scenario.id, "title": scenario.title, "digest": scenario.digest},
        "device": scenario.device.id,
        "samples": len(hand.samples),
        "end_us": hand.end_us,
        "firsts": firsts,
        "acts": [[act.t_us, act.what, act.value] for act in hand.acts],
    }
