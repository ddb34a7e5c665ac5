"""The first start in a bare checkout: one environment, made once, nothing else harmed, and clear sentences."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from simulator import __main__ as door
from simulator import bootstrap

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like a checkout, without packages of its own."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "needlepass"\nversion = "0"\n', encoding="utf-8")
    return tmp_path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that would be run; making an environment leaves its Python behind, as the real step does."""
    seen: list[list[str]] = []

    def run(command: list[str], folder: Path, beat: Path) -> None:
        seen.append(command)
        time.sleep(0.05)
        python = bootstrap._python(folder)
        python.parent.mkdir(exist_ok=True)
        python.touch()

    monkeypatch.setattr(bootstrap, "_run", run)
    return seen


def test_an_old_python_can_read_the_door_and_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "simulator" / "__main__.py").read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 4))
    top = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    assert top == {"sys"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr)]
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert door.main(["play"]) == 2
    assert "needs Python 3.11 or newer; this is Python 3.9" in capsys.readouterr().err


def test_bootstrap_needs_nothing_that_is_not_in_python() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from simulator import __main__, bootstrap\n"
        "print(len(bootstrap.missing(True)))"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.stdout.strip() == str(len(bootstrap.NEEDED + bootstrap.NEEDED_FOR_TESTS)), done.stderr


def test_here_nothing_is_missing() -> None:
    assert bootstrap.missing(testing=True) == []


def test_an_environment_is_made_once_and_anew_when_the_list_of_packages_changes(
    checkout: Path, steps: list[list[str]]
) -> None:
    folder = checkout / ".venv"
    bootstrap.make(checkout, folder)
    assert [("venv" in step, "install" in step) for step in steps] == [(True, False), (False, True)]
    assert "--only-binary" in steps[1]
    bootstrap.make(checkout, folder)
    assert len(steps) == 2
    (checkout / "pyproject.toml").write_text("changed", encoding="utf-8")
    (folder / "kept").touch()
    bootstrap.make(checkout, folder)
    assert len(steps) == 4
    assert (folder / "kept").exists()
    assert not (checkout / ".venv.lock").exists()


def test_a_folder_that_is_not_ours_is_left_alone(checkout: Path, steps: list[list[str]]) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "mine").touch()
    with pytest.raises(bootstrap.Hindered, match="not ours"):
        bootstrap.make(checkout, checkout / ".venv")
    assert steps == []
    assert [path.name for path in (checkout / ".venv").iterdir()] == ["mine"]


def test_a_half_made_environment_is_completed(
    checkout: Path, steps: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(command: list[str], folder: Path, beat: Path) -> None:
        raise bootstrap.Hindered("no network")

    with monkeypatch.context() as broken:
        broken.setattr(bootstrap, "_run", fail)
        with pytest.raises(bootstrap.Hindered, match="no network"):
            bootstrap.make(checkout, checkout / ".venv")
    assert not (checkout / ".venv.lock").exists()
    bootstrap.make(checkout, checkout / ".venv")
    assert len(steps) == 2


def test_of_many_starts_at_once_one_makes_it_and_all_get_it(checkout: Path, steps: list[list[str]]) -> None:
    starts = [threading.Thread(target=bootstrap.make, args=(checkout, checkout / ".venv")) for _ in range(6)]
    for start in starts:
        start.start()
    for start in starts:
        start.join(30)
    assert len(steps) == 2
    assert bootstrap._stamp(checkout / ".venv") == bootstrap._stamp_wanted(checkout)
    assert not (checkout / ".venv.lock").exists()


def test_a_lock_whose_holder_died_is_taken_over_by_one(
    checkout: Path, steps: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "STALE_S", 0.6)
    monkeypatch.setattr(bootstrap, "BEAT_S", 0.1)
    (checkout / ".venv.lock" / "0").mkdir(parents=True)
    test_of_many_starts_at_once_one_makes_it_and_all_get_it(checkout, steps)


def test_a_lock_whose_holder_lives_is_waited_for(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "STALE_S", 0.6)
    monkeypatch.setattr(bootstrap, "BEAT_S", 0.1)
    lock = checkout / ".venv.lock"
    lock.mkdir()
    entered = threading.Event()

    def wait() -> None:
        with bootstrap._alone(lock):
            entered.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    for _ in range(15):
        time.sleep(0.1)
        os.utime(lock)
        assert not entered.is_set()
    lock.rmdir()
    waiting.join(10)
    assert entered.is_set()


def test_a_failing_step_is_told_with_its_last_error(checkout: Path) -> None:
    code = "print('ERROR: no such package'); raise SystemExit(1)"
    with pytest.raises(bootstrap.Hindered, match=r"online.*ERROR: no such package"):
        bootstrap._run([sys.executable, "-c", code], checkout, checkout)


def test_a_python_that_makes_no_environments_is_told(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(bootstrap.Hindered, match="apt install python3-venv"):
        bootstrap.make(checkout, checkout / ".venv")
    assert not (checkout / ".venv").exists()


def test_an_installed_program_makes_no_environment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.enter(["play"], False, tmp_path) == 2
    assert "pip install" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_offline_the_sentence_is_one_and_nothing_is_left_locked(checkout: Path) -> None:
    (checkout / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n', encoding="utf-8"
    )
    code = (
        "import sys; from pathlib import Path; from simulator import bootstrap\n"
        "sys.exit(bootstrap.enter(['x'], False, Path(sys.argv[1])))"
    )
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    nowhere |= {"PIP_NO_INDEX": "1", "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": ""}
    command = [sys.executable, "-c", code, str(checkout)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | nowhere, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "is this machine online?" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (checkout / ".venv.lock").exists()
    assert not (checkout / ".venv" / "stamp").exists()


def test_an_installed_program_has_no_tests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    assert bootstrap.run_tests([]) == 2
    assert bootstrap.enter(["test"], True, tmp_path) == 2
    assert capsys.readouterr().err.count("source checkout") == 2
