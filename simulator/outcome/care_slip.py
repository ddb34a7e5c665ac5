"""Slips of care: what went wrong before or after the needles, what it cost, why it matters, and what to do instead."""

from __future__ import annotations

from typing import NamedTuple

from simulator.needling.hand import Act
from simulator.words import _, mark


class Slip(NamedTuple):
    """One thing that went wrong with an item, a step, a zone or a question (`about`) of a group. `cost` is the share of
    the group that it took; `t_us` is -1 for what was left out; `what`, `why` and `do` are sentences.
    """

    group: str
    kind: str
    about: str
    cost: float
    t_us: int
    what: str
    why: str
    do: str

    @property
    def measure(self) -> str:
        """What a loss of points is called that comes from it."""
        return f"{self.group}.{self.kind}.{self.about}"

    @property
    def said(self) -> str:
        """All of it in one line."""
        return " ".join(text for text in (self.what, self.why, self.do) if text)


class Group(NamedTuple):
    """What one group reached, 0 to 1, and its slips, dearest first."""

    worth: float
    slips: tuple[Slip, ...]


class Done(NamedTuple):
    """The acts of care as they count: the last value of every name, the steps in their order, and the places that were
    pointed at; `touched_us` is the first needle stroke, None where no needle touched the skin.
    """

    acts: tuple[Act, ...]
    touched_us: int | None

    def value(self, what: str, before: bool = True) -> int | None:
        """The last value of an act, before the first needle where that is asked; None where it was not done."""
        found = [a.value for a in self.acts if a.what == what and not (before and self._late(a))]
        return found[-1] if found else None

    def t_us(self, what: str) -> int:
        """When an act was done last; -1 where it was not."""
        return max((act.t_us for act in self.acts if act.what == what), default=-1)

    def steps(self, step: str) -> list[tuple[int, int]]:
        """Number among all acts and value of every time that a step was taken before the first needle."""
        return [(n, a.value) for n, a in enumerate(self.acts) if a.what == f"step.{step}" and not self._late(a)]

    def marks(self) -> list[tuple[int, int]]:
        """The places in µm that were pointed at before the first needle."""
        across, found = 0, []
        for act in self.acts:
            if act.what == "mark.x":
                across = act.value
            elif act.what == "mark.y" and not self._late(act):
                found.append((across, act.value))
        return found

    def _late(self, act: Act) -> bool:
        return self.touched_us is not None and act.t_us >= self.touched_us


def grouped(whole: float, slips: list[Slip]) -> Group:
    """A group of so many points, with the slips that cost some of them as shares; never below nothing."""
    lost = sum(round(slip.cost * 1_000_000) for slip in slips) / 1_000_000
    scale = 1 / max(whole, lost) if slips else 0.0
    shares = [slip._replace(cost=round(slip.cost * scale, 6)) for slip in slips]
    worth = max(0.0, round(1 - lost / whole, 6)) if whole else 1.0
    return Group(worth, tuple(sorted(shares, key=lambda slip: (-slip.cost, slip.kind, slip.about))))


SOURCED = mark("{why} [{source}]")
"""Why something matters, with the source beside it."""


def because(why: str, source: str) -> str:
    """A reason with its source, as far as there is one."""
    return _(SOURCED).format(why=_(why), source=source) if source else _(why)
