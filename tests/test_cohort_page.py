"""The page of a cohort: counts against counting by hand, tables, statements by the rules of their specification."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlparse
from uuid import UUID

import numpy as np
import pytest

from simulator import session
from simulator.cli import main
from simulator.files import judgements, places, recording
from simulator.files.scenario import load
from simulator.operators.operate import operate
from simulator.report import cohort, cohort_page, xapi
from simulator.session import Header, Recording
from simulator.standing import reliability
from simulator.standing.judging import Judgement, Rated

FOUND = places.find()
FLAT = load("flat-patch", FOUND)
HANDS = {"Heron": ("novice", "competent", "expert", "expert"), "Otter": ("hasty",), "Plover": ("hasty", "novice")}


@lru_cache
def kept(skill: str, seed: int) -> Recording:
    header = Header("r", "t", seed, 1, "", "operator", 1.0, 6.0, "none", "operator")
    return Recording(header, FLAT, operate(FLAT, skill, "mouse", seed))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people with seven runs, one file that is none, and two raters who agree but for one item."""
    made = tmp_path_factory.mktemp("cohort")
    for name, skills in HANDS.items():
        for number, skill in enumerate(skills):
            run = kept(skill, number + 1)
            started = f"2026-11-{number + 1:02d}T09:00:00+01:00"
            who = (f"{name}-{number}", name, number + 1, 1, started)
            header = Header(*who, "relative", 1.0, 6.0, "hold", "operator")
            recording.write(Recording(header, FLAT, run.hand), made / f"{name}-{number}.run")
    (made / "broken.run").write_bytes(b"no run")
    bank = judgements.load_bank(FOUND.assets / "judgement" / "default.toml")
    for rater in ("A", "B"):
        for number, run_id in enumerate(("Heron-0", "Heron-1", "Otter-0")):
            ratings = [(item.id, 1 + (number * 2 + place) % 5) for place, item in enumerate(bank.items)]
            if rater == "B" and run_id == "Otter-0":
                ratings[0] = (ratings[0][0], ratings[0][1] % 5 + 1)
            said = Judgement(judgements.name(bank), tuple(sorted(ratings)), (), (), "2026-11-25T10:00:00+00:00")
            judgements.save(made, Rated(run_id, rater, (said,)))
    return made


@pytest.fixture(scope="module")
def taken(folder: Path) -> list[cohort.Taken]:
    return [cohort.take(path) for path in sorted(folder.glob("*.run"))]


def test_people_and_standings_are_counted_right(taken: list[cohort.Taken]) -> None:
    (group,) = cohort.groups(taken)
    assert {one.trainee: len(one.scores) for one in group.people} == {name: len(h) for name, h in HANDS.items()}
    heron = next(one for one in group.people if one.trainee == "Heron")
    assert heron.standing.passed and heron.scores[-1] == heron.last.summary["score"] > heron.scores[0]
    assert [one.fault for one in taken if one.fault] and "broken.run" in next(one.fault for one in taken if one.fault)
    error = FLAT.rubric.standard_error
    for one in group.people:
        assert one.near == (abs(one.scores[-1] - one.last.summary["pass_mark"]) <= error)


def test_hard_places_are_the_share_of_people_who_are_off(taken: list[cohort.Taken]) -> None:
    (group,) = cohort.groups(taken)
    last = [one.last for one in group.people]
    by_hand = []
    for one in last:
        run = recording.read(Path(one.path))
        share = session.fields(FLAT, session.conclude(FLAT, session.replay(run))).dose_share
        plan = FLAT.plans[0]
        middle = (plan.target_low_per_cm2 + plan.target_high_per_cm2) / 2
        off = (share < plan.target_low_per_cm2 / middle) | (share > plan.target_high_per_cm2 / middle)
        by_hand.append(np.where(np.isfinite(share), off, np.nan))
    assert np.allclose(group.hard, np.mean(by_hand, axis=0), equal_nan=True)
    assert np.nanmax(group.hard) > np.nanmin(group.hard)


def test_causes_come_first_and_averages_last(taken: list[cohort.Taken], folder: Path) -> None:
    text = html.unescape(cohort_page.render(taken, FOUND.assets, folder))
    (group,) = cohort.groups(taken)
    common = [cause for cause in group.causes if len(cause.runs) > 1]
    assert common and f"{len(common[0].runs)} of 3:" in text
    heads = ("What they have in common", "Who stands where", "How they learn", "How the parts spread", "Raters")
    order = [text.index(words) for words in heads]
    assert order == sorted(order)
    assert "broken.run" in text and "Scoring checked against computed truth" in text
    assert not re.search(r"(?:src|href)=\"(?!data:|#)", text)


def test_raters_who_differ_are_seen(taken: list[cohort.Taken], folder: Path) -> None:
    said, _faults = judgements.everything(folder)
    bank = judgements.load_bank(FOUND.assets / "judgement" / "default.toml")
    found = cohort_page._raters(said, [(item.id, item.title) for item in bank.items])
    kappas = {title: kappa for title, pairs, kappa in found["rows"] if pairs == 3}
    assert len(kappas) == 7 and sum(kappa == pytest.approx(1.0) for kappa in kappas.values()) == 6
    by_hand = [[one.last.mean for one in said if one.run_id == run] for run in ("Heron-0", "Heron-1", "Otter-0")]
    assert found["runs"] == 3 and found["icc"].value == pytest.approx(reliability.icc(np.array(by_hand)).icc2_1)
    (_a, _runs, a), (_b, _runs, b) = found["severity"]
    assert a == pytest.approx(-b) and a != 0


