"""The table of a class board: members below each other, tasks beside each other, a sign of its own for every state."""

from __future__ import annotations

import pygame

from simulator.app import parts
from simulator.app.style import Style
from simulator.report.board import Board, Cell
from simulator.words import _, mark

NAME, WIDEST, ROW, HEAD, SIGN = 180, 260, 36, 64, 20
STATES = {
    "met": mark("met"),
    "under way": mark("under way"),
    "stuck": mark("stuck: five attempts"),
    "not begun": mark("not begun"),
    "aided only": mark("with help only"),
}


def column_of(style: Style, shown: Board, width: int) -> int:
    """Window pixels of the column of one task."""
    return min((width - style.px(NAME)) // max(len(shown.tasks), 1), style.px(WIDEST))


def table(style: Style, shown: Board, width: int) -> pygame.Surface:
    """Members below each other, tasks beside each other, a sign and the number of attempts for each."""
    px, column = style.px, column_of(style, shown, width)
    panel = pygame.Surface((width, px(HEAD + ROW * len(shown.members))))
    panel.fill(style.colour["panel"])
    for number, (_task, title) in enumerate(shown.tasks):
        words = style.shortened(_(title), "small", column - px(12))
        style.write(panel, words, (px(NAME) + column * number, px(8)), "small", "muted")
    for row, person in enumerate(shown.members):
        y = px(HEAD + ROW * row)
        panel.fill(style.colour["line"], (px(16), y, width - px(32), 1))
        style.write(panel, style.shortened(person, "body", px(NAME - 32)), (px(16), y + px(6)), "body")
        for number, (task, _title) in enumerate(shown.tasks):
            _cell(style, panel, (px(NAME) + column * number, y + px(8)), shown.cells[person, task])
    return style.rounded(panel)


def _cell(style: Style, panel: pygame.Surface, at: tuple[int, int], cell: Cell) -> None:
    px = style.px
    sign(style, panel, (at[0] + px(SIGN // 2), at[1] + px(SIGN // 2)), cell.state)
    words = [] if cell.last is None else [f"{cell.last:.0f}", _("{count} runs").format(count=cell.attempts)]
    if cell.edited:
        words.append(_("edited"))
    elif not cell.checked:
        words.append(_("unchecked"))
    style.write(panel, " · ".join(words), (at[0] + px(SIGN + 8), at[1] + px(2)), "small", "muted")


def sign(style: Style, panel: pygame.Surface, centre: tuple[int, int], state: str) -> None:
    """Every state has a shape of its own, so that no colour is needed to tell them apart."""
    px = style.px
    rect = pygame.Rect(0, 0, px(SIGN), px(SIGN))
    rect.center = centre
    if state == "met":
        style.panel(panel, rect, "accent", radius=SIGN / 2)
        tick = [
            (rect.x + rect.width * x, rect.y + rect.height * y) for x, y in ((0.28, 0.52), (0.44, 0.68), (0.74, 0.34))
        ]
        pygame.draw.lines(panel, style.colour["on_accent"], False, tick, px(2))
    elif state == "stuck":
        parts.warning(style, panel, centre)
    else:
        style.frame(panel, rect, "accent" if state == "under way" else "edge", radius=SIGN / 2, width=2)
        inner = rect.inflate(-px(10), -px(10))
        if state == "under way":
            style.panel(panel, inner, "accent", radius=SIGN / 4)
        elif state == "aided only":
            panel.fill(style.colour["text"], (rect.centerx - px(5), rect.centery - px(1), px(10), px(2)))


def legend(style: Style, width: int) -> pygame.Surface:
    """What the signs mean."""
    px, x = style.px, style.px(16)
    line = pygame.Surface((width, px(28)), pygame.SRCALPHA)
    for state, words in STATES.items():
        sign(style, line, (x + px(SIGN // 2), px(14)), state)
        box = style.write(line, _(words), (x + px(SIGN + 8), px(6)), "small", "muted")
        x = box.right + px(20)
    return line.premul_alpha()
