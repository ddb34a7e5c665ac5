"""An environment of its own for a source checkout: made once, with nothing but Python, and entered at every start."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.words import _

ROOT = Path(__file__).resolve().parent.parent
NEEDED = (
    *("numpy", "scipy", "pygame", "pygame_gui", "pydantic", "tree_sitter", "tree_sitter_toml"),
    *("sqlalchemy", "PIL", "rich", "platformdirs", "jinja2"),
)
NEEDED_FOR_TESTS = ("pytest", "xdist", "hypothesis", "ruff", "mypy")

BEAT_S, STALE_S = 1.0, 20.0
"""The holder of the lock shows a sign of life every `BEAT_S`; after `STALE_S` without one, another start takes over."""


class Hindered(Exception):
    """The environment cannot be made; the sentence says why and what to do."""


def missing(testing: bool) -> list[str]:
    """The packages that cannot be found, without importing any."""
    wanted = NEEDED + (NEEDED_FOR_TESTS if testing else ())
    return [name for name in wanted if importlib.util.find_spec(name) is None]


def run_tests(arguments: list[str]) -> int:
    """The exit status of pytest over the tests of this checkout; an installed program has none.

    Without arguments all of them run: first beside each other, then one by one those that measure time or work in a
    real window, which must have the machine to themselves.
    """
    if not _is_checkout(ROOT):
        return _say(_("The tests are in the source checkout, not in an installed Needlepass."))
    os.chdir(ROOT)
    beside, alone = ["-n", "auto", "--dist", "worksteal", "-m", "not alone"], ["-m", "alone"]
    status = 0
    for part in [arguments] if arguments else [beside, alone]:
        status = status or subprocess.run([sys.executable, "-m", "pytest", *part], check=False).returncode
    return status


def enter(argv: list[str], testing: bool, root: Path = ROOT) -> int:
    """The exit status of the same command inside the checkout's own environment, which is made first where needed."""
    if not _is_checkout(root) and testing:
        return run_tests([])
    if not _is_checkout(root):
        text = _("Needlepass lacks packages: {names}. Run: pip install --force-reinstall needlepass")
        return _say(text.format(names=", ".join(missing(testing))))
    folder = root / ".venv"
    try:
        if _stamp(folder) != _stamp_wanted(root):
            make(root, folder)
        elif Path(sys.prefix).resolve() == folder.resolve():
            text = _("The environment in {folder} has lost packages: {names}. Remove that folder and start again.")
            raise Hindered(text.format(folder=folder, names=", ".join(missing(testing))))
    except Hindered as hindrance:
        return _say(str(hindrance))
    command = [str(_python(folder)), "-m", "simulator", *argv]
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.call(command)


def make(root: Path, folder: Path) -> None:
    """Makes or completes the environment; of several starts at once one does it and the others wait for it."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        text = _("This Python cannot make environments. On Debian and Ubuntu run: sudo apt install {package}")
        raise Hindered(text.format(package="python3-venv"))
    mark = folder / "made-by-needlepass"
    with _alone(root / ".venv.lock") as beat:
        if _stamp(folder) == _stamp_wanted(root):
            return
        if folder.exists() and not mark.exists():
            text = _("{folder} is not ours and is left alone. Activate it and run: pip install -e '.[test]'")
            raise Hindered(text.format(folder=folder))
        text = _("First start: making an environment in {folder}. This needs the network and takes about a minute.")
        _tell(text.format(folder=folder))
        folder.mkdir(exist_ok=True)
        mark.touch()
        _run([sys.executable, "-m", "venv", str(folder)], folder, beat)
        flags = ["--disable-pip-version-check", "--no-input", "--retries", "2", "--only-binary", ":all:"]
        _run([str(_python(folder)), "-m", "pip", "install", *flags, "-e", f"{root}[test]"], folder, beat)
        (folder / "stamp").write_text(_stamp_wanted(root), encoding="utf-8")


def _run(command: list[str], folder: Path, beat: Path) -> None:
    """Runs a step to its end with signs of life on the lock; its last error becomes part of the sentence."""
    log = folder / "making.log"
    with log.open("wb") as out:
        step = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        while True:
            try:
                status = step.wait(BEAT_S)
                break
            except subprocess.TimeoutExpired:
                os.utime(beat)
    if status:
        said = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if "ERROR" in line]
        text = _("The packages could not be installed: is this machine online? Details are in {log}. {said}")
        raise Hindered(text.format(log=log, said=said[-1] if said else "").rstrip())


@contextmanager
def _alone(lock: Path) -> Iterator[Path]:
    """The lock, held alone. A take-over is a numbered folder inside it, made exclusively, so only one start wins."""
    since, last_seen = time.monotonic(), None
    while not _made(lock):
        seen = _signs_of_life(lock)
        if last_seen is None:
            _tell(_("Another start is making the environment; waiting for it."))
        if seen != last_seen:
            since, last_seen = time.monotonic(), seen
        if time.monotonic() - since > STALE_S and _made(lock / str(seen[0])):
            break
        time.sleep(BEAT_S / 4)
    try:
        yield lock
    finally:
        for takeover in lock.iterdir():
            takeover.rmdir()
        lock.rmdir()


def _made(folder: Path) -> bool:
    """Whether the folder was made by this very call; not where it stands already or its parent has just gone."""
    try:
        folder.mkdir()
    except (FileExistsError, FileNotFoundError):
        return False
    return True


def _signs_of_life(lock: Path) -> tuple[int, int]:
    """How often the lock was taken over, and when its holder last touched it; zeros where it was just released."""
    try:
        return len(list(lock.iterdir())), lock.stat().st_mtime_ns
    except FileNotFoundError:
        return 0, 0


def _is_checkout(root: Path) -> bool:
    return (root / "pyproject.toml").is_file() and (root / "tests").is_dir()


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _stamp_wanted(root: Path) -> str:
    """What the environment depends on: this Python and the project's list of packages."""
    digest = hashlib.sha256((root / "pyproject.toml").read_bytes()).hexdigest()
    return f"{sys.version_info[0]}.{sys.version_info[1]} {digest}\n"


def _stamp(folder: Path) -> str | None:
    stamp = folder / "stamp"
    return stamp.read_text(encoding="utf-8") if stamp.is_file() and _python(folder).exists() else None


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _say(text: str) -> int:
    """The sentence on standard error, and the exit status of input that cannot be used."""
    _tell(text)
    return 2
