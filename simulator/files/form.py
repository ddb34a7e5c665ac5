"""What every form of a file is built from: strict tables, names, titles and shares."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Format = Literal[1]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Title = Annotated[str, Field(min_length=1, max_length=120)]
Text = Annotated[str, Field(max_length=4000)]

Share = Annotated[float, Field(ge=0, le=1)]
Value = Annotated[float, Field(ge=0, le=1e6)]


class Form(BaseModel):
    """A table of a file: unknown keys, wrong types, NaN and infinity are refused; nothing is converted on the quiet."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)
