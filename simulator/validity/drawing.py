"""Pictures of a chapter as SVG: panels of curves and strips of dots, in which no colour has to be told apart."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from simulator.validity.chapter import Curves, Strips

PANEL_W, PANEL_H, PANELS = 260, 130, 4
"""Size of one panel of curves, and how many stand side by side."""
STRIP_W, STRIP_H, NAME_W, HEAD_H = 860, 34, 190, 38
INK, FAINT, DOT, ACROSS = "#1a1a1a", "#b8b8b8", "#0072b2", "#d55e00"
"""Blue and vermilion of the palette of Okabe & Ito, which every kind of colour vision tells apart."""


def curves(picture: Curves) -> str:
    """One small panel for each line, all with the same axes: x as given, y from 0 to 100."""
    rows = -(-len(picture.lines) // PANELS)
    parts = [_open(PANELS * PANEL_W, rows * PANEL_H + 24, picture.title)]
    for number, (name, values) in enumerate(picture.lines):
        left, top = number % PANELS * PANEL_W, number // PANELS * PANEL_H
        parts.append(_panel(picture.x, values, left, top))
        parts.append(_text(left + 30, top + 12, _shortened(name, 46), 10))
    legend = f"{picture.x_label} → / {picture.y_label} ↑"
    parts.append(_text(30, rows * PANEL_H + 16, legend, 12))
    return "".join([*parts, "</svg>"])


def _panel(x: tuple[float, ...], values: tuple[float, ...], left: float, top: float) -> str:
    width, height = PANEL_W - 44, PANEL_H - 44
    places = [
        (left + 30 + width * (a - x[0]) / (x[-1] - x[0]), top + 20 + height * (1 - v / 100))
        for a, v in zip(x, values, strict=True)
    ]
    parts = []
    for share in (0, 50, 100):
        y = top + 20 + height * (1 - share / 100)
        parts += [
            _line((left + 30, y), (left + 30 + width, y), FAINT, 0.5),
            _text(left + 26, y + 3, str(share), 9, "end"),
        ]
    parts += [_text(places[i][0], top + 32 + height, f"{x[i]:g}", 9, "middle") for i in (0, -1)]
    parts += [_line(a, b, DOT, 1.6) for a, b in pairwise(places)]
    parts += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="2" fill="{DOT}"/>' for px, py in places]
    return "".join(parts)


def strips(picture: Strips) -> str:
    """One row of dots for each group on a common axis from 0 to 100, and dashed lines with their names across."""
    bottom = len(picture.rows) * STRIP_H + HEAD_H
    parts = [_open(STRIP_W, bottom + 40, picture.title)]
    for tick in range(0, 101, 20):
        x = _across(tick)
        parts += [_line((x, HEAD_H), (x, bottom), FAINT, 0.5), _text(x, bottom + 14, str(tick), 10, "middle")]
    parts.append(_text(_across(50), bottom + 32, picture.x_label, 12, "middle"))
    for number, (name, value) in enumerate(picture.across):
        x, top = _across(value), 12 + 14 * number
        parts.append(_line((x, top + 4), (x, bottom), ACROSS, 1.2, "5 3"))
        parts.append(_text(x, top, f"{name}: {value:.1f}", 10, "middle"))
    for number, (name, values) in enumerate(picture.rows):
        middle = HEAD_H + (number + 0.5) * STRIP_H
        parts.append(_text(NAME_W - 10, middle + 4, name, 12, "end"))
        parts += [_dot(_across(value), middle + (i % 5 - 2) * 4) for i, value in enumerate(values)]
    return "".join([*parts, "</svg>"])


def _across(value: float) -> float:
    return NAME_W + (STRIP_W - NAME_W - 40) * value / 100


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{DOT}" fill-opacity="0.5"/>'


def shade(value: float) -> str:
    """The background and ink of a field with a value from 0 to 1: from white to dark blue, and legible on either."""
    depth = min(max(value, 0.0), 1.0)
    red, green, blue = (round(255 + (c - 255) * depth) for c in (0, 65, 120))
    return f"background:rgb({red},{green},{blue});color:{'#fff' if depth > 0.69 else INK}"


def _open(width: int, height: int, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img" '
        f'aria-label="{escape(title)}" font-family="sans-serif" fill="{INK}"><title>{escape(title)}</title>'
    )


def _line(a: tuple[float, float], b: tuple[float, float], colour: str, width: float, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}" stroke="{colour}" '
        f'stroke-width="{width}"{dashed}/>'
    )


def _text(x: float, y: float, text: str, size: int, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}">{escape(text)}</text>'


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
