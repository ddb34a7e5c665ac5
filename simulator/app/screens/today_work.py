"""Today: five minutes that nobody has to choose: a warm-up, the two skills that cost most, one section without help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from simulator import session
from simulator.app.program import Program
from simulator.app.screens import first, progress_work
from simulator.checks.doses import contact_s
from simulator.errors import NeedlepassError
from simulator.files import coach, recording
from simulator.files.index import Row
from simulator.files.scenario import list_scenarios, load
from simulator.files.variation import of_day
from simulator.needling.chance import uniform
from simulator.outcome.coach import speak
from simulator.session import Scenario
from simulator.standing.practice import SKILLS
from simulator.words import _

TARGET_S = 310.0
AROUND = 1.5
"""A run takes so much longer than its needles are in the skin (measured on computed hands: 1.2 to 2.1)."""
READING_S = 12.0
"""What reading a task and a result takes (a guess)."""
NEARLY_S = 20.0
"""Sections that come so near to the time are drawn from, so that not every day is the same."""
OTHERS = ("speed", "spacing", "turning", "edges", "landing")
"""Skills to drill where nothing stands out yet."""


class Step(NamedTuple):
    """One thing to do: why, and what."""

    why: str
    scenario: Scenario

    @property
    def expected_s(self) -> float:
        return AROUND * contact_s(self.scenario) + READING_S


@dataclass(slots=True)
class Today:
    """The steps of a day, and when they were begun (ISO 8601); what is kept since then is done."""

    steps: tuple[Step, ...]
    begun: str
    recalled: str

    def done(self, rows: Sequence[Row]) -> list[Row | None]:
        """The kept run of every step, as far as there is one."""
        since = [row for row in rows if row.started >= self.begun]
        return [next((row for row in since if row.scenario_id == step.scenario.id), None) for step in self.steps]


def plan(program: Program, day: date, begun: str) -> Today:
    """The steps for a person on a day: the same all day long, another on the next."""
    found = progress_work.gather(program, day)
    weak = [one.skill for one in found.weak]
    spare = sorted((s for s in SKILLS if s.id in OTHERS), key=lambda s: float(_draw(day, s.id)))
    skills = [*weak, *(one for one in spare if one not in weak)]
    steps = [Step(_("Warm up"), first.lesson(program))]
    for skill in skills:
        drill = of_day(load(skill.drill, program.places), day)
        if drill.care is None and len(steps) < 3 and drill.id not in [step.scenario.id for step in steps]:
            steps.append(Step(_(skill.title), drill))
    steps.append(Step(_("One section, without help"), _section(program, day, sum(s.expected_s for s in steps))))
    return Today(tuple(steps), begun, _recalled(program))


def _section(program: Program, day: date, before_s: float) -> Scenario:
    """A section that fills the five minutes; another one every day."""
    listed = [one.scenario for one in list_scenarios(program.places) if one.scenario]
    wanted = [one for one in listed if one.kind == "section" and one.answer == "treat" and one.care is None]
    off = {one.id: abs(before_s + AROUND * contact_s(one) + READING_S - TARGET_S) for one in wanted}
    near = min(off.values()) + NEARLY_S
    return min((one for one in wanted if off[one.id] <= near), key=lambda one: float(_draw(day, one.id)))


def _draw(day: date, what: str) -> float:
    """Chance that belongs to a day and a thing."""
    return float(uniform(day.toordinal(), f"today {what}", 0)[0])


def _recalled(program: Program) -> str:
    """What to do better than last time, in the coach's words; empty on the first day."""
    rows = [row for row in program.library.runs() if row.trainee == program.trainee and not row.fault]
    if not rows:
        return ""
    try:
        kept = recording.read(program.library.folder / rows[-1].file)
    except NeedlepassError:
        return ""
    outcome = session.conclude(kept.scenario, session.replay(kept), kept.header.device_class)
    advice = speak(outcome.findings, coach.load(program.places.assets / "coach" / "default.toml"), 1)
    return f"{advice[0].text} {advice[0].do}" if advice else ""
