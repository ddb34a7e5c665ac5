"""A scenario, a recording, an outcome, and the one route between them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

import numpy as np

from simulator.needling.device import Device, Tool
from simulator.needling.grid import Grid, sheet
from simulator.needling.hand import Hand
from simulator.needling.run import Run
from simulator.needling.skin import Limits, Skin
from simulator.needling.zones import Shape, Zones, lay_out
from simulator.outcome import care_marks, coverage, depth, during, gate, overlap, reasons, smoothness, stamps, technique
from simulator.outcome.care import CarePlan
from simulator.outcome.care_marks import Marks
from simulator.outcome.dose import Patch, cut
from simulator.outcome.during import Treatment
from simulator.outcome.exact import share
from simulator.outcome.fields import Fields, draw
from simulator.outcome.finding import Case, Finding, collect
from simulator.outcome.motion import Motion, follow
from simulator.outcome.places import Evidence
from simulator.outcome.plan import Rubric, ZonePlan
from simulator.outcome.score import Part, Score, judge, with_care
from simulator.outcome.site import Site, SkinType
from simulator.standing.rules import Rule

Kind = Literal["drill", "section", "take-over", "full"]


class Course(NamedTuple):
    """How often a patient is to come, and how far apart."""

    sessions: int
    interval_days: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything a run is judged against. `texts` are the files it was read from (name → TOML), `digest` covers them
    all. `devices` are allowed, `device` is the one to be used (`choose`). `done` are zones that were treated before the
    trainee takes over: to be seen, never scored.
    """

    id: str
    title: str
    brief: str
    kind: Kind
    level: int
    minutes: float
    concerns: tuple[str, ...]
    answer: str
    cell_um: int
    site: Site
    lesions: tuple[Shape, ...]
    lesion_titles: dict[str, str]
    skin_type: SkinType
    device: Device
    dial_start_um: int
    plans: tuple[ZonePlan, ...]
    rubric: Rubric
    pass_rule: Rule
    digest: str
    texts: dict[str, str] = field(repr=False)
    goal: str = ""
    difficulty: int | None = None
    sources: tuple[str, ...] = ()
    course: Course | None = None
    done: tuple[ZonePlan, ...] = ()
    devices: tuple[Tool, ...] = ()
    treatment: Treatment | None = None
    version: int = 1
    care: CarePlan | None = None

    @property
    def grid(self) -> Grid:
        return sheet(self.site.width_um, self.site.height_um, self.cell_um)

    @property
    def no_go(self) -> tuple[Shape, ...]:
        """No-go areas of the site and the lesions of this person."""
        return self.site.no_go + self.lesions

    @property
    def titles(self) -> dict[str, str]:
        """Names of zones and no-go areas as people read them."""
        return self.site.titles | self.lesion_titles

    def zones(self) -> Zones:
        """The map of the sheet: the zones that are to be treated, in the order of their plans."""
        by_name = {shape.name: shape for shape in self.site.zones}
        treated = tuple(by_name[plan.zone] for plan in self.plans)
        return lay_out(self.grid, treated, self.no_go, self.device.tip_um)


@dataclass(frozen=True, slots=True)
class Header:
    """Who, with what, when. `started` is ISO 8601; `earlier` are sessions of a course before it, with days since."""

    run_id: str
    trainee: str
    seed: int
    physics: int
    started: str
    input: str
    gain: float
    px_per_mm: float
    contact: Literal["hold", "latch", "none"]
    source: Literal["live", "operator", "import"]
    earlier: tuple[tuple[str, float], ...] = ()

    @property
    def device_class(self) -> str:
        """What the hand held, as marks go by: a mouse is read in relative, touch and tablet in absolute mode."""
        read = self.input.split(",")[0]
        return {"relative": "mouse", "absolute": "touch", "trace": "import"}.get(read, read)


@dataclass(frozen=True, slots=True)
class Recording:
    """One run as it is kept: header, resolved scenario and hand; all results are computed from it, always."""

    header: Header
    scenario: Scenario
    hand: Hand


def choose(scenario: Scenario, device_id: str) -> Scenario:
    """The same scenario, to be done with one of the devices that it allows; a ValueError for any other."""
    for tool in scenario.devices:
        if tool.device.id == device_id:
            return replace(scenario, device=tool.device, dial_start_um=tool.dial_start_um)
    raise ValueError(f"{device_id} is none of {[tool.device.id for tool in scenario.devices]}")


PIECE_US = 30_000_000
"""A recording is gone through in pieces of this length: their arrays are small enough to be used again and again."""
NO_LIMIT_UM = 1_000_000_000
"""Stands for "no cap" outside every zone."""


