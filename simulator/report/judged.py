"""What raters have said of a run, as a page shows it: only what is committed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.outcome.gate import clock
from simulator.report.checklist import checklist
from simulator.session import Scenario
from simulator.standing.judging import Bank, Note, Rated
from simulator.words import _, in_figures


def told(rated: Sequence[Rated], scenario: Scenario, bank: Bank) -> dict[str, Any] | None:
    """Raters as columns, items and checks as rows, remarks by time; None where nobody has committed anything."""
    done = [(one.rater, one.last) for one in rated if one.last is not None]
    if not done:
        return None
    rows = [(_(item.title), [_points(last.rating(item.id)) for _rater, last in done]) for item in bank.items]
    means = [last.mean for _rater, last in done]
    rows.append((_("Mean of all items"), ["–" if mean is None else in_figures(mean, ".2f") for mean in means]))
    for check in checklist(scenario):
        answers = [last.check(check.id) for _rater, last in done]
        rows.append((check.text, ["–" if one is None else _("yes") if one else _("no") for one in answers]))
    notes = sorted((note, rater) for rater, last in done for note in last.notes)
    said = [(clock(note.t_us), in_words(note, bank), rater) for note, rater in notes]
    names = [rater for rater, _last in done]
    return {"raters": names, "rows": rows, "notes": said, "bank": f"{bank.id} · {bank.version}"}


def in_words(note: Note, bank: Bank) -> str:
    """A note in words: what was written, or the common remark."""
    titles = {remark.id: _(remark.title) for remark in bank.remarks}
    return note.text or titles.get(note.remark, note.remark)


def _points(points: int | None) -> str:
    return "–" if points is None else str(points)
