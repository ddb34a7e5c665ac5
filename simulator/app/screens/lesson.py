"""One lesson: what to do stands on the stage, every stroke gets its sentence, and it waits until it has been done."""

from __future__ import annotations

import pygame

from simulator.app import ways
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens.lessons import FIRST, LESSONS
from simulator.app.screens.treat_header import Button, Shown
from simulator.app.screens.trial import Trial
from simulator.files import settings
from simulator.files.scenario import load
from simulator.words import _

SHORTEST_UM = 8_000
"""A shorter dab is no stroke."""


class LessonScreen:
    """Nothing of it is kept but that it has been done."""

    def __init__(self, program: Program, number: int) -> None:
        self.program, self.number, self.lesson = program, number, LESSONS[number]
        self.style = program.style
        name = self.lesson.scenario
        path = str(program.places.assets / "lessons" / FIRST) if name == FIRST else name
        scenario = load(path, program.places)
        self.trial = Trial(
            program, scenario, _("Esc or the right button: leave the lesson"), ("zones", "tip"), SHORTEST_UM
        )
        low = scenario.site.zones[0].polygon_um.min(0).tolist()
        self._begin_um = (int(low[0]), int(low[1]) + 3000)
        self.said: list[str] = []

    @property
    def relative(self) -> bool:
        """The mouse's raw motion is the hand."""
        return self.trial.pen.grip.relative

    @property
    def good(self) -> int:
        """How many strokes were good."""
        return min(self.said.count(""), self.lesson.need)

    @property
    def done(self) -> bool:
        """Whether it has been done."""
        return self.good >= self.lesson.need

    def handle(self, event: pygame.Event) -> Screen | None:
        """Esc and the right button leave; once it is done, Enter and a press go on."""
        right = event.type == pygame.MOUSEBUTTONDOWN and event.button == 3
        if (right and self.trial.pen.lifted(event.t_us)) or (
            event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE
        ):
            return self.leave()
        pressed = event.type == pygame.MOUSEBUTTONDOWN and event.button == 1
        entered = event.type == pygame.KEYDOWN and event.key in (pygame.K_RETURN, pygame.K_SPACE)
        if self.done and (pressed or entered):
            return (
                ways.lesson(self.program, self.number + 1)
                if self.number + 1 < len(LESSONS)
                else ways.learn(self.program)
            )
        self.trial.feed(event)
        return self

    def leave(self) -> Screen:
        """To the list; what has been done of it waits there."""
        if self.said and not self.done:
            self.program.lessons[self.number] = self
        return ways.learn(self.program)

    def back(self) -> LessonScreen:
        """It goes on where it was left."""
        self.trial.open()
        return self

    def tick(self, now_us: int) -> Screen:
        """Every new stroke is judged once."""
        self.trial.tick(now_us, self._begin_um)
        while len(self.said) < len(self.trial.strokes) and not self.done:
            self.said.append(self.lesson.judge(self.trial, len(self.said), self.said))
            if self.done:
                self.trial.resting = True
                self._remember()
        if not self.trial.pen.running:
            self.trial.view.move(self.trial.pen.at_um, (0.0, 0.0))
        self.trial.view.stage.note(self._note())
        return self

    def _note(self) -> str:
        count = _("{good} of {need}").format(good=self.good, need=self.lesson.need)
        if self.done:
            return _("{count}: done. Press or Enter: go on.").format(count=count)
        last = self.said[-1] if self.said else ""
        if not self.said:
            return _(self.lesson.text)
        return f"{count}. {last}" if last else _("{count}. Good; again.").format(count=count)

    def _remember(self) -> None:
        """A lesson that was done stays done."""
        folder = self.program.places.settings
        known = settings.read(folder)
        lessons = tuple(dict.fromkeys((*known.lessons, self.lesson.id)))
        settings.write(folder, known.model_copy(update={"lessons": lessons}))

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """What changed."""
        which = _("Lesson {number} of {count}").format(number=self.number + 1, count=len(LESSONS))
        count = _("{good} of {need}").format(good=self.good, need=self.lesson.need)
        header = Shown(_(self.lesson.title), which, count, "", Button("back", icon="back"), ())
        return self.trial.draw(surface, header)

    def resize(self, size: tuple[int, int]) -> None:
        """The same in a window of another size."""
        self.trial.resize(size)

    def close(self) -> None:
        """Nothing is kept."""
        self.trial.close()
