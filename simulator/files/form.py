"""What every form of a file is built from: strict tables, names, titles and shares."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Format = Literal[1]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Title = Annotated[str, Field(min_length=1, max_length=120)]
Long = Annotated[str, Field(max_length=2_000_000)]
Text = Annotated[str, Field(max_length=4000)]

Share = Annotated[float, Field(ge=0, le=1)]
Value = Annotated[float, Field(ge=0, le=1e6)]


def free_id(title: str, taken: Iterable[str]) -> str:
    """An id made of a title, with a number where it is taken."""
    known = set(taken)
    plain = title.lower()
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ñ", "n")):
        plain = plain.replace(letter, letters)
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48] or "scenario"
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if name not in known)


class Form(BaseModel):
    """A table of a file: unknown keys, wrong types, NaN and infinity are refused; nothing is converted on the quiet."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)
