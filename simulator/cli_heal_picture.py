"""The picture of `heal`: the skin before and after a course, and on the days between, marked as simulated."""

from __future__ import annotations

from argparse import Namespace

import numpy as np

from simulator.cli_speech import must_be_free, say
from simulator.files import places
from simulator.files.parameters import Sheet
from simulator.outcome.response_patient import Patient
from simulator.pictures.export import Labelled, Words, page
from simulator.pictures.healing import HealedSkin, framed
from simulator.pictures.png import write_png
from simulator.session import Scenario
from simulator.words import _

PIXELS = (640, 480)
AN_HOUR = 1 / 24


def draw(scenario: Scenario, person: Patient, known: Sheet, arguments: Namespace) -> None:
    """Writes the picture of one course; a file that is there is left alone unless it may be written over."""
    must_be_free(arguments.picture, arguments.force)
    frame = framed(scenario, PIXELS)
    skin = HealedSkin(scenario, person, known.knowledge.best(), frame)
    shown = [Labelled(in_words(day), skin.at(day or AN_HOUR)) for day in arguments.days]
    pair = [Labelled(_("Before"), skin.before()), shown[-1]]
    scaled = [one._replace(px_per_mm=frame.px_per_mm) for one in pair]
    whole = page(words(scenario, person), scaled, shown, places.find(arguments.home).assets / "fonts")
    write_png(np.asarray(whole), arguments.picture)
    say(_("{file} written.").format(file=arguments.picture))


def words(scenario: Scenario, person: Patient) -> Words:
    """Whom the pictures show, and how to read them."""
    beneath = _("Skin type {skin} · sessions on day {days} · days count from the first session").format(
        skin=scenario.skin_type.id, days=", ".join(f"{one.day:g}" for one in person.sessions)
    )
    legend = (
        _("Lit from the upper left. Redness and swelling fade first; hollows and lines fill as collagen links up."),
        _("Dark marks and pale, pinkish scars are harm: they are drawn as large as the model has them, like the rest."),
    )
    return Words(_(scenario.title), beneath, legend)


def in_words(day: float) -> str:
    """A day after the first session."""
    return _("Day {day:g}").format(day=day) if day else _("An hour after")
