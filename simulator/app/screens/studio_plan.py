"""The step of the plan: who comes, with what, at which level, and what kind of task it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Option, Sheet
from simulator.checks.people import CONCERNS
from simulator.files.document import read_text
from simulator.studio import edits
from simulator.words import _, in_figures, mark

if TYPE_CHECKING:
    from simulator.app.screens.studio import Studio

LABEL = 110
SKINS = ("I", "II", "III", "IV", "V", "VI")
KINDS = (("drill", mark("drill")), ("section", mark("section")), ("full", mark("whole treatment")))
TITLES = {
    "technique": mark("practice of technique"), "fine lines": mark("fine lines"), "wrinkles": mark("wrinkles"),
    "acne scars": mark("acne scars"), "surgical scars": mark("surgical scars"), "stretch marks": mark("stretch marks"),
    "enlarged pores": mark("enlarged pores"), "dullness": mark("dull skin"), "product absorption": mark("absorption"),
}  # fmt: skip
LEVELS = (1, 2, 3)
MINUTES = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 10.0, 20.0)
ANSWERS = (("treat", mark("treat")), ("spare", mark("leave a spot out")), ("postpone", mark("send home")))


def fill(sheet: Sheet, studio: Studio) -> None:
    """Rows of choices; a press is the next draft."""
    row = partial(_row, sheet, studio)
    row(_("Skin type"), "skin_type", [(skin, skin) for skin in SKINS])
    row(_("Device"), "device", _devices(studio))
    row(_("Kind"), "kind", [(_(text), kind) for kind, text in KINDS])
    row(_("Level"), "level", [(str(level), level) for level in LEVELS])
    row(_("Minutes"), "minutes", [(in_figures(minutes, "g"), minutes) for minutes in MINUTES])
    row(_("Right is to"), "answer", [(_(text), answer) for answer, text in ANSWERS])
    held = list(edits.value(studio.work.now, "concerns") or ())
    options = [Option(_(TITLES[one]), n, one in held) for n, one in enumerate(CONCERNS)]
    sheet.heading(_("What the patient comes for"))
    sheet.chips(options, partial(_concern, studio))
    studio.told.at(sheet, "concerns", "concerns.")


def _row(sheet: Sheet, studio: Studio, label: str, key: str, values: Sequence[tuple[str, Any]]) -> None:
    held = edits.value(studio.work.now, key)
    options = [Option(text, n, value == held) for n, (text, value) in enumerate(values)]

    def choose(number: int) -> Screen:
        return studio.did(edits.put(studio.work.now, key, values[number][1]))

    sheet.chips(options, choose, label, LABEL)
    studio.told.at(sheet, key)


def _devices(studio: Studio) -> list[tuple[str, str]]:
    """The devices that are shipped, by their titles."""
    import tomllib

    folder = studio.program.places.assets / "devices"
    found = [tomllib.loads(read_text(path)) for path in sorted(folder.glob("*.toml"))]
    return [(_(str(one["title"])), str(one["id"])) for one in found]


def _concern(studio: Studio, number: int) -> Screen:
    """One more, or one less; one stays."""
    held = list(edits.value(studio.work.now, "concerns") or ())
    name = CONCERNS[number]
    wanted = [one for one in held if one != name] if name in held else [*held, name]
    return studio.did(edits.put(studio.work.now, "concerns", wanted or held))


Choose = Callable[[int], Screen]
