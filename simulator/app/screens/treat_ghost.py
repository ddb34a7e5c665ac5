"""The ghost: the reference hand, or one's own best run, at its own times beside one's own hand; it counts as help."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pygame

from simulator import session
from simulator.app.pen import Pen
from simulator.app.program import Program
from simulator.app.screens.replay_hand import Led
from simulator.app.screens.treat_map import dose_share
from simulator.app.screens.treat_view import View
from simulator.files import recording
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


class Example(NamedTuple):
    """A hand to be seen beside one's own: what it is called, where it is, and its dose second by second."""

    title: str
    led: Led
    doses: list[float]


class Ghost:
    """Off until somebody asks for it; it begins with the first contact, as the hand beside it does."""

    def __init__(self, program: Program, view: View) -> None:
        self.program, self.view = program, view
        self.shown = 0  # which of the hands, from 1 on; 0 shows none
        self._hands: tuple[Example, ...] | None = None
        self._begun_us: int | None = None
        self._told_us = -TOLD_US

    def handle(self, event: pygame.Event, pen: Pen) -> bool:
        """The key E (example) shows one hand after the other, then none, while the tip is lifted."""
        if event.type != pygame.KEYDOWN or event.key != pygame.K_e or not pen.lifted(event.t_us):
            return False
        if self._hands is None:
            self._hands = _examples(self.program, self.view.scenario)
        self.shown = (self.shown + 1) % (len(self._hands) + 1)
        self._told_us = -TOLD_US
        pen.act(event.t_us, "ghost", self.shown)
        if not self.shown:
            self._hide()
        return True

    @property
    def example(self) -> Example | None:
        """The hand that is shown."""
        return self._hands[self.shown - 1] if self._hands and self.shown else None

    def renew(self) -> None:
        """From the beginning: untreated skin."""
        self._begun_us = None
        self._hide()

    def at_us(self, t_us: int) -> int | None:
        """The ghost's time at a time of the recording; None before the first contact, or where none is shown."""
        example = self.example
        if example is None or self._begun_us is None:
            return None
        return example.led.first_us + t_us - self._begun_us

    def tick(self, now_us: int, pen: Pen) -> None:
        """Draws it where it is now."""
        t_us = pen.time_us(now_us)
        if self._begun_us is None and pen.running and pen.height(now_us) == 0:
            self._begun_us = t_us
        example = self.example
        if example is None:
            return
        ghost_us = self.at_us(t_us)
        ghost_us = example.led.first_us if ghost_us is None else ghost_us
        draw_hand(self.view, example.led, ghost_us)
        if t_us - self._told_us >= TOLD_US:
            self._told_us = t_us
            self._tell(example, ghost_us)

    def _tell(self, example: Example, ghost_us: int) -> None:
        """How far the dose of both has come."""
        style, view = self.view.style, self.view.camera.view
        second = min(max((ghost_us - example.led.first_us) // STEP_US, 0), len(example.doses) - 1)
        own, ghost = mean_dose(dose_share(self.view.run, self.view.scenario.plans)), example.doses[second]
        text = _("{whose} {ghost:.0f} % of the dose · you {own:.0f} %")
        text = text.format(whose=example.title, ghost=100 * ghost, own=100 * own)
        wide, high = style.measure(text, "small")
        panel = pygame.Surface((wide + style.px(24), high + style.px(14)), pygame.SRCALPHA)
        style.panel(panel, panel.get_rect())
        style.write(panel, text, (style.px(12), style.px(7)), "small")
        self.view.stage.lay("ghost's dose", panel, panel.get_rect(midtop=(view.centerx, view.top + style.px(16))))

    def _hide(self) -> None:
        """Nothing of it lies over the stage."""
        for name in ("ghost", "ghost's dose"):
            self.view.stage.lift(name)


def draw_hand(view: View, led: Led, t_us: int) -> None:
    """A ring where the tip is, filled in contact, with the way behind it; it lies over the stage as the ghost does."""
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
    view.stage.lay("ghost", shown, rect)


def mean_dose(shares: np.ndarray) -> float:
    """Mean dose of everything that is judged, as a share of the plan."""
    known = np.isfinite(shares)
    return float(shares[known].mean()) if known.any() else 0.0


def _examples(program: Program, scenario: Scenario) -> tuple[Example, ...]:
    """The reference hand, and this person's best run where there is one (a second or so for a face)."""
    from simulator.operators.operate import operate

    found = [_example(_("Reference hand"), scenario, operate(scenario, "expert", "pen", SEED), SEED)]
    rows = [row for row in program.library.runs(scenario.id) if row.trainee == program.trainee and row.score]
    rows = [row for row in rows if not row.fault]
    if rows:
        best = recording.read(program.library.folder / max(rows, key=lambda row: row.score or 0.0).file)
        if best.hand.samples.down.any() and best.scenario.digest == scenario.digest:  # not another day's drill
            found.append(_example(_("Your best"), best.scenario, best.hand, best.header.seed))
    return tuple(found)


def _example(title: str, scenario: Scenario, hand: Hand, seed: int) -> Example:
    led = Led(hand, scenario)
    return Example(title, led, _doses(scenario, hand, led.first_us, seed))


def _doses(scenario: Scenario, hand: Hand, first_us: int, seed: int) -> list[float]:
    """The mean dose after every second from the first contact on."""
    run = session.begin(scenario, seed)
    found, before = [], 0
    for until in range(first_us, hand.end_us + STEP_US, STEP_US):
        run.advance(hand.between(before, until))
        before = until
        found.append(mean_dose(dose_share(run, scenario.plans)))
    return found or [0.0]
