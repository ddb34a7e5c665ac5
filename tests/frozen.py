"""Golden runs: recordings kept with what they scored, so that no change of a score goes by without a new version."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.files import places, recording, scenario
from simulator.files.outcome import summary
from simulator.session import Recording, Scenario, conclude, replay

FOLDER = Path(__file__).resolve().parent / "golden"
EXPECTED = FOLDER / "expected.json"
UNBUMPED = "changed without a version bump"
KEPT = ("verdict", "score", "zones", "technique")
"""What is frozen beside points, critical errors and the skin itself; sentences may be reworded."""


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.run"))


def expected() -> dict[str, dict[str, Any]]:
    """What every golden run scored when it was frozen, by its name."""
    found: dict[str, dict[str, Any]] = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return found


def shipped(kept: Recording) -> Scenario:
    """The scenario of a recording under the rubric that is shipped today."""
    path = places.find().assets / "rubrics" / f"{kept.scenario.rubric.id}.toml"
    return scenario.from_texts({**kept.scenario.texts, "rubric": path.read_text(encoding="utf-8")})


def scored(name: str) -> dict[str, dict[str, Any]]:
    """What a golden run scores now: under the rubric that it carries, and under the one that is shipped."""
    kept = recording.read(FOLDER / f"{name}.run")
    today = dataclasses.replace(kept, scenario=shipped(kept))
    return {"own": _told(kept, KEPT), "shipped": _told(today, KEPT[:2])}


def _told(kept: Recording, keys: tuple[str, ...]) -> dict[str, Any]:
    outcome = conclude(kept.scenario, replay(kept), kept.header.device_class)
    found = summary(kept.scenario, kept.header, outcome)
    parts = {name: [part["points"], part["weight"]] if part else None for name, part in found["parts"].items()}
    critical = [[error["rule"], error["zone"], error["t_s"]] for error in found["critical"]]
    values = {key: found[key] for key in keys} | {"fingerprint": found["run"]["fingerprint"]}
    versions = {"physics": found["physics"], "rubric": found["rubric"]}
    return {"versions": versions, "values": json.loads(json.dumps(values | {"parts": parts, "critical": critical}))}


def frozen(name: str) -> dict[str, Any]:
    """The entry of a golden run as it is written down."""
    return {way: told | {"digest": digest(told["values"])} for way, told in scored(name).items()}


def written(entries: dict[str, dict[str, Any]]) -> str:
    """The text of the file of expected results: a line for every result, so that a change is seen run by run."""
    lines = [
        f'"{name}": {{\n'
        + ",\n".join(f' "{way}": {json.dumps(told, sort_keys=True, ensure_ascii=False)}' for way, told in ways.items())
        + "\n}"
        for name, ways in sorted(entries.items())
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def digest(values: dict[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def complaint(before: dict[str, Any], now: dict[str, Any]) -> str:
    """What to say of a result that is not what was frozen; nothing where it is. A metric that is new is no change."""
    if before["versions"] != now["versions"]:
        return f"frozen under {before['versions']}, here are {now['versions']}: write it anew with scripts/golden.py"
    known = _only(now["values"], before["values"])
    if digest(known) == before["digest"]:
        return ""
    old, new = dict(_flat(before["values"])), dict(_flat(known))
    moved = [f"{key}: {old.get(key)} → {new.get(key)}" for key in {**old, **new} if old.get(key) != new.get(key)]
    return f"{UNBUMPED}: {'; '.join(moved)}"


def _only(values: Any, like: Any) -> Any:
    """Values without the keys that another table does not have."""
    if isinstance(values, dict) and isinstance(like, dict):
        return {key: _only(inner, like[key]) for key, inner in values.items() if key in like}
    return values


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else key)
    else:
        yield name, value
