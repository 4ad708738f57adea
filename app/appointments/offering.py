"""Which times can be had: weekly sessions made into dated slots, and the slots on offer now.

Visits go on at weekends and on bank holidays unless a closed day says otherwise: bank holidays
only lengthen the notice that staff need. A helpline is shut on them, and is asked anew each time,
so that a holiday announced after the slots were made takes them off the offer. Stored times are UTC; a 2pm session stays 2pm in London
on both sides of a clock change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.appointments.models import Appointment, Slot, State
from app.clock import from_london, london, today
from app.places import (
    HELPLINE,
    ClosedDay,
    SessionTime,
    Venue,
    bookable_venues,
    get_venue,
    working_days_after,
)

_DAY = timedelta(days=1)
_INSERTS: dict[str, Callable[[Any], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def offered_days(venue: Venue, *, at: datetime) -> tuple[date, date]:
    """Return the first and the last London date that may be asked for at this moment.

    The first is the day after `lead_days` working days have passed, the last is `window_days`
    from today (prison-visits-2, July 2026). Where notice outlasts the window, first is after last.
    """
    day = today(at)
    ready = working_days_after(day, venue.lead_days, works_weekends=venue.works_weekends)
    return ready + _DAY, day + timedelta(days=venue.window_days)


def offered_span(venue: Venue, *, at: datetime) -> tuple[datetime, datetime]:
    """Return the first moment at which a time on offer may start, and the first that is too late.

    A place with `notice_minutes` offers today's times too, until so long before each. Elapsed time
    counts, so an hour that a clock change adds or takes makes no difference.
    """
    first, last = offered_days(venue, at=at)
    end = from_london(last + _DAY, time())
    if venue.notice_minutes is None:
        return from_london(first, time()), end
    return at + timedelta(minutes=venue.notice_minutes), end


def generate_slots(session: Session, venue: Venue, *, at: datetime) -> int:
    """Make the slots of one venue from today to the end of its window; return how many are new.

    Safe to repeat, also by two workers at once. A slot that exists is never changed.
    """
    rows = list(_slot_rows(session, venue, at=at)) if venue.open else []
    if not rows:
        return 0
    made = session.scalars(insert_missing(session, Slot).returning(Slot.id), rows)
    return len(made.all())


def generate_all_slots(session: Session, *, at: datetime) -> int:
    """Make the slots of every open venue; the daily job. Return how many are new."""
    return sum(generate_slots(session, venue, at=at) for venue in bookable_venues(session))


def insert_missing(session: Session, table: Any) -> Any:
    """Return an insert for a mapped class that passes over rows the database holds already."""
    insert = _INSERTS[session.get_bind().dialect.name]
    return insert(table).on_conflict_do_nothing()


def _slot_rows(session: Session, venue: Venue, *, at: datetime) -> Iterator[dict[str, Any]]:
    times = list(session.scalars(select(SessionTime).where(SessionTime.venue_code == venue.code)))
    closed = _closed_days(session, venue.code)
    first = today(at)
    for day in (first + timedelta(days=n) for n in range(venue.window_days + 1)):
        if _is_shut(venue, closed, day):
            continue
        for weekly in times:
            if weekly.held_on(day):
                yield {
                    "venue_code": venue.code,
                    "starts_at": from_london(day, _clock_time(weekly.starts)),
                    "ends_at": from_london(day, _clock_time(weekly.ends)),
                    "capacity": weekly.capacity,
                    "taken": 0,
                }


def _clock_time(text: str) -> time:
    return time(int(text[:2]), int(text[2:]))


def _closed_days(session: Session, venue_code: str) -> set[date]:
    return set(session.scalars(_CLOSED, {"venue": venue_code}))


def offered_slots(session: Session, venue_code: str, *, at: datetime) -> list[Slot]:
    """Return the slots that can be asked for now, earliest first; raises NoSuchVenue.

    A slot has room when a place is free or when somebody's hold on it has lapsed.
    """
    query = select(Slot).where(
        Slot.id.in_([row.id for row in offered_times(session, venue_code, at=at)])
    )
    query = query.order_by(Slot.starts_at, Slot.ends_at)
    return list(session.scalars(query.execution_options(populate_existing=True)))


class OfferedRow(NamedTuple):
    """One slot on offer, with only what a page of times shows."""

    id: int
    starts_at: datetime
    ends_at: datetime


def offered_times(session: Session, venue_code: str, *, at: datetime) -> list[OfferedRow]:
    """Return what `offered_slots` does, without making a record of each: a page has dozens."""
    venue = get_venue(session, venue_code)
    if not venue.open:
        return []
    first, end = offered_span(venue, at=at)
    asked = {"venue": venue_code, "first": first, "end": end, "at": at}
    rows = [OfferedRow(*row) for row in session.execute(_ON_OFFER, asked)]
    if venue.kind == HELPLINE:
        rows = _within_hours(session, venue_code, rows)
    closed = _closed_days(session, venue_code)
    if not closed and not venue.keeps_bank_holidays:
        return rows
    return [row for row in rows if not _is_shut(venue, closed, today(row.starts_at))]


def _within_hours(session: Session, venue_code: str, rows: list[OfferedRow]) -> list[OfferedRow]:
    """Leave out what hours that were corrected since no longer have.

    Such a slot lasts while somebody has a call in it; a place given back there is not offered anew.
    """
    hours = {tuple(row) for row in session.execute(_HOURS, {"venue": venue_code})}
    return [row for row in rows if _in_week(row) in hours]


def _in_week(row: OfferedRow) -> tuple[int, str, str]:
    starts, ends = london(row.starts_at), london(row.ends_at)
    return starts.weekday(), f"{starts:%H%M}", f"{ends:%H%M}"


def _is_shut(venue: Venue, closed: set[date], day: date) -> bool:
    return day in closed or venue.is_shut_on(day)


_DAYS = cast(Table, ClosedDay.__table__)
_CLOSED = select(_DAYS.c.day).where(_DAYS.c.venue_code == bindparam("venue"))
_TIMES = cast(Table, SessionTime.__table__)
_HOURS = select(_TIMES.c.weekday, _TIMES.c.starts, _TIMES.c.ends).where(
    _TIMES.c.venue_code == bindparam("venue")
)
_SLOTS, _TAKING = cast(Table, Slot.__table__), cast(Table, Appointment.__table__)
_LAPSED = exists().where(
    _TAKING.c.slot_id == _SLOTS.c.id,
    _TAKING.c.state == State.HELD,
    _TAKING.c.held_until <= bindparam("at"),
)
_ON_OFFER = (
    select(_SLOTS.c.id, _SLOTS.c.starts_at, _SLOTS.c.ends_at)
    .where(
        _SLOTS.c.venue_code == bindparam("venue"),
        _SLOTS.c.starts_at >= bindparam("first"),
        _SLOTS.c.starts_at < bindparam("end"),
        or_(_SLOTS.c.taken < _SLOTS.c.capacity, _LAPSED),
    )
    .order_by(_SLOTS.c.starts_at, _SLOTS.c.ends_at)
)
