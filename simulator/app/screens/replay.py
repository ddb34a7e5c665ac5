"""Replay: a kept run in the treat screen, fed by its recording instead of a hand; play, pause, seek."""

from __future__ import annotations

import pygame

from simulator import session
from simulator.app import ways
from simulator.app.legends import KINDS
from simulator.app.pointer import DOWN, UP
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import replay_marks
from simulator.app.screens.home_cards import time_in_words
from simulator.app.screens.replay_hand import Led
from simulator.app.screens.treat_header import Button, Shown
from simulator.app.screens.treat_reading import Moment
from simulator.app.screens.treat_strip import TimeLine
from simulator.app.screens.treat_view import View
from simulator.session import Recording
from simulator.words import _

SPEEDS = (1, 2, 4, 8, 16, 32, 64, 128)
"""How fast a recording can be played, in eighths: whole numbers, so that no part of a microsecond is lost."""
KEYS = {pygame.K_1: 8, pygame.K_2: 16, pygame.K_4: 32, pygame.K_8: 64}
FASTER = dict.fromkeys(UP, 1) | dict.fromkeys(DOWN, -1)
STEP_US, FINE_US = 5_000_000, 10_000
"""How far an arrow key seeks, and how far with Shift: the time in which a hand in contact is sampled once at least."""


