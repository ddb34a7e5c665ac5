"""Contact sheets of healing: acne scars, stretch marks and fine lines, on two skin types, after even and patchy hands.

Run it with a Python that has the test requirements: `python tests/scripts/heal_pictures.py FOLDER`. Each row is one
person: before, then an hour, 1, 7, 30, 90 and 180 days after the last of three sessions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from simulator import session
from simulator.files import parameters, places, scenario
from simulator.needling.hand import Hand
from simulator.operators.operate import operate
from simulator.outcome.response_patient import patient
from simulator.pictures.export import marked
from simulator.pictures.healing import Frame, HealedSkin
from simulator.pictures.png import write_png
from simulator.session import Scenario

DAYS = {"an hour after": 1 / 24, "day 1": 1, "day 7": 7, "day 30": 30, "day 90": 90, "day 180": 180}
TYPES = {"II": 0.058, "V": 0.29}
SIZE, PX_PER_MM = (360, 270), 7.0
STRIPS_UM, TREATED_UM = 16_000, 5000
FONTS = places.find().assets / "fonts"
SIDE, HEAD = 130, 34


def strips(plan: Scenario) -> Hand:
    """An expert's hand that is lifted over strips of the skin: what the tip treats is as wide as what it leaves out."""
    hand = operate(plan, "expert", "pen", 1)
    over = hand.samples.y_um % STRIPS_UM > TREATED_UM
    return hand._replace(samples=replace(hand.samples, down=hand.samples.down & ~over))


HANDS: dict[str, Callable[[Scenario], Hand]] = {
    "expert": lambda plan: operate(plan, "expert", "pen", 1),
    "hasty": lambda plan: operate(plan, "hasty", "mouse", 1),
    "strips left out": strips,
}


def people(sheet: parameters.Sheet) -> dict[str, tuple[Scenario, tuple[float, float]]]:
    """For every sheet a person, and the middle of what is looked at, in mm."""
    where = places.find()
    flat = scenario.load("flat-patch", where)
    layers = dict.fromkeys(flat.site.layers, sheet.sites["abdomen"])
    deep = tuple(replace(p, depth_low_um=1350, depth_high_um=1650, cap_um=2000) for p in flat.plans)
    belly = replace(flat, site=replace(flat.site, layers=layers), plans=deep, concerns=("stretch marks",))
    made = {
        "acne-scars": (scenario.load("acne-scars-cheeks", where), "cheek_left"),
        "fine-lines": (scenario.load("face-fine-lines", where), "cheek_left"),
        "stretch-marks": (replace(belly, dial_start_um=1500), "patch"),
    }
    return {name: (plan, middle(plan, zone)) for name, (plan, zone) in made.items()}


def middle(plan: Scenario, zone: str) -> tuple[float, float]:
    """The middle of a zone in mm."""
    shape = next(z for z in plan.site.zones if z.name == zone).polygon_um / 1000
    x, y = (shape.min(0) + shape.max(0)) / 2
    return float(x), float(y)


def row(plan: Scenario, hand: Hand, at_mm: tuple[float, float], sheet: parameters.Sheet) -> list[np.ndarray]:
    """One person, before and on the days."""
    run = session.begin(plan, 1)
    run.advance(hand)
    skins = [(28.0 * number, run.skin) for number in range(3)]
    person = patient(skins, plan.plans, plan.site.layers, plan.skin_type.number)
    x, y = (at - size / PX_PER_MM / 2 for at, size in zip(at_mm, SIZE, strict=True))
    frame = Frame((x, y, x + SIZE[0] / PX_PER_MM, y + SIZE[1] / PX_PER_MM), PX_PER_MM)
    healed = HealedSkin(plan, person, sheet.knowledge.best(), frame)
    return [healed.before(), *(healed.at(skins[-1][0] + day) for day in DAYS.values())]


def contact_sheet(rows: dict[str, list[np.ndarray]]) -> np.ndarray:
    """The rows beneath each other, with their names and those of the days."""
    columns = ["before", *DAYS]
    whole = Image.new("RGB", (SIDE + len(columns) * SIZE[0], HEAD + len(rows) * (SIZE[1] + 4)), (246, 248, 249))
    pen, font = ImageDraw.Draw(whole), ImageFont.truetype(str(FONTS / "NotoSans-SemiBold.ttf"), 16)
    for number, name in enumerate(columns):
        pen.text((SIDE + number * SIZE[0], 4), name, font=font, fill=(23, 33, 42))
    for down, (name, pictures) in enumerate(rows.items()):
        y = HEAD + down * (SIZE[1] + 4)
        pen.text((6, y + 4), name, font=font, fill=(23, 33, 42))
        for number, one in enumerate(pictures):
            whole.paste(Image.fromarray(marked(one, FONTS)), (SIDE + number * SIZE[0], y))
    return np.asarray(whole)


def main(folder: Path) -> int:
    """Writes three sheets."""
    sheet = parameters.load(places.find().assets)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (person, at_mm) in people(sheet).items():
        rows = {}
        for skin, melanin in TYPES.items():
            plan = replace(person, skin_type=replace(person.skin_type, id=skin, melanin=melanin))
            for hand, made in HANDS.items():
                rows[f"type {skin},\n{hand}"] = row(plan, made(plan), at_mm, sheet)
        write_png(contact_sheet(rows), folder / f"{name}.png")
        print(folder / f"{name}.png", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
