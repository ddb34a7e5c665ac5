"""Gathers every text that a person reads, brings the catalogues of all languages up to date, and compiles them.

    python tests/scripts/words.py            gather, update, compile; says what is left to translate
    python tests/scripts/words.py --check    the same without writing; fails where a catalogue is behind

A translator edits `assets/locale/LANGUAGE/LC_MESSAGES/needlepass.po`; the `.mo` beside it is made here.
"""

from __future__ import annotations

import argparse
import io
import string
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "assets" / "locale"
READ = frozenset(
    ("title", "text", "why", "do", "drill", "wrong", "question", "brief", "goal", "good_for", "words", "meaning")
)
"""Keys of our TOML files whose text is read by a person; sources are cited as they are."""


NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
"""A catalogue says nothing of when it was made, so that it changes only with its texts."""


def gathered() -> dict[str, list[str]]:
    """Every text, with the files that it stands in."""
    found: dict[str, list[str]] = {}
    for path, text in _texts():
        places = found.setdefault(text, [])
        if path not in places:
            places.append(path)
    return found


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "simulator").rglob("*.py")):
        yield from _extracted("python", path, {"_": None, "mark": None})
    for path in sorted((ROOT / "assets" / "pages").glob("*.html")):
        yield from _extracted("jinja2.ext:babel_extract", path, {"_": None})
    for folder in ("assets", "scenarios"):
        for path in sorted((ROOT / folder).rglob("*.toml")):
            name = str(path.relative_to(ROOT))
            yield from ((name, text) for text in _read(tomllib.loads(path.read_text("utf-8")), ""))


def _extracted(method: str, path: Path, keywords: dict[str, None]) -> Iterator[tuple[str, str]]:
    with path.open("rb") as file:
        for _line, message, _comments, _context in extract(method, file, keywords):
            if isinstance(message, str) and message:
                yield str(path.relative_to(ROOT)), message


def _read(value: Any, key: str) -> Iterator[str]:
    """The texts below one key of a file."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _read(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _read(inner, key)
    elif isinstance(value, str) and value and key in READ:
        yield value


def languages() -> list[str]:
    """The languages that there is a catalogue of."""
    return sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/needlepass.po"))


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    with po(language).open("rb") as file:
        return read_po(file, locale=language)


def po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "needlepass.po"


def updated(language: str) -> Catalog:
    """The catalogue with every text that there is and none that there is no more; known translations are kept."""
    known = catalogue(language) if po(language).is_file() else Catalog(language)
    made = Catalog(language, project="Needlepass", fuzzy=False, creation_date=NO_DATE, revision_date=NO_DATE)
    made.mime_headers = [
        ("Language", language), ("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]  # fmt: skip
    for text, places in sorted(gathered().items(), key=lambda one: (one[1][0], one[0])):
        old = known.get(text)
        made.add(text, old.string if old else "", [(place, None) for place in places])
    return made


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _before, name, _form, _how in string.Formatter().parse(text) if name is not None}


def as_po(made: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, made, width=110, omit_header=False, include_lineno=False)
    return out.getvalue()


def as_mo(made: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, made)
    return out.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--begin", metavar="LANGUAGE", help="begin a new language")
    arguments = parser.parse_args()
    behind = False
    for language in sorted({*languages(), *([arguments.begin] if arguments.begin else [])}):
        made = updated(language)
        left = [m for m in made if m.id and not m.string]
        files = {po(language): as_po(made), po(language).with_suffix(".mo"): as_mo(made)}
        for path, content in files.items():
            if not path.is_file() or path.read_bytes() != content:
                behind = True
                if not arguments.check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
        print(f"{language}: {len(made)} texts, {len(left)} to translate")
        behind = behind or bool(left)
    return int(arguments.check and behind)


if __name__ == "__main__":
    sys.exit(main())
