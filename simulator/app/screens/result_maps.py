"""The three maps of the result: dose, overlap and depth over grey skin, with legends, numbered places and clicks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import pygame

from simulator.app import parts, patient, portraits
from simulator.app.legends import draw_legend
from simulator.app.style import Style
from simulator.needling.skin import Skin
from simulator.outcome.coach import Advice
from simulator.outcome.fields import Fields
from simulator.outcome.moments import Moment
from simulator.pictures import maps
from simulator.pictures.kinds import KINDS, Kind, scale_of
from simulator.pictures.sheet import Window
from simulator.report.standing import Went
from simulator.session import Outcome, Scenario
from simulator.words import _, mark

PAD, GAP, ABOVE, BELOW = 16, 16, 44, 48
"""Design pixels: around and between the maps, above them for their names, below them for their legends."""
MARGIN_MM = 10.0
CLOSE_MM = 34.0
"""Width of the skin around a place that is shown beside its words."""
RING_MM = 5.0
ROUNDED = 6
"""Levels of colour by which an even ground may differ after scaling."""
CORNERS = ((1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a number may stand beside its ring, the first choice first: right or left, below or above."""
NOTE = mark("White line: edge of the plan's band. Light hatch: far too little. Dark hatch: too much. Click a place.")


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that the result shows of a run; `colours` by name, `advice` dearest first, `portrait` once drawn.

    `good` is what went well, in a sentence; `worst` are moments to be seen again; `went` is where this person stands.
    """

    scenario: Scenario
    outcome: Outcome
    fields: Fields
    skin: Skin
    colours: dict[str, maps.Colours]
    advice: tuple[Advice, ...]
    good: str | None
    portrait: pygame.Surface | None = None
    worst: tuple[Moment, ...] = ()
    went: Went | None = None


class Mapped(Protocol):
    """What a map needs to know of a run."""

    @property
    def scenario(self) -> Scenario: ...
    @property
    def fields(self) -> Fields: ...
    @property
    def colours(self) -> dict[str, maps.Colours]: ...


class View(NamedTuple):
    """A map's place on its panel (px) and the part of the sheet it shows (mm)."""

    rect: pygame.Rect
    window_mm: Window

    @property
    def px_per_mm(self) -> float:
        return self.rect.width / (self.window_mm[2] - self.window_mm[0])

    def px(self, x_um: int, y_um: int) -> tuple[int, int]:
        """Where a place of the sheet is on the panel."""
        scale = self.px_per_mm
        x, y = (x_um / 1000 - self.window_mm[0]) * scale, (y_um / 1000 - self.window_mm[1]) * scale
        return self.rect.x + round(x), self.rect.y + round(y)

    def um(self, at: tuple[int, int]) -> tuple[int, int]:
        """Which place of the sheet a pixel of the panel shows."""
        scale = self.px_per_mm
        x, y = (at[0] - self.rect.x) / scale + self.window_mm[0], (at[1] - self.rect.y) / scale + self.window_mm[1]
        return round(x * 1000), round(y * 1000)


class Spot(NamedTuple):
    """A place of the sheet (µm) and the number of the map that it was asked about on."""

    map: int
    x_um: int
    y_um: int


class Maps:
    """The panel of the maps, drawn once for a size; it knows which place of the skin a click means."""

    def __init__(self, style: Style, width: int, seen: Seen, shown: int, most: int | None = None) -> None:
        self.style, self.seen = style, seen
        note, room = _(NOTE), width - style.px(2 * PAD)
        high = style.measure(note, "small", room)[1]
        self.views = _views(style, width, seen.scenario, most and most - high)
        below = self.views[0].rect.bottom + style.px(BELOW)
        panel = pygame.Surface((width, below + high + style.px(PAD)))
        panel.fill(style.colour["panel"])
        ground = grey_skin(style, seen.portrait, self.views[0])
        for kind, view in zip(KINDS, self.views, strict=True):
            self._map(panel, kind, view, ground, seen.advice[:shown])
        style.write(panel, note, (style.px(PAD), below), "small", "muted", width=room)
        self.panel = style.rounded(panel)

    def _map(
        self, panel: pygame.Surface, kind: Kind, view: View, ground: pygame.Surface, advice: tuple[Advice, ...]
    ) -> None:
        px = self.style.px
        name = self.style.write(panel, _(kind.title), (view.rect.x, px(PAD - 4)), "strong")
        room = view.rect.right - name.right - px(8)
        about = self.style.shortened(_(kind.about), "small", room)
        self.style.write(panel, about, (name.right + px(8), px(PAD)), "small", "muted")
        panel.set_clip(view.rect)
        paint(panel, kind, view, ground, self.seen)
        badges: list[pygame.Rect] = []
        for number, fix in enumerate(advice, 1):
            if fix.finding.x_um >= 0 and fix.finding.part in kind.parts:
                badges.append(mark_place(self.style, panel, view, fix, (str(number), badges)))
        panel.set_clip(None)
        rect = pygame.Rect(view.rect.x, view.rect.bottom + px(10), view.rect.width, px(10))
        scale = scale_of(kind, self.seen.scenario.plans)
        draw_legend(self.style, panel, rect, kind, scale, self.seen.colours[kind.colours])

    def place(self, at: tuple[int, int]) -> Spot | None:
        """The place of the sheet under a pixel of the panel; None beside the maps."""
        number = next((n for n, view in enumerate(self.views) if view.rect.collidepoint(at)), None)
        return None if number is None else Spot(number, *self.views[number].um(at))


