"""Publishing a draft: the next version of a file, unless somebody else has changed it; then that is asked about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Sheet
from simulator.app.screens.notice import Notice
from simulator.app.stamp import stamp
from simulator.files import audit, drafts
from simulator.files.drafts import Changed
from simulator.studio import edits
from simulator.words import _

if TYPE_CHECKING:
    from simulator.app.screens.studio import Studio


def publish(studio: Studio, anyway: bool = False) -> Screen:
    """Runs keep the version that they were made on."""
    program = studio.program
    studio.save()
    version = drafts.next_version(program.places, studio.id)
    now = edits.put(studio.work.now, "version", version if version > 1 else None)
    try:
        path = drafts.publish(program.places, drafts.as_form(studio.id, now, studio.step, studio.opened), anyway)
    except Changed as changed:
        return Asked(studio, str(changed))
    audit.add(program.library.folder, stamp(program.trainee), "publish", about=studio.id, new={"version": version})
    drafts.discard(program.places, studio.id)
    _put_photo_away(studio)
    text = _("{title}, version {version}, is among the scenarios now; runs keep the version they were made on.")
    title = str(edits.value(studio.work.now, "title"))
    back = (_("To your scenarios"), partial(ways.studio, program))
    return Notice(program, text.format(title=title, version=version), _("Published"), back, file=path)


def _put_photo_away(studio: Studio) -> None:
    """A photo is dropped, unless those in it agreed to training use."""
    if studio.under is not None and studio.consent:
        folder = studio.program.places.own / "photos"
        folder.mkdir(parents=True, exist_ok=True)
        pygame.image.save(studio.under, folder / f"{studio.id}.png")
    studio.under = None


class Asked(Asking):
    """Whether to publish although the file is another one than the draft was made from."""

    def __init__(self, studio: Studio, text: str) -> None:
        super().__init__(studio.program)
        self._studio, self._text = studio, text

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """What has happened."""
        wide = min(place.width, self.style.px(640))
        sheet = Sheet(page, page.column(pygame.Rect(place.x, place.y, wide, place.height)))
        sheet.panel(_("The file has changed"), self._text)

    def foot(self) -> Foot:
        """Back to the draft, or over it: the other file is kept as a version."""
        return Foot([(_("Publish anyway"), partial(publish, self._studio, True))], (_("Back to the draft"), self.leave))

    def titles(self) -> tuple[str, str]:
        """What this is about."""
        return _("Publish"), ""

    def leave(self) -> Screen:
        """The draft again."""
        return self._studio
