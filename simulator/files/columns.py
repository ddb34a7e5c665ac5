"""Columns of whole numbers as differences in the smallest type that holds them, in plain .npy form."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

TYPES = tuple(np.dtype(name) for name in ("<i1", "<i2", "<i4", "<i8"))
HEADER_BYTES = 128
"""Length of the header that numpy writes before a column of ours."""
_LARGEST_STEP = 2**36
"""Differences beyond this are refused, so that no sum of them can leave 64 bits."""


def pack(column: NDArray[np.int64]) -> tuple[int, bytes]:
    """The first value, and the differences as .npy: one for every value but the first."""
    steps = np.diff(column)
    smallest = next(t for t in TYPES if not len(steps) or _fits(steps, t))
    file = io.BytesIO()
    np.save(file, steps.astype(smallest), allow_pickle=False)
    return (int(column[0]) if len(column) else 0), file.getvalue()


def unpack(first: int, data: bytes, count: int) -> NDArray[np.int64]:
    """The column of `count` values; a ValueError where the bytes are not exactly such a column.

    The header is read before anything is made: its type and shape must be ours, and the bytes must be as many.
    """
    file = io.BytesIO(data)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("another version of .npy")
    shape, _by_column, dtype = np.lib.format.read_array_header_1_0(file, max_header_size=HEADER_BYTES)
    if dtype not in TYPES or shape != (max(count - 1, 0),):
        raise ValueError(f"a column of {shape} {dtype} where {count - 1} whole numbers belong")
    body = data[file.tell() :]
    if len(body) != shape[0] * dtype.itemsize:
        raise ValueError(f"{len(body)} bytes where {shape[0]} x {dtype.itemsize} belong")
    steps = np.frombuffer(body, dtype).astype(np.int64)
    if len(steps) and max(int(steps.max()), -int(steps.min())) > _LARGEST_STEP:
        raise ValueError("a step beyond all measure")
    return np.cumsum(np.concatenate([np.array([first], np.int64), steps]))[:count]


def _fits(steps: NDArray[np.int64], dtype: np.dtype[np.signedinteger]) -> bool:
    limits = np.iinfo(dtype)
    return bool(limits.min <= steps.min() and steps.max() <= limits.max)
