"""The panels beside the healing skin: what to tell, what aftercare changes, and the outlook in words."""

from __future__ import annotations

import pygame

from simulator.app import parts
from simulator.app.style import Style
from simulator.outcome.response_benefit import red_hours
from simulator.outcome.response_course import Healing
from simulator.report.known import CARES, Known, Side, amount, to_tell
from simulator.words import _, in_figures

PAD = 16
FROM_MODEL = 2
"""So many sentences of what to tell have a number of the model in them; the others are usual advice."""


def blank(style: Style, width: int, high: int) -> pygame.Surface:
    """An empty panel."""
    panel = pygame.Surface((width, high))
    panel.fill(style.colour["panel"])
    return panel


def tell(style: Style, width: int, known: Known) -> pygame.Surface:
    """What to tell this patient, sentence by sentence."""
    px, room = style.px, width - style.px(2 * PAD + 28)
    told = to_tell(known)
    highs = [style.measure(text, "body", room)[1] for text in told]
    panel = blank(style, width, px(44) + sum(highs) + len(told) * px(4) + px(24))
    style.write(panel, _("What to tell this patient"), (px(PAD), px(12)), "strong")
    y = px(44)
    for number, (text, high) in enumerate(zip(told, highs, strict=True)):
        _dot(style, panel, (px(PAD + 6), y + px(12)), number < FROM_MODEL)
        style.write(panel, text, (px(PAD + 28), y), "body", width=room)
        y += high + px(4)
    x = px(PAD)
    signs = ((True, _("from the model")), (False, _("usual advice: convention"))) if known.treated else ()
    for filled, words in signs:
        _dot(style, panel, (x + px(6), y + px(8)), filled)
        x = style.write(panel, words, (x + px(20), y), "small", "muted").right + px(20)
    return style.rounded(panel)


def _dot(style: Style, panel: pygame.Surface, centre: tuple[int, int], filled: bool) -> None:
    """A filled dot for what the model says, an open one for a convention."""
    rect = pygame.Rect(0, 0, style.px(10), style.px(10))
    rect.center = centre
    style.panel(panel, rect, "muted", radius=5)
    if not filled:
        style.panel(panel, rect.inflate(-style.px(4), -style.px(4)), "panel", radius=3)


def after(style: Style, width: int, known: Known, care: int) -> pygame.Surface:
    """What an aftercare changes, against good care; room for its buttons at the foot."""
    px, right = style.px, width - style.px(PAD)
    shown = [0, care] if care else [0]
    healed = [known.cared(CARES[n][1]) for n in shown]
    rows = [
        (_("Redness can be seen for"), [_hours(red_hours(one)) for one in healed]),
        (_("Barrier still open after a day"), [_share(one) for one in healed]),
        (_("Risk of dark marks"), [in_figures(one.curve("pih_risk", [28.0])[0], ".1%") for one in healed]),
    ]
    panel = blank(style, width, px(44) + len(rows) * px(24) + px(60))
    style.write(panel, _("Aftercare changes"), (px(PAD), px(12)), "strong")
    columns = [right - (len(shown) - 1 - n) * px(130) for n in range(len(shown))]
    for x, n in zip(columns, shown, strict=True):
        style.write(panel, _(CARES[n][0]), (x, px(16)), "small", "muted", align="right")
    for number, (name, values) in enumerate(rows):
        y = px(44) + number * px(24)
        style.write(panel, name, (px(PAD), y), "body", "muted")
        for x, value in zip(columns, values, strict=True):
            style.write(panel, value, (x, y), "strong", align="right")
    return style.rounded(panel)


def _hours(hours: float) -> str:
    return _("{hours:.0f} h").format(hours=hours) if hours < 48 else _("{days:.0f} d").format(days=hours / 24)


def _share(healed: Healing) -> str:
    """How much of what the needles opened is still open after a day."""
    start, day = healed.curve("tewl", [1e-3, 1.0])
    return f"{day / max(start, 1e-9):.0%}"


def outlook(style: Style, width: int, side: Side) -> pygame.Surface:
    """Benefit and harm in words."""
    px = style.px
    pairs = (
        (_("Benefit"), _("{amount} of what this model can give").format(amount=amount(side.benefit))),
        (_("Scar"), _scar(side.scar)),
        (_("Dark marks"), _("a risk of {risk:.1%}").format(risk=side.dark)),
    )
    panel = blank(style, width, px(44 + 12) + len(pairs) * px(24))
    style.write(panel, _("Half a year after"), (px(PAD), px(12)), "strong")
    parts.rows(style, panel, pygame.Rect(px(PAD), px(44), width - px(2 * PAD), 0), pairs)
    return style.rounded(panel)


def _scar(share: float) -> str:
    if share < 0.01:
        return _("none that this model knows")
    return _("{share:.0%} of the worst that it knows").format(share=share)
