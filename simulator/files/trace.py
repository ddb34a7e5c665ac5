"""A hand as CSV, from anywhere and to anywhere, exact to the µs and µm."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Fault, TraceError
from simulator.files import cells
from simulator.files.cells import KNOWN, NEEDED, Cells
from simulator.files.decimals import UNITS, NotANumber, exact, written
from simulator.files.header import ACT
from simulator.needling.hand import Act, Hand, samples
from simulator.needling.run import PHYSICS
from simulator.session import Header, Recording, Scenario, choose
from simulator.words import _

SLOW_HZ = 60
"""Sampling below this is said, never refused (convention of this project)."""

_ACT = re.compile(ACT.removesuffix("$") + "=-?[0-9]{1,15}$")
_SEED = re.compile("-?[0-9]{1,18}")
_OURS = {"force_n": "force_mn", "tilt_deg": "tilt_ddeg", "tilt_dir_deg": "tilt_dir_ddeg"}


class Imported(NamedTuple):
    """A recording from a trace, and what a reader should know about it, in sentences."""

    recording: Recording
    notes: tuple[str, ...]


def read(source: Path | str, scenario: Scenario, seed: int | None = None) -> Imported:
    """The recording in a CSV file, or in its text; a TraceError with the line of the first thing that is wrong.

    `seed` goes before the one that the trace names; 0 without either. The device is the one that the trace names, where
    the scenario allows it.
    """
    table = cells.read(source)
    stated = table.said.get("seed", "0")
    if table.said.get("format", "1") != "1" or not _SEED.fullmatch(stated):
        text = _("`# format` or `# seed` is not what this version reads.")
        raise TraceError(Fault(table.name, 1, "", text, _("Write format 1, and a whole number as the seed.")))
    scenario = _with_its_device(scenario, table.said.get("device", ""))
    t_us = _column(table, "t_s", range(len(table)))
    _check_times(table, t_us)
    placed = [row for row in range(len(table)) if _has_place(table, row)]
    more = {ours: _column(table, name, placed) for name, ours in _OURS.items() if name in table.columns}
    x_um, y_um, down = (_column(table, name, placed) for name in NEEDED[1:])
    moves = samples(t_us[placed], x_um, y_um, down, **more)
    acts, snapped = _acts(table, t_us, placed, scenario)
    hand = Hand(moves, acts)
    header = _header(table, hand, int(stated) if seed is None else seed)
    return Imported(Recording(header, scenario, hand), tuple(_notes(table, scenario, hand, snapped)))


def write(recording: Recording) -> str:
    """The recording as CSV; read again it gives the same hand, so the same fingerprint and score."""
    scenario, hand, who = recording.scenario, recording.hand, recording.header
    said = {"format": 1, "scenario": scenario.id, "digest": scenario.digest, "device": scenario.device.id}
    said |= {"seed": who.seed, "trainee": " ".join(who.trainee.split()), "started": who.started}
    acts: dict[int, list[str]] = {}
    for act in hand.acts:
        acts.setdefault(act.t_us, []).append(f"{act.what}={act.value}")
    rows = dict(zip(hand.samples.t_us.tolist(), _rows(hand, scenario.dial_start_um), strict=True))
    lines = [f"# {key} = {value}" for key, value in said.items()] + [",".join(KNOWN)]
    for t_us in sorted(rows.keys() | acts.keys()):
        middle = rows.get(t_us, "," * (len(KNOWN) - 3))
        lines.append(f"{written(t_us, 't_s')},{middle},{';'.join(acts.get(t_us, ()))}")
    return "\n".join(lines) + "\n"


def _rows(hand: Hand, dial_um: int) -> list[str]:
    """The cells between time and acts for every sample; the dial is the one in force at its time."""
    turns = [act for act in hand.acts if act.what == "dial"]
    dials = np.array([dial_um, *(act.value for act in turns)], np.int64)
    dial = dials[np.searchsorted(np.array([act.t_us for act in turns], np.int64), hand.samples.t_us, "right")]
    s = hand.samples
    columns = (s.x_um, s.y_um, s.down.astype(np.int64), dial, s.force_mn, s.tilt_ddeg, s.tilt_dir_ddeg)
    names = KNOWN[1:-1]
    texts = [[written(v, name) for v in column.tolist()] for name, column in zip(names, columns, strict=True)]
    return [",".join(row) for row in zip(*texts, strict=True)]


def _column(table: Cells, name: str, rows: Sequence[int]) -> NDArray[np.int64]:
    """A column in whole units at some rows; a TraceError at the first cell that is no number within its limits."""
    try:
        return exact([table.columns[name][row] for row in rows], name)
    except NotANumber as error:
        row, unit = rows[error.at], UNITS[name]
        text = _("`{cell}` is not a number from {low} to {high}.")
        found = text.format(cell=table.columns[name][row][:40], low=unit.low, high=unit.high)
        raise table.fault(row, name, found, _("Write a plain decimal number.")) from error


def _check_times(table: Cells, t_us: NDArray[np.int64]) -> None:
    """A TraceError at the first time that does not come after the one before it."""
    back = np.nonzero(np.diff(t_us) <= 0)[0]
    if len(back):
        row = int(back[0]) + 1
        before, now = (table.columns["t_s"][r][:40] for r in (row - 1, row))
        text = _("time {now} does not come after {before}.").format(now=now, before=before)
        raise table.fault(row, "t_s", text, _("Sort the rows by time, and leave out those at equal times."))


def _with_its_device(scenario: Scenario, device_id: str) -> Scenario:
    """The scenario with the device that a trace names; one that it does not allow is told of in a note."""
    allowed = any(tool.device.id == device_id for tool in scenario.devices)
    return choose(scenario, device_id) if allowed else scenario


def _has_place(table: Cells, row: int) -> bool:
    """Whether a row is a sample; one with nothing but a time and an act is none. Half a place is a TraceError."""
    empty = [name for name in NEEDED[1:] if not table.columns[name][row].strip()]
    if not empty:
        return True
    if len(empty) == len(NEEDED) - 1 and "act" in table.columns and table.columns["act"][row]:
        return False
    raise table.fault(row, empty[0], _("nothing stands here."), _("Fill the gap, or leave the whole row out."))


def _acts(table: Cells, t_us: NDArray[np.int64], placed: list[int], scenario: Scenario) -> tuple[tuple[Act, ...], bool]:
    """Acts as written, a turn of the dial wherever its column says so, and whether one was off the device's steps."""
    asked_um = _column(table, "depth_mm", placed).tolist() if "depth_mm" in table.columns else []
    asked_at = dict(zip(placed, asked_um, strict=False))
    acts: list[Act] = []
    dial_um, off_step = scenario.dial_start_um, False
    for row, time_us in enumerate(t_us.tolist()):
        for what, value in _written_acts(table, row):
            acts.append(Act(time_us, what, value))
            dial_um = value if what == "dial" else dial_um
        asked = asked_at.get(row, dial_um)
        if asked != dial_um:
            fits = scenario.device.snapped(asked)
            off_step |= fits != asked
            if fits != dial_um:
                acts.append(Act(time_us, "dial", fits))
                dial_um = fits
    return tuple(acts), off_step


