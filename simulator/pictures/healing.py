"""Skin that heals: the person as they look on any day after treatment, drawn from the states of the response model.

Model output for training: redness, filling, pigment and scar are drawn as large as the model has them, benefit and
harm alike. What the model gives as a risk is drawn as one person to whom it happens or not, by chance of place.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from simulator.outcome.response_benefit import concerns, filled
from simulator.outcome.response_course import GOOD_CARE, Aftercare, Healing, Session, follow
from simulator.outcome.response_injury import Tissue, Trauma
from simulator.outcome.response_parameters import Parameters
from simulator.outcome.response_patient import Patient
from simulator.pictures.colour import BLOOD, MELANIN, STAGE, Linear, Rgb8, to_srgb
from simulator.pictures.healing_layers import chances, dots, highlights, in_colours, mottling, reads
from simulator.pictures.person import bare, to_linear_of, window_of
from simulator.pictures.person import concerns as seen_concerns
from simulator.pictures.sheet import Sheet, Window, blurred
from simulator.pictures.skin import on_ground
from simulator.pictures.spread import Field
from simulator.session import Scenario

if TYPE_CHECKING:
    from scipy.sparse import csr_array

DA_PER_BLOOD = 5.0
"""Δa* that one time the normal amount of blood more makes on skin type II, in our own colours (a fit)."""
MOST_BLOOD = 6.0
FILLED_BY = {
    "fine lines": ("fine lines", 1.0),
    "wrinkles": ("fine lines", 0.6),
    "acne scars": ("scars", 1.0),
    "surgical scars": ("scars", 0.8),
    "stretch marks": ("stretch marks", 1.0),
    "enlarged pores": ("pores", 1.0),
}
"""Which of the model's concerns fills what is seen, and how much of it at most (the second is chosen by eye)."""
SWOLLEN, SWOLLEN_DA = 0.35, 11.0
"""Share by which fresh swelling hides relief, and the Δa* from which it is at its fullest (chosen by eye)."""
FLARE_MM, MOTTLED = 1.1, 0.10
"""How far redness spreads around what caused it, and how much it varies from place to place (chosen by eye)."""
SOFT = 0.14
"""Width of the border of a dark mark, in percentiles of the chance that decides where it is."""
DARKER, PALER, PINKER = 0.055, 0.045, 0.9
"""Melanin that dark marks add, melanin that a scar lacks, and blood that it has more (chosen by eye)."""
GLOSS, SHEEN = 1.1, 0.6
"""How many times its own highlights skin gains by full radiance, and dark skin by swelling (chosen by eye)."""
DARK_MELANIN = (0.14, 0.25)
"""Melanin from which skin begins to flush as dark skin does, and with which it does so wholly (chosen by eye)."""
BLOOD_IN_DARK = np.array([0.05, 0.17, 0.085])
"""As `BLOOD`, under much melanin: skin darkens and turns a purplish brown, it does not turn pink (chosen by eye)."""
RELIEF = (0.15, 2.2)
"""The least and the most that marks may leave of the light."""
DOT_DAYS, LEAST_DOTS = 0.6, 0.02
"""Dots of dried blood fade to a third in so many days, and are left out when they are so faint (chosen by eye)."""


Box = tuple[int, int, int, int]
"""First row and column of some cells, and how many of both."""


class Frame(NamedTuple):
    """What is looked at: a part of the sheet in mm, and pixels per mm."""

    window_mm: Window
    px_per_mm: float


LEAST_MM, AROUND_MM = 42.0, 7.0
"""A window shows so much of the skin at least, and so much around what is treated."""


def framed(scenario: Scenario, size_px: tuple[int, int], zones: Sequence[str] = ()) -> Frame:
    """The window of a size in pixels that shows some zones of the plan, or the largest that is planned."""
    shapes = {shape.name: shape.polygon_um / 1000 for shape in scenario.site.zones}
    largest = max((plan.zone for plan in scenario.plans), key=lambda zone: float(np.prod(np.ptp(shapes[zone], 0))))
    points = np.concatenate([shapes[name] for name in zones or [largest]])
    low, high = points.min(0) - AROUND_MM, points.max(0) + AROUND_MM
    wide = max(high[0] - low[0], (high[1] - low[1]) * size_px[0] / size_px[1], LEAST_MM)
    px_per_mm = float(size_px[0] / wide)
    x, y = (low + high) / 2 - np.array(size_px) / px_per_mm / 2
    return Frame((x, y, x + size_px[0] / px_per_mm, y + size_px[1] / px_per_mm), px_per_mm)


