"""The command that hands over: one page for an assessor, or a sheet of paper for the trainee."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from simulator.cli_score import runs_in
from simulator.cli_speech import DONE, UNUSABLE, must_be_free, progress, say, warn
from simulator.errors import NeedlepassError
from simulator.files import places, recording, safely
from simulator.report import page
from simulator.session import Recording
from simulator.words import _


def report(arguments: Namespace) -> int:
    """Writes the page of every run that can be read; the others are said."""
    must_be_free(arguments.output, arguments.force)
    paths, faults = runs_in(arguments.files), list[str]()
    read = progress(_read(paths, faults), len(paths), _("writing the page"))
    text = page.report(read, places.find(arguments.home).assets, arguments.form)
    for fault in faults:
        warn(fault)
    if len(faults) == len(paths):
        raise NeedlepassError(_("No run could be read: no page was written."))
    safely.write_whole(arguments.output, text.encode())
    say(_("{file} written: {count} runs.").format(file=arguments.output, count=len(paths) - len(faults)))
    return UNUSABLE if faults else DONE


def _read(paths: list[Path], faults: list[str]) -> Iterator[Recording]:
    for path in paths:
        try:
            yield recording.read(path)
        except (NeedlepassError, OSError) as error:
            faults.append(str(error))
