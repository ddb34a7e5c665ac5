"""What the response rests on and comes to, at length: discs thrown at random, hands over many seeds, intervals, draws.

Run it with a Python that has the test requirements: `python tests/scripts/response_long.py`. Some minutes.
"""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from healing_equations import told
from test_response import BEST, BOOK, PASS, SHEET, dialled, even, often, once, protocol, under, worked

from simulator.files import places, scenario
from simulator.outcome.response_band import draws
from simulator.outcome.response_benefit import red_hours
from simulator.outcome.response_course import Session, follow
from simulator.outcome.response_injury import Tissue, Trauma

DISCS = 60_000
SAMPLES = 200_000


def merged_area(number_times_area: float, rng: np.random.Generator) -> float:
    """Mean area of the cluster that an injured point lies in, in areas of one disc; discs of radius 1 on a torus."""
    side = math.sqrt(DISCS * math.pi / number_times_area)
    tree = cKDTree(rng.random((DISCS, 2)) * side, boxsize=side)
    pairs = tree.query_pairs(2.0, output_type="ndarray")
    graph = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (DISCS, DISCS))
    _count, cluster = connected_components(graph, directed=False)
    away, nearest = tree.query(rng.random((SAMPLES, 2)) * side, distance_upper_bound=1.0)
    hits = np.bincount(cluster[nearest[np.isfinite(away)]], minlength=DISCS).astype(float)
    return float((hits * (hits - 1)).sum() / hits.sum() * side**2 / SAMPLES / math.pi)


def percolation() -> None:
    """The law of merged holes against discs thrown at random."""
    rng, i = np.random.default_rng(1), BEST.injury
    print("\nnumber × area   merged area thrown   (1 − x)^−power   diameter off by")
    for eta in (0.2, 0.31, 0.5, 0.6, 0.7, 0.77, 0.82, 0.862, 0.9, 0.95):
        thrown = float(np.mean([merged_area(eta, rng) for _ in range(3)]))
        law = (1 - eta / i.percolation) ** -i.cluster_power
        print(f"{eta:13.3f}   {thrown:18.2f}   {law:14.2f}   {math.sqrt(law / thrown) - 1:+14.1%}")
        assert abs(math.sqrt(law / thrown) - 1) < 0.1


def book() -> None:
    """Practice by the book at the best guess, and how often a draw of the parameters calls it injury."""
    print("\npractice by the book       scar   draws with scar above 0.05")
    for depth, per_mm2 in BOOK:
        scar = float(once(per_mm2, dialled(depth)).at("scar", 180)[0])
        drawn = draws(lambda p, d=depth, n=per_mm2: scar_of(p, d, n), SHEET.knowledge, 200)
        print(f"{depth} mm {per_mm2 * 100:8.0f}/cm²   {scar:12.4f}   {(drawn > 0.05).mean():10.1%}")


def scar_of(values: object, depth: float, per_mm2: float) -> NDArray[np.float64]:
    return follow([Session(0, even(per_mm2, dialled(depth)))], under(), values).at("scar", 180)[0]


def redness() -> None:
    """Hours of visible redness by depth, with their bands."""
    print("\nhours of visible redness after one plan of four passes")
    for depth in (0.5, 1.0, 1.5, 2.0):
        drawn = draws(lambda p, d=depth: hours(p, d), SHEET.knowledge, 200)
        low, high = np.percentile(drawn, [10, 90])
        print(f"{depth} mm: {red_hours(once(4 * PASS, dialled(depth))):5.0f} h   ({low:.0f}-{high:.0f} h)")


def hours(values: object, depth: float) -> NDArray[np.float64]:
    return np.array(red_hours(follow([Session(0, even(4 * PASS, dialled(depth)))], under(), values)))


def intervals() -> None:
    """Four sessions at different intervals, half a year after the last."""
    print("\n  days between   collagen   scar   at 10 passes: collagen   scar")
    for gap in (1, 3, 7, 14, 28, 42):
        plan, most = (often(4, gap, n, dialled(1.5)).day(3 * gap + 180) for n in (4 * PASS, 10 * PASS))
        row = [plan["collagen_total"], plan["scar"], most["collagen_total"], most["scar"]]
        print(f"{gap:14}   {row[0]:8.3f}   {row[1]:.3f}   {row[2]:22.3f}   {row[3]:.3f}")


def hands() -> None:
    """Net benefit of hands over eight seeds, and of an expert's hand sixteen times over."""
    print("\nnet benefit at half a year")
    for name in ("flat-patch", "face-fine-lines"):
        plan = scenario.load(name, places.find())
        skills = ("expert", "competent", "novice", "hasty", "timid", "edge-hugger", "stampede")
        found = {skill: worked(plan, skill, 8) for skill in skills} | {"over-treating": worked(plan, "expert", 1, 16)}
        print(f"{name:16} " + "  ".join(f"{skill} {value:+.4f}" for skill, value in found.items()))
        assert found["expert"] >= found["competent"] >= found["novice"]
        assert all(found["expert"] > value for skill, value in found.items() if skill != "expert")


def against_an_integrator() -> None:
    """How much longer the integrator needs, cell by cell, than the exact solution for the same 1000 cells."""
    visits, days, layers, skin_type = protocol(1)
    since = time.perf_counter()
    told(visits, days, layers, skin_type, BEST)
    stepped_s = time.perf_counter() - since
    course = [Session(v.day, Trauma(*(np.full(1000, value) for value in v[1:]))) for v in visits]
    tissue = Tissue(np.array([layers[0]]), np.array([layers[1]]), skin_type)
    since = time.perf_counter()
    healing = follow(course, tissue, BEST)
    for day in days:
        for name in healing.chains.answers:
            healing.at(name, day)
    exact_s = (time.perf_counter() - since) / 1000
    ratio = stepped_s / exact_s
    print(f"\nintegrator {stepped_s * 1000:.0f} ms a cell, exact {exact_s * 1e6:.1f} µs a cell: {ratio:.0f} ×")


if __name__ == "__main__":
    percolation()
    book()
    redness()
    intervals()
    hands()
    against_an_integrator()
