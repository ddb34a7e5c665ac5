"""The patient on the treat screen: a face and a short line, what the skin shows, and what has happened unannounced."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pygame

from simulator.app.style import Style
from simulator.words import _, mark

WIDE, HIGH, FACE = 428, 64, 44
FINE = 4
"""Faces are drawn so much larger and shrunk, so that their lines are smooth."""
LEVELS = (1.5, 3.0, 5.0, 7.0)
"""Discomfort from 0 to 10 at which face and line change."""
LINES = (
    mark("“That is fine.”"),
    mark("“It pricks a little.”"),
    mark("“That stings.”"),
    mark("“That hurts.”"),
    mark("“That hurts a lot.”"),
)


class Told(NamedTuple):
    """What is told: the discomfort (none while nothing is felt), the event if one wants an answer, and small words."""

    felt: int | None
    event: str = ""
    seen: str = ""
    said: str = ""
    small: str = ""


def level(felt: float) -> int:
    """Which of the faces and lines belongs to a discomfort."""
    return sum(1 for least in LEVELS if felt >= least)


def picture(style: Style, told: Told, most: int) -> pygame.Surface:
    """The panel with face, line and small words, at most so wide; one that wants an answer has a rim and its sign."""
    px = style.px
    wide = min(px(WIDE), most)
    panel = pygame.Surface((wide, px(HIGH)), pygame.SRCALPHA)
    style.panel(panel, panel.get_rect(), "soft" if told.seen else "panel")
    if told.seen:
        style.frame(panel, panel.get_rect(), "accent", width=2)
    mood = 3 if told.event in ("raised hand", "pale") else level(told.felt or 0.0)
    face = _face(style, mood, told.event)
    at = px((HIGH - FACE) / 2)
    panel.blit(face, (at, at))
    x, room = px(HIGH + 2), wide - px(HIGH + 18)
    if told.event in SIGNS:
        sign = _sign(style, told.event)
        panel.blit(sign, (wide - sign.get_width() - px(12), at))
        room -= sign.get_width()
    line = _(told.seen) if told.seen else _(LINES[level(told.felt)]) if told.felt is not None else _("Lies still.")
    style.write(panel, style.shortened(line, "strong", room), (x, px(9)), "strong")
    style.write(panel, style.shortened(_small(told), "small", room), (x, px(35)), "small", "muted")
    return panel


def _small(told: Told) -> str:
    if told.said:
        return _("“{words}”").format(words=_(told.said))
    if told.felt is None or told.seen:
        return told.small
    felt = _("discomfort {felt} of 10").format(felt=told.felt)
    return _("{felt} · {signs}").format(felt=felt, signs=told.small) if told.small else felt


def _face(style: Style, mood: int, event: str) -> pygame.Surface:
    """A face of few lines: brows and mouth tell the mood; pale, it is white with sweat; turned away, it looks aside."""
    return style.kept(("face", mood, event), lambda: _drawn(style, mood, event))


def _drawn(style: Style, mood: int, event: str) -> pygame.Surface:
    side, ink = style.px(FACE) * FINE, style.colour["text"]
    fine = pygame.Surface((side, side), pygame.SRCALPHA)
    unit, thick = side / 44, max(1, round(side / 18))
    fill = style.colour["on_accent" if event == "pale" and not style.dark else "raised"]
    pygame.draw.circle(fine, fill, (side / 2, side / 2), side / 2 - thick / 2)
    pygame.draw.circle(fine, style.colour["edge"], (side / 2, side / 2), side / 2, max(1, thick // 2))
    aside = 9 if event == "turned head" else 0
    for eye in (-1, 1):
        x, y = (22 + 7.5 * eye + aside) * unit, 18.5 * unit
        if mood >= 4 or event == "pale":
            pygame.draw.line(fine, ink, (x - 3 * unit, y), (x + 3 * unit, y), thick)
        else:
            pygame.draw.circle(fine, ink, (x, y), 2 * unit)
        slant = (0, 0, 0.6, 1.6, 2.4)[mood] * unit
        brow = y - (6.5 if mood < 3 else 5.8) * unit
        inner, outer = (x - 3.2 * eye * unit, brow - slant), (x + 3.2 * eye * unit, brow + slant)
        pygame.draw.line(fine, ink, inner, outer, max(1, thick * 2 // 3))
    _mouth(fine, (22 + aside) * unit, unit, thick, ink, (2.2, 0.4, -1.2, -2.6, -4.0)[mood])
    if event == "pale":
        for x, y in ((33, 10), (36, 17), (10, 12)):
            pygame.draw.circle(fine, style.colour["skin_accent"], (x * unit, y * unit), 1.8 * unit)
    return pygame.transform.smoothscale(fine, (style.px(FACE), style.px(FACE)))


def _mouth(fine: pygame.Surface, x: float, unit: float, thick: int, ink: pygame.Color, curve: float) -> None:
    """A mouth that is bent up or down."""
    steps = [step / 8 for step in range(-8, 9)]
    points = [(x + 6.5 * s * unit, (31 + curve * (1 - s * s)) * unit) for s in steps]
    pygame.draw.lines(fine, ink, False, points, thick)
    for end in (points[0], points[-1]):
        pygame.draw.circle(fine, ink, end, thick / 2)


def _sign(style: Style, event: str) -> pygame.Surface:
    return style.kept(("sign", event), lambda: _sign_drawn(style, event))


def _sign_drawn(style: Style, event: str) -> pygame.Surface:
    side = style.px(FACE) * FINE
    fine = pygame.Surface((side, side), pygame.SRCALPHA)
    SIGNS[event](fine, side / 44, style.colour["accent"])
    return pygame.transform.smoothscale(fine, (style.px(FACE), style.px(FACE)))


def _hand(fine: pygame.Surface, unit: float, colour: pygame.Color) -> None:
    """An open hand, palm to the front."""
    pygame.draw.rect(fine, colour, (13 * unit, 22 * unit, 18 * unit, 18 * unit), border_radius=round(7 * unit))
    for number, (top, length) in enumerate(((10, 18), (6, 22), (8, 20), (13, 16))):
        finger = ((13.2 + 4.6 * number) * unit, top * unit, 3.8 * unit, length * unit)
        pygame.draw.rect(fine, colour, finger, border_radius=round(1.9 * unit))
    thumb = [(15, 36), (6.5, 27.5), (6, 24.5), (8.5, 23.5), (16, 29)]
    pygame.draw.polygon(fine, colour, [(x * unit, y * unit) for x, y in thumb])


def _silent(fine: pygame.Surface, unit: float, colour: pygame.Color) -> None:
    """A handpiece with its needles, struck through."""
    pygame.draw.rect(fine, colour, (16 * unit, 4 * unit, 12 * unit, 25 * unit), border_radius=round(4 * unit))
    for x in (18.5, 22, 25.5):
        pygame.draw.line(fine, colour, (x * unit, 30 * unit), (x * unit, 38 * unit), round(1.8 * unit))
    for shift, ink in ((2.4, (0, 0, 0, 0)), (0, colour)):
        ends = ((7 + shift) * unit, (37 - shift) * unit), ((35 + shift) * unit, (7 - shift) * unit)
        pygame.draw.line(fine, ink, *ends, round(3 * unit))


def _unclean(fine: pygame.Surface, unit: float, colour: pygame.Color) -> None:
    """A ring with specks in it."""
    pygame.draw.circle(fine, colour, (22 * unit, 22 * unit), 15 * unit, round(3 * unit))
    for x, y, size in ((18, 19, 3.2), (26, 25, 2.6), (25, 16, 1.8), (17, 28, 1.8)):
        pygame.draw.circle(fine, colour, (x * unit, y * unit), size * unit)


SIGNS: dict[str, Callable[[pygame.Surface, float, pygame.Color], None]] = {
    "raised hand": _hand,
    "stalled motor": _silent,
    "unclean tip": _unclean,
}
