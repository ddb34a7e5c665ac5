"""One TOML file as text and data, read within declared limits, with everything that is wrong with its numbers."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from simulator.errors import Fault, ScenarioError
from simulator.files import positions
from simulator.words import _

MOST_BYTES = 256 * 1024
"""Size of a TOML file at most; the largest that is shipped is a tenth of it."""


class Document(NamedTuple):
    """A file that is well-formed TOML; `name` is how messages call it."""

    name: str
    text: str
    data: dict[str, Any]

    def fault(self, path: positions.Path, text: str, remedy: str) -> Fault:
        """Something wrong at a path; the line is that of the nearest key or table that is written in the file."""
        lines = positions.lines(self.text)
        nearest = next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), None)
        return Fault(self.name, nearest, ".".join(map(str, path)), text, remedy)


def read_text(path: Path) -> str:
    """The text of a file in UTF-8 with plain line ends, so that it is the same text on every system."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        text = _("cannot be read ({reason}).").format(reason=getattr(error, "strerror", None) or error)
        raise ScenarioError(Fault(str(path), None, "", text, _("Give the name of a file that exists."))) from error
    if len(raw) > MOST_BYTES:
        raise ScenarioError(_too_long(str(path)))
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        text = _("is not text in UTF-8.")
        raise ScenarioError(Fault(str(path), line, "", text, _("Save it as UTF-8 in the editor."))) from error


def parse(name: str, text: str) -> Document:
    """The document in a text; a ScenarioError where it is beyond a limit or no TOML."""
    if len(text) > MOST_BYTES:
        raise ScenarioError(_too_long(name))
    beyond = positions.breach(text)
    if beyond:
        raise ScenarioError(Fault(name, beyond.line, "", beyond.text, beyond.remedy))
    try:
        return Document(name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(_syntax(name, text, str(error))) from error
    except RecursionError as error:
        remedy = _("Check that every bracket is closed.")
        raise ScenarioError(Fault(name, None, "", _("lists are nested too deep."), remedy)) from error


def odd_numbers(document: Document, most: int = 100) -> list[Fault]:
    """The numbers in a document that are none: not-a-number, infinity and negative zero."""
    odd = (
        (path, value)
        for path, value in _floats((), document.data)
        if not math.isfinite(value) or (value == 0 and math.copysign(1, value) < 0)
    )
    text, remedy = _("{found} is not a number that means anything here."), _("Write an ordinary number.")
    return [document.fault(path, text.format(found=value), remedy) for path, value in islice(odd, most)]


def _floats(path: positions.Path, value: Any) -> Iterator[tuple[positions.Path, float]]:
    if isinstance(value, float):
        yield path, value
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _floats((*path, key), inner)


def _too_long(name: str) -> Fault:
    text = _("is longer than {most} kB.").format(most=MOST_BYTES // 1024)
    return Fault(name, None, "", text, _("A file of this kind is short; check that it is the right one."))


def _syntax(name: str, text: str, message: str) -> Fault:
    """What the reader of TOML says, with the line as it stands in the file."""
    place = re.search(r" \(at line (\d+), column \d+\)$", message)
    line = int(place[1]) if place else text.count("\n") + 1
    written = text.split("\n")[line - 1].strip()[:60] if line <= text.count("\n") + 1 else ""
    what = _("this line cannot be read: `{written}` ({reason}).")
    reason = message[: place.start()] if place else message.removesuffix(" (at end of document)")
    remedy = _("Write `key = value`, text in quotes, lists in square brackets with commas, every key once.")
    return Fault(name, line, "", what.format(written=written, reason=reason), remedy)
