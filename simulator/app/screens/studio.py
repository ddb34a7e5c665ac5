"""The studio: one draft, step by step; the skin beside it, what is wrong as sentences, and saved every few seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import studio_plan, studio_story, studio_targets, studio_try, studio_zones
from simulator.app.screens.care_asked import Asking, Foot, Option, Sheet
from simulator.app.screens.studio_canvas import Canvas, Seen
from simulator.app.screens.studio_publish import publish
from simulator.app.screens.studio_told import Told
from simulator.checks.scenario import check
from simulator.files import drafts
from simulator.session import Scenario
from simulator.studio import edits
from simulator.studio.draft import Draft, Work, build
from simulator.words import _, mark

SAVED_US, CALM_US = 5_000_000, 350_000
"""A draft is saved so often, and looked through so long after its last change."""
WIDE, TOLD, NEARER = 500, 176, 32
"""Design pixels: width of the step, height of what is wrong, side of the buttons that come nearer."""
MOST_SHOWN = 4
STEPS: tuple[tuple[str, Callable[[Sheet, Studio], None]], ...]


class Studio(Asking):
    """Steps from zones to publishing; whatever is done can be undone."""

    def __init__(self, program: Program, work: Work, step: int = 0, opened: str = "") -> None:
        super().__init__(program)
        self.work, self.step, self.opened = work, step, opened
        self.canvas = Canvas(program.style)
        self.tool = studio_zones.Tool(self)
        self.scenario: Scenario | None = None
        self.told = Told(self)
        self.faults: tuple[str, ...] = ()
        self.solved: studio_try.Hands | None = None
        self.solving: Iterator[studio_try.Hands] | None = None
        self.under: pygame.Surface | None = None
        self.consent = False
        self._changed_us, self._saved_us, self._checked = 0, 0, False
        self._saved: Draft | None = None
        self._seen = False
        self._key = ""  # of what is being typed
        self._build()

    def untouched(self) -> Studio:
        """What it begins with is no draft yet: it lies elsewhere, and is saved as soon as it is changed."""
        self._saved = self.work.now
        return self

    @property
    def id(self) -> str:
        """The id of the draft."""
        return str(edits.value(self.work.now, "id"))

    def did(self, draft: Draft | None) -> Screen:
        """The next draft."""
        if draft is not None and draft != self.work.now:
            self.work = self.work.did(draft)
            self._altered()
        return self.again()

    def typed(self, key: str, draft: Draft) -> None:
        """The next draft while something is typed: the page stays as it is, and all its letters are one step."""
        if draft != self.work.now:
            work = self.work.instead(draft) if key == self._key else self.work.did(draft)
            self.work = work
            self._altered()
            self._key = key
            if self._page:
                self._page.touch()

    def _altered(self) -> None:
        self._key = ""
        self.told.changed()
        self._changed_us, self._checked, self.solved, self.solving = self._now_us, False, None, None
        self._build()

    def _build(self) -> None:
        built = build(self.work.now, self.program.places)
        self.scenario = built.scenario or self.scenario
        self.faults = tuple(str(fault) for fault in built.faults[:MOST_SHOWN])

    def solve(self, hands: Iterator[studio_try.Hands]) -> Screen:
        """Computed hands try it, one after each frame from the next one on."""
        self.solving, self._seen = hands, False
        return self.again()

    def undo(self) -> Screen:
        """One step back."""
        self.work = self.work.undone()
        self._altered()
        return self.again()

    def redo(self) -> Screen:
        """One step forward again."""
        self.work = self.work.redone()
        self._altered()
        return self.again()

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """The step on the left, the skin on the right, and what is wrong beneath the skin, always in view."""
        px = self.style.px
        left = pygame.Rect(place.topleft, (min(px(WIDE), place.width), place.height))
        sheet = Sheet(page, page.column(left))
        sheet.chips(
            [Option(f"{n + 1}. {_(title)}", n, n == self.step) for n, (title, _fill) in enumerate(STEPS)], self.go
        )
        self.told.turn()
        STEPS[self.step][1](sheet, self)
        beside = pygame.Rect(left.right + px(24), place.y, max(place.right - left.right - px(24), px(40)), place.height)
        beside.height -= min(px(TOLD), place.height // 3)
        below = pygame.Rect(beside.x, beside.bottom + px(8), beside.width, place.bottom - beside.bottom - px(8))
        wrong = Sheet(page, page.column(below))
        if self.faults:
            wrong.heading(_("This cannot be read yet"))
            wrong.text("\n".join(self.faults))
        else:
            self.told.rest(wrong, self._checked)
        beside.width -= px(NEARER + 8)
        self.canvas.lay(beside, self.scenario, self.under)
        for number, (sign, steps) in enumerate((("+", 1), ("–", -1))):  # for those without a wheel
            rect = pygame.Rect(beside.right + px(8), beside.top + number * px(NEARER + 8), px(NEARER), px(NEARER))
            page.button(sign, rect, partial(self._near, steps), "outline")

    def _near(self, steps: int) -> Screen:
        self.canvas.near(steps)
        return self.again()

    def foot(self) -> Foot:
        """Undo and redo, back, and on to the next step or into the library."""
        left = [(_("Back"), self.back), (_("Undo (Ctrl+Z)"), self.undo), (_("Redo (Ctrl+Y)"), self.redo)]
        if self.step + 1 < len(STEPS):
            return Foot(
                left, (_("Next: {step}").format(step=_(STEPS[self.step + 1][0])), partial(self.go, self.step + 1))
            )
        return Foot(left, (_("Publish"), self.publish), self._obstacle())

    def _obstacle(self) -> str:
        if drafts.unchanged(self.program.places, drafts.as_form(self.id, self.work.now)):
            return _("nothing has changed since it was published")
        count = len(self.faults) or self.told.problems
        if count:
            return _("{count} to mend before it can be published").format(count=count)
        return ""

    def titles(self) -> tuple[str, str]:
        """The draft."""
        saved = _("saved") if self._saved == self.work.now else _("not saved yet")
        saved = saved if self.work.past else ""
        return str(edits.value(self.work.now, "title")), saved

    def go(self, step: int) -> Screen:
        """Another step."""
        self.step, self._turned = min(max(step, 0), len(STEPS) - 1), True
        self.tool.rest()
        return self.again()

    def back(self) -> Screen:
        """The step before, or out."""
        return self.go(self.step - 1) if self.step else self.leave()

    def leave(self) -> Screen:
        """To the list; the draft waits there."""
        self.save()
        return ways.studio(self.program)

    def save(self) -> None:
        """The draft is on the disk."""
        if self._saved == self.work.now:
            return
        form = drafts.as_form(self.id, self.work.now, self.step, self.opened)
        drafts.save(self.program.places, form)
        self._saved = self.work.now
        if self._page:
            self._page.touch()

    def publish(self) -> Screen:
        """The next version, for everybody who uses this library."""
        return self.again() if self._obstacle() else publish(self)

    def handle(self, event: pygame.Event) -> Screen | None:
        """The canvas while zones are drawn; keys to undo; else the page."""
        typing = self._page.typing if self._page else None
        if event.type == pygame.KEYDOWN and event.mod & pygame.KMOD_CTRL and typing is None:
            if event.key == pygame.K_z:
                return self.undo()
            if event.key == pygame.K_y:
                return self.redo()
        if event.type == pygame.KEYDOWN and typing is None and event.unicode in ("+", "-"):
            return self._near(1 if event.unicode == "+" else -1)
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE and typing is not None:
            self._page.handle(event)  # type: ignore[union-attr]
            return self
        if self.canvas.handle(event):
            if self._page:
                self._page.touch()
            return self
        if STEPS[self.step][1] is studio_zones.fill and self.tool.handle(event):
            return self
        return super().handle(event)

    def tick(self, now_us: int) -> Screen:
        """Looks it through after a change, and saves."""
        super().tick(now_us)
        if not self._checked and now_us - self._changed_us > CALM_US and self.scenario is not None:
            self._checked = True
            self.told.now(check(self.scenario) if not self.faults else [])
            if not (self._page and self._page.typing) and not self.tool.busy:
                self.again()
        if self.solving is not None and self._seen:
            self._seen = False
            made = next(self.solving, None)
            self.solved, self.solving = made or self.solved, self.solving if made else None
            self.again()
        if now_us - self._saved_us > SAVED_US:
            self._saved_us = now_us
            self.save()
        return self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """The page, and the skin on it."""
        self._seen = True
        if super().draw(surface) is not None:
            return []
        seen = self.tool.seen() if self.step == 0 else Seen(self.tool.active)
        self.canvas.draw(surface, self.work.now, seen._replace(badges=self.told.badges()))
        return None

    def close(self) -> None:
        """Nothing is lost."""
        self.save()


STEPS = (
    (mark("Zones"), studio_zones.fill),
    (mark("Plan"), studio_plan.fill),
    (mark("Targets"), studio_targets.fill),
    (mark("Story"), studio_story.fill),
    (mark("Try"), studio_try.fill),
)
