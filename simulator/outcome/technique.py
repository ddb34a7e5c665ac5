"""Technique: speed, steadiness, landing and lift, dwell, drag and turns, from the table of motion."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.needling.puncture import LOOK_BACK_US, Ints
from simulator.needling.run import Run
from simulator.outcome.exact import SHARE, SPEED_MM_S, Floats, percentile, rounded, share, total
from simulator.outcome.motion import Motion
from simulator.outcome.plan import ZonePlan
from simulator.outcome.stamps import rows as stamped_rows

FIRST_MM_UM = 1000
"""Landing and lift are judged over the first and the last millimetre."""
LONG_US = 1_000_000
"""Strokes shorter than a second have no steadiness."""
DWELL_UM = 1000
"""Dwelling is staying inside a circle of 2 mm."""
HEADING_UM, LANE_UM, FINE_UM = 2000, 6000, 500
"""A heading is a displacement of 2 mm, the way a lane begins on one of 6 mm, both looked for each half mm of way
(convention of this project)."""
OFF_GRID_UM = 1.5
"""Two places that are rounded to whole µm lie no further off their distance than √2: limits of speed lie beyond it."""


def measure(motion: Motion, plans: tuple[ZonePlan, ...], hand_us: tuple[int, int], contact_us: int) -> dict[str, Any]:
    """All metrics of technique in declared decimals; None where nothing touched the skin. `hand_us` is first and last
    time, `contact_us` how long it touched.
    """
    landing, lift = still_ms(motion, plans)
    whole = hand_us[1] - hand_us[0]
    return {
        "glide_mm_s": _percentiles_by_way(motion),
        "glide_in_band": _in_band(motion, plans),
        "steadiness": _steadiness(motion),
        "landing_still_ms": {"p50": percentile(landing, 50, 0), "p90": percentile(landing, 90, 0)},
        "lift_still_ms": {"p50": percentile(lift, 50, 0), "p90": percentile(lift, 90, 0)},
        "dwell_s": rounded(dwell_us(motion, plans)[0] / 1e6, 2) if len(motion.t_us) else None,
        "drag_um_p95": percentile(motion.drag_um.astype(np.float64), 95, 0),
        "tilt_deg_p95": percentile(motion.tilt_ddeg / 10, 95, 1) if motion.tilt_ddeg.any() else None,
        "turns_in_contact": int(np.count_nonzero(turns(motion, plans))) if len(motion.t_us) else None,
        "air_share": rounded(1 - contact_us / whole, SHARE) if whole else None,
        "lift_offs": int(motion.contact[-1]) if len(motion.contact) else 0,
        "time_s": rounded(whole / 1e6, 2),
        "strokes": len(motion.spans(motion.stroke)),
    }


def sampling(run: Run) -> dict[str, Any]:
    """What is known of how densely the hand was seen: gaps are stretches in which the program itself was away."""
    return {"rate_hz": run.rate_hz(), "gaps": sum(1 for a in run.acts if a.what == "gap")}


def path_efficiency(
    motion: Motion, zones: list[dict[str, Any]], plans: tuple[ZonePlan, ...], tip_um: int
) -> float | None:
    """Least way that the covered area needs at the planned overlap, as a share of the way in contact, at most 1."""
    needed = 0.0
    for found, plan in zip(zones, plans, strict=True):
        lane_cm = tip_um / 1e4 * (1 - (plan.overlap[0] + plan.overlap[1]) / 2)
        needed += (found["judged_cm2"] or 0) * (found["coverage"] or 0) * plan.passes / lane_cm
    way_cm = int(motion.step_um.sum()) / 1e4
    return rounded(min(needed / way_cm, 1.0), SHARE) if way_cm else None


def _percentiles_by_way(motion: Motion) -> dict[str, float | None]:
    """Speeds below which 10, 50 and 90 % of the way in contact were travelled, in mm/s."""
    order = np.argsort(motion.speed_mm_s, kind="stable")
    way = np.cumsum(motion.step_um[order])
    if not len(way) or not way[-1]:
        return {"p10": None, "p50": None, "p90": None}
    at = [int(np.searchsorted(way * 10, tenths * way[-1])) for tenths in (1, 5, 9)]
    return {
        name: rounded(motion.speed_mm_s[order[i]], SPEED_MM_S)
        for name, i in zip(("p10", "p50", "p90"), at, strict=True)
    }


def _in_band(motion: Motion, plans: tuple[ZonePlan, ...]) -> float | None:
    """Share of the way in contact at a speed inside the glide band of the zone."""
    slow, fast = off_band(motion, plans)
    return share(int(motion.step_um[~(slow | fast)].sum()), int(motion.step_um.sum()))


def off_band(motion: Motion, plans: tuple[ZonePlan, ...]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Poses below and above the glide band of their zone (outside zones: of the first plan), bool [n] each; stamps are
    neither.
    """
    low, high = np.array([plans[0].glide_mm_s, *(p.glide_mm_s for p in plans)]).T
    window_us = np.clip(motion.t_us - motion.landing_us, 1, LOOK_BACK_US)
    edge = 1000 * OFF_GRID_UM / window_us
    gliding = ~stamped_rows(motion, plans)
    slow, fast = motion.speed_mm_s < low[motion.zone] - edge, motion.speed_mm_s > high[motion.zone] + edge
    return slow & gliding, fast & gliding


