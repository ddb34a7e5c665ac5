"""The same runs scored under several versions of Python and numpy, with and without features of the processor.

`python tests/scripts/across_numpy.py FOLDER [--numpy 1.26.4 2.4.6] [--python python3.12]` makes an environment
for every version in the folder (by pip, once), writes the runs there, and ends with status 1 where a result differs.
Of the runs, 120 are longer than 8,192 samples or needle strokes, the others lie within a quantum of a threshold.
"""

from __future__ import annotations

import argparse
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from rescored import LONG, masks, rescore

VERSIONS = ("1.26.4", "2.0.2", "2.2.6", "2.4.6")
NEEDED = ("scipy", "pydantic>=2.7,<3", "tree-sitter>=0.23,<1", "tree-sitter-toml>=0.7,<1", "platformdirs")
LONG_RUNS, NEAR_RUNS = 120, 180


def environment(folder: Path, python: str, version: str) -> str:
    """The interpreter of an environment with one numpy; made where it is not there yet."""
    name = re.sub(r"\W+", "-", Path(python).name if python != sys.executable else platform.python_version())
    place = folder / "environments" / f"{name}-numpy-{version}"
    found = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not found.exists():
        print(f"making {place}", flush=True)
        subprocess.run([python, "-m", "venv", str(place)], check=True)
        pip = [str(found), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, f"numpy=={version}", *NEEDED], check=True)
    return str(found)


def write_runs(folder: Path) -> None:
    """Long runs of every skill and two grips over patch and face, and short ones near thresholds."""
    from routes import header
    from thresholds import near

    from simulator.files import places, recording, scenario
    from simulator.operators.habits import SKILLS
    from simulator.operators.operate import operate
    from simulator.session import Recording

    folder.mkdir(parents=True, exist_ok=True)
    both = [scenario.load(name, places.find()) for name in ("flat-patch", "face-fine-lines")]
    for number in range(LONG_RUNS):
        here = both[number % 5 == 0]
        skill, grip = list(SKILLS)[number % len(SKILLS)], ("pen", "mouse")[number // len(SKILLS) % 2]
        kept = _gone_over(Recording(header(number), here, operate(here, skill, grip, number)))
        recording.write(kept, folder / f"long-{number:03d}.run")
    for number in range(NEAR_RUNS):
        here = both[number % 5 == 0]
        recording.write(Recording(header(number), here, near(here, number)), folder / f"near-{number:03d}.run")


def _gone_over(kept):  # type: ignore[no-untyped-def]
    """The recording with its hand gone over again until it is long in samples and in needle strokes."""
    import dataclasses

    from simulator.needling.hand import Hand, Samples, join
    from simulator.session import replay

    once, whole = kept.hand, kept.hand
    while len(whole.samples) <= LONG or len(replay(dataclasses.replace(kept, hand=whole)).poses()[0]) <= LONG:
        later = whole.end_us + 500_000
        s = once.samples
        more = Samples(s.t_us + later, s.x_um, s.y_um, s.down, s.force_mn, s.tilt_ddeg, s.tilt_dir_ddeg)
        acts = tuple(act._replace(t_us=act.t_us + later) for act in once.acts)
        whole = Hand(join([whole.samples, more]), whole.acts + acts)
    return dataclasses.replace(kept, hand=whole)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--numpy", nargs="+", default=VERSIONS)
    asked.add_argument("--python", nargs="+", default=[], help="more interpreters, each with the last numpy")
    given = asked.parse_args()
    runs = given.folder / "runs"
    if not runs.exists():
        write_runs(runs)
    pairs = [(sys.executable, version) for version in given.numpy] + [(p, given.numpy[-1]) for p in given.python]
    first, wrong, configurations, arithmetics = None, 0, 0, set()
    print("python   numpy    scipy    features                          runs  long  differ  other arithmetic")
    for python, version in pairs:
        interpreter = environment(given.folder, python, version)
        for mask in masks(interpreter):
            found = rescore(interpreter, runs, mask)
            results = {name: run["digest"] for name, run in found["runs"].items()}
            first = first or results
            differ = sum(first.get(name) != value for name, value in results.items()) + len(
                first.keys() ^ results.keys()
            )
            long = sum(min(run["samples"], run["strokes"]) > LONG for run in found["runs"].values())
            configurations, wrong = configurations + 1, wrong + differ
            arithmetics.add(found["forbidden"])
            head = f"{found['python']:8} {found['numpy']:8} {found['scipy']:8} {mask.name:32}"
            print(f"{head}  {len(results):4}  {long:4}  {differ:6}  {found['forbidden']}", flush=True)
    print(f"{configurations} configurations with {len(arithmetics)} kinds of float arithmetic: {wrong} results differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
