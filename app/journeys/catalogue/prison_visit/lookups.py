"""What a prison visit must look up in the outside world: prisons, times and the prisoner record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.journeys.catalogue.timing import OfferedTime

REQUEST = "request"
INSTANT = "instant"
BY_HAND = "by-hand"


@dataclass(frozen=True)
class Prison:
    """What the journey needs to know of a prison. `way` is request, instant or by-hand."""

    code: str
    name: str
    name_cy: str
    way: str
    adult_age: int
    max_adults: int
    max_children: int
    max_total: int


class VisitLookups(Protocol):
    """What the steps may ask while a person is answering."""

    today: date

    def prisons(self) -> Sequence[Prison]:
        """Return every open prison, by name."""

    def prison(self, code: str) -> Prison | None:
        """Return one open prison, or None when there is none of that code."""

    def times(self, code: str) -> Sequence[OfferedTime]:
        """Return the times that can be asked for at a prison now, in order."""

    def prisoner_matches(
        self, *, number: str, first: str, last: str, born: date, prison: str
    ) -> bool:
        """Say whether the prisoner record has exactly this person at this prison."""
