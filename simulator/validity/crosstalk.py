"""Chapter 3: whether each metric follows its own error, and how much the others move it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.session import Scenario
from simulator.validity.chapter import Chapter, Figure, Floats, Matrix, Table
from simulator.validity.grown import Grown, scored
from simulator.words import _, mark

LEAST_TAU, MOST_SHARE = 0.95, 0.20
SAME_DOSE = mark(
    "Dose is rate over speed and spacing: a change of either shows in where it is enough and how even it is."
)
SAME_SPEED = mark(
    "All of these are read from one speed: it leaves the band where it grows or varies, and drags with it."
)
SAME_DEPTH = mark("The dial is what sets the depth.")
SAME_SKIN = mark("Whatever is gone over again is entered by more strokes than are planned.")
MISSING_DOSE = mark("Skin that no lane reaches is not covered, is a gap, and is uneven.")

NAMED = {
    **dict.fromkeys((("short", "largest_gap_cm2"), ("short", "cu"), ("strip", "coverage"), ("strip", "cu"),
                     ("lane", "coverage"), ("lane", "largest_gap_cm2"), ("lane", "cu")), MISSING_DOSE),
    **dict.fromkeys((("again", "cu"), ("rush", "coverage"), ("rush", "cu"), ("surge", "coverage"),
                     ("surge", "overtreated"), ("surge", "cu"), ("pace", "overtreated"), ("fast", "coverage"),
                     ("fast", "largest_gap_cm2")), SAME_DOSE),
    **dict.fromkeys((("pace", "glide_in_band"), ("pace", "drag_um_p95"), ("surge", "glide_in_band"),
                     ("surge", "drag_um_p95"), ("rush", "drag_um_p95"), ("fast", "glide_in_band"),
                     ("often", "glide_in_band"), ("often", "drag_um_p95")), SAME_SPEED),
    ("again", "pass_excess"): SAME_SKIN,
    **dict.fromkeys((("depth", "dial_choice"), ("dial", "depth_compliance")), SAME_DEPTH),
}  # fmt: skip
"""What moves a metric by more than the bound besides its own error (error, metric), and why it must."""

TEXT = mark(
    "Every scored metric has one error that is its own. It must follow that error at every step (Kendall's τ over nine "
    "levels), and move little under the errors of the others: the shift from no error to the largest, as a share of "
    "the shift under its own. The standard deviation by which both would be divided is the same and cancels."
)


class Followed(NamedTuple):
    """A metric under an error: τ of the means over seeds, and of every seed."""

    error: str
    title: str
    metric: str
    of_means: float
    of_seeds: Floats


def follow(grown: Grown) -> list[Followed]:
    """Kendall's τ-b of every metric that an error names, turned so that 1 is right."""
    from scipy.stats import kendalltau

    found = []
    for error in grown.errors:
        for named in error.follows:
            sign = 1 if named[0] == "+" else -1
            values = sign * grown.of(error.name, named[1:])
            levels = np.arange(len(values))
            of_seeds = np.array([kendalltau(levels, values[:, n]).statistic for n in range(values.shape[1])])
            of_means = float(kendalltau(levels, values.mean(axis=1)).statistic)
            found.append(Followed(error.name, error.title, named[1:], of_means, np.nan_to_num(of_seeds)))
    return found


def own_errors(grown: Grown, metrics: tuple[str, ...]) -> dict[str, str]:
    """The own error of every scored metric."""
    return {e.follows[0][1:]: e.name for e in grown.errors if e.follows and e.follows[0][1:] in metrics}


def shares(grown: Grown, metrics: tuple[str, ...]) -> Floats:
    """Shift of every metric under every own error, as a share of the shift under its own, [error, metric]."""
    own = own_errors(grown, metrics)

    def shift(error: str, metric: str) -> float:
        values = grown.of(error, metric)
        return abs(float(np.nanmean(values[-1]) - np.nanmean(values[0])))

    return np.array([[shift(own[of], metric) / shift(own[metric], metric) for metric in metrics] for of in metrics])


