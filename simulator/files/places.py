"""Where things lie: what is shipped with the program, and the folders that belong to the person at this machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from simulator import words

NAME = "needlepass"


class Places(NamedTuple):
    """Folders; none of the person's own need exist yet. Scenarios are looked for in the order given."""

    assets: Path
    scenarios: tuple[Path, ...]
    runs: Path
    settings: Path
    cache: Path

    @property
    def own(self) -> Path:
        """The folder of everything that is one's own: scenarios, sites, drafts, classes and what goes to and fro."""
        return self.scenarios[-1].parent

    @property
    def sites(self) -> Path:
        """The folder for sites of one's own, beside that of one's own scenarios."""
        return self.own / "sites"


def find(home: Path | None = None) -> Places:
    """The places of this installation; with `home` everything of the person lies in that one folder."""
    if home is None:
        from platformdirs import PlatformDirs

        folders = PlatformDirs(NAME, appauthor=False)
        data, settings, cache = folders.user_data_path, folders.user_config_path, folders.user_cache_path
    else:
        data, settings, cache = home, home / "settings", home / "cache"
    shipped = shipped_folder()
    own = data / "scenarios"
    return Places(shipped / "assets", (shipped / "scenarios", own), data / "runs", settings, cache)


def speak(language: str) -> None:
    """Texts are in a language from now on, in this process."""
    words.use_language(shipped_folder() / "assets" / "locale", language)


def shipped_folder() -> Path:
    """The folder with `assets` and `scenarios`: of a bundled program, of an installed package, or of a checkout."""
    package = Path(__file__).resolve().parent.parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [Path(bundle)] if bundle else []
    candidates += [package / "_data", package.parent]
    for folder in candidates:
        if (folder / "assets").is_dir() and (folder / "scenarios").is_dir():
            return folder
    raise ValueError(f"no folder with assets and scenarios among {[str(c) for c in candidates]}")
