"""The brush: an outline grows or shrinks by a round tip, and is an outline again."""

from __future__ import annotations

from simulator.studio.edits import Points

ROUND = 6
"""Corners of a quarter of the tip."""
TOLERANCE_MM = 0.1
"""Corners that lie so near to the line between others are left out."""
LEAST_MM2 = 20.0
"""An outline that would become smaller than this stays as it was."""


def painted(points: Points, at_mm: tuple[float, float], radius_mm: float, adds: bool) -> Points:
    """The outline with the round place added or taken away; its largest piece, without holes, where it falls apart."""
    from shapely import Point, Polygon

    before = Polygon(points).buffer(0)
    tip = Point(at_mm).buffer(radius_mm, quad_segs=ROUND)
    after = before.union(tip) if adds else before.difference(tip)
    if after.equals(before):
        return points
    pieces = getattr(after, "geoms", [after])
    whole = Polygon(max(pieces, key=lambda piece: piece.area).exterior).simplify(TOLERANCE_MM)
    if whole.area < LEAST_MM2:
        return points
    return [(float(x), float(y)) for x, y in list(whole.exterior.coords)[:-1]]
