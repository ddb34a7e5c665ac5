"""The journal of a run under way: appended piece by piece, readable to the last whole frame after any accident."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

from simulator.errors import Fault, RunError, ScenarioError
from simulator.files import header, strict
from simulator.files.frames import MAGIC, frame, frames, pack, unpack
from simulator.files.safely import not_written
from simulator.files.scenario import choose, digest, from_texts
from simulator.needling.hand import NO_HAND, Hand, join
from simulator.session import Header, Recording, Scenario
from simulator.words import _

MOST_BYTES = 512 << 20
"""Declared limit; two hours at 1 kHz are 300 MB."""

_RUN, _PIECE, _END = b"run ", b"hand", b"end "


class Journal:
    """One journal that is being written. Pieces that a full disk refused are kept and written with the next ones."""

    def __init__(self, path: Path, file: io.FileIO, number: int) -> None:
        self.path = path
        self._file, self._number, self._waiting = file, number, b""

    @classmethod
    def begin(cls, path: Path, who: Header, scenario: Scenario) -> Journal:
        """A new journal with header and scenario; a LibraryError where it cannot be made or one is there already."""
        start = {"run": header.table(who), "texts": dict(scenario.texts), "digest": scenario.digest}
        start["device"] = scenario.device.id
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            journal = cls(path, io.FileIO(path, "xb"), 0)
        except OSError as error:
            raise not_written(path, error) from error
        journal._waiting = MAGIC
        journal._write(_RUN, strict.dump(start))
        return journal

    @classmethod
    def resume(cls, path: Path) -> tuple[Journal, Recording]:
        """The journal of an interrupted run, its damaged end cut off, ready for more; and the recording so far."""
        found = _found(path)
        try:
            file = io.FileIO(path, "r+b")
            file.truncate(found.end)
            file.seek(found.end)
        except OSError as error:
            raise not_written(path, error) from error
        return cls(path, file, found.pieces + 1), found.recording

    def append(self, hand: Hand) -> None:
        """Adds a piece of the hand by a plain write, without waiting for the disk; a LibraryError where it is full."""
        if len(hand.samples) or hand.acts:
            self._write(_PIECE, pack(hand))

    def close(self, complete: bool = True) -> None:
        """Ends the journal: with a mark where the run came to its end, without one where it may be continued."""
        try:
            if complete:
                self._write(_END, b"")
        finally:
            self._file.close()

    def _write(self, kind: bytes, payload: bytes) -> None:
        """Writes a frame after those still waiting; half a frame is taken back, so that later ones stay readable."""
        self._waiting += frame(kind, self._number, payload)
        self._number += 1
        start = self._file.tell()
        try:
            written = self._file.write(self._waiting)
        except OSError as error:
            raise self._taken_back(start, error) from error
        if written != len(self._waiting):
            raise self._taken_back(start, OSError(0, _("the disk is full")))
        self._waiting = b""

    def _taken_back(self, start: int, error: OSError) -> Exception:
        self._file.truncate(start)
        self._file.seek(start)
        return not_written(self.path, error)


class Found(NamedTuple):
    """What a journal holds up to its last whole frame: `pieces` of a hand, and where the last of them ends."""

    recording: Recording
    complete: bool
    pieces: int
    end: int


def read(path: Path) -> tuple[Recording, bool]:
    """The recording to the last whole frame, and whether it came to its end; a RunError where its start is lost."""
    found = _found(path)
    return found.recording, found.complete


def _found(path: Path) -> Found:
    data = _data(path)
    whole = frames(data) if data.startswith(MAGIC) else iter(())
    kind, payload, end = next(whole, (b"", b"", 0))
    if kind != _RUN:
        raise _refused(path, _("is no journal, or its start was lost."))
    who, scenario = _start(path, payload)
    hands: list[Hand] = []
    for kind, payload, frame_end in whole:
        if kind == _END:
            return Found(Recording(who, scenario, _joined(hands)), True, len(hands), end)
        piece = _piece(payload, hands)
        if kind != _PIECE or piece is None:
            break
        hands.append(piece)
        end = frame_end
    return Found(Recording(who, scenario, _joined(hands)), False, len(hands), end)


def _data(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _refused(path, _("cannot be read ({reason}).").format(reason=error.strerror or error)) from error
    if len(data) > MOST_BYTES:
        raise _refused(path, _("is longer than a journal can be."))
    return data


def _start(path: Path, payload: bytes) -> tuple[Header, Scenario]:
    """Who runs what, from the first frame."""
    try:
        start = strict.table(payload)
        who = header.who(start["run"])
        if digest(start["texts"]) != start["digest"]:
            raise _refused(path, _("the scenario inside is not the one that was begun."))
        found = from_texts(start["texts"], {name: f"{path}/{name}.toml" for name in start["texts"]})
        return who, choose(found, start.get("device", found.device.id))
    except ScenarioError as error:
        raise RunError(*error.faults) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refused(path, _("does not start as a journal of ours ({reason}).").format(reason=error)) from error


def _piece(payload: bytes, before: list[Hand]) -> Hand | None:
    """The piece in a payload; None where something else wrote it, or where its times do not follow those before it."""
    try:
        piece = unpack(payload)
    except (ValueError, TypeError):
        return None
    last_us = next((int(hand.samples.t_us[-1]) for hand in reversed(before) if len(hand.samples)), -1)
    return None if len(piece.samples) and int(piece.samples.t_us[0]) <= last_us else piece


def _joined(hands: list[Hand]) -> Hand:
    if not hands:
        return NO_HAND
    acts = [act for hand in hands for act in hand.acts]
    return Hand(join([hand.samples for hand in hands]), tuple(acts))


def _refused(path: Path, text: str) -> RunError:
    return RunError(Fault(str(path), None, "", text, _("Nothing of this run can be recovered from it.")))
