"""The outcome as plain values: what `score --json` prints, what is kept beside a run, what `verify` compares."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from simulator.needling.run import PHYSICS
from simulator.outcome.plan import PARTS
from simulator.session import Header, Outcome, Scenario


def summary(scenario: Scenario, header: Header, outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain values in declared decimals, with the keys that scripts and assessors rely on."""
    whole = {"format": 1, "physics": PHYSICS, "rubric": {"id": scenario.rubric.id, "version": scenario.rubric.version}}
    run = {"id": header.run_id, "trainee": header.trainee, "device": scenario.device.id, "seed": header.seed}
    parts = {n: p._asdict() if (p := outcome.parts[n]) else None for n in PARTS}
    return {
        **whole,
        "scenario": {"id": scenario.id, "title": scenario.title, "digest": scenario.digest},
        "run": {**run, "duration_s": outcome.duration_s, "fingerprint": outcome.fingerprint},
        "verdict": outcome.score.verdict,
        "score": outcome.score.total,
        "pass_mark": outcome.score.pass_mark,
        "provisional": outcome.score.provisional,
        "parts": parts,
        "critical": [{"rule": c.rule, "zone": c.zone, "t_s": c.t_s, "text": c.text} for c in outcome.critical],
        "findings": [
            {"kind": f.kind, "zone": f.zone, "points": f.points, "t_s": round(f.t_us / 1e6, 2)}
            for f in outcome.findings
        ],
        "zones": outcome.zones,
        "technique": outcome.technique,
        **({"care": outcome.care.plain()} if outcome.care is not None else {}),
        "sampling": {
            "input": header.input,
            "class": header.device_class,
            "gain": header.gain,
            "px_per_mm": header.px_per_mm,
            "contact": header.contact,
            **outcome.sampling,
        },
    }


def digest(result: dict[str, Any]) -> str:
    """SHA-256 of a summary in its canonical form: sorted keys, no spaces, UTF-8, and without its sentences, which are
    in the language of whoever concluded it.
    """
    parts = {name: part and _without(part, "reason") for name, part in result.get("parts", {}).items()}
    critical = [_without(one, "text") for one in result.get("critical", [])]
    told = {**result, "parts": parts, "critical": critical}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _without(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}
