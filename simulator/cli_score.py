"""Commands that judge: score runs from their stored traces, and verify what is kept in them."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from simulator.cli_speech import ANSWER_IS_NO, DONE, UNUSABLE, must_be_free, progress, say, table, warn
from simulator.errors import NeedlepassError
from simulator.files import document, outcome, places, recording, safely, scenario
from simulator.needling.run import PHYSICS
from simulator.session import conclude, replay
from simulator.words import _, language

DETAILED = 3
"""So many runs are shown with all their parts; more than that as one row each."""


class Judged(NamedTuple):
    """One file: its outcome as plain values, or what kept it from being scored."""

    file: str
    found: dict[str, Any] | None
    fault: str


def score(arguments: Namespace) -> int:
    """Scores every file; those that cannot be read are said, the others scored all the same."""
    if arguments.csv:
        must_be_free(arguments.csv, arguments.force)
    rubric = document.read_text(arguments.rubric) if arguments.rubric else None
    judged = list(judge_all(runs_in(arguments.files), rubric, arguments.workers))
    for one in judged:
        if one.fault:
            warn(one.fault)
    good = [one for one in judged if one.found]
    if arguments.json:
        say(json.dumps([one.found for one in good], indent=2, ensure_ascii=False))
    elif arguments.csv:
        safely.write_whole(arguments.csv, as_csv([one.found or {} for one in good]).encode())
        say(_("{file} written: {count} runs.").format(file=arguments.csv, count=len(good)))
    elif good:
        say("\n\n".join(in_words(one) for one in good) if len(good) <= DETAILED else in_rows(good))
    return UNUSABLE if len(good) < len(judged) else DONE


def judge(rubric: str | None, path: Path) -> Judged:
    """The outcome of one file, recomputed from its trace, under its own rubric or another."""
    try:
        kept = recording.read(path)
        plan = kept.scenario
        if rubric is not None:
            plan = scenario.choose(scenario.from_texts({**plan.texts, "rubric": rubric}), plan.device.id)
        run = replay(dataclasses.replace(kept, scenario=plan))
        found = outcome.summary(plan, kept.header, conclude(plan, run, kept.header.device_class))
    except (NeedlepassError, OSError) as error:
        return Judged(str(path), None, str(error))
    return Judged(str(path), found, "")


def judge_all(paths: list[Path], rubric: str | None, workers: int) -> Iterator[Judged]:
    """The outcomes of many files in their order, worked out in so many processes."""
    work, title = partial(judge, rubric), _("scoring")
    if workers == 1 or len(paths) == 1:
        yield from progress(map(work, paths), len(paths), title)
        return
    with ProcessPoolExecutor(min(workers, len(paths)), initializer=places.speak, initargs=(language(),)) as pool:
        yield from progress(pool.map(work, paths, chunksize=max(len(paths) // (8 * workers), 1)), len(paths), title)


def runs_in(given: list[Path]) -> list[Path]:
    """The files that are named, and those in folders that are named."""
    return [path for one in given for path in (sorted(one.glob("*.run")) if one.is_dir() else [one])]


def in_words(one: Judged) -> str:
    """The outcome of one run: score, verdict, parts with reasons, critical errors."""
    found = one.found or {}
    text = _("{file}\n{title}: {score:.1f} of 100 (pass mark {mark:g}), {verdict}\n")
    title = found["scenario"]["title"]
    head = text.format(
        file=one.file, title=_(title), score=found["score"], mark=found["pass_mark"],
        verdict=_(found["verdict"]),
    )  # fmt: skip
    parts = [[_(name), points(part), part["reason"]] for name, part in found["parts"].items() if part]
    errors = [_("critical: {text}").format(text=error["text"]) for error in found["critical"]]
    return "\n".join([head, table([_("part"), _("points"), _("why")], parts), *errors])


def points(part: dict[str, Any]) -> str:
    """Points reached of those possible."""
    return f"{part['points']:.1f} / {part['weight']:g}"


def in_rows(judged: list[Judged]) -> str:
    """Many runs, one row each."""
    rows = []
    for one in judged:
        found = one.found or {}
        rows.append([f"{found['score']:.1f}", _(found["verdict"]), found["scenario"]["id"], one.file])
    return table([_("score"), _("verdict"), _("scenario"), _("file")], rows)


def as_csv(found: list[dict[str, Any]]) -> str:
    """A table with one row a run and one column a number; columns in the order in which runs bring them."""
    rows = [dict(flat(one)) for one in found]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(key for row in rows for key in row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value in nested tables with its path; lists as their length."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{name}.{key}" if name else key)
    else:
        yield name, len(value) if isinstance(value, list) else value


def verify(arguments: Namespace) -> int:
    """Recomputes every run and compares it with the outcome that is kept in its file."""
    paths = runs_in(arguments.files)
    return max((_verify(path) for path in progress(paths, len(paths), _("verifying"))), default=DONE)


def _verify(path: Path) -> int:
    kept, again = recording.read_outcome(path), judge(None, path)
    if again.found is None:
        warn(again.fault)
        return UNUSABLE
    if kept is None:
        warn(_("{file}: no outcome is kept in it, so there is nothing to compare.").format(file=path))
        return ANSWER_IS_NO
    if other := _other_versions(kept, again.found):
        text = _("{file}: {other}; then {score} ({verdict}), now {new_score} ({new_verdict}).")
        values = {"score": kept.get("score"), "verdict": kept.get("verdict")}
        now = {"new_score": again.found["score"], "new_verdict": again.found["verdict"]}
        say(text.format(file=path, other=other, **values, **now))
        return DONE
    if outcome.digest(kept) == outcome.digest(again.found):
        say(_("{file}: verified, {digest}.").format(file=path, digest=outcome.digest(kept)[:16]))
        return DONE
    text = _("{file}: does not verify; these differ: {keys}.")
    warn(text.format(file=path, keys=", ".join(differing(kept, again.found))))
    return ANSWER_IS_NO


def _other_versions(kept: dict[str, Any], now: dict[str, Any]) -> str:
    """Which of physics and rubric has changed since, in words; nothing where both are the same."""
    if kept.get("physics") != PHYSICS:
        return _("physics {old}, here {new}").format(old=kept.get("physics"), new=PHYSICS)
    if kept.get("rubric") != now["rubric"]:
        return _("rubric {old}, here {new}").format(old=kept.get("rubric"), new=now["rubric"])
    return ""


def differing(a: dict[str, Any], b: dict[str, Any]) -> list[str]:
    """Paths of the values that differ between two outcomes."""
    left, right = dict(flat(a)), dict(flat(b))
    return [key for key in dict.fromkeys([*left, *right]) if left.get(key) != right.get(key)]
