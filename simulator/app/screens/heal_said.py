"""Sentences of the heal screen that depend on what is booked and on what might have been."""

from __future__ import annotations

from simulator.app.screens.heal_known import USUAL_DAYS, Known, Side, amount
from simulator.app.screens.heal_line import Booking
from simulator.words import _

NOTICED = 0.005
"""A change of collagen or scar that is told at all, as a share."""


def line(known: Known, booking: Booking | None) -> str:
    """What stands under the line: how to move, or what the booked session does."""
    if booking is None:
        return _("Drag the line, or use the arrow keys: one hour to one week after.")
    collagen, scar = known.booked(booking.day)
    day = {"day": booking.day}
    if booking.day < booking.inflamed_until:
        if scar > NOTICED:
            text = _("Next session on day {day:.0f}: too early, the skin is still inflamed. The model sees a scar.")
        elif collagen < -NOTICED:
            text = _("Next session on day {day:.0f}: too early, {share:.0%} less new collagen than on day {usual:.0f}.")
        else:
            text = _("Next session on day {day:.0f}: too early, the skin is still inflamed.")
        return text.format(**day, share=-collagen, usual=USUAL_DAYS)
    if abs(collagen) < NOTICED:
        text = _("Next session on day {day:.0f}: the skin is calm again. Drag the ring, or press + and –.")
        return text.format(**day)
    text = _("Next session on day {day:.0f}: calm again; {share:+.0%} new collagen against day {usual:.0f}.")
    return text.format(**day, share=collagen, usual=USUAL_DAYS)


def even(side: Side, other: Side) -> str:
    """What the same dose would have given had it been spread evenly."""
    if other.benefit - side.benefit < 0.01:
        return _("nothing lost by unevenness")
    return _("{amount} instead of {now}").format(amount=amount(other.benefit), now=amount(side.benefit))


def more(side: Side, other: Side) -> str:
    """What one session more gives."""
    words = {"amount": amount(other.benefit), "now": amount(side.benefit)}
    if words["amount"] == words["now"]:
        return _("still {amount} of what is possible").format(**words)
    return _("{amount} instead of {now}").format(**words)
