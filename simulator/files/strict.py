"""JSON as we write it: sorted keys, no NaN, no key twice; anything else is refused when it is read."""

from __future__ import annotations

import json
from typing import Any


def dump(value: Any) -> bytes:
    """The one way to write a value; a ValueError for NaN and infinity."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def table(data: bytes) -> dict[str, Any]:
    """The JSON object in the bytes; a ValueError for anything that is none, however deep or large it is."""
    try:
        value = json.loads(data.decode(), parse_constant=_no_constant, object_pairs_hook=_no_key_twice)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(value, dict):
        raise ValueError("no table")
    return value


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found
