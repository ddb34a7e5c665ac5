"""What is known of one place of the skin: zone, dose, depth and strokes, on a small panel beside the place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pygame

from simulator.app.screens.result_layout import Placed
from simulator.app.screens.result_maps import Seen, Spot
from simulator.app.style import Style
from simulator.outcome.cause import Touch, strokes_at
from simulator.outcome.gate import clock
from simulator.words import _

PAD, WIDEST = 12, 220
MOST_STROKES = 4
"""So many of the strokes that passed over a place are listed."""
REACH = 2
"""Cells on every side of the place over which depth is averaged: the 2 mm window of cells of 0.5 mm."""


class Known(NamedTuple):
    """One place: zone title, dose and mean depth where they are known, different strokes that entered its
    cell, and the strokes whose tip passed over it."""

    zone: str
    dose_per_cm2: float | None
    depth_mm: float | None
    visits: int
    strokes: tuple[Touch, ...]


def known_at(seen: Seen, spot: Spot) -> Known | None:
    """What is known of a place; None beside the sheet."""
    grid, skin = seen.scenario.grid, seen.skin
    col, row = spot.x_um // grid.cell_um, spot.y_um // grid.cell_um
    if not (0 <= col < grid.cols and 0 <= row < grid.rows):
        return None
    label = int(skin.zones.label[row, col])
    zone = seen.scenario.plans[label - 1].title if label else _no_zone(seen, row, col)
    dose = float(seen.fields.dose_per_cm2[row, col])
    around = (slice(max(row - REACH, 0), row + REACH + 1), slice(max(col - REACH, 0), col + REACH + 1))
    count = int(skin.count[around].sum())
    depth = int(skin.depth_sum_um[around].sum()) / count / 1000 if count else None
    touches = strokes_at(seen.outcome.evidence.motion, spot.x_um, spot.y_um, seen.scenario.device.tip_um // 2)
    return Known(zone, None if np.isnan(dose) else dose, depth, int(skin.visits[row, col]), touches)


def _no_zone(seen: Seen, row: int, col: int) -> str:
    number = int(seen.skin.zones.no_go[row, col])
    if not number:
        return _("Outside the zones")
    name = seen.skin.zones.no_go_names[number - 1]
    return _("{title}: keep off").format(title=seen.scenario.titles.get(name, name))


def words(known: Known) -> list[str]:
    """The lines of the panel below its title."""
    dose, depth = known.dose_per_cm2, known.depth_mm
    made_by = [
        _("{time} at {speed:.0f} mm/s, dial {dial:.2f} mm").format(
            time=clock(t.first_us), speed=t.speed_mm_s, dial=t.dial_um / 1000
        )
        for t in known.strokes[:MOST_STROKES]
    ]
    return [
        _("{dose:.0f} punctures/cm²").format(dose=dose) if dose is not None else _("dose not scored here"),
        _("mean depth {depth:.2f} mm").format(depth=depth) if depth is not None else _("no puncture here"),
        _("{count} strokes").format(count=known.visits) if known.visits != 1 else _("1 stroke"),
        *made_by,
        *([_("and {count} more").format(count=further)] if (further := len(known.strokes) - MOST_STROKES) > 0 else []),
    ]


def draw_tip(style: Style, surface: pygame.Surface, placed: Placed, seen: Seen, spot: Spot) -> None:
    """A small ring on the place in every map, and the panel beside the one that was clicked, while it is in view."""
    known = known_at(seen, spot)
    left, top = placed.origin
    centres = [(x + left, y + top) for x, y in (view.px(spot.x_um, spot.y_um) for view in placed.maps.views)]
    if known is None or not placed.column.rect.collidepoint(centres[spot.map]):
        return
    for centre in centres:
        ring = pygame.Rect(0, 0, style.px(14), style.px(14))
        ring.center = centre
        style.frame(surface, ring.inflate(style.px(2), style.px(2)), "text", radius=8, width=3)
        style.frame(surface, ring, "panel", radius=7, width=1.5)
    _panel(style, surface, centres[spot.map], known)


def _panel(style: Style, surface: pygame.Surface, beside: tuple[int, int], known: Known) -> None:
    px, lines = style.px, words(known)
    room = max(
        [min(style.measure(known.zone, "strong")[0], px(WIDEST)), *(style.measure(x, "small")[0] for x in lines)]
    )
    high = style.measure(known.zone, "strong", room)[1]
    rect = pygame.Rect(
        beside[0] + px(16), beside[1] - px(24), room + px(2 * PAD), high + px(2 * PAD) + len(lines) * px(18)
    )
    rect.clamp_ip(surface.get_rect().inflate(-px(16), -px(16)))
    style.panel(surface, rect.inflate(px(2), px(2)), "edge")
    style.panel(surface, rect)
    style.write(surface, known.zone, (rect.x + px(PAD), rect.y + px(PAD - 4)), "strong", width=room)
    for number, line in enumerate(lines):
        style.write(surface, line, (rect.x + px(PAD), rect.y + px(PAD) + high + number * px(18)), "small")
