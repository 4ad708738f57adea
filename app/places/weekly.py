"""What is loaded of one place: the columns of its venue, and the sessions that it holds each week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.places.models import DEFAULT_TABLES

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Weekly(NamedTuple):
    """One weekly session, as `SessionTime` stores it. The names are its columns."""

    weekday: int
    starts: str
    ends: str
    capacity: int = DEFAULT_TABLES
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class PlaceFacts:
    """The columns of one venue, and its weekly sessions."""

    venue: dict[str, Any]
    sessions: frozenset[Weekly]

    @property
    def code(self) -> str:
        """The code of the venue."""
        return str(self.venue["code"])
