"""Chapter 7: whether tricks pay."""

from __future__ import annotations

import numpy as np

from simulator.operators.operate import operate
from simulator.session import Scenario
from simulator.validity.chapter import Chapter, Figure, Strips, Table, Watch
from simulator.validity.trial import tried
from simulator.validity.trick_list import TRICKS
from simulator.words import _, mark

FIRST_SEED = 800_001
LEAST_TRICKS, PERCENT = 25, 5
TEXT = mark(
    "Hands that do something else than what was asked: nothing, scribbles, stamps, single lanes, lines without a lift, "
    "a part done well, speeds and dials that are out of the question. None may score what a competent hand does."
)


def chapter(scenario: Scenario, seeds: int, watch: Watch) -> Chapter:
    """The chapter, with so many runs of a competent hand to compare with."""
    todo = range(FIRST_SEED, FIRST_SEED + seeds)
    competent = np.array([
        tried(scenario, operate(scenario, "competent", "pen", seed), seed).score.total
        for seed in watch(todo, seeds, _("competent hands"))
    ])  # fmt: skip
    bar = float(np.percentile(competent, PERCENT))
    found = []
    for trick in watch(TRICKS, len(TRICKS), _("tricks")):
        outcome = tried(scenario, trick.hand(scenario, FIRST_SEED), FIRST_SEED)
        found.append((_(trick.title), outcome.score.total, outcome.score.verdict, outcome.score.values))
    found.sort(key=lambda one: -one[1])
    above, passed = [f for f in found if f[1] > bar], [f for f in found if f[2] == "pass"]
    figures = (
        Figure("tricks", _("tricks that were tried"), len(found), str(len(found)), f"≥ {LEAST_TRICKS}",
               len(found) >= LEAST_TRICKS),
        Figure("above", _("tricks above the {percent}th percentile of a competent hand").format(percent=PERCENT),
               len(above), str(len(above)), _("none above {bar:.1f} points").format(bar=bar), not above,
               ", ".join(f"{title} {total:.1f}" for title, total, *_rest in above)),
        Figure("passed", _("tricks that pass"), len(passed), str(len(passed)), _("none"), not passed,
               ", ".join(title for title, *_rest in passed)),
    )  # fmt: skip
    parts = ("coverage", "evenness", "overlap", "depth", "technique")
    head = (_("trick"), _("score"), _("verdict"), *(_(part) for part in parts))
    rows = tuple((title, f"{total:.1f}", _(said), *(f"{values[p]:.2f}" if p in values else "–" for p in parts))
                 for title, total, said, values in found)  # fmt: skip
    strips = Strips(
        _("Scores of tricks and of competent hands"), _("points"),
        ((_("competent"), tuple(competent.tolist())), (_("tricks"), tuple(f[1] for f in found))),
        ((_("5th percentile of competent"), bar), (_("mark"), scenario.rubric.pass_mark)),
    )  # fmt: skip
    note = _("Parts as shares of their weight; a dash where the part was not judged and its weight went elsewhere.")
    return Chapter("gaming", _("Tricks"), _(TEXT), figures, (Table(_("By trick"), head, rows, note),), (strips,))
