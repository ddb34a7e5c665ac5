"""What every screen is given: the style, the folders, the library, who trains, and the choices made once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from simulator.app.style import Style

if TYPE_CHECKING:
    from simulator.app.screens.today_work import Today
    from simulator.files.library import Library
    from simulator.files.places import Places


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices made at this machine; `gain` is mm of skin for each mm of hand, counts are those of the mouse."""

    relative: bool = True
    contact: Literal["hold", "latch"] = "hold"
    gain: float = 1.0
    counts_per_mm: float = 31.5
    reduced_motion: bool = False


@dataclass(slots=True)
class Program:
    """The state that screens share; a screen keeps nothing else between visits."""

    style: Style
    places: Places
    library: Library
    trainee: str
    settings: Settings = field(default_factory=Settings)
    today: Today | None = None
