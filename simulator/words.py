"""The one place through which every text that a person reads passes, ready for translation."""

from __future__ import annotations

import gettext
from pathlib import Path

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(folder: Path, language: str) -> None:
    """Texts come from `folder/language/LC_MESSAGES/needlepass.mo` from now on; from the source where it is missing."""
    global _catalogue
    _catalogue = gettext.translation("needlepass", folder, [language], fallback=True)


def _(text: str) -> str:
    """The text in the chosen language; placeholders like {zone} are filled in by the caller."""
    return _catalogue.gettext(text)


def mark(text: str) -> str:
    """Marks a text in a table for translation; whoever shows it passes it through `_`."""
    return text
