"""What is wrong with a draft, said where it can be mended: at its field, else beneath the skin with the way there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Option, Sheet
from simulator.checks.finding import Finding
from simulator.studio import edits
from simulator.studio.draft import Draft
from simulator.studio.mends import mend
from simulator.words import _, mark

if TYPE_CHECKING:
    from simulator.app.screens.studio import Studio

MOST_SHOWN, MOST_HINTS = 6, 2
ZONES, PLAN, TARGETS, STORY = range(4)
STEP_OF = {
    "zones": ZONES, "lesions": ZONES,
    **dict.fromkeys(("skin_type", "device", "kind", "level", "minutes", "answer", "concerns"), PLAN),
    **dict.fromkeys(("depth_mm", "cap_mm", "target_per_cm2", "passes", "rubric", "dial_start_mm"), TARGETS),
    **dict.fromkeys(("title", "brief", "goal", "difficulty", "sources"), STORY),
}  # fmt: skip
"""In which step the field is that a check names; `dial_start_mm` has none of its own, and is mended from there."""
GO = (
    mark("Show it under Zones"),
    mark("Show it under Plan"),
    mark("Show it under Targets"),
    mark("Show it under Story"),
)


class Told:
    """The findings of a draft, numbered, with their mends; each is said once on a page."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self.findings: list[Finding] = []
        self.problems = 0  # how many stand in the way of publishing
        self._mends: dict[int, Draft | None] = {}
        self._said: set[int] = set()

    def now(self, found: list[Finding]) -> None:
        """What is wrong now, the gravest first: all but hints, or of hints the first two."""
        grave = sorted((one for one in found if one.severity != "hint"), key=lambda one: one.severity != "problem")
        self.findings = grave[:MOST_SHOWN] or found[:MOST_HINTS]
        self.problems = sum(one.severity == "problem" for one in found)
        self._mends.clear()

    def turn(self) -> None:
        """A new page: nothing has been said on it."""
        self._said.clear()

    def changed(self) -> None:
        """The draft is another one, and so is what mends it."""
        self._mends.clear()

    def badges(self) -> tuple[tuple[str, str], ...]:
        """The number of each that is about a zone, with the zone."""
        found = ((number, one.path.split(".")) for number, one in enumerate(self.findings, 1))
        return tuple((str(number), path[1]) for number, path in found if path[0] == "zones" and len(path) > 1)

    def at(self, sheet: Sheet, *paths: str) -> None:
        """Says what is about a field, beneath it; a path ends in a dot where all that begin with it are meant."""
        for number, one in enumerate(self.findings):
            if any(one.path == path or (path.endswith(".") and one.path.startswith(path)) for path in paths):
                self._say(sheet, number, one, away=False)

    def rest(self, sheet: Sheet, checked: bool) -> None:
        """Says what has not been said at a field, the gravest first."""
        if not self.findings:
            sheet.heading(_("Nothing is wrong.") if checked else _("Looking it through …"), "small", "muted")
            return
        left = [(number, one) for number, one in enumerate(self.findings) if number not in self._said]
        hints = all(one.severity == "hint" for one in self.findings)
        if left:
            sheet.heading(_("Worth knowing") if hints else _("What is wrong"))
        else:
            sheet.heading(_("It is said on the left, where it can be changed."), "small", "muted")
        for number, one in left:
            self._say(sheet, number, one, away=True)

    def _say(self, sheet: Sheet, number: int, one: Finding, away: bool) -> None:
        """One sentence with its number, what mends it, and from elsewhere the way to its field."""
        studio, scenario = self._studio, self._studio.scenario
        self._said.add(number)
        words = _("{number}. {finding} {remedy}")
        sheet.heading(words.format(number=number + 1, finding=one.text, remedy=one.remedy), "body")
        if number not in self._mends and scenario is not None:  # looked for once, not on every page
            self._mends[number] = mend(studio.work.now, scenario, one)
        step, made = step_of(one), self._mends.get(number)
        options = [Option(_("Mend"), 0)] if made is not None else []
        if away and step is not None and (step != studio.step or _zone(one)):
            options.append(Option(_(GO[step]), 1))
        if options:
            sheet.chips(options, partial(self._act, one))

    def _act(self, one: Finding, number: int) -> Screen:
        """Mends it in the draft as it is by now, or goes to its field."""
        studio, step = self._studio, step_of(one)
        if number == 0:
            return studio.did(mend(studio.work.now, studio.scenario, one) if studio.scenario is not None else None)
        zone = _zone(one)
        if zone in edits.planned(studio.work.now):
            studio.tool.zone = zone
        return studio.go(studio.step if step is None else step)


def step_of(finding: Finding) -> int | None:
    """The step with the field that a finding is about; None where it is about the whole."""
    path = finding.path.split(".")
    return STEP_OF.get(path[-1], STEP_OF.get(path[0]))


def _zone(finding: Finding) -> str:
    path = finding.path.split(".")
    return path[1] if path[0] == "zones" and len(path) > 1 else ""
