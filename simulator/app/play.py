"""The one entry to all that is played: opens the window and shows its first screen."""

from __future__ import annotations

import locale
from pathlib import Path

from simulator.app.program import Asked, Program, settings_of, style_of
from simulator.app.window import Window
from simulator.words import LANGUAGES

NAMES = {"german": "de", "spanish": "es"}
"""How some systems call languages that we know by their code."""


def play(scenario: str | None = None, home: Path | None = None, asked: Asked | None = None) -> None:
    """Shows the home screen, or a scenario (id or file) at once, until the window is closed.

    `home` is the folder for everything of the person, where it is not the usual one. A DisplayError where there is no
    window to be had.
    """
    from simulator.app import ways
    from simulator.app.screens.notice import Notice
    from simulator.files import places, settings
    from simulator.files.library import Library
    from simulator.files.scenario import load

    asked, found = asked or Asked(), places.find(home)
    known = settings.read(found.settings)
    places.speak(asked.language or known.language or spoken_here())
    chosen = load(scenario, found) if scenario else None
    style, who = style_of(known, asked), asked.trainee or known.trainee
    window = Window(style.scale)
    program = Program(style, found, Library(found.runs), who, settings_of(known, asked), asked=asked)
    begin = ways.home if known.welcomed else ways.first
    shown = ways.treat(program, chosen) if chosen else begin(program)
    window.run(shown, lambda text: Notice(program, text))


def spoken_here() -> str:
    """The language of this machine where we speak it, else English."""
    try:
        locale.setlocale(locale.LC_CTYPE, "")
        name = (locale.getlocale(locale.LC_CTYPE)[0] or "").lower()
    except (ValueError, locale.Error):
        return "en"
    return name[:2] if name[:2] in LANGUAGES else NAMES.get(name.partition("_")[0], "en")