class Replay:
    """A recording that is seen again."""

    relative = False

    def __init__(self, program: Program, recording: Recording, moment: int | None = None) -> None:
        self.program, self.recording = program, recording
        outcome = replay_marks.concluded(recording)
        self.moments = replay_marks.worst(program, recording, outcome)
        self._hand = recording.hand
        self._led = Led(self._hand, recording.scenario)
        self._size = pygame.display.get_window_size()
        self.run = session.begin(recording.scenario, recording.header.seed)
        hint = _(
            "Space: play  ·  arrows: 5 s, Shift: 10 ms  ·  N, P: worst  ·  +, −: speed  ·  C: map  ·  S: strokes here"
        )
        spans = tuple((one.first_us, one.last_us) for one, _said in self.moments)
        held_us = self._hand.held_us
        self._asked = replay_marks.Asked(outcome.evidence.motion, recording.scenario.device.tip_um)
        marks = replay_marks.marks(self._hand, outcome)
        line = TimeLine(self._hand.end_us - held_us, hint, True, spans, held_us, marks)
        self._line = line
        self.view = View(program, recording.scenario, self.run, self._size, line)
        self.playing, self.eighths = True, 8
        self.at_us = 0
        self._now_us: int | None = None
        self._from: tuple[int, int] | None = None  # a time of the window and the recording's time then, while it plays
        self._advance(held_us)
        if moment is not None and moment < len(self.moments):
            self.go_to(moment)

    def handle(self, event: pygame.Event) -> Screen | None:
        """Keys and the mouse on header, strip and buttons."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            return self._press(event.pos)
        if event.type == pygame.MOUSEMOTION and event.buttons[0] and self.view.strip.rect.collidepoint(event.pos):
            self.seek(self.view.strip.time_us(event.pos[0]))
        if event.type == pygame.MOUSEWHEEL and pygame.key.get_mods() & pygame.KMOD_CTRL:
            self.view.zoom(event.y, self._place())
        return self._key(event.key, event.mod) if event.type == pygame.KEYDOWN else self

    def tick(self, now_us: int) -> Screen:
        """The recording goes on as fast as it was asked to."""
        self._now_us = now_us
        if self.playing and not self.view.peeking:
            since_us, from_us = self._from = self._from or (now_us, self.at_us)
            self._advance(min(from_us + self.eighths * (now_us - since_us) // 8, self._hand.end_us + 1))
            self.playing = self.at_us <= self._hand.end_us
        else:
            self._from = None
        self.view.move(self._place(), (0.0, 0.0))
        self.view.age(self.at_us)
        self.view.stage.note(self._said())
        return self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """What changed."""
        height, dial_um = self._led.height(self.at_us), self._led.dial_um(self.at_us)
        moment = Moment(self.at_us, self._place(), height, dial_um)
        return self.view.show(surface, moment, self._header())

    def resize(self, size: tuple[int, int]) -> None:
        """The same place of the recording in a window of another size."""
        if size != self._size:
            self._size = size
            self.view.resize(size)
        self.view.forget()

    def close(self) -> None:
        """Nothing is kept open."""

    def seek(self, t_us: int) -> None:
        """Goes to a time: on from here, or from the beginning where it lies behind (a minute costs some 20 ms)."""
        if t_us < self.at_us:
            self.run = session.begin(self.recording.scenario, self.recording.header.seed)
            self.view.renew(self.run)
            self.at_us = 0
        self._advance(min(max(t_us, self._hand.held_us), self._hand.end_us + 1))
        self.view.catch_up(self.at_us)
        if self.view.peeking:
            self.view.peek(self.view.peeked)
        self._go_on()

    def go_to(self, number: int) -> None:
        """Goes to a worst moment and plays on from there."""
        self.seek(self.moments[number][0].first_us)
        self.view.go(self._place())
        self._play()

    def _step(self, way: int) -> None:
        """To the next worst moment in time, or to the one before."""
        firsts = sorted((one.first_us, number) for number, (one, _said) in enumerate(self.moments))
        later = [number for first_us, number in firsts if first_us > self.at_us]
        before = [number for first_us, number in firsts if first_us < self.at_us - STEP_US // 5]
        if way > 0 and later:
            self.go_to(later[0])
        elif way < 0 and before:
            self.go_to(before[-1])

    def _said(self) -> str:
        """What is to be seen at this moment, or at the place that was clicked."""
        if asked := self._asked.said():
            return asked
        for number, (one, said) in enumerate(self.moments, 1):
            if one.first_us <= self.at_us <= one.last_us:
                return _("{number}. {said}").format(number=number, said=said)
        return replay_marks.legend() if self._line.marks and self.at_us < self._led.first_us else ""

    def _advance(self, t_us: int) -> None:
        part = self._hand.between(self.at_us, t_us)
        self.at_us = max(t_us, self.at_us)
        if len(part.samples) or part.acts:
            self.view.take(part, self.run.advance(part))

    def _key(self, key: int, mod: int = 0) -> Screen | None:
        if key == pygame.K_ESCAPE and self._asked.said():
            self._asked.forget()
        elif key == pygame.K_ESCAPE:
            return ways.result(self.program, self.recording)
        if key in (pygame.K_SPACE, pygame.K_RETURN):
            self._toggle()
        elif key in (pygame.K_LEFT, pygame.K_RIGHT):
            step_us = FINE_US if mod & pygame.KMOD_SHIFT else STEP_US
            self.playing &= step_us == STEP_US
            self.seek(self.at_us + (step_us if key == pygame.K_RIGHT else -step_us))
        elif key in KEYS:
            self._run_at(KEYS[key])
        elif key == pygame.K_s:
            self._ask(self._place())
        elif key == pygame.K_c:
            self._next_map()
        elif key in FASTER:
            at = SPEEDS.index(self.eighths) + FASTER[key]
            self._run_at(SPEEDS[min(max(at, 0), len(SPEEDS) - 1)])
        elif key in (pygame.K_n, pygame.K_p):
            self._step(1 if key == pygame.K_n else -1)
        return self

    def _press(self, at: tuple[int, int]) -> Screen | None:
        name = self.view.button(at)
        if name == "back":
            return ways.result(self.program, self.recording)
        if name == "play":
            self._toggle()
        elif name == "speed":
            self._run_at(SPEEDS[(SPEEDS.index(self.eighths) + 1) % len(SPEEDS)])
        elif name == "map":
            self._next_map()
        elif (moment := self.view.strip.moment_at(at)) is not None and self.view.strip.rect.collidepoint(at):
            self.go_to(moment)
        elif (mark := self.view.strip.mark_at(at)) is not None:
            self.seek(mark.t_us)
        elif self.view.strip.rect.collidepoint(at):
            self.seek(self.view.strip.time_us(at[0]))
        elif self.view.camera.view.collidepoint(at):
            self._ask(self.view.camera.um(at))
        return self

    def _ask(self, at_um: tuple[int, int]) -> None:
        """Tells which strokes made a place; again, goes to one of them."""
        t_us = self._asked.at(*at_um)
        if t_us is not None:
            self.seek(t_us)
            self._play()

    def _run_at(self, eighths: int) -> None:
        """Another speed from here on."""
        self.eighths = eighths
        self._go_on()

    def _go_on(self) -> None:
        """From now on time is counted from where the recording stands."""
        self._from = None if self._now_us is None else (self._now_us, self.at_us)

    def _toggle(self) -> None:
        if self.playing and not self.view.peeking:
            self.playing = False
        else:
            self._play()
            if self.at_us > self._hand.end_us:
                self.seek(0)

    def _play(self) -> None:
        """The living skin goes on."""
        self.playing = True
        if self.view.peeking:
            self.view.peek(None)

    def _next_map(self) -> None:
        """Dose, overlap, depth as they stand at this moment, then the skin again; the recording waits meanwhile."""
        shown = (None, *KINDS)
        self.view.peek(shown[(shown.index(self.view.peeked) + 1) % len(shown)])

    def _place(self) -> tuple[int, int]:
        """Where the tip is now."""
        return self._led.place(self.at_us) or self.view.centre_um

    def _header(self) -> Shown:
        trainee = self.recording.header.trainee
        words = _("Replay · {trainee}").format(trainee=trainee) if trainee else _("Replay")
        of = _("of {time}").format(time=time_in_words(self._hand.end_us))
        play = Button("play", icon="pause" if self.playing and not self.view.peeking else "play")
        whole, parts = divmod(self.eighths, 8)
        speed = Button("speed", text=_("{speed} ×").format(speed=str(whole) if whole else f"1/{8 // parts}"))
        buttons = (Button("map", icon="map", on=self.view.peeking), speed, play)
        title, back = self.recording.scenario.title, Button("back", icon="back")
        return Shown(title, words, time_in_words(self.at_us), of, back, buttons)