def chapter(scenario: Scenario, grown: Grown) -> Chapter:
    """The chapter on grown errors."""
    metrics = scored(scenario)
    own = own_errors(grown, metrics)
    followed = follow(grown)
    matrix = shares(grown, metrics)
    errors = [own[metric] for metric in metrics]
    over = {(row, column) for row, column in np.argwhere(matrix > MOST_SHARE).tolist() if row != column}
    named = frozenset(at for at in over if (errors[at[0]], metrics[at[1]]) in NAMED)
    titles = {e.name: _(e.title) for e in grown.errors}
    picture = Matrix(
        _("How far an error (row) moves a metric (column), as a share of what its own error does"),
        tuple(titles[e] for e in errors), metrics, tuple(map(tuple, matrix.tolist())), named,
        _("1 on the diagonal; a frame marks an exception that is named below"),
    )  # fmt: skip
    figures = (*_following(followed, metrics), *_apart(over, named, len(metrics)))
    tables = (_taus(followed, metrics), _exceptions(matrix, named, errors, metrics, titles))
    return Chapter("crosstalk", _("Each metric and its own error"), _(TEXT), figures, tables, (picture,))


def _following(followed: list[Followed], metrics: tuple[str, ...]) -> tuple[Figure, ...]:
    ours = [f for f in followed if f.metric in metrics and f.error not in ("joined", "slow")]
    of_means, of_seeds = min(f.of_means for f in ours), np.concatenate([f.of_seeds for f in ours])
    kept = float((of_seeds >= LEAST_TAU - 1e-9).mean())
    behind = sorted({f.metric for f in ours if (f.of_seeds < LEAST_TAU - 1e-9).any()})
    note = _("not by {metrics}").format(metrics=", ".join(behind)) if behind else ""
    return (
        Figure("tau_means", _("lowest τ of the means, {count} scored metrics").format(count=len(ours)), of_means,
               f"{of_means:.3f}", "1", of_means >= 1 - 1e-9),
        Figure("tau_seeds", _("τ of at least {least} in single seeds").format(least=LEAST_TAU), kept, f"{kept:.1%}",
               _("every seed of every metric"), not behind, note),
    )  # fmt: skip


def _apart(over: set[tuple[int, int]], named: frozenset[tuple[int, int]], count: int) -> tuple[Figure, ...]:
    pairs, unnamed = count * (count - 1), len(over) - len(named)
    return (
        Figure("unnamed", _("effects above {most} of the own one without a name").format(most=MOST_SHARE), unnamed,
               str(unnamed), _("none"), not unnamed),
        Figure("named", _("exceptions with a name and a reason"), len(named), f"{len(named)} / {pairs}",
               _("listed below"), None),
    )  # fmt: skip


def _taus(followed: list[Followed], metrics: tuple[str, ...]) -> Table:
    head = (_("metric"), _("scored"), _("error"), _("τ of means"), _("lowest τ of a seed"), _("seeds at 0.95"))
    rows = tuple(
        (f.metric, _("yes") if f.metric in metrics else _("no"), _(f.title), f"{f.of_means:.3f}",
         f"{f.of_seeds.min():.3f}", f"{(f.of_seeds >= LEAST_TAU - 1e-9).mean():.0%}") for f in followed
    )  # fmt: skip
    note = _("A metric that counts a few things, as the share of neighbours in the band does, moves in steps; τ-b of "
             "a seed falls below 1 where two levels tie.")  # fmt: skip
    return Table(_("Every metric under an error that it must follow"), head, rows, note)


def _exceptions(
    matrix: Floats,
    named: frozenset[tuple[int, int]],
    errors: list[str],
    metrics: tuple[str, ...],
    titles: dict[str, str],
) -> Table:
    rows = tuple((titles[errors[r]], metrics[c], f"{matrix[r, c]:.2f}", _(NAMED[errors[r], metrics[c]]))
                 for r, c in sorted(named))  # fmt: skip
    return Table(_("Exceptions by name"), (_("error"), _("metric"), _("share"), _("why")), rows)
