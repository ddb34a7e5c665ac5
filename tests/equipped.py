"""Scenarios with other devices: put in the place of theirs, or left open to choose."""

from __future__ import annotations

from simulator.files import places, scenario
from simulator.needling.hand import Act, Hand
from simulator.session import Scenario

PLACES = places.find()
IDS = sorted(path.stem for path in (PLACES.assets / "devices").glob("*.toml"))
PENS = [name for name in IDS if name.startswith("pen-")]


def text_of(name: str) -> str:
    return (PLACES.assets / "devices" / f"{name}.toml").read_text(encoding="utf-8")


def with_device(base: Scenario, name: str) -> Scenario:
    plan = base.texts["scenario"].replace('device = "pen-14"', f'device = "{name}"')
    return scenario.from_texts({**base.texts, "scenario": plan, "device": text_of(name)})


def with_choice(base: Scenario, *names: str) -> Scenario:
    """The scenario, which leaves the choice between its own device and others."""
    listed = ", ".join(f'"{name}"' for name in names)
    plan = base.texts["scenario"].replace('device = "pen-14"\n', f'device = "pen-14"\ndevices = [{listed}]\n')
    others = {f"device-{number}": text_of(name) for number, name in enumerate(names, 2)}
    return scenario.from_texts({**base.texts, "scenario": plan, **others})


def with_rates(hand: Hand, *rates: tuple[int, int]) -> Hand:
    """The hand with the motor set to rates (Hz) at times (µs)."""
    acts = (*hand.acts, *(Act(t_us, "rate", rate_hz) for t_us, rate_hz in rates))
    return hand._replace(acts=tuple(sorted(acts, key=lambda act: act.t_us)))
