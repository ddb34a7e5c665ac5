"""Journal and library: whatever happens to a run under way, all of it up to the last whole piece is found again."""

from __future__ import annotations

import dataclasses
import io
import json
import multiprocessing
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recordings import FLAT, HEADER, hands, ordinary, same

from simulator.errors import LibraryError, RunError
from simulator.files import index, journal, recording
from simulator.files.frames import MAGIC, frame, frames, pack
from simulator.files.journal import Journal
from simulator.files.library import Library
from simulator.needling.hand import NO_HAND, Hand
from simulator.session import Recording


def pieces(hand: Hand, length_us: int = 50_000) -> list[Hand]:
    return [hand.between(t, t + length_us) for t in range(0, hand.end_us + 1, length_us)]


def written(path: Path, run: Recording, complete: bool = False) -> bytes:
    under_way = Journal.begin(path, run.header, run.scenario)
    for piece in pieces(run.hand):
        under_way.append(piece)
    under_way.close(complete)
    return path.read_bytes()


def joined(hand: Hand, ends: list[int], whole: int) -> Hand:
    """What the first `whole` pieces of a hand hold."""
    return hand.between(0, ends[whole - 1]) if whole else NO_HAND


@settings(max_examples=60, deadline=None)
@given(hands(), st.lists(st.integers(0, 7_200_000_000), max_size=8), st.booleans())
def test_what_is_appended_is_read(
    tmp_path_factory: pytest.TempPathFactory, hand: Hand, cuts: list[int], complete: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.journal"
    path.unlink(missing_ok=True)
    under_way = Journal.begin(path, HEADER, FLAT)
    edges = [0, *sorted(cuts), 7_200_000_001]
    for first, last in zip(edges[:-1], edges[1:], strict=True):
        under_way.append(hand.between(first, last))
    under_way.close(complete)
    back, ended = journal.read(path)
    assert same(back.hand, hand)
    assert (back.header, back.scenario.digest, ended) == (HEADER, FLAT.digest, complete)


def test_cut_off_at_any_byte_every_whole_piece_is_found(tmp_path: Path) -> None:
    run = ordinary(0.3)
    path = tmp_path / "a.journal"
    data = written(path, run, complete=True)
    ends = [end for _kind, _payload, end in frames(data)]
    edges = [50_000 * (n + 1) for n in range(len(ends))]
    start = ends[0]
    for cut in [*range(0, start, 97), *range(start - 3, len(data) + 1)]:
        path.write_bytes(data[:cut])
        if cut < start:
            with pytest.raises(RunError):
                journal.read(path)
            continue
        back, complete = journal.read(path)
        whole = sum(end <= cut for end in ends[1:-1])
        assert same(back.hand, joined(run.hand, edges, whole)), cut
        assert complete == (cut == len(data))


def test_no_flipped_bit_is_believed(tmp_path: Path) -> None:
    run = ordinary(0.5)
    path = tmp_path / "a.journal"
    data = written(path, run)
    ends = [end for _kind, _payload, end in frames(data)]
    edges = [50_000 * (n + 1) for n in range(len(ends))]
    chance = np.random.default_rng(2)
    for at in chance.integers(0, len(data), 600).tolist():
        damaged = bytearray(data)
        damaged[at] ^= 1 << int(chance.integers(8))
        path.write_bytes(damaged)
        if at < ends[0]:
            with pytest.raises(RunError):
                journal.read(path)
        else:
            whole = sum(end <= at for end in ends[1:])
            assert same(journal.read(path)[0].hand, joined(run.hand, edges, whole)), at


def test_pieces_out_of_order_twice_or_from_elsewhere_end_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    data = written(path, ordinary(0.5))
    found = list(frames(data))
    start = data[: found[0][2]]
    bodies = [payload for _kind, payload, _end in found[1:]]
    swapped = start + frame(b"hand", 1, bodies[1]) + frame(b"hand", 2, bodies[0])
    path.write_bytes(swapped)
    assert same(journal.read(path)[0].hand, pieces(ordinary(0.5).hand)[1])
    for strange in (b"", b"\xff\xff\xff\xff", pack(NO_HAND) + b"{", pack(NO_HAND) + b"[1]", bodies[0][:-5]):
        path.write_bytes(start + frame(b"hand", 1, strange) + frame(b"hand", 2, bodies[1]))
        back, complete = journal.read(path)
        assert (len(back.hand.samples), complete) == (0, False)
    path.write_bytes(start + frame(b"what", 1, bodies[0]))
    assert len(journal.read(path)[0].hand.samples) == 0


@pytest.mark.parametrize("payload", [b"", b"{}", b"[]", b'{"run":1,"texts":2}', b'{"run":{},"texts":{}}'])
def test_a_start_that_is_none_is_refused(payload: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.journal").write_bytes(MAGIC + frame(b"run ", 0, payload))
    with pytest.raises(RunError, match="journal"):
        journal.read(tmp_path / "a.journal")


def test_a_journal_knows_which_scenario_it_was_begun_on(tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    Journal.begin(path, HEADER, FLAT).close(complete=False)
    (kind, payload, _end), *_rest = frames(path.read_bytes())
    start = json.loads(payload)
    start["texts"]["scenario"] = start["texts"]["scenario"].replace("cap_mm = 1.0", "cap_mm = 2.0")
    path.write_bytes(MAGIC + frame(kind, 0, json.dumps(start).encode()))
    with pytest.raises(RunError, match="not the one that was begun"):
        journal.read(path)


def test_an_interrupted_run_goes_on_where_its_last_whole_piece_ended(tmp_path: Path) -> None:
    run = ordinary(1)
    parts = pieces(run.hand)
    path = tmp_path / "a.journal"
    under_way = Journal.begin(path, run.header, run.scenario)
    for piece in parts[:8]:
        under_way.append(piece)
    under_way.close(complete=False)
    path.write_bytes(path.read_bytes() + b"hand torn")
    resumed, sofar = Journal.resume(path)
    assert same(sofar.hand, run.hand.between(0, 8 * 50_000))
    for piece in parts[8:]:
        resumed.append(piece)
    resumed.close()
    back, complete = journal.read(path)
    assert same(back.hand, run.hand)
    assert complete


class FullDisk(io.FileIO):
    """A file on a disk that fills up: `room` bytes may still be written, a write that meets the end is cut short."""

    room = 0

    def write(self, data: bytes) -> int:
        if self.room <= 0:
            raise OSError(28, "No space left on device")
        part = data[: self.room]
        self.room -= len(part)
        return super().write(part)


@pytest.mark.parametrize("room", [0, 1, 10, 500, 700, 1000])
def test_a_full_disk_is_told_and_nothing_is_lost_once_there_is_room(tmp_path: Path, room: int) -> None:
    run = ordinary(0.5)
    parts = pieces(run.hand)
    path = tmp_path / "a.journal"
    Journal.begin(path, run.header, run.scenario).close(complete=False)
    file = FullDisk(path, "r+b")
    file.seek(0, io.SEEK_END)
    file.room = room
    under_way = Journal(path, file, 1)
    told = 0
    for piece in parts[:6]:
        try:
            under_way.append(piece)
        except LibraryError as error:
            assert "could not be written" in str(error)
            told += 1
        back, _complete = journal.read(path)
        assert same(back.hand, run.hand.between(0, back.hand.end_us + 1))
    assert told
    file.room = 10**9
    for piece in parts[6:]:
        under_way.append(piece)
    under_way.close()
    back, complete = journal.read(path)
    assert same(back.hand, run.hand)
    assert complete


# --- the library ----------------------------------------------------------------------------------------------------


def test_a_run_is_kept_listed_and_its_journal_gone(tmp_path: Path) -> None:
    library = Library(tmp_path / "runs")
    assert (library.runs(), library.interrupted()) == ([], [])
    run = ordinary(1)
    under_way = library.begin(run.header, run.scenario)
    under_way.append(run.hand)
    assert library.interrupted() == [under_way.path]
    under_way.close()
    found = library.recover(under_way.path)
    assert same(found.hand, run.hand)
    path = library.keep(found, {"score": 81.5, "verdict": "pass"})
    assert (path, library.interrupted()) == (library.path("run-1"), [])
    (row,) = library.runs()
    assert (row.run_id, row.scenario_id, row.trainee) == ("run-1", "flat-patch", "Ada")
    assert (row.score, row.verdict) == (81.5, "pass")
    assert row.duration_s == run.hand.end_us / 1e6
    assert library.runs("other") == []


def test_ids_are_never_given_twice_and_no_run_is_replaced(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run = ordinary(1)
    library.begin(run.header, run.scenario).close(complete=False)
    assert library.free_id("run-1") == "run-1-2"
    with pytest.raises(LibraryError, match="already"):
        library.begin(run.header, run.scenario)
    kept = library.keep(run, None)
    before = kept.read_bytes()
    assert library.keep(run, None) == kept
    with pytest.raises(LibraryError, match="not replaced"):
        library.keep(ordinary(2), None)
    assert kept.read_bytes() == before
    assert library.free_id("run-1") == "run-1-2"


def test_the_list_follows_the_files_and_is_made_anew_when_it_is_lost(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for number in range(5):
        run = ordinary(1, seed=number)
        started = f"2026-03-0{9 - number}T10:00:00+01:00"
        header = dataclasses.replace(HEADER, run_id=f"r{number}", started=started)
        library.keep(dataclasses.replace(run, header=header), None)
    rows = library.runs()
    assert [row.run_id for row in rows] == ["r4", "r3", "r2", "r1", "r0"]
    database = tmp_path / "index.sqlite"
    for damage in (b"", b"no database" * 500, database.read_bytes()[:3000], database.read_bytes()[::-1]):
        database.write_bytes(damage)
        assert library.runs() == rows
    database.unlink()
    assert library.runs() == rows
    library.path("r3").unlink()
    recording.write(ordinary(1), library.path("r1"), {"score": 12})
    (tmp_path / "r0.run").write_bytes(b"damaged")
    found = {row.file: row for row in library.runs()}
    assert sorted(found) == ["r0.run", "r1.run", "r2.run", "r4.run"]
    assert found["r1.run"].score == 12
    assert "not a run file" in found["r0.run"].fault
    assert found["r2.run"].fault == ""


def test_only_new_and_changed_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(tmp_path)
    library.keep(ordinary(1), None)
    library.runs()
    peeks = []
    monkeypatch.setattr(recording, "peek", lambda path: peeks.append(path))
    library.runs()
    assert peeks == []


def test_where_the_list_cannot_be_kept_the_files_still_say_it(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.keep(ordinary(1), None)
    (tmp_path / "index.sqlite").mkdir()
    assert [row.run_id for row in library.runs()] == ["run-1"]
    assert issubclass(index.Row, tuple)


def test_a_run_that_cannot_be_kept_stays_in_its_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(tmp_path)
    run = ordinary(1)
    under_way = library.begin(run.header, run.scenario)
    under_way.append(run.hand)
    under_way.close()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(LibraryError, match="No space left"):
        library.keep(library.recover(under_way.path), None)
    monkeypatch.undo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run-1.journal"]
    assert same(library.recover(under_way.path).hand, run.hand)


def test_a_journal_beside_its_finished_run_is_not_offered_again(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run = ordinary(1)
    under_way = library.begin(run.header, run.scenario)
    under_way.append(run.hand)
    under_way.close()
    copy = tmp_path / "copy"
    shutil.copy(under_way.path, copy)
    library.keep(run, None)
    copy.rename(under_way.path)  # as after a power cut between finishing the run and removing its journal
    assert library.interrupted() == []


def _use(folder: str, name: str) -> None:
    library = Library(Path(folder))
    for number in range(12):
        header = dataclasses.replace(HEADER, run_id=library.free_id(f"{name}{number}"))
        library.keep(Recording(header, FLAT, ordinary(0.2).hand), None)
        library.runs()


def test_two_windows_on_one_library_lose_nothing(tmp_path: Path) -> None:
    workers = [multiprocessing.get_context("spawn").Process(target=_use, args=(str(tmp_path), n)) for n in "ab"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert sorted(row.run_id for row in Library(tmp_path).runs()) == sorted(f"{n}{i}" for n in "ab" for i in range(12))
