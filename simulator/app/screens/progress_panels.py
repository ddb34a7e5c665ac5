"""How the panels of progress are drawn: what comes next, the week, skills, the learning curve, and each run."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pygame

from simulator.app import parts
from simulator.app.screens.home_cards import time_in_words
from simulator.app.screens.progress_work import GOOD_WEEK, TWELVE, Practised
from simulator.app.style import Style
from simulator.files.index import Row
from simulator.standing.learning import LEAST_RUNS
from simulator.standing.practice import LOOK_BACK, Weak
from simulator.words import _, in_figures

PAD, ROW = 16, 40
CURVE, CUSUM = 300, 120
"""Heights in design pixels of the learning curve and of the sums of passes."""


def blank(style: Style, size: tuple[int, int]) -> pygame.Surface:
    """An empty panel, its corners still square."""
    panel = pygame.Surface(size)
    panel.fill(style.colour["panel"])
    return panel


def next_panel(style: Style, width: int, weak: Weak | None, drill: str) -> pygame.Surface:
    """What to practise next, and why; its button is placed over the foot."""
    px, room = style.px, width - style.px(2 * PAD)
    if weak is None:
        title, why = _("Nothing stands out"), _("No skill costs points worth a drill. Choose any scenario.")
    else:
        title = _(weak.skill.title)
        text = _("It cost {points:.1f} points a run; of your last {count} runs the latest count most.")
        why = text.format(points=weak.points, count=LOOK_BACK)
    high = style.measure(why, "small", room)[1]
    panel = blank(style, (width, px(160) + high))
    style.write(panel, _("Practise next"), (px(PAD), px(12)), "small", "muted")
    style.write(panel, title, (px(PAD), px(28)), "title")
    style.write(panel, why, (px(PAD), px(64)), "small", "muted", width=room)
    if drill:
        style.write(panel, _("Drill: {title}").format(title=drill), (px(PAD), px(72) + high), "body")
    return style.rounded(panel)


def week_panel(style: Style, width: int, days: tuple[bool, ...], names: tuple[str, ...]) -> pygame.Surface:
    """The last seven days, a filled disc for each with a run."""
    px, count = style.px, sum(days)
    panel = blank(style, (width, px(128)))
    style.write(panel, _("This week"), (px(PAD), px(12)), "small", "muted")
    text = _("{count} of {good} days") if count < GOOD_WEEK else _("{count} days: a good week")
    style.write(panel, text.format(count=count, good=GOOD_WEEK), (px(PAD), px(28)), "title")
    step = (width - px(2 * PAD)) // len(days)
    for number, (done, name) in enumerate(zip(days, names, strict=True)):
        disc = pygame.Rect(px(PAD) + number * step, px(72), px(20), px(20))
        if done:
            style.panel(panel, disc, "accent", radius=10)
        else:
            style.frame(panel, disc, "edge", radius=10, width=1.5)
        style.write(panel, name, (disc.centerx, px(100)), "small", "muted", align="center")
    return style.rounded(panel)


def skills_panel(style: Style, width: int, weak: tuple[Weak, ...]) -> pygame.Surface:
    """What each skill costs a run, the dearest first."""
    px, shown = style.px, weak[:6]
    panel = blank(style, (width, px(52) + max(len(shown), 1) * px(34) + px(8)))
    style.write(panel, _("What costs you points"), (px(PAD), px(12)), "strong")
    style.write(panel, _("points a run"), (width - px(PAD), px(16)), "small", "muted", align="right")
    if not shown:
        style.write(panel, _("Nothing yet."), (px(PAD), px(46)), "small", "muted")
    most = max((one.points for one in shown), default=1.0)
    for number, one in enumerate(shown):
        y = px(46) + number * px(34)
        style.write(panel, _(one.skill.title), (px(PAD), y), "small")
        style.write(panel, in_figures(one.points, ".1f"), (width - px(PAD), y), "small", align="right")
        bar = pygame.Rect(px(PAD), y + px(19), width - px(2 * PAD), px(6))
        parts.bar(style, panel, bar, one.points / most)
    return style.rounded(panel)


def curve_panel(style: Style, width: int, one: Practised, mark: float) -> pygame.Surface:
    """Every run's score, the curve through them with the band of its plateau, the mark; and what that says."""
    px, room = style.px, width - style.px(2 * PAD)
    words = _said(one)
    high = style.measure(words, "small", room)[1]
    panel = blank(style, (width, px(CURVE) + high + px(PAD)))
    style.write(panel, _(one.title), (px(PAD), px(12)), "strong")
    plot = pygame.Rect(px(PAD + 34), px(48), width - px(2 * PAD + 44), px(CURVE - 48 - 44))
    _axes(style, panel, plot, (0.0, mark, 100.0), len(one.scores))
    if one.learned is not None:
        low, high_y = (_y(plot, edge) for edge in (one.learned.plateau.low, one.learned.plateau.high))
        panel.fill(style.colour["soft"], (plot.x, high_y, plot.width, max(low - high_y, 1)))
        runs = np.linspace(1, max(len(one.scores), 2), 80)
        line = [(_x(plot, run, len(one.scores)), _y(plot, one.learned.at(float(run)))) for run in runs]
        pygame.draw.lines(panel, style.colour["accent"], False, line, px(2))
    y = _y(plot, mark)
    for x in range(plot.x, plot.right, px(10)):
        panel.fill(style.colour["text"], (x, y, px(5), max(1, px(1))))
    for number, row in enumerate(one.rows, 1):
        centre = (_x(plot, number, len(one.scores)), _y(plot, row.score or 0.0))
        disc = pygame.Rect(0, 0, px(9), px(9))
        disc.center = centre
        style.panel(panel, disc, "text", radius=4.5)
        if row.helped:
            style.panel(panel, disc.inflate(-px(4), -px(4)), "panel", radius=2.5)
    style.write(panel, words, (px(PAD), px(CURVE - 8)), "small", width=room)
    return style.rounded(panel)


