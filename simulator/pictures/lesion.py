"""What lies on the skin: moles, sores, scars, ink and the like, each drawn from a few layers of paint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from simulator.pictures.colour import BLOOD, MELANIN, Linear, albedo
from simulator.pictures.light import KEY
from simulator.pictures.paint import over
from simulator.pictures.sheet import Sheet, noise, step
from simulator.pictures.spread import Field

Shape = Literal["spot", "patch", "dots", "line", "star", "arc"]
Rgb = tuple[float, float, float]
REACH = 1.6
"""How far from its middle a lesion is drawn, in radii."""
TURN = 2.399963
"""Angle between one dot and the next, so that dots spread evenly (golden angle, rad)."""


class Layer(NamedTuple):
    """One coat: a shape, how much more melanin and blood than the skin, and how much it stands out of it (dome).

    `cover` hides the skin beneath by an even colour, `paint` is that colour (linear light) where it is not skin's.
    `size` is the radius of a dot or half the width of a line in radii of the lesion; `rough` breaks its border, `scale`
    lays flakes over it, and `fade` is the share of the skin's own melanin that is missing.
    """

    shape: Shape
    melanin: float = 0.0
    blood: float = 0.0
    dome: float = 0.0
    cover: float = 0.0
    paint: Rgb | None = None
    size: float = 0.15
    number: int = 9
    rough: float = 0.07
    scale: float = 0.0
    fade: float = 0.0


INK, BROWN, PUS, CRUST = (0.035, 0.06, 0.085), (0.07, 0.035, 0.022), (0.83, 0.74, 0.5), (0.45, 0.22, 0.07)
HALO = Layer("patch", blood=3.0, rough=0.15)
LOOKS: dict[str, tuple[Layer, ...]] = {
    "mole": (Layer("spot", 0.38, 0.6, 0.35, 1.0),),
    "dark mole": (
        Layer("spot", 0.45, 0.6, 0.2, 1.0, rough=0.16),
        Layer("dots", 0.75, 0.4, 0.0, 0.9, size=0.3, number=4, rough=0.2),
    ),
    "birthmark": (Layer("spot", 0.2, 0.3, rough=0.14),),
    "sore": (
        HALO,
        Layer("dots", 0.0, 2.5, 0.5, 0.45, size=0.3, number=6),
        Layer("dots", 0.0, 0.0, 0.3, 0.65, CRUST, size=0.16, number=5, rough=0.2),
    ),
    "wound": (
        HALO,
        Layer("line", 0.15, 9.0, -0.5, 0.9, size=0.22, rough=0.3),
        Layer("dots", 0.0, 0.0, 0.2, 0.7, CRUST, size=0.12, number=4),
    ),
    "pustules": (
        Layer("dots", 0.0, 4.0, 0.3, size=0.32, number=7, rough=0.2),
        Layer("dots", 0.0, 0.0, 0.4, 0.85, PUS, size=0.13, number=7),
    ),
    "blackheads": (Layer("dots", 0.9, 0.0, -0.2, 0.9, size=0.07, number=14),),
    "patch": (Layer("patch", 0.0, 4.0, rough=0.25), Layer("patch", rough=0.3, scale=0.5)),
    "dry patch": (Layer("patch", 0.01, 0.9, rough=0.2, scale=0.5),),
    "tattoo": (Layer("star", cover=0.85, paint=INK, size=0.09, rough=0.02),),
    "permanent make-up": (Layer("arc", cover=0.75, paint=BROWN, size=0.17, rough=0.1),),
    "wart": (
        Layer("spot", 0.06, 0.8, 0.7, 0.8, rough=0.1),
        Layer("dots", 0.1, 0.0, 0.5, 0.35, size=0.16, number=16, rough=0.1),
    ),
    "rough patch": (Layer("spot", 0.06, 2.0, 0.2, rough=0.16), Layer("spot", rough=0.2, scale=0.55)),
    "keloid": (Layer("spot", -0.02, 3.0, 0.9, 0.75, rough=0.1),),
    "pale scar": (Layer("line", -0.01, -0.6, -0.7, 0.75, size=0.16, rough=0.15, fade=0.55),),
    "freckles": (Layer("dots", 0.14, size=0.14, number=15, rough=0.25),),
    "line": (Layer("line", 0.0, 1.6, -0.3, size=0.07, rough=0.05),),
}
"""Looks by the names that a bank of care uses (drawn by eye from descriptions; convention of this project)."""


class Lesion(NamedTuple):
    """Something on the skin: its middle and radius in mm, and how it looks."""

    x_mm: float
    y_mm: float
    r_mm: float
    look: str = "mole"


class Place(NamedTuple):
    """Where a lesion's pixels lie: to the right and down, in its radii, and what makes it uneven, [h, w]."""

    dx: Field
    dy: Field
    uneven: Field
    fine: Field


