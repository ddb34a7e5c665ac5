"""What the treat screen shows of a run, live or replayed: stage, panels, strip and header, all fed by one hand."""

from __future__ import annotations

from typing import Any

import pygame

from simulator.app import patient
from simulator.app.camera import Box, Camera, framing
from simulator.app.keys import labels
from simulator.app.program import Program
from simulator.app.screens import treat_before, treat_map
from simulator.app.screens.treat_closeup import Closeup
from simulator.app.screens.treat_during import During
from simulator.app.screens.treat_hand import Glide
from simulator.app.screens.treat_header import Header, Shown
from simulator.app.screens.treat_hud import Hud
from simulator.app.screens.treat_layout import Layout, fitted, lay_out
from simulator.app.screens.treat_reading import Moment, Reading
from simulator.app.screens.treat_stage import Stage
from simulator.app.screens.treat_strip import Pace, Strip, TimeLine
from simulator.app.screens.treat_tip import Tip
from simulator.app.screens.treat_upkeep import Upkeep
from simulator.app.style import Style
from simulator.needling.hand import Hand
from simulator.needling.puncture import Punctures
from simulator.needling.run import Run
from simulator.pictures.drum import Rolling
from simulator.pictures.kinds import Kind, scale_of
from simulator.session import Scenario

WAIT_US = 150_000
"""What can wait is done in frames that have time for it, but never later than this."""
MOVING_US = 2 * WAIT_US
"""The same while the view moves: painting all of it is enough for a frame."""
READ_US = 100_000
"""Time from one reading of the speed to the next: a number that changes faster cannot be read."""


