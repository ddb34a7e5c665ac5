"""The assessor's desk: runs to judge, without names, one key from the next."""

from __future__ import annotations

from functools import partial
from typing import Literal

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import desk_cards, desk_work, header
from simulator.app.screens.desk_work import Waiting
from simulator.errors import NeedlepassError
from simulator.files import judgements, recording
from simulator.words import _, mark

MARGIN, GUTTER, NARROWEST = 24, 16, 236
AT_ONCE = 48
"""So many runs are laid out; more are reached by searching, or as these are judged."""
Show = Literal["all", "open", "done", "settle"]
SHOWS: dict[Show, str] = {
    "all": mark("All"),
    "open": mark("To mark"),
    "done": mark("Marked"),
    "settle": mark("Raters differ"),
}


class Desk:
    """The list of runs; small maps are drawn one a frame."""

    relative = False

    def __init__(self, program: Program) -> None:
        self.program, self.style = program, program.style
        self.waiting, self.faults = desk_work.work(program) if program.trainee else ([], [])
        self.show: Show = "open" if desk_work.left(self.waiting) else "all"
        self.search = ""
        self._thumbs: dict[str, pygame.Surface | None] = {}
        self._size = (0, 0)
        self._page: Page | None = None
        self._seen = False

    def shown(self) -> list[Waiting]:
        """The runs that fit filter and search."""
        wanted = {"all": ("open", "begun", "done", "settle"), "open": ("open", "begun"), "done": ("done", "settle")}
        states = wanted.get(self.show, ("settle",))
        words = self.search.lower().split()
        return [
            one
            for one in self.waiting
            if one.state in states and all(w in f"{_(one.row.scenario_title)} {one.code}".lower() for w in words)
        ]

    def resize(self, size: tuple[int, int]) -> None:
        """Lays everything out anew; the place in the list and the focus are kept."""
        before, self._size = self._page, size
        self._page = Page(self.style, size, before)
        self._lay_out(self._page)
        if before is not None:
            self._page.columns[0].scroll(before.columns[0].top)
            self._page.focus.take_from(before.focus)

    def _lay_out(self, page: Page) -> None:
        px, width = page.style.px, page.size[0] - 2 * page.style.px(MARGIN)
        self._header(page)
        top = px(header.HEIGHT + 64)
        x, y = px(MARGIN), px(header.HEIGHT + 14)
        for show, title in SHOWS.items():
            count = sum(1 for _one in self._of(show))
            text = _("{title}  {count}").format(title=_(title), count=count)
            kind = "chosen" if show == self.show else "choice"
            x = page.button(text, pygame.Rect(x, y, 0, px(36)), partial(self.filter, show), kind).rect.right + px(8)
        column = page.column(pygame.Rect(px(MARGIN), top, width, page.size[1] - top))
        runs = self.shown()
        count = max(1, (width + px(GUTTER)) // px(NARROWEST + GUTTER))
        wide = (width - (count - 1) * px(GUTTER)) // count
        for number, one in enumerate(runs[:AT_ONCE]):
            row, place = divmod(number, count)
            at = (place * (wide + px(GUTTER)), px(4) + row * px(desk_cards.CARD + GUTTER))
            column.image(desk_cards.card(page.style, wide, one, self._thumbs.get(one.code)), at)
            rect = pygame.Rect(at, (wide, px(desk_cards.CARD)))
            page.button("", rect, partial(self.open, one), "card", column.sheet)
        self._below(page, column, runs, width)
        column.finish()

    def _below(self, page: Page, column: object, runs: list[Waiting], width: int) -> None:
        """What there is to say under the cards, or instead of them."""
        said = list(self.faults)
        if not self.program.trainee:
            said.append(_("Who judges? Type a name, or letters that stand for you, and press Enter."))
        elif not self.waiting:
            said.append(_("No runs of others lie in this library. Put run files into its folder, and they appear."))
        elif not runs:
            said.append(_("No run fits. Press Backspace to search for less, or choose another filter."))
        if len(runs) > AT_ONCE:
            said.append(_("And {count} more: type a word to search.").format(count=len(runs) - AT_ONCE))
        for text in said:
            line = pygame.Surface((width, page.style.measure(text, "body", width)[1]))
            line.fill(page.style.colour["background"])
            page.style.write(line, text, (0, 0), "body", "muted", width=width)
            page.columns[0].image(line, (0, page.columns[0].height + page.style.px(GUTTER)))

    def _of(self, show: Show) -> list[Waiting]:
        before, self.show = self.show, show
        found = self.shown()
        self.show = before
        return found

    def _header(self, page: Page) -> None:
        px, right = page.style.px, page.size[0] - page.style.px(MARGIN)
        count = desk_work.left(self.waiting)
        wanted = [(_("Practise"), self.home, "")]
        if count:
            wanted.append((_("Next to mark (Enter)"), self.next, "primary"))
        for text, act, kind in reversed(wanted):
            wide = page.width(text)
            page.button(text, pygame.Rect(right - wide, px(12), wide, px(40)), act, kind)
            right -= wide + px(8)

    def handle(self, event: pygame.Event) -> Screen | None:
        """Buttons and cards lead on; letters search."""
        if event.type == pygame.KEYDOWN:
            if event.key == pygame.K_RETURN and not self.program.trainee and self.search.strip():
                return self._sit_down()
            if event.key == pygame.K_ESCAPE:
                return self.home() if not self.search else self._searched("")
            if event.key == pygame.K_BACKSPACE:
                return self._searched(self.search[:-1])
            letter = event.unicode
            if letter and letter.isprintable() and (letter != " " or self.search):
                return self._searched(self.search + letter)
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def _sit_down(self) -> Screen:
        """Somebody has said who judges here."""
        name = self.search.strip()
        judgements.path_of(self.program.library.folder, "run", name)  # says what is wrong with a name
        self.program.trainee = name
        return ways.desk(self.program)

    def _searched(self, text: str) -> Screen:
        self.search = text[:60]
        self.resize(self._size)
        return self

    def tick(self, now_us: int) -> Screen:
        """Widgets follow the pointer; the next small map is drawn once the cards have been seen."""
        if self._page:
            self._page.tick(now_us)
        if self._seen:
            one = next((run for run in self.shown()[:AT_ONCE] if run.code not in self._thumbs), None)
            if one is not None:
                self._thumbs[one.code] = self._thumb(one)
                if all(run.code in self._thumbs for run in self.shown()[:AT_ONCE]) or len(self._thumbs) % 6 == 0:
                    self.resize(self._size)
        return self

    def _thumb(self, one: Waiting) -> pygame.Surface | None:
        """The small map; None where the run cannot be read, which is said when it is opened."""
        try:
            return desk_cards.thumb(self.program, one)
        except NeedlepassError:
            return None

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed."""
        self._seen = True
        if self._page is None or not self._page.stale():
            return []
        px = self.style.px
        surface.fill(self.style.colour["background"])
        who, words = self.program.trainee, ""
        if who:
            words = _("{count} left for {rater}").format(count=desk_work.left(self.waiting), rater=who)
        header.draw(self.style, surface, _("Assess"), words, surface.get_width() - px(420))
        empty, typed = _("Type to search"), _("Search: {text}")
        if not self.program.trainee:
            empty, typed = _("Type your name"), _("Name: {text}")
        text = typed.format(text=self.search + "|") if self.search else empty
        at = (surface.get_width() - px(MARGIN), px(header.HEIGHT + 22))
        self.style.write(surface, text, at, "body", "text" if self.search else "muted", align="right")
        self._page.draw(surface)
        return None

    def close(self) -> None:
        """Nothing is kept open."""

    def home(self) -> Screen:
        """To the scenarios."""
        return ways.home(self.program)

    def filter(self, show: Show) -> Screen:
        """Other runs."""
        self.show = show
        self.resize(self._size)
        return self

    def open(self, one: Waiting) -> Screen:
        """A run: to be judged, or, once that is done, with everything that is known of it."""
        kept = recording.read(self.program.library.folder / one.row.file)
        return ways.judge(self.program, kept) if one.state in ("open", "begun") else ways.revealed(self.program, kept)

    def next(self) -> Screen:
        """The next run to judge."""
        one = desk_work.next_to_mark(self.waiting)
        return self if one is None else self.open(one)
