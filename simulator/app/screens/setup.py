"""Settings: who sits here and with which hand, how large, in which words, what helps, and whether the machine fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.program import ASSUMED_COUNTS, Asked, Program, settings_of, style_of
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Option, Sheet, column_of
from simulator.app.screens.cues import CUES, MODES
from simulator.files import places, settings
from simulator.words import LANGUAGES, _, in_figures, language

LABEL = 250
UNITS: dict[settings.Tested, str] = {"picture_ms": "ms", "rate_hz": "Hz"}
"""What is told of the self-test: the delay of the picture, and how often the hand is seen."""
SCALES = (1.0, 1.25, 1.5, 2.0, 2.5)


class Choice(NamedTuple):
    """A row of settings: its words, what is remembered of it, and the values with their words."""

    label: str
    name: str
    values: Sequence[tuple[str, object]]


def choices() -> tuple[Choice, ...]:
    """The rows, in the language now spoken."""
    sizes = [(f"{100 * scale:.0f} %", scale) for scale in SCALES]
    return (
        Choice(_("Language"), "language", [(name, code) for code, name in LANGUAGES.items()]),
        Choice(_("Hand that holds the pen"), "left_handed", [(_("right"), False), (_("left"), True)]),
        Choice(_("You point with"), "absolute", [(_("mouse"), False), (_("tablet or touch screen"), True)]),
        Choice(_("Contact"), "latch", [(_("hold"), False), (_("press once, press again"), True)]),
        Choice(_("Size"), "scale", sizes),
        Choice(_("Colours"), "dark", [(_("bright"), False), (_("dark, high contrast"), True)]),
        Choice(_("Motion"), "reduced_motion", [(_("as usual"), False), (_("reduced"), True)]),
        Choice(_("Sound"), "sound", [(_("on"), True), (_("off"), False)]),
    )


class Setup(Asking):
    """All of it on one page; whatever is chosen holds at once and is remembered."""

    def __init__(self, program: Program, then: Callable[[Program], Screen]) -> None:
        super().__init__(program)
        self._then = then

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """The rows, then what helps, then the machine."""
        known = settings.read(self.program.places.settings)
        sheet = column_of(page, place, self.style)
        if not known.set_up:
            text = _("All of it can be changed later under Settings. Enter begins.")
            sheet.panel(_("Before the first run that is kept"), text)
        sheet.chips([Option(_("Change"), 0)], self.name, _("Name: {name}").format(name=self._called()), LABEL)
        for choice in choices():
            self._row(sheet, choice, self._held(choice.name))
        sheet.heading(_("What helps while you treat"))
        sheet.text(
            _("Fading: it goes as your runs get better, and returns when they do not. What helped is kept with a run.")
        )
        for cue in CUES:
            held = known.gauge if cue.name == "gauge" else known.cues.get(cue.name, cue.usual)
            words = [(_("on"), "on"), (_("fading"), "fading"), (_("off"), "off")]
            options = [Option(text, MODES.index(mode), mode == held) for text, mode in words]
            sheet.chips(options, partial(self.cue, cue.name), _(cue.title), LABEL)
        sheet.heading(_("This machine"))
        for text, act, label in self._machine(known):
            sheet.chips([Option(text, 0)], act, label, LABEL)

    def _called(self) -> str:
        return self.style.shortened(self.program.trainee or _("none yet"), "body", self.style.px(LABEL - 70))

    def _machine(self, known: settings.Remembered) -> list[tuple[str, Callable[[int], Screen], str]]:
        """What can be measured and changed, with what is known of it."""
        counts = _("{counts:.1f} counts/mm, measured") if known.counts_per_mm else _("{counts:.1f} counts/mm, assumed")
        counts = counts.format(counts=known.counts_per_mm or ASSUMED_COUNTS)
        changed = _("{count} changed").format(count=len(known.keys)) if known.keys else _("as delivered")
        return [
            (_("Measure with a card"), lambda _n: ways.calibrate(self.program), counts),
            (_("Test it: 10 seconds"), lambda _n: ways.selftest(self.program), _tested(known)),
            (_("Keys"), lambda _n: ways.keys(self.program), changed),
        ]

    def _held(self, name: str) -> object:
        """What is chosen, be it for this start only."""
        settings_now, style = self.program.settings, self.program.style
        now: dict[str, object] = {
            "language": language(),
            "left_handed": settings_now.left_handed,
            "latch": settings_now.contact == "latch",
            "absolute": not settings_now.relative,
            "scale": style.scale,
            "dark": style.dark,
            "reduced_motion": settings_now.reduced_motion,
            "sound": settings_now.sound,
        }
        return now[name]

    def _row(self, sheet: Sheet, choice: Choice, held: object) -> None:
        options = [Option(text, number, value == held) for number, (text, value) in enumerate(choice.values)]
        sheet.chips(options, partial(self.take, choice), choice.label, LABEL)

    def take(self, choice: Choice, number: int) -> Screen:
        """One value of a row."""
        value = choice.values[number][1]
        known = settings.change(self.program.places.settings, **{choice.name: value})
        program, asked = self.program, self.program.asked
        if choice.name in asked._fields:  # from now on as it is remembered
            program.asked = Asked(**(asked._asdict() | {choice.name: None}))
        program.settings = settings_of(known, program.asked)
        if choice.name == "language":
            places.speak(str(value))
        if choice.name in ("scale", "dark", "left_handed"):
            program.style = self.style = style_of(known, program.asked)
            self._page = None  # its widgets have other sizes and colours
        return self.again()

    def cue(self, name: str, number: int) -> Screen:
        """One cue is on, fades, or is off."""
        folder, mode = self.program.places.settings, MODES[number]
        if name == "gauge":
            settings.change(folder, gauge=mode)
        else:
            settings.change(folder, cues=settings.read(folder).cues | {name: mode})
        return self.again()

    def name(self, _number: int) -> Screen:
        """To the page on which a name is typed."""
        return ways.doors(self.program, None)

    def foot(self) -> Foot:
        """On."""
        return Foot([], (_("Done (Enter)"), self.leave))

    def titles(self) -> tuple[str, str]:
        """What this is."""
        return _("Settings"), _("kept on this machine")

    def leave(self) -> Screen:
        """To where this was asked for."""
        settings.change(self.program.places.settings, set_up=True)
        return self._then(self.program)


def _tested(known: settings.Remembered) -> str:
    """What the self-test has found here, and when."""
    if not known.tested_on:
        return _("Delay: not tested yet")
    found = [f"{in_figures(known.tested[name], '.0f')} {unit}" for name, unit in UNITS.items() if name in known.tested]
    return _("{day}: {found}").format(day=known.tested_on, found=", ".join(found) or _("nothing was measured"))
