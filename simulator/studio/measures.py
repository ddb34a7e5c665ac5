"""What a zone of a draft comes to: area, judged share, width, and how long everything takes."""

from __future__ import annotations

from simulator.checks.areas import widths
from simulator.checks.doses import usual_minutes
from simulator.session import Scenario
from simulator.words import _


def measured(scenario: Scenario, zone: str) -> list[str]:
    """Area, judged share, width where it is narrow and where it is widest, and expected minutes, in words."""
    zones = scenario.zones()
    cells, judged = zones.cells(zone), zones.judged_cells(zone)
    area = float(cells.sum()) * zones.grid.cell_cm2
    share = float(judged.sum()) / max(float(cells.sum()), 1.0)
    wide = widths(judged, zones.grid.cell_um)
    return [
        _("Area {area:.1f} cm², of which {share:.0%} are judged").format(area=area, share=share),
        _("Judged: nearly everywhere {least:.0f} mm wide or more, {widest:.0f} mm at the widest").format(
            least=wide.least, widest=wide.widest
        ),
        _("All zones: about {minutes:.1f} minutes").format(minutes=usual_minutes(scenario)),
    ]
