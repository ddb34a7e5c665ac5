"""The command that opens the window."""

from __future__ import annotations

import os
from argparse import Namespace

from simulator.cli_speech import DONE


def play(arguments: Namespace) -> int:
    """Shows the home screen, or a scenario at once, until the window is closed."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from simulator.app import play as entry
    from simulator.app.program import Asked

    asked = Asked(
        arguments.trainee, arguments.language, arguments.scale, arguments.dark, arguments.latch, arguments.absolute,
        arguments.gain,
    )  # fmt: skip
    entry.play(arguments.scenario, arguments.home, asked)
    return DONE
