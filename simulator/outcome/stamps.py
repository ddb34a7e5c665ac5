"""Stamps: short presses at one place, where the plan asks for them; what a glide owes is not asked of them.

A pen strikes as long as it touches the skin, so a stamp is nothing but a contact that neither glides nor lasts: no mode
of the device, but a way to use it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.needling.device import Device
from simulator.outcome.exact import percentile, share
from simulator.outcome.motion import Motion
from simulator.outcome.plan import Rubric, ZonePlan

STAMP_US = 1_000_000
"""A longer press is dwelling: 14 needles at 117 Hz leave 5,800 punctures per cm² in it (convention of this project)."""
STAMP_UM = 1000
"""A stamp stays so near to where it landed (convention of this project)."""
OF_GLIDES = ("technique.glide_in_band", "technique.steadiness")
OF_PENS = ("technique.landing_still_ms",)
"""What is asked of glides alone, and of devices alone that strike while they stand."""


def spans(motion: Motion, plans: tuple[ZonePlan, ...]) -> list[tuple[int, int, bool]]:
    """First and last-plus-one row of every contact that begins where stamps are planned, and whether it is one."""
    planned = np.array([False, *(plan.technique == "stamp" for plan in plans)])
    found = []
    for first, last in motion.spans(motion.contact) if planned.any() else ():
        if planned[motion.zone[first]]:
            x, y = (c[first:last] - c[first] for c in (motion.x_um, motion.y_um))
            near = bool((x * x + y * y <= STAMP_UM * STAMP_UM).all())
            found.append((first, last, near and int(motion.t_us[last - 1] - motion.t_us[first]) <= STAMP_US))
    return found


def rows(motion: Motion, plans: tuple[ZonePlan, ...]) -> NDArray[np.bool_]:
    """Which poses belong to stamps, bool [n]."""
    stamped = np.zeros(len(motion.t_us), bool)
    for first, last, stamp in spans(motion, plans):
        stamped[first:last] = stamp
    return stamped


def measure(motion: Motion, plans: tuple[ZonePlan, ...]) -> dict[str, Any]:
    """How many stamps there were, how long in ms, and their share of the contacts where they are planned (weight 0);
    nothing at all where no zone plans them.
    """
    if all(plan.technique != "stamp" for plan in plans):
        return {}
    found = spans(motion, plans)
    pressed = [int(motion.t_us[last - 1] - motion.t_us[first]) for first, last, stamp in found if stamp]
    middle = percentile(np.array(pressed, np.float64) / 1000, 50, 0)
    return {"stamps": len(pressed), "stamp_ms": {"p50": middle}, "stamp_share": share(len(pressed), len(found))}


def asked(rubric: Rubric, plans: tuple[ZonePlan, ...], device: Device) -> Rubric:
    """The rubric without what cannot be asked: of stamps alone how they glide, of a drum how long it stands."""
    stamped = all(plan.technique == "stamp" for plan in plans)
    spared = (*(OF_GLIDES if stamped else ()), *(OF_PENS if device.pitch_um else ()))
    left = {name: band for name, band in rubric.measures.items() if name not in spared}
    return replace(rubric, measures=left) if spared else rubric
