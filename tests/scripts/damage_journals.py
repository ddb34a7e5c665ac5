"""Damages a journal of a minute many times: each cut and each flipped bit must leave all before it readable.

python tests/scripts/damage_journals.py [FLIPS]        (100,000 flips and every byte of a minute take about an hour)
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import numpy as np
from recordings import ordinary

from simulator.errors import RunError
from simulator.files import journal
from simulator.files.frames import frames
from simulator.files.journal import Journal


def samples_left(path: Path, data: bytes) -> int:
    """How many samples a damaged journal still gives; -1 where even its start is lost."""
    path.write_bytes(data)
    try:
        return len(journal.read(path)[0].hand.samples)
    except RunError:
        return -1


def main(flips: int) -> int:
    """1 where a whole piece was lost or a damaged one believed."""
    run, chance, wrong = ordinary(60), np.random.default_rng(1), 0
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.journal"
        under_way = Journal.begin(path, run.header, run.scenario)
        counts = [-1, 0]
        for t_us in range(0, run.hand.end_us + 1, 50_000):
            piece = run.hand.between(t_us, t_us + 50_000)
            under_way.append(piece)
            counts.append(counts[-1] + len(piece.samples))
        under_way.close(complete=False)
        data = path.read_bytes()
        ends = [end for _kind, _payload, end in frames(data)]
        cuts = range(len(data)) if flips >= 100_000 else chance.integers(0, len(data), flips).tolist()
        for cut in cuts:
            wrong += samples_left(path, data[:cut]) != counts[int(np.searchsorted(ends, cut, "right"))]
        for at in chance.integers(0, len(data), flips).tolist():
            damaged = bytearray(data)
            damaged[at] ^= 1 << int(chance.integers(8))
            wrong += samples_left(path, bytes(damaged)) != counts[int(np.searchsorted(ends, at, "right"))]
    print(f"{len(cuts)} cuts, {flips} flips, {wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
