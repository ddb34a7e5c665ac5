"""Live, stored and re-scored results of many generated runs, half of them within one quantum of a threshold; then as
many run files, each with one byte of its scenario changed.

Run it with a Python that has the test requirements: `python tests/scripts/integrity_long.py [RUNS] [WORKERS]`.
10,000 runs take some twenty minutes on one core. It ends with status 1 where a result differs by a
byte, or where a changed file is read.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from routes import generated, header, three_ways
from strokes import lane
from tampering import with_changed_texts
from thresholds import KINDS

from simulator.files import places, recording, scenario
from simulator.needling.hand import Hand
from simulator.session import Recording


def kind(seed: int) -> str:
    return KINDS[seed % len(KINDS)].__name__ if seed % 2 == 0 else "anywhere"


def check(seeds: range) -> tuple[Counter[str], list[str]]:
    """How many runs of each kind were compared, and those whose results are not all the same."""
    found = places.find()
    scenarios = (scenario.load("flat-patch", found), scenario.load("face-fine-lines", found))
    counts: Counter[str] = Counter()
    differ = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            digests = three_ways(*generated(scenarios, seed), seed, Path(folder))
            counts[kind(seed)] += 1
            if len(set(digests)) > 1:
                differ.append(f"seed {seed}, {kind(seed)}: {digests}")
    return counts, differ


def tamper(count: int) -> Counter[str]:
    """What is said of so many run files with a changed scenario inside."""
    plan = scenario.load("flat-patch", places.find())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.run"
        hand = Hand(lane(0, (20_000, 30_000), (60_000, 30_000), 20.0))
        recording.write(Recording(header(3), plan, hand), path)
        return with_changed_texts(path, count, 8)


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    start, counts, differ = time.monotonic(), Counter(), []  # type: ignore[var-annotated]
    parts = [range(first, min(first + 100, runs)) for first in range(0, runs, 100)]
    with ProcessPoolExecutor(workers) as pool:
        for done, (some, wrong) in enumerate(pool.map(check, parts), 1):
            counts += some
            differ += wrong
            print(f"{min(done * 100, runs)} of {runs} runs, {len(differ)} differ", flush=True)
    for name, count in sorted(counts.items()):
        print(f"{count:6d}  {name.replace('_', ' ')}")
    print(f"{counts.total()} runs in {time.monotonic() - start:.0f} s: {len(differ)} whose results differ")
    print("\n".join(differ[:20]))
    told = tamper(runs)
    print(f"{told.total()} changed files: {dict(told)}")
    return 1 if differ or told["read"] else 0


if __name__ == "__main__":
    sys.exit(main())
