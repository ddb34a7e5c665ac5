"""The panels beside the healing skin: what to tell, benefit and harm at equal size, what might have been, maps."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pygame

from simulator.app import parts
from simulator.app.screens import heal_curves
from simulator.app.screens.heal_known import CARES, Known, Side, amount, to_tell
from simulator.app.style import Style
from simulator.outcome.response_benefit import red_hours
from simulator.pictures import maps
from simulator.words import _

PAD = 16
FROM_MODEL = 2
"""So many sentences of what to tell have a number of the model in them; the others are usual advice."""


class Panel(NamedTuple):
    """A drawn panel, and where curves stand in it, for the cursor of the day."""

    surface: pygame.Surface
    curves: tuple[pygame.Rect, ...] = ()


def blank(style: Style, width: int, high: int) -> pygame.Surface:
    """An empty panel."""
    panel = pygame.Surface((width, high))
    panel.fill(style.colour["panel"])
    return panel


def tell(style: Style, width: int, known: Known) -> Panel:
    """What to tell this patient, sentence by sentence."""
    px, room = style.px, width - style.px(2 * PAD + 28)
    told = to_tell(known)
    highs = [style.measure(text, "body", room)[1] for text in told]
    panel = blank(style, width, px(44) + sum(highs) + len(told) * px(4) + px(28))
    style.write(panel, _("What to tell this patient"), (px(PAD), px(12)), "strong")
    y = px(44)
    for number, (text, high) in enumerate(zip(told, highs, strict=True)):
        _dot(style, panel, (px(PAD + 6), y + px(12)), number < FROM_MODEL)
        style.write(panel, text, (px(PAD + 28), y), "body", width=room)
        y += high + px(4)
    x = px(PAD)
    for filled, words in ((True, _("from the model")), (False, _("usual advice: convention"))):
        _dot(style, panel, (x + px(6), y + px(8)), filled)
        x = style.write(panel, words, (x + px(20), y), "small", "muted").right + px(20)
    return Panel(style.rounded(panel))


def _dot(style: Style, panel: pygame.Surface, centre: tuple[int, int], filled: bool) -> None:
    """A filled dot for what the model says, an open one for a convention."""
    rect = pygame.Rect(0, 0, style.px(10), style.px(10))
    rect.center = centre
    style.panel(panel, rect, "muted", radius=5)
    if not filled:
        style.panel(panel, rect.inflate(-style.px(4), -style.px(4)), "panel", radius=3)


def after(style: Style, width: int, known: Known, care: int) -> Panel:
    """What an aftercare changes, against good care."""
    px, room = style.px, width - style.px(2 * PAD)
    good, chosen = (known.cared(CARES[n][1]) for n in (0, care))
    rows = [
        (_("Redness can be seen for"), _hours(red_hours(good)), _hours(red_hours(chosen))),
        (_("Barrier still open after a day"), *(_share(h.curve("tewl", [1.0])[0], good) for h in (good, chosen))),
        (_("Risk of dark marks"), *(f"{h.curve('pih_risk', [28.0])[0]:.1%}" for h in (good, chosen))),
    ]
    panel = blank(style, width, px(48) + len(rows) * px(26) + px(56))
    style.write(panel, _("Aftercare changes"), (px(PAD), px(12)), "strong")
    columns = (px(PAD) + room * 7 // 10, px(PAD) + room)
    for x, name in zip(columns, (CARES[0][0], CARES[care][0]), strict=True):
        style.write(panel, _(name), (x, px(16)), "small", "muted", align="right")
    for number, (name, *values) in enumerate(rows):
        y = px(44) + number * px(26)
        style.write(panel, name, (px(PAD), y), "body", "muted")
        for x, value in zip(columns, values, strict=True):
            style.write(panel, value, (x, y), "strong", align="right")
    return Panel(panel)


def _hours(hours: float) -> str:
    return _("{hours:.0f} h").format(hours=hours) if hours < 48 else _("{days:.0f} d").format(days=hours / 24)


def _share(value: float, good: object) -> str:
    start = good.curve("tewl", [1e-3])[0]  # type: ignore[attr-defined]
    return f"{value / max(start, 1e-9):.0%}"


def balance(style: Style, width: int, side: Side) -> Panel:
    """Benefit and harm as bars of one length: what this model can give, and the worst that it knows."""
    px, room = style.px, width - style.px(2 * PAD)
    rows = (
        (_("Benefit"), side.benefit, _("{amount} of what this model can give").format(amount=amount(side.benefit))),
        (_("Scar"), side.scar, _scar(side.scar)),
        (_("Dark marks"), side.dark, _("a risk of {risk:.1%}").format(risk=side.dark)),
    )
    panel = blank(style, width, px(44) + len(rows) * px(42) + px(8))
    style.write(panel, _("Half a year after"), (px(PAD), px(12)), "strong")
    style.write(panel, _("model output, no promise"), (width - px(PAD), px(16)), "small", "muted", align="right")
    for number, (name, share, words) in enumerate(rows):
        y = px(44) + number * px(42)
        style.write(panel, name, (px(PAD), y), "small")
        style.write(panel, words, (width - px(PAD), y), "small", "muted", align="right")
        bar = pygame.Rect(px(PAD), y + px(20), room, px(10))
        parts.bar(style, panel, bar, share, "accent" if number == 0 else "text")
        if number == 0:
            for edge in (side.low, side.high):
                panel.fill(style.colour["text"], (bar.x + round(room * min(edge, 1)), bar.y - px(3), px(2), px(16)))
    return Panel(style.rounded(panel))


def _scar(share: float) -> str:
    if share < 0.01:
        return _("none that this model knows")
    return _("{share:.0%} of the worst that it knows").format(share=share)


def instead(style: Style, width: int, named: list[tuple[str, str, pygame.Surface]]) -> Panel:
    """What might have been, as pictures beside each other."""
    px = style.px
    wide = (width - px(16) * (len(named) - 1)) // len(named)
    high = round(wide * 0.52)
    panel = pygame.Surface((width, high + px(64)), pygame.SRCALPHA)
    for number, (title, words, picture) in enumerate(named):
        card = blank(style, wide, high + px(64))
        parts.picture_in(style, card, pygame.Rect(0, 0, wide, high), picture)
        style.write(card, style.shortened(title, "strong", wide - px(2 * PAD)), (px(PAD), high + px(8)), "strong")
        words = style.shortened(words, "small", wide - px(2 * PAD))
        style.write(card, words, (px(PAD), high + px(36)), "small", "muted")
        panel.blit(style.rounded(card), (number * (wide + px(16)), 0))
    return Panel(panel)


def charts(style: Style, width: int, known: Known) -> Panel:
    """The three curves with their legend, in a row or below each other."""
    px, room = style.px, width - style.px(2 * PAD)
    across = 3 if width >= px(520) else 1
    wide = (room - px(16) * (across - 1)) // across
    rows = -(-3 // across)
    panel = blank(style, width, px(12 + 32) + rows * px(heal_curves.HIGH + 8))
    places = []
    for number, shown in enumerate(heal_curves.CURVES):
        x = px(PAD) + (number % across) * (wide + px(16))
        rect = pygame.Rect(x, px(12) + (number // across) * px(heal_curves.HIGH + 8), wide, px(heal_curves.HIGH))
        heal_curves.draw(style, panel, rect, shown, known)
        places.append(rect)
    heal_curves.legend(style, panel, (px(PAD), panel.get_height() - px(28)))
    return Panel(style.rounded(panel), tuple(places))


def map_panel(
    style: Style, width: int, ground: np.ndarray, field: np.ndarray, look: tuple[str, str, maps.Scale, maps.Colours]
) -> Panel:
    """One map over grey skin with its legend: title, what it shows, scale and colours."""
    px, (title, about, scale, colours) = style.px, look
    wide = width - px(2 * PAD)
    high = round(wide * ground.shape[0] / ground.shape[1])
    panel = blank(style, width, px(60) + high + px(56))
    style.write(panel, title, (px(PAD), px(12)), "strong")
    style.write(panel, style.shortened(about, "small", wide), (px(PAD), px(36)), "small", "muted")
    picture = parts.picture(maps.grey(ground))
    over = parts.picture(maps.field_map(field, scale, colours, ground.shape[1] / field.shape[1]))
    picture = picture.convert_alpha()
    picture.blit(pygame.transform.smoothscale(over, picture.get_size()), (0, 0))
    panel.blit(pygame.transform.smoothscale(picture, (wide, high)), (px(PAD), px(60)))
    bar = pygame.Rect(px(PAD), px(60) + high + px(12), wide, px(10))
    panel.blit(parts.picture(maps.legend(scale, colours, bar.size).rgba), bar)
    for share, align in ((0.0, "left"), (0.5, "center"), (1.0, "right")):
        value = scale.low + share * (scale.high - scale.low)
        at = (bar.x + round(bar.width * share), bar.bottom + px(4))
        style.write(panel, f"{value:.0%}", at, "small", "muted", align=align)
    return Panel(style.rounded(panel))
