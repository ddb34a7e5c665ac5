"""The peek: the dose so far as a share of each zone's plan, over the skin, and its legend."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from simulator.app.legends import DOSE, scale_of
from simulator.app.screens.treat_tip import surface_of
from simulator.app.style import Style
from simulator.needling.run import Run
from simulator.outcome.dose import WIDE_UM, cut
from simulator.outcome.plan import ZonePlan
from simulator.pictures.maps import Colours, Scale, field_map, legend, read_colours
from simulator.words import _

Field = NDArray[np.float64]


@lru_cache(maxsize=1)
def cividis(assets: Path) -> Colours:
    """The colours of dose maps."""
    return read_colours(assets, "cividis")


def dose_share(run: Run, plans: tuple[ZonePlan, ...]) -> Field:
    """Dose [row, col] as a share of the middle of each zone's band, NaN where nothing is judged."""
    shares = np.full(run.skin.count.shape, np.nan)
    for patch in cut(run.skin, plans):
        if patch.judged.any():
            values = patch.on_grid(patch.dose(WIDE_UM)[0] / middle(patch.plan))
            shares[patch.box] = np.where(patch.judged, values, shares[patch.box])
    return shares


def middle(plan: ZonePlan) -> float:
    """Middle of a plan's band, punctures per cm²."""
    return (plan.target_low_per_cm2 + plan.target_high_per_cm2) / 2


def overlay(
    shares: Field, scale: Scale, px_per_cell: float, colours: Colours
) -> tuple[pygame.Surface, tuple[int, int]]:
    """The map of what is judged, and the pixel of its corner on the picture of the sheet."""
    rows, cols = (np.nonzero(np.isfinite(shares).any(axis))[0] for axis in (1, 0))
    if not len(rows):
        return pygame.Surface((0, 0)), (0, 0)
    rim = 2
    top, left = max(rows[0] - rim, 0), max(cols[0] - rim, 0)
    part = shares[top : rows[-1] + 1 + rim, left : cols[-1] + 1 + rim]
    return surface_of(field_map(part, scale, colours, px_per_cell)), (
        round(left * px_per_cell),
        round(top * px_per_cell),
    )


class Mapped(NamedTuple):
    """What the legend is told in: the plan of a zone, and the folder with the colours."""

    plan: ZonePlan
    assets: Path


def legend_panel(style: Style, surface: pygame.Surface, rect: pygame.Rect, mapped: Mapped) -> None:
    """What the colours mean, in shares of the plan and in punctures per cm² of a zone."""
    px, plan = style.px, mapped.plan
    style.write(surface, _("Dose, share of each zone's plan"), (rect.x + px(16), rect.y + px(14)), "small", "muted")
    scale, high = scale_of(DOSE, [plan]), min(px(160), rect.height - px(64))
    shown = legend(scale, cividis(mapped.assets), (px(24), high))
    top = rect.y + px(44)
    surface.blit(surface_of(shown.rgba), (rect.x + px(16), top))
    x = rect.x + px(52)
    for value, words in ((scale.band[0], ""), (scale.band[1], ""), (0.0, _("nothing"))):
        y = top + high - round(value / scale.high * high)
        text = words or _("{share:.0f} %").format(share=100 * value)
        style.write(surface, text, (x, y - px(9)), "small", "muted" if words else "text")
        if not words:
            dose = _("{dose:,} /cm²").format(dose=round(value * middle(plan)))
            style.write(surface, dose, (rect.right - px(16), y - px(9)), "small", "muted", align="right")
    lower, upper = (top + high - round(edge / scale.high * high) for edge in scale.band)
    style.write(surface, _("plan"), (x, (lower + upper) // 2 - px(8)), "small", "accent")
    style.write(surface, _("hatched: too much"), (x, top - px(4)), "small", "muted")