def begin(scenario: Scenario, seed: int) -> Run:
    """A run on untouched skin."""
    plans = scenario.plans
    limits = Limits(
        np.array([0, *(p.depth_low_um for p in plans)], np.int64),
        np.array([NO_LIMIT_UM, *(p.depth_high_um for p in plans)], np.int64),
        np.array([NO_LIMIT_UM, *(p.cap_um for p in plans)], np.int64),
    )
    upkeep = during.begin(scenario.treatment, scenario.device, seed)
    return Run(scenario.device, Skin(scenario.zones(), limits), seed, scenario.dial_start_um, upkeep)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run means. Metrics carry the names and units of METRICS; `findings` are dearest first."""

    score: Score
    parts: dict[str, Part | None]
    critical: tuple[gate.Critical, ...]
    findings: tuple[Finding, ...]
    zones: dict[str, dict[str, Any]]
    technique: dict[str, Any]
    sampling: dict[str, Any]
    duration_s: float
    fingerprint: str
    evidence: Evidence = field(repr=False)
    care: Marks | None = None


def conclude(scenario: Scenario, run: Run, device_class: str = "") -> Outcome:
    """The outcome of a run under its scenario: the same whether the run was played, replayed, made or imported.

    `device_class` picks the mark (`Header.device_class`).
    """
    motion = follow(*run.poses(), run.skin.zones)
    patches = cut(run.skin, scenario.plans)
    spacings: dict[str, list[overlap.Spacing]] = {}
    zones = {p.plan.zone: _measure_zone(scenario, run, motion, p, spacings) for p in patches}
    used = _measure_technique(scenario, run, motion, zones)
    critical = gate.find(run, motion, patches, scenario.titles, scenario.rubric.critical)
    critical = during.with_errors(critical, scenario.treatment, run)
    critical = care_marks.with_errors(critical, scenario.care, run)
    rubric = during.asked(stamps.asked(scenario.rubric, scenario.plans, scenario.device), used, "technique")
    score = judge(zones, used, scenario.plans, rubric, critical, device_class)
    cared = care_marks.marks(scenario.care, run)
    score = with_care(score, cared, rubric, critical) if cared else score
    moments, slips = during.moments(run), cared.slips if cared else ()
    evidence = Evidence(motion, patches, spacings, run.skin.zones.no_go > 0, moments, slips)
    return Outcome(
        score=score,
        parts=reasons.parts(score, evidence, rubric),
        critical=tuple(critical),
        findings=collect(Case(evidence, zones, used, scenario.device.tip_um), score, critical),
        zones=zones,
        technique=used,
        sampling=technique.sampling(run),
        duration_s=used["time_s"],
        fingerprint=run.skin.fingerprint(),
        evidence=evidence,
        care=cared,
    )


def _measure_zone(
    scenario: Scenario, run: Run, motion: Motion, patch: Patch, spacings: dict[str, list[overlap.Spacing]]
) -> dict[str, Any]:
    tip_um, plan = scenario.device.tip_um, patch.plan
    zones = run.skin.zones
    danger = overlap.Danger((zones.no_go > 0) | zones.amber, zones.grid.cell_um) if zones.no_go_names else None
    strokes = overlap.strokes_in(motion, patch, tip_um)
    lanes, spacings[plan.zone] = overlap.measure(strokes, tip_um, plan.overlap, danger)
    return {
        **coverage.measure(patch),
        "conformity": coverage.conformity(patch, run.skin.zones, run.skin.count, tip_um),
        "stroke_overlap": lanes | {"owed": overlap.owed(patch, tip_um)},
        "pass_excess": depth.visits_over(patch),
        **depth.measure(patch, run.skin),
        "dial_choice": depth.dial_choice(patch, motion.zone, motion.step_um, motion.dial_um - scenario.device.loss_um),
    }


def _measure_technique(scenario: Scenario, run: Run, motion: Motion, zones: dict[str, Any]) -> dict[str, Any]:
    plans, skin = scenario.plans, run.skin
    touched = int(skin.count.sum())
    return {
        **technique.measure(motion, plans, (run.begin_us, run.treated_us), run.contact_us(motion.t_us)),
        **stamps.measure(motion, plans),
        "path_efficiency": technique.path_efficiency(motion, list(zones.values()), plans, scenario.device.tip_um),
        "amber_share": share(int(skin.count[skin.zones.amber].sum()), touched) if skin.zones.no_go_names else None,
        "sparc": smoothness.median_sparc(motion),
        **during.measure(scenario.treatment, run),
    }


def fields(scenario: Scenario, outcome: Outcome) -> Fields:
    """The outcome as fields on the sheet, for maps."""
    return draw(outcome.evidence, scenario.grid, scenario.device.tip_um)


def replay(recording: Recording) -> Run:
    """The run that a recording holds, from its first sample to its last act."""
    run, hand = begin(recording.scenario, recording.header.seed), recording.hand
    for start_us in range(hand.begin_us, hand.end_us + 1, PIECE_US):
        run.advance(hand.between(start_us, start_us + PIECE_US))
    return run
