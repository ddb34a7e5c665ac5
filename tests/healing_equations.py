"""The equations of healing once more, written out and given to an integrator: what the exact solution is held against.

Nothing of the solution is used here: stages are stepped through time, and a session's rule is written in scalars.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.integrate import solve_ivp

from simulator.outcome.response_parameters import Parameters

NAMES = (
    "flush", "acute", "signal", "touched_acute", "touched_signal", "formed_acute", "formed_signal", "activated",
    "secreting", "collagen_iii", "collagen_i", "collagen_crosslinked", "tropoelastin", "elastin", "epidermis",
    "scar_onset", "scar", "open_fast", "open_slow", "hazard_acute", "hazard_signal", "hazard", "committed", "scarred",
)  # fmt: skip
AT = {name: number for number, name in enumerate(NAMES)}


class Visit(NamedTuple):
    """One session in scalars."""

    day: float
    per_mm2: float
    depth_mm: float
    tear_mm: float


def told(visits: list[Visit], days: list[float], layers: tuple[float, float], skin_type: int, p: Parameters) -> dict:
    """Every quantity at every day, integrated from visit to visit: {name: [days]}."""
    wanted = sorted(days)
    state, now = np.zeros(len(NAMES)), min(visit.day for visit in visits)
    waiting, rows = sorted(visits), {day: np.zeros(len(NAMES)) for day in wanted if day < now}
    for stop in sorted({visit.day for visit in visits} | {day for day in wanted if day >= now}):
        if stop > now:
            found = solve_ivp(lambda _t, y: flow(y, p), (now, stop), state, "LSODA", rtol=1e-12, atol=1e-16)
            state, now = found.y[:, -1], stop
        while waiting and waiting[0].day == stop:
            state = state + jump(state, waiting.pop(0), layers, skin_type, p)
        rows[stop] = state
    return read_off(np.array([rows[day] for day in days]), p)


def flow(y: np.ndarray, p: Parameters) -> np.ndarray:
    """The rates of change of all states."""
    g, s, of = p.growth, p.signs, dict(zip(NAMES, y, strict=True))
    eta = g.type_iii_share / (1 - g.type_iii_share)
    total = (1 - g.type_iii_share) * of["collagen_i"] + g.type_iii_share * of["collagen_iii"]
    swap = g.exchange_rate * (of["collagen_iii"] - of["collagen_i"])
    slow, fast = (24 * math.log(2) / hours for hours in (s.pore_slow_hours, s.pore_fast_hours))
    change = {
        "flush": -g.flush_rate * of["flush"],
        "activated": g.signal_rate * of["formed_signal"] - g.activation_rate * of["activated"],
        "secreting": g.activation_rate * of["activated"] - g.secreting_rate * of["secreting"],
        "collagen_iii": g.collagen_iii_gain * of["secreting"] - swap - g.collagen_loss_rate * of["collagen_iii"],
        "collagen_i": g.collagen_i_gain * of["secreting"] + eta * swap - g.collagen_loss_rate * of["collagen_i"],
        "collagen_crosslinked": g.crosslink_rate * (total - of["collagen_crosslinked"]),
        "tropoelastin": g.tropoelastin_gain * of["secreting"] - g.tropoelastin_rate * of["tropoelastin"],
        "elastin": -g.elastin_damage * of["signal"]
        + g.elastin_share * g.tropoelastin_rate * of["tropoelastin"]
        - g.elastin_rate * of["elastin"],
        "epidermis": g.epidermis_gain * of["touched_signal"] - g.epidermis_rate * of["epidermis"],
        "scar_onset": -g.scar_onset_rate * of["scar_onset"],
        "scar": g.scar_onset_rate * of["scar_onset"] - g.scar_fading_rate * of["scar"],
        "open_fast": -fast * of["open_fast"],
        "open_slow": -slow * of["open_slow"],
        "hazard": of["hazard_acute"] + of["hazard_signal"],
        "committed": -g.collagen_loss_rate * of["committed"],
        "scarred": -g.scar_fading_rate * of["scarred"],
    }
    for prefix in ("", "touched_", "formed_", "hazard_"):
        acute, signal = of[f"{prefix}acute"], of[f"{prefix}signal"]
        change[f"{prefix}acute"] = -g.acute_rate * acute
        change[f"{prefix}signal"] = g.acute_rate * acute - g.signal_rate * signal
    return np.array([change[name] for name in NAMES])


def jump(y: np.ndarray, visit: Visit, layers: tuple[float, float], skin_type: int, p: Parameters) -> np.ndarray:
    """What one session adds to the states, from what it finds."""
    i, g, s = p.injury, p.growth, p.signs
    epidermis, dermis = layers
    n, depth, tear, thick = visit.per_mm2, visit.depth_mm, visit.tear_mm, epidermis + dermis
    peak_day = math.log(g.acute_rate / g.signal_rate) / (g.acute_rate - g.signal_rate)
    peak = g.acute_rate / (g.acute_rate - g.signal_rate) * (
        math.exp(-g.signal_rate * peak_day) - math.exp(-g.acute_rate * peak_day)
    )  # fmt: skip
    still = min(y[AT["touched_signal"]] / peak, 1)
    m = n * (1 + i.inflamed_weight * still)
    excluded = math.pi * i.hole_mm**2 + 4 * i.hole_mm * tear + 2 / math.pi * tear**2
    grown = math.exp((1 - i.slide_share) * m * excluded / 4)
    x = math.log((grown - i.slide_share) / (1 - i.slide_share)) / i.percolation
    wide = 0.0
    if x < 1:
        size = (i.hole_mm + tear) * (1 - x) ** (-i.cluster_power / 2)
        wide = (i.merged_mm / size) ** i.merged_steepness
    limit = min(i.scar_depth_mm, i.scar_depth_share * thick)
    deep = math.exp(-(depth - limit) / (i.scar_depth_width * thick))
    harm = (1 - math.exp(-m * excluded)) / (1 + wide) / (1 + deep) * (1 - min(y[AT["scarred"]], 1))
    track = max(depth - epidermis, 0)
    signal = 1 - math.exp(-n * math.pi * i.signal_radius_mm**2)
    contact = 1 - math.exp(-n * math.pi * i.contact_radius_mm**2)
    stimulus = i.signal_share * signal + (1 - i.signal_share) * contact
    room = max(min(track / dermis, 1) - y[AT["committed"]] / g.collagen_ceiling, 0)
    formed = stimulus * room * (1 - harm) * (1 - still)
    f = g.type_iii_share
    inflamed = signal * track / i.unit_depth_mm
    opened = (1 - math.exp(-n * math.pi / 4 * i.hole_mm**2)) * depth
    added = {
        "flush": 1 - math.exp(-n * depth / i.flush_mm_per_mm2),
        "acute": inflamed,
        "touched_acute": signal * min(depth / epidermis, 1),
        "formed_acute": formed,
        "scar_onset": harm,
        "open_fast": opened * (1 - s.pore_slow_share),
        "open_slow": opened * s.pore_slow_share,
        "hazard_acute": s[s._fields.index(f"pih_type_{skin_type}")] * inflamed * (1 + s.pih_harm * harm),
        "committed": formed * ((1 - f) * g.collagen_i_gain + f * g.collagen_iii_gain) / g.secreting_rate,
        "scarred": harm,
    }
    return np.array([added.get(name, 0.0) for name in NAMES])


def read_off(rows: np.ndarray, p: Parameters) -> dict:
    """The quantities that are told of a day."""
    of = {name: rows[:, number] for number, name in enumerate(NAMES)}
    f, s = p.growth.type_iii_share, p.signs
    same = ("collagen_i", "collagen_iii", "collagen_crosslinked", "tropoelastin", "elastin", "epidermis", "scar")
    return {
        **{name: of[name] for name in same},
        "collagen_total": (1 - f) * of["collagen_i"] + f * of["collagen_iii"],
        "redness_da": s.redness_flush_da * of["flush"]
        + s.redness_acute_da * of["acute"]
        + s.redness_late_da * of["signal"],
        "tewl": s.barrier_gain * (of["open_fast"] + of["open_slow"]),
        "pih_risk": 1 - np.exp(-of["hazard"]),
    }
