"""Written decimals to whole µs, µm and mN and back, without an error in the last place."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, DecimalException, localcontext
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Unit(NamedTuple):
    """A column of a trace: how many decimals its whole number has, and what it may hold, in the column's own unit."""

    places: int
    low: int
    high: int


UNITS = {
    "t_s": Unit(6, 0, 7200),
    "x_mm": Unit(3, -2000, 2000),
    "y_mm": Unit(3, -2000, 2000),
    "contact": Unit(0, 0, 1),
    "depth_mm": Unit(3, 0, 5),
    "force_n": Unit(3, 0, 100),
    "tilt_deg": Unit(1, 0, 90),
    "tilt_dir_deg": Unit(1, -360, 360),
}
_MOST_CHARACTERS = 40


class NotANumber(ValueError):
    """A cell that is no number within its limits; `at` is its place in the list."""

    def __init__(self, at: int) -> None:
        super().__init__(f"cell {at} is no number within its limits")
        self.at = at


def exact(cells: list[str], column: str) -> NDArray[np.int64]:
    """The cells of a column as whole numbers, rounded half to even; NotANumber at the first that is none."""
    unit = UNITS[column]
    with localcontext(prec=2 * _MOST_CHARACTERS):
        values = {cell: _whole(cell, unit) for cell in set(cells)}
    if None in values.values():
        raise NotANumber(next(at for at, cell in enumerate(cells) if values[cell] is None))
    return np.array([values[cell] for cell in cells], np.int64)


def written(value: int, column: str) -> str:
    """A whole number as the decimal that `exact` reads back."""
    places = UNITS[column].places
    if not places:
        return str(value)
    whole, rest = divmod(abs(value), 10**places)
    return f"{'-' if value < 0 else ''}{whole}.{rest:0{places}d}"


def _whole(cell: str, unit: Unit) -> int | None:
    if len(cell) > _MOST_CHARACTERS or "_" in cell or not cell.isascii():
        return None
    try:
        value = Decimal(cell)
        if not unit.low <= value <= unit.high:
            return None
    except DecimalException:
        return None
    return int(value.scaleb(unit.places).to_integral_value(ROUND_HALF_EVEN))
