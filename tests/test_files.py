"""Run files and traces: what is read is what was written, and anything else is refused, quickly and in one sentence."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import math
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recordings import COLUMNS, FLAT, HEADER, PLACES, hands, ordinary, same

from simulator import session
from simulator.errors import FileError, LibraryError, RunError, TraceError
from simulator.files import columns, places, recording, scenario, sealed, trace
from simulator.files import outcome as outcome_file
from simulator.files.decimals import exact, written
from simulator.needling.hand import NO_HAND, Hand
from simulator.session import Recording

ROOT = Path(__file__).resolve().parent.parent
RUN = recording.to_bytes(ordinary(), {"score": 81.5, "verdict": "pass"})


def members(data: bytes = RUN) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refused(data: bytes, tmp_path: Path) -> str:
    path = tmp_path / "x.run"
    path.write_bytes(data)
    with pytest.raises(RunError) as caught:
        recording.read(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


# --- run files ------------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(hands())
def test_any_hand_comes_back_to_the_last_bit(tmp_path_factory: pytest.TempPathFactory, hand: Hand) -> None:
    path = tmp_path_factory.getbasetemp() / "any.run"
    run = Recording(HEADER, FLAT, hand)
    recording.write(run, path)
    back = recording.read(path)
    assert same(back.hand, hand)
    assert back.header == HEADER
    assert (back.scenario.digest, back.scenario.texts) == (FLAT.digest, FLAT.texts)
    assert recording.to_bytes(back) == path.read_bytes()


def test_the_outcome_is_kept_beside_and_nothing_is_computed(tmp_path: Path) -> None:
    path = tmp_path / "a.run"
    outcome = {"score": 81.5, "verdict": "pass", "zones": {"patch": {"bare": None}}}
    recording.write(ordinary(), path, outcome)
    assert recording.read_outcome(path) == outcome
    recording.write(ordinary(), path)
    assert recording.read_outcome(path) is None
    with pytest.raises(ValueError, match="not JSON compliant"):
        recording.write(ordinary(), path, {"score": math.nan})
    assert recording.read_outcome(path) is None
    assert [p.name for p in tmp_path.iterdir()] == ["a.run"]


def test_a_minute_weighs_at_most_half_a_megabyte() -> None:
    assert len(recording.to_bytes(ordinary(60, 240))) < 130_000
    assert len(recording.to_bytes(ordinary(60, 1000))) < 500_000


def test_a_long_rest_is_still_read(tmp_path: Path) -> None:
    run = ordinary(60)
    still = dataclasses.replace(run.hand.samples, x_um=np.where(np.arange(len(run.hand.samples)) < 3, 5, 7))
    recording.write(dataclasses.replace(run, hand=Hand(still, ())), tmp_path / "a.run")
    assert same(recording.read(tmp_path / "a.run").hand, Hand(still, ()))


def test_a_run_of_other_physics_or_with_nothing_in_it_is_read(tmp_path: Path) -> None:
    header = dataclasses.replace(HEADER, physics=99)
    recording.write(Recording(header, FLAT, NO_HAND), tmp_path / "a.run")
    assert recording.read(tmp_path / "a.run").header.physics == 99


def test_every_flipped_bit_and_every_cut_is_refused(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    ends = [0, 1, 63, 64, 65, 86, 87, len(RUN) - 1]
    for at in [*chance.integers(0, len(RUN), 150), 0, 10, len(RUN) - 1, len(RUN) - 64, len(RUN) - 80]:
        changed = bytearray(RUN)
        changed[at] ^= 1 << int(chance.integers(8))
        assert refused(bytes(changed), tmp_path)
    for end in [*chance.integers(0, len(RUN), 50), *ends]:
        assert refused(RUN[:end], tmp_path)
    assert refused(RUN + b"0", tmp_path)
    assert refused(b"", tmp_path)


@pytest.mark.parametrize("name", ["../../evil", "/abs", "a\\..\\b", "notes.txt", "header.json/x", "C:x", "\u202eevil"])
def test_foreign_names_are_refused(name: str, tmp_path: Path) -> None:
    assert "does not belong" in refused(sealed.seal(members() | {name: b"x"}), tmp_path)


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "w") as archive:
        archive.writestr("header.json", b"{}")
        archive.writestr("header.json", b"{}")
        archive.comment = b"0" * 64
    body = file.getvalue()[:-64]
    assert "does not belong" in refused(body + hashlib.sha256(body).hexdigest().encode(), tmp_path)


@pytest.mark.parametrize("name", [n for n in members() if n != "outcome.json"])
def test_a_missing_member_is_refused(name: str, tmp_path: Path) -> None:
    rest = {n: data for n, data in members().items() if n != name}
    assert "missing" in refused(sealed.seal(rest), tmp_path)


def with_header(**changed: object) -> bytes:
    header = json.loads(members()["header.json"])
    for path, value in changed.items():
        *tables, key = path.split("__")
        inner = header
        for table in tables:
            inner = inner[table]
        inner[key] = value
    return sealed.seal(members() | {"header.json": json.dumps(header).encode()})


@pytest.mark.parametrize(
    "changed",
    [
        {"format": 2}, {"extra": 1}, {"samples": 10**12}, {"samples": -1}, {"samples": 1199}, {"samples": "1200"},
        {"run__gain": math.nan}, {"run__gain": math.inf}, {"run__gain": -1}, {"run__seed": 2**80},
        {"run__run_id": "../x"},
        {"run__physics": 0}, {"run__contact": "maybe"}, {"scenario__digest": "0" * 64}, {"firsts": {}},
        {"firsts__t_us": 2**40}, {"firsts__x_um": 10**30}, {"firsts__down": 1.5}, {"acts": [[5, "dial", 10**20]]},
        {"acts": [[5, "Dial !", 1]]}, {"acts": [[5, "dial", 1], [4, "dial", 1]]}, {"acts": [[-1, "dial", 1]]},
        {"acts": [[1, "dial"]]}, {"acts": "none"}, {"firsts__down": 2}, {"firsts__y_um": 2_000_001},
    ],
    ids=str,
)  # fmt: skip
def test_headers_that_say_what_they_must_not_are_refused(changed: dict[str, object], tmp_path: Path) -> None:
    assert refused(with_header(**changed), tmp_path)


def npy(array: np.ndarray, version: tuple[int, int] = (1, 0)) -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version, allow_pickle=False)
    return file.getvalue()


def npy_header(dtype: str, shape: str) -> bytes:
    text = f"{{'descr': {dtype!r}, 'fortran_order': False, 'shape': {shape}, }}".encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text


N = len(ordinary().hand.samples) - 1


@pytest.mark.parametrize(
    "column",
    [
        b"", b"\x93NUMPY", npy(np.zeros(N + 1, np.int8)), npy(np.zeros(N, np.float64)), npy(np.zeros(N, bool)),
        npy(np.zeros((N, 1), np.int8)), npy(np.zeros(N, np.int8), (2, 0)), npy(np.zeros(N, ">i4")),
        npy_header("|V0", "(4000000000000,)"), npy_header("|V0", f"({N},)"), npy_header("<i8", "(1000000000,)"),
        npy_header("|O", f"({N},)"), npy_header("<i8", f"({N},)"), npy_header("<i1", f"({N},)") + b"\0" * (N + 1),
        npy(np.full(N, 2**62)), npy(np.full(N, -(2**63))), npy(np.full(N, 2**20)),
    ],
    ids=range(17),
)  # fmt: skip
def test_columns_that_are_not_ours_are_refused(column: bytes, tmp_path: Path) -> None:
    assert refused(sealed.seal(members() | {"x_um.npy": column}), tmp_path)


def test_times_that_stand_still_are_refused(tmp_path: Path) -> None:
    still = npy(np.zeros(N, np.int8))
    assert "rise" in refused(sealed.seal(members() | {"t_us.npy": still}), tmp_path)


@pytest.mark.parametrize("text", ['{"a":1,"a":2}', '{"a":NaN}', "[1]", "{", "[" * 100_000, '{"a":' + "9" * 5000 + "}"])
def test_json_that_others_would_let_pass_is_refused(text: str, tmp_path: Path) -> None:
    refused(sealed.seal(members() | {"header.json": text.encode()}), tmp_path)
    path = tmp_path / "o.run"
    path.write_bytes(sealed.seal(members() | {"outcome.json": text.encode()}))
    with pytest.raises(RunError):
        recording.read_outcome(path)


def test_a_changed_scenario_is_never_scored_silently(tmp_path: Path) -> None:
    other = members()["scenario.toml"].replace(b"cap_mm = 1.0", b"cap_mm = 2.0")
    assert "not the one that was run" in refused(sealed.seal(members() | {"scenario.toml": other}), tmp_path)
    broken = members()["rubric.toml"].replace(b"pass_mark = 80.0", b"pass_mark = nan")
    assert "not the one that was run" in refused(sealed.seal(members() | {"rubric.toml": broken}), tmp_path)


def test_columns_take_the_smallest_type_that_holds_them() -> None:
    for step, size in ((1, 1), (200, 2), (70_000, 4), (2**33, 8)):
        first, data = columns.pack(np.arange(9) * step + 4)
        assert (first, len(data)) == (4, columns.HEADER_BYTES + 8 * size)
        assert columns.unpack(first, data, 9).tolist() == (np.arange(9) * step + 4).tolist()


def test_what_cannot_be_written_is_told_and_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.run"
    path.write_bytes(b"old")
    with pytest.raises(LibraryError, match="could not be written"):
        recording.write(ordinary(), path / "below.run")
    assert path.read_bytes() == b"old"


# --- traces ---------------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(hands(), st.integers(-(10**17), 10**17))
def test_import_of_export_is_the_same_hand(hand: Hand, seed: int) -> None:
    header = dataclasses.replace(HEADER, seed=seed)
    text = trace.write(Recording(header, FLAT, hand))
    if not len(hand.samples) and not hand.acts:
        return
    back = trace.read(text, FLAT).recording
    assert same(back.hand, hand)
    assert back.header.seed == seed
    assert trace.write(back) == text


def test_a_plain_trace_from_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("t_s,x_mm,y_mm,contact\n0,1.0005,-2.0015,1\n0.0000015,3,4,0\n\n0.5,3,4e0,1\n", encoding="utf-8")
    found = trace.read(path, FLAT, seed=4)
    hand = found.recording.hand
    assert [getattr(hand.samples, c).tolist() for c in COLUMNS] == [
        [0, 2, 500_000], [1000, 3000, 3000], [-2002, 4000, 4000], [True, False, True], [1000] * 3, [0] * 3, [0] * 3,
    ]  # fmt: skip
    assert hand.acts == ()
    assert found.recording.header.seed == 4


def test_the_dial_of_a_trace_becomes_acts_on_the_steps_of_the_device() -> None:
    rows = enumerate(("0.5", "0.7", "0.7", "0.75", "0", "4.9"))
    text = "t_s,x_mm,y_mm,contact,depth_mm\n" + "".join(f"{t},1,1,1,{dial}\n" for t, dial in rows)
    found = trace.read(text, FLAT)
    turns = [(act.t_us // 10**6, act.what, act.value) for act in found.recording.hand.acts]
    assert turns == [(1, "dial", 750), (4, "dial", 0), (5, "dial", 2500)]
    assert any("step" in note for note in found.notes)


def test_a_slow_or_foreign_trace_is_noted_and_read() -> None:
    rows = "".join(f"{i / 20},1,1,1\n" for i in range(9))
    text = "# digest = 12\n# device = pen-99\n# seed = 12\nt_s,x_mm,y_mm,contact\n" + rows
    found = trace.read(text, FLAT)
    assert found.recording.header.seed == 12
    assert [any(w in n for n in found.notes) for w in ("20 times a second", "12", "pen-99")] == [True] * 3


HEAD = "t_s,x_mm,y_mm,contact\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (HEAD + "0,1,1,1\n1,nan,1,1\n", 3, "`nan` is not a number"),
        (HEAD + "0,1,1,1\n1,1,inf,1\n", 3, "`inf` is not a number"),
        (HEAD + "0,1,1,1\n1,1,1e999999999,1\n", 3, "is not a number"),
        (HEAD + "0,1,1,1\n1,1,1_0,1\n", 3, "is not a number"),
        (HEAD + "0,1,1,1\n1,1,٣,1\n", 3, "is not a number"),
        (HEAD + "0,1,1,1\n1,left,1,1\n", 3, "`left` is not a number"),
        (HEAD + "0,1,1,1\n1,5000,1,1\n", 3, "from -2000 to 2000"),
        (HEAD + "0,1,1,1\n1,1,1,2\n", 3, "from 0 to 1"),
        (HEAD + "0,1,1,1\n1,1,1,0.5e0x\n", 3, "is not a number"),
        (HEAD + "-1,1,1,1\n", 2, "from 0 to 7200"),
        (HEAD + "0,1,1,1\n1,1,1,1\n1,2,2,1\n", 4, "does not come after"),
        (HEAD + "0,1,1,1\n2,1,1,1\n1,2,2,1\n", 4, "does not come after"),
        (HEAD + "0,1,1,1\n0.0000001,1,1,1\n", 3, "does not come after"),
        (HEAD + "0,1,1,1\n1,,1,1\n", 3, "nothing stands here"),
        (HEAD + "0,1,1,1\n1,,,\n", 3, "nothing stands here"),
        (HEAD + "0,1,1,1\n,1,1,1\n", 3, "is not a number"),
        (HEAD + "0,1,1,1\n1,1,1\n", 3, "3 cells"),
        (HEAD, None, "0 rows"),
        ("", 1, "header"),
        ("t_s,x_mm,y_mm\n0,1,1\n", 1, "contact"),
        ("t_s,x_mm,y_mm,contact,contact\n0,1,1,1,1\n", 1, "contact"),
        ("t_s,x_mm,y_mm,contact,speed\n0,1,1,1,1\n", 1, "speed"),
        ("t_s,x_mm,y_mm,contact,act\n0,1,1,1,jump\n", 2, "`jump` is not an act"),
        ("t_s,x_mm,y_mm,contact,act\n0,1,1,1,dial=1e9\n", 2, "is not an act"),
        ("t_s,x_mm,y_mm,contact,depth_mm\n0,1,1,1,\n", 2, "is not a number"),
        ("# seed = x\n" + HEAD + "0,1,1,1\n", 1, "seed"),
        ("# format = 2\n" + HEAD + "0,1,1,1\n", 1, "format"),
    ],
)
def test_a_bad_trace_is_refused_with_its_line(text: str, line: int | None, words: str) -> None:
    with pytest.raises(TraceError) as caught:
        trace.read(text, FLAT)
    (fault,) = caught.value.faults
    assert fault.line == line, fault
    assert words in str(fault)
    assert "\n" not in str(fault)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x00" * 100, b"PK\x03\x04"])
def test_a_file_that_is_no_csv_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(TraceError):
        trace.read(tmp_path / "t.csv", FLAT)
    with pytest.raises(TraceError, match="cannot be read"):
        trace.read(tmp_path / "none.csv", FLAT)


@given(st.integers(-2_000_000, 2_000_000))
def test_decimals_are_exact(value: int) -> None:
    assert exact([written(value, "x_mm")], "x_mm").tolist() == [value]
    assert exact([f"{value / 1000!r}"], "x_mm").tolist() == [value]


def test_decimals_round_half_to_even_where_floats_would_not() -> None:
    assert exact(["0.0005", "0.0015", "0.0025", "1.0005", "2.6745", "0.00050000000000000001"], "x_mm").tolist() == [
        *(0, 2, 2, 1000, 2674, 1),
    ]


# --- hostile files, measured -----------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_AS"), reason="memory can be limited only where the system has it")
def test_hostile_files_are_refused_within_a_second_and_256_mb(tmp_path: Path) -> None:
    script = ROOT / "tests" / "scripts" / "hostile.py"
    for step in ("make", "measure"):
        command = [sys.executable, str(script), step, str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) >= 25
    assert [row for row in rows if not row["refused"] or row["s"] > 1 or row["mb"] > 256] == []


def test_places_are_those_of_a_checkout_and_of_one_folder(tmp_path: Path) -> None:
    found = places.find(tmp_path)
    assert found.assets == ROOT / "assets"
    assert (found.runs, found.scenarios) == (tmp_path / "runs", (ROOT / "scenarios", tmp_path / "scenarios"))
    assert list(tmp_path.iterdir()) == []
    assert issubclass(RunError, FileError)
    assert scenario.find("flat-patch", PLACES) == ROOT / "scenarios" / "drills" / "flat-patch.toml"


def test_the_digest_of_an_outcome_is_the_same_in_every_language() -> None:
    run = session.begin(FLAT, HEADER.seed)
    run.advance(ordinary().hand)
    found = outcome_file.summary(FLAT, HEADER, session.conclude(FLAT, run))
    found["critical"] = [{"rule": "no_go", "zone": "patch", "t_s": 1.0, "text": "Touched."}]
    other = json.loads(json.dumps(found))
    for part in other["parts"].values():
        if part:
            part["reason"] = "Auf Deutsch gesagt."
    other["critical"][0]["text"] = "Berührt."
    assert outcome_file.digest(found) == outcome_file.digest(other)
    other["critical"][0]["t_s"] = 1.1
    assert outcome_file.digest(found) != outcome_file.digest(other)
