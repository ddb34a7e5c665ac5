"""How the score is drawn: the total with its verdict on the scale, and the six parts with their reasons."""

from __future__ import annotations

import pygame

from simulator.app import parts
from simulator.app.screens.result_maps import Seen
from simulator.app.style import Style
from simulator.outcome.plan import PARTS
from simulator.outcome.score import Part
from simulator.report import words as result_words
from simulator.report.standing import certainty, rule_in_words, standing_in_words
from simulator.session import Outcome
from simulator.words import _, in_figures

PAD = 16


def score_panel(style: Style, width: int, seen: Seen) -> pygame.Surface:
    """The total, the verdict and what decided it, on the scale with its provisional mark; then what went well."""
    px, room, outcome = style.px, width - style.px(2 * PAD), seen.outcome
    number = in_figures(outcome.score.total, ".1f")
    beside = px(PAD) + style.measure(number, "number")[0] + px(20)
    words, stands = result_words.why(outcome, seen.scenario.rubric), _standing(seen)
    verdict, aside = result_words.verdict(outcome), width - beside - px(PAD)
    role = "title" if style.measure(verdict, "title")[0] <= aside else "heading"
    more = style.measure(verdict, role, aside)[1] - px(32 if role == "title" else 24)
    high = style.measure(words, "small", aside)[1] + more
    errors = [style.measure(c.text, "small", room - px(36))[1] + px(8) for c in outcome.critical]
    good = style.measure(seen.good, "small", room)[1] + px(8) if seen.good else 0
    stood = style.measure(stands, "small", room)[1] + px(8) if stands else 0
    panel = blank(style, (width, px(136) + max(0, high - px(32)) + sum(errors) + good + stood))
    style.write(panel, number, (px(PAD), px(10)), "number")
    style.write(panel, verdict, (beside, px(12)), role, width=aside)
    style.write(panel, words, (beside, px(44) + more), "small", "muted", width=aside)
    y = px(92) + max(0, high - px(32))
    _mark(style, panel, pygame.Rect(px(PAD), y, room, px(12)), outcome)
    y += px(36)
    for critical, tall in zip(outcome.critical, errors, strict=True):
        parts.warning(style, panel, (px(PAD + 12), y + px(12)))
        style.write(panel, critical.text, (px(PAD + 36), y + px(4)), "small", width=room - px(36))
        y += tall
    style.write(panel, stands, (px(PAD), y + px(4)), "small", width=room)
    if seen.good:
        style.write(panel, seen.good, (px(PAD), y + stood + px(4)), "small", "muted", width=room)
    return style.rounded(panel)


def _standing(seen: Seen) -> str:
    """Where this person stands under the scenario's rule, and how good one run is."""
    if seen.went is None:
        return ""
    stands = standing_in_words(seen.went.rule, seen.went.standing)
    told = _("It takes {rule}: {standing}.").format(rule=rule_in_words(seen.went.rule), standing=stands)
    return f"{told} {certainty(seen.scenario.rubric.standard_error, seen.went.own_error, seen.went.runs)}"


def _mark(style: Style, panel: pygame.Surface, rect: pygame.Rect, outcome: Outcome) -> None:
    mark = outcome.score.pass_mark
    said = _("provisional mark {mark:g}") if outcome.score.provisional else _("mark {mark:g}")
    figures = ((0.0, "0"), (mark, f"{said.format(mark=mark)} {result_words.CONVENTION}"))
    scale = parts.Scale(0, 100, figures, (parts.Span(mark, 100, "fair"),))
    parts.span_bar(style, panel, rect, scale, outcome.score.total)
    line = pygame.Rect(
        rect.x + round(rect.width * mark / 100), rect.y - style.px(2), style.px(2), rect.height + style.px(4)
    )
    panel.fill(style.colour["text"], line)


def parts_panel(style: Style, width: int, seen: Seen) -> pygame.Surface:
    """The six parts: points of weight, a bar as long as the weight, and the reason."""
    px, room, outcome = style.px, width - style.px(2 * PAD), seen.outcome
    reasons = {name: _reason(outcome.parts.get(name)) for name in PARTS}
    highs = {name: style.measure(text, "small", room)[1] for name, text in reasons.items()}
    panel = blank(style, (width, px(64 + PAD) + sum(highs.values()) + len(PARTS) * px(58)))
    style.write(panel, _("Six parts"), (px(PAD), px(12)), "strong")
    style.write(
        panel,
        _("points of weight") + " " + result_words.CONVENTION,
        (width - px(PAD), px(16)),
        "small",
        "muted",
        align="right",
    )
    most = max((p.weight for p in outcome.parts.values() if p), default=1.0)
    y = px(44)
    for name in PARTS:
        surface = pygame.Rect(px(PAD), y, room, px(48) + highs[name])
        _part(style, panel, surface, name, outcome.parts.get(name), most)
        drop = 40 if outcome.parts.get(name) else 30  # what was not asked for has no bar
        style.write(panel, reasons[name], (px(PAD), y + px(drop)), "small", "muted", width=room)
        y += highs[name] + px(58)
    style.write(panel, _(result_words.SIGNS), (px(PAD), y), "small", "muted")
    return style.rounded(panel)


def _part(style: Style, panel: pygame.Surface, rect: pygame.Rect, name: str, part: Part | None, most: float) -> None:
    px = style.px
    panel.fill(style.colour["line"], (rect.x, rect.y, rect.width, max(1, px(1))))
    style.write(panel, _(result_words.PART_NAMES[name]), (rect.x, rect.y + px(4)), "strong")
    if part is None:
        return
    weight = style.write(
        panel, f"/ {in_figures(part.weight, 'g')}", (rect.right, rect.y + px(4)), "body", "muted", align="right"
    )
    style.write(panel, in_figures(part.points, ".1f"), (weight.x - px(4), rect.y + px(4)), "strong", align="right")
    length = round(rect.width * part.weight / most)
    parts.bar(style, panel, pygame.Rect(rect.x, rect.y + px(28), length, px(6)), part.points / part.weight)


def _reason(part: Part | None) -> str:
    return part.reason if part else _("This scenario does not ask for it.")


def blank(style: Style, size: tuple[int, int]) -> pygame.Surface:
    """An empty panel, its corners still square."""
    panel = pygame.Surface(size)
    panel.fill(style.colour["panel"])
    return panel
