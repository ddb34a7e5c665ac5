"""The one place through which every text that a person reads passes, and the languages that there are."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import Any

LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español"}
"""By their codes; each in its own words. English is what the source is written in."""
COMMA = frozenset({"de", "es"})
"""Languages that write decimals with a comma and thousands with a point."""
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
    """The text in the chosen language; placeholders like {zone} are filled in by the caller, figures in its way."""
    said = _catalogue.gettext(text) if text else ""
    return _Said(said) if _language in COMMA else said


def in_figures(value: float, how: str) -> str:
    """A figure by its format specification, as the chosen language writes it."""
    return format(_written(value) if _language in COMMA else value, how)


class _Said(str):
    """A text whose figures are written with a comma."""

    def format(self, *values: object, **named: object) -> str:
        return str.format(self, *map(_written, values), **{name: _written(value) for name, value in named.items()})


SWAPPED = str.maketrans(".,", ",.")


class _Decimal(float):
    def __format__(self, how: str) -> str:
        return float.__format__(self, how).translate(SWAPPED)


class _Whole(int):
    def __format__(self, how: str) -> str:
        return int.__format__(self, how).translate(SWAPPED)


def _written(value: Any) -> Any:
    """A figure that writes itself with a comma; anything else as it is."""
    if isinstance(value, float):
        return _Decimal(value)
    return _Whole(value) if isinstance(value, int) and not isinstance(value, bool) else value


def mark(text: str) -> str:
    """Marks a text in a table for translation; whoever shows it passes it through `_`."""
    return text
