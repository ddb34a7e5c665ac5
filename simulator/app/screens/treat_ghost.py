"""The ghost: the reference hand on the same skin, at its own times, beside one's own; it counts as help."""

from __future__ import annotations

import numpy as np
import pygame

from simulator import session
from simulator.app.pen import Pen
from simulator.app.screens.replay_hand import Led
from simulator.app.screens.treat_map import dose_share
from simulator.app.screens.treat_view import View
from simulator.needling.hand import Hand
from simulator.session import Scenario
from simulator.words import _

SEED = 1
TRAIL_US, TRAIL_STEP_US = 900_000, 30_000
"""How long its way stays to be seen, and in which steps it is drawn."""
STEP_US = 1_000_000
"""Its dose is known for every second."""
TOLD_US = 500_000
"""The difference is told anew so often."""


class Ghost:
    """Off until somebody asks for it; it begins with the first contact, as the hand beside it does."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.on = False
        self._led: Led | None = None
        self._doses: list[float] = []
        self._first_us = 0
        self._begun_us: int | None = None
        self._told_us = -TOLD_US
        self._laid = False

    def handle(self, event: pygame.Event, pen: Pen) -> bool:
        """The key E (example) shows it or takes it away, while the tip is lifted; that is written down."""
        if event.type != pygame.KEYDOWN or event.key != pygame.K_e or not pen.lifted(event.t_us):
            return False
        if self._led is None:
            self._prepare(self.view.scenario)
        self.on = not self.on
        pen.act(event.t_us, "ghost", int(self.on))
        if not self.on:
            self._hide()
        return True

    def renew(self) -> None:
        """From the beginning: untreated skin."""
        self._begun_us = None
        self._hide()

    def _prepare(self, scenario: Scenario) -> None:
        """The run of the reference hand, and its dose second by second (a second or so for a face)."""
        from simulator.operators.operate import operate

        hand = operate(scenario, "expert", "pen", SEED)
        self._led = Led(hand, scenario)
        self._first_us = self._led.first_us
        self._doses = _doses(scenario, hand, self._first_us)

    def at_us(self, t_us: int) -> int | None:
        """The ghost's time at a time of the recording; None before the first contact."""
        return None if self._begun_us is None else self._first_us + t_us - self._begun_us

    def tick(self, now_us: int, pen: Pen) -> None:
        """Draws it where it is now."""
        t_us = pen.time_us(now_us)
        if self._begun_us is None and pen.running and pen.height(now_us) == 0:
            self._begun_us = t_us
        if not self.on or self._led is None:
            return
        ghost_us = self._first_us if self._begun_us is None else self._first_us + t_us - self._begun_us
        self._draw(self._led, ghost_us)
        if t_us - self._told_us >= TOLD_US:
            self._told_us = t_us
            self._tell(ghost_us)

    def _draw(self, led: Led, t_us: int) -> None:
        """A ring where the tip is, filled in contact, with the way behind it."""
        view = self.view
        style, camera = view.style, view.camera
        times = range(max(t_us - TRAIL_US, 0), t_us + 1, TRAIL_STEP_US)
        places = [at for t in times if led.height(t) == 0 and (at := led.place(t))]
        way = [camera.px(x / 1000, y / 1000) for x, y in places]
        at_um = led.place(t_us)
        if at_um is None:
            return
        centre = camera.px(at_um[0] / 1000, at_um[1] / 1000)
        radius = view.scenario.device.tip_um / 2000 * camera.px_per_mm
        points = np.array([*way, centre])
        low, high = points.min(0) - radius - style.px(4), points.max(0) + radius + style.px(4)
        rect = pygame.Rect(int(low[0]), int(low[1]), int(high[0] - low[0]) + 1, int(high[1] - low[1]) + 1)
        shown = pygame.Surface(rect.size, pygame.SRCALPHA)
        if len(way) > 1:
            line = [(x - rect.x, y - rect.y) for x, y in way]
            for colour, wide in (("text", 5), ("skin_accent", 2)):
                pygame.draw.lines(shown, style.colour[colour], False, line, style.px(wide))
        ring = pygame.Rect(0, 0, round(2 * radius), round(2 * radius))
        ring.center = (round(centre[0]) - rect.x, round(centre[1]) - rect.y)
        wide = 2 if led.height(t_us) == 0 else 1
        style.frame(shown, ring, "text", radius=radius / style.scale, width=4)
        inner = ring.inflate(-style.px(2), -style.px(2))
        style.frame(shown, inner, "skin_accent", radius=radius / style.scale, width=wide)
        view.stage.lay("ghost", shown, rect.clip(camera.view))
        self._laid = True

    def _tell(self, ghost_us: int) -> None:
        """How far the dose of both has come."""
        style, view = self.view.style, self.view.camera.view
        second = min(max((ghost_us - self._first_us) // STEP_US, 0), len(self._doses) - 1)
        own, ghost = mean_dose(dose_share(self.view.run, self.view.scenario.plans)), self._doses[second]
        text = _("Reference hand {ghost:.0f} % of the dose · you {own:.0f} %").format(ghost=100 * ghost, own=100 * own)
        wide, high = style.measure(text, "small")
        panel = pygame.Surface((wide + style.px(24), high + style.px(14)), pygame.SRCALPHA)
        style.panel(panel, panel.get_rect())
        style.write(panel, text, (style.px(12), style.px(7)), "small")
        self.view.stage.lay("ghost's dose", panel, panel.get_rect(midtop=(view.centerx, view.top + style.px(16))))

    def _hide(self) -> None:
        """Nothing of it lies over the stage."""
        if self._laid:
            nothing = pygame.Surface((1, 1), pygame.SRCALPHA)
            for name in ("ghost", "ghost's dose"):
                self.view.stage.lay(name, nothing, pygame.Rect(self.view.camera.view.topleft, (1, 1)))
            self._laid = False


def mean_dose(shares: np.ndarray) -> float:
    """Mean dose of everything that is judged, as a share of the plan."""
    known = np.isfinite(shares)
    return float(shares[known].mean()) if known.any() else 0.0


def _doses(scenario: Scenario, hand: Hand, first_us: int) -> list[float]:
    """The mean dose after every second from the first contact on."""
    run = session.begin(scenario, SEED)
    found, before = [], 0
    for until in range(first_us, hand.end_us + STEP_US, STEP_US):
        run.advance(hand.between(before, until))
        before = until
        found.append(mean_dose(dose_share(run, scenario.plans)))
    return found or [0.0]
