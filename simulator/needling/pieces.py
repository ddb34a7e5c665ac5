"""What comes in many small pieces and is wanted whole later: joined in blocks, so nothing large is copied often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
SMALL = 256
"""So many small pieces become one block: many small arrays cost more than what is in them."""


@dataclass(slots=True)
class Pieces(Generic[T]):
    """Pieces in their order; a block is not touched again until the whole is asked for."""

    _join: Callable[[list[T]], T]
    _blocks: list[T] = field(default_factory=list)
    _small: list[T] = field(default_factory=list)

    def add(self, piece: T) -> None:
        """The next piece."""
        self._small.append(piece)
        if len(self._small) == SMALL:
            self._blocks.append(self._join(self._small))
            self._small = []

    def whole(self) -> T | None:
        """All of them as one, which is then the only block; None of none."""
        found = self._blocks + self._small
        if len(found) > 1:
            found = [self._join(found)]
        self._blocks, self._small = found, []
        return found[0] if found else None