def _steadiness(motion: Motion) -> float | None:
    """Median over long strokes of s.d. / mean of the speed, weighted by way, in the middle 80 % of each stroke."""
    values = []
    for first, last in motion.spans(motion.stroke):
        if motion.t_us[last - 1] - motion.t_us[first] < LONG_US:
            continue
        cut = (last - first) // 10
        speed, way = motion.speed_mm_s[first + cut : last - cut], motion.step_um[first + cut : last - cut]
        whole = int(way.sum())
        if whole:
            middle = total(speed * way) / whole
            values.append(float(np.sqrt(total((speed - middle) ** 2 * way) / whole)) / middle if middle else 0.0)
    return percentile(np.array(values), 50, SHARE)


def still_ms(motion: Motion, plans: tuple[ZonePlan, ...]) -> tuple[Floats, Floats]:
    """Contact time per contact for its first and last millimetre beyond what its median speed needs for it, in ms; a
    stamp stands still on purpose and needs all of it.
    """
    stamped = stamped_rows(motion, plans)
    landing, lift = [], []
    for first, last in motion.spans(motion.contact):
        if stamped[first]:
            landing.append(0.0)
            lift.append(0.0)
            continue
        t, way = motion.t_us[first:last], np.cumsum(motion.step_um[first:last])
        median = float(np.median(motion.speed_mm_s[first:last]))
        needed = 1000 / median if median else 0.0
        to_first = t[min(int(np.searchsorted(way, FIRST_MM_UM)), len(way) - 1)] - motion.landing_us[first]
        from_last = t[-1] - t[max(int(np.searchsorted(way, way[-1] - FIRST_MM_UM, "right")) - 1, 0)]
        landing.append(max(to_first / 1000 - needed, 0.0))
        lift.append(max(from_last / 1000 - needed, 0.0))
    return np.array(landing), np.array(lift)


def dwell_us(motion: Motion, plans: tuple[ZonePlan, ...]) -> tuple[int, int]:
    """The longest contact inside a circle of 2 mm in µs that is no stamp, and the row where it begins, from every
    eighth pose.
    """
    rows = np.nonzero(~stamped_rows(motion, plans))[0][::8]
    x, y, t, contact = (c[rows] for c in (motion.x_um, motion.y_um, motion.t_us, motion.contact))
    once, twice = (_stays(x, y, contact, apart) for apart in (1, 2))
    longest = int((t[1:] - t[:-1])[once].max()) if once.any() else 0
    at, end = (int(np.argmax(once)) if len(once) else 0), 0
    places = list(zip(x.tolist(), y.tolist(), contact.tolist(), strict=True))
    for i in np.nonzero(once[: len(twice)] & twice)[0].tolist():  # a glide in band has none
        end = max(end, i + 2)
        while end + 1 < len(places) and _near(places[i], places[end + 1]):
            end += 1
        if _near(places[i], places[end]) and t[end] - t[i] > longest:
            longest, at = int(t[end] - t[i]), i
    return longest, int(rows[at]) if len(rows) else 0


def _stays(x_um: Ints, y_um: Ints, contact: Ints, apart: int) -> NDArray[np.bool_]:
    """Whether a place and the one `apart` places later lie within the radius of dwelling, in one contact."""
    near = (x_um[apart:] - x_um[:-apart]) ** 2 + (y_um[apart:] - y_um[:-apart]) ** 2 <= DWELL_UM * DWELL_UM
    return np.asarray(near & (contact[apart:] == contact[:-apart]))


def _near(a: tuple[int, int, int], b: tuple[int, int, int]) -> bool:
    """Whether two places (x, y, contact) lie within the radius of dwelling, in one contact."""
    return a[2] == b[2] and (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 <= DWELL_UM * DWELL_UM


def turns(motion: Motion, plans: tuple[ZonePlan, ...]) -> NDArray[np.bool_]:
    """Poses at which a contact goes on with another lane, where the plan says to lift between lanes; bool [n].

    That is where the tip heads back, by more than 120° from the way that this lane began on: in one bend, in two of
    90°, or in a curve. Headings are those of 2 mm of displacement, so a tip that shakes on the spot has none.
    """
    lifting = [p.technique == "lines with lift" for p in plans]
    lifts = np.array([any(lifting), *lifting])
    turned = np.zeros(len(motion.t_us), bool)
    turned[_returns(motion)] = True
    return turned & lifts[motion.zone]


def _returns(motion: Motion) -> list[int]:
    """Rows at which a contact heads back from the way that its lane began on; another lane begins there."""
    seen = np.diff(np.cumsum(motion.step_um) // FINE_UM, prepend=-1) > 0
    seen[1:] |= motion.contact[1:] != motion.contact[:-1]
    rows = np.nonzero(seen)[0]
    columns = (rows.tolist(), *(c[rows].tolist() for c in (motion.x_um, motion.y_um, motion.contact)))
    found, start, last, lane, current = [], (0, 0), (0, 0), (0, 0), 0
    for row, x, y, contact in zip(*columns, strict=True):
        if contact != current:
            start, last, lane, current = (x, y), (x, y), (0, 0), contact
        heading = x - last[0], y - last[1]
        if _square(heading) < HEADING_UM * HEADING_UM:
            continue
        if _back(lane, heading):
            found.append(row)
            start, lane = last, (0, 0)
        last = (x, y)
        if _square(lane) < LANE_UM * LANE_UM:
            lane = x - start[0], y - start[1]
    return found


def _square(way: tuple[int, int]) -> int:
    return way[0] * way[0] + way[1] * way[1]


def _back(lane: tuple[int, int], heading: tuple[int, int]) -> bool:
    """Whether two directions differ by more than 120°; a lane that has no direction yet differs from none."""
    dot = lane[0] * heading[0] + lane[1] * heading[1]
    return dot < 0 and 4 * dot * dot > _square(lane) * _square(heading)