class View:
    """All that is drawn; `take` feeds it, `age` keeps it up, `show` paints what changed."""

    def __init__(
        self, program: Program, scenario: Scenario, run: Run, size: tuple[int, int], line: TimeLine | None = None
    ) -> None:
        self.program, self.scenario = program, scenario
        self._without: tuple[str, ...] = line.without if line else ()
        self.peeked: Kind | None = None
        self._line = line or TimeLine(round(scenario.minutes * 60e6))
        self._followed: tuple[int, int] | None = None
        self.style, layout = self._layout(size)
        section = Box(*patient.framed(scenario, [scenario.plans[0].zone], 0.0))
        sheet_mm = (scenario.site.width_um / 1000, scenario.site.height_um / 1000)
        self.camera = Camera(layout.view, sheet_mm, framing(layout.view, section, sheet_mm))
        self.camera.frame(section)
        look = treat_before.skin(program, scenario, run.seed, self.camera.base, self._line.earlier)
        self.stage = Stage(self.style, self.camera, look, scenario)
        self._place(layout)
        self._earlier = treat_before.done(scenario) if scenario.done else None
        self._start(run)

    def renew(self, run: Run) -> None:
        """Untreated skin, and nothing done yet."""
        base, earlier = self.camera.base, self._line.earlier
        self.stage.renew(treat_before.skin(self.program, self.scenario, run.seed, base, earlier))
        self._start(run)

    def _start(self, run: Run) -> None:
        self.run = run
        self.reading = Reading(self.scenario, run.skin.zones)
        self._upkeep = Upkeep(self.stage, run, self.scenario.plans)
        self._glide = Glide()
        pitch_um = self.scenario.device.pitch_um
        self._rolling = Rolling(pitch_um) if pitch_um else None
        treatment = self.scenario.treatment
        held = labels(self.program.settings)
        self.during = During(self.scenario, treatment, run, self.stage, held) if treatment else None
        self._resting, self._aged, self._moving = True, 0, False
        self._told_us = self._aged_us = 0
        self._speed: tuple[int, float | None] = (-1, None)
        if self._earlier is not None:
            self.stage.add(self._earlier)
            self.stage.age(1, at_once=True)
        self.forget()

    def resize(self, size: tuple[int, int]) -> None:
        """The same run in a window of another size."""
        self.style, layout = self._layout(size)
        self.camera.resize(layout.view)
        self.stage.style = self.style
        self._place(layout)
        if self.during is not None:
            self.during.forget()
        self.forget()

    def _layout(self, size: tuple[int, int]) -> tuple[Style, Layout]:
        style = fitted(self.program.style, size)
        layout = lay_out(style, size)
        kept = {name: rect for name, rect in layout.panels.items() if name not in self._without}
        return style, layout._replace(panels=kept)

    def _place(self, layout: Layout) -> None:
        tip = layout.panels.get("tip")
        self._closeup = Closeup(self.style, tip) if tip else None
        self._legend = next((name for name in ("zones", "coverage", "plan") if name in layout.panels), "")
        self._hud = Hud(self.style, layout.panels)
        self._header = Header(self.style, layout.header_left, layout.header_right)
        self.strip = Strip(self.style, layout.strip, self._line, self.scenario.titles)

    def forget(self) -> None:
        """Everything is painted again."""
        self._whole = True

    @property
    def whole(self) -> bool:
        """Whether everything is due to be painted again."""
        return self._whole

    @property
    def centre_um(self) -> tuple[int, int]:
        """The middle of the view, where a new run begins."""
        return self.camera.um(self.camera.view.center)

    def button(self, pixel: tuple[int, int]) -> str | None:
        """The button of the header at a place of the window."""
        return self._header.at(pixel)

    def key(self, pixel: tuple[int, int]) -> str | None:
        """What the other hand would do at a place of the window."""
        return self.during.button(pixel) if self.during else None

    def move(self, at_um: tuple[int, int], pan_mm: tuple[float, float]) -> None:
        """The view goes where it is sent, or after a lifted tip that has moved."""
        if any(pan_mm):
            self.camera.pan(*pan_mm)
        elif at_um != self._followed:
            self.camera.follow((at_um[0] / 1000, at_um[1] / 1000))
        self._followed = at_um
        self._moving = self.camera.glide(at_once=self.program.settings.reduced_motion)
        if self._moving:
            self.stage.forget()

    def go(self, at_um: tuple[int, int]) -> None:
        """The view is at once where a tip can be seen."""
        self.camera.follow((at_um[0] / 1000, at_um[1] / 1000))
        self.camera.glide(at_once=True)
        self.stage.forget()

    def zoom(self, steps: int, at_um: tuple[int, int]) -> None:
        """The view comes nearer to the tip, or goes further away."""
        if self.camera.zoom_by(steps, (at_um[0] / 1000, at_um[1] / 1000)):
            self.stage.forget()

    @property
    def peeking(self) -> bool:
        """Whether a map is shown instead of the living skin."""
        return self.peeked is not None

    def peek(self, kind: Kind | None) -> None:
        """Shows a map of the run so far instead of the living skin, and its legend, or no longer."""
        before, self.peeked = self.peeked, kind
        if before or kind is None:
            self.forget()
        if kind is None:
            self.stage.unpeek()
            return
        colours = treat_map.colours(self.program.places.assets, kind.colours)
        per_cell = self.camera.base * self.scenario.cell_um / 1000
        field = treat_map.field(kind, self.scenario, self.run)
        self.stage.peek(*treat_map.overlay(field, scale_of(kind, self.scenario.plans), per_cell, colours))

    def take(self, hand: Hand, punctures: Punctures) -> None:
        """The next part of the hand, and what it did; the picture follows with `age`."""
        self._resting, self._aged = False, 0
        for act in hand.acts:
            if act.what == "rate":
                self.reading.set_rate(act.value)
        if len(hand.samples):
            self._glide.follow(hand, self.reading.zone_at)
            self._upkeep.take(hand, punctures)
        if self.during is not None:
            self.during.take(hand)

    def age(self, now_us: int) -> None:
        """Time passes; one piece of work is done, unless the view moves."""
        self._aged += 1
        if self._moving and now_us - self._aged_us < MOVING_US:
            self._resting = False
            return
        self._resting, self._aged_us = self._upkeep.age(now_us), now_us

    def catch_up(self, now_us: int) -> None:
        """Everything is brought up to a time at once."""
        self._upkeep.catch_up(now_us)

    def show(self, surface: pygame.Surface, moment: Moment, header: Shown) -> list[pygame.Rect] | None:
        """Paints what changed since the last time; None where that was everything."""
        whole, self._whole = self._whole, False
        if whole:
            self._forget_all(surface)
        if self.reading.look(moment.at_um):
            self.strip.forget()
        self.stage.activate(self.scenario.plans[self.reading.active].zone)
        if self._speed[0] != moment.now_us // READ_US:
            self._speed = (moment.now_us // READ_US, self._glide.speed_mm_s(moment.now_us))
        x_mm, y_mm = moment.at_um[0] / 1000, moment.at_um[1] / 1000
        rolled = self._rolling.look(x_mm, y_mm, moment.height == 0) if self._rolling else (0, 0)
        pulled = self.during.pulled_mm(moment) if self.during else (0.0, 0.0)
        tip = Tip(x_mm, y_mm, moment.height, self.reading.pace(self._speed[1]), rolled, pulled)
        changed = self.stage.show(surface, tip)
        told = self._tell(surface, moment, header, whole)
        changed += told
        if self._closeup and (whole or (not told and (self._aged == 2 or self._closeup.late(moment.now_us)))):
            changed += self._closeup.show(surface, self.stage, tip, moment.now_us)
        return None if whole else changed

    def _values(self, moment: Moment) -> dict[str, Any]:
        """What the panels around the stage show."""
        values = self.reading.values(moment, self._speed[1], self._upkeep.cover.zones)
        if self.during is not None:
            values["dial"] = values["dial"]._replace(reach_um=self.during.reach_um(moment, values["dial"].reach_um))
        if self.peeked is not None:
            plan = self.scenario.plans[self.reading.active]
            values[self._legend] = treat_map.Mapped(self.peeked, plan, self.program.places.assets)
        return values

    def _tell(self, surface: pygame.Surface, moment: Moment, header: Shown, whole: bool) -> list[pygame.Rect]:
        """Paints what changed around the stage, in a frame that has time for it, and answers where."""
        patience_us = MOVING_US if self._moving else 0 if self._resting else WAIT_US
        if not whole and moment.now_us - self._told_us < patience_us:
            return []
        self._told_us = moment.now_us
        if self.during is not None:
            self.during.tell(moment, self.reading.active, self._upkeep.cover.zones[self.reading.active])
        changed = self._hud.show(surface, self._values(moment), whole) + self._header.show(surface, header)
        pace = Pace(self.reading.green_mm_s, self.reading.fair_mm_s)
        return changed + self.strip.show(surface, self._glide.done, pace, moment.now_us)

    def _forget_all(self, surface: pygame.Surface) -> None:
        surface.fill(self.style.colour["stage"])
        self._hud.forget()
        self._header.forget()
        self.stage.forget()
        self.strip.forget()
        if self._closeup:
            self._closeup.forget()
