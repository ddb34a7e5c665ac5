"""The three minutes of a judgement: all of the run at sixteen times, then its worst moments as they were."""

from __future__ import annotations

from simulator.app.screens.replay import Replay
from simulator.app.screens.transport import SPEEDS
from simulator.words import _


class Tour:
    """Leads a replay until somebody else does."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self._at = -1  # the overview; then the numbers of the moments
        self.led = True
        replay.clock.run_at(SPEEDS[-1])

    def tick(self) -> None:
        """Goes on to the next moment where the last has been seen."""
        if not self.led:
            return
        clock = self.replay.clock
        over = clock.ended if self._at < 0 else clock.at_us >= self.replay.moments[self._at][0].last_us
        if not over:
            return
        self._at += 1
        if self._at < len(self.replay.moments):
            clock.run_at(8)
            self.replay.go_to(self._at)
        else:
            self.led = clock.playing = False

    def leave(self) -> None:
        """Somebody else leads from now on, at the usual speed."""
        if self.led:
            self.led = False
            self.replay.clock.run_at(8)

    def words(self) -> str:
        """Where it stands."""
        if not self.led:
            return ""
        if self._at < 0:
            return _("Overview at 16 ×")
        return _("Moment {number} of {count}").format(number=self._at + 1, count=len(self.replay.moments))
