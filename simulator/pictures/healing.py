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
from simulator.pictures.person import bare, to_linear_of, window_of
from simulator.pictures.person import concerns as seen_concerns
from simulator.pictures.sheet import Sheet, Window, blurred, noise
from simulator.pictures.skin import on_ground
from simulator.pictures.spread import Field, spline
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
SWOLLEN = 0.35
"""Share by which fresh swelling hides relief where redness is at its highest (chosen by eye)."""
SOFT = 0.10
"""Width of the border of a dark mark, in percentiles of the chance that decides where it is."""
DARKER, PALER, PINKER = 0.055, 0.045, 0.9
"""Melanin that dark marks add, melanin that a scar lacks, and blood that it has more (chosen by eye)."""
GLOSS, SHEEN = 0.085, 0.05
"""Light that full radiance adds where skin shines, and that swelling adds on dark skin (chosen by eye)."""
DARK_MELANIN = (0.14, 0.25)
DOT_SHARE, DOT_DAYS = 0.018, 0.6
"""So many punctures still show as dots an hour after, and in how many days they fade to a third (chosen by eye)."""


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
    px_per_mm = size_px[0] / wide
    x, y = (low + high) / 2 - np.array(size_px) / px_per_mm / 2
    return Frame((x, y, x + size_px[0] / px_per_mm, y + size_px[1] / px_per_mm), px_per_mm)


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
        skin = (look.body / np.float32(255))[..., None]
        self._light: Linear = to_linear_of(look.rgb)
        self._skin = skin
        self._seen = [(one.concern, one.change * skin) for one in seen_concerns(scenario, sheet)]
        self._rows, self._cols = _readers(sheet, scenario.cell_um / 1000, box)
        self._gloss = look.gloss[..., None] / np.float32(255) * skin
        self._dark = float(np.interp(scenario.skin_type.melanin, DARK_MELANIN, (0, 1)))
        self._uneven = _percentiles(noise(_low(sheet, box, scenario), 3.5, 77, 1))
        self._dots = _dots(sheet, self._wide(self.healing.sessions[-1].trauma.per_mm2), skin[..., 0])
        self._most_da = max(float(self.healing.at("redness_da", self.healing.days[-1] + 1 / 24).max()), 1e-6)

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
        other._rows, other._cols = self._rows[::step], self._cols[::step]
        return other

    def before(self) -> Rgb8:
        """The person before the first session."""
        return to_srgb(np.clip(self._light * self._relief(None), 0, 1))

    def at(self, day: float) -> Rgb8:
        """The person on a day, [h, w, 3]; days count as those of the sessions do."""
        if day < self.healing.days[0]:
            return self.before()
        redness = np.asarray(self.healing.at("redness_da", day), np.float32)
        fullness = redness / np.float32(self._most_da)
        light = self._light * self._relief(day, fullness)
        tint = self._wide(self._colour(day, redness))
        tint -= 1
        tint *= self._skin
        tint += 1
        light *= tint
        light += self._gloss * np.float32(GLOSS * self._radiance(day) + SHEEN * self._dark * float(fullness.mean()))
        since = day - self.healing.days[self.healing.days <= day][-1]
        shown = np.float32(0.75 * np.exp(-since / DOT_DAYS))
        if shown > 0.02:
            light *= 1 - (self._dots * shown)[..., None] * _DOT
        return to_srgb(np.clip(light, 0, 1, out=light))

    def _relief(self, day: float | None, fullness: Field | None = None) -> Linear:
        """What is left of each concern, as a factor of the light."""
        factor = np.ones_like(self._light)
        for concern, change in self._seen:
            left = None if day is None else self._left(concern, day, fullness)
            factor += change if left is None else change * left
        return np.clip(factor, 0.15, 2.2, out=factor)

    def _left(self, concern: str, day: float, fullness: Field | None) -> Field | None:
        """Share of a concern that is still there, [h, w, 1]; None of one that the model does not fill."""
        hidden = np.float32(0) if fullness is None else np.float32(SWOLLEN) * fullness
        if concern == "dullness":
            return self._wide(np.full(self._uneven.shape, 1 - self._radiance(day), np.float32))[..., None]
        if concern not in FILLED_BY:
            return None
        name, most = FILLED_BY[concern]
        share = filled(self.healing, concerns(self.healing.parameters.benefits)[name], day).astype(np.float32)
        return self._wide(np.clip(1 - np.float32(most) * share - hidden, 0, 1))[..., None]

    def _colour(self, day: float, redness: Field) -> Linear:
        """What blood, dark marks and scars do to the light of each channel, on the grid."""
        scar = np.clip(self.healing.at("scar", day), 0, 1).astype(np.float32)
        marked = np.clip((self.healing.at("pih_risk", day) - self._uneven) / np.float32(SOFT) + 0.5, 0, 1)
        blood = np.clip(redness / np.float32(DA_PER_BLOOD), 0, MOST_BLOOD) + np.float32(PINKER) * scar
        melanin = np.float32(DARKER) * marked * _lasting(day - self.healing.days[0]) - np.float32(PALER) * scar
        tints = [np.float32(-BLOOD[c]) * blood - np.float32(MELANIN[c]) * melanin for c in range(3)]
        return np.exp(np.stack(tints, -1))

    def _radiance(self, day: float) -> float:
        thicker = self.healing.curve("epidermis", [day])[0] / self.healing.parameters.benefits.epidermis_full
        return float(np.clip(thicker, 0, 1))

    def _wide(self, low: Field) -> Field:
        """A field of the grid's window on its pixels, [h, w] or [h, w, channels]."""
        rows, cols = low.shape[:2]
        flat = self._rows @ np.ascontiguousarray(low, np.float32).reshape(rows, -1)
        turned = flat.reshape(flat.shape[0], cols, -1).transpose(1, 0, 2).reshape(cols, -1)
        wide = (self._cols @ turned).reshape(self._cols.shape[0], flat.shape[0], -1).transpose(1, 0, 2)
        return np.ascontiguousarray(wide[..., 0] if low.ndim == 2 else wide)


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


def _readers(sheet: Sheet, cell_mm: float, box: Box) -> tuple[csr_array, csr_array]:
    """What reads a field of the cells at every row and at every column of pixels."""
    row0, col0, rows, cols = box
    down = spline(sheet.y_mm[:, 0] / np.float32(cell_mm) - 0.5 - row0, rows)
    return down, spline(sheet.x_mm[0] / np.float32(cell_mm) - 0.5 - col0, cols)


def _percentiles(field: Field) -> Field:
    """For every place the share of places that lie lower: even numbers from 0 to 1 that vary as smoothly."""
    order = np.argsort(field, axis=None)
    out = np.empty(field.size, np.float32)
    out[order] = (np.arange(field.size, dtype=np.float32) + 0.5) / field.size
    return out.reshape(field.shape)


def _dots(sheet: Sheet, per_mm2: Field, skin: Field) -> Field:
    """Some of the punctures as dots, 0 to 1, where a dot is not smaller than can be seen."""
    if sheet.px_per_mm < 4:
        return np.zeros_like(skin)
    share = np.clip(per_mm2, 0, 60) * np.float32(DOT_SHARE / sheet.px_per_mm**2)
    there = np.random.default_rng(5).random(skin.shape, np.float32) < share
    return np.clip(1.6 * blurred(sheet, there.astype(np.float32) * sheet.px_per_mm / 4, 0.07), 0, 1) * skin
