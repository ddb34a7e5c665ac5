"""Runs as xAPI statements (version 1.0.3): who did which scenario how well, with the recording attached by its digest.

Names and addresses that are nobody's lie under a domain that is reserved for that (RFC 2606) unless a home is given.
"""

from __future__ import annotations

import uuid
from typing import Any

from simulator.report.cohort import Taken

HOME = "https://needlepass.invalid"
VERBS = {
    "pass": ("http://adlnet.gov/expapi/verbs/passed", "passed"),
    "fail": ("http://adlnet.gov/expapi/verbs/failed", "failed"),
    "too close to call": ("http://adlnet.gov/expapi/verbs/completed", "completed"),
}
SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, HOME)


def statements(taken: list[Taken], home: str = HOME) -> list[dict[str, Any]]:
    """One statement for each run; the same run has the same id wherever it is exported."""
    return [_statement(one, home) for one in taken if not one.fault]


def _statement(one: Taken, home: str) -> dict[str, Any]:
    summary, run, plan = one.summary, one.summary["run"], one.summary["scenario"]
    verb, said = VERBS[summary["verdict"]]
    score = {"scaled": round(summary["score"] / 100, 4), "raw": summary["score"], "min": 0, "max": 100}
    result: dict[str, Any] = {"score": score, "completion": True, "duration": f"PT{run['duration_s']:.2f}S"}
    if summary["verdict"] in ("pass", "fail"):
        result["success"] = summary["verdict"] == "pass"
    result["extensions"] = {
        f"{home}/extensions/parts": {name: part["points"] for name, part in summary["parts"].items() if part},
        f"{home}/extensions/pass-mark": summary["pass_mark"],
    }
    statement = {
        "id": str(uuid.uuid5(SPACE, f"{run['id']} {one.digest}")),
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": run["trainee"] or "nobody"}},
        "verb": {"id": verb, "display": {"en": said}},
        "object": {
            "objectType": "Activity",
            "id": f"{home}/scenarios/{plan['id']}/{plan['digest']}",
            "definition": {"type": SIMULATION, "name": {"en": plan["title"]}},
        },
        "result": result,
        "context": {
            "platform": "Needlepass",
            "extensions": {
                f"{home}/extensions/fingerprint": run["fingerprint"],
                f"{home}/extensions/physics": summary["physics"],
                f"{home}/extensions/rubric": summary["rubric"],
                f"{home}/extensions/device": run["device"],
                f"{home}/extensions/seed": run["seed"],
            },
        },
        "attachments": [
            {
                "usageType": f"{home}/attachments/recording",
                "display": {"en": "Recording"},
                "contentType": "application/zip",
                "length": one.size,
                "sha2": one.digest,
                "fileUrl": f"{home}/runs/{one.digest}.run",
            }
        ],
    }
    if one.started:
        statement["timestamp"] = one.started
    return statement
