"""Frames that are only ever appended, each with its checksum: reading stops at the first that does not hold."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import fields

import numpy as np

from simulator.files.header import LIMITS
from simulator.needling.hand import Act, Hand, Samples, samples

MAGIC = b"needlepass journal 1\n"
MOST_FRAME_BYTES = 8 << 20
"""Declared limit of one frame, checked before its payload is looked at."""

_HEAD = struct.Struct("<4sIII")
_COUNT = struct.Struct("<I")
_TYPES = {name: "u1" if name == "down" else "<i8" for name in LIMITS}
assert tuple(_TYPES) == tuple(f.name for f in fields(Samples))


def frame(kind: bytes, number: int, payload: bytes) -> bytes:
    """One frame; its checksum covers kind, number, length and payload."""
    return _HEAD.pack(kind, number, len(payload), _checksum(kind, number, payload)) + payload


def frames(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Kind, payload and end of every frame from the start up to the first that is torn, damaged or out of order."""
    at, number = len(MAGIC), 0
    while at + _HEAD.size <= len(data):
        kind, stated, length, checksum = _HEAD.unpack_from(data, at)
        start, end = at + _HEAD.size, at + _HEAD.size + length
        if stated != number or length > MOST_FRAME_BYTES or end > len(data):
            return
        payload = data[start:end]
        if checksum != _checksum(kind, number, payload):
            return
        yield kind, payload, end
        at, number = end, number + 1


def pack(hand: Hand) -> bytes:
    """A piece of a hand as a payload."""
    columns = [np.ascontiguousarray(getattr(hand.samples, name), t).tobytes() for name, t in _TYPES.items()]
    acts = json.dumps([list(act) for act in hand.acts]).encode() if hand.acts else b""
    return b"".join([_COUNT.pack(len(hand.samples)), *columns, acts])


def unpack(payload: bytes) -> Hand:
    """The piece of a hand in a payload whose checksum holds; a ValueError where it was written by something else."""
    if len(payload) < _COUNT.size:
        raise ValueError("a piece without its count")
    (count,) = _COUNT.unpack_from(payload)
    at, columns = _COUNT.size, {}
    for name, dtype in _TYPES.items():
        size = count * np.dtype(dtype).itemsize
        columns[name] = np.frombuffer(payload[at : at + size], dtype)
        at += size
    if at > len(payload):
        raise ValueError("a piece shorter than its count says")
    for name, (low, high) in LIMITS.items():
        if count and not (low <= int(columns[name].min()) and int(columns[name].max()) <= high):
            raise ValueError(f"{name} is beyond its limits")
    acts = json.loads(payload[at:]) if at < len(payload) else []
    return Hand(samples(**columns), tuple(Act(int(t), str(what), int(value)) for t, what, value in acts))


def _checksum(kind: bytes, number: int, payload: bytes) -> int:
    return zlib.crc32(payload, zlib.crc32(struct.pack("<4sII", kind, number, len(payload))))
