"""What this machine remembers between starts: who sat here last, and whether the first minute has been seen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from simulator.files import strict
from simulator.files.form import Form, Format
from simulator.files.safely import write_whole

NAME = "settings.json"


class Remembered(Form):
    """`settings.json`; whatever is missing is as on the first start."""

    format: Format = 1
    trainee: Annotated[str, Field(max_length=200)] = ""
    welcomed: bool = False
    gauge: Literal["on", "fading", "off"] = "on"
    lessons: tuple[Annotated[str, Field(max_length=40)], ...] = ()


def read(folder: Path) -> Remembered:
    """What is remembered; as on the first start where there is nothing, or nothing that can be read."""
    path = folder / NAME
    if not path.is_file():
        return Remembered()
    try:
        return Remembered.model_validate_json(path.read_bytes())
    except (ValidationError, ValueError, OSError):
        return Remembered()


def write(folder: Path, remembered: Remembered) -> None:
    """Puts it into the folder of settings."""
    write_whole(folder / NAME, strict.dump(remembered.model_dump(mode="json")))
