"""How a run is drawn on an assessor's desk: its dose map, its letters, and how far this rater has come with it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pygame

from simulator import session
from simulator.app.parts import picture
from simulator.app.program import Program
from simulator.app.screens.desk_work import State, Waiting, day
from simulator.app.screens.home_cards import time_in_words
from simulator.app.style import Style
from simulator.files import judgements, recording
from simulator.files.privacy import FILE_LETTERS
from simulator.pictures import maps
from simulator.pictures.kinds import DOSE, scale_of
from simulator.words import _, in_figures, mark

CARD, PICTURE = 190, 100
"""Heights in design pixels: of a card, and of the picture on top of it."""
WORDS: dict[State, str] = {
    "open": mark("To mark"),
    "begun": mark("Begun"),
    "done": mark("Marked"),
    "settle": mark("Raters differ"),
}


def thumb_path(cache: Path, one: Waiting) -> Path:
    """Where the small map of a run is kept; its name tells nothing of the run but its letters."""
    letters = judgements.code(one.row.run_id, FILE_LETTERS)
    return cache / "desk" / f"{letters}-{one.row.size}-{one.row.changed_ns}.png"


def thumb(program: Program, one: Waiting) -> pygame.Surface:
    """The dose map of a run, one pixel a cell, made once and kept."""
    path = thumb_path(program.places.cache, one)
    with suppress(pygame.error, FileNotFoundError):
        return pygame.image.load(path)
    kept = recording.read(program.library.folder / one.row.file)
    run = session.replay(kept)
    share = session.fields(kept.scenario, session.conclude(kept.scenario, run)).dose_share
    colours = maps.read_colours(program.places.assets, DOSE.colours)
    rows, cols = (np.flatnonzero(np.isfinite(share).any(axis)) for axis in (1, 0))
    part = share[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1] if len(rows) else share
    shown = picture(maps.cell_map(part, scale_of(DOSE, kept.scenario.plans), colours))
    with suppress(OSError, pygame.error):  # without a file it is drawn again next time, nothing else is lost
        path.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(shown, path)
    return shown


def card(style: Style, width: int, one: Waiting, small: pygame.Surface | None) -> pygame.Surface:
    """One run; what is hidden from this rater is not on it."""
    px, panel = style.px, pygame.Surface((width, style.px(CARD)))
    panel.fill(style.colour["panel"])
    place = pygame.Rect(0, 0, width, px(PICTURE))
    panel.fill(style.colour["stage"], place)
    if small is not None and min(small.get_size()) > 0:
        inner = place.inflate(-px(16), -px(12))
        factor = min(inner.width / small.get_width(), inner.height / small.get_height())
        size = (max(round(small.get_width() * factor), 1), max(round(small.get_height() * factor), 1))
        scaled = pygame.transform.smoothscale(small, size)
        panel.blit(scaled, scaled.get_rect(center=place.center))
    left, top, room = px(12), px(PICTURE + 8), width - px(24)
    style.write(panel, style.shortened(_(one.row.scenario_title), "strong", room), (left, top), "strong")
    about = _("Run {code} · {day} · {length}").format(
        code=one.code, day=day(one.row), length=time_in_words(round(one.row.duration_s * 1e6))
    )
    style.write(panel, style.shortened(about, "small", room), (left, top + px(26)), "small", "muted")
    _state(style, panel, one, pygame.Rect(left, top + px(50), room, px(22)))
    return style.rounded(panel)


def _state(style: Style, panel: pygame.Surface, one: Waiting, rect: pygame.Rect) -> None:
    """A sign of its own shape for every state, and what may be seen of the marks."""
    px, sign = style.px, pygame.Rect(rect.x, rect.y + style.px(2), style.px(14), style.px(14))
    if one.state == "open":
        style.frame(panel, sign, "edge", radius=7, width=1.5)
    elif one.state == "begun":
        style.frame(panel, sign, "accent", radius=7, width=1.5)
        style.panel(panel, sign.inflate(-px(8), -px(8)), "accent", radius=3)
    elif one.state == "done":
        style.panel(panel, sign, "accent", radius=7)
    else:
        style.panel(panel, sign, "text", radius=2)
    style.write(panel, _(WORDS[one.state]), (sign.right + px(8), rect.y), "small")
    if one.seen and one.row.score is not None:
        own = one.own.last if one.own else None
        mean = "–" if own is None or own.mean is None else in_figures(own.mean, ".1f")
        text = _("{mean} of 5 · score {score:.1f}").format(mean=mean, score=one.row.score)
        style.write(panel, text, (rect.right, rect.y), "small", "muted", align="right")
