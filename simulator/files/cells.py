"""A CSV trace as text cells that know their line, before any of them is taken for a number."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from simulator.errors import Fault, TraceError
from simulator.files.header import MOST_SAMPLES
from simulator.words import _

MOST_BYTES = 64 << 20
NEEDED = ("t_s", "x_mm", "y_mm", "contact")
KNOWN = (*NEEDED, "depth_mm", "force_n", "tilt_deg", "tilt_dir_deg", "act")


class Cells(NamedTuple):
    """The cells of a trace: `columns` by name, the line of every row, and what `# key = value` lines said."""

    name: str
    columns: dict[str, list[str]]
    lines: list[int]
    said: dict[str, str]

    def __len__(self) -> int:
        return len(self.lines)

    def fault(self, row: int, column: str, text: str, remedy: str) -> TraceError:
        """The error for one cell."""
        return TraceError(Fault(self.name, self.lines[row], column, text, remedy))


def read(source: Path | str) -> Cells:
    """The cells of a CSV file, or of its text; a TraceError where it is none or lacks a column."""
    name, text = _text(source)
    lines = text.splitlines()
    top = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    pairs = [line.removeprefix("#").partition("=") for line in lines[:top]]
    names = _names(name, lines, top)
    rows, numbers = _rows(name, lines[top + 1 :], top + 2, len(names))
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    return Cells(name, columns, numbers, {key.strip(): value.strip() for key, _sign, value in pairs})


def _names(name: str, lines: list[str], top: int) -> list[str]:
    """The names of the columns: all that are needed, none that is unknown, each once."""
    names = [cell.strip() for cell in lines[top].split(",")] if top < len(lines) else []
    wrong = [n for n in NEEDED if n not in names] or [n for n in names if n not in KNOWN or names.count(n) > 1]
    if wrong:
        text = _("the header must name {needed}, and every column once; look at `{name}`.")
        remedy = _("Possible besides: {others}.").format(others=", ".join(KNOWN[len(NEEDED) :]))
        found = text.format(needed=", ".join(NEEDED), name=wrong[0][:40])
        raise TraceError(Fault(name, min(top + 1, max(len(lines), 1)), "", found, remedy))
    return names


def _rows(name: str, lines: list[str], first: int, width: int) -> tuple[list[list[str]], list[int]]:
    """Rows that are not empty, all of one width, with their line numbers."""
    rows, numbers = [], []
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        row = line.split(",") if '"' not in line else next(csv.reader([line]))
        if len(row) != width:
            text = _("this row has {found} cells, the header has {wanted}.").format(found=len(row), wanted=width)
            raise TraceError(Fault(name, number, "", text, _("Write every cell, an empty one where nothing is known.")))
        rows.append(row)
        numbers.append(number)
    if not 0 < len(rows) <= MOST_SAMPLES:
        text = _("has {count} rows; 1 to {most} are wanted.").format(count=len(rows), most=MOST_SAMPLES)
        raise TraceError(Fault(name, None, "", text, _("Check that it is the right file.")))
    return rows, numbers


def _text(source: Path | str) -> tuple[str, str]:
    """How messages call a source, and its text."""
    if isinstance(source, str):
        return _("trace"), source
    try:
        with source.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        text = _("cannot be read ({reason}).").format(reason=error.strerror or error)
        raise TraceError(Fault(str(source), None, "", text, _("Give the name of a file that exists."))) from error
    try:
        if len(data) > MOST_BYTES:
            raise ValueError(f"{len(data)} bytes")
        return str(source), data.decode("utf-8-sig")
    except ValueError as error:
        text = _("is no text in UTF-8 of at most {most} MB.").format(most=MOST_BYTES >> 20)
        raise TraceError(Fault(str(source), None, "", text, _("Export the trace as plain CSV."))) from error
