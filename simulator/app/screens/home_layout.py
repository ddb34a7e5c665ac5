"""Where things are on home: large panels on top, filters by site, and the grid of cards, for any window and scale."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal, Protocol

import pygame

from simulator.app.column import Column
from simulator.app.page import Action, Page
from simulator.app.screen import Screen
from simulator.app.screens import header, home_given, home_notes
from simulator.app.screens.home_cards import Card, next_card, sites
from simulator.app.screens.home_panels import CARD, LARGE, card_panel, interrupted_panel, next_panel, text_left
from simulator.app.screens.home_work import Shelf, doubt_in_words
from simulator.words import _

MARGIN, GUTTER = 24, 16
NARROWEST, BESIDE = 264, 1000
"""A card is at least this wide; from this width on the large panels lie beside each other (design pixels)."""


class Acts(home_given.Acts, home_notes.Acts, Protocol):
    """What can be done on home."""

    def start(self, card: Card) -> Screen: ...
    def go_on(self) -> Screen: ...
    def doubt(self, way: Literal["", "again", "discard"]) -> Screen: ...
    def again(self) -> Screen: ...
    def discard(self) -> Screen: ...
    def choose(self, site: str | None) -> Screen: ...
    def stay(self) -> Screen: ...
    def progress(self) -> Screen: ...
    def today(self) -> Screen: ...
    def learn(self) -> Screen: ...
    def assess(self) -> Screen: ...
    def teach(self) -> Screen: ...
    def settings(self) -> Screen: ...


def lay_out(page: Page, shelf: Shelf, site: str | None, acts: Acts) -> None:
    """Puts all panels and widgets of home onto an empty page."""
    style, size = page.style, page.size
    top, margin = style.px(header.HEIGHT), style.px(MARGIN)
    column = page.column(pygame.Rect(margin, top, size[0] - 2 * margin, size[1] - top))
    y = _large(page, column, shelf, acts)
    y = home_notes.lay(page, column, y, shelf.notes, acts)
    y = home_given.lay(page, column, y, shelf.given, acts)
    y = _filters(page, column, y, shelf.cards, site, acts)
    _grid(page, column, y, [c for c in shelf.cards if site in (None, c.scenario.site.title)], shelf, acts)
    _unusable(page, column, shelf.faulty)
    column.finish()
    header.tabs(page, 0, (acts.stay, acts.progress, acts.assess, acts.teach, acts.settings))


def _large(page: Page, column: Column, shelf: Shelf, acts: Acts) -> int:
    """The panels on top; returns the y below them."""
    style, run = page.style, shelf.interrupted
    upcoming = next_card(shelf.cards, run.recording.scenario.id if run and run.recording else None)
    count = bool(run) + bool(upcoming)
    beside = count == 2 and column.rect.width >= style.px(BESIDE)
    width = (column.rect.width - style.px(GUTTER)) // 2 if beside else column.rect.width
    right, below = (width + style.px(GUTTER), 0) if beside else (0, style.px(LARGE + GUTTER))
    x, y = 0, style.px(MARGIN)
    if run:
        if shelf.doubt:
            run = run._replace(about=doubt_in_words(run))
        picture = shelf.pictures.get(run.recording.scenario.id) if run.recording else None
        column.image(interrupted_panel(style, width, run, picture), (x, y))
        _buttons(page, column, (x, y), width, _ways(run.recording is not None, shelf.doubt, acts))
        x, y = x + right, y + below
    if upcoming:
        picture = shelf.pictures.get(upcoming.scenario.id)
        column.image(next_panel(style, width, upcoming, picture), (x, y))
        kind = "" if run else "primary"
        wanted: list[tuple[str, Action, str]] = [(_("Today: 5 min"), acts.today, kind)]
        wanted += [(_("Start"), partial(acts.start, upcoming), ""), (_("Learn"), acts.learn, "quiet")]
        _buttons(page, column, (x, y), width, wanted)
    return column.height + style.px(MARGIN)


def _ways(readable: bool, doubt: str, acts: Acts) -> list[tuple[str, Action, str]]:
    """What can be done with an interrupted run; what would discard it asks first."""
    if doubt:
        lost = (_("Discard"), acts.discard) if doubt == "discard" else (_("Discard and start again"), acts.again)
        return [(_("Keep it"), partial(acts.doubt, ""), "primary"), (*lost, "")]
    first: list[tuple[str, Action, str]] = []
    if readable:
        first = [(_("Continue"), acts.go_on, "primary"), (_("Start again"), partial(acts.doubt, "again"), "")]
    return [*first, (_("Discard"), partial(acts.doubt, "discard"), "quiet")]


def _buttons(
    page: Page, column: Column, at: tuple[int, int], width: int, wanted: Sequence[tuple[str, Action, str]]
) -> None:
    """Buttons of a large panel, from left to right."""
    px = page.style.px
    x, y = at[0] + text_left(page.style, width), at[1] + px(LARGE - 56)
    for text, action, kind in wanted:
        button = page.button(text, pygame.Rect(x, y, 0, px(40)), action, kind, column.sheet)
        x += button.rect.width + px(8)


def _filters(page: Page, column: Column, y: int, cards: Sequence[Card], site: str | None, acts: Acts) -> int:
    """A chip for all scenarios and one for each site, with their numbers; returns the y below them."""
    px, x = page.style.px, 0
    chips: list[tuple[str | None, str, int]] = [(None, _("All"), len(cards))]
    chips += [(key, title, count) for key, (title, count) in sites(cards).items()]
    for key, title, count in chips:
        text = _("{title}  {count}").format(title=title, count=count)
        wide = page.width(text)
        if x + wide > column.rect.width:
            x, y = 0, y + px(48)
        kind = "chosen" if key == site else "choice"
        page.button(text, pygame.Rect(x, y, wide, px(40)), partial(acts.choose, key), kind, column.sheet)
        x += wide + px(8)
    return y + px(40 + GUTTER)


def _grid(page: Page, column: Column, y: int, cards: Sequence[Card], shelf: Shelf, acts: Acts) -> None:
    """The cards, as many beside each other as there is room for."""
    px = page.style.px
    count = max(1, (column.rect.width + px(GUTTER)) // px(NARROWEST + GUTTER))
    width = (column.rect.width - (count - 1) * px(GUTTER)) // count
    for number, card in enumerate(cards):
        row, place = divmod(number, count)
        at = (place * (width + px(GUTTER)), y + row * px(CARD + GUTTER))
        column.image(card_panel(page.style, width, card, shelf.pictures.get(card.scenario.id)), at)
        rect = pygame.Rect(at, (width, px(CARD)))
        page.button("", rect, partial(acts.start, card), "card", column.sheet)


def _unusable(page: Page, column: Column, files: Sequence[str]) -> None:
    """A line under the grid about scenario files that cannot be used."""
    if files:
        text = _("Scenario files with faults: {files}. The command `needlepass scenario check` says what is wrong.")
        text, width = text.format(files=", ".join(files)), column.rect.width
        line = pygame.Surface((width, page.style.measure(text, "small", width)[1]))
        line.fill(page.style.colour["background"])
        page.style.write(line, text, (0, 0), "small", "muted", width=width)
        column.image(line, (0, column.height + page.style.px(GUTTER)))
