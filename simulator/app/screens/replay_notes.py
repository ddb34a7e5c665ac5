"""Notes on a run that is seen again: their words at their second, and a pin at their place."""

from __future__ import annotations

import pygame

from simulator.app.parts import badge
from simulator.app.screens.treat_view import View
from simulator.files import notes
from simulator.files.notes import NoteForm
from simulator.files.places import Places
from simulator.session import Recording
from simulator.words import _

BEFORE_US, AFTER_US = 1_000_000, 6_000_000
"""So long before and after its second a note is shown."""
SIDE = 40


class Pinned:
    """The notes of one run; none where it is judged `blind`."""

    def __init__(self, places: Places, recording: Recording, blind: bool) -> None:
        self._places, self._recording, self._blind = places, recording, blind
        self.written = ""  # a note that is not pinned yet
        self._notes: list[NoteForm] = []
        self._shown: list[NoteForm] = []
        self.renew()

    def renew(self) -> None:
        """What has been pinned meanwhile."""
        header = self._recording.header
        found = [] if self._blind else notes.pinned(self._places, header.trainee)
        self._notes = [one for one in found if one.run == header.run_id]

    def tick(self, view: View, t_us: int) -> None:
        """The pin of the note that is nearest in time, where there is one."""
        now = [one for one in self._notes if one.t_us - BEFORE_US <= t_us <= one.t_us + AFTER_US]
        self._shown = sorted(now, key=lambda one: abs(one.t_us - t_us))
        if not self._shown:
            view.stage.lift("note")
            return
        px = view.style.px
        pin = pygame.Surface((px(SIDE), px(SIDE)), pygame.SRCALPHA)
        badge(view.style, pin, (px(SIDE) // 2, px(SIDE) // 2), "!")
        centre = view.camera.px(self._shown[0].x_um / 1000, self._shown[0].y_um / 1000)
        rect = pin.get_rect(center=(round(centre[0]), round(centre[1])))
        view.stage.lay("note", pin, rect)

    def said(self) -> str:
        """The words of the notes of this time."""
        return "\n".join(_("Note (!): {text}").format(text=one.text) for one in self._shown)