class Felt(NamedTuple):
    """What a day does to the skin, at columns of pixels and rows of the grid, [rows, 3 w]: the share that is left of
    every concern, the share by which light changes, how much more the film shines; and how strong the dots are.
    """

    left: tuple[Field | None, ...]
    tint: Field
    film: Field
    dots: np.float32


class HealedSkin:
    """One person in one window; `at(day)` is quick, because everything that days share has been drawn before."""

    def __init__(
        self,
        scenario: Scenario,
        person: Patient,
        parameters: Parameters,
        frame: Frame,
        ground: tuple[int, int, int] = STAGE,
        care: Aftercare = GOOD_CARE,
    ) -> None:
        sheet = window_of(scenario, frame.px_per_mm, frame.window_mm)
        self.cells, box = _cells(sheet, scenario)
        self._parameters = parameters
        self.healing = cut(person, self.cells, parameters, care)
        look = bare(scenario, frame.px_per_mm, frame.window_mm)
        look = look if ground == STAGE else on_ground(look, ground)
        skin = in_colours(look.body / np.float32(255))
        self._light: Linear = to_linear_of(look.rgb)
        self._skin = skin
        self._seen = [(one.concern, one.change * skin) for one in seen_concerns(scenario, sheet)]
        self._gloss = in_colours(highlights(sheet, look))
        self._dark = float(np.interp(scenario.skin_type.melanin, DARK_MELANIN, (0, 1)))
        self._blood = BLOOD + self._dark * (BLOOD_IN_DARK - BLOOD)
        self._grid = grid = _low(sheet, box, scenario)
        self._reader, self._uneven, self._mottled = reads(sheet, grid), chances(grid), mottling(grid, MOTTLED)
        pricked = self._reader.wide(self.healing.sessions[-1].trauma.per_mm2)
        self._dots = in_colours(dots(sheet, pricked, skin[..., 0])) * _DOT

    def instead(self, person: Patient, care: Aftercare = GOOD_CARE) -> HealedSkin:
        """The same skin after another course, or with another aftercare."""
        other = copy.copy(self)
        other.healing = cut(person, self.cells, self._parameters, care)
        return other

    def coarser(self, step: int = 2) -> HealedSkin:
        """The same in so many times fewer rows and columns: quick enough for a line that is being dragged."""
        other, part = copy.copy(self), (slice(None, None, step), slice(None, None, step))
        other._light = np.ascontiguousarray(self._light[part])
        other._gloss = np.ascontiguousarray(self._gloss[part])
        other._skin = np.ascontiguousarray(self._skin[part])
        other._dots = np.ascontiguousarray(self._dots[part])
        other._seen = [(concern, np.ascontiguousarray(change[part])) for concern, change in self._seen]
        other._reader = self._reader.coarser(step)
        return other

    def before(self) -> Rgb8:
        """The person before the first session."""
        factor = 1 + sum(change for _concern, change in self._seen)
        return to_srgb(self._light * np.clip(factor, *RELIEF))

    def at(self, day: float) -> Rgb8:
        """The person on a day, [h, w, 3]; days count as those of the sessions do."""
        if day < self.healing.days[0]:
            return self.before()
        felt = self._felt(day)
        return np.concatenate([self._drawn(rows, down, felt) for rows, down in self._reader.bands])

    def _felt(self, day: float) -> Felt:
        """What a day does to the skin."""
        redness = blurred(self._grid, np.asarray(self.healing.at("redness_da", day), np.float32), FLARE_MM)
        fullness = np.clip(redness / np.float32(SWOLLEN_DA), 0, 1)
        left = [self._left(concern, day, fullness) for concern, _change in self._seen]
        film = np.float32(GLOSS) * self._radiance(day) + np.float32(SHEEN * self._dark) * fullness
        since = day - self.healing.days[self.healing.days <= day][-1]
        return Felt(
            tuple(None if low is None else self._reader.wider(in_colours(low)) for low in left),
            self._reader.wider(self._colour(day, redness * self._mottled)),
            self._reader.wider(in_colours(film)),
            np.float32(0.75 * np.exp(-since / DOT_DAYS)),
        )

    def _drawn(self, rows: slice, down: csr_array, felt: Felt) -> Rgb8:
        """Some rows of pixels on a day."""
        light = np.ones_like(self._light[rows])
        for (_concern, change), left in zip(self._seen, felt.left, strict=True):
            light += change[rows] if left is None else change[rows] * (down @ left).reshape(light.shape)
        np.clip(light, *RELIEF, out=light)
        light *= self._light[rows]
        light *= 1 + self._skin[rows] * (down @ felt.tint).reshape(light.shape)
        light += self._gloss[rows] * (down @ felt.film).reshape(light.shape)
        if felt.dots > LEAST_DOTS:
            light *= 1 - self._dots[rows] * felt.dots
        return to_srgb(light)

    def _left(self, concern: str, day: float, fullness: Field) -> Field | None:
        """Share of a concern that is still there, on the grid; None of one that the model does not fill."""
        if concern == "dullness":
            return 1 - self._radiance(day)
        if concern not in FILLED_BY:
            return None
        name, most = FILLED_BY[concern]
        share = filled(self.healing, concerns(self.healing.parameters.benefits)[name], day).astype(np.float32)
        return np.clip(1 - np.float32(most) * share - np.float32(SWOLLEN) * fullness, 0, 1)

    def _colour(self, day: float, redness: Field) -> Linear:
        """By which share blood, dark marks and scars change the light of each channel, on the grid."""
        scar = np.clip(self.healing.at("scar", day), 0, 1).astype(np.float32)
        marked = np.clip((self.healing.at("pih_risk", day) - self._uneven) / np.float32(SOFT) + 0.5, 0, 1)
        blood = np.clip(redness / np.float32(DA_PER_BLOOD), 0, MOST_BLOOD) + np.float32(PINKER) * scar
        melanin = np.float32(DARKER) * marked * _lasting(day - self.healing.days[0]) - np.float32(PALER) * scar
        tints = [np.float32(-self._blood[c]) * blood - np.float32(MELANIN[c]) * melanin for c in range(3)]
        return np.expm1(np.stack(tints, -1))

    def _radiance(self, day: float) -> Field:
        """How fully the skin of every cell shines, 0 to 1."""
        thicker = self.healing.at("epidermis", day) / self.healing.parameters.benefits.epidermis_full
        return np.clip(thicker, 0, 1).astype(np.float32)


