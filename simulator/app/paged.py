"""What all screens that are one page have in common."""

from __future__ import annotations

from simulator.app.page import Page
from simulator.app.screen import Screen


class Paged(Screen):
    """Its widgets follow the pointer, and nothing is kept open; a screen that does more says so itself."""

    _page: Page | None = None

    def tick(self, now_us: int) -> Screen:
        """Widgets follow the pointer."""
        if self._page:
            self._page.tick(now_us)
        return self

    def close(self) -> None:
        """Nothing is kept open."""
