"""The command that opens the window."""

from __future__ import annotations

import os
from argparse import Namespace

from simulator.cli_speech import DONE


def play(arguments: Namespace) -> int:
    """Shows the home screen, or a scenario at once, until the window is closed."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from simulator.app import play as entry
    from simulator.app.program import Settings

    settings = Settings(
        relative=not arguments.absolute, contact="latch" if arguments.latch else "hold", gain=arguments.gain
    )
    entry.play(arguments.scenario, arguments.home, (arguments.scale, arguments.dark), arguments.trainee, settings)
    return DONE
