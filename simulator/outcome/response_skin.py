"""From the whole-number fields of a skin to what its tissue felt: density, depth and tear in windows of 1.5 mm."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.needling.skin import Skin
from simulator.needling.zones import Zones
from simulator.outcome.dose import window
from simulator.outcome.response_injury import Tissue, Trauma, Values
from simulator.outcome.site import Layers

WINDOW_REACH_UM = 500
"""Reach of the window: injuries merge over some tenths of a millimetre, and a single cell is mostly chance."""


def felt(skin: Skin) -> Trauma:
    """What the punctures in a skin did, as 32-bit floats [row, col]; depth is the true one, nothing is lost again."""
    cell_um = skin.zones.grid.cell_um
    around = WINDOW_REACH_UM // cell_um
    punctures, depth_um, drag_um = (window(field, around) for field in (skin.count, skin.depth_sum_um, skin.drag_um))
    area_mm2 = window(np.ones_like(skin.count), around).astype(np.float32) * np.float32(cell_um**2 / 1e6)
    count = np.maximum(punctures, 1).astype(np.float32)
    return Trauma(*(values.astype(np.float32) for values in (
        punctures.astype(np.float32) / area_mm2, depth_um.astype(np.float32) / 1000 / count,
        drag_um.astype(np.float32) / 1000 / count,
    )))  # fmt: skip


def tissue(zones: Zones, layers: Mapping[str, Layers], skin_type: int) -> Tissue:
    """Thickness of every cell by its zone; between zones that of the thinnest, so that harm is not made light of."""
    named = [layers[name] for name in zones.names]
    thinnest = min(named, key=sum)
    table = np.array([thinnest, *named], np.float32)
    return Tissue(table[zones.label, 0], table[zones.label, 1], skin_type)


def thinned(trauma: Trauma, tissue: Tissue, cells: Values) -> tuple[Trauma, Tissue]:
    """Trauma and tissue at some flat cell numbers only, in full precision: enough for means, at a fraction of the
    work.
    """
    taken = Trauma(*(np.ravel(field)[cells].astype(np.float64) for field in trauma))
    epidermis, dermis = (np.broadcast_to(layer, trauma.per_mm2.shape).ravel()[cells] for layer in tissue[:2])
    return taken, Tissue(epidermis.astype(np.float64), dermis.astype(np.float64), tissue.skin_type)
