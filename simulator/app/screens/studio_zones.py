"""The step in which zones are drawn: corners, a brush, a polygon of one's own, no-go lines, and spots as stamps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np
import pygame

from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Option, Sheet
from simulator.app.screens.studio_canvas import Point, Seen, snapped
from simulator.studio import areas, edits
from simulator.studio.brush import painted
from simulator.studio.measures import measured
from simulator.words import _, mark

if TYPE_CHECKING:
    from simulator.app.screens.studio import Studio

Mode = Literal["corners", "grow", "shrink", "polygon", "no-go", "mole", "sore", "scar"]
MODES: tuple[tuple[Mode, str], ...] = (
    ("corners", mark("Corners")), ("grow", mark("Brush +")), ("shrink", mark("Brush –")), ("polygon", mark("New zone")),
    ("no-go", mark("No-go line")), ("mole", mark("Mole")), ("sore", mark("Sore")), ("scar", mark("Scar")),
)  # fmt: skip
HINTS: dict[str, str] = {
    "corners": mark(
        "Drag a corner. Press an edge for a new one; the right button takes one away. A click into another zone takes "
        "that one; the wheel comes nearer, and a drag beside the outline moves the skin."
    ),
    "grow": mark("Paint to make the zone larger."),
    "shrink": mark("Paint to make the zone smaller."),
    "polygon": mark("Click corner by corner; the first one again, or Enter, closes the zone."),
    "no-go": mark("Click corner by corner around what no needle may touch; Enter closes it."),
    "mole": mark("Click where it lies; click it again to take it away."),
    "sore": mark("Click where it lies; click it again to take it away."),
    "scar": mark("Click where it lies; click it again to take it away."),
}
TITLES = {"mole": mark("Mole"), "sore": mark("Open sore"), "scar": mark("Raised scar")}
BRUSHES_MM = (3.0, 6.0, 10.0)
SPOT_MM, MARGIN_MM = 2.5, 3.0
CLOSES_MM = 2.5
STILL = 4
"""Design pixels that a hand may shake within one click."""


class Tool:
    """What the pointer does on the canvas."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.mode: Mode = "corners"
        self.zone = ""
        self.brush_mm = BRUSHES_MM[1]
        self.busy = False
        self._corner: int | None = None
        self._at: Point | None = None
        self._drawn: list[Point] = []
        self._shape: edits.Points | None = None  # the outline while it is dragged or painted
        self._pressed = (0, 0)
        self._moved = False  # whether the skin was, since the button went down

    @property
    def active(self) -> str:
        """The zone that is worked on."""
        known = list(areas.outlines(self.studio.work.now))
        return self.zone if self.zone in known else known[0]

    def rest(self) -> None:
        """Nothing is being drawn."""
        self.busy, self._corner, self._drawn, self._shape = False, None, [], None

    def seen(self) -> Seen:
        """What the canvas shows of it."""
        brush = (self._at, self.brush_mm) if self._at and self.mode in ("grow", "shrink") else None
        drawn = (*self._drawn, *([self._at] if self._drawn and self._at else []))
        return Seen(self.active, self.mode == "corners", brush, drawn, shape=self._shape)

    def handle(self, event: pygame.Event) -> bool:
        """Whether the event was for the canvas."""
        canvas, page = self.studio.canvas, self.studio._page
        if event.type == pygame.KEYDOWN and event.key == pygame.K_RETURN and self._drawn:
            self._close()
            return True
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE and self._drawn:
            self.rest()
            return True
        if event.type == pygame.MOUSEMOTION and (canvas.holds(event.pos) or self.busy):
            if self.busy and event.buttons[0] and self._shape is None:
                self._pan(event)
            self._at = canvas.mm(event.pos)
            if self.busy and event.buttons[0]:
                self._drag()
            if page:
                page.touch()
            return self.busy
        if event.type == pygame.MOUSEBUTTONDOWN and canvas.holds(event.pos) and event.button in (1, 3):
            self._at = canvas.mm(event.pos)
            self._press(event.pos, event.button)
            return True
        if event.type == pygame.MOUSEBUTTONUP and event.button in (1, 3) and self.busy:
            now, shape = self.studio.work.now, self._shape
            if shape is None and not self._moved:  # a click into another zone
                self.zone = areas.at(now, canvas.mm(event.pos)) or self.active
            self.rest()
            self.studio.did(areas.outline(now, self.active, shape) if shape is not None else now)
            return True
        return False

    def _pan(self, event: pygame.Event) -> None:
        """The skin follows, as soon as the hand has left the place where it pressed."""
        way = np.hypot(event.pos[0] - self._pressed[0], event.pos[1] - self._pressed[1])
        self._moved |= bool(way > self.studio.style.px(STILL))
        if self._moved:
            self.studio.canvas.pan(event.rel)

    def _press(self, pixel: tuple[int, int], button: int) -> None:
        points = areas.outlines(self.studio.work.now)[self.active]
        if self.mode == "corners":
            self._take(pixel, button, points)
        elif self.mode in ("grow", "shrink"):
            self.busy, self._shape = True, points
            self._drag()
        elif self.mode in ("polygon", "no-go"):
            self._click()
        else:
            self._stamp()

    def _take(self, pixel: tuple[int, int], button: int, points: edits.Points) -> None:
        """A corner is held, a new one is made, or one goes."""
        canvas = self.studio.canvas
        corner = canvas.corner(pixel, points)
        if button == 3:
            if corner is not None and len(points) > 3:
                left = [point for n, point in enumerate(points) if n != corner]
                self.studio.did(areas.outline(self.studio.work.now, self.active, left))
            return
        if corner is None and (edge := canvas.edge(pixel, points)) is not None:
            corner = edge + 1
            points = [*points[:corner], canvas.mm(pixel), *points[corner:]]
        self.busy, self._moved, self._pressed = True, False, pixel  # without a corner it is the skin that is moved
        if corner is not None:
            self._corner, self._shape = corner, points

    def _drag(self) -> None:
        """A corner follows the pointer, or the brush paints; it is one edit when the button is let go."""
        at, points = self._at, self._shape
        if at is None or points is None:
            return
        if self.mode == "corners" and self._corner is not None:
            outlines = areas.outlines(self.studio.work.now)
            own = [p for name, others in outlines.items() if name != self.active for p in others]
            self._shape = [snapped(at, own) if n == self._corner else point for n, point in enumerate(points)]
        elif self.mode in ("grow", "shrink"):
            self._shape = painted(points, at, self.brush_mm, self.mode == "grow")

    def _click(self) -> None:
        """The next corner of something new."""
        at = self._at
        if at is None:
            return
        first = self._drawn[0] if self._drawn else None
        if first and len(self._drawn) > 2 and np.hypot(first[0] - at[0], first[1] - at[1]) <= CLOSES_MM:
            self._close()
            return
        own = [p for others in areas.outlines(self.studio.work.now).values() for p in others]
        self._drawn.append(snapped(at, own))

    def _close(self) -> None:
        """What was drawn is a zone, or an area to keep off."""
        points, now = list(self._drawn), self.studio.work.now
        self.rest()
        if len(points) < 3:
            return
        if self.mode == "no-go":
            name = _free("line", areas.lines(now))
            self.studio.did(areas.no_go(now, name, _("Keep off"), points))
            return
        name = _free("zone", areas.outlines(now))
        made = areas.add_zone(now, name, _("New zone"), points)
        first = next(iter(edits.planned(now).values()), None)
        self.zone = name
        self.studio.did(edits.plan(made, name, first) if first else made)

    def _stamp(self) -> None:
        """A spot, or one less."""
        now, at = self.studio.work.now, self._at
        if at is None:
            return
        known = areas.spots(now)
        near = [s for s in known if np.hypot(s.at_mm[0] - at[0], s.at_mm[1] - at[1]) <= s.radius_mm + 1]
        if near:
            self.studio.did(areas.put_spots(now, [s for s in known if s not in near]))
            return
        name = _free(self.mode, {spot.name: spot for spot in known})
        spot = areas.Spot(name, _(TITLES[self.mode]), at, SPOT_MM, MARGIN_MM)
        self.studio.did(areas.put_spots(now, [*known, spot]))

    def choose(self, mode: int) -> Screen:
        """Another way to draw."""
        self.mode = MODES[mode][0]
        self.rest()
        return self.studio.again()

    def pick(self, number: int) -> Screen:
        """Another zone."""
        self.zone = list(areas.outlines(self.studio.work.now))[number]
        return self.studio.again()

    def size(self, number: int) -> Screen:
        """Another brush."""
        self.brush_mm = BRUSHES_MM[number]
        return self.studio.again()


