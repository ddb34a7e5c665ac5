"""Makes hostile files, and reads one after another: how long each took to be refused, and the peak of memory.

python tests/scripts/hostile.py make FOLDER, then python tests/scripts/hostile.py measure FOLDER
"""

from __future__ import annotations

import hashlib
import io
import json
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from recordings import FLAT, PLACES, ordinary

from simulator.errors import NeedlepassError
from simulator.files import journal, recording, scenario, sealed, trace

SCENARIOS = {
    "dotted key, 60 kB": "a." * 30_000 + "a = 1",
    "dotted key, 60 kB, then garbage": "a." * 30_000 + "a = 1\n@@@",
    "dotted table, 60 kB": "[" + "a." * 30_000 + "a]",
    "quoted dotted key": '"a" . ' * 10_000 + "a = 1\n= =",
    "dotted key in a table in a list": "x = [{" + "a." * 30_000 + "a = 1}]",
    "brackets": "x = " + "[" * 250_000,
    "brackets closed": "x = " + "[" * 100_000 + "]" * 100_000,
    "table brackets": "[" * 250_000,
    "braces": "x=[\n" * 60_000,
    "tables in tables": "x = " + "{a=" * 60_000,
    "a hex number of 250 kB": "x = 0x" + "f" * 250_000,
    "a decimal number of 250 kB": "x = " + "9" * 250_000,
    "one word of 250 kB": "a" * 250_000,
    "one word of 250 kB, then garbage": "a" * 250_000 + "\n= =",
    "many words without end": "a-a " * 60_000,
    "many keys": "\n".join(f"k{i} = 1" for i in range(20_000)),
    "many tables": "\n".join(f"[t{i}]" for i in range(25_000)),
    "many tables in a list": "[[l]]\n" * 40_000,
    "open quotes": "a='\n" * 60_000,
    "open text": 'a = """' + "x\n" * 100_000,
    "escapes": 'a = "' + "\\u0041" * 40_000 + '"',
    "nul": "\0" * 200_000,
    "too long": "#" * 10_000_000,
    "a thousand million cells": FLAT.texts["scenario"].replace("cell_mm = 0.5", "cell_mm = 0.003"),
    "infinity": FLAT.texts["scenario"].replace("cap_mm = 1.0", "cap_mm = inf"),
}


def sealed_body(archive_bytes: bytes) -> bytes:
    return archive_bytes[:-64] + hashlib.sha256(archive_bytes[:-64]).hexdigest().encode()


def zipped(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A sealed archive that does not care for our limits."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.comment = b"0" * 64
    return sealed_body(file.getvalue())


def runs() -> Iterator[tuple[str, bytes]]:
    """Run files by what is wrong with them."""
    good = recording.to_bytes(ordinary(2))
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    header = json.loads(members["header.json"])
    most = {**header, "samples": 7_200_000}
    text = b"{'descr': '<i8', 'fortran_order': False, 'shape': (7199999,), }".ljust(117) + b"\n"
    bomb = b"\x93NUMPY\x01\x00v\x00" + text
    yield (
        "zeros that unpack to 58 MB",
        zipped(members | {"header.json": json.dumps(most).encode(), "t_us.npy": bomb + bytes(8 * 7_199_999)}),
    )
    yield "a text of 60 MB", zipped(members | {"site.toml": b"#" * 60_000_000})
    yield "a header of 60 MB", zipped(members | {"header.json": b" " * 60_000_000})
    yield "a header of deep lists", sealed.seal(members | {"header.json": b"[" * 1_000_000})
    yield "packed by lzma", zipped(members, zipfile.ZIP_LZMA)
    yield "20,000 names", zipped({**members, **{f"n{i}": b"" for i in range(20_000)}}, zipfile.ZIP_STORED)
    for name, descr, shape in [("npy of nothing", "|V0", 4 * 10**12), ("npy of 8 GB", "<i8", 10**9)]:
        head = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({shape},), }}".encode().ljust(117) + b"\n"
        yield name, sealed.seal(members | {"x_um.npy": b"\x93NUMPY\x01\x00v\x00" + head})
    wide = b"{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }".ljust(50_000_000)
    yield (
        "npy with a header of 50 MB",
        zipped(members | {"x_um.npy": b"\x93NUMPY\x02\x00" + len(wide).to_bytes(4, "little") + wide}),
    )
    yield "not sealed", good[:-1] + b"g"
    yield "noise", np.random.default_rng(3).bytes(1_000_000)


def make(folder: Path) -> None:
    """Puts every hostile file into a folder, numbered, with a list of their names."""
    csvs = {
        "csv of huge numbers": "t_s,x_mm,y_mm,contact\n0,1e999999999,1,1\n",
        "csv of one long cell": "t_s,x_mm,y_mm,contact\n0," + "9" * 10_000_000 + ",1,1\n",
        "csv of one long header": "t_s," * 1_000_000,
        "csv of quotes": 't_s,x_mm,y_mm,contact\n"' * 100_000,
    }
    frame = b"needlepass journal 1\n" + b"run " + bytes(4) + b"\xff\xff\xff\x7f" + bytes(2_000_000)
    files = [(name, "toml", text.encode()) for name, text in SCENARIOS.items()]
    files += [(name, "csv", text.encode()) for name, text in csvs.items()]
    files += [(name, "run", data) for name, data in runs()] + [("journal with a frame of 2 GB", "journal", frame)]
    names = []
    for number, (name, kind, data) in enumerate(files):
        names.append(f"{number}.{kind}\t{name}\n")
        (folder / f"{number}.{kind}").write_bytes(data)
    (folder / "names").write_text("".join(names), encoding="utf-8")


READERS: dict[str, Callable[[Path], object]] = {
    ".toml": lambda path: scenario.load(path, PLACES),
    ".csv": lambda path: trace.read(path, FLAT),
    ".run": recording.read,
    ".journal": journal.read,
}


def measure(folder: Path) -> None:
    """Reads the files one by one and prints for each whether it was refused, in which time, and the peak of memory."""
    trace.read("t_s,x_mm,y_mm,contact\n0,1,1,1\n", FLAT)  # what is imported once is not the fault of the first file
    for line in (folder / "names").read_text(encoding="utf-8").splitlines():
        file, name = line.split("\t")
        start, refused = time.perf_counter(), False
        try:
            READERS[Path(file).suffix](folder / file)
        except NeedlepassError:
            refused = True
        took = time.perf_counter() - start
        peak_mb = peak_memory_mb()
        print(json.dumps({"file": name, "refused": refused, "s": round(took, 3), "mb": peak_mb}), flush=True)


def peak_memory_mb() -> int:
    """The most memory this program has held; where the system tells it, without what its parent held before it."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(told.split()[1]) // 1024


if __name__ == "__main__":
    {"make": make, "measure": measure}[sys.argv[1]](Path(sys.argv[2]))
