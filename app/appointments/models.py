"""The records of the booking desk: a slot is an offered time with room, an appointment takes one.

The database itself refuses a slot above its capacity and a second live appointment for one
application, whatever the code above it does.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

_LIVE = text("state <> 'released'")
_HELD = text("state = 'held'")


class State(StrEnum):
    """Where an appointment stands. Held and booked are live: they take one place each."""

    HELD = "held"
    BOOKED = "booked"
    RELEASED = "released"


class Slot(Base):
    """A session on one date. `taken` counts live appointments, lapsed holds included."""

    __tablename__ = "slots"
    __table_args__ = (
        UniqueConstraint("venue_code", "starts_at", "ends_at"),
        CheckConstraint("taken >= 0 AND taken <= capacity", name="room"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_code: Mapped[str] = mapped_column(ForeignKey("venues.code"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)


class Appointment(Base):
    """One place in a slot, taken for one application; a released one is kept as history.

    `held_until` is set while it is held, and stays on a hold that was released; a booking has none.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        Index(
            "uq_appointments_live",
            "application_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "ix_appointments_lapsing",
            "slot_id",
            "held_until",
            sqlite_where=_HELD,
            postgresql_where=_HELD,
        ),
        Index("ix_appointments_application", "application_id", "made_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    state: Mapped[str] = mapped_column(String(10))
    held_until: Mapped[datetime | None]
    made_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
