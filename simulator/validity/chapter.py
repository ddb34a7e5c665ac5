"""What a chapter of the validity page is made of: figures with their bounds, tables and pictures, all plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Watch = Callable[[Iterable[Any], int, str], Iterator[Any]]
"""Goes through items and shows how far it is: items, how many, and what they are."""


class Figure(NamedTuple):
    """One figure: what was measured, its value as a number and in words, the bound in words, whether it is met.

    `met` is None where a bound asks for more runs than there were, or where there is none; `note` says why.
    """

    name: str
    title: str
    value: float | None
    said: str
    bound: str
    met: bool | None
    note: str = ""


class Table(NamedTuple):
    """Rows of words under a head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class Curves(NamedTuple):
    """Lines over a common axis: a name and one y per x for each."""

    title: str
    x_label: str
    y_label: str
    x: tuple[float, ...]
    lines: tuple[tuple[str, tuple[float, ...]], ...]


class Strips(NamedTuple):
    """Single values in rows along one axis, with lines across all rows at values that have a name."""

    title: str
    x_label: str
    rows: tuple[tuple[str, tuple[float, ...]], ...]
    across: tuple[tuple[str, float], ...] = ()


class Matrix(NamedTuple):
    """Numbers [row][column] in fields that are shaded by size; `named` are fields with a reason of their own."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    named: frozenset[tuple[int, int]]
    legend: str


class Chapter(NamedTuple):
    """One question about the score, and what was found."""

    name: str
    title: str
    text: str
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...] = ()
    pictures: tuple[Curves | Strips | Matrix, ...] = ()


def unwatched(items: Iterable[Any], total: int, title: str) -> Iterator[Any]:
    """The items, without a word."""
    del total, title
    yield from items


def auc(higher: Floats, lower: Floats) -> float:
    """Chance that a value of the first group lies above one of the second, ties counted half."""
    difference = higher[:, None] - lower[None, :]
    return float(((difference > 0) + 0.5 * (difference == 0)).mean())
