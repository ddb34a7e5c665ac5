"""The heal screen: the skin from an hour to a year after, what to tell, benefit and harm, and what might have been."""

from __future__ import annotations

from typing import Literal, get_args

import pygame

from simulator import session
from simulator.app import ways
from simulator.app.course import follows, skins
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import header, heal_curves, heal_layout, heal_said, treat_record
from simulator.app.screens.heal_line import FIRST_BOOKING, LAST_BOOKING, WEEK, YEAR, Booking, Line
from simulator.app.screens.heal_picture import Moment, Shown
from simulator.app.screens.treat_record import Before
from simulator.files import parameters
from simulator.report.known import HOUR, USUAL_DAYS, Known
from simulator.session import Recording
from simulator.words import _

View = Literal["week", "year", "maps"]
CALM_US = 120_000
"""So long after the last drag the picture is drawn in full again."""
STEPS = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}


class Heal:
    """One run's predicted healing. Never a promise, and never part of the mark."""

    relative = False

    def __init__(self, program: Program, recording: Recording) -> None:
        self.program, self.style, self.recording = program, program.style, recording
        self.scenario = recording.scenario
        heal_curves.warm()
        sheet, earlier = parameters.load(program.places.assets), skins(program.library, recording.header.earlier)
        self.known = Known(self.scenario, session.replay(recording), sheet, earlier)
        self.view: View = "week"
        self.day, self.wipe, self.care = HOUR, 0.5, 0
        self.against: str | None = None
        self.charts: dict[tuple[int, int], heal_curves.Charts] = {}
        self.booking = Booking(USUAL_DAYS, self.known.inflamed_until())
        self._drag: Literal["", "line", "wipe", "book"] = ""
        self._moved, self._moved_us, self._now_us = False, 0, 0
        self._page: Page | None = None
        self._shown: Shown | None = None
        self._size = (0, 0)

    def resize(self, size: tuple[int, int]) -> None:
        """Lays everything out anew; the focus is kept."""
        before, self._size = self._page, size
        self._page = Page(self.style, size, before)
        self._places = heal_layout.places(self.style, size)
        if self._shown is None or self._shown.size != self._places.picture.size:
            self._shown = Shown(self.program, self.known, self._places.picture.size)
        self._line = Line(self.style, self._places.line, WEEK if self.view == "week" else YEAR)
        if self._line.pictured:
            small = (self.style.px(104), self.style.px(78))
            self._line.pictures = self._shown.small(self._line.ticks, small, self._care)
        self._line.hint = _("Arrows: day · comma, full stop: wipe") if self.view == "year" else ""
        self._column, self._curves = heal_layout.fill(self._page, self._places, self)
        if before is not None:
            self._page.focus.take_from(before.focus)

    @property
    def shown(self) -> Shown:
        """The skin, drawn for the window of this size."""
        assert self._shown is not None
        return self._shown

    @property
    def _care(self) -> int:
        return self.care if self.view == "week" else 0

    def handle(self, event: pygame.Event) -> Screen | None:
        """Line, wipe and booking are dragged; arrows move the day, comma and stop the wipe, + and - the booking."""
        if event.type == pygame.KEYDOWN and (way := self._key(event.key)) is not None:
            return way
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self._grasp(event.pos):
            return self
        if event.type == pygame.MOUSEMOTION and self._drag and event.buttons[0]:
            self._pull(event.pos)
            return self
        if event.type == pygame.MOUSEBUTTONUP and self._drag:
            booked, self._drag = self._drag == "book", ""
            if booked:
                return self._again()
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def tick(self, now_us: int) -> Screen:
        """Widgets follow the pointer; a picture that was drawn coarsely while dragged is drawn in full."""
        self._now_us = now_us
        if self._page:
            self._page.tick(now_us)
        if self.shown.coarse and now_us - self._moved_us > CALM_US:
            self._moved = True
        return self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where widgets changed, else only what the day changes."""
        if self._page is None:
            return []
        coarse = self._now_us - self._moved_us <= CALM_US and self._moved_us > 0
        if self._page.stale():
            surface.fill(self.style.colour["background"])
            words = _("Predicted, not promised · {title}").format(title=_(self.scenario.title))
            if self.recording.header.earlier:
                number = len(self.recording.header.earlier) + 1
                words = _("Session {number} · {words}").format(number=number, words=words)
            header.draw(self.style, surface, _("Healing"), words, self._places.header_room)
            self._page.draw(surface)
            self._kept = surface.copy()
            self._paint(surface, coarse)
            return None
        if not self._moved:
            return []
        return self._paint(surface, coarse)

    def _paint(self, surface: pygame.Surface, coarse: bool) -> list[pygame.Rect]:
        """The skin, the line, and the day on the curves."""
        self._moved = False
        wipe = self.wipe if self.view == "year" else 0.0
        moment = Moment(self.day, wipe, self._care, self.against, self.booking.day)
        self.shown.draw(self.style, surface, self._places.picture, moment, coarse)
        booking = self.booking if self.view != "week" else None
        self._line.draw(surface, self.day, booking, heal_said.line(self.known, booking))
        changed = [self._places.picture, self._places.line]
        left, top = self._column.offset
        surface.set_clip(self._column.rect)
        for place in self._curves:
            rect = place.move(left, top)
            surface.blit(self._kept, rect, rect)
            heal_curves.cursor(self.style, surface, rect, self.day)
            changed.append(rect.clip(self._column.rect))
        surface.set_clip(None)
        return changed

    def close(self) -> None:
        """Nothing is kept open."""

    def back(self) -> Screen:
        """The result again."""
        return ways.result(self.program, self.recording)

    def again_then(self) -> Screen:
        """The same patient comes back on the booked day: the next session, on the skin that this one left."""
        before = Before(self._seed(), (), follows(self.recording, self.booking.day))
        return ways.cared(self.program, self.scenario, before)

    def _seed(self) -> int:
        """The seed of the patient where it draws one, else another."""
        return self.recording.header.seed if self.scenario.care else treat_record.seed()

    def look(self, view: View) -> Screen:
        """Shows the first week, the year, or maps."""
        self.view = view
        self.day = min(self.day, WEEK[-1]) if view == "week" else self.day
        if view != "week" and self.day <= WEEK[-1]:
            self.day = 180.0
        return self._again()

    def tend(self, care: int) -> Screen:
        """Another aftercare."""
        self.care = care
        return self._again()

    def compare(self, course: str | None) -> Screen:
        """Puts the skin before, or after another course, on the left of the wipe."""
        self.against = course
        return self._again()

    def _again(self) -> Screen:
        self.resize(self._size)
        self._moved = True
        return self

    def _key(self, key: int) -> Screen | None:
        """What a key does by itself; None where it is the widgets' business."""
        if key == pygame.K_ESCAPE:
            return self.back()
        if key == pygame.K_t and self.view != "week":
            return self.again_then()
        views: dict[int, View] = dict(zip((pygame.K_1, pygame.K_2, pygame.K_3), get_args(View), strict=True))
        if key in views:
            return self.look(views[key])
        ends = {pygame.K_HOME: self._line.ticks[0], pygame.K_END: self._line.ticks[-1]}
        if key in STEPS:
            self._go(self._line.step(self.day, STEPS[key]))
        elif key in ends:
            self._go(ends[key])
        elif key in (pygame.K_COMMA, pygame.K_PERIOD) and self.view == "year":
            self._wipe_to(self.wipe + (0.05 if key == pygame.K_PERIOD else -0.05))
        elif key in (pygame.K_PLUS, pygame.K_EQUALS, pygame.K_KP_PLUS, pygame.K_MINUS, pygame.K_KP_MINUS):
            self._book(self.booking.day + (-1 if key in (pygame.K_MINUS, pygame.K_KP_MINUS) else 1))
            self._again()
        else:
            return None
        return self

    def _grasp(self, at: tuple[int, int]) -> bool:
        """What a press takes hold of."""
        if self.view != "week" and self._line.books(at, self.booking):
            self._drag = "book"
        elif self._places.line.collidepoint(at):
            self._drag = "line"
        elif self.view == "year" and self._places.picture.collidepoint(at):
            self._drag = "wipe"
        if self._drag:
            self._pull(at)
        return bool(self._drag)

    def _pull(self, at: tuple[int, int]) -> None:
        if self._drag == "line":
            self._go(self._line.day(at[0]))
        elif self._drag == "book":
            self._book(round(self._line.day(at[0])))
        else:
            self._wipe_to((at[0] - self._places.picture.x) / self._places.picture.width)

    def _go(self, day: float) -> None:
        self.day, self._moved, self._moved_us = day, True, max(self._now_us, 1)

    def _wipe_to(self, share: float) -> None:
        self.wipe, self._moved = min(max(share, 0.0), 1.0), True

    def _book(self, day: float) -> None:
        self.booking = self.booking._replace(day=min(max(day, FIRST_BOOKING), LAST_BOOKING))
        self._moved = True
