"""The one place through which every text that a person reads passes, and the languages that there are."""

from __future__ import annotations

import gettext
from pathlib import Path

LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español"}
"""By their codes; each in its own words. English is what the source is written in."""
DOMAIN = "needlepass"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def use_language(folder: Path, language: str) -> None:
    """Texts come from `folder/language/LC_MESSAGES/needlepass.mo` from now on; from the source where it is missing."""
    global _catalogue, _language
    _catalogue = gettext.translation(DOMAIN, folder, [language], fallback=True)
    _language = language if language in LANGUAGES else "en"


def language() -> str:
    """The code of the language that texts are in."""
    return _language


def _(text: str) -> str:
    """The text in the chosen language; placeholders like {zone} are filled in by the caller."""
    return _catalogue.gettext(text) if text else ""


def mark(text: str) -> str:
    """Marks a text in a table for translation; whoever shows it passes it through `_`."""
    return text
