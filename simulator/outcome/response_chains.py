"""The chains of healing as equations: what each visible quantity does after one unit of each driver.

    flush     F'  = −k F                                        acute     N' = −kN N
    signal    M'  = kN N − kM M                                 cells     G' = kM M − kG G,   Y' = kG G − kY Y
    collagen  C3' = p3 Y − kx (C3 − C1) − k1 C3                 C1' = p1 Y + η kx (C3 − C1) − k1 C1
    total     C   = (1 − f) C1 + f C3,  η = f / (1 − f)         cross-linked  Q' = kq (C − Q)
    tropoelastin  T' = pT Y − kT T                              elastin   E' = −dE M + aE kT T − kE E
    epidermis     P' = pP M − kP P                              scar      S1' = −ks S1,  S' = ks S1 − kf S

All are linear, so one unit's answer is a sum of exponentials, and many sessions add up.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from simulator.outcome.response_exponentials import Exponentials, gathered, highest, mixed, push, through
from simulator.outcome.response_parameters import Growth, Signs

DRIVERS = ("flush", "inflamed", "touched", "formed", "opened", "harmed", "pigment")
"""What a session sets, per cell: dilated vessels, inflamed depth, signalling area, stimulus that forms collagen, open
area, tissue that will scar, and inflammation that can leave pigment."""

QUANTITIES = (
    "collagen_i", "collagen_iii", "collagen_total", "collagen_crosslinked", "tropoelastin", "elastin", "epidermis",
    "redness_da", "tewl", "scar", "pih_risk",
)  # fmt: skip
"""What is told of a day. Shares of the untreated baseline, but Δa* for redness and a probability for the last."""

HOURS = 24.0

Answer = tuple[tuple[str, Exponentials], ...]
"""How one quantity answers one unit of each of its drivers."""


class Chains(NamedTuple):
    """The answers, and what the next session must know of the earlier ones."""

    answers: dict[str, Answer]
    signalling: Exponentials
    """Share of the touched tissue that still signals; 1 at its highest."""
    committed: Exponentials
    """Collagen that a unit of stimulus has made or will make, less what is lost again."""
    scarring: Exponentials
    """Scar that is there or on its way."""


def chains(growth: Growth, signs: Signs, pore_slow_hours: float) -> Chains:
    """The answers for one set of parameters."""
    acute = push(growth.acute_rate)
    signal = through(acute, growth.signal_rate, growth.acute_rate)
    activated = through(signal, growth.activation_rate, growth.signal_rate)
    secreting = through(activated, growth.secreting_rate, growth.activation_rate)
    collagen = _collagen(secreting, growth)
    tropoelastin = through(secreting, growth.tropoelastin_rate, growth.tropoelastin_gain)
    lost = through(signal, growth.elastin_rate, -growth.elastin_damage)
    matured = through(tropoelastin, growth.elastin_rate, growth.elastin_share * growth.tropoelastin_rate)
    scar = through(push(growth.scar_onset_rate), growth.scar_fading_rate, growth.scar_onset_rate)
    answers: dict[str, Answer] = {
        **collagen,
        "tropoelastin": (("formed", tropoelastin),),
        "elastin": (("inflamed", lost), ("formed", matured)),
        "epidermis": (("touched", through(signal, growth.epidermis_rate, growth.epidermis_gain)),),
        "redness_da": _redness(acute, signal, growth, signs),
        "tewl": (("opened", mixed((signs.barrier_gain, closing(signs, pore_slow_hours)))),),
        "scar": (("harmed", scar),),
        "pih_risk": (("pigment", gathered(mixed((1, acute), (1, signal)))),),
    }
    return Chains(
        answers,
        signalling=mixed((1 / highest(signal, 30), signal)),
        committed=push(growth.collagen_loss_rate, made_by_a_unit(growth)),
        scarring=push(growth.scar_fading_rate),
    )


def made_by_a_unit(growth: Growth) -> float:
    """Total collagen that one unit of stimulus makes before any is lost: ((1 − f) p1 + f p3) / kY."""
    f = growth.type_iii_share
    return ((1 - f) * growth.collagen_i_gain + f * growth.collagen_iii_gain) / growth.secreting_rate


def closing(signs: Signs, slow_hours: float) -> Exponentials:
    """Share of the open area that is still open: most closes within hours, the rest by its own half-life."""
    rates = (HOURS * math.log(2) / signs.pore_fast_hours, HOURS * math.log(2) / slow_hours)
    return Exponentials(rates, (1 - signs.pore_slow_share, signs.pore_slow_share))


def _collagen(secreting: Exponentials, growth: Growth) -> dict[str, Answer]:
    """Type III and I exchange, so their difference D = C3 − C1 and their mass W = η C3 + C1 are solved instead."""
    f, p3, p1 = growth.type_iii_share, growth.collagen_iii_gain, growth.collagen_i_gain
    eta, loss = f / (1 - f), growth.collagen_loss_rate
    apart = through(secreting, growth.exchange_rate * (1 + eta) + loss, p3 - p1)
    mass = through(secreting, loss, eta * p3 + p1)
    three = mixed((1 / (1 + eta), mass), (1 / (1 + eta), apart))
    one = mixed((1 / (1 + eta), mass), (-eta / (1 + eta), apart))
    total = mixed((1 - f, one), (f, three))
    linked = through(total, growth.crosslink_rate, growth.crosslink_rate)
    named = {"collagen_i": one, "collagen_iii": three, "collagen_total": total, "collagen_crosslinked": linked}
    return {name: (("formed", curve),) for name, curve in named.items()}


def _redness(acute: Exponentials, signal: Exponentials, growth: Growth, signs: Signs) -> Answer:
    flush = push(growth.flush_rate, signs.redness_flush_da)
    late = mixed((signs.redness_acute_da, acute), (signs.redness_late_da, signal))
    return (("flush", flush), ("inflamed", late))
