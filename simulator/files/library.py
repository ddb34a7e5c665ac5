"""The folder of runs: run files are the truth, journals are runs under way, and the list of runs is made from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from simulator.errors import LibraryError, RunError
from simulator.files import index, journal, recording
from simulator.files.index import Row
from simulator.files.journal import Journal
from simulator.files.safely import write_whole
from simulator.session import Header, Recording, Scenario
from simulator.words import _

RUN, JOURNAL = ".run", ".journal"
HELP = ("peek", "ghost", "hint")
"""Acts that ask for help."""


class Library:
    """The runs in one folder; two windows may use it at once, since every file is written by one of them only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def free_id(self, wanted: str) -> str:
        """A run id that no file of the library has: the one wanted, or the same with a number."""
        name, number = wanted, 1
        while self._taken(name):
            number += 1
            name = f"{wanted}-{number}"
        return name

    def begin(self, header: Header, scenario: Scenario) -> Journal:
        """The journal of a new run; a LibraryError where it cannot be made, or the run id is taken."""
        if self._taken(header.run_id):
            raise LibraryError(_("There is a run {id} already; choose another id.").format(id=header.run_id))
        return Journal.begin(self.folder / f"{header.run_id}{JOURNAL}", header, scenario)

    def interrupted(self) -> list[Path]:
        """Journals of runs that did not become run files, by name."""
        return [path for path in self._files(JOURNAL) if not path.with_suffix(RUN).exists()]

    def recover(self, path: Path) -> Recording:
        """The recording of an interrupted run to its last whole piece; the journal stays until the run is kept."""
        return journal.read(path)[0]

    def discard(self, path: Path) -> None:
        """Removes the journal of a run that nobody wants to continue."""
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            text = _("{path} could not be removed ({reason}).").format(path=path, reason=error.strerror or error)
            raise LibraryError(text) from error

    def keep(self, run: Recording, outcome: dict[str, Any] | None) -> Path:
        """Makes a run file and then removes the run's journal; where the file cannot be written the journal stays."""
        path = self.folder / f"{run.header.run_id}{RUN}"
        data = recording.to_bytes(run, outcome)
        if path.exists() and path.read_bytes() != data:
            raise LibraryError(_("There is another run {id} already; it is not replaced.").format(id=run.header.run_id))
        write_whole(path, data)
        self.discard(path.with_suffix(JOURNAL))
        return path

    def path(self, run_id: str) -> Path:
        """The file of a run."""
        return self.folder / f"{run_id}{RUN}"

    def runs(self, scenario_id: str | None = None) -> list[Row]:
        """All runs, or those of one scenario, by time of start; an unreadable file is listed with the reason."""
        rows = index.brought_up_to_date(self.folder / "index.sqlite", self._files(RUN), _row)
        return [row for row in rows if scenario_id in (None, row.scenario_id)]

    def _taken(self, run_id: str) -> bool:
        return any((self.folder / f"{run_id}{suffix}").exists() for suffix in (RUN, JOURNAL))

    def _files(self, suffix: str) -> list[Path]:
        return sorted(self.folder.glob(f"*{suffix}")) if self.folder.is_dir() else []


def _row(path: Path) -> Row:
    """What the list shows of one run file."""
    stat = path.stat()
    stamp = (path.name, stat.st_size, stat.st_mtime_ns)
    try:
        form, outcome = recording.peek(path)
    except RunError as error:
        return Row(*stamp, path.stem, "", "", "", "", 0.0, None, None, str(error))
    score = (outcome or {}).get("score")
    verdict = (outcome or {}).get("verdict")
    return Row(
        *stamp,
        form.run.run_id,
        form.scenario.id,
        form.scenario.title,
        form.run.trainee,
        form.run.started,
        form.end_us / 1e6,
        float(score) if isinstance(score, int | float) else None,
        verdict if isinstance(verdict, str) else None,
        "",
        *_details(outcome or {}),
        sum(1 for _t_us, what, value in form.acts if what in HELP and value),
    )


def _details(outcome: dict[str, Any]) -> tuple[str, str]:
    """Shares of the parts and what points were lost for, as they stand in a kept outcome."""
    parts = {name: part["points"] / part["weight"] for name, part in outcome.get("parts", {}).items() if part}
    lost = [[one["kind"], one["points"]] for one in outcome.get("findings", [])]
    return json.dumps(parts), json.dumps(lost)
