"""The kinds of maps, the scale of each under a plan, and how its legend is drawn; the same in every screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pygame

from simulator.app import parts
from simulator.app.style import Style
from simulator.outcome.plan import ZonePlan
from simulator.pictures import maps
from simulator.words import _, mark


class Kind(NamedTuple):
    """One map: its name, the field of the outcome it shows, and the parts of the score whose places it carries."""

    id: str
    title: str
    about: str
    field: str
    colours: str
    parts: tuple[str, ...]


ELSEWHERE = ("coverage", "evenness", "technique", "care", "critical")
DOSE = Kind("dose", mark("Dose"), mark("share of each zone's plan"), "dose_share", "cividis", ELSEWHERE)
OVERLAP = Kind("overlap", mark("Overlap"), mark("of neighbouring strokes"), "overlap", "viridis", ("overlap",))
DEPTH = Kind("depth", mark("Depth"), mark("away from the plan, mm"), "depth_off_mm", "viridis", ("depth",))
KINDS = (DOSE, OVERLAP, DEPTH)


def scale_of(kind: Kind, plans: Sequence[ZonePlan]) -> maps.Scale:
    """The scale of a kind of map; its band is the first zone's, which the fields of the others are measured against."""
    plan = plans[0]
    if kind is DOSE:
        middle = (plan.target_low_per_cm2 + plan.target_high_per_cm2) / 2
        low, high = plan.target_low_per_cm2 / middle, plan.target_high_per_cm2 / middle
        return maps.Scale(0.0, max(2.25, 1.75 * high), (low, high), low / 2, 1.5 * high)
    if kind is OVERLAP:
        low, high = plan.overlap
        return maps.Scale(low - 0.5, high + 0.4, (low, high), low - 0.25, high + 0.2)
    half = (plan.depth_high_um - plan.depth_low_um) / 2000
    return maps.Scale(-3 * half, 3 * half, (-half, half), -2 * half, 2 * half)


def figures(kind: Kind, scale: maps.Scale) -> list[str]:
    """The ends of a scale and of its band as they are written under a legend."""
    values = (scale.low, *scale.band, scale.high)
    if kind is DEPTH:
        return [f"{value:+.2f}".replace("-", "–") for value in values]
    words = [f"{value * 100:.0f}".replace("-", "–") for value in values]
    return [words[0], words[1], _("{share} %").format(share=words[2]), words[3]]


def draw_legend(
    style: Style, surface: pygame.Surface, rect: pygame.Rect, kind: Kind, scale: maps.Scale, colours: maps.Colours
) -> None:
    """A bar of colours with the band bracketed above it and figures beneath (6 px above, 20 px below)."""
    rect = pygame.Rect(rect)
    made = maps.legend(scale, colours, rect.size)
    surface.blit(parts.picture(made.rgba), rect)
    low, high = (rect.x + round(tick) for tick in made.ticks_px[1:3])
    bracket = [(low, rect.y - 1), (low, rect.y - style.px(6)), (high, rect.y - style.px(6)), (high, rect.y - 1)]
    pygame.draw.lines(surface, style.colour["text"], False, bracket, style.px(1.5))
    for tick, text, align in zip(
        made.ticks_px, figures(kind, scale), ("left", "center", "center", "right"), strict=True
    ):
        style.write(surface, text, (rect.x + round(tick), rect.bottom + style.px(4)), "small", "muted", align=align)
