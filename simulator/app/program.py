"""What every screen is given: the style, the folders, the library, who trains, and the choices made once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from simulator.app.style import Style

if TYPE_CHECKING:
    from simulator.app.screen import Screen
    from simulator.app.screens.lesson import LessonScreen
    from simulator.app.screens.today_work import Today
    from simulator.files.library import Library
    from simulator.files.places import Places
    from simulator.files.settings import Remembered

ASSUMED_COUNTS = 31.5
"""Counts of a mouse for each mm of hand until it has been measured: 800 a inch, an everyday mouse (assumed)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices made at this machine; `gain` is mm of skin for each mm of hand, counts are those of the mouse.

    `glass_px_per_mm` are the pixels of a mm of the screen where they have been measured, `keys` those that somebody
    has chosen, by the name of what they do; with `left_handed` everything that has sides is the other way round.
    """

    relative: bool = True
    contact: Literal["hold", "latch"] = "hold"
    gain: float = 1.0
    counts_per_mm: float = ASSUMED_COUNTS
    reduced_motion: bool = False
    left_handed: bool = False
    sound: bool = True
    glass_px_per_mm: float | None = None
    keys: tuple[tuple[str, str], ...] = ()


class Asked(NamedTuple):
    """What the command line asks for; what it says nothing of (None) is as it is remembered."""

    trainee: str = ""
    language: str | None = None
    scale: float | None = None
    dark: bool | None = None
    latch: bool | None = None
    absolute: bool | None = None
    gain: float = 1.0


def settings_of(known: Remembered, asked: Asked) -> Settings:
    """The choices as they are remembered, and what the command line asks for instead."""
    latch = known.latch if asked.latch is None else asked.latch
    return Settings(
        relative=not (known.absolute if asked.absolute is None else asked.absolute),
        contact="latch" if latch else "hold",
        gain=asked.gain,
        counts_per_mm=known.counts_per_mm or ASSUMED_COUNTS,
        reduced_motion=known.reduced_motion,
        left_handed=known.left_handed,
        sound=known.sound,
        glass_px_per_mm=known.glass_px_per_mm,
        keys=tuple(known.keys.items()),
    )


def style_of(known: Remembered, asked: Asked) -> Style:
    """Size, colours and side in the same way."""
    scale = known.scale if asked.scale is None else asked.scale
    return Style(scale, known.dark if asked.dark is None else asked.dark, mirrored=known.left_handed)


@dataclass(slots=True)
class Program:
    """The state that screens share; a screen keeps nothing else between visits."""

    style: Style
    places: Places
    library: Library
    trainee: str
    settings: Settings = field(default_factory=Settings)
    today: Today | None = None
    asked: Asked = field(default_factory=Asked)
    lessons: dict[int, LessonScreen] = field(default_factory=dict)
    studio: Screen | None = None
