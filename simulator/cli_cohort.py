"""Commands over many runs: what another rubric would change, and what runs have in common."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import NamedTuple

from simulator.cli_score import Judged, judge_all, runs_in
from simulator.cli_speech import DONE, UNUSABLE, progress, say, table, warn
from simulator.errors import NeedlepassError
from simulator.files import coach, document, places, recording
from simulator.outcome.coach import Coach
from simulator.outcome.cohort import Cause, causes
from simulator.outcome.finding import Finding
from simulator.session import conclude, replay
from simulator.words import _


class Change(NamedTuple):
    """One run under two rubrics."""

    file: str
    scores: tuple[float, float]
    verdicts: tuple[str, str]

    @property
    def turns(self) -> bool:
        return self.verdicts[0] != self.verdicts[1]


def compare(arguments: Namespace) -> int:
    """Who changes verdict between two rubrics, before the new one is published."""
    old, new = (document.read_text(path) for path in (arguments.old, arguments.new))
    paths = runs_in(arguments.files)
    both = [list(judge_all(paths, text, arguments.workers)) for text in (old, new)]
    for one in both[0]:
        if one.fault:
            warn(one.fault)
    changes = [_change(a, b) for a, b in zip(*both, strict=True) if a.found and b.found]
    turned = [change for change in changes if change.turns]
    rows = [
        [Path(c.file).name, f"{c.scores[0]:.1f}", f"{c.scores[1]:.1f}", _(c.verdicts[0]), _(c.verdicts[1])]
        for c in (changes if arguments.all else turned)
    ]
    if rows:
        say(table([_("run"), _("old"), _("new"), _("verdict"), _("then")], rows))
    say(_("{count} of {all} runs change verdict.").format(count=len(turned), all=len(changes)))
    return UNUSABLE if len(changes) < len(paths) else DONE


def _change(old: Judged, new: Judged) -> Change:
    a, b = old.found or {}, new.found or {}
    return Change(old.file, (a["score"], b["score"]), (a["verdict"], b["verdict"]))


def common(arguments: Namespace) -> int:
    """What runs have in common, the most frequent first, each with what the coach says of its clearest case."""
    found: list[tuple[Finding, ...]] = []
    unread = 0
    paths = runs_in(arguments.files)
    for path in progress(paths, len(paths), _("looking for causes")):
        try:
            kept = recording.read(path)
        except (NeedlepassError, OSError) as error:
            warn(str(error))
            unread += 1
            continue
        found.append(conclude(kept.scenario, replay(kept), kept.header.device_class).findings)
    shared = [cause for cause in causes(found) if len(cause.runs) >= arguments.least]
    said = coach.load(places.find(arguments.home).assets / "coach" / "default.toml")
    for cause in shared:
        say(in_words(cause, len(found), said))
    if not shared:
        text = _("Nothing that {least} or more of {all} runs have in common.")
        say(text.format(least=arguments.least, all=len(found)))
    return UNUSABLE if unread else DONE


def in_words(cause: Cause, of: int, said: Coach) -> str:
    """One cause: how many runs of how many, and the remark that its clearest case gets."""
    remark = next((r for r in said.remarks if r.fits(cause.example)), None)
    head = _("{count} of {all}: {kind}").format(count=len(cause.runs), all=of, kind=cause.family)
    return f"{head}. {remark.spoken(cause.example)}" if remark else head