def _written_acts(table: Cells, row: int) -> list[tuple[str, int]]:
    """The acts of a row, several at once parted by semicolons."""
    cell = table.columns["act"][row].strip() if "act" in table.columns else ""
    parts = cell.split(";") if cell else []
    for part in parts:
        if not _ACT.match(part):
            text = _("`{act}` is not an act.").format(act=part[:40])
            raise table.fault(row, "act", text, _("Write `what=value` with a whole number, several with ; between."))
    return [(part.split("=")[0], int(part.split("=")[1])) for part in parts]


def _header(table: Cells, hand: Hand, seed: int) -> Header:
    """The header of an import: its id depends on the hand alone."""
    columns = [getattr(hand.samples, name).tobytes() for name in hand.samples.__slots__]
    digest = hashlib.sha256(b"".join([*columns, repr(hand.acts).encode(), str(seed).encode()])).hexdigest()
    return Header(
        run_id=f"import-{digest[:12]}",
        trainee=table.said.get("trainee", "")[:200],
        seed=seed,
        physics=PHYSICS,
        started=table.said.get("started", "")[:40],
        input="trace",
        gain=1.0,
        px_per_mm=0.0,
        contact="none",
        source="import",
    )


def _notes(table: Cells, scenario: Scenario, hand: Hand, snapped: bool) -> list[str]:
    """What is worth knowing about a trace that is good enough to be read."""
    notes = []
    if snapped:
        text = _("The dial was not on a step of {device} and was set to the nearest of {step:g} mm.")
        notes.append(text.format(device=scenario.device.title, step=scenario.device.dial_step_um / 1000))
    steps = np.diff(hand.samples.t_us)[hand.samples.down[:-1]]
    if len(steps) and np.median(steps) > 1e6 / SLOW_HZ:
        text = _("Sampled {rate:.0f} times a second in contact; what happens between samples is taken as straight.")
        notes.append(text.format(rate=1e6 / np.median(steps)))
    for key, ours in {"digest": scenario.digest, "device": scenario.device.id}.items():
        if table.said.get(key, ours) != ours:
            text = _("The trace names another {what} ({found}) than the one it is read for ({ours}).")
            notes.append(text.format(what=key, found=table.said[key][:70], ours=ours))
    return notes
