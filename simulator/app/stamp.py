"""Who sits here and what time it is, for the audit log."""

from __future__ import annotations

import secrets
from datetime import datetime

from simulator.files.audit import Stamp


def stamp(who: str) -> Stamp:
    """A stamp of this moment."""
    return Stamp(who, now(), secrets.token_hex(8))


def now() -> str:
    """The time with its offset, to the second (ISO 8601)."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
