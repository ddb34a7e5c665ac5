"""How home's panels are drawn: the two large ones on top and the cards of the grid."""

from __future__ import annotations

import pygame

from simulator.app.parts import picture_in
from simulator.app.screens.home_cards import Card, Interrupted, standing_in_words
from simulator.app.style import Style
from simulator.words import _, in_figures

LARGE, CARD, PICTURE = 176, 208, 112
"""Heights in design pixels: of a large panel, of a card, and of the picture on top of a card."""
SIDE = 232
"""Width of the picture beside the words of a large panel."""


def interrupted_panel(style: Style, width: int, run: Interrupted, picture: pygame.Surface | None) -> pygame.Surface:
    """The run that waits to be gone on with; its buttons are placed over it."""
    return _large(style, width, (run.when, run.title, run.about), picture)


def next_panel(style: Style, width: int, card: Card, picture: pygame.Surface | None) -> pygame.Surface:
    """The scenario to practise next; its button is placed over it."""
    words = (_("Practise next · {effort}").format(effort=card.effort), card.title, first_sentence(card.scenario.brief))
    return _large(style, width, words, picture)


def first_sentence(text: str) -> str:
    """The beginning of a brief, up to its first full stop."""
    whole = " ".join(text.split())
    return whole.partition(". ")[0].removesuffix(".") + "."


def _large(style: Style, width: int, words: tuple[str, str, str], picture: pygame.Surface | None) -> pygame.Surface:
    panel = pygame.Surface((width, style.px(LARGE)))
    panel.fill(style.colour["panel"])
    left = text_left(style, width)
    if left > style.px(16):
        picture_in(style, panel, pygame.Rect(0, 0, style.px(SIDE), panel.get_height()), picture)
    room = width - left - style.px(16)
    style.write(panel, words[0], (left, style.px(16)), "small", "muted")
    style.write(panel, style.shortened(words[1], "title", room), (left, style.px(32)), "title")
    style.write(panel, style.shortened(words[2], "body", room, 2), (left, style.px(64)), "body", "muted", width=room)
    return style.rounded(panel)


def text_left(style: Style, width: int) -> int:
    """Where words and buttons of a large panel begin: beside its picture, where there is room for one."""
    return style.px(SIDE + 24) if width >= style.px(560) else style.px(16)


def card_panel(style: Style, width: int, card: Card, picture: pygame.Surface | None) -> pygame.Surface:
    """One scenario of the grid."""
    panel = pygame.Surface((width, style.px(CARD)))
    panel.fill(style.colour["panel"])
    picture_in(style, panel, pygame.Rect(0, 0, width, style.px(PICTURE)), picture)
    chip(style, panel, card.effort, (width - style.px(8), style.px(PICTURE - 32)))
    left, top = style.px(16), style.px(PICTURE)
    room = width - 2 * left
    style.write(panel, style.shortened(card.title, "strong", room), (left, top + style.px(10)), "strong")
    style.write(panel, style.shortened(card.about, "small", room), (left, top + style.px(34)), "small", "muted")
    _standing(style, panel, card, pygame.Rect(left, top + style.px(56), width - 2 * left, style.px(24)))
    return style.rounded(panel)


def _standing(style: Style, panel: pygame.Surface, card: Card, rect: pygame.Rect) -> None:
    """Whether it is passed, as a sign and in words, and the best score."""
    sign = pygame.Rect(rect.x, rect.y + style.px(1), style.px(22), style.px(22))
    if card.standing.passed:
        style.panel(panel, sign, "accent", radius=11)
        tick = [
            (sign.x + sign.width * x, sign.y + sign.height * y) for x, y in ((0.28, 0.52), (0.44, 0.68), (0.74, 0.34))
        ]
        pygame.draw.lines(panel, style.colour["on_accent"], False, tick, style.px(2))
    else:
        style.frame(panel, sign, "edge", radius=11, width=1.5)
    words = (rect.x + style.px(32), rect.y + style.px(4))
    style.write(panel, standing_in_words(card.standing), words, "small", "text" if card.standing.passed else "muted")
    if card.standing.best is not None:
        box = style.write(panel, in_figures(card.standing.best, ".1f"), (rect.right, rect.y), "strong", align="right")
        style.write(panel, _("best"), (box.x - style.px(6), rect.y + style.px(4)), "small", "muted", align="right")


def chip(style: Style, panel: pygame.Surface, text: str, right_top: tuple[int, int]) -> None:
    """A few words on a small panel of their own, as words over a picture need it."""
    width = style.measure(text, "small")[0] + style.px(16)
    rect = pygame.Rect(right_top[0] - width, right_top[1], width, style.px(24))
    style.panel(panel, rect, "panel", radius=4)
    style.write(panel, text, (rect.centerx, rect.y + style.px(4)), "small", align="center")
