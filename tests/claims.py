"""Every sentence that the program can show, and the claims that stand in none of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAFETY_WORDS = (
    "Needlepass trains planning and the path of the hand on a screen. It does not train pressure, angle, skin feel, "
    "infection control or the care of a person. Nothing here permits you to treat anyone. Follow your school, your "
    "supervisor, the device's instructions and the law of your country."
)
"""They stand at the first start and on every page, word for word."""
NEVER = re.compile(
    r"\b(certif\w+|competen\w+|qualif\w+|validated|clinically proven|realistic results?|guarantee\w*|risk-free"
    r"|painless|experts?|cheat-proof|tamper-proof)\b|\+\s?\d+ ?% (more )?collagen",
    re.IGNORECASE,
)
LEVELS = re.compile(r"\b(competent|experts?)\b", re.IGNORECASE)
"""Names of levels of hands that are not human, where it is such hands that are spoken of."""
PAGES = ("assets/pages/*", "assets/coach/*.toml", "assets/care/*", "assets/judgement/*", "assets/lessons/*",
         "scenarios/**/*.toml", "README.md", "scenarios/README.md", "CHANGELOG.md")  # fmt: skip


def sentences() -> Iterator[tuple[Path, str]]:
    """What goes through `_` or `mark` anywhere, and what stands in pages and texts."""
    for path in sorted((ROOT / "simulator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "mark")
            if named and node.args and isinstance(node.args[0], ast.Constant):
                yield path, str(node.args[0].value)
    for pattern in PAGES:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                for line in path.read_text(encoding="utf-8").splitlines():
                    yield path, line


def claims() -> list[str]:
    """Sentences that claim what nobody can."""
    found = []
    for path, text in sentences():
        of_hands = "validity" in path.parts or (path.name == "README.md" and ("needlepass " in text or ">>>" in text))
        if NEVER.search(LEVELS.sub("", text) if of_hands else text):
            found.append(f"{path.relative_to(ROOT)}: {text}")
    return found
