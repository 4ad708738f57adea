"""Places: prisons to visit, helplines that call back, their times, and courts and day centres for post.

A face asks `get_venue` and `list_venues`; set-up calls `load_places`. Slots made from session
times live in app.appointments.
"""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.places.loading import Loaded, load_courts, load_helplines, load_places, load_prisons
from app.places.models import (
    COURT,
    DAY_CENTRE,
    HELPLINE,
    PRISON,
    ClosedDay,
    SessionTime,
    Venue,
    Way,
)
from app.places.working_days import bank_holidays, is_working_day, working_days_after

__all__ = [
    "COURT",
    "DAY_CENTRE",
    "HELPLINE",
    "PRISON",
    "ClosedDay",
    "Loaded",
    "NoSuchVenue",
    "SessionTime",
    "Venue",
    "Way",
    "bank_holidays",
    "bookable_venues",
    "get_venue",
    "is_working_day",
    "list_venues",
    "load_courts",
    "load_helplines",
    "load_places",
    "load_prisons",
    "working_days_after",
]


# Made once: `Session.get` builds it anew each time, which costs more than running it.
_BY_CODE = select(Venue).where(Venue.code == bindparam("of_code"))


class NoSuchVenue(NotFound):
    """No venue has this code."""


def get_venue(session: Session, code: str, *, kind: str | None = None) -> Venue:
    """Return the venue with this code ("LEI"), of this kind when one is named.

    Raises NoSuchVenue.
    """
    # A code is plain letters and digits; PostgreSQL would fail on a NUL in any other text.
    findable = code.isascii() and code.isalnum()
    venue: Venue | None = session.scalar(_BY_CODE, {"of_code": code}) if findable else None
    if venue is None or kind not in (None, venue.kind):
        raise NoSuchVenue(f"no {kind or 'venue'} has the code {code[:8]!r}")
    return venue


def list_venues(
    session: Session, *, kind: str | None = PRISON, closed_too: bool = False
) -> list[Venue]:
    """Return the venues of a kind by English name; None gives every kind.

    Closed ones are listed only when asked for.
    """
    query = select(Venue).order_by(Venue.name)
    if kind is not None:
        query = query.where(Venue.kind == kind)
    return list(session.scalars(query if closed_too else query.where(Venue.open)))


def bookable_venues(session: Session) -> list[Venue]:
    """Return the open venues that have times to book: a court or day centre takes only post."""
    query = select(Venue).where(Venue.kind.in_((PRISON, HELPLINE)), Venue.open)
    return list(session.scalars(query.order_by(Venue.name)))
