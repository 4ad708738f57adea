"""Which venues lack slots for their coming days: asked by the daily job, the checks and the demo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.appointments.models import Slot
from app.clock import today
from app.places import ClosedDay, SessionTime, Venue, bookable_venues

_WEEK = 7


def venues_short_of_slots(session: Session, *, at: datetime) -> list[Venue]:
    """Return the open venues whose last session within their window has no slot yet."""
    times: dict[str, list[SessionTime]] = defaultdict(list)
    for weekly in session.scalars(select(SessionTime)):
        times[weekly.venue_code].append(weekly)
    closed = {(row.venue_code, row.day) for row in session.scalars(select(ClosedDay))}
    made = _last_days(session)
    return [
        venue
        for venue in bookable_venues(session)
        if (last := _last_session(venue, times[venue.code], closed, today(at)))
        and made.get(venue.code, date.min) < last
    ]


def _last_days(session: Session) -> dict[str, date]:
    query = select(Slot.venue_code, func.max(Slot.starts_at)).group_by(Slot.venue_code)
    return {code: today(starts_at) for code, starts_at in session.execute(query)}


def _last_session(
    venue: Venue, times: Iterable[SessionTime], closed: set[tuple[str, date]], first: date
) -> date | None:
    """Return the last day of the window's last week on which the venue holds a session."""
    last = first + timedelta(days=venue.window_days)
    for back in range(_WEEK):
        day = last - timedelta(days=back)
        if (venue.code, day) in closed or venue.is_shut_on(day):
            continue
        if any(time.held_on(day) for time in times):
            return day
    return None
