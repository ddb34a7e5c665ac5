"""Scores run files in a process of its own, under whatever numpy and processor features that process is given.

`python tests/rescored.py FOLDER` prints the digest of every result, what the process ran on, and a digest of operations
that the scoring core may not use: where those differ between two processes, so does the arithmetic below them.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

LONG = 8192
"""Beyond so many elements numpy has added in another order since version 2.3."""
LIBM = "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F,-FMA4,-AVX"


class Mask(NamedTuple):
    """What a process is kept from using, and the environment that does it."""

    name: str
    environment: dict[str, str]


def masks(python: str) -> list[Mask]:
    """The masks that make sense for an interpreter's numpy on this processor: vector units, BLAS kernels and libm."""
    code = "import sys; sys.path[:0] = sys.argv[1:]; import rescored; print(' '.join(rescored.features()))"
    done = subprocess.run(
        [python, "-c", code, str(ROOT / "tests")], capture_output=True, text=True, check=True, timeout=120
    )
    present = done.stdout.split()
    wide = [name for name in present if name.startswith(("AVX512", "X86_V4"))]
    vector = [
        Mask("as it is", {}),
        Mask("no AVX-512", {"NPY_DISABLE_CPU_FEATURES": " ".join(wide)}),
        Mask("baseline", {"NPY_DISABLE_CPU_FEATURES": " ".join(present), "OPENBLAS_CORETYPE": "NEHALEM"}),
    ]
    plain = [mask for mask in vector if mask.environment.get("NPY_DISABLE_CPU_FEATURES", "-")]
    return [
        *plain,
        *(Mask(f"{m.name}, libm without FMA", {**m.environment, "GLIBC_TUNABLES": LIBM}) for m in plain),
    ]


def features() -> list[str]:
    """Vector features that numpy would choose code by, and that this processor has and this process may use."""
    try:
        from numpy._core import _multiarray_umath as umath
    except ImportError:
        from numpy.core import _multiarray_umath as umath  # type: ignore[no-redef]
    return [name for name in umath.__cpu_dispatch__ if umath.__cpu_features__.get(name)]


def rescore(python: str, folder: Path, mask: Mask) -> dict[str, Any]:
    """What another interpreter finds under a mask."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHASHSEED", "GLIBC_TUNABLES")}
    done = subprocess.run(
        [python, str(Path(__file__).resolve()), str(folder)],
        env={**inherited, **mask.environment}, capture_output=True, text=True, timeout=3600,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def forbidden() -> str:
    """A digest of what the core may not use, on numbers that are the same everywhere."""
    import numpy as np

    x = (np.arange(20_011, dtype=np.float64) * 0.37 + 0.11) / 7
    small = x[:400].reshape(20, 20)
    values = [np.sin(x), np.cos(x), np.exp(x / 100), np.log(x), np.arctan2(x, 7.3), np.power(x, 1.3), np.tanh(x / 90)]
    values += [np.dot(x, x), small @ small, np.convolve(x[:300], x[:300]), np.linalg.norm(x), x.mean(), x.std()]
    values += [part.sum() for part in (x[:LONG], x[: LONG + 1], x[:9000], x)]
    plain = [[math.sin(v), math.exp(v / 400), math.atan2(v, 7.3)] for v in x[:4000].tolist()]
    data = b"".join(np.asarray(v).tobytes() for v in (*values, plain))
    return hashlib.sha256(data).hexdigest()[:12]


def digests(folder: Path) -> dict[str, dict[str, Any]]:
    """For every run file its digest, and how many samples and needle strokes it has."""
    from simulator.files import recording
    from simulator.files.outcome import digest, summary
    from simulator.session import conclude, replay

    found = {}
    for path in sorted(folder.glob("*.run")):
        kept = recording.read(path)
        run = replay(kept)
        result = summary(kept.scenario, kept.header, conclude(kept.scenario, run, kept.header.device_class))
        sizes = {"samples": len(kept.hand.samples), "strokes": len(run.poses()[0])}
        found[path.name] = {"digest": digest(result), **sizes}
    return found


def main() -> None:
    import numpy as np
    import scipy

    versions = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__}
    told = {**versions, "features": features(), "forbidden": forbidden(), "runs": digests(Path(sys.argv[1]))}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
