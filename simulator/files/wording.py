"""What is wrong with the form of a file, in the language of those who write it: what was found, what is allowed."""

from __future__ import annotations

import difflib
import json
import types
from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator.errors import Fault
from simulator.files.document import Document
from simulator.files.form import Form
from simulator.files.positions import Path
from simulator.words import _

F = TypeVar("F", bound=Form)

MOST_FAULTS = 100
"""So many faults of a file are told at once; nobody mends more before trying again."""

_UNITS = {
    "_mm_s": "mm/s",
    "_per_cm2": "per cm²",
    "_cm2": "cm²",
    "_g": "g",
    "_mm": "mm",
    "_hz": "Hz",
    "_ms": "ms",
    "minutes": "minutes",
}


def _sentences() -> dict[str, tuple[str, str]]:
    """For every kind of error what was found and what mends it; made when asked for, in the language then chosen."""
    number = (_("{found} is not a number."), _("Write a number ({unit}), without quotes and without the unit."))
    whole = (_("{found} is not a whole number."), _("Write a whole number ({unit}), without quotes."))
    table = (_("{found} is not a table."), _("Write a table: `[{path}]` and its keys below it."))
    small = (_("{found} is too small."), _("Allowed is {limit} or more ({unit})."))
    large = (_("{found} is too large."), _("Allowed is {limit} or less ({unit})."))
    several = (_("{found} is not a list."), _("Write a list in square brackets."))
    return {
        "missing": (_("is missing."), _("Add `{key} = …`.")),
        "short_pair": (_("a value is missing here."), _("Write two numbers in square brackets.")),
        "extra_forbidden": (_("is not a known key."), _("{hint}")),
        "float_type": number,
        "int_type": whole,
        "int_from_float": whole,
        "string_type": (_("{found} is not text."), _("Write text in quotes.")),
        "bool_type": (_("{found} is neither true nor false."), _("Write true or false, without quotes.")),
        "list_type": several,
        "tuple_type": several,
        "dict_type": table,
        "model_type": table,
        "model_attributes_type": table,
        "greater_than_equal": small,
        "greater_than": (_("{found} is too small."), _("Allowed is more than {limit} ({unit}).")),
        "less_than_equal": large,
        "less_than": (_("{found} is too large."), _("Allowed is less than {limit} ({unit}).")),
        "too_short": (_("has {count} entries."), _("At least {limit} are wanted.")),
        "too_long": (_("has {count} entries."), _("At most {limit} are wanted.")),
        "string_too_short": (_("is empty."), _("Write some text.")),
        "string_too_long": (_("is too long."), _("Allowed are {limit} characters.")),
        "string_pattern_mismatch": (
            _("{found} is not a possible name."),
            _("Use small letters and digits, joined by - in an id and by _ in the name of a table."),
        ),
        "literal_error": (_("{found} is not one of the choices."), _("{hint}")),
        "not_rising": (_("{low} does not lie below {high}."), _("Write the smaller value first.")),
        "newer": (_("{found} is not a format that this version reads."), _("This version reads format 1.")),
    }


def checked(document: Document, form: type[F]) -> tuple[F | None, list[Fault]]:
    """The document in its form, or everything that is wrong with it."""
    try:
        return form.model_validate_json(json.dumps(document.data)), []
    except ValidationError as error:
        # Numbers that are none are reported for the whole document at once, free tables included.
        errors = [e for e in error.errors(include_url=False) if e["type"] != "finite_number"]
        return None, [_fault(document, form, e) for e in errors[:MOST_FAULTS]]


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """The nearest of the known words, or all of them."""
    words = [str(word) for word in known]
    near = difflib.get_close_matches(found.lower(), words, 1, 0.6)
    if near:
        return _("Did you mean `{word}`?").format(word=near[0])
    return _("Possible here: {words}.").format(words=", ".join(words[:20]))


def _fault(document: Document, form: type[Form], error: ErrorDetails) -> Fault:
    kind, path = error["type"], tuple(part for part in error["loc"] if part != "[key]")
    is_key = "[key]" in error["loc"]
    ctx = error.get("ctx", {})
    if kind == "missing" and isinstance(path[-1], int):
        kind, path = "short_pair", path[:-1]
    if kind == "literal_error" and path == ("format",):
        kind = "newer"
    if kind == "literal_error" and is_key:
        kind = "extra_forbidden"
    text, remedy = _sentences().get(kind, (error["msg"] + ".", ""))
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    found = _shown(error["input"])
    limits = [ctx[name] for name in ("ge", "gt", "le", "lt", "min_length", "max_length") if name in ctx]
    values = {
        "found": found,
        "key": key,
        "path": ".".join(map(str, path)),
        "unit": next((unit for suffix, unit in _UNITS.items() if key.endswith(suffix)), _("no unit")),
        "limit": f"{limits[0]:g}" if limits else "",
        "count": ctx.get("actual_length", ""),
        "low": str(ctx.get("low", "")),
        "high": str(ctx.get("high", "")),
        "hint": _hint(form, path, str(error["input"])) if kind in ("extra_forbidden", "literal_error") else "",
    }
    return document.fault(path, text.format(**values), remedy.format(**values))


def _hint(form: type[Form], path: Path, found: str) -> str:
    """The choices at a path, or the keys of the table that an unknown key stands in."""
    choices = _choices(_at(form, path))
    if choices:
        return did_you_mean(found, choices)
    return did_you_mean(str(path[-1]), _keys(_at(form, path[:-1])))


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:39] + "…"


def _at(form: Any, path: Path) -> Any:
    """The type that belongs to a path of a form; None where there is none."""
    here: Any = form
    for part in path:
        here = _bare(here)
        if isinstance(here, type) and issubclass(here, Form):
            field = here.model_fields.get(str(part))
            here = field.annotation if field else None
        elif get_origin(here) is dict:
            here = get_args(here)[1]
        else:
            here = get_args(here)[0] if get_args(here) else None
    return _bare(here)


def _bare(annotation: Any) -> Any:
    """A type without its limits and without `or nothing`."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _bare(next(a for a in get_args(annotation) if a is not type(None)))
    return annotation


def _keys(here: Any) -> tuple[str, ...]:
    if isinstance(here, type) and issubclass(here, Form):
        return tuple(here.model_fields)
    return _choices(_bare(get_args(here)[0])) if get_origin(here) is dict else ()


def _choices(here: Any) -> tuple[str, ...]:
    return get_args(here) if get_origin(here) is Literal else ()
