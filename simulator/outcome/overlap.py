"""Overlap: how far each stroke lies from its neighbours of the same pass, as a share of the tip."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from simulator.outcome.dose import Mask, Patch, window
from simulator.outcome.exact import SHARE, Floats, mean, rounded, share, spread
from simulator.outcome.motion import Motion

POINTS = 24
"""A stroke is followed at this many places."""
LINES = ("lines with lift", "continuous lines")
"""The techniques that lay lanes beside each other."""


class Stroke(NamedTuple):
    """One stroke inside one zone: its number, places [POINTS] in µm, unit axis and length in µm."""

    number: int
    x_um: Floats
    y_um: Floats
    axis: tuple[float, float]
    length_um: float
    contact: int = 0


class Spacing(NamedTuple):
    """A stroke and its nearest neighbour on one side, with the overlap as a share of the tip."""

    stroke: int
    neighbour: int
    overlap: float


def owed(patch: Patch, tip_um: int) -> bool:
    """Whether a zone owes lanes beside each other: lines are planned, and it is somewhere wide enough for two of them.

    That is a matter of plan and place alone, so that no hand can choose to have no lanes to judge.
    """
    from scipy import ndimage

    if patch.plan.technique not in LINES or not patch.judged.any():
        return False
    deepest = float(ndimage.distance_transform_edt(np.pad(patch.judged, 1)).max())
    return 2 * deepest * patch.cell_um >= tip_um * (2 - patch.plan.overlap[1])


def trace(number: int, x_um: Floats, y_um: Floats, least_um: int) -> Stroke | None:
    """The stroke through these places; None when it is too short to have a direction."""
    dx, dy = float(x_um[-1] - x_um[0]), float(y_um[-1] - y_um[0])
    length = float(np.sqrt(dx * dx + dy * dy))
    if length < least_um:
        return None
    pick = np.arange(POINTS) * (len(x_um) - 1) // (POINTS - 1)
    return Stroke(number, x_um[pick], y_um[pick], (dx / length, dy / length), length)


def strokes_in(motion: Motion, patch: Patch, tip_um: int) -> list[Stroke]:
    """The strokes over a zone in order of time, as far as their tip touches it; no dabs of less than half a tip."""
    reach = tip_um // 2 // patch.cell_um
    touched = window(np.pad(patch.cells, reach).astype(np.int64), reach) > 0
    row = motion.y_um // patch.cell_um - patch.box[0].start + reach
    col = motion.x_um // patch.cell_um - patch.box[1].start + reach
    inside = (row >= 0) & (row < touched.shape[0]) & (col >= 0) & (col < touched.shape[1])
    rows = np.nonzero(inside)[0]
    rows = rows[touched[row[rows], col[rows]]] if patch.cells.any() else rows[:0]
    edges = np.nonzero(np.diff(motion.stroke[rows]))[0] + 1
    found = []
    for part in np.split(rows, edges) if len(rows) else []:
        whole = slice(int(part[0]), int(part[-1]) + 1)  # with what lies outside between: a curve has no short cuts
        x, y = motion.x_um[whole].astype(float), motion.y_um[whole].astype(float)
        if stroke := trace(int(motion.stroke[part[0]]), x, y, tip_um // 2):
            found.append(stroke._replace(contact=int(motion.contact[part[0]])))
    return _lanes_of(found)


def _lanes_of(strokes: list[Stroke]) -> list[Stroke]:
    """The strokes without hooks and ways across: those less than half as long as the one before or after in contact."""
    beside = zip([None, *strokes], strokes, [*strokes[1:], None], strict=False)
    return [own for before, own, after in beside if not any(_dwarfs(other, own) for other in (before, after))]


def _dwarfs(other: Stroke | None, own: Stroke) -> bool:
    return other is not None and other.contact == own.contact and 2 * own.length_um < other.length_um


def passes(strokes: list[Stroke], apart_um: Floats, tip_um: int) -> list[list[int]]:
    """Numbers of strokes by pass: sweeps in one direction family that do not come back beside older lanes."""
    sweeps: list[list[int]] = []
    for at, stroke in enumerate(strokes):
        sweep = sweeps[-1] if sweeps else []
        back = bool(np.any(2 * np.abs(apart_um[at, sweep[:-2]]) < tip_um))
        if sweep and _same_family(strokes[sweep[0]], stroke) and not back:
            sweep.append(at)
        else:
            sweeps.append([at])
    return sweeps


def spacings(strokes: list[Stroke], sweep: list[int], apart_um: Floats, tip_um: int) -> list[Spacing]:
    """The nearest neighbour of every stroke of a sweep on either side, within two tip widths."""
    found = []
    for at in sweep:
        away = apart_um[at, sweep]
        for side in (away < 0, away > 0):
            near = np.where(side & (np.abs(away) <= 2 * tip_um), np.abs(away), np.inf)
            other = int(np.argmin(near))
            if near[other] < np.inf:
                overlap = round(1 - float(near[other]) / tip_um, SHARE)
                found.append(Spacing(strokes[at].number, strokes[sweep[other]].number, overlap))
    return found


def measure(
    strokes: list[Stroke], tip_um: int, band: tuple[float, float], danger: Danger | None = None
) -> tuple[dict[str, Any], list[Spacing]]:
    """Mean, standard deviation and share in the band of the overlap of all neighbours; None without any.

    Lanes on two sides of a no-go area or its margin are no neighbours.
    """
    apart = distances(strokes, 3 * tip_um, danger)
    found = [s for sweep in passes(strokes, apart, tip_um) for s in spacings(strokes, sweep, apart, tip_um)]
    values = np.array([s.overlap for s in found])
    fits = int(np.count_nonzero((values >= band[0]) & (values <= band[1])))
    summary = {
        "mean": rounded(mean(values), SHARE),
        "sd": rounded(spread(values), SHARE),
        "in_band": share(fits, len(values)),
    }
    return summary, found


def distances(strokes: list[Stroke], reach_um: int, danger: Danger | None = None) -> Floats:
    """Mean distance across stroke i to stroke j in µm, signed by side, [n, n]; NaN where there is none to speak of.

    That is where they share less than half the length of i, lie further apart than the reach, or danger lies between.
    """
    n = len(strokes)
    apart = np.full((n, n), np.nan)
    if n < 2:
        return apart
    x, y = np.stack([s.x_um for s in strokes]), np.stack([s.y_um for s in strokes])
    axis, length = np.array([s.axis for s in strokes]), np.array([s.length_um for s in strokes])
    along, across = _frame(x, y, x[:, 0], y[:, 0], axis)
    middle_x, middle_y = x[:, POINTS // 2], y[:, POINTS // 2]
    lateral = (middle_y[None] - y[:, :1]) * axis[:, :1] - (middle_x[None] - x[:, :1]) * axis[:, 1:]
    i, j = np.nonzero((np.abs(lateral) <= reach_um) & ~np.eye(n, dtype=bool))
    other_along, other_across = _frame(x[j], y[j], x[i, 0], y[i, 0], axis[i])
    low, high = np.maximum(along[i, 0], other_along[:, 0]), np.minimum(along[i, -1], other_along[:, -1])
    places = low[:, None] + (high - low)[:, None] * np.arange(9) / 8
    own, theirs = _read(along[i], across[i], places), _read(other_along, other_across, places)
    off = theirs - own
    sums, sizes = np.cumsum(off, axis=1)[:, -1], np.cumsum(np.abs(off), axis=1)[:, -1]
    value = np.where(sums > 0, sizes, -sizes) / off.shape[1]
    valid = 2 * (high - low) >= length[i]
    if danger is not None:
        ends = (own[:, 4], theirs[:, 4])
        valid &= ~danger.between(x[i, 0], y[i, 0], axis[i], places[:, 4], ends)
    apart[i[valid], j[valid]] = value[valid]
    return apart


class Danger(NamedTuple):
    """Cells of the sheet [row, col] that no lane may cross: no-go areas with their margins."""

    cells: Mask
    cell_um: int

    def between(self, x_um: Floats, y_um: Floats, axis: Floats, along: Floats, ends: tuple[Floats, Floats]) -> Mask:
        """Whether such a cell lies on the way across from one lane to the other, for every pair."""
        share = np.arange(1, 12) / 12
        across = ends[0][:, None] + (ends[1] - ends[0])[:, None] * share
        x = x_um[:, None] + along[:, None] * axis[:, :1] - across * axis[:, 1:]
        y = y_um[:, None] + along[:, None] * axis[:, 1:] + across * axis[:, :1]
        row = np.clip(y // self.cell_um, 0, self.cells.shape[0] - 1).astype(np.int64)
        col = np.clip(x // self.cell_um, 0, self.cells.shape[1] - 1).astype(np.int64)
        return np.asarray(self.cells[row, col].any(axis=1))


def _same_family(a: Stroke, b: Stroke) -> bool:
    """Directions within 30° of each other, forth or back."""
    along = a.axis[0] * b.axis[0] + a.axis[1] * b.axis[1]
    return along * along >= 0.75


def _frame(x_um: Floats, y_um: Floats, x0: Floats, y0: Floats, axis: Floats) -> tuple[Floats, Floats]:
    """Places [m, POINTS] along and across given axes from given origins, in µm, ordered along them."""
    x, y = x_um - x0[:, None], y_um - y0[:, None]
    along, across = x * axis[:, :1] + y * axis[:, 1:], y * axis[:, :1] - x * axis[:, 1:]
    order = np.argsort(along, axis=1, kind="stable")
    return np.take_along_axis(along, order, 1), np.take_along_axis(across, order, 1)


def _read(along: Floats, across: Floats, places: Floats) -> Floats:
    """Lines through (along, across) read at places, row by row [m, 9], flat beyond their ends."""
    below = np.clip((along[:, None, :] <= places[:, :, None]).sum(axis=2) - 1, 0, along.shape[1] - 2)
    x0, x1 = np.take_along_axis(along, below, 1), np.take_along_axis(along, below + 1, 1)
    y0, y1 = np.take_along_axis(across, below, 1), np.take_along_axis(across, below + 1, 1)
    share = np.clip((places - x0) / np.where(x1 > x0, x1 - x0, 1.0), 0.0, 1.0)
    return y0 + (y1 - y0) * share
