"""The upkeep of the picture: what a hand did reaches skin and figures piece by piece, so that no frame bears it all."""

from __future__ import annotations

from simulator.app.screens.treat_cover import Cover
from simulator.app.screens.treat_stage import Stage
from simulator.needling.hand import Hand
from simulator.needling.puncture import Punctures
from simulator.needling.run import Run
from simulator.outcome.plan import ZonePlan


class Upkeep:
    """One piece of work at each call of `age`, in turns: the gel is ploughed, punctures enter, time passes."""

    def __init__(self, stage: Stage, run: Run, plans: tuple[ZonePlan, ...]) -> None:
        self._stage = stage
        self.cover = Cover(run, plans)
        self._gliding: list[Hand] = []
        self._entering: list[Punctures] = []
        self._counting: list[Punctures] = []
        self._turn = 0

    def take(self, hand: Hand, punctures: Punctures) -> None:
        """Keeps the next part of a hand, and what it did, for one of the next calls."""
        self._gliding.append(hand)
        self._entering.append(punctures)

    def age(self, now_us: int) -> bool:
        """Does one piece: gel, skin, punctures, skin or a zone's figures, and a rest; answers whether it rested.

        The rest leaves a frame for other things; nothing to be taken in is no reason for one.
        """
        self._turn = (self._turn + 1) % 5
        if self._turn == 0:
            return True
        if self._turn == 1 and self._gliding:
            self._plough()
        elif self._turn == 3 and self._entering:
            self._enter()
        elif not (self.cover.due(now_us) and self._recount(now_us)):
            self._stage.age(now_us)
        return False

    def catch_up(self, now_us: int) -> None:
        """Brings everything up to a time at once."""
        self._plough()
        self._enter()
        self._count()
        self._stage.age(now_us, at_once=True)
        self.cover.measure_all()

    def _plough(self) -> None:
        for hand in self._gliding:
            self._stage.glide(hand)
        self._gliding.clear()

    def _enter(self) -> None:
        for punctures in self._entering:
            self._stage.add(punctures)
        self._counting += self._entering
        self._entering.clear()

    def _recount(self, now_us: int) -> bool:
        """Measures a zone anew with all that has entered; answers whether there was one."""
        self._count()
        return self.cover.measure(now_us)

    def _count(self) -> None:
        for punctures in self._counting:
            self.cover.take(punctures)
        self._counting.clear()
