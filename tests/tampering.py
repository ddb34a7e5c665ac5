"""Run files with a byte of them changed, and what is said of each."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import numpy as np

from simulator.errors import RunError
from simulator.files import recording, scenario, sealed, strict

OTHER_SCENARIO = "is not the one that was run"


def members(path: Path) -> dict[str, bytes]:
    """Everything that stands in a run file."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, draw: np.random.Generator) -> bytes:
    """The bytes with one of them replaced by another."""
    at = int(draw.integers(len(data)))
    return data[:at] + bytes([data[at] ^ int(draw.integers(1, 256))]) + data[at + 1 :]


def said(path: Path) -> str:
    """What reading a file comes to: another scenario, refused for its form or its seal, or read as if nothing were."""
    try:
        recording.read(path)
    except RunError as refused:
        if OTHER_SCENARIO in str(refused):
            return "another scenario"
        return "seal" if "seal" in str(refused) else "form"
    return "read"


def with_changed_texts(path: Path, count: int, seed: int) -> Counter[str]:
    """What is said of so many files, each sealed anew around a scenario of which one byte is another."""
    draw, parts = np.random.default_rng(seed), members(path)
    found: Counter[str] = Counter()
    for number in range(count):
        name = f"{scenario.NAMES[number % len(scenario.NAMES)]}.toml"
        path.write_bytes(sealed.seal({**parts, name: changed(parts[name], draw)}))
        found[said(path)] += 1
    return found


def with_changed_bytes(path: Path, count: int, seed: int) -> Counter[str]:
    """What is said of so many files, each with one byte changed after it was sealed."""
    draw, data = np.random.default_rng(seed), path.read_bytes()
    found: Counter[str] = Counter()
    for _ in range(count):
        path.write_bytes(changed(data, draw))
        found[said(path)] += 1
    return found


def made_consistent(path: Path, kind: str, old: bytes, new: bytes) -> None:
    """Changes a text of the scenario inside a file, with its digest in the header, and seals both anew."""
    parts = members(path)
    before = parts[f"{kind}.toml"]
    parts[f"{kind}.toml"] = before.replace(old, new, 1)
    if parts[f"{kind}.toml"] == before:
        raise ValueError(f"{old!r} does not stand in {kind}.toml")
    head = strict.table(parts["header.json"])
    head["scenario"]["digest"] = scenario.digest({name: parts[f"{name}.toml"].decode() for name in scenario.NAMES})
    path.write_bytes(sealed.seal({**parts, "header.json": strict.dump(head)}))
