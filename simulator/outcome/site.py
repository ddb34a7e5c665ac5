"""The body that is treated: a site laid flat with its zones and what lies under them, and the type of its skin."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from simulator.needling.zones import Shape


class Layers(NamedTuple):
    """Thickness of the skin at one place, in mm."""

    epidermis_mm: float
    dermis_mm: float


@dataclass(frozen=True, slots=True)
class Site:
    """A part of the body laid flat, in µm. `drawing` is how it looks: data for pictures, without a meaning here;
    `layers` is how thick the skin of every zone is, `bones` are the zones that lie right on bone.
    """

    id: str
    title: str
    width_um: int
    height_um: int
    zones: tuple[Shape, ...]
    no_go: tuple[Shape, ...]
    titles: dict[str, str]
    drawing: dict[str, Any] = field(default_factory=dict, repr=False)
    layers: dict[str, Layers] = field(default_factory=dict)
    bones: frozenset[str] = frozenset()


NUMBERS = ("I", "II", "III", "IV", "V", "VI")


@dataclass(frozen=True, slots=True)
class SkinType:
    """One of the six skin types: melanin as the pictures use it, by how much caps are lower, how many passes are usual,
    and between which shares of people dark marks were seen.
    """

    id: str
    title: str
    melanin: float
    cap_less_um: int = 0
    most_passes: int = 20
    pih: tuple[float, float] = (0.0, 0.0)

    @property
    def number(self) -> int:
        """1 to 6."""
        return NUMBERS.index(self.id) + 1
