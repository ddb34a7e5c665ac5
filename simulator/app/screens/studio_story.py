"""The step of the story: title, who comes and what is asked, what is learned, and where the numbers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.app.screens.care_asked import Option, Sheet
from simulator.checks.texts import MOST_BRIEF, MOST_GOAL, MOST_TITLE
from simulator.studio import edits
from simulator.words import _

if TYPE_CHECKING:
    from simulator.app.screens.studio import Studio


def fill(sheet: Sheet, studio: Studio) -> None:
    """Places to type in; every letter is the next draft."""

    def text(key: str) -> str:
        return " ".join(str(edits.value(studio.work.now, key) or "").split())

    def typed(key: str, most: int):  # type: ignore[no-untyped-def]
        return lambda words: studio.typed(key, edits.put(studio.work.now, key, " ".join(words.split())[:most] or "–"))

    sheet.entry(_("Title"), text("title"), typed("title", MOST_TITLE))
    studio.told.at(sheet, "title")
    sheet.entry(_("Who comes, why, and what is asked"), text("brief"), typed("brief", MOST_BRIEF), 6)
    studio.told.at(sheet, "brief")
    sheet.entry(_("What is learned"), text("goal"), typed("goal", MOST_GOAL), 3)
    studio.told.at(sheet, "goal")
    held = edits.value(studio.work.now, "difficulty") or 0
    options = [Option(str(n), n, n == held) for n in range(1, 6)]
    sheet.chips(options, lambda n: studio.did(edits.put(studio.work.now, "difficulty", n)), _("Difficulty"), 110)
    studio.told.at(sheet, "difficulty")
    sources = edits.value(studio.work.now, "sources") or []
    sheet.entry(
        _("Sources, one sentence each"),
        " ".join(sources),
        lambda words: studio.typed("sources", edits.put(studio.work.now, "sources", _sentences(words))),
        3,
    )
    studio.told.at(sheet, "sources")


def _sentences(words: str) -> list[str]:
    whole = " ".join(words.split())
    found = [one.strip() for one in whole.replace(". ", ".\n").split("\n") if one.strip()]
    return found or ["–"]
