"""Treat: a hand works on living skin, and everything it does is written down."""

from __future__ import annotations

import pygame

from simulator import session
from simulator.app import ways
from simulator.app.hands import Hands
from simulator.app.pen import Pen
from simulator.app.pointer import pan_mm, pausing
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import treat_acts, treat_record
from simulator.app.screens.treat_acts import Acts
from simulator.app.screens.treat_aids import Aids
from simulator.app.screens.treat_header import of_run
from simulator.app.screens.treat_pause import PausePanel, Told, keys_in_words
from simulator.app.screens.treat_reading import Moment
from simulator.app.screens.treat_record import Before, Record
from simulator.app.screens.treat_view import View
from simulator.app.sound import Motor
from simulator.errors import LibraryError
from simulator.files.journal import Journal
from simulator.needling.hand import NO_SAMPLES, Hand
from simulator.session import Recording, Scenario
from simulator.words import _


class Treat:
    """One run at a time, from its first sample to its last."""

    def __init__(
        self,
        program: Program,
        scenario: Scenario,
        going_on: tuple[Journal, Recording] | None = None,
        before: Before | None = None,
    ) -> None:
        self.program, self.scenario = program, scenario
        self._size = pygame.display.get_window_size()
        self._motor = Motor(scenario.device.motor_hz, scenario.device.dial_max_um, program.settings.sound)
        self._panel: PausePanel | None = None
        self._now_us = self._paused_us = self._turn = 0
        self._begun = self._put_away = self._finishing = False
        self._text = ""
        record = Record(program, *going_on) if going_on else None
        before = before or Before(record.header.seed if record else treat_record.seed())
        earlier = record.header.earlier if record else before.earlier
        self.run = session.begin(scenario, before.seed)
        self._held_us = record.hand.held_us if record else Hand(NO_SAMPLES, before.acts).end_us
        line = treat_acts.line(program, scenario, self._held_us, earlier)
        self.view = View(program, scenario, self.run, self._size, line)
        self._acts, self._aids, self._hands = Acts(self.view), Aids(program, self.view), Hands(program, self.view.stage)
        self.record = record or self._new_record(before)
        self._pick_up()
        if not self.record.hand.samples.down.any():
            self.view.stage.note(treat_acts.opening(scenario, earlier))  # to be read in peace, until the first contact

    @property
    def relative(self) -> bool:
        """The mouse's raw motion is the hand, except while there is something to click."""
        return self.pen.grip.relative and self._panel is None and self._acts.panel is None

    def handle(self, event: pygame.Event) -> Screen | None:
        """The panel's events, then those of the screen, then those of the pen."""
        if self._panel is not None:
            return self._choose(event, self._panel)
        event = self._hands.usual(event)
        if self._acts.handle(event, self.pen):
            if self._acts.leaves():
                self._pause()
        elif why := pausing(self.pen, event):
            self._pause(finishing=why == "finish")
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_r:
            return self.restart()
        elif event.type in (pygame.KEYDOWN, pygame.KEYUP) and event.key == pygame.K_c:
            self._aids.peek(event.type == pygame.KEYDOWN, self._now_us, self.pen)
        elif event.type == pygame.MOUSEWHEEL and pygame.key.get_mods() & pygame.KMOD_CTRL:
            self.view.zoom(0 if self.pen.running else event.y, self.pen.at_um)
        elif not self._aids.handle(event, self.pen) and (name := self._pressed(event)):
            self._press(name)
        elif self._hands.feed(self.pen, event, self.view.camera.um) and self.pen.running:
            self._aids.peek(False, self._now_us, self.pen)
            self._hum(event.t_us)
        return self

    def tick(self, now_us: int) -> Screen:
        """In every third frame the hand up to now does its work; in those between, the skin follows."""
        self._now_us = now_us
        if not self._begun:
            self._begin_clock()
        if self._panel is not None:
            self._panel.tick(now_us)
            return self
        self._hands.tick(now_us, self.pen)
        self._turn = (self._turn + 1) % 3
        if self._turn:
            self.view.age(self.pen.time_us(now_us))
        else:
            self._advance()
        self._acts.tick(now_us, self.pen)
        self._aids.tick(now_us, self.pen)
        self._hum(now_us)
        if self.pen.running:
            self.view.stage.note("")
        else:
            self.view.move(self.pen.at_um, pan_mm())
        return self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """What changed, and the panel over it."""
        over = self._panel or self._acts.panel
        if self._panel is None and over is not None and not self.view.whole:
            return over.draw(surface)  # while something is asked the stage stands still beneath it
        now_us = self._paused_us if self._panel else self._now_us
        moment = Moment(self.pen.time_us(now_us), self.pen.at_um, self.pen.height(now_us), self.pen.dial_um)
        header = of_run(
            self.scenario, (moment.now_us, self._held_us), self.view.peeking, self.pen.grip, self._hands.map_key
        )
        changed = self.view.show(surface, moment, header)
        if over is None:
            return changed
        if changed is None:
            over.touch()
        drawn = over.draw(surface)
        return None if changed is None else changed + drawn

    def resize(self, size: tuple[int, int]) -> None:
        """The same run in a window of another size."""
        if size != self._size:
            self._size = size
            self.view.resize(size)
            self._acts.close()
            if self._panel is not None:
                self._panel = self._make_panel()
        self.view.forget()

    def close(self) -> None:
        """Whatever was not finished can be continued another time."""
        self._motor.close()
        if not self._put_away:
            self._put_away = True
            if self._panel is None and self._begun:
                self.pen.pause(self._now_us)
                self.record.add(self.pen.take(self._now_us))
            self.record.interrupt()

    def finish(self) -> Screen:
        """The run is scored and kept."""
        self._advance()
        self._put_away = True
        return ways.after(self.program, self.record, self.run)

    def restart(self) -> Screen:
        """The same again on untreated skin, at once."""
        if self._panel is None:
            self._pause()
        self._panel = None
        self.record.give_up(self.run, self.pen.time_us(self._paused_us))
        if self.scenario.care is not None:
            self._put_away = True
            return ways.consult(self.program, self.scenario)  # another patient
        self.run = session.begin(self.scenario, treat_record.seed())
        self.view.renew(self.run)
        self._aids.renew()
        self.record = self._new_record(Before(self.run.seed, (), self.record.header.earlier))
        self._pick_up()
        self._begin_clock()
        return self

    def leave(self) -> Screen:
        """Home; the run waits there to be continued."""
        return ways.home(self.program)

    def go_on(self) -> Screen:
        """The pause ends."""
        self._panel = None
        self.pen.resume(self._now_us, self._now_us - self._paused_us)
        self.view.forget()
        return self

    def _new_record(self, before: Before) -> Record:
        return treat_record.begin(self.program, self.scenario, before, self.view.camera.px_per_mm)

    def _pick_up(self) -> None:
        """What the record holds already is done to the skin, and a pen lies where the hand was."""
        hand = self.record.hand
        self.view.take(hand, self.run.advance(hand))
        self.view.catch_up(hand.end_us)
        sheet_um = (self.scenario.site.width_um, self.scenario.site.height_um)
        self.pen = Pen(self.scenario.device, sheet_um, treat_record.grip(self.program.settings))

    def _begin_clock(self) -> None:
        """The recording's clock starts, or goes on where the record ends, which is written down."""
        self._begun = True
        lies = treat_record.lying(self.record.hand, self.scenario)
        self.pen.rate_hz = lies.rate_hz or self.pen.rate_hz
        if lies.at_um:
            self.view.go(lies.at_um)
        self.pen.begin(self._now_us, lies.at_um or self.view.centre_um, lies.dial_um, lies.clock_us)
        if lies.at_um:
            self.pen.act(self._now_us, "pause", 0)

    def _hum(self, now_us: int) -> None:
        self._motor.follow(self.pen, now_us, self._acts.silent(self.pen, now_us), self.view.reading.bone)

    def _advance(self) -> None:
        hand = self.pen.take(self._now_us)
        self.view.take(hand, self.run.advance(hand))
        try:
            self.record.add(hand)
        except LibraryError as error:
            self._pause(str(error))

    def _pause(self, text: str = "", finishing: bool = False) -> None:
        """The tip lifts, the clock stops, and the panel asks what next; `text` says what is the matter."""
        self._aids.peek(False, self._now_us, self.pen)
        self._paused_us, self._text, self._finishing = self._now_us, text, finishing
        self.pen.pause(self._now_us)
        self._motor.run(False, self.pen.dial_um)
        self._panel = self._make_panel()
        if not text:
            self._advance()

    def _make_panel(self) -> PausePanel:
        go_on, finish = (_("Resume"), self.go_on), (_("Finish"), self.finish)
        told = Told(self._text, keys_in_words(self.program.settings))
        order = (finish, go_on) if self._finishing else (go_on, finish)
        choices = [*order, (_("Start again"), self.restart), (_("Home"), self.leave)]
        return PausePanel(self.view.style, self._size, self.view.camera.view, choices, told)

    def _choose(self, event: pygame.Event, panel: PausePanel) -> Screen | None:
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return self.go_on()
        action = panel.handle(event)
        return action() if action else self

    def _pressed(self, event: pygame.Event) -> str | None:
        """The button of the header that a visible cursor has pressed."""
        if self.pen.grip.relative or event.type != pygame.MOUSEBUTTONDOWN or event.button != 1:
            return None
        return self.view.button(event.pos)

    def _press(self, name: str) -> None:
        if name == "map":
            self._aids.peek(not self.view.peeking, self._now_us, self.pen)
        else:
            self._pause(finishing=name == "finish")