def add_lesions(rgb: Linear, sheet: Sheet, lesions: Sequence[Lesion], melanin: float) -> None:
    """Paint lesions onto linear light in place; a look that is not known is a mole."""
    for x, y, r, look in lesions:
        box = sheet.box((x - REACH * r, y - REACH * r), (x + REACH * r, y + REACH * r))
        if not rgb[box].size:
            continue
        dx = (sheet.x_mm[:, box[1]] - np.float32(x)) / np.float32(r)
        dy = (sheet.y_mm[box[0]] - np.float32(y)) / np.float32(r)
        uneven, fine = (noise(sheet.only(box), share * r, 41, 2) for share in (0.55, 0.14))
        place = Place(dx + 0 * dy, dy + 0 * dx, uneven, fine)
        for layer in LOOKS.get(look, LOOKS["mole"]):
            _coat(rgb[box], place, layer, melanin)


def _coat(rgb: Linear, place: Place, layer: Layer, melanin: float) -> None:
    """One layer, on the pixels of its lesion."""
    cover, tilt = _shape(place, layer)
    lit = (1 + layer.dome * tilt * step(0.0, 0.7, cover))[..., None]
    if layer.scale:
        flakes = step(0.5, 1.3, place.fine) * cover
        over(rgb, np.broadcast_to(np.float32(0.82), rgb.shape), np.float32(layer.scale) * flakes)
    if layer.cover:
        pigment = (
            melanin * (1 - layer.fade) + layer.melanin * (1 - 0.45 * step(0.0, 1.0, 1 - cover)) + 0.03 * place.uneven
        )
        own = albedo(np.clip(pigment, 0.004, 1.5), 1 + layer.blood)
        colour = own if layer.paint is None else np.broadcast_to(np.array(layer.paint, np.float32), rgb.shape)
        over(rgb, colour * lit * np.float32(0.95), np.float32(layer.cover) * cover)
    else:
        change = MELANIN * layer.melanin + BLOOD * layer.blood
        tint = np.exp(-change.astype(np.float32) * cover[..., None])
        np.clip(rgb * tint * lit, 0, 1, out=rgb)


def _shape(place: Place, layer: Layer) -> tuple[Field, Field]:
    """How much of each pixel the layer covers, and how far its surface leans towards the lamp there."""
    dx, dy = place.dx, place.dy
    ragged = np.float32(layer.rough) * place.uneven
    leaning = dx * KEY[0] + dy * KEY[1]
    if layer.shape == "dots":
        return _dots(place, layer)
    if layer.shape in ("line", "arc"):
        along, across = 0.9 * dx + 0.44 * dy, 0.9 * dy - 0.44 * dx
        bend = 0.1 * np.sin(2.2 * along) if layer.shape == "line" else 0.35 * along**2 - 0.2
        thin = 1.0 if layer.shape == "line" else 1.15 - 0.5 * np.abs(along)
        away = np.abs(across + bend) / (np.float32(layer.size) * thin) + ragged
        return step(1.25, 0.65, away) * step(1.05, 0.8, np.abs(along)), across * np.float32(KEY[1] / layer.size / 2)
    away = np.hypot(dx, dy)
    if layer.shape == "star":
        fifth = np.pi / 5
        turned = np.abs(np.mod(np.arctan2(dy, dx) + np.pi / 2, 2 * fifth) - fifth)
        edge = 0.36 / np.cos(1.134 * turned / fifth)
        ring = np.minimum(np.abs(away - edge), np.abs(away - 0.98))
        return step(1.3, 0.7, ring / np.float32(layer.size) + ragged), leaning
    if layer.shape == "patch":
        return step(1.15, 0.45, away + ragged), leaning
    return step(1.08, 0.78, away + ragged), leaning


def _dots(place: Place, layer: Layer) -> tuple[Field, Field]:
    """Dots that spread evenly over the lesion, each a little larger or smaller than the next."""
    cover = np.zeros_like(place.dx)
    leaning = np.zeros_like(place.dx)
    for k in range(layer.number):
        out = 0.82 * np.sqrt((k + 0.5) / layer.number)
        own = layer.size * (0.7 + 0.6 * ((7 * k) % 5) / 4)
        dx = (place.dx - np.float32(out * np.cos(TURN * k))) / np.float32(own)
        dy = (place.dy - np.float32(out * np.sin(TURN * k))) / np.float32(own)
        one = step(1.15, 0.6, np.hypot(dx, dy) + np.float32(layer.rough) * place.uneven)
        leaning = np.where(one > cover, dx * KEY[0] + dy * KEY[1], leaning)
        cover = np.maximum(cover, one)
    return cover, leaning
