"""The answers of one application, keyed by stable slugs: step, item and question.

`item` is 0 for a step that is asked once, and 1, 2, ... for the members of a repeating group.
Answers do not change in place: each verb returns a new set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Key = tuple[str, int]
Values = Mapping[str, Any]


class Answers:
    """What has been answered so far. Values are plain JSON."""

    __slots__ = ("_steps",)

    def __init__(self, steps: Mapping[Key, Values] | None = None) -> None:
        self._steps: dict[Key, Values] = dict(steps or {})

    @classmethod
    def over(cls, steps: dict[Key, Values]) -> Answers:
        """Return answers that look at a dictionary which its owner is still filling."""
        live = cls()
        live._steps = steps
        return live

    def at(self, step: str, item: int = 0) -> Values:
        """Return the values of one step, empty when it was not answered."""
        return self._steps.get((step, item), {})

    def value(self, step: str, question: str, *, item: int = 0) -> Any:
        """Return one value, or None when it was not given."""
        return self.at(step, item).get(question)

    def has(self, step: str, item: int = 0) -> bool:
        """Say whether a step was answered, be it with nothing typed."""
        return (step, item) in self._steps

    def items(self, step: str) -> list[int]:
        """Return the members of a group that answered this step, in order."""
        return sorted(item for slug, item in self._steps if slug == step and item > 0)

    def including(self, steps: Mapping[Key, Values]) -> Answers:
        """Return these answers with some steps answered anew."""
        return Answers({**self._steps, **steps})

    def without(self, keys: Iterable[Key]) -> Answers:
        """Return these answers less some steps."""
        gone = set(keys)
        return Answers({key: values for key, values in self._steps.items() if key not in gone})

    def keys(self) -> set[Key]:
        """Return the (step, item) pairs that were answered."""
        return set(self._steps)

    def __iter__(self) -> Iterator[tuple[Key, Values]]:
        return iter(self._steps.items())

    def __len__(self) -> int:
        return len(self._steps)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answers) and self._steps == other._steps

    def __hash__(self) -> int:
        return hash(tuple(sorted(self._steps)))
