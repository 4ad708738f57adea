"""Places: the prisons a visit can be made at, when they hold sessions and how they take bookings.

A face asks `get_venue` and `list_venues`; set-up calls `load_prisons`. Slots made from session
times live in app.appointments.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.places.loading import Loaded, load_prisons
from app.places.models import ClosedDay, SessionTime, Venue, Way
from app.places.working_days import bank_holidays, is_working_day, working_days_after

__all__ = [
    "ClosedDay",
    "Loaded",
    "NoSuchVenue",
    "SessionTime",
    "Venue",
    "Way",
    "bank_holidays",
    "get_venue",
    "is_working_day",
    "list_venues",
    "load_prisons",
    "working_days_after",
]


class NoSuchVenue(NotFound):
    """No venue has this code."""


def get_venue(session: Session, code: str) -> Venue:
    """Return the venue with this code ("LEI"), or raise NoSuchVenue."""
    # A code is plain letters and digits; PostgreSQL would fail on a NUL in any other text.
    venue = session.get(Venue, code) if code.isascii() and code.isalnum() else None
    if venue is None:
        raise NoSuchVenue(f"no venue has the code {code[:8]!r}")
    return venue


def list_venues(session: Session, *, closed_too: bool = False) -> list[Venue]:
    """Return the venues by English name; closed prisons only when asked for."""
    query = select(Venue).order_by(Venue.name)
    return list(session.scalars(query if closed_too else query.where(Venue.open)))
