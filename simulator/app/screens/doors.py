"""Three doors: what the first lanes will look like, who sits here, what they came for, and what this is not."""

from __future__ import annotations

import pygame

from simulator import session
from simulator.app import ways
from simulator.app.page import Page
from simulator.app.paged import Paged
from simulator.app.parts import picture
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens import first, header
from simulator.files import parameters, settings
from simulator.needling.run import Run
from simulator.outcome.response_counterfactual import PLAN
from simulator.pictures.healing import HealedSkin, framed
from simulator.report.known import USUAL_DAYS, Known
from simulator.report.words import SAFETY
from simulator.words import _, mark

PICTURE = (232, 118)
DAYS = ((1 / 24, mark("an hour after")), (1.0, mark("a day after")), (7.0, mark("a week after")))
MOST_LETTERS = 60


class Doors(Paged):
    """The end of the first minute; letters that are typed are one's name."""

    relative = False

    def __init__(self, program: Program, run: Run | None) -> None:
        self.program, self.style, self.run = program, program.style, run
        self.name = program.trainee
        self._said = _told(run, first.lesson(program)) if run else None
        self._pictures = self._healed(run) if run else []
        self._size = (0, 0)
        self._page: Page | None = None

    def _healed(self, run: Run) -> list[tuple[str, list[pygame.Surface]]]:
        """One's own patch and an even one, on three days."""
        scenario = first.lesson(self.program)
        known = Known(scenario, run, parameters.load(self.program.places.assets))
        frame = framed(scenario, (2 * PICTURE[0], 2 * PICTURE[1]))
        red, green, blue, _alpha = self.style.colour["stage"]
        own = HealedSkin(scenario, known.person, known.best, frame, (red, green, blue))
        even = own.instead(known.other(PLAN, USUAL_DAYS))
        rows = ((_("Your lanes"), own), (_("The same patch, even"), even))
        return [(words, [picture(skin.at(day)) for day, _words in DAYS]) for words, skin in rows]

    def resize(self, size: tuple[int, int]) -> None:
        """Lays everything out anew."""
        self._size = size
        page = self._page = Page(self.style, size, self._page)
        px, column = self.style.px, page.column(self._place(size))
        y = 0
        if self._said:
            panel = self._shown(column.rect.width)
            column.image(panel, (0, y))
            page.button(
                _("Again"),
                pygame.Rect(column.rect.width - px(16) - page.width(_("Again")), px(14), 0, px(40)),
                self.again,
                "",
                column.sheet,
            )
            y += panel.get_height() + px(16)
        panel = self._who(column.rect.width)
        column.image(panel, (0, y))
        x = px(16)
        for text, act, kind in (
            (_("I practise (Enter)"), self.practise, "primary"),
            (_("I teach"), self.teach, ""),
            (_("I assess"), self.assess, ""),
        ):
            made = page.button(
                text, pygame.Rect(x, y + panel.get_height() - px(56), 0, px(40)), act, kind, column.sheet
            )
            x = x + made.rect.width + px(8)
        column.finish()

    def _place(self, size: tuple[int, int]) -> pygame.Rect:
        px = self.style.px
        width = min(size[0] - px(48), px(860))
        return pygame.Rect((size[0] - width) // 2, px(header.HEIGHT + 16), width, size[1] - px(header.HEIGHT + 16))

    def _shown(self, width: int) -> pygame.Surface:
        """Both patches on three days, and one number with its sentence."""
        px = self.style.px
        number, sentence = self._said or ("", "")
        wide = (width - px(2 * 16 + 150 + 2 * 12)) // 3
        high = round(wide * PICTURE[1] / PICTURE[0])
        panel = pygame.Surface((width, px(92) + 2 * (high + px(12)) + px(30)))
        panel.fill(self.style.colour["panel"])
        box = self.style.write(panel, number, (px(16), px(8)), "number")
        room = width - box.right - px(16 + 140)
        self.style.write(panel, sentence, (box.right + px(16), px(20)), "body", width=room)
        for row, (words, pictures) in enumerate(self._pictures):
            y = px(84) + row * (high + px(12))
            self.style.write(panel, words, (px(16), y + high // 2 - px(16)), "small", width=px(130))
            for place, shown in enumerate(pictures):
                at = (px(16 + 150) + place * (wide + px(12)), y)
                panel.blit(pygame.transform.smoothscale(shown, (wide, high)), at)
                if row:
                    self.style.write(panel, _(DAYS[place][1]), (at[0], y + high + px(4)), "small", "muted")
        label = _("Predicted, not promised: model output for training   ○ convention of this project")
        self.style.write(panel, label, (width - px(16), panel.get_height() - px(22)), "small", "muted", align="right")
        return self.style.rounded(panel)

    def _who(self, width: int) -> pygame.Surface:
        """Who sits here, the safety sentences, and room for the doors."""
        px, room = self.style.px, width - self.style.px(32)
        high = self.style.measure(_(SAFETY), "body", room)[1]
        panel = pygame.Surface((width, px(96) + high + px(72)))
        panel.fill(self.style.colour["panel"])
        self.style.write(panel, _("Type a name, or letters that stand for you:"), (px(16), px(12)), "small", "muted")
        line = pygame.Rect(px(16), px(34), min(room, px(420)), px(36))
        self.style.frame(panel, line, "edge", radius=6, width=1)
        self.style.write(panel, self.name + "|", (line.x + px(10), line.y + px(6)), "body")
        self.style.write(panel, _(SAFETY), (px(16), px(84)), "body", width=room)
        return self.style.rounded(panel)

    def handle(self, event: pygame.Event) -> Screen | None:
        """Letters are a name; buttons and Enter lead on."""
        if event.type == pygame.KEYDOWN:
            if event.key == pygame.K_BACKSPACE:
                return self._named(self.name[:-1])
            letter = event.unicode
            if letter and letter.isprintable() and (letter != " " or self.name):
                return self._named(self.name + letter)
        action = self._page.handle(event) if self._page else None
        return action() if action else self

    def _named(self, text: str) -> Screen:
        self.name = text[:MOST_LETTERS]
        self.resize(self._size)
        return self

    def draw(self, surface: pygame.Surface) -> list[pygame.Rect] | None:
        """All of it where anything changed."""
        if self._page is None or not self._page.stale():
            return []
        surface.fill(self.style.colour["background"])
        header.draw(self.style, surface, "Needlepass", _("train the path of your hand"))
        self._page.draw(surface)
        return None

    def again(self) -> Screen:
        """The first lanes once more."""
        return ways.first(self.program)

    def practise(self) -> Screen:
        """To the scenarios."""
        self._remember()
        seen = settings.read(self.program.places.settings).set_up
        return ways.home(self.program) if seen else ways.setup(self.program)

    def teach(self) -> Screen:
        """To the studio."""
        self._remember()
        return ways.studio(self.program)

    def assess(self) -> Screen:
        """To the desk."""
        self._remember()
        return ways.desk(self.program)

    def _remember(self) -> None:
        """The next start begins with the scenarios."""
        self.program.trainee = self.name.strip()
        folder = self.program.places.settings
        settings.change(folder, trainee=self.program.trainee, welcomed=True)


def _told(run: Run, scenario: session.Scenario) -> tuple[str, str]:
    """One number with its unit, and the one thing that would help most."""
    outcome = session.conclude(scenario, run)
    speed = outcome.technique["glide_mm_s"]["p50"]
    lanes = outcome.zones[scenario.plans[0].zone]["stroke_overlap"]
    low, high = scenario.plans[0].overlap
    number = _("{speed:.0f} mm/s").format(speed=speed or 0)
    if speed and speed > scenario.plans[0].glide_mm_s[1]:
        return number, _("Slower: at half the speed the skin gets twice the dose. 15 to 30 mm/s (○) is right here.")
    overlap = lanes["mean"]
    if overlap is not None and overlap < low:
        text = _("A good pace. Now closer: {share:.0f} % of a lane lies on the last one, a third (○) is meant.")
        return number, text.format(share=max(100 * overlap, 0))
    if overlap is not None and overlap > high:
        text = _("A good pace. Now further apart: {share:.0f} % of a lane lies on the last one, a third (○) is meant.")
        return number, text.format(share=100 * overlap)
    return number, _("An even pace, and lanes that overlap as meant. That is the whole craft; the rest is skin.")
