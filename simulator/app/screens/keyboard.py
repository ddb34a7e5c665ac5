"""Keys: what each does while one treats, and another one instead."""

from __future__ import annotations

import pygame

from simulator.app import keys, ways
from simulator.app.keys import FIXED, KEYS
from simulator.app.page import Page
from simulator.app.program import Program, settings_of
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Option, column_of
from simulator.files import settings
from simulator.words import _

LABEL = 300


class Keyboard(Asking):
    """A key is chosen, then the next one that is pressed does what it did."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.waiting = ""
        self.said = ""

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """A line for each."""
        sheet = column_of(page, place, self.style)
        sheet.text(
            self.said or _("Choose a line, then press the key that is to do it. Esc, Enter, Tab and the arrows stay.")
        )
        for number, key in enumerate(KEYS):
            waiting = key.name == self.waiting
            shown = _("press a key …") if waiting else keys.label(key.name, self.program.settings)
            sheet.chips([Option(shown, number, waiting)], self.wait, _(key.title), LABEL)
        sheet.heading(_("A controller"))
        sheet.text(
            _(
                "Left stick: glide. Right stick: tilt. Trigger: press, harder with more pull. A: touch. B: finish. "
                "X: attend. Y: dose map. Shoulders: stretch, gel. D-pad: depth and motor. Start: pause."
            )
        )

    def wait(self, number: int) -> Screen:
        """The next key that is pressed is meant."""
        self.waiting, self.said = KEYS[number].name, ""
        return self.again()

    def handle(self, event: pygame.Event) -> Screen | None:
        """The key that was waited for."""
        if self.waiting and event.type == pygame.KEYDOWN:
            name, self.waiting = self.waiting, ""
            if event.key == pygame.K_ESCAPE:
                return self.again()
            return self._take(name, event.key)
        return super().handle(event)

    def _take(self, name: str, key: int) -> Screen:
        held = keys.chosen(self.program.settings)
        taken = next((other for other in KEYS if held[other.name] == key and other.name != name), None)
        called = pygame.key.name(key)
        if key in FIXED or not called:
            self.said = _("This key leads through the screens and stays what it is.")
        elif taken:
            self.said = _("{key} is taken: {what}.").format(key=called.upper(), what=_(taken.title))
        else:
            folder = self.program.places.settings
            self._hold(settings.change(folder, keys=settings.read(folder).keys | {name: called}))
        return self.again()

    def _hold(self, known: settings.Remembered) -> None:
        self.program.settings = settings_of(known, self.program.asked)

    def as_delivered(self) -> Screen:
        """All keys as they were."""
        self._hold(settings.change(self.program.places.settings, keys={}))
        self.said = ""
        return self.again()

    def foot(self) -> Foot:
        """Back, or all as it was."""
        return Foot([(_("As delivered"), self.as_delivered)], (_("Done (Enter)"), self.leave))

    def titles(self) -> tuple[str, str]:
        """What this is."""
        return _("Keys"), _("while you treat")

    def leave(self) -> Screen:
        """Back to the settings."""
        return ways.setup(self.program)
