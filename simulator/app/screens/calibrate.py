"""Calibration by a bank card: so that 1 mm of hand is 1 mm of skin, with a mouse; of glass, on a touch screen."""

from __future__ import annotations

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.paged import Paged
from simulator.app.program import Program, settings_of
from simulator.app.screen import Screen
from simulator.app.screens import header
from simulator.files import settings
from simulator.words import _

CARD_MM = (85.60, 53.98)
"""Long and short side of a bank card, ISO/IEC 7810 ID-1 (certain)."""
WAYS, MOST_APART = 3, 0.05
"""So many ways along the card, whose lengths may differ by so much of the middle one (convention)."""
LEAST_COUNTS = 100
STEP_PX = 2


class Calibrate(Paged):
    """With a mouse: press, move along the card, let go, three times. On glass: a drawn card is made to fit."""

    def __init__(self, program: Program) -> None:
        self.program, self.style = program, program.style
        self.glass = not program.settings.relative
        known = settings.read(program.places.settings).glass_px_per_mm
        self._px_per_mm = known or 3.8 * self.style.scale
        self.ways: list[int] = []
        self._x = self._y = 0
        self._held = False
        self._said = ""
        self._size = (0, 0)
        self._page: Page | None = None

    @property
    def relative(self) -> bool:
        """The mouse is read as it is read while treating."""
        return self._held

    def resize(self, size: tuple[int, int]) -> None:
        """Buttons at the foot."""
        self._size = size
        page = self._page = Page(self.style, size, self._page)
        px = self.style.px
        y, x = size[1] - px(56), px(header.MARGIN)
        x = page.button(_("Back"), pygame.Rect(x, y, 0, px(40)), self.leave, "outline").rect.right + px(8)
        other = _("Measure the mouse") if self.glass else _("I touch the screen")
        x = page.button(other, pygame.Rect(x, y, 0, px(40)), self.other, "outline").rect.right + px(8)
        if self.glass:
            for text, step in ((_("Shorter (–)"), -STEP_PX), (_("Longer (+)"), STEP_PX)):
                rect = pygame.Rect(x, y, 0, px(40))
                x = page.button(text, rect, lambda step=step: self.longer(step)).rect.right + px(8)  # type: ignore[misc]
            wide = page.width(_("It fits (Enter)"))
            page.button(
                _("It fits (Enter)"),
                pygame.Rect(size[0] - px(header.MARGIN) - wide, y, wide, px(40)),
                self.fits,
                "primary",
            )

    def handle(self, event: pygame.Event) -> Screen | None:
        """A press begins a way, a release ends it; on glass the arrows and + and – change the card."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return self.leave()
        if self.glass:
            steps = {
                pygame.K_PLUS: 1,
                pygame.K_EQUALS: 1,
                pygame.K_KP_PLUS: 1,
                pygame.K_MINUS: -1,
                pygame.K_KP_MINUS: -1,
            }
            if event.type == pygame.KEYDOWN and event.key in steps:
                return self.longer(STEP_PX * steps[event.key])
        elif self._measures(event):
            return self
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def _measures(self, event: pygame.Event) -> bool:
        """Whether the event was part of a way along the card."""
        place = self._place()
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and place.collidepoint(event.pos):
            self._held, self._x, self._y = True, 0, 0
        elif event.type == pygame.MOUSEMOTION and self._held:
            self._x, self._y = self._x + event.rel[0], self._y + event.rel[1]
        elif event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self._held:
            self._held = False
            self._end(round((self._x**2 + self._y**2) ** 0.5))
        else:
            return False
        self._touch()
        return True

    def _end(self, counts: int) -> None:
        """One way is over; after the third the middle one counts, if all of them agree."""
        if counts < LEAST_COUNTS:
            self._said = _("Too short. Hold the button all along the card.")
            return
        self.ways.append(counts)
        self._said = _("{counts} counts").format(counts=counts)
        if len(self.ways) < WAYS:
            return
        low, middle, high = sorted(self.ways)
        self.ways = []
        if high - low > MOST_APART * middle:
            self._said = _("The three ways differ by more than {share:.0%}: once more, slowly.").format(
                share=MOST_APART
            )
            return
        self._keep(counts_per_mm=middle / CARD_MM[0])
        self._said = _("Kept: {counts:.1f} counts for each mm. 1 mm of hand is 1 mm of skin now.").format(
            counts=middle / CARD_MM[0]
        )

    def _keep(self, **measured: float) -> None:
        known = settings.change(self.program.places.settings, **measured)
        self.program.settings = settings_of(known, self.program.asked)

    def longer(self, px: int) -> Screen:
        """The drawn card grows or shrinks."""
        most = (self._size[0] - self.style.px(96)) / CARD_MM[0]
        self._px_per_mm = min(max(self._px_per_mm + px / CARD_MM[0], 1.0), max(most, 1.0))
        return self._touch()

    def fits(self) -> Screen:
        """The drawn card is as long as the real one."""
        self._keep(glass_px_per_mm=self._px_per_mm)
        return self.leave()

    def other(self) -> Screen:
        """Mouse or glass."""
        self.glass = not self.glass
        self._said, self.ways = "", []
        self.resize(self._size)
        return self

    def _touch(self) -> Screen:
        if self._page:
            self._page.touch()
        return self

    def _place(self) -> pygame.Rect:
        """Where a way is begun, or the card is drawn."""
        px = self.style.px
        if self.glass:
            size = [round(side * self._px_per_mm) for side in CARD_MM]
        else:
            size = [min(px(560), self._size[0] - px(48)), px(220)]
        place = pygame.Rect((0, 0), size)
        place.midtop = (self._size[0] // 2, px(header.HEIGHT + 130))
        return place

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """What to do, and where."""
        if self._page is None or not self._page.stale():
            return []
        style, px, place = self.style, self.style.px, self._place()
        surface.fill(style.colour["background"])
        header.draw(style, surface, _("Measure with a card"), _("any bank card: it is 85.6 mm long"))
        text = _(
            "Lay a bank card beside the mouse. Press here, move the mouse along the whole long side of the card, let "
            "go. Three times."
        )
        if self.glass:
            text = _("Hold a bank card flat against the screen and make this one as long as it.")
        wide = min(px(720), self._size[0] - px(48))
        style.write(surface, text, (self._size[0] // 2 - wide // 2, px(header.HEIGHT + 24)), "body", width=wide)
        style.panel(surface, place, "panel", radius=12)
        style.frame(surface, place, "accent", radius=12, width=2)
        said = self._said or (
            _("{mm:.1f} px for each mm").format(mm=self._px_per_mm) if self.glass else _("Press here")
        )
        style.write(
            surface, said, (place.centerx, place.centery - px(24)), "heading", align="center", width=place.width
        )
        if not self.glass:
            count = _("{done} of {all} ways").format(done=len(self.ways), all=WAYS)
            style.write(surface, count, (place.centerx, place.centery + px(12)), "small", "muted", align="center")
        self._page.draw(surface)
        return None

    def leave(self) -> Screen:
        """Back to the settings."""
        return ways.setup(self.program)
