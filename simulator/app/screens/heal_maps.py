"""Maps of healing half a year after: where collagen is gained and where there is harm, on one scale, equally large."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from simulator.app import parts
from simulator.app.screens.heal_panels import PAD, blank
from simulator.app.style import Style
from simulator.outcome.response_course import Healing
from simulator.pictures import maps
from simulator.report.known import HALF_A_YEAR
from simulator.words import _

Map = NDArray[np.float32]
ENDS = (0.1, 0.2, 0.5, 1.0)
"""Ends of the scale that both maps share: the first that holds all values."""
HARMED = 0.05
"""Harm above this share is hatched (a by-the-book session stays below it in this model)."""


class Look(NamedTuple):
    """How a map is shown: its title, what it means, its scale and its colours."""

    title: str
    about: str
    scale: maps.Scale
    colours: maps.Colours


def map_panel(
    style: Style, width: int, ground: NDArray[np.uint8], field: NDArray[np.float32], rect: pygame.Rect, look: Look
) -> pygame.Surface:
    """One map over grey skin with its legend; `rect` is where the field lies on the ground, in its pixels."""
    px, wide = style.px, width - style.px(2 * PAD)
    high = round(wide * ground.shape[0] / ground.shape[1])
    panel = blank(style, width, px(60) + high + px(44))
    style.write(panel, look.title, (px(PAD), px(12)), "strong")
    style.write(panel, style.shortened(look.about, "small", wide), (px(PAD), px(36)), "small", "muted")
    over = parts.picture(maps.field_map(field, look.scale, look.colours, rect.width / field.shape[1]))
    picture = parts.picture(maps.grey(ground)).convert_alpha()
    picture.blit(pygame.transform.smoothscale(over, rect.size), rect)
    panel.blit(pygame.transform.smoothscale(picture, (wide, high)), (px(PAD), px(60)))
    bar = pygame.Rect(px(PAD), px(60) + high + px(8), wide, px(10))
    panel.blit(parts.picture(maps.legend(look.scale, look.colours, bar.size).rgba), bar)
    for share, align in ((0.0, "left"), (0.5, "center"), (1.0, "right")):
        value = look.scale.low + share * (look.scale.high - look.scale.low)
        at = (bar.x + round(bar.width * share), bar.bottom + px(4))
        style.write(panel, f"{value:.0%}", at, "small", "muted", align=align)
    return style.rounded(panel)


def fields(healing: Healing) -> tuple[Map, Map]:
    """Collagen gained as a share of what this model can give, and harm as a share of the worst; NaN where untouched."""
    day = healing.days[-1] + HALF_A_YEAR
    touched = healing.sessions[-1].trauma.per_mm2 > 0
    gain = healing.at("collagen_crosslinked", day) / healing.parameters.growth.collagen_ceiling
    harm = np.clip(healing.at("scar", day) + healing.at("pih_risk", day), 0, 1)
    nothing = np.float32(np.nan)
    return np.where(touched, gain.astype(np.float32), nothing), np.where(touched, harm.astype(np.float32), nothing)


def looks(shown: tuple[Map, Map], assets: Path) -> tuple[Look, Look]:
    """How both are shown; what is harmed beyond the ordinary is hatched, never told by colour alone."""
    most = max((float(np.nanmax(field)) for field in shown if np.isfinite(field).any()), default=0.0)
    end = next((end for end in ENDS if most <= end), ENDS[-1])
    gain, harm = maps.Scale(0.0, end, (end, end)), maps.Scale(0.0, end, (end, end), too_much=HARMED)
    return (
        Look(_("Collagen gained"), _("share of what this model can give"), gain, maps.read_colours(assets, "cividis")),
        Look(_("Harm"), _("scar, risk of dark marks; above 5 % hatched"), harm, maps.read_colours(assets, "viridis")),
    )
