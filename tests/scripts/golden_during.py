"""Writes the golden runs of what happens during a treatment anew: `python tests/scripts/golden_during.py`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from test_during import FOLDER, told
from treatments import golden_hands

from simulator.files import places, recording, scenario
from simulator.needling.run import PHYSICS
from simulator.session import Header, Recording

for name, (plan, seed, hand) in golden_hands(scenario.load("flat-patch", places.find())).items():
    started = "2026-01-01T00:00:00+00:00"
    header = Header(name, "golden", seed, PHYSICS, started, "operator", 1.0, 6.0, "none", "operator")
    recording.write(Recording(header, plan, hand), FOLDER / f"{name}.run")
kept = {path.stem: told(recording.read(path)) for path in sorted(FOLDER.glob("*.run"))}
(FOLDER / "expected.json").write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
