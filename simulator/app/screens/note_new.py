"""A note in the making: pinned to a second and a place of a run that is being seen again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pygame

from simulator.app.page import Page
from simulator.app.parts import badge
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, column_of
from simulator.app.screens.home_cards import time_in_words
from simulator.app.screens.notice import Notice
from simulator.app.stamp import stamp
from simulator.files import audit, notes
from simulator.files.notes import NoteForm
from simulator.words import _

if TYPE_CHECKING:
    from simulator.app.screens.replay import Replay

LINES = 4
WIDE, HIGH = 360, 200
"""Design pixels of what is shown of the skin."""


class NewNote(Asking):
    """Words for one place; then the file that carries them."""

    def __init__(self, replay: Replay) -> None:
        super().__init__(replay.program)
        self._replay = replay
        self.t_us, (self.x_um, self.y_um) = replay.clock.at_us, replay.place
        self.zone = replay.view.reading.zone_at(self.x_um, self.y_um) or ""
        self.words = replay.pinned.written
        self._seen = _cut_out(replay)

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """Where it is pinned, what is to be seen there, and what it says."""
        sheet, run = column_of(page, place, self.style), self._replay.recording
        where = _(run.scenario.titles.get(self.zone, ""))
        sheet.panel(_("At {time}").format(time=time_in_words(self.t_us)), where)
        sheet.column.image(self._seen, (0, sheet.y))
        sheet.y += self._seen.get_height() + self.style.px(8)
        sheet.entry(_("What should be seen here"), self.words, self._typed, LINES)
        sheet.text(_("It is shown at the next start, with the second and the place in this run."))

    def _typed(self, text: str) -> None:
        shown = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
        self.words = self._replay.pinned.written = shown.strip()[: notes.MOST_LETTERS]

    def foot(self) -> Foot:
        """Pins it, or goes back; what has been written is there again the next time."""
        return Foot([(_("Back"), self.leave)], (_("Pin it here"), self.pin))

    def pin(self) -> Screen:
        """Writes it down."""
        if not self.words:
            return self.again()
        header, program = self._replay.recording.header, self.program
        made = datetime.now().astimezone().isoformat(timespec="seconds")
        note = NoteForm(
            run=header.run_id, person=header.trainee, title=self._replay.recording.scenario.title, made=made,
            t_us=self.t_us, x_um=self.x_um, y_um=self.y_um, zone=self.zone, text=self.words,
        )  # fmt: skip
        path = notes.pin(program.places, note)
        audit.add(program.library.folder, stamp(program.trainee), "note", about=header.run_id, new={"t_us": self.t_us})
        text = _("“{note}” Hand over this file; {trainee} drops it onto the window: {file}")
        text = text.format(note=self.words, trainee=header.trainee or _("the trainee"), file=path)
        self._replay.pinned.written = ""
        return Notice(program, text, _("Pinned"), (_("Back to the run"), self.leave), file=path)

    def titles(self) -> tuple[str, str]:
        """Whose run."""
        return _("Note"), self._replay.recording.header.trainee

    def leave(self) -> Screen:
        """The run goes on."""
        self._replay.pinned.renew()
        return self._replay


def _cut_out(replay: Replay) -> pygame.Surface:
    """The skin around the place as the window shows it, the place in its middle under the sign of a note."""
    style, window = replay.view.style, pygame.display.get_surface()
    x, y = (round(c) for c in replay.view.camera.px(replay.place[0] / 1000, replay.place[1] / 1000))
    part = pygame.Rect(0, 0, style.px(WIDE), style.px(HIGH))
    part.center = (x, y)
    part = part.clamp(replay.view.camera.view).clip(window.get_rect() if window else part)
    if window is None or not part.width or not part.height:  # the window is too small for any skin
        return pygame.Surface((1, 1))
    seen = window.subsurface(part).copy()
    badge(style, seen, (x - part.x, y - part.y), "!")
    return style.rounded(seen)
