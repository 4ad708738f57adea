"""Rows that the tests of the booking desk start from: a venue, one slot of it, applications."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.appointments import Slot
from app.places import Venue, Way


def add_venue(session: Session, *, at: datetime, code: str = "TSI", lead_days: int = 3) -> Venue:
    venue = Venue(
        code=code,
        name="Testing Prison",
        address={"line1": "", "line2": "", "town": "", "county": "", "postcode": ""},
        country="England",
        way=Way.INSTANT,
        adult_age=18,
        max_adults=3,
        max_children=3,
        max_total=6,
        window_days=28,
        lead_days=lead_days,
        provenance={},
        loaded_at=at,
    )
    session.add(venue)
    session.flush()
    return venue


def add_slot(session: Session, *, at: datetime, days: int = 10, capacity: int = 1) -> int:
    """Add a slot of the venue TSI, some days ahead; return its id."""
    starts = at + timedelta(days=days)
    slot = Slot(
        venue_code="TSI",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        capacity=capacity,
        taken=0,
    )
    session.add(slot)
    session.flush()
    return slot.id


def add_applications(session: Session, count: int, *, at: datetime) -> list[UUID]:
    rows = [
        Application(
            id=uuid4(),
            reference=f"PV-{uuid4().hex[:8]}",
            journey="prison-visit",
            journey_version=1,
            channel="telephone",
            language="en",
            start_key=uuid4().hex,
            created_at=at,
            updated_at=at,
        )
        for _ in range(count)
    ]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def taken(session: Session, *slot_ids: int) -> list[int]:
    """Return how many places of each slot are taken, as the database has it."""
    return [
        session.scalars(select(Slot.taken).where(Slot.id == slot_id)).one() for slot_id in slot_ids
    ]
