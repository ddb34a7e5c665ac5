"""The page on which the skin is looked at: what lies on it is pointed at, and judged."""

from __future__ import annotations

import pygame

from simulator.app import patient
from simulator.app.page import Page
from simulator.app.parts import badge, picture
from simulator.app.screens.care_asked import GUTTER, Sheet
from simulator.app.screens.care_pages import Patient, finding
from simulator.pictures.person import bare
from simulator.pictures.sheet import Window
from simulator.words import _

MARGIN_MM, FINEST = 14.0, 14.0
"""Skin around what is treated, and the largest scale in px/mm."""
SHARE = 0.58
"""Share of the page that the picture has."""
STEPS_MM = {pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0), pygame.K_UP: (0, -1), pygame.K_DOWN: (0, 1)}
STEP = 2.0
"""How far a key moves the ring, in mm."""


class Spots:
    """The skin on the left; on the right what was found at the places that were pointed at, the last one first."""

    def __init__(self, screen: Patient) -> None:
        self.screen, self.style = screen, screen.style
        self.window: Window = patient.section(screen.scenario, MARGIN_MM)
        left, top, right, bottom = self.window
        self._ring = ((left + right) / 2, (top + bottom) / 2)
        self._ringed = False  # whether the keyboard points
        self._drawn: tuple[Window, float, pygame.Surface] | None = None
        self._place, self._scale = pygame.Rect(0, 0, 0, 0), 1.0
        self.waits = True  # drawing a face takes a second: the page is shown before

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """The picture as large as there is room for, and the findings."""
        px = self.style.px
        wide = round(place.width * SHARE)
        sheet = Sheet(page, page.column(pygame.Rect(place.x, place.y, wide, place.height)))
        how = _(
            "Click on the place. Without a mouse: Shift and arrows move the ring, M points. What this person has come "
            "for is not drawn here."
        )
        sheet.panel(_("Point at everything that is not plain skin"), how)
        if self.waits:
            sheet.text(_("Preparing the skin …"))
            return
        self._frame(wide, place.height - sheet.y - px(16))
        shown = self._marked()
        at = ((wide - shown.get_width()) // 2, sheet.y)
        self._place = shown.get_rect(topleft=(place.x + at[0], place.y + at[1]))
        sheet.column.image(self.style.rounded(shown), at)
        rest = pygame.Rect(place.x + wide + px(GUTTER), place.y, place.width - wide - px(GUTTER), place.height)
        self._found(Sheet(page, page.column(rest)))

    def _frame(self, wide: int, high: int) -> None:
        """The part of the sheet that fills so many pixels as far as there is sheet, with all that is treated."""
        left, top, right, bottom = patient.section(self.screen.scenario, MARGIN_MM)
        self._scale = min(wide / (right - left), high / (bottom - top), FINEST * self.style.px(1))
        site, spare = self.screen.scenario.site, ((wide, right - left), (high, bottom - top))
        more = [max(room / self._scale - side, 0) / 2 for room, side in spare]
        low = max(left - more[0], 0.0), max(top - more[1], 0.0)
        self.window = (*low, min(right + more[0], site.width_um / 1000), min(bottom + more[1], site.height_um / 1000))

    def _found(self, sheet: Sheet) -> None:
        """Every place that was pointed at, and what is to be said about it."""
        marks, told = self._marks(), set()
        if not marks:
            sheet.panel(_("Nothing found yet"), _("What you point at is asked about here."))
        for number, at_um in reversed(list(enumerate(marks, 1))):
            placed = self.screen.case.found_at(*at_um)
            if placed is None:
                sheet.panel(_("{number} · Plain skin").format(number=number), _("There is nothing here."))
            elif placed.item.id not in told:
                told.add(placed.item.id)
                finding(sheet, self.screen, placed.item, str(number))
                sheet.y += self.style.px(GUTTER)

    def _marks(self) -> list[tuple[int, int]]:
        x, y = ([act.value for act in self.screen.acts if act.what == f"mark.{axis}"] for axis in "xy")
        return list(zip(x, y, strict=True))

    def handle(self, event: pygame.Event) -> bool:
        """Whether the event pointed at the skin, or moved the ring."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self._place.collidepoint(event.pos):
            x, y = event.pos[0] - self._place.x, event.pos[1] - self._place.y
            self._point(self.window[0] + x / self._scale, self.window[1] + y / self._scale)
            return True
        if event.type != pygame.KEYDOWN:
            return False
        if event.key == pygame.K_m and self._ringed:
            self._point(*self._ring)
            return True
        if event.key in STEPS_MM and event.mod & pygame.KMOD_SHIFT:
            (x, y), (dx, dy), (left, top, right, bottom) = self._ring, STEPS_MM[event.key], self.window
            self._ring = min(max(x + dx * STEP, left), right), min(max(y + dy * STEP, top), bottom)
            self._ringed = True
            self.screen.again()
            return True
        return False

    def _point(self, x_mm: float, y_mm: float) -> None:
        self.screen.act(("mark.x", round(x_mm * 1000)), ("mark.y", round(y_mm * 1000)))

    def _marked(self) -> pygame.Surface:
        """The skin with a ring and a number at every place that was pointed at."""
        if self._drawn is None or self._drawn[:2] != (self.window, self._scale):
            look = bare(self.screen.scenario, self._scale, self.window, self.screen.seed)
            self._drawn = self.window, self._scale, picture(look.rgb)
        whole, px = self._drawn[2].copy(), self.style.px
        for number, (x_um, y_um) in enumerate(self._marks(), 1):
            at = self._pixel(x_um / 1000, y_um / 1000)
            self._circle(whole, at, 14)
            badge(self.style, whole, (at[0] + px(22), at[1] + px(18)), str(number))
        if self._ringed:
            at = self._pixel(*self._ring)
            self._circle(whole, at, 10)
            self._circle(whole, at, 2)
        return whole

    def _pixel(self, x_mm: float, y_mm: float) -> tuple[int, int]:
        return round((x_mm - self.window[0]) * self._scale), round((y_mm - self.window[1]) * self._scale)

    def _circle(self, surface: pygame.Surface, at: tuple[int, int], radius: int) -> None:
        """A light ring with a dark rim, to be seen on any skin."""
        for more, name, width in ((1, "text", 4), (0, "panel", 2)):
            rect = pygame.Rect(0, 0, *(2 * self.style.px(radius + more) for _axis in "xy"))
            rect.center = at
            self.style.frame(surface, rect, name, radius + more, width)
