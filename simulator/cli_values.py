"""The values that can be typed on the command line: each read and held to its range, or refused in one sentence."""

from __future__ import annotations

import argparse
from typing import TypeVar

from simulator.words import _

Number = TypeVar("Number", int, float)

MOST_WORKERS, MOST_DAYS = 256, 3650.0


def scale(text: str) -> float:
    """A scale of the interface."""
    return _between(float(text), 1.0, 2.5)


def gain(text: str) -> float:
    """Millimetres of skin for each millimetre of hand."""
    return _between(float(text), 0.5, 3.0)


def seed(text: str) -> int:
    """A whole number of 64 bits."""
    return _between(int(text), -(2**63), 2**63 - 1)


def workers(text: str) -> int:
    """A number of processes."""
    return _between(int(text), 1, MOST_WORKERS)


def days(text: str) -> list[float]:
    """Days with commas between them, in the order given."""
    return [_between(float(day), 0.0, MOST_DAYS) for day in text.split(",")]


def interval(text: str) -> float:
    """Days between two sessions."""
    return _between(float(text), 0.0, MOST_DAYS)


def depth_mm(text: str) -> float:
    """A setting of the dial."""
    return _between(float(text), 0.0, 5.0)


def density(text: str) -> float:
    """Punctures per cm²."""
    return _between(float(text), 0.0, 1e6)


def sessions(text: str) -> int:
    """A number of sessions."""
    return _between(int(text), 1, 100)


def skin_type(text: str) -> int:
    """A skin type, as 4 or as IV."""
    roman = ("I", "II", "III", "IV", "V", "VI")
    return roman.index(text) + 1 if text in roman else _between(int(text), 1, len(roman))


def _between(number: Number, low: Number, high: Number) -> Number:
    if not low <= number <= high:
        text = _("{found} is not allowed, only {low} to {high}")
        raise argparse.ArgumentTypeError(text.format(found=str(number), low=str(low), high=str(high)))
    return number
