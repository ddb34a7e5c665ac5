"""Contact sheets of healing: acne scars, stretch marks and fine lines, on two skin types, after even and patchy hands.

Run it with a Python that has the test requirements: `python tests/scripts/heal_pictures.py FOLDER`. Each row is one
person: before, then an hour, 1, 7, 30, 90 and 180 days after the last of three sessions.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from simulator import session
from simulator.files import parameters, places, scenario
from simulator.operators.operate import operate
from simulator.operators.raster import Raster, raster
from simulator.outcome.response_patient import patient
from simulator.pictures.export import marked
from simulator.pictures.healing import Frame, HealedSkin, framed
from simulator.pictures.png import write_png
from simulator.session import Scenario

DAYS = (1 / 24, 1, 7, 30, 90, 180)
TYPES = {"II": 0.058, "V": 0.29}
PATCH = Frame((15.0, 15.0, 65.0, 50.0), 6.0)


def patch(base: Scenario, concern: str, where: str, skin: str, sheet: parameters.Sheet) -> Scenario:
    """A flat piece of skin of another place, with a concern and a deep plan."""
    site = replace(base.site, layers=dict.fromkeys(base.site.layers, sheet.sites[where]))
    plans = tuple(replace(p, depth_low_um=1350, depth_high_um=1650, cap_um=2000) for p in base.plans)
    type_ = replace(base.skin_type, id=skin, melanin=TYPES[skin])
    return replace(base, site=site, plans=plans, skin_type=type_, concerns=(concern,), dial_start_um=1500)


def row(plan: Scenario, even: bool, frame: Frame, sheet: parameters.Sheet) -> np.ndarray:
    """One person, before and on the days."""
    skins = []
    for number in range(3):
        run = session.begin(plan, number + 1)
        if plan.site.id == "patch":
            spacing = 3.1 if even else 11.0
            run.advance(raster(Raster(8, 92, 13, int(76 / spacing) + 1, spacing, 20)))
        else:
            run.advance(operate(plan, "expert" if even else "stampede", "pen" if even else "mouse", 1))
        skins.append((28.0 * number, run.skin))
    person = patient(skins, plan.plans, plan.site.layers, plan.skin_type.number)
    healed = HealedSkin(plan, person, sheet.knowledge.best(), frame)
    pictures = [healed.before(), *(healed.at(skins[-1][0] + day) for day in DAYS)]
    return np.concatenate([marked(one, places.find().assets / "fonts") for one in pictures], 1)


def main(folder: Path) -> int:
    """Writes three sheets."""
    where = places.find()
    sheet = parameters.load(where.assets)
    flat, face = (scenario.load(name, where) for name in ("flat-patch", "face-fine-lines"))
    made: dict[str, list[tuple[Scenario, Frame]]] = {
        "acne-scars": [(patch(flat, "acne scars", "cheek", skin, sheet), PATCH) for skin in TYPES],
        "stretch-marks": [(patch(flat, "stretch marks", "abdomen", skin, sheet), PATCH) for skin in TYPES],
        "fine-lines": [
            (replace(face, skin_type=replace(face.skin_type, id=skin, melanin=melanin)), framed(face, (300, 225)))
            for skin, melanin in TYPES.items()
        ],
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, people in made.items():
        rows = [row(plan, even, frame, sheet) for plan, frame in people for even in (True, False)]
        write_png(np.concatenate(rows, 0), folder / f"{name}.png")
        print(folder / f"{name}.png", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
