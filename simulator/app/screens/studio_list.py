"""The door of those who teach: drafts and own scenarios, and what a new one can be made from."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pygame

from simulator.app import ways
from simulator.app.page import Page
from simulator.app.program import Program
from simulator.app.screen import Screen
from simulator.app.screens.care_asked import Asking, Foot, Option, Sheet, column_of
from simulator.app.screens.class_board import ClassBoard
from simulator.app.screens.class_new import NewClass
from simulator.app.screens.notice import Notice
from simulator.app.screens.studio import Studio
from simulator.errors import NeedlepassError
from simulator.files import classroom, coach, drafts, recording
from simulator.files.classroom_forms import ClassForm
from simulator.files.document import read_text
from simulator.files.scenario import list_scenarios
from simulator.outcome.coach import speak
from simulator.session import Scenario, conclude, replay
from simulator.studio import edits, starts
from simulator.studio.draft import Draft, Work
from simulator.words import _

MOST_RUNS = 12


class StudioList(Asking):
    """One list at a time: what there is, or what a new one begins as."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.shown = ""
        program.studio = None
        listed = list_scenarios(program.places)
        own = program.places.scenarios[-1]
        self.scenarios = [one.scenario for one in listed if one.scenario is not None]
        self.own = [one.scenario for one in listed if one.scenario is not None and own in one.path.parents]
        self.taken = [one.id for one in listed] + [one.id for one in drafts.saved(program.places)]

    def fill(self, page: Page, place: pygame.Rect) -> None:
        """Drafts, own scenarios, and ways to begin; or the list that one of these ways leads to."""
        sheet = column_of(page, place, self.style)
        fillers = {"scenario": self._scenarios, "site": self._sites, "run": self._runs}
        if self.shown:
            fillers[self.shown](sheet)
            return
        waiting = drafts.saved(self.program.places)
        if waiting:
            sheet.heading(_("Drafts"))
            for draft in waiting:
                sheet.rows([Option(drafts.title(draft), 0)], partial(self.go_on, draft), leads=True)
                sheet.chips([Option(_("Throw this draft away"), 0)], partial(self.throw_away, draft))
        if self.own:
            sheet.heading(_("Your scenarios"))
            for scenario in self.own:
                words = _("{title} · version {version}").format(title=_(scenario.title), version=scenario.version)
                sheet.rows([Option(words, 0)], partial(self.open, scenario), leads=True)
        sheet.heading(_("Classes"))
        for klass in classroom.classes(self.program.places):
            sheet.rows([Option(klass.title, 0)], partial(self.board, klass), leads=True)
        sheet.rows([Option(_("A new class: paste names"), 0)], lambda _n: NewClass(self.program), leads=True)
        sheet.heading(_("New from …"))
        wanted = (
            ("scenario", _("another scenario: a copy to change")),
            ("site", _("a site: a part of the body")),
            ("run", _("a run: the place where it failed, as a drill")),
        )
        for name, text in wanted:
            sheet.rows([Option(text, 0)], partial(self.show, name), leads=True)
        sheet.rows([Option(_("a photo: trace over it"), 0)], lambda _n: ways.photo(self.program), leads=True)

    def show(self, name: str, _number: int = 0) -> Screen:
        """One of the ways to begin."""
        self.shown, self._turned = name, True
        return self.again()

    def _scenarios(self, sheet: Sheet) -> None:
        sheet.heading(_("A copy of which one?"))
        for scenario in sorted(self.scenarios, key=lambda one: _(one.title)):
            sheet.rows([Option(_(scenario.title), 0)], partial(self.copy, scenario), leads=True)

    def _sites(self, sheet: Sheet) -> None:
        import tomllib

        sheet.heading(_("On which part of the body?"))
        for path in sorted((self.program.places.assets / "sites").glob("*.toml")):
            title = str(tomllib.loads(read_text(path))["title"])
            sheet.rows([Option(_(title), 0)], partial(self.site, path, title), leads=True)

    def _runs(self, sheet: Sheet) -> None:
        sheet.heading(_("The place where which run failed?"))
        rows = [row for row in self.program.library.runs() if not row.fault and row.score is not None]
        for row in rows[::-1][:MOST_RUNS]:
            text = _("{title} · {who} · {score:.0f} points")
            text = text.format(title=_(row.scenario_title), who=row.trainee or "–", score=row.score)
            sheet.rows([Option(text, 0)], partial(self.run, self.program.library.folder / row.file), leads=True)

    def _begin(self, draft: Draft) -> Studio:
        return Studio(self.program, Work(draft)).untouched()

    def copy(self, scenario: Scenario, _number: int) -> Studio:
        """A copy of a scenario."""
        title = _("Copy of {title}").format(title=_(scenario.title))
        return self._begin(starts.from_scenario(scenario, self.taken, title[:48]))

    def site(self, path: Path, title: str, _number: int) -> Screen:
        """A new scenario on a site."""
        return self._begin(starts.from_site(path.stem, self.program.places, self.taken, _(title)))

    def run(self, path: Path, _number: int) -> Screen:
        """The place where a run failed, as a drill."""
        kept = recording.read(path)
        outcome = conclude(kept.scenario, replay(kept), kept.header.device_class)
        words = coach.load(self.program.places.assets / "coach" / "default.toml")
        advice = [one for one in speak(outcome.findings, words) if one.finding.zone and one.finding.t_us >= 0]
        if not advice:
            raise NeedlepassError(_("Nothing went wrong in this run at a place that could be a drill."))
        found = advice[0].finding
        title = _("Drill: {title}").format(title=_(kept.scenario.title))[:48]
        return self._begin(starts.from_run(kept.scenario, found.zone, (found.x_um, found.y_um), self.taken, title))

    def open(self, scenario: Scenario, _number: int) -> Studio:
        """A published scenario, to make its next version; its draft, where one is waiting."""
        waiting = [one for one in drafts.saved(self.program.places) if one.id == scenario.id]
        if waiting:
            return self.go_on(waiting[0], 0)
        draft = Draft(scenario.texts["scenario"], scenario.texts["site"])
        if not (self.program.places.sites / f"{scenario.site.id}.toml").is_file():  # a site that is shipped stays
            draft = edits.renamed(draft, scenario.id, scenario.title)
        return Studio(self.program, Work(draft), 0, drafts.digest(self.program.places, scenario.id)).untouched()

    def go_on(self, draft: drafts.DraftForm, _number: int) -> Studio:
        """A draft, where it was left."""
        return Studio(self.program, Work(Draft(draft.scenario, draft.site)), draft.step, draft.opened)

    def throw_away(self, draft: drafts.DraftForm, _number: int) -> Screen:
        """Asks before a draft is gone."""

        def _gone() -> Screen:
            drafts.discard(self.program.places, draft.id)
            return ways.studio(self.program)

        text = _("{title}: the draft is gone then; what has been published stays.").format(title=drafts.title(draft))
        back = (_("Keep it"), lambda: ways.studio(self.program))
        return Notice(self.program, text, _("Throw this draft away?"), back, (_("Throw it away"), _gone))

    def board(self, klass: ClassForm, _number: int) -> Screen:
        """Where everybody of a class stands."""
        return ClassBoard(self.program, klass)

    def foot(self) -> Foot:
        """Back to the list, or home."""
        if self.shown:
            return Foot([], (_("Back"), partial(self.show, "")))
        return Foot([], (_("Home"), self.leave))

    def titles(self) -> tuple[str, str]:
        """Where one is."""
        return _("Studio"), _("build, try, publish")

    def leave(self) -> Screen:
        """One list back, or home."""
        return self.show("") if self.shown else ways.home(self.program)
