"""The picture of `heal`: the skin before and after a course, and on the days between, marked as simulated."""

from __future__ import annotations

from argparse import Namespace

import numpy as np

from simulator.cli_speech import must_be_free, say
from simulator.files import places
from simulator.files.parameters import Sheet
from simulator.outcome.response_patient import Patient
from simulator.pictures.export import Labelled, sheet
from simulator.pictures.healing import HealedSkin, framed
from simulator.pictures.png import write_png
from simulator.session import Scenario
from simulator.words import _

PIXELS = (640, 480)
AN_HOUR = 1 / 24


def draw(scenario: Scenario, person: Patient, known: Sheet, arguments: Namespace) -> None:
    """Writes the picture of one course; a file that is there is left alone unless it may be written over."""
    must_be_free(arguments.picture, arguments.force)
    skin = HealedSkin(scenario, person, known.knowledge.best(), framed(scenario, PIXELS))
    shown = [Labelled(in_words(day), skin.at(day or AN_HOUR)) for day in arguments.days]
    pair = [Labelled(_("Before"), skin.before()), shown[-1]]
    title = _("{title}, skin type {skin}").format(title=scenario.title, skin=scenario.skin_type.id)
    whole = sheet(title, pair, shown, places.find(arguments.home).assets / "fonts")
    write_png(np.asarray(whole), arguments.picture)
    say(_("{file} written.").format(file=arguments.picture))


def in_words(day: float) -> str:
    """A day after the first session."""
    return _("Day {day:g}").format(day=day) if day else _("An hour after")
