"""Every exception of the house: each says what is wrong, in which file and where inside it, and what to do."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong in a file: where it stands (line and path inside), what was found and what mends it."""

    file: str
    line: int | None
    path: str
    text: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        inside = f" {self.path}:" if self.path else ""
        return f"{place}:{inside} {self.text} {self.remedy}".rstrip()


class NeedlepassError(Exception):
    """Something a person can mend: the sentence says what and how."""


class FileError(NeedlepassError):
    """A file that cannot be used as it is; `faults` lists everything that is wrong with it."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class ScenarioError(FileError):
    """A scenario, site, device, skin type or rubric that does not say what it must."""


class RunError(FileError):
    """A recording or journal that cannot be read."""


class TraceError(FileError):
    """A CSV trace that cannot be imported."""


class LibraryError(NeedlepassError):
    """The folder of runs cannot be read or written."""


class DisplayError(NeedlepassError):
    """No window can be opened on this machine."""
