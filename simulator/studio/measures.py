"""What a zone of a draft comes to: area, judged share, width, and how long everything takes."""

from __future__ import annotations

import numpy as np

from simulator.checks.doses import usual_minutes
from simulator.session import Scenario
from simulator.words import _


def measured(scenario: Scenario, zone: str) -> list[str]:
    """Area, judged share, width where it is widest, and expected minutes, in words."""
    from scipy import ndimage

    zones = scenario.zones()
    cells, judged = zones.cells(zone), zones.judged_cells(zone)
    area = float(cells.sum()) * zones.grid.cell_cm2
    share = float(judged.sum()) / max(float(cells.sum()), 1.0)
    depth = ndimage.distance_transform_edt(np.pad(judged, 1)).max() if judged.any() else 0.0
    width = 2 * float(depth) * zones.grid.cell_um / 1000
    return [
        _("Area {area:.1f} cm², of which {share:.0%} are judged").format(area=area, share=share),
        _("Judged {width:.0f} mm wide at its widest").format(width=width),
        _("All zones: about {minutes:.1f} minutes").format(minutes=usual_minutes(scenario)),
    ]
