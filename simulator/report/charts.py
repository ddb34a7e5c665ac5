"""The charts of a page as plain numbers in the units of their drawing: lines, bars, bands and ticks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.needling.puncture import Ints
from simulator.outcome.fields import Fields
from simulator.outcome.motion import Motion
from simulator.outcome.plan import ZonePlan
from simulator.pictures.kinds import DOSE, scale_of
from simulator.report.film import DEPTH_STEP_UM
from simulator.session import Scenario
from simulator.words import _, in_figures

WIDTH, HEIGHT = 640.0, 180.0
"""Every chart is drawn on so many units, and scaled with the page."""
DASHES = ("", "9 5", "2 4", "12 4 2 4", "5 3 1 3", "16 4")
"""Lines differ by their dashes, never by colour alone."""
BINS = 640
"""So many stretches of time the strip of speeds has at most."""


class Line(NamedTuple):
    """A line: its name, the points of its pieces for `polyline`, its dashes, and whether it is a wide one."""

    name: str
    pieces: tuple[str, ...]
    dash: str = ""
    wide: bool = False


class Chart(NamedTuple):
    """One chart: what it shows, in words too; bands (x, y, width, height), bars likewise, ticks (place, words)."""

    title: str
    about: str
    x_label: str
    y_label: str
    lines: tuple[Line, ...]
    bars: tuple[tuple[float, float, float, float], ...]
    bands: tuple[tuple[float, float, float, float], ...]
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]


class Axis(NamedTuple):
    """Values from `low` to `high` along so many units."""

    low: float
    high: float
    length: float

    def at(self, value: float) -> float:
        share = (value - self.low) / max(self.high - self.low, 1e-9)
        return round(min(max(share, 0.0), 1.0) * self.length, 1)


def dose_area(scenario: Scenario, fields: Fields, label: Ints) -> Chart:
    """How much of each zone's judged area has at least which share of its planned dose."""
    scale = scale_of(DOSE, scenario.plans)
    x, y = Axis(0.0, scale.high, WIDTH), Axis(0.0, 1.0, HEIGHT)
    at = np.linspace(0, scale.high, 121)
    lines = []
    for number, plan in enumerate(scenario.plans, 1):
        doses = np.sort(fields.dose_share[(label == number) & np.isfinite(fields.dose_share)])
        if len(doses):
            above = 1 - np.searchsorted(doses, at, "left") / len(doses)
            places = [(x.at(a), HEIGHT - y.at(b)) for a, b in zip(at, above, strict=True)]
            wide, dash = divmod(number - 1, len(DASHES))
            lines.append(Line(plan.title, (points(places),), DASHES[dash], bool(wide % 2)))
    low, high = (x.at(edge) for edge in scale.band)
    shares = [0.0, *scale.band, scale.high]
    return Chart(
        _("Dose and area"),
        _("Share of each zone that has at least this dose. Best: high up to the band, then down within it."),
        _("dose, share of the zone's plan (band shaded)"),
        _("share of the area"),
        tuple(lines),
        (),
        ((low, 0.0, high - low, HEIGHT),),
        tuple((x.at(share), f"{share * 100:.0f} %") for share in shares),
        tuple((HEIGHT - y.at(share), f"{share * 100:.0f} %") for share in (0.0, 0.5, 1.0)),
    )


def depths(scenario: Scenario, depths: Ints) -> Chart:
    """How deep all punctures went, and the depth windows of the plans."""
    step, whole = DEPTH_STEP_UM / 1000, max(int(depths.sum()), 1)
    deepest = max(len(depths) * step, *(plan.depth_high_um / 1000 for plan in scenario.plans)) + step
    most = max(float(depths.max()) / whole, 0.01)
    x, y = Axis(0.0, deepest, WIDTH), Axis(0.0, most, HEIGHT)
    bars = []
    for number, count in enumerate(depths.tolist()):
        if count:
            high = max(y.at(count / whole), 0.5)
            bars.append((x.at(number * step), HEIGHT - high, max(x.at(step) - 1, 0.5), high))
    windows = sorted({(plan.depth_low_um / 1000, plan.depth_high_um / 1000) for plan in scenario.plans})
    ticks = np.arange(0, deepest, 0.5 if deepest > 1 else 0.25).tolist()
    return Chart(
        _("Depth of all punctures"),
        _("Share of punctures by depth, in bars of 0.05 mm."),
        _("depth in mm (planned depths shaded)"),
        _("share of punctures"),
        (),
        tuple(bars),
        tuple((x.at(low), 0.0, x.at(high) - x.at(low), HEIGHT) for low, high in windows),
        tuple((x.at(tick), in_figures(tick, "g")) for tick in ticks),
        tuple((HEIGHT - y.at(share), f"{share * 100:.0f} %") for share in (0.0, most)),
    )


def speeds(plans: tuple[ZonePlan, ...], motion: Motion, begin_us: int) -> Chart:
    """Glide speed along the run; lines break where the tip was lifted."""
    begin_s = begin_us / 1e6
    length_s = max(int(motion.t_us[-1]) / 1e6 - begin_s, 1.0) if len(motion.t_us) else 1.0
    low, high = min(p.glide_mm_s[0] for p in plans), max(p.glide_mm_s[1] for p in plans)
    top = max(60.0, high * 1.25)
    x, y = Axis(begin_s, begin_s + length_s, WIDTH), Axis(0.0, top, HEIGHT)
    pieces = tuple(
        points([(x.at(t), HEIGHT - y.at(v)) for t, v in piece]) for piece in _binned(motion, begin_us, length_s)
    )
    every = next(step for step in (5, 10, 30, 60, 120, 300, 600, 1200) if length_s / step <= 8)
    times = [t for t in range(0, int(begin_s + length_s) + 1, every) if t >= begin_s]
    return Chart(
        _("Speed along the run"),
        _("Median speed of the glide; gaps are times with the tip lifted. Above {top:.0f} mm/s it is cut off.").format(
            top=top
        ),
        _("time in minutes and seconds (speed band shaded)"),
        _("mm/s"),
        (Line(_("glide speed"), pieces),),
        (),
        ((0.0, HEIGHT - y.at(high), WIDTH, y.at(high) - y.at(low)),),
        tuple((x.at(t), f"{t // 60}:{t % 60:02d}") for t in times),
        tuple((HEIGHT - y.at(v), in_figures(v, "g")) for v in (0.0, low, high, top)),
    )


def _binned(motion: Motion, begin_us: int, length_s: float) -> list[list[tuple[float, float]]]:
    """Times (s) and median speeds (mm/s) of every stretch of contact."""
    if not len(motion.t_us):
        return []
    bins = ((motion.t_us - begin_us) / 1e6 / length_s * BINS).astype(np.int64)
    key = motion.contact * (BINS + 2) + bins
    found: list[list[tuple[float, float]]] = []
    contact = -1
    for first, last in motion.spans(key):
        if motion.contact[first] != contact:
            contact = int(motion.contact[first])
            found.append([])
        middle = (float(motion.t_us[first]) + float(motion.t_us[last - 1])) / 2
        found[-1].append((middle / 1e6, float(np.median(motion.speed_mm_s[first:last]))))
    return found


def points(places: list[tuple[float, float]]) -> str:
    """Places as a `polyline` has them."""
    return " ".join(f"{x:g},{y:g}" for x, y in places)