def _free(name: str, known: object) -> str:
    taken = set(known)  # type: ignore[call-overload]
    return next(one for one in (name, *(f"{name}_{n}" for n in range(2, 1000))) if one not in taken)


def fill(sheet: Sheet, studio: Studio) -> None:
    """Zones to choose from, ways to draw, and what the zone comes to."""
    tool, draft = studio.tool, studio.work.now
    names = list(areas.outlines(draft))
    sheet.chips([Option(_(areas.title_of(draft, n)), i, n == tool.active) for i, n in enumerate(names)], tool.pick)
    sheet.chips([Option(_(text), n, mode == tool.mode) for n, (mode, text) in enumerate(MODES)], tool.choose)
    if tool.mode in ("grow", "shrink"):
        sizes = [Option(f"{mm:.0f} mm", n, mm == tool.brush_mm) for n, mm in enumerate(BRUSHES_MM)]
        sheet.chips(sizes, tool.size, _("Brush"), 90)
    sheet.text(_(HINTS[tool.mode]))
    planned = edits.planned(draft)
    words = _("Leave it out of the plan") if tool.active in planned else _("Treat this zone")
    options = [Option(words, 0)] + ([Option(_("Delete zone"), 1)] if len(names) > 1 else [])
    sheet.chips(options, partial(_turn, studio))
    if studio.scenario is not None and tool.active in {plan.zone for plan in studio.scenario.plans}:
        sheet.panel(_("This zone"), "\n".join(measured(studio.scenario, tool.active)))
    studio.told.at(sheet, f"zones.{tool.active}", "lesions.")


def _turn(studio: Studio, number: int) -> Screen:
    """In or out of the plan, or away altogether."""
    draft, zone = studio.work.now, studio.tool.active
    if number == 1:
        return studio.did(areas.drop_zone(draft, zone))
    planned = edits.planned(draft)
    if zone in planned:
        return studio.did(edits.plan(draft, zone, None) if len(planned) > 1 else draft)
    return studio.did(edits.plan(draft, zone, next(iter(planned.values()))))
