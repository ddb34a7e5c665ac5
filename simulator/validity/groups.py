"""Chapter 5: whether the score tells levels of skill apart, and calls the same skill the same."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from simulator.session import Scenario
from simulator.validity.chapter import Chapter, Figure, Floats, Strips, Table, Watch, auc
from simulator.validity.people import LADDER, means_of, score
from simulator.words import _, mark

FIRST_SEED = 900_001
"""Seeds from here on are held out: nothing else in the project uses them."""
ADJACENT, ENDS, MOST_RUNS = 0.90, 0.99, 10
SAME, SAME_BAND, SPLITS = 0.05, (0.03, 0.08), 200
TEXT = mark(
    "Five levels of skill with a pen on seeds that nothing else uses. The operators are not people: this shows that "
    "the score can tell such errors apart, not that it measures what makes a good practitioner."
)


def ladder(scenario: Scenario, seeds: int, watch: Watch) -> dict[str, Floats]:
    """Scores of every level."""
    todo = [(level, FIRST_SEED + n) for n in range(seeds) for level in LADDER]
    scores: dict[str, list[float]] = {level: [] for level in LADDER}
    for level, seed in watch(todo, len(todo), _("levels of skill")):
        scores[level].append(score(scenario, LADDER[level], "pen", seed))
    return {level: np.array(values) for level, values in scores.items()}


def runs_to_tell(higher: Floats, lower: Floats) -> tuple[int, float]:
    """The least number of runs whose mean tells two levels apart, and the chance it does; the most where none does."""
    chance = 0.0
    for runs in range(1, min(MOST_RUNS, len(higher) // 2) + 1):
        chance = auc(means_of(higher, runs), means_of(lower, runs))
        if chance >= ADJACENT:
            return runs, chance
    return MOST_RUNS, chance


def false_differences(scores: dict[str, Floats]) -> float:
    """Share of comparisons of one level with itself that come out significant: 200 splits, half against half."""
    from scipy.stats import mannwhitneyu

    draw = np.random.default_rng(FIRST_SEED)
    spread = [values for values in scores.values() if len(np.unique(values)) > len(values) // 2]
    hits = []
    for number in range(SPLITS):
        values = draw.permutation(spread[number % len(spread)])
        half = len(values) // 2
        hits.append(mannwhitneyu(values[:half], values[half : 2 * half]).pvalue < SAME)
    return float(np.mean(hits))


def chapter(scenario: Scenario, seeds: int, watch: Watch) -> Chapter:
    """The chapter over so many seeds a level."""
    scores = ladder(scenario, seeds, watch)
    steps = [(a, b, *runs_to_tell(scores[a], scores[b])) for a, b in pairwise(scores)]
    first, last = next(iter(scores)), next(reversed(scores))
    ends = auc(scores[first], scores[last])
    single = min(auc(scores[a], scores[b]) for a, b in pairwise(scores))
    same = false_differences(scores)
    most = max(runs for _a, _b, runs, _chance in steps)
    low = min(chance for *_step, chance in steps)
    figures = (
        Figure("ends", _("chance to tell the ends of the ladder apart"), ends, f"{ends:.3f}", f"≥ {ENDS}",
               ends >= ENDS),
        Figure("adjacent", _("lowest chance to tell two levels next to each other apart"), low, f"{low:.3f}",
               f"≥ {ADJACENT}", low >= ADJACENT,
               _("with up to {runs} runs each; {single:.3f} with one").format(runs=most, single=single)),
        Figure("same", _("comparisons of a level with itself that come out significant"), same, f"{same:.1%}",
               f"{SAME_BAND[0]:.0%}–{SAME_BAND[1]:.0%}", SAME_BAND[0] <= same <= SAME_BAND[1] if seeds >= 60 else None),
    )  # fmt: skip
    head = (_("levels"), _("chance with one run"), _("runs needed"), _("chance with them"))
    rows = tuple((f"{_(a)} – {_(b)}", f"{auc(scores[a], scores[b]):.3f}", str(runs), f"{chance:.3f}")
                 for a, b, runs, chance in steps)  # fmt: skip
    strips = Strips(
        _("Scores by level of skill"), _("points"), tuple((_(k), tuple(v.tolist())) for k, v in scores.items()),
        ((_("mark"), scenario.rubric.pass_mark),),
    )  # fmt: skip
    return Chapter("groups", _("Known groups"), _(TEXT), figures, (Table(_("Steps of the ladder"), head, rows),),
                   (strips,))  # fmt: skip
