"""Correcting how many can be seen or called at a time: in the weekly sessions and the coming slots.

From then on loading the shipped facts leaves the place alone. Nobody who has a place loses it: a
slot that has taken more than the new number keeps those it has and takes no more.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from app.appointments.desk import lock_slots
from app.appointments.models import Slot
from app.audit import Actor, record
from app.clock import london
from app.errors import NotAllowedNow
from app.places import SessionTime, Venue

MOST = 1000


def change_capacity(
    session: Session,
    venue: Venue,
    capacity: int,
    *,
    actor: Actor,
    at: datetime,
    weekday: int | None = None,
) -> int:
    """Set the capacity of every session, or of one weekday's (0 is Monday); return how many slots
    that are still to come were changed. Raises NotAllowedNow for a number out of range.
    """
    if not 0 <= capacity <= MOST:
        raise NotAllowedNow(f"capacity must be from 0 to {MOST}")
    weekly = update(SessionTime).where(SessionTime.venue_code == venue.code)
    if weekday is not None:
        weekly = weekly.where(SessionTime.weekday == weekday)
    session.execute(weekly.values(capacity=capacity))
    changed = _change_slots(session, _coming(session, venue, weekday, at=at), capacity)
    venue.corrected = True
    details = {"venue_code": venue.code, "capacity": capacity, "weekday": weekday}
    record(session, "venue.capacity", actor=actor, at=at, subject_kind="venue", details=details)
    return changed


def _coming(session: Session, venue: Venue, weekday: int | None, *, at: datetime) -> list[int]:
    query = select(Slot.id, Slot.starts_at).where(
        Slot.venue_code == venue.code, Slot.starts_at > at
    )
    return [
        slot_id
        for slot_id, starts_at in session.execute(query)
        if weekday is None or london(starts_at).weekday() == weekday
    ]


def _change_slots(session: Session, slot_ids: list[int], capacity: int) -> int:
    lock_slots(session, *slot_ids)
    session.execute(
        update(Slot)
        .where(Slot.id.in_(slot_ids))
        .values(capacity=case((Slot.taken > capacity, Slot.taken), else_=capacity))
        .execution_options(synchronize_session=False)
    )
    return len(slot_ids)
