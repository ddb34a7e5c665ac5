"""A photo for the studio: two clicks on a known length, corner by corner around the skin, and nothing else is kept."""

from __future__ import annotations

from pathlib import Path

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.parts import picture
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Option, Sheet
from simulator.app.screens.studio import Studio
from simulator.errors import NeedlepassError
from simulator.files import drafts
from simulator.files.scenario import list_scenarios
from simulator.studio import photo, starts
from simulator.studio.draft import Work
from simulator.words import _, in_figures

Point = tuple[float, float]
WIDE = 420
USUAL_MM = 85.6
"""A bank card beside the skin is a known length (ISO/IEC 7810 ID-1)."""
CLOSES_PX = 10


class TracePhoto(Asking):
    """First a file, then its scale, then the outline."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.photo: photo.Photo | None = None
        self.path, self.said = "", ""
        self.length_mm = USUAL_MM
        self.ends: list[Point] = []
        self.points: list[Point] = []
        self.consent = False
        self._surface: pygame.Surface | None = None
        self._rect = pygame.Rect(0, 0, 1, 1)
        self._scale = 1.0

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """What is to be done next, and the photo beside it."""
        px = self.style.px
        left = pygame.Rect(place.topleft, (min(px(WIDE), place.width), place.height))
        sheet = Sheet(page, page.column(left))
        sheet.panel(
            _("Use only a photo you may use."),
            _("It stays on this machine, its metadata are not read, and it is dropped when you publish."),
        )
        if self.photo is None:
            sheet.entry(_("Drop a picture onto this window, or type where it is"), self.path, self._typed)
            sheet.chips([Option(_("Open"), 0)], lambda _n: self.open(Path(self.path)))
        elif self.photo.px_per_mm is None:
            sheet.text(_("Click both ends of something whose length you know: a bank card is 85.6 mm long."))
            sheet.entry(_("Length in mm"), in_figures(self.length_mm, "g"), self._measured)
        else:
            sheet.text(_("Click corner by corner around the skin that is to be treated; Backspace takes one back."))
            words = _("People in it agreed to training use: keep it here after publishing")
            sheet.rows([Option(words, 0, self.consent)], self._agree)
        if self.said:
            sheet.text(self.said)
        beside = pygame.Rect(left.right + px(24), place.y, max(place.right - left.right - px(24), px(40)), place.height)
        if self._surface is not None:
            size = self._surface.get_size()
            self._scale = min(beside.width / size[0], beside.height / size[1])
            self._rect = pygame.Rect(0, 0, round(size[0] * self._scale), round(size[1] * self._scale))
            self._rect.center = beside.center

    def _typed(self, text: str) -> None:
        self.path = text.strip()

    def _measured(self, text: str) -> None:
        try:
            self.length_mm = float(text.replace(",", "."))
        except ValueError:
            self.length_mm = 0.0

    def _agree(self, _number: int) -> Screen:
        self.consent = not self.consent
        return self.again()

    def open(self, path: Path) -> Screen:
        """A picture file."""
        try:
            self.photo = photo.read(path)
        except NeedlepassError as error:
            self.said = str(error)
            return self.again()
        self._surface, self.said = picture(self.photo.rgb), ""
        self.ends, self.points = [], []
        return self.again()

    def foot(self) -> Foot:
        """On, as soon as there is an outline."""
        words = "" if self._ready else _("at least three corners")
        return Foot([(_("Back"), self.leave)], (_("Next: {step}").format(step=_("Zones")), self.go_on), words)

    @property
    def _ready(self) -> bool:
        return self.photo is not None and self.photo.px_per_mm is not None and len(self.points) > 2

    def titles(self) -> tuple[str, str]:
        """What this is."""
        return _("From a photo"), ""

    def handle(self, event: pygame.Event) -> Screen | None:
        """A file that is dropped, clicks on the photo, and the page."""
        if event.type == pygame.DROPFILE:
            return self.open(Path(event.file))
        if (
            event.type == pygame.MOUSEBUTTONDOWN
            and event.button == 1
            and self._rect.collidepoint(event.pos)
            and self.photo
        ):
            return self._click(
                ((event.pos[0] - self._rect.x) / self._scale, (event.pos[1] - self._rect.y) / self._scale)
            )
        typing = self._page.typing if self._page else None
        if event.type == pygame.KEYDOWN and event.key == pygame.K_BACKSPACE and typing is None and self.points:
            self.points.pop()
            return self.again()
        return super().handle(event)

    def _click(self, at: Point) -> Screen:
        assert self.photo is not None
        if self.photo.px_per_mm is None:
            self.ends.append(at)
            if len(self.ends) == 2:
                try:
                    self.photo = self.photo.scaled(self.ends[0], self.ends[1], self.length_mm)
                    self.said = _("{scale:.1f} px for each mm").format(scale=self.photo.px_per_mm)
                except NeedlepassError as error:
                    self.ends, self.said = [], str(error)
        else:
            self.points.append(at)
        return self.again()

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """The photo with what was clicked."""
        if super().draw(surface) is not None:
            return []
        if self._surface is None:
            return None
        surface.blit(pygame.transform.smoothscale(self._surface, self._rect.size), self._rect)
        for clicked, closed in ((self.ends, False), (self.points, len(self.points) > 2)):
            drawn = [(self._rect.x + x * self._scale, self._rect.y + y * self._scale) for x, y in clicked]
            if len(drawn) > 1:
                pygame.draw.lines(surface, self.style.colour["text"], closed, drawn, self.style.px(5))
                pygame.draw.lines(surface, self.style.colour["skin_accent"], closed, drawn, self.style.px(2))
            for at in drawn:
                pygame.draw.circle(surface, self.style.colour["text"], at, self.style.px(6))
                pygame.draw.circle(surface, self.style.colour["panel"], at, self.style.px(4))
        return None

    def go_on(self) -> Screen:
        """The outline becomes a draft; the photo lies under it until it is published."""
        if not self._ready or self.photo is None or self.photo.size_mm is None:
            return self.again()
        taken = [one.id for one in list_scenarios(self.program.places)]
        taken += [one.id for one in drafts.saved(self.program.places)]
        points = [self.photo.mm(at) for at in self.points]
        draft = starts.from_photo(self.photo.size_mm, points, self.program.places, taken, _("From a photo"))
        made = Studio(self.program, Work(draft))
        made.under, made.consent = self._surface, self.consent
        return made

    def leave(self) -> Screen:
        """Back to the list."""
        return ways.studio(self.program)
