"""A course: sessions of one patient that follow each other, each on the skin that the last one left."""

from __future__ import annotations

from simulator import session
from simulator.errors import NeedlepassError
from simulator.files import recording
from simulator.files.library import Library
from simulator.needling.skin import Skin
from simulator.session import Recording

Skins = tuple[tuple[float, Skin], ...]
"""Skins as sessions left them, with their days; this session is on day 0, so those before it lie below."""
WEEKS = (1, 2, 4, 6, 8, 12)
"""Intervals to choose from; studies mostly took four weeks."""


def follows(before: Recording, days: float) -> tuple[tuple[str, float], ...]:
    """The sessions before one that comes so many days after a kept one, the first one first."""
    return (*((name, ago + days) for name, ago in before.header.earlier), (before.header.run_id, float(days)))


def skins(library: Library, earlier: tuple[tuple[str, float], ...]) -> Skins:
    """How those sessions left the skin; one whose file is gone or cannot be read has left nothing that is known."""
    found: list[tuple[float, Skin]] = []
    for name, ago in earlier:
        kept = _kept(library, name)
        if kept is not None:
            found.append((-ago, session.replay(kept).skin))
    return tuple(found)


def _kept(library: Library, name: str) -> Recording | None:
    try:
        return recording.read(library.path(name))
    except (NeedlepassError, OSError):
        return None
