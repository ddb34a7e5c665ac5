"""The reference hand beside a moment of a replay: how it passes the very place where something went wrong."""

from __future__ import annotations

import numpy as np

from simulator.app.screens.replay_hand import Led
from simulator.app.screens.treat_ghost import SEED, draw_hand
from simulator.app.screens.treat_view import View
from simulator.needling.hand import Hand
from simulator.operators.operate import operate
from simulator.outcome.moments import Moment
from simulator.session import Recording


class Beside:
    """Worked out when it is first asked for (a second or so on a face); shown while its moment lasts."""

    def __init__(self, view: View, recording: Recording) -> None:
        self._view, self._recording = view, recording
        self._hand: Hand | None = None
        self._led: Led | None = None
        self._moment: Moment | None = None
        self._ahead_us = 0
        self._shown = False

    def begin(self, moment: Moment) -> None:
        """From now on this moment; the reference hand passes its place when the recorded hand did."""
        scenario = self._recording.scenario
        if self._hand is None:
            self._hand = operate(scenario, "expert", "pen", SEED)
            self._led = Led(self._hand, scenario)
        down = self._hand.samples[self._hand.samples.down]
        if not len(down):
            return
        x_um, y_um = moment.finding.x_um, moment.finding.y_um
        away2 = (down.x_um - x_um) ** 2 + (down.y_um - y_um) ** 2
        self._moment = moment
        self._ahead_us = int(down.t_us[int(np.argmin(away2))]) - moment.finding.t_us

    @property
    def shown(self) -> bool:
        """Whether it is to be seen now."""
        return self._shown

    def tick(self, t_us: int) -> None:
        """Where it is at a time of the recording."""
        moment = self._moment
        if self._led is not None and moment is not None and moment.first_us <= t_us <= moment.last_us:
            draw_hand(self._view, self._led, t_us + self._ahead_us)
            self._shown = True
        elif self._shown:
            self._view.stage.lift("ghost")
            self._shown = False
