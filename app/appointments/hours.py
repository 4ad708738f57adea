"""Correcting a helpline's hours: its weekly sessions, the coming times, and how many calls at once.

From then on loading the shipped facts leaves the helpline alone. Nobody who has a time loses it: a
time that falls outside the new hours keeps the calls it has and takes no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments.capacity import MOST
from app.appointments.desk import lock_slots
from app.appointments.models import Slot
from app.appointments.offering import generate_slots
from app.audit import Actor, record
from app.clock import london
from app.errors import NotAllowedNow
from app.places import SessionTime, Venue
from app.places.helplines import cut
from app.places.weekly import WEEKDAYS

SLOT_MINUTES = 30


class DayHours(NamedTuple):
    """The hours of one weekday, London's ("0900"), and how many calls can be made at a time."""

    starts: str
    ends: str
    capacity: int


def hours_of(session: Session, venue: Venue) -> dict[int, DayHours]:
    """Return the hours of each weekday (0 is Monday) that has any, from first to last session."""
    query = select(SessionTime).where(
        SessionTime.venue_code == venue.code, SessionTime.valid_from.is_(None)
    )
    found: dict[int, DayHours] = {}
    for weekly in session.scalars(query.order_by(SessionTime.starts)):
        day = found.get(weekly.weekday, DayHours(weekly.starts, weekly.ends, weekly.capacity))
        ends, most = max(day.ends, weekly.ends), max(day.capacity, weekly.capacity)
        found[weekly.weekday] = DayHours(day.starts, ends, most)
    return found


def change_hours(
    session: Session,
    venue: Venue,
    hours: Mapping[int, DayHours | None],
    *,
    actor: Actor,
    at: datetime,
) -> list[int]:
    """Set the hours of some weekdays, None for a day without any; return those that differ.

    A weekday that stays as it is keeps its sessions, gaps between them and all. Raises
    NotAllowedNow for hours that do not end after they start, or a capacity out of range.
    """
    before = hours_of(session, venue)
    changed = sorted(day for day, wanted in hours.items() if before.get(day) != wanted)
    for day in changed:
        _check(hours[day])
    if not changed:
        return []
    for day in changed:
        _change_sessions(session, venue, day, hours[day])
    _change_slots(session, venue, {day: hours[day] for day in changed}, at=at)
    venue.corrected = True
    generate_slots(session, venue, at=at)
    details = {"venue_code": venue.code, "weekdays": [WEEKDAYS[day] for day in changed]}
    record(session, "venue.hours", actor=actor, at=at, subject_kind="venue", details=details)
    return changed


def _check(wanted: DayHours | None) -> None:
    if wanted is None:
        return
    if not _times(wanted):
        raise NotAllowedNow("the hours hold no whole slot")
    if not 1 <= wanted.capacity <= MOST:
        raise NotAllowedNow(f"capacity must be from 1 to {MOST}")


def _times(wanted: DayHours | None) -> set[tuple[str, str]]:
    """Return the starts and ends of a day's slots."""
    return set(cut(wanted.starts, wanted.ends, minutes=SLOT_MINUTES)) if wanted else set()


def _change_sessions(session: Session, venue: Venue, day: int, wanted: DayHours | None) -> None:
    query = select(SessionTime).where(
        SessionTime.venue_code == venue.code,
        SessionTime.weekday == day,
        SessionTime.valid_from.is_(None),
    )
    for weekly in session.scalars(query):
        session.delete(weekly)
    for starts, ends in sorted(_times(wanted)):
        capacity = wanted.capacity if wanted else 0
        session.add(
            SessionTime(
                venue_code=venue.code, weekday=day, starts=starts, ends=ends, capacity=capacity
            )
        )
    session.flush()


def _change_slots(
    session: Session, venue: Venue, changed: Mapping[int, DayHours | None], *, at: datetime
) -> None:
    """Give the coming slots of these weekdays their new room, and those outside the hours none."""
    for slot in _coming(session, venue, changed, at=at):
        starts, ends = london(slot.starts_at), london(slot.ends_at)
        wanted = changed[starts.weekday()]
        inside = (f"{starts:%H%M}", f"{ends:%H%M}") in _times(wanted)
        room = wanted.capacity if wanted and inside else 0
        slot.capacity = max(slot.taken, room)
    session.flush()


def _coming(session: Session, venue: Venue, weekdays: Iterable[int], *, at: datetime) -> list[Slot]:
    """Return the coming slots of these weekdays, locked, and as they are now."""
    query = select(Slot.id, Slot.starts_at).where(
        Slot.venue_code == venue.code, Slot.starts_at > at
    )
    days = set(weekdays)
    ids = [key for key, starts in session.execute(query) if london(starts).weekday() in days]
    lock_slots(session, *ids)
    found = select(Slot).where(Slot.id.in_(ids)).execution_options(populate_existing=True)
    return list(session.scalars(found))
