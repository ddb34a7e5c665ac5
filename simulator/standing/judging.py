"""A rater's judgement of a run: seven items, a checklist, remarks pinned to a second; and who may see what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LOWEST, HIGHEST = 1, 5
MARGIN_POINTS = 2
"""Raters differ where one item is so many points apart (convention of this project) …"""
MARGIN_MEAN = 1.0
"""… or the means of all items by so much."""


class Item(NamedTuple):
    """A question: its id and title, and what 1, 3 and 5 stand for."""

    id: str
    title: str
    words: tuple[str, str, str]


class Remark(NamedTuple):
    """A common remark, one press each."""

    id: str
    title: str


class Bank(NamedTuple):
    """All questions, with a version: another wording is another bank."""

    id: str
    version: int
    items: tuple[Item, ...]
    remarks: tuple[Remark, ...]


class Note(NamedTuple):
    """Something said of a moment: when (µs), a common remark's id or "", free text, and a place (µm) or -1, -1."""

    t_us: int
    remark: str = ""
    text: str = ""
    x_um: int = -1
    y_um: int = -1


class Judgement(NamedTuple):
    """One rater's answers, as pairs in no particular order; `committed` is when (ISO 8601), "" while a draft.

    `settles` says that it decides a run about which others differed.
    """

    bank: str
    ratings: tuple[tuple[str, int], ...] = ()
    checks: tuple[tuple[str, bool], ...] = ()
    notes: tuple[Note, ...] = ()
    committed: str = ""
    settles: bool = False

    def rating(self, item: str) -> int | None:
        """Points of an item, None where it has not been answered."""
        return dict(self.ratings).get(item)

    def check(self, id_: str) -> bool | None:
        """What was ticked."""
        return dict(self.checks).get(id_)

    @property
    def mean(self) -> float | None:
        """Mean of the answered items."""
        values = [points for _item, points in self.ratings]
        return sum(values) / len(values) if values else None


class Rated(NamedTuple):
    """All that one rater has said of one run: committed judgements in order, and the one under way."""

    run_id: str
    rater: str
    committed: tuple[Judgement, ...] = ()
    draft: Judgement | None = None

    @property
    def last(self) -> Judgement | None:
        """The one that counts."""
        return self.committed[-1] if self.committed else None


def rated(judgement: Judgement, item: str, points: int) -> Judgement:
    """The same with another answer; a ValueError for points off the scale."""
    if not LOWEST <= points <= HIGHEST:
        raise ValueError(f"{points} is not on the scale from {LOWEST} to {HIGHEST}")
    return judgement._replace(ratings=tuple(sorted({**dict(judgement.ratings), item: points}.items())))


def checked(judgement: Judgement, id_: str, done: bool | None) -> Judgement:
    """The same with another tick; None takes it away."""
    checks = {**dict(judgement.checks), id_: done}
    return judgement._replace(checks=tuple(sorted((k, v) for k, v in checks.items() if v is not None)))


def missing(judgement: Judgement, bank: Bank, checks: Sequence[str]) -> tuple[list[str], list[str]]:
    """Ids of items and of checks that have no answer yet."""
    items = [item.id for item in bank.items if judgement.rating(item.id) is None]
    return items, [id_ for id_ in checks if judgement.check(id_) is None]


def visible(all_of_run: Iterable[Rated], rater: str) -> tuple[bool, tuple[Rated, ...]]:
    """Whether this rater may see the machine's score of a run, and which raters' judgements: before one's own is
    committed neither the score nor anybody else's.
    """
    found = tuple(all_of_run)
    own = tuple(one for one in found if one.rater == rater)
    if any(one.committed for one in own):
        return True, tuple(one if one.rater == rater else one._replace(draft=None) for one in found)
    return False, own


def differ(a: Judgement, b: Judgement) -> list[str]:
    """What two judgements do not agree on: ids of items far apart, of checks answered otherwise, "mean" of all."""
    mine, other = dict(a.ratings), dict(b.ratings)
    found = [item for item in mine if item in other and abs(mine[item] - other[item]) >= MARGIN_POINTS]
    ticks, others = dict(a.checks), dict(b.checks)
    found += [id_ for id_ in ticks if id_ in others and ticks[id_] != others[id_]]
    if a.mean is not None and b.mean is not None and abs(a.mean - b.mean) >= MARGIN_MEAN:
        found.append("mean")
    return found


class Dispute(NamedTuple):
    """Two raters of one run who differ, and in what."""

    run_id: str
    raters: tuple[str, str]
    about: tuple[str, ...]


def to_settle(all_rated: Iterable[Rated]) -> list[Dispute]:
    """Runs whose raters differ and that nobody has settled yet, in the order of their ids."""
    by_run: dict[str, list[tuple[str, Judgement]]] = {}
    for one in all_rated:
        if one.last is not None:
            by_run.setdefault(one.run_id, []).append((one.rater, one.last))
    found = []
    for run_id, said in sorted(by_run.items()):
        if any(judgement.settles for _rater, judgement in said):
            continue
        for at, (rater, judgement) in enumerate(said):
            for other, its in said[at + 1 :]:
                if about := differ(judgement, its):
                    found.append(Dispute(run_id, (rater, other), tuple(about)))
    return found
