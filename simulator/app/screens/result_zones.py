"""The zones of a run as a table: area, dose, coverage, evenness, overlap and depth."""

from __future__ import annotations

import pygame

from simulator.app.screens.result_maps import Seen
from simulator.app.style import Style
from simulator.report.zones import HEADS, row_of
from simulator.words import _

PAD, HEAD, ROW = 16, 64, 24


def zones_height(style: Style, seen: Seen) -> int:
    """Window pixels that the table needs."""
    return style.px(HEAD + ROW * len(seen.scenario.plans) + PAD)


def zones_panel(style: Style, width: int, seen: Seen) -> pygame.Surface:
    """A row for every zone of the plan."""
    px = style.px
    panel = pygame.Surface((width, zones_height(style, seen)))
    panel.fill(style.colour["panel"])
    name_room = round((width - px(2 * PAD)) * 0.25)
    step = (width - px(2 * PAD) - name_room) / len(HEADS)
    style.write(panel, _("Zones"), (px(PAD), px(PAD - 4)), "strong")
    for number, (head, unit) in enumerate(HEADS, 1):
        right = px(PAD) + name_room + round(number * step)
        fitted = style.shortened(_(head), "small", round(step) - px(4))
        style.write(panel, fitted, (right, px(PAD - 2)), "small", align="right")
        style.write(panel, _(unit), (right, px(PAD + 16)), "small", "muted", align="right")
    for row, plan in enumerate(seen.scenario.plans):
        y = px(HEAD - 8) + row * px(ROW)
        panel.fill(style.colour["line"], (px(PAD), y, width - px(2 * PAD), max(1, px(1))))
        title = style.shortened(plan.title, "small", name_room)
        style.write(panel, title, (px(PAD), y + px(5)), "small")
        for number, value in enumerate(row_of(seen.outcome.zones[plan.zone]), 1):
            at = (px(PAD) + name_room + round(number * step), y + px(5))
            style.write(panel, value, at, "small", "text", align="right")
    return style.rounded(panel)
