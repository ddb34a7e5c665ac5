"""The peek: a map of the run so far over the skin, and its legend."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from simulator import session
from simulator.app.screens.treat_tip import surface_of
from simulator.app.style import Style
from simulator.needling.run import Run
from simulator.outcome.dose import WIDE_UM, cut
from simulator.outcome.plan import ZonePlan
from simulator.pictures.kinds import DEPTH, DOSE, Kind, scale_of
from simulator.pictures.maps import Colours, Scale, field_map, legend, read_colours
from simulator.session import Scenario
from simulator.words import _

Field = NDArray[np.float64]


@lru_cache(maxsize=2)
def colours(assets: Path, name: str) -> Colours:
    """The colours of a kind of map."""
    return read_colours(assets, name)


def field(kind: Kind, scenario: Scenario, run: Run) -> Field:
    """What a kind of map shows of a run so far, NaN where there is nothing to show."""
    if kind is DOSE:  # at hand at any moment of a run, in the time of a frame
        return dose_share(run, scenario.plans)
    shown: Field = getattr(session.fields(scenario, session.conclude(scenario, run)), kind.field)
    return shown


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
    values: Field, scale: Scale, px_per_cell: float, colours: Colours
) -> tuple[pygame.Surface, tuple[int, int]]:
    """The map of what is judged, and the pixel of its corner on the picture of the sheet."""
    rows, cols = (np.nonzero(np.isfinite(values).any(axis))[0] for axis in (1, 0))
    if not len(rows):
        return pygame.Surface((0, 0)), (0, 0)
    rim = 2
    top, left = max(rows[0] - rim, 0), max(cols[0] - rim, 0)
    part = values[top : rows[-1] + 1 + rim, left : cols[-1] + 1 + rim]
    return surface_of(field_map(part, scale, colours, px_per_cell)), (
        round(left * px_per_cell),
        round(top * px_per_cell),
    )


class Mapped(NamedTuple):
    """What the legend is told in: the kind of map, the plan of a zone, and the folder with the colours."""

    kind: Kind
    plan: ZonePlan
    assets: Path


def legend_panel(style: Style, surface: pygame.Surface, rect: pygame.Rect, mapped: Mapped) -> None:
    """What the colours mean: of the dose in shares of the plan and in punctures per cm² of a zone."""
    px, kind = style.px, mapped.kind
    head = {DOSE: _("Dose, share of each zone's plan"), DEPTH: _("Depth, mm away from the plan")}
    words = head.get(kind) or _("Overlap of neighbouring strokes")
    style.write(surface, words, (rect.x + px(16), rect.y + px(14)), "small", "muted")
    scale, high = scale_of(kind, [mapped.plan]), min(px(160), rect.height - px(64))
    shown = legend(scale, colours(mapped.assets, kind.colours), (px(24), high))
    top, x = rect.y + px(44), rect.x + px(52)
    surface.blit(surface_of(shown.rgba), (rect.x + px(16), top))

    def height(value: float) -> int:
        return top + high - round((value - scale.low) / (scale.high - scale.low) * high)

    for value, text, beside in _figures(kind, scale, mapped.plan):
        y = height(value) - px(9)
        style.write(surface, text, (x, y), "small", "text" if value in scale.band else "muted")
        style.write(surface, beside, (rect.right - px(16), y), "small", "muted", align="right")
    style.write(surface, _("plan"), (x, sum(map(height, scale.band)) // 2 - px(8)), "small", "accent")
    style.write(surface, _("hatched: too much"), (x, top - px(4)), "small", "muted")


def _figures(kind: Kind, scale: Scale, plan: ZonePlan) -> list[tuple[float, str, str]]:
    """Values beside the bar, what is written there, and what they mean for the zone."""
    if kind is DOSE:
        one, each = _("{share:.0f} %"), _("{dose:,} /cm²")
        edges = [(v, one.format(share=100 * v), each.format(dose=round(v * middle(plan)))) for v in scale.band]
        return [*edges, (0.0, _("nothing"), "")]
    values = (*scale.band, scale.low)
    if kind is DEPTH:
        said = [_("{depth:+.2f} mm").format(depth=value).replace("-", "–") for value in values]
    else:
        said = [_("{share:.0f} %").format(share=100 * value).replace("-", "–") for value in values]
    beside = ("", "", "" if kind is DEPTH else _("below 0 %: a gap"))
    return list(zip(values, said, beside, strict=True))