def _views(style: Style, width: int, scenario: Scenario, most: int | None) -> list[View]:
    """Three maps beside each other, each showing all that is treated; the panel gets no higher than `most`."""
    px, count = style.px, len(KINDS)
    side = (width - px(2 * PAD) - (count - 1) * px(GAP)) // count
    section = patient.section(scenario, MARGIN_MM)
    high = round(side * (section[3] - section[1]) / (section[2] - section[0]))
    if most is not None:
        high = min(high, most - px(ABOVE + BELOW + PAD))
    high = max(high, side * 2 // 3)
    window = grown(section, side / high)
    return [View(pygame.Rect(px(PAD) + n * (side + px(GAP)), px(ABOVE), side, high), window) for n in range(count)]


def grown(window: Window, shape: float) -> Window:
    """A window with a ratio of width to height that holds another, both about one middle."""
    left, top, right, bottom = window
    wide = max(right - left, (bottom - top) * shape)
    high, x, y = wide / shape, (left + right) / 2, (top + bottom) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def grey_skin(style: Style, portrait: pygame.Surface | None, view: View) -> pygame.Surface:
    """The skin of a view without its colours, on the stage as it is; only the stage until there is a portrait."""
    stage = style.colour["stage"]
    if portrait is None:
        ground = pygame.Surface(view.rect.size)
        ground.fill(stage)
        return ground
    shown = pygame.surfarray.array3d(portraits.cut(portrait, view.window_mm, view.rect.size, stage)).swapaxes(0, 1)
    off = np.abs(shown.astype(int) - np.array(stage[:3]))
    bare = np.asarray((off <= ROUNDED).all(axis=2))
    return parts.picture(np.where(bare[..., None], np.array(stage[:3], np.uint8), maps.grey(shown)))


def paint(surface: pygame.Surface, kind: Kind, view: View, ground: pygame.Surface, seen: Mapped) -> None:
    """The field of a kind over grey skin."""
    surface.blit(ground, view.rect)
    values = getattr(seen.fields, kind.field)
    cell_mm = seen.scenario.cell_um / 1000
    first_col, first_row = (max(0, int(edge / cell_mm)) for edge in view.window_mm[:2])
    last_col, last_row = (int(edge / cell_mm) + 1 for edge in view.window_mm[2:])
    part = values[first_row:last_row, first_col:last_col]
    if part.size and np.isfinite(part).any():
        scale = scale_of(kind, seen.scenario.plans)
        rgba = maps.field_map(part, scale, seen.colours[kind.colours], view.px_per_mm * cell_mm)
        corner = view.px(first_col * seen.scenario.cell_um, first_row * seen.scenario.cell_um)
        surface.blit(parts.picture(rgba), corner)


def mark_place(
    style: Style, surface: pygame.Surface, view: View, fix: Advice, number: tuple[str, list[pygame.Rect]]
) -> pygame.Rect:
    """A ring around a place and its number beside it, inside the view and clear of other numbers; returns its place."""
    centre = view.px(fix.finding.x_um, fix.finding.y_um)
    radius = max(style.px(10), round(RING_MM * view.px_per_mm))
    for colour, reach, width in (("text", 2, 6), ("panel", 0, 2)):
        side = 2 * (radius + style.px(reach))
        rect = pygame.Rect(0, 0, side, side)
        rect.center = centre
        style.frame(surface, rect, colour, radius=side / 2 / style.scale, width=width)
    way = round((style.px(14) + radius) * 0.75)
    places = [pygame.Rect(0, 0, style.px(24), style.px(24)) for _corner in CORNERS]
    for place, (right, below) in zip(places, CORNERS, strict=True):
        place.center = (centre[0] + right * way, centre[1] + below * way)
    free = [p for p in places if view.rect.contains(p) and p.collidelist(number[1]) < 0]
    return parts.badge(style, surface, (free or places)[0].center, number[0])


def place_picture(style: Style, seen: Seen, fix: Advice, size: tuple[int, int]) -> pygame.Surface:
    """The place of a thing to fix, close up, on the map that shows it best; the whole section where it has no place."""
    picture = pygame.Surface(size)
    kind = next(k for k in KINDS if fix.finding.part in k.parts)
    window = grown(patient.section(seen.scenario, MARGIN_MM), size[0] / size[1])
    if fix.finding.x_um >= 0:
        x, y, half = fix.finding.x_um / 1000, fix.finding.y_um / 1000, CLOSE_MM / 2
        window = grown((x - half, y, x + half, y), size[0] / size[1])
    view = View(picture.get_rect(), window)
    paint(picture, kind, view, grey_skin(style, seen.portrait, view), seen)
    if fix.finding.x_um >= 0:
        mark_place(style, picture, view, fix, ("1", []))
    return picture
