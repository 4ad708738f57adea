"""The time, from one place, so that tests and trials can set it.

Stored times are aware UTC datetimes; people are shown London time.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return the time now, aware and in UTC."""
    return datetime.now(UTC)


def london(at: datetime) -> datetime:
    """Return an aware time as it reads on a London clock."""
    return at.astimezone(LONDON)


def today(at: datetime) -> date:
    """Return the London date at a moment."""
    return london(at).date()


def from_london(day: date, hour_minute: time) -> datetime:
    """Return the UTC moment of a London wall-clock time.

    A time that a clock change skips or repeats is read as the first reading (fold 0).
    """
    return datetime.combine(day, hour_minute, tzinfo=LONDON).astimezone(UTC)
