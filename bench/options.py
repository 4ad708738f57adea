"""What the command line may choose for every experiment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Options:
    """`quick` shortens everything to a few seconds; `people` and `kills` are 0 for the usual number."""

    quick: bool = False
    postgres: bool = False
    people: int = 0
    kills: int = 0

    def size(self, usual: int, *, quick: int) -> int:
        """Return the usual number, or the one for a quick look."""
        return quick if self.quick else usual
