"""The README is run, not believed."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_python_in_the_readme_runs() -> None:
    found = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert found.attempted >= 6 and found.failed == 0


def test_every_file_that_the_documents_name_is_there() -> None:
    for document in ("README.md", "simulator/README.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert (ROOT / document).parent.joinpath(target).exists(), f"{document} names {target}"


def test_every_command_in_the_readme_is_understood() -> None:
    from simulator.cli import parser

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line.split("#")[0].split() for line in re.findall(r"^needlepass .*$", text, re.MULTILINE)]
    assert len(lines) >= 6
    for line in lines:
        assert parser().parse_args(line[1:])
