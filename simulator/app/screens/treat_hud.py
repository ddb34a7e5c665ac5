"""The panels beside the stage: each is drawn again only when what it shows has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pygame

from simulator.app.dials import Dial, dial, ring
from simulator.app.parts import Scale, Span, bar, rows, span_bar
from simulator.app.screens.treat_layout import GUTTER
from simulator.app.screens.treat_map import Mapped, legend_panel
from simulator.app.style import Style
from simulator.needling.device import Device
from simulator.outcome.plan import ZonePlan
from simulator.report.words import CITED, CONVENTION
from simulator.words import _, in_figures

TOP_MM_S = 60.0
"""Right end of the speed scale, but for bands that reach further."""
ROW = 23


class Under(NamedTuple):
    """What is under the tip, and a plan: the one that holds there, or beside the zones that of the last one."""

    title: str
    plan: ZonePlan
    inside: bool
    told: bool = True  # or to be known from memory
    cited: frozenset[str] = frozenset()


class Covered(NamedTuple):
    """Coverage and mean dose of a zone: whole per cent, whole punctures per cm²."""

    plan: ZonePlan
    percent: int
    dose_per_cm2: int


class Listed(NamedTuple):
    """The zones with their coverage in per cent (none where nothing was done) and which one is worked on."""

    zones: tuple[tuple[str, int | None], ...]
    active: str


class Depth(NamedTuple):
    """The dial in µm, the plan it is set for, the device that it belongs to, and how far needles scatter and fall
    short.
    """

    dial_um: int
    plan: ZonePlan
    device: Device
    reach_um: tuple[int, int]
    told: bool = True


class Speed(NamedTuple):
    """Glide in whole mm/s (none while lifted), the green part of the band, the band, where red begins, the strokes of
    the motor a second, whether they can be set, and whether the speed is to be felt and not read.
    """

    mm_s: int | None
    green: tuple[int, int]
    band: tuple[int, int]
    amber_end: int
    red: int
    motor_hz: int = 0
    to_set: bool = False
    felt: bool = False


def plan_panel(style: Style, surface: pygame.Surface, rect: pygame.Rect, shown: Under) -> None:
    """The zone under the tip and what is planned for it."""
    inner = _inner(style, rect)
    style.write(surface, _("Under the tip"), inner.topleft, "small", "muted")
    role = "title" if style.measure(shown.title, "title")[0] <= inner.width else "heading"
    title = style.shortened(shown.title, role, inner.width)
    style.write(surface, title, (inner.x, inner.y + style.px(16 if role == "title" else 20)), role)
    plan = shown.plan
    inner.y += style.px(56)
    if not shown.inside:
        whose = style.shortened(_("Plan of {zone}").format(zone=plan.title), "small", inner.width)
        style.write(surface, whose, (inner.x, inner.y - style.px(9)), "small", "muted")
        inner.y += style.px(8)
    depth = _("{low:.2f} – {high:.2f} mm").format(low=plan.depth_low_um / 1000, high=plan.depth_high_um / 1000)
    cap = _("{cap:.2f} mm").format(cap=plan.cap_um / 1000)
    signs = [CITED if name in shown.cited else CONVENTION for name in ("depth", "", "passes")]
    names = (_("Depth"), _("Never beyond"), _("Passes"))
    pairs = [(f"{n} {s}", v) for n, s, v in zip(names, signs, (depth, cap, str(plan.passes)), strict=True)]
    memory = _("from memory")
    rows(style, surface, inner, [(name, value if shown.told else memory) for name, value in pairs])


def coverage_panel(style: Style, surface: pygame.Surface, rect: pygame.Rect, shown: Covered) -> None:
    """How much of a zone has its dose, and the mean dose against the plan."""
    inner = _inner(style, rect)
    style.write(surface, _("Coverage"), inner.topleft, "small", "muted")
    round_ = pygame.Rect(inner.x, inner.y + style.px(24), style.px(108), style.px(108))
    ring(style, surface, round_, shown.percent / 100, str(shown.percent))
    beside = (round_.right + style.px(16), round_.y + style.px(30))
    text = _("per cent of {zone} has its dose").format(zone=shown.plan.title)
    style.write(surface, text, beside, "small", "muted", width=inner.right - beside[0])
    inner.y += style.px(138)
    dose = _("{dose:,} of {low:,} – {high:,} /cm²").format(
        dose=shown.dose_per_cm2, low=shown.plan.target_low_per_cm2, high=shown.plan.target_high_per_cm2
    )
    style.write(surface, _("Mean dose") + " " + CONVENTION, inner.topleft, "small", "muted")
    style.write(surface, dose, (inner.x, inner.y + style.px(16)), "strong")


def zones_panel(style: Style, surface: pygame.Surface, rect: pygame.Rect, shown: Listed) -> None:
    """All zones of the scenario, one a line, as far as there is room."""
    inner = _inner(style, rect)
    style.write(surface, _("Zones"), inner.topleft, "small", "muted")
    style.write(surface, _("% with dose"), inner.topright, "small", "muted", align="right")
    room = (inner.height - style.px(20)) // style.px(ROW)
    for number, (title, percent) in enumerate(shown.zones[:room]):
        y = inner.y + style.px(20 + ROW * number)
        active = title == shown.active
        colour = "accent" if active else "muted" if percent is None else "text"
        style.write(surface, title, (inner.x, y + style.px(3)), "small", colour)
        track = pygame.Rect(inner.x + style.px(156), y + style.px(8), style.px(60), style.px(6))
        bar(style, surface, track, (percent or 0) / 100, "accent" if active else "edge")
        value = "–" if percent is None else str(percent)
        style.write(surface, value, (inner.right, y + style.px(3)), "small", colour, align="right")


def dial_panel(style: Style, surface: pygame.Surface, rect: pygame.Rect, shown: Depth) -> None:
    """The dial with the plan as an arc, the hatch from the cap on, and the depth that is really reached; of a drum the
    length of its needles.
    """
    inner, device = _inner(style, rect), shown.device
    name, step = _("Depth dial"), _("step {step:.2f}").format(step=device.dial_step_um / 1000)
    if device.pitch_um:
        name, step = _("Needle length"), _("change it lifted")
    style.write(surface, name, inner.topleft, "small", "muted")
    style.write(surface, step, inner.topright, "small", "muted", align="right")
    top, steps = device.dial_max_um / 1000, device.dial_max_um // device.dial_step_um
    parts = steps if steps <= 5 else 5
    figures = tuple((top * part / parts, in_figures(top * part / parts, ".1f")) for part in range(parts + 1))
    low, high, cap = (
        min((depth_um + device.loss_um) / 1000, top)
        for depth_um in (shown.plan.depth_low_um, shown.plan.depth_high_um, shown.plan.cap_um)
    )
    face = Dial(top, (low, high), cap, figures) if shown.told else Dial(top, figures=figures)
    unit = _("mm · {verdict}").format(verdict=_verdict(shown)) if shown.told else _("mm")
    place = pygame.Rect(0, 0, style.px(216), style.px(216))
    place.midtop = (rect.centerx, inner.y + style.px(4))
    dial(style, surface, place, face, (shown.dial_um / 1000, in_figures(shown.dial_um / 1000, ".2f"), unit))
    low, high = (max(depth, 0) / 1000 for depth in shown.reach_um)
    reach = _("reaches {low:.2f} – {high:.2f} mm").format(low=low, high=high)
    style.write(surface, reach, (rect.centerx, rect.bottom - style.px(32)), "small", align="center")


def _verdict(shown: Depth) -> str:
    depth_um = shown.dial_um - shown.device.loss_um
    if depth_um > shown.plan.cap_um:
        return _("beyond cap")
    if depth_um > shown.plan.depth_high_um:
        return _("too deep")
    return _("too shallow") if depth_um < shown.plan.depth_low_um else _("in plan")


def speed_panel(style: Style, surface: pygame.Surface, rect: pygame.Rect, shown: Speed) -> None:
    """How fast the tip glides, over 120 ms, and the speeds that give this zone its dose."""
    inner = _inner(style, rect)
    style.write(surface, _("Glide speed") + " " + CONVENTION, inner.topleft, "small", "muted")
    if shown.motor_hz:
        motor = _("PgUp, PgDn: {rate} Hz") if shown.to_set else _("motor {rate} Hz")
        motor = motor.format(rate=shown.motor_hz)
        style.write(surface, motor, inner.topright, "small", "muted", align="right")
    number = "–" if shown.mm_s is None else str(shown.mm_s)
    box = style.write(surface, number, (inner.x, inner.y + style.px(10)), "number")
    unit = _("mm/s · {verdict}").format(verdict=_pace(shown))
    style.write(surface, unit, (box.right + style.px(8), inner.y + style.px(37)), "small", "muted")
    top = TOP_MM_S if shown.band[1] < TOP_MM_S else 1.25 * shown.band[1]
    ends = sorted({0, *shown.green, shown.red, round(top)})
    scale = Scale(0.0, top, tuple((float(v), str(v)) for v in ends if v <= top), _spans(shown, top))
    lies = pygame.Rect(inner.x, inner.y + style.px(82), inner.width, style.px(14))
    span_bar(style, surface, lies, scale, None if shown.mm_s is None else float(shown.mm_s))


def _spans(shown: Speed, top: float) -> tuple[Span, ...]:
    low, high = shown.green
    fair = [(shown.band[0], low), (high, min(shown.amber_end, shown.red))]
    spans = [Span(float(a), min(float(b), top), "fair") for a, b in fair if b > a]
    spans.append(Span(float(low), float(high), "good"))
    if shown.red < top:
        spans.append(Span(float(shown.red), top, "poor"))
    return tuple(spans)


def _pace(shown: Speed) -> str:
    if shown.felt:
        return _("by feel")
    if shown.mm_s is None:
        return _("lifted")
    if shown.mm_s >= shown.red:
        return _("tearing")
    if shown.mm_s > shown.green[1]:
        return _("too fast")
    return _("too slow") if shown.mm_s < shown.green[0] else _("in band")


DRAW: dict[type, Callable[[Style, pygame.Surface, pygame.Rect, Any], None]] = {
    Under: plan_panel,
    Covered: coverage_panel,
    Listed: zones_panel,
    Depth: dial_panel,
    Speed: speed_panel,
    Mapped: legend_panel,
}


class Hud:
    """The panels and what they show now."""

    def __init__(self, style: Style, places: dict[str, pygame.Rect]) -> None:
        self.style, self.places = style, places
        self._shown: dict[str, Any] = {}
        self._drawn: dict[str, int] = {}  # the longer ago a panel was drawn, the sooner is its turn
        self._count = 0

    def forget(self, *names: str) -> None:
        """These panels (all, without names) are drawn again whatever they show."""
        for name in names or list(self._shown):
            self._shown.pop(name, None)

    def show(self, surface: pygame.Surface, values: dict[str, Any], whole: bool = False) -> list[pygame.Rect]:
        """Draws the next panel whose value changed, in turns; all where `whole`. Answers where."""
        stale = [name for name, value in values.items() if name in self.places and self._shown.get(name) != value]
        if not whole:
            stale = sorted(stale, key=lambda name: self._drawn.get(name, 0))[:1]
        for name in stale:
            self._count += 1
            self._drawn[name], self._shown[name] = self._count, values[name]
            surface.fill(self.style.colour["stage"], self.places[name])
            self.style.panel(surface, self.places[name])
            DRAW[type(values[name])](self.style, surface, self.places[name], values[name])
        return [self.places[name] for name in stale]


def _inner(style: Style, rect: pygame.Rect) -> pygame.Rect:
    return pygame.Rect(rect).inflate(-2 * style.px(GUTTER), -2 * style.px(GUTTER - 2))
