"""A device in words, for those who choose one: what it is, what it is good for, what a pass leaves, and who says so."""

from __future__ import annotations

from typing import NamedTuple

from simulator.needling.device import Device
from simulator.words import _, in_figures, mark

POINTERS = {
    "mouse": mark("mouse"),
    "touchpad": mark("touchpad"),
    "pen": mark("pen on glass"),
    "touch": mark("tablet or touch screen"),
}
"""What a hand may hold, by its class."""
AT_MM_S = 20.0
"""The glide at which a pass is told."""


class Told(NamedTuple):
    """Sentences about a device."""

    title: str
    facts: str
    dose: str
    good_for: str
    source: str


def told(device: Device) -> Told:
    """What is to be known of a device before it is taken."""
    dose = _("About {dose:,.0f} punctures per cm² in a pass at {speed:g} mm/s.")
    if device.pitch_um:
        dose = _("About {dose:,.0f} punctures per cm² in a pass, however fast it rolls.")
    dose = dose.format(dose=device.density_per_cm2(AT_MM_S), speed=AT_MM_S)
    facts = _drum(device) if device.pitch_um else _pen(device)
    return Told(device.title, facts, dose, device.good_for, device.source)


def _pen(device: Device) -> str:
    rates = device.rates_hz or (round(device.rate_hz),)
    text = _("{needles} needles, {rate} strokes a second, up to {most:.2f} mm in steps of {step:.2f} mm.")
    if len(rates) > 1:
        text = _("{needles} needles, {rate} to {fast} strokes a second, up to {most:.2f} mm in steps of {step:.2f} mm.")
    return text.format(
        needles=len(device.needles_um), rate=min(rates), fast=max(rates), most=device.dial_max_um / 1000,
        step=device.dial_step_um / 1000,
    )  # fmt: skip


def _drum(device: Device) -> str:
    lengths = range(device.dial_step_um, device.dial_max_um + 1, device.dial_step_um)
    *first, last = [in_figures(length / 1000, ".1f") for length in lengths]
    text = _(
        "Rows of {needles} needles every {pitch:g} mm on a drum {wide:g} mm wide, no motor; needles of {lengths} or "
        "{last} mm, which reach {loss:g} mm less."
    )
    return text.format(
        needles=len(device.needles_um), pitch=device.pitch_um / 1000, wide=device.tip_um / 1000,
        lengths=", ".join(first), last=last, loss=device.loss_um / 1000,
    )  # fmt: skip
