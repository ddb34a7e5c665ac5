"""What this machine remembers between starts: who sat here last, how they like it, and what has been seen and done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from simulator.files import kept
from simulator.files.form import Form, Format

NAME = "settings.json"
Mode = Literal["on", "fading", "off"]
Language = Literal["", "en", "de", "es"]
Short = Annotated[str, Field(max_length=40)]
Scale = Annotated[float, Field(ge=1.0, le=2.5)]
MOST = 1e12
Tested = Literal["picture_ms", "sound_ms", "rate_hz", "frame_ms"]
Measured = Annotated[float, Field(gt=0.1, le=5000.0)] | None


class Remembered(Form):
    """`settings.json`; whatever is missing is as on the first start.

    `gauge` is the guidance by speed, `cues` are the other ones by name. `counts_per_mm` is what the mouse reports for
    each mm of hand, `glass_px_per_mm` the pixels of a mm of this screen: both as they were measured with a card, None
    where they were not. `keys` are those that somebody has chosen, by the name of what they do. `tested` is what the
    self-test found on the day `tested_on`. An empty `language` is that of the machine.
    """

    format: Format = 1
    trainee: Annotated[str, Field(max_length=200)] = ""
    welcomed: bool = False
    set_up: bool = False
    gauge: Mode = "on"
    cues: dict[Short, Mode] = Field(default_factory=dict)
    lessons: tuple[Short, ...] = ()
    language: Language = ""
    left_handed: bool = False
    scale: Scale = 1.0
    dark: bool = False
    reduced_motion: bool = False
    latch: bool = False
    absolute: bool = False
    sound: bool = True
    counts_per_mm: Measured = None
    glass_px_per_mm: Measured = None
    keys: dict[Short, Short] = Field(default_factory=dict)
    tested: dict[Tested, Annotated[float, Field(ge=0, le=MOST)]] = Field(default_factory=dict)
    tested_on: Annotated[str, Field(max_length=10)] = ""


def read(folder: Path) -> Remembered:
    """What is remembered; as on the first start where there is nothing, or nothing that can be read."""
    return kept.read(folder / NAME, Remembered) or Remembered()


def write(folder: Path, remembered: Remembered) -> None:
    """Puts it into the folder of settings."""
    kept.write(folder / NAME, remembered)


def change(folder: Path, **changes: object) -> Remembered:
    """Remembers something else, and all the rest as before."""
    known = Remembered.model_validate(read(folder).model_dump() | changes)
    write(folder, known)
    return known
