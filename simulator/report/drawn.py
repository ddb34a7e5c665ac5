"""The pictures of a page: maps over grey skin, legends, predicted healing; a person is drawn once for many runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from simulator.needling.skin import Skin
from simulator.outcome.coach import Advice
from simulator.outcome.exact import Floats
from simulator.outcome.fields import Fields
from simulator.outcome.response_parameters import Parameters
from simulator.outcome.response_patient import Patient, patient
from simulator.pictures import maps
from simulator.pictures.colour import Rgb8
from simulator.pictures.healing import Frame, HealedSkin, framed
from simulator.pictures.kinds import KINDS, Kind, figures, scale_of
from simulator.pictures.maps import Colours
from simulator.pictures.png import data_uri
from simulator.session import Scenario
from simulator.words import _

PIXELS = (640, 480)
LEGEND_PX = (420, 12)


class Person(NamedTuple):
    """The person of a scenario as drawn: which part of the sheet, the skin, and the same in grey."""

    frame: Frame
    skin: HealedSkin
    grey: Rgb8


class Badge(NamedTuple):
    """A numbered place on a map, in its pixels."""

    number: int
    x: int
    y: int


class Map(NamedTuple):
    """A map with its numbered places and its legend: a picture, and words at shares of its length."""

    title: str
    about: str
    picture: str
    badges: tuple[Badge, ...]
    legend: str
    ticks: tuple[tuple[float, str], ...]


def treated(scenario: Scenario, skins: Iterable[tuple[float, Skin]]) -> Patient:
    """The patient of a scenario after sessions: the skin that each left, with its day."""
    return patient(list(skins), scenario.plans, scenario.site.layers, scenario.skin_type.number)


def person(scenario: Scenario, treated: Patient, best: Parameters) -> Person:
    """Draws the person, with all zones of the plan in view (some 1 s for a face)."""
    frame = framed(scenario, PIXELS, [plan.zone for plan in scenario.plans])
    skin = HealedSkin(scenario, treated, best, frame)
    return Person(frame, skin, maps.grey(skin.before()))


def all_maps(
    scenario: Scenario, fields: Fields, drawn: Person, colours: dict[str, Colours], advice: tuple[Advice, ...]
) -> tuple[Map, ...]:
    """Dose, overlap and depth, with the numbers of the things to fix."""
    return tuple(_map(kind, scenario, fields, (drawn, colours[kind.colours]), advice) for kind in KINDS)


def _map(
    kind: Kind, scenario: Scenario, fields: Fields, whom: tuple[Person, Colours], advice: tuple[Advice, ...]
) -> Map:
    (drawn, colours), (window, px_per_mm) = whom, whom[0].frame
    scale = scale_of(kind, scenario.plans)
    badges = []
    for number, one in enumerate(advice, 1):
        if one.finding.x_um >= 0 and one.finding.part in kind.parts:
            x, y = (
                (at / 1000 - edge) * px_per_mm
                for at, edge in zip((one.finding.x_um, one.finding.y_um), window, strict=False)
            )
            badges.append(Badge(number, round(x), round(y)))
    made = maps.legend(scale, colours, LEGEND_PX)
    ticks = tuple((tick / LEGEND_PX[0], text) for tick, text in zip(made.ticks_px, figures(kind, scale), strict=True))
    picture = data_uri(over(scenario, getattr(fields, kind.field), scale, (drawn, colours)))
    return Map(_(kind.title), _(kind.about), picture, tuple(badges), data_uri(made.rgba, "PNG"), ticks)


def over(scenario: Scenario, values: Floats, scale: maps.Scale, whom: tuple[Person, Colours]) -> Rgb8:
    """A field of the sheet over the grey skin of a person."""
    (drawn, colours), cell_mm = whom, scenario.cell_um / 1000
    window, px_per_mm = drawn.frame
    rows, cols = _inside(window, cell_mm, values.shape)
    rgba = maps.field_map(values[rows, cols], scale, colours, px_per_mm * cell_mm)
    x, y = (
        round((at * cell_mm - edge) * px_per_mm) for at, edge in zip((cols.start, rows.start), window, strict=False)
    )
    return maps.laid_over(drawn.grey, rgba, (x, y))


def _inside(
    window_mm: tuple[float, float, float, float], cell_mm: float, shape: tuple[int, ...]
) -> tuple[slice, slice]:
    """The rows and columns of the sheet that a window shows."""
    left, top, right, bottom = window_mm
    rows = slice(max(int(top / cell_mm), 0), min(int(np.ceil(bottom / cell_mm)), shape[0]))
    cols = slice(max(int(left / cell_mm), 0), min(int(np.ceil(right / cell_mm)), shape[1]))
    return rows, cols


def healing(drawn: Person, treated: Patient, days: tuple[float, ...]) -> tuple[str, ...]:
    """The skin before and on some days after, as the model has it."""
    skin = drawn.skin.instead(treated)
    return (data_uri(skin.before()), *(data_uri(skin.at(day)) for day in days))
