"""Chance as a function of (seed, purpose, index): nothing is consumed, so order and frames cannot matter."""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


def splitmix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The output function of SplitMix64 (Steele, Lea & Flood 2014), element by element."""
    z = z * _GOLDEN
    z ^= z >> _S30
    z *= _MIX_1
    z ^= z >> _S27
    z *= _MIX_2
    z ^= z >> _S31
    return z


@cache
def stream(seed: int, purpose: str) -> np.uint64:
    """The start of the stream that belongs to a seed and a purpose."""
    digest = hashlib.blake2b(f"{seed}/{purpose}".encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


def bits(seed: int, purpose: str, index: NDArray[np.int64]) -> NDArray[np.uint64]:
    """64 random bits for every index."""
    return splitmix(np.asarray(index, np.int64).astype(np.uint64) + stream(seed, purpose))


def uniform(seed: int, purpose: str, index: NDArray[np.int64] | int) -> NDArray[np.float64]:
    """Numbers in [0, 1) for every index, exact multiples of 2⁻⁵³."""
    return (bits(seed, purpose, np.atleast_1d(index)) >> _S11).astype(np.float64) * 2.0**-53