def _said(one: Practised) -> str:
    """What the curve says, or how many runs are missing until there is one."""
    scores = one.scores
    middle = _(
        "Median of the last five: {median:.1f}. Best: {best:.1f}. Dashed: the mark. Open dot: with help."
    ).format(median=float(np.median(scores[-5:])), best=max(scores))
    if one.learned is None:
        text = _("A curve is drawn from {least} runs on: {missing} more.")
        return f"{middle} {text.format(least=LEAST_RUNS, missing=LEAST_RUNS - len(scores))}"
    plateau, runs = one.learned.plateau, one.learned.runs_to_90
    text = _("Plateau {value:.0f} (95 of 100 such curves: {low:.0f} to {high:.0f}); single runs vary by ± {error:.0f}.")
    told = text.format(value=plateau.value, low=plateau.low, high=plateau.high, error=one.learned.error)
    if runs is not None and one.learned.gap > one.learned.error and runs < 3 * len(scores):
        told += " " + _("Nine tenths of the way by run {run:.0f}.").format(run=runs)
    return f"{told} {middle}"


def _axes(style: Style, panel: pygame.Surface, plot: pygame.Rect, figures: tuple[float, ...], runs: int) -> None:
    px = style.px
    for value in figures:
        y = _y(plot, value)
        panel.fill(style.colour["line"], (plot.x, y, plot.width, max(1, px(1))))
        style.write(panel, in_figures(value, "g"), (plot.x - px(8), y - px(8)), "small", "muted", align="right")
    for run in {1, max(runs, 1)}:
        x = _x(plot, run, runs)
        style.write(
            panel, _("run {number}").format(number=run), (x, plot.bottom + px(6)), "small", "muted", align="center"
        )


def _x(plot: pygame.Rect, run: float, runs: int) -> int:
    inner = plot.inflate(-plot.width // 12, 0)
    return inner.x + round(inner.width * (run - 1) / max(runs - 1, 1)) if runs > 1 else plot.centerx


def _y(plot: pygame.Rect, score: float) -> int:
    return plot.bottom - round(plot.height * min(max(score, 0.0), 100.0) / 100)


def met_panel(style: Style, width: int, one: Practised) -> pygame.Surface:
    """Standards met once, twice running, twelve times; and the sums that say when passes are no luck any more."""
    px = style.px
    panel = blank(style, (width, px(100 + CUSUM)))
    style.write(panel, _("Standard met"), (px(PAD), px(12)), "strong")
    steps = (
        (_("once"), one.met.once),
        (_("twice running"), one.met.twice_running),
        (_("{count} of {twelve}").format(count=min(one.met.passes, TWELVE), twelve=TWELVE), one.met.passes >= TWELVE),
    )
    for number, (words, done) in enumerate(steps):
        x = px(PAD) + number * (width - px(2 * PAD)) // 3
        parts.disc(style, panel, (x + px(9), px(56)), done)
        style.write(panel, words, (x + px(26), px(48)), "small", "text" if done else "muted")
    plot = pygame.Rect(px(PAD), px(92), width - px(2 * PAD), px(CUSUM - 44))
    top = max(one.limit, *one.cusum) if one.cusum else one.limit
    limit_y = plot.bottom - round(plot.height * one.limit / top)
    for x in range(plot.x, plot.right, px(10)):
        panel.fill(style.colour["text"], (x, limit_y, px(5), max(1, px(1))))
    panel.fill(style.colour["line"], (plot.x, plot.bottom, plot.width, max(1, px(1))))
    points = [(plot.x, plot.bottom)]
    for number, value in enumerate(one.cusum, 1):
        x = plot.x + round(plot.width * number / max(len(one.cusum), 1))
        points += [(x, points[-1][1]), (x, plot.bottom - round(plot.height * value / top))]
    if len(points) > 1:
        pygame.draw.lines(panel, style.colour["accent"], False, points, px(2))
    words = _(
        "Passes add, fails take away; above the dashed line chance no longer explains them (learning-curve CUSUM)."
    )
    style.write(panel, words, (px(PAD), plot.bottom + px(8)), "small", "muted", width=width - px(2 * PAD))
    return style.rounded(panel)


def run_row(style: Style, width: int, row: Row) -> pygame.Surface:
    """One run of the history: day, score, verdict as a sign and in words."""
    px = style.px
    panel = blank(style, (width, px(ROW)))
    begun = f"{datetime.fromisoformat(row.started):%d.%m.%Y, %H:%M}" if row.started else "–"
    style.write(panel, begun, (px(PAD), px(12)), "small")
    style.write(panel, time_in_words(round(row.duration_s * 1e6)), (px(PAD + 150), px(12)), "small", "muted")
    words = {"pass": _("met"), "fail": _("not met yet"), "too close to call": _("too close to tell")}
    parts.disc(style, panel, (px(PAD + 230), px(20)), row.verdict == "pass")
    said = words.get(row.verdict or "", "")
    if row.helped:
        said = _("{verdict} · with help").format(verdict=said)
    style.write(panel, said, (px(PAD + 248), px(12)), "small", "muted")
    style.write(panel, in_figures(row.score or 0, ".1f"), (width - px(PAD), px(8)), "strong", align="right")
    return style.rounded(panel)