_DOT = np.array([0.45, 0.85, 0.85], np.float32)
"""Share of light that a dot of dried blood takes from each channel."""


def cut(person: Patient, cells: tuple[slice, slice], parameters: Parameters, care: Aftercare) -> Healing:
    """The healing of a part of the grid."""
    sessions = [Session(one.day, Trauma(*(field[cells] for field in one.trauma))) for one in person.sessions]
    tissue = Tissue(person.tissue.epidermis_mm[cells], person.tissue.dermis_mm[cells], person.tissue.skin_type)
    return follow(sessions, tissue, parameters, care)


def _lasting(days: float) -> np.float32:
    """How much of dark marks is to be seen: they come over three weeks, and fade over months (chosen by eye)."""
    return np.float32((1 - np.exp(-days / 12)) * np.exp(-max(days - 60, 0) / 150))


def _cells(sheet: Sheet, scenario: Scenario) -> tuple[tuple[slice, slice], Box]:
    """The cells under a window with two more on every side, as slices and as (row, col, rows, cols)."""
    per_cell = scenario.cell_um / 1000 * sheet.px_per_mm
    grid = scenario.grid
    row0, col0 = max(int(sheet.row0 / per_cell) - 2, 0), max(int(sheet.col0 / per_cell) - 2, 0)
    row1 = min(int((sheet.row0 + sheet.rows) / per_cell) + 3, grid.rows)
    col1 = min(int((sheet.col0 + sheet.cols) / per_cell) + 3, grid.cols)
    return (slice(row0, row1), slice(col0, col1)), (row0, col0, row1 - row0, col1 - col0)


def _low(sheet: Sheet, box: Box, scenario: Scenario) -> Sheet:
    """The same cells as a sheet with one pixel for each."""
    row0, col0, rows, cols = box
    return Sheet(sheet.size_mm, 1000 / scenario.cell_um, col0, row0, cols, rows)
