"""The one entry to all that is played: opens the window and shows its first screen."""

from __future__ import annotations

from pathlib import Path

from simulator.app.program import Program, Settings
from simulator.app.style import Style
from simulator.app.window import Window


def play(
    scenario: str | None = None,
    home: Path | None = None,
    look: tuple[float, bool] = (1.0, False),
    trainee: str = "",
    settings: Settings | None = None,
) -> None:
    """Shows the home screen, or a scenario (id or file) at once, until the window is closed.

    `home` is the folder for everything of the person, where it is not the usual one; `look` is the interface scale
    (1 to 2.5) and whether the theme is dark. A DisplayError where there is no window to be had.
    """
    from simulator.app import ways
    from simulator.app.screens.notice import Notice
    from simulator.files import places
    from simulator.files import settings as remembered
    from simulator.files.library import Library
    from simulator.files.scenario import load

    found = places.find(home)
    chosen = load(scenario, found) if scenario else None
    window = Window(look[0])
    known = remembered.read(found.settings)
    who = trainee or known.trainee
    program = Program(Style(*look), found, Library(found.runs), who, settings or Settings())
    begin = ways.home if known.welcomed else ways.first
    shown = ways.treat(program, chosen) if chosen else begin(program)
    window.run(shown, lambda text: Notice(program, text))
