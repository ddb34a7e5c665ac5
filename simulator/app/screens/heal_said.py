"""The sentence of the heal screen that depends on when a next session is booked."""

from __future__ import annotations

from simulator.app.screens.heal_line import Booking
from simulator.report.known import USUAL_DAYS, Known
from simulator.words import _

NOTICED = 0.005
"""A change of collagen or scar that is told at all, as a share."""


def line(known: Known, booking: Booking | None) -> str:
    """What stands under the line: how to move, or what the booked session does."""
    if booking is None:
        return _("Drag the line, or use the arrow keys: one hour to one week after.")
    collagen, scar = known.booked(booking.day)
    if booking.day < booking.inflamed_until:
        if scar > NOTICED:
            text = _("Next session on day {day:.0f}: too early, the skin is still inflamed. The model sees a scar.")
        elif collagen < -NOTICED:
            text = _("Next session on day {day:.0f}: too early. In the model {part} of the new collagen is lost.")
        else:
            text = _("Next session on day {day:.0f}: too early, the skin is still inflamed.")
    elif abs(collagen) < NOTICED:
        text = _("Next session on day {day:.0f}: the skin is calm again. Drag the ring, or press + and –.")
    elif collagen > 0:
        text = _(
            "Next session on day {day:.0f}: the skin is calm; the model gives a little more than on day {usual:.0f}."
        )
    else:
        text = _(
            "Next session on day {day:.0f}: the skin is calm; the model gives a little less than on day {usual:.0f}."
        )
    return text.format(day=booking.day, part=fraction(-collagen), usual=USUAL_DAYS)


def fraction(share: float) -> str:
    """A share in words, since a figure would claim to know it better than the model does."""
    steps = (
        (0.07, _("a little")),
        (0.15, _("a tenth")),
        (0.22, _("a fifth")),
        (0.29, _("a quarter")),
        (0.42, _("a third")),
        (0.60, _("half")),
    )
    return next((words for most, words in steps if share < most), _("most"))
