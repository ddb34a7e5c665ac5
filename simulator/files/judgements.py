"""Judgements beside their runs: one file for each run and rater, saved at every key, never changed once committed."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from simulator.errors import Fault, LibraryError, RunError, ScenarioError
from simulator.files import document, strict
from simulator.files.document import parse
from simulator.files.form import Form, Format, Id, Text, Title
from simulator.files.safely import write_whole
from simulator.files.wording import checked
from simulator.standing.judging import HIGHEST, LOWEST, Bank, Item, Judgement, Note, Rated, Remark
from simulator.words import _

SUFFIX = ".judgement"
MOST_BYTES = 1_000_000
RATER = re.compile(r"[\w][\w .-]{0,62}")
"""What a rater may be called: it is part of a file's name."""


class ItemForm(Form):
    """`[[items]]`."""

    id: Id
    title: Title
    words: Annotated[list[Text], Field(min_length=3, max_length=3)]


class RemarkForm(Form):
    """`[[remarks]]`."""

    id: Id
    title: Title


class BankForm(Form):
    """A file of questions."""

    format: Format
    id: Id
    version: Annotated[int, Field(ge=1, le=10_000)]
    items: Annotated[list[ItemForm], Field(min_length=1, max_length=20)]
    remarks: Annotated[list[RemarkForm], Field(max_length=40, default_factory=list)]


class NoteForm(Form):
    """A note as it stands in a file."""

    t_us: Annotated[int, Field(ge=0, le=2**53)]
    remark: str = ""
    text: Text = ""
    x_um: int = -1
    y_um: int = -1


class JudgementForm(Form):
    """A judgement as it stands in a file."""

    bank: str
    ratings: dict[str, Annotated[int, Field(ge=LOWEST, le=HIGHEST)]] = Field(default_factory=dict)
    checks: dict[str, bool] = Field(default_factory=dict)
    notes: Annotated[list[NoteForm], Field(max_length=1000, default_factory=list)]
    committed: str = ""
    settles: bool = False

    def judgement(self) -> Judgement:
        notes = tuple(Note(**note.model_dump()) for note in self.notes)
        pairs = (tuple(sorted(self.ratings.items())), tuple(sorted(self.checks.items())))
        return Judgement(self.bank, *pairs, notes, self.committed, self.settles)


class RatedForm(Form):
    """`RUN.RATER.judgement`."""

    format: Format
    run: str
    rater: str
    committed: list[JudgementForm]
    draft: JudgementForm | None = None


def load_bank(path: Path) -> Bank:
    """The questions in a file; a ScenarioError with everything that is wrong with it."""
    form, faults = checked(parse(str(path), document.read_text(path)), BankForm)
    if faults or form is None:
        raise ScenarioError(*faults)
    items = tuple(Item(one.id, one.title, (one.words[0], one.words[1], one.words[2])) for one in form.items)
    return Bank(form.id, form.version, items, tuple(Remark(one.id, one.title) for one in form.remarks))


def name(bank: Bank) -> str:
    """A bank with its version, as a judgement names it."""
    return f"{bank.id} {bank.version}"


def code(run_id: str, letters: int = 6) -> str:
    """Letters that stand for a run, or for a person, and tell nothing of either."""
    return hashlib.sha256(run_id.encode()).hexdigest()[:letters]


def path_of(folder: Path, run_id: str, rater: str) -> Path:
    """Where a rater's judgement of a run lies; a LibraryError for a name that cannot be part of a file's."""
    if not RATER.fullmatch(rater) or rater.endswith((".", " ")):
        text = _("`{rater}` cannot name a rater: use letters, digits, spaces, points and hyphens, at most 63.")
        raise LibraryError(text.format(rater=rater))
    return folder / f"{run_id}.{rater}{SUFFIX}"


def read(path: Path) -> Rated:
    """What a rater has said of a run; a RunError where the file cannot be read."""
    try:
        data = path.read_bytes()
        if len(data) > MOST_BYTES:
            raise ValueError(_("is too large for a judgement"))
        form = RatedForm.model_validate_json(json.dumps(strict.table(data)))
    except ValidationError as error:
        raise _refused(path, error.errors(include_url=False)[0]["msg"]) from error
    except (ValueError, OSError) as error:
        raise _refused(path, str(error)) from error
    draft = form.draft.judgement() if form.draft else None
    return Rated(form.run, form.rater, tuple(one.judgement() for one in form.committed), draft)


def _refused(path: Path, text: str) -> RunError:
    remedy = _("Put it aside to judge this run anew.")
    return RunError(Fault(str(path), None, "", _("is no judgement: {reason}.").format(reason=text), remedy))


def everything(folder: Path) -> tuple[list[Rated], list[str]]:
    """All judgements of a folder, by run and rater; and what is wrong with those that cannot be read."""
    found, faults = [], []
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []:
        try:
            found.append(read(path))
        except RunError as error:
            faults.append(str(error))
    return sorted(found, key=lambda one: (one.run_id, one.rater)), faults


def save(folder: Path, rated: Rated) -> None:
    """Puts the file into the folder; a LibraryError where that would change or lose what is committed already."""
    path = path_of(folder, rated.run_id, rated.rater)
    before = read(path).committed if path.exists() else ()
    if rated.committed[: len(before)] != before:
        raise LibraryError(_("What is committed in {path} cannot be changed, only followed.").format(path=path))
    whole = {
        "format": 1,
        "run": rated.run_id,
        "rater": rated.rater,
        "committed": [table(one) for one in rated.committed],
        "draft": table(rated.draft) if rated.draft else None,
    }
    write_whole(path, strict.dump(whole))


def table(judgement: Judgement) -> dict[str, Any]:
    """A judgement as plain values."""
    return {
        "bank": judgement.bank,
        "ratings": dict(judgement.ratings),
        "checks": dict(judgement.checks),
        "notes": [note._asdict() for note in judgement.notes],
        "committed": judgement.committed,
        "settles": judgement.settles,
    }


def commit(rated: Rated, when: str) -> Rated:
    """The draft becomes the judgement that counts."""
    if rated.draft is None:
        raise ValueError("there is no draft to commit")
    return rated._replace(committed=(*rated.committed, rated.draft._replace(committed=when)), draft=None)
