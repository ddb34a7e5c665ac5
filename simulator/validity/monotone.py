"""Chapter 2: whether more of one error ever raises the score."""

from __future__ import annotations

import numpy as np

from simulator.validity.chapter import Chapter, Curves, Figure, Floats, Table
from simulator.validity.grown import Grown
from simulator.words import _, mark

GROUP, PAIRS = 30, 10_000
LARGE, FEW = 0.1, 0.01
"""A pair rises by more than this in at most this share."""

TEXT = mark(
    "One error of an expert's hand grows in nine levels while everything else stays as the seed made it. A pair is two "
    "levels next to each other under one seed. Errors grow to where the band of their own metric has run out, or as "
    "far as a hand goes."
)


def rises(scores: Floats) -> Floats:
    """How much the score rises from every level to the next, [error, step, seed]."""
    return np.round(np.diff(scores, axis=1), 6)


def chapter(grown: Grown) -> Chapter:
    """The chapter on grown errors."""
    steps = rises(grown.scores)
    groups = max(grown.scores.shape[2] // GROUP, 1)
    means = np.stack([part.mean(axis=2) for part in np.array_split(grown.scores, groups, axis=2)], axis=2)
    of_means = rises(means)
    enough = grown.scores.shape[2] >= GROUP
    large = float((steps > LARGE + 1e-9).mean())
    rising = [_(error.title) for error, own in zip(grown.errors, of_means, strict=True) if (own > 0).any()]
    figures = (
        Figure("pairs", _("pairs of runs in which one error grows"), steps.size, f"{steps.size:,}",
               _("at least {count:,}").format(count=PAIRS), steps.size >= PAIRS if enough else None),
        Figure("means_rise", _("steps at which the mean of {count} seeds rises").format(count=GROUP),
               int((of_means > 0).sum()), f"{int((of_means > 0).sum())} / {of_means.size}", _("none"),
               not (of_means > 0).any() if enough else None,
               _("largest rise of a mean {most:+.2f} points; rising: {errors}").format(
                   most=float(of_means.max()), errors=", ".join(rising) or _("none"))),
        Figure("pairs_rise", _("single pairs that rise by more than {large} points").format(large=LARGE), large,
               f"{large:.2%}", _("at most {few:.0%}").format(few=FEW), large <= FEW,
               _("largest rise of a pair {most:+.1f} points").format(most=float(steps.max()))),
    )  # fmt: skip
    head = (_("error"), _("from"), _("to"), _("score by level"), _("means rise"), _("pairs rise"), _("largest"))
    rows = []
    for number, error in enumerate(grown.errors):
        by_level = " ".join(f"{v:.0f}" for v in grown.scores[number].mean(axis=1))
        own, large_ones = of_means[number], int((steps[number] > LARGE + 1e-9).sum())
        sizes = (f"{size:g} {error.unit}".strip() for size in error.sizes)
        rows.append((_(error.title), *sizes, by_level, str(int((own > 0).sum())), str(large_ones),
                     f"{float(steps[number].max()):+.1f}"))  # fmt: skip
    lines = tuple(
        (_(error.title), tuple(grown.scores[n].mean(axis=1).tolist())) for n, error in enumerate(grown.errors)
    )
    levels = tuple(float(n) for n in range(grown.scores.shape[1]))
    picture = Curves(_("Mean score as one error grows"), _("level of the error"), _("points"), levels, lines)
    return Chapter("monotone", _("More of an error"), _(TEXT), figures, (Table(_("By error"), head, tuple(rows)),),
                   (picture,))  # fmt: skip
