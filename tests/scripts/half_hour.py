"""Half an hour of play in the real window, with all that can happen to a desk; leave the machine alone meanwhile.

python tests/scripts/half_hour.py [MINUTES] [SCENARIO]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from desk import display
from playing import play

P99_MS, P999_MS, PICTURE_MS, SOUND_MS = 17.5, 25.0, 35.0, 50.0


def main() -> int:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    scenario = sys.argv[2] if len(sys.argv) > 2 else "whole-face"
    with tempfile.TemporaryDirectory() as home, display() as name:
        played = play(Path(home), name, 60 * minutes, scenario=scenario)
    frames, picture = np.array(played.frames_ms), np.array(played.picture_ms)
    p50, p99, p999 = np.percentile(frames, [50, 99, 99.9])
    print(f"frames {len(frames)}: p50 {p50:.2f}, p99 {p99:.2f}, p99.9 {p999:.2f}, worst {frames.max():.2f} ms")
    print(f"hand to picture, {len(picture)} moves: p99 {np.percentile(picture, 99):.1f}, worst {picture.max():.1f} ms")
    print(f"press to sound, {len(played.sound_ms)} presses: longest {max(played.sound_ms):.1f} ms")
    print(f"memory, MB from minute to minute: {[round(one) for one in played.memory_mb]}")
    print(f"of that the run's own record by its end: {played.record_mb:.1f} MB")
    print(f"happened {played.happened}, {played.strokes} strokes, kept: {played.kept}")
    met = p99 <= P99_MS and p999 <= P999_MS and np.percentile(picture, 99) <= PICTURE_MS
    return int(not (met and max(played.sound_ms) <= SOUND_MS and played.kept))


if __name__ == "__main__":
    sys.exit(main())
