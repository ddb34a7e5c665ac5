"""Chapter 8: which operators the figures were made with, so that nobody tunes the scorer to them unseen."""

from __future__ import annotations

import hashlib
from pathlib import Path

from simulator import operators
from simulator.needling.run import PHYSICS
from simulator.operators.habits import GRIPS, SKILLS
from simulator.session import Scenario
from simulator.validity.chapter import Chapter, Figure
from simulator.words import _, mark

TEXT = mark(
    "The operators' habits were chosen before scoring. A digest covers every line of them; a changed digest means that "
    "every figure on this page was made with other hands."
)


def code_digest() -> str:
    """SHA-256 over the operators' modules in order of their names, whatever ends their lines."""
    digest = hashlib.sha256()
    for path in sorted(Path(operators.__path__[0]).glob("*.py")):
        digest.update(path.name.encode() + b"\n" + path.read_text(encoding="utf-8").encode())
    return digest.hexdigest()


def habits_digest() -> str:
    """SHA-256 over the tables of skills and grips."""
    return hashlib.sha256(repr((SKILLS, GRIPS)).encode()).hexdigest()


def chapter(scenario: Scenario) -> Chapter:
    """The chapter; digests are said in full."""
    rubric = f"{scenario.rubric.id} {scenario.rubric.version}"
    said = (
        ("code", _("SHA-256 over the operators' modules"), code_digest()),
        ("habits", _("SHA-256 over the tables of skills and grips"), habits_digest()),
        ("scenario", _("digest of the scenario, {id}").format(id=scenario.id), scenario.digest),
        ("rubric", _("rubric and its version"), rubric),
        ("physics", _("version of the physics"), str(PHYSICS)),
    )
    figures = tuple(Figure(name, title, None, text, _("stated"), None) for name, title, text in said)
    return Chapter("frozen", _("What the figures were made with"), _(TEXT), figures)