def test_a_part_that_tells_nobody_apart_is_named() -> None:
    draw = np.random.default_rng(1)
    skill = draw.normal(0.7, 0.15, 40).clip(0, 1)
    shares = {
        "coverage": (skill + draw.normal(0, 0.05, 40)).clip(0, 1),
        "evenness": (skill + draw.normal(0, 0.05, 40)).clip(0, 1),
        "overlap": draw.random(40),
        "depth": np.ones(40),
    }
    found = {part: cohort._spread(part, shares) for part in shares}
    assert not found["coverage"].dull and found["coverage"].relation > 0.3
    assert found["depth"].dull and found["depth"].relation is None
    noise = cohort._spread("overlap", {"coverage": skill, "overlap": shares["overlap"]})
    expected = np.corrcoef(skill, shares["overlap"])[0, 1]
    assert noise.relation == pytest.approx(expected) and noise.dull == (expected < 0.2)
    few = cohort._spread("coverage", {name: values[:5] for name, values in shares.items()})
    assert few.relation is None and not few.dull, "five people say nothing"


ISO_DURATION = re.compile(r"^PT\d+(\.\d+)?S$")
RFC_3339 = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")


def checked(statement: dict) -> None:
    """The rules of the specification, version 1.0.3, part two, that touch what is written here."""
    assert set(statement) <= {"id", "actor", "verb", "object", "result", "context", "timestamp", "attachments"}
    assert str(UUID(statement["id"])) == statement["id"]
    actor = statement["actor"]
    assert actor["objectType"] == "Agent" and set(actor) == {"objectType", "account"}, "exactly one identifier"
    assert set(actor["account"]) == {"homePage", "name"} and urlparse(actor["account"]["homePage"]).scheme == "https"
    for what in (statement["verb"], statement["object"]):
        assert urlparse(what["id"]).scheme in ("http", "https")
    assert all(re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", tag) for tag in statement["verb"]["display"])
    definition = statement["object"]["definition"]
    assert urlparse(definition["type"]).scheme and isinstance(definition["name"], dict)
    result, score = statement["result"], statement["result"]["score"]
    assert -1 <= score["scaled"] <= 1 and score["min"] < score["max"] and score["min"] <= score["raw"] <= score["max"]
    assert ISO_DURATION.match(result["duration"]) and result["completion"] is True
    verb = statement["verb"]["id"].rsplit("/", 1)[1]
    assert result.get("success") == {"passed": True, "failed": False, "completed": None}[verb]
    for place in (result, statement["context"]):
        assert all(urlparse(key).scheme for key in place["extensions"])
    assert RFC_3339.match(statement["timestamp"])
    for attached in statement["attachments"]:
        assert {"usageType", "display", "contentType", "length", "sha2"} <= set(attached)
        assert re.fullmatch(r"[0-9a-f]{64}", attached["sha2"]) and attached["length"] > 0

    def no_null(value: object) -> bool:
        if isinstance(value, dict):
            return all(no_null(inner) for inner in value.values())
        return all(map(no_null, value)) if isinstance(value, list) else value is not None

    assert no_null(statement)


def test_statements_keep_the_rules_and_name_the_very_file(taken: list[cohort.Taken], folder: Path) -> None:
    told = json.loads(json.dumps(xapi.statements(taken)))
    assert len(told) == 7 and len({one["id"] for one in told}) == 7
    for statement in told:
        checked(statement)
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*-*.run")}
    assert {one["attachments"][0]["sha2"] for one in told} == digests
    assert told == json.loads(json.dumps(xapi.statements(taken))), "the same run, the same id"
    elsewhere = xapi.statements(taken, "https://school.example")
    assert all(one["object"]["id"].startswith("https://school.example/") for one in elsewhere)


def test_the_command_writes_page_tables_and_statements(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {kind: tmp_path / f"out.{kind}" for kind in ("html", "csv", "json")}
    command = ["report", "--cohort", str(folder), "-o", str(names["html"]), "--csv", str(names["csv"])]
    assert main([*command, "--xapi", str(names["json"]), "--workers", "2"]) == 2, "one file is no run"
    assert "broken.run" in capsys.readouterr().err
    rows = list(csv.DictReader(io.StringIO(names["csv"].read_text(encoding="utf-8"))))
    assert len(rows) == 7 == len(json.loads(names["json"].read_text(encoding="utf-8")))
    assert {row["run.trainee"] for row in rows} == set(HANDS)
    assert main(command) == 2 and "--force" in capsys.readouterr().err
    assert main(["report", "--cohort", str(tmp_path / "none"), "-o", str(tmp_path / "x.html")]) == 2
    assert main(["report", "--cohort", str(folder)]) == 2 and "-o PAGE.html" in capsys.readouterr().err
    assert main(["report", "-o", str(tmp_path / "y.html")]) == 2 and not list(tmp_path.glob("[xy].html"))


def test_parquet_is_the_same_table_or_says_what_it_needs(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.parquet"
    status = main(["report", "--cohort", str(folder), "--parquet", str(out), "--workers", "1"])
    try:
        from pyarrow import parquet
    except ImportError:
        assert status == 2 and "extra `parquet`" in capsys.readouterr().err and not out.exists()
        return
    table = parquet.read_table(out).to_pylist()
    assert len(table) == 7 and all(isinstance(row["score"], float) for row in table)
