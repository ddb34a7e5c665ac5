"""Replay: a kept run in the treat screen, fed by its recording instead of a hand; play, pause, seek."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from simulator import session
from simulator.app import ways
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import replay_marks
from simulator.app.screens.home_cards import time_in_words
from simulator.app.screens.replay_beside import Beside
from simulator.app.screens.replay_hand import Led
from simulator.app.screens.replay_notes import Pinned
from simulator.app.screens.replay_stops import Stops
from simulator.app.screens.transport import STEP_US, Transport
from simulator.app.screens.treat_header import Button, Shown
from simulator.app.screens.treat_layout import RIGHT
from simulator.app.screens.treat_reading import Moment
from simulator.app.screens.treat_strip import TimeLine
from simulator.app.screens.treat_view import View
from simulator.pictures.kinds import KINDS
from simulator.session import Recording
from simulator.words import _


class Replay:
    """A recording that is seen again."""

    relative = False

    def __init__(self, program: Program, recording: Recording, blind: bool = False) -> None:
        """With `blind` nothing is said that a score or a name could be read from, and the right column stays free."""
        self.program, self.recording, self._blind = program, recording, blind
        self.then: Callable[[], Screen] = lambda: ways.result(program, recording)
        self.outcome = outcome = replay_marks.concluded(recording)
        self.moments = replay_marks.worst(program, recording, outcome)
        self._hand = recording.hand
        self._led = Led(self._hand, recording.scenario)
        self._size = pygame.display.get_window_size()
        self.run = session.begin(recording.scenario, recording.header.seed)
        hint = _(
            "Space: play  ·  arrows: 5 s, Shift: 10 ms  ·  N, P: worst  ·  +, –: speed  ·  C: map  ·  S: strokes here"
        )
        spans = tuple((one.first_us, one.last_us) for one, _said in self.moments)
        held_us = self._hand.held_us
        self._asked = replay_marks.Asked(outcome.evidence.motion, recording.scenario.device.tip_um)
        marks = replay_marks.marks(self._hand, outcome, blind)
        length_us, without = self._hand.end_us - held_us, tuple(name for name, _high in RIGHT) if blind else ()
        line = TimeLine(length_us, hint, True, spans, held_us, marks, without)
        self._line = line
        self.view = View(program, recording.scenario, self.run, self._size, line)
        self.clock = Transport(held_us, self._hand.end_us)
        self._come_us = 0
        self._beside, self.pinned = Beside(self.view, recording), Pinned(program.places, recording, blind)
        self._stops = Stops(self.view, held_us, self._hand.end_us)
        for at_us in self._stops.times_us:
            self._advance(at_us)
            self.view.catch_up(at_us)
            self._stops.keep(at_us, self.run)
        self.run, self._come_us = self._stops.back(held_us), held_us

    def handle(self, event: pygame.Event) -> Screen | None:
        """Keys and the mouse on header, strip and buttons."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            return self._press(event.pos)
        if event.type == pygame.MOUSEMOTION and event.buttons[0] and self.view.strip.rect.collidepoint(event.pos):
            self.seek(self.view.strip.time_us(event.pos[0]))
        if event.type == pygame.MOUSEWHEEL and pygame.key.get_mods() & pygame.KMOD_CTRL:
            self.view.zoom(event.y, self.place)
        return self._key(event.key, event.mod) if event.type == pygame.KEYDOWN else self

    def tick(self, now_us: int) -> Screen:
        """The recording goes on as fast as it was asked to."""
        to_us = self.clock.tick(now_us, self.view.peeking)
        if to_us is not None:
            self._advance(to_us)
            self.clock.reach(to_us)
        self.view.move(self.place, (0.0, 0.0))
        self.view.age(self.clock.at_us)
        self._beside.tick(self.clock.at_us)
        self.pinned.tick(self.view, self.clock.at_us)
        self.view.stage.note(self._said())
        return self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """What changed."""
        height, dial_um = self._led.height(self.clock.at_us), self._led.dial_um(self.clock.at_us)
        moment = Moment(self.clock.at_us, self.place, height, dial_um)
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
        """Goes to a time: on from here, or from the last stop before it."""
        to_us = self.clock.jump(t_us)
        stop = self._stops.before(to_us)
        if stop is not None and (to_us < self._come_us or stop > self._come_us):
            self.run, self._come_us = self._stops.back(stop), stop
        self._advance(to_us)
        self.view.catch_up(to_us)
        if self.view.peeking:
            self.view.peek(self.view.peeked)

    def go_to(self, number: int, for_us: int | None = None) -> None:
        """Goes to a worst moment and plays on from there, to the end or for so long."""
        if not self._blind:
            self._beside.begin(self.moments[number][0])
        self.seek(self.moments[number][0].first_us)
        self.view.go(self.place)
        self._play()
        if for_us is not None:
            self.clock.pause_us = min(self.clock.at_us + for_us, self._hand.end_us + 1)

    def see(self, t_us: int) -> None:
        """Plays on from shortly before a time."""
        self.seek(max(t_us - STEP_US // 5, 0))
        self.view.go(self.place)
        self._play()

    def _step(self, way: int) -> None:
        """To the next worst moment in time, or to the one before."""
        firsts = sorted((one.first_us, number) for number, (one, _said) in enumerate(self.moments))
        later = [number for first_us, number in firsts if first_us > self.clock.at_us]
        before = [number for first_us, number in firsts if first_us < self.clock.at_us - STEP_US // 5]
        if way > 0 and later:
            self.go_to(later[0])
        elif way < 0 and before:
            self.go_to(before[-1])

    def _said(self) -> str:
        """What is to be seen at this moment, or at the place that was clicked."""
        if asked := self._asked.said():
            return asked
        if pinned := self.pinned.said():
            return pinned
        for number, (one, said) in enumerate(self.moments, 1):
            if one.first_us <= self.clock.at_us <= one.last_us and not self._blind:
                text = (
                    _("{number}. {said}") if not self._beside.shown else _("{number}. {said} Ring: the reference hand.")
                )
                return text.format(number=number, said=said)
        return replay_marks.legend() if self._line.marks and self.clock.at_us < self._led.first_us else ""

    def _advance(self, t_us: int) -> None:
        part = self._hand.between(self._come_us, t_us)
        self._come_us = max(t_us, self._come_us)
        if len(part.samples) or part.acts:
            self.view.take(part, self.run.advance(part))

    def _key(self, key: int, mod: int = 0) -> Screen | None:
        if key == pygame.K_ESCAPE and self._asked.said():
            self._asked.forget()
        elif key == pygame.K_ESCAPE:
            return self.then()
        elif key == pygame.K_m:
            return self.note()
        if key in (pygame.K_SPACE, pygame.K_RETURN):
            self._toggle()
        elif key == pygame.K_s:
            self._ask(self.place)
        elif key == pygame.K_c:
            self._next_map()
        elif key in (pygame.K_n, pygame.K_p):
            self._step(1 if key == pygame.K_n else -1)
        elif (to_us := self.clock.key(key, mod)) is not None:
            self.seek(to_us)
        return self

    def _press(self, at: tuple[int, int]) -> Screen | None:
        name = self.view.button(at)
        if name == "back":
            return self.then()
        if name == "note":
            return self.note()
        if name == "play":
            self._toggle()
        elif name == "speed":
            self.clock.next_speed()
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

    def _toggle(self) -> None:
        if self.clock.playing and not self.view.peeking:
            self.clock.playing = False
        else:
            self._play()
            if self.clock.ended:
                self.seek(0)

    def _play(self) -> None:
        """The living skin goes on."""
        self.clock.playing = True
        if self.view.peeking:
            self.view.peek(None)

    def _next_map(self) -> None:
        """Dose, overlap, depth as they stand at this moment, then the skin again; the recording waits meanwhile."""
        shown = (None, *KINDS)
        self.view.peek(shown[(shown.index(self.view.peeked) + 1) % len(shown)])

    def note(self) -> Screen:
        """Something is pinned to this second and this place."""
        from simulator.app.screens.note_new import NewNote

        self.clock.playing = False
        return self if self._blind else NewNote(self)

    @property
    def place(self) -> tuple[int, int]:
        """Where the tip is now, in µm of the site."""
        return self._led.place(self.clock.at_us) or self.view.centre_um

    def _header(self) -> Shown:
        trainee = self.recording.header.trainee
        words = _("Replay · {trainee}").format(trainee=trainee) if trainee and not self._blind else _("Replay")
        of = _("of {time}").format(time=time_in_words(self._hand.end_us))
        play = Button("play", icon="pause" if self.clock.playing and not self.view.peeking else "play")
        speed = Button("speed", text=self.clock.words)
        note = () if self._blind else (Button("note", icon="note"),)
        buttons = (*note, Button("map", icon="map", on=self.view.peeking), speed, play)
        title, back = _(self.recording.scenario.title), Button("back", icon="back")
        return Shown(title, words, time_in_words(self.clock.at_us), of, back, buttons)
